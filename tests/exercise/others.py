"""The exercises with random given numbers, and independent ways to compute their answers."""

from itertools import islice

import numpy as np

from lessons_lib.descent import descend, plain
from lessons_lib.exercise import Code, Exercise
from lessons_lib.functions import half_squared_error
from lessons_lib.network import Network, Trace, forward, loss
from lessons_lib.numeric import complex_step
from lessons_lib.teaching import answers

EXERCISES = {
    f"{answers.lesson_of(module).name}.{name}": one
    for module in answers.lessons()
    for name, one in vars(module).items()
    if isinstance(one, Exercise | Code)
}
CODE = {name: one for name, one in EXERCISES.items() if isinstance(one, Code)}
ALL = {name: one.exercise if name in CODE else one for name, one in EXERCISES.items()}


def _classes(rng):
    """Outputs with good accuracy, and their targets."""
    k, n = rng.integers(2, 9), rng.integers(2, 40)
    target = np.eye(k)[:, rng.integers(k, size=n)]
    y = rng.random(size=(k, n)) + target
    return y / y.sum(axis=0), target


def _wires(rng):
    n = rng.integers(2, 6)
    return rng.normal(), rng.normal(size=n), rng.normal(size=n)


def _steps(rng, *more):
    return rng.normal(size=(rng.integers(2, 7), *more)), *rng.uniform(0.02, 0.98, size=3)


def _adam(rng):
    """Half of the cases have no negative gradient, so that swapped means have real roots."""
    gradients, *rates = _steps(rng, 3)[:4]
    return abs(gradients) if rng.random() < 0.5 else gradients, *rates


# where numbers must fit each other, or count something
DRAWN = {
    "gradient_descent.ten_steps": lambda rng: (
        rng.uniform(-9, 9),
        rng.uniform(0.02, 0.98),
        int(rng.integers(3, 12)),
    ),
    "chain_rule.two_lines": lambda rng: (
        [list(rng.normal(size=rng.integers(1, 5))) for _ in range(rng.integers(2, 5))],
    ),
    "backward_pass.two_lines": _wires,
    "forward_times_backward.passes": lambda rng: rng.integers(
        1, 10, size=rng.integers(2, 5)
    ).tolist(),
    "gradient_descent.parameters": lambda rng: (
        rng.integers(1, 10, size=rng.integers(2, 6)).tolist(),
    ),
    "training.updates": lambda rng: rng.integers([20, 2, 2], [300, 40, 20]).tolist(),
    "optimizers.stuck": lambda rng: (rng.uniform(0.02, 0.98), int(rng.integers(2))),
    "optimizers.two_lines": lambda rng: _steps(rng)[:3],
    "optimizers.adam": _adam,
    "handwritten_digits.accuracy": lambda rng: rng.integers([1, 50, 50], [50, 500, 2000]).tolist(),
    "handwritten_digits.output": lambda rng: (rng.dirichlet(np.ones(3)), int(rng.integers(3))),
    "handwritten_digits.my_accuracy": _classes,
}


def _sizes(layers, rng):
    """Half of the cases have equal sizes, so that a forgotten transpose raises no error."""
    same = rng.integers(2, 5, size=1).repeat(layers)
    return same if rng.random() < 0.5 else rng.integers(1, 6, size=layers)


def another(name, seed):
    """Other given numbers: random weights, biases, inputs, targets, and for code also sizes."""
    rng = np.random.default_rng(seed)
    if name in DRAWN:
        return tuple(DRAWN[name](rng))
    given = ALL[name].given
    if name in CODE:
        given = CODE[name].unseen[seed % len(CODE[name].unseen)]
    net, made = None, []
    for one in given:
        if isinstance(one, Network):
            net = one
            if name in CODE:
                net = Network.random(_sizes(len(one.sizes), rng))
            one = net = net.at(rng.normal(size=net.theta.shape))
        elif isinstance(one, Trace):
            one = forward(net, rng.normal(size=(net.sizes[0], one.a[0].shape[1])))
        elif isinstance(one, np.ndarray) and made and isinstance(made[-1], Trace):
            target = rng.integers(0, 2, size=made[-1].y.shape)
            one = half_squared_error.d(made[-1].y, target)
        elif isinstance(one, np.ndarray) and net and len(made) == 2:
            one = rng.integers(0, 2, size=(net.sizes[-1], one.shape[1])).astype(float)
        elif isinstance(one, np.ndarray) and net:
            one = rng.normal(size=(net.sizes[0], one.shape[1]))
        elif isinstance(one, np.ndarray):
            one = rng.normal(size=one.shape)
        elif isinstance(one, dict):
            one = {node: [(end, rng.normal()) for end, _ in ends] for node, ends in one.items()}
        elif isinstance(one, list) and isinstance(one[0][0], np.ndarray):
            counts = [x.shape[1] for x, _ in one]
            one = [
                (
                    rng.normal(size=(net.sizes[0], n)),
                    rng.integers(0, 2, size=(net.sizes[-1], n)).astype(float),
                )
                for n in counts
            ]
        elif isinstance(one, float):
            one = rng.uniform(0.02, 0.98)  # an a, or a z: any will do
        made.append(one)
    return tuple(made)


def walked(theta, gradient, eta, steps):
    (last,) = islice(descend(gradient, theta, plain(eta)), steps, steps + 1)
    return last.theta


def forward_mode(edges, node):
    """How far z moves when the node moves by 1, propagated forward."""
    moved = {node: 1.0}
    order = [*edges, "z"]
    for one in order[order.index(node) :]:
        for end, number in edges.get(one, ()):
            moved[end] = moved.get(end, 0) + number * moved.get(one, 0)
    return moved["z"]


def gradient(net, trace, dC_dy):
    """∂C/∂w and ∂C/∂b of each layer, by complex steps on the loss, without a backward pass."""
    target = trace.y - dC_dy * trace.y.shape[1]
    theta = complex_step(lambda theta: loss(net.at(theta), trace.a[0], target), net.theta)
    layers = net.at(theta).layers
    return [layer.w for layer in layers], [layer.b for layer in layers]


def carried(net, x):
    """What the wires of each layer carry, neuron by neuron."""
    a = [float(value) for value in x[:, 0]]
    noted = []
    for layer in net.layers:
        noted.append(np.array(a)[:, None])
        z = [
            sum(w * one for w, one in zip(row, a, strict=True)) + b
            for row, (b,) in zip(layer.w, layer.b, strict=True)
        ]
        a = [1 / (1 + np.exp(-one)) for one in z]
    return noted, np.array(a)


def first_z(net, x):
    w, b = net.layers[0].w, net.layers[0].b
    adds = [sum(w[i, j] * x[j, 0] for j in range(x.shape[0])) for i in range(len(w))]
    return np.array(adds) + b[:, 0]


def one_neuron(z, w, dC_dz_next):
    def cost(z):
        return sum(d * w * 1 / (1 + np.exp(-z[0])) for w, d in zip(w, dC_dz_next, strict=True))

    return complex_step(cost, [z])[0]


def central(cost, theta, h):
    """Central differences, with the parameters in a plain list."""
    found = []
    for i in range(len(theta)):
        ahead, behind = list(theta), list(theta)
        ahead[i] += h
        behind[i] -= h
        found.append((cost(np.array(ahead)) - cost(np.array(behind))) / h / 2)
    return np.array(found)


def whole_gradient(net, x, target):
    """As `gradient`, with the cost written out: the mean over the examples, one by one."""

    def cost(theta):
        y = forward(net.at(theta), x).y
        return (
            sum(((y[:, n] - target[:, n]) ** 2).sum() / 2 for n in range(x.shape[1])) / (x.shape[1])
        )

    layers = net.at(complex_step(cost, net.theta)).layers
    return [layer.w for layer in layers], [layer.b for layer in layers]


def moved_weights(net, trace, dC_dy, eta):
    moved = [layer.w.copy() for layer in net.layers]
    for w, dC_dw in zip(moved, gradient(net, trace, dC_dy)[0], strict=True):
        for place in np.ndindex(w.shape):
            w[place] -= eta * dC_dw[place]
    return moved


def parameters(*sizes):
    return len(Network.random(sizes).theta)


def three_parameters(*given):
    dC_dw, dC_db = gradient(*given)
    return np.array([dC_dw[1][1, 1], dC_dw[2][1, 0], dC_db[1][1, 0]])


def updates(n, size, epochs):
    counted = 0
    for _ in range(epochs):
        left = n
        while left > 0:
            left -= size
            counted += 1
    return counted


def mean_gradient(a, y, target):
    pairs = [(c * (p - t), p - t) for c, p, t in zip(a, y, target, strict=True)]
    return np.array([sum(one) / len(pairs) for one in zip(*pairs, strict=True)])


def trained(net, batches, eta):
    """By complex steps on −ln of the probability that each output gives to its target."""
    theta = net.theta
    for x, target in batches:

        def cost(theta, x=x, target=target):
            y = forward(net.at(theta), x).y
            return -np.log(np.where(target == 1, y, 1 - y)).sum() / x.shape[1]

        theta = theta - eta * complex_step(cost, theta)
    return theta


def momentum(gradients, eta, lam):
    """Each change directly: the decayed sum of all steps so far."""
    return np.array(
        [
            sum(-eta * g * lam ** (t - i) for i, g in enumerate(gradients[: t + 1]))
            for t in range(len(gradients))
        ]
    )


def adagrad(gradients, eta):
    return np.array(
        [
            -eta * g / np.sqrt(sum(before**2 for before in gradients[: t + 1]))
            for t, g in enumerate(gradients)
        ]
    )


def adam(gradients, eta, beta1, beta2):
    """The corrected means as weighted means whose decaying weights add up to 1."""

    def mean(values, beta):
        weights = [beta ** (len(values) - i) for i in range(1, len(values) + 1)]
        return sum(w * v for w, v in zip(weights, values, strict=True)) / sum(weights)

    return np.array(
        [
            -eta * mean(gradients[:t], beta1) / np.sqrt(mean(gradients[:t] ** 2, beta2))
            for t in range(1, len(gradients) + 1)
        ]
    )


def stuck(y, target):
    def slope(cost):
        return complex_step(lambda z: cost(1 / (1 + np.exp(-z[0]))), [np.log(y / (1 - y))])[0]

    squared = slope(lambda y: (y - target) ** 2 / 2)
    return np.array([squared, slope(lambda y: -np.log(y if target else 1 - y))])


def pixel(x, w, dC_dz):
    rows = [list(row) for row in w]
    return complex_step(
        lambda x: sum(
            d * sum(one * ink for one, ink in zip(row, x, strict=True))
            for row, d in zip(rows, dC_dz, strict=True)
        ),
        x,
    )


def share_right(y, target):
    right = 0
    for said, wanted in zip(y.T.tolist(), target.T.tolist(), strict=True):
        right += said.index(max(said)) == wanted.index(max(wanted))
    return right / y.shape[1]


def left(a, w):
    share = 1
    for one in a:
        share *= w * (one - one**2)
    return share


# independent of the exercise's own algorithm
RIGHT = {
    "gradient_descent.ten_steps": lambda theta, eta, steps: theta * (1 - 2 * eta) ** steps,
    "gradient_descent.two_steps": lambda _, theta, eta: [
        2 + (theta - 2) * (1 - 2 * eta),
        2 + (theta - 2) * (1 - 2 * eta) ** 2,
    ],
    "gradient_descent.turned": lambda _, theta, eta, steps: (
        theta - eta * np.array([[2, 1], [1, 6]]) @ theta
    ),
    "gradient_descent.parameters": lambda sizes: Network.random(sizes).theta.size,
    "gradient_descent.step": lambda theta, gradient, eta: walked(theta, gradient, eta, 1),
    "gradient_descent.descend": walked,
    "chain_rule.ratio": lambda x, dx: (2 * x + dx) * (2 * (x * x + 2) + dx * (2 * x + dx)),
    "chain_rule.sine": lambda x: complex_step(lambda x: np.sin(x[0] * x[0]), [x])[0],
    "chain_rule.three_paths": lambda s: 9 * s * s - 1,
    "chain_rule.back": lambda edges: [forward_mode(edges, node) for node in ("x2", "x1", "s")],
    "chain_rule.two_lines": lambda paths: np.sum([np.prod(path) for path in paths]),
    "chain_rule.whole": forward_mode,
    "forward_pass.slide": lambda net, trace, wires: np.array(
        [carried(net, trace.a[0])[0][k][j, 0] for k, _, j in wires]
    ),
    "forward_pass.z": first_z,
    "forward_pass.two_lines": lambda net, x: carried(net, x)[0],
    "backward_pass.slope": lambda a: a - a * a,
    "backward_pass.dC_dz": one_neuron,
    "backward_pass.two_lines": one_neuron,
    "six_neurons.dC_dz": lambda *given: np.concatenate(gradient(*given)[1])[::-1, 0],
    "six_neurons.gradient": three_parameters,
    "six_neurons.line": lambda: 3,
    "six_neurons.two_lines": lambda *given: gradient(*given)[1],
    "six_neurons.backward": lambda *given: gradient(*given),
    "forward_times_backward.product": lambda a, w, dC_dz, sent: complex_step(
        lambda p: dC_dz * (p[0] * a + p[1]), [w, 0]
    ),
    "forward_times_backward.central": lambda behind, here, ahead, h: np.polyfit(
        [-h, h], [behind, ahead], 1
    )[0],
    "forward_times_backward.suspect": lambda: 3,
    "forward_times_backward.passes": lambda *sizes: [2 * parameters(*sizes), 1 + 1],
    "forward_times_backward.two_lines": central,
    "forward_times_backward.whole_gradient": whole_gradient,
    "update_after.order": lambda: 2,
    "update_after.new_weight": lambda w, a, dC_dz, eta: (
        w - eta * complex_step(lambda v: v[0] * a * dC_dz, [w])[0]
    ),
    "update_after.dC_dz1": lambda a, w, dC_dz_next: one_neuron(np.log(a / (1 - a)), w, dC_dz_next),
    "update_after.two_lines": moved_weights,
    "update_after.slip": lambda a, w, back: np.array(
        [3, one_neuron(np.log(a / (1 - a)), [w], [back])]
    ),
    "training.updates": updates,
    "training.batch": mean_gradient,
    "training.line": lambda: 6,
    "training.loop": trained,
    "optimizers.momentum": momentum,
    "optimizers.adagrad": adagrad,
    "optimizers.stuck": stuck,
    "optimizers.two_lines": momentum,
    "optimizers.adam": adam,
    "handwritten_digits.accuracy": lambda wrong, n, learnt: 1 - wrong / n,
    "handwritten_digits.output": lambda y, digit: np.array(
        [one - 1 if i == digit else one for i, one in enumerate(y)]
    ),
    "handwritten_digits.pixel": pixel,
    "handwritten_digits.left": left,
    "handwritten_digits.my_accuracy": share_right,
}
