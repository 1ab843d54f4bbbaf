"""The exercises of the lessons on networks that nobody chose, and their answers found otherwise."""

from itertools import islice

import numpy as np

from lessons_lib.descent import descend, plain
from lessons_lib.exercise import Code, Exercise
from lessons_lib.functions import half_squared_error
from lessons_lib.lessons import answers
from lessons_lib.lessons.exercises.unseen import backward_case
from lessons_lib.mistakes.backward import OF_EXAMPLES, OF_W, OF_Z, updated_too_early
from lessons_lib.mistakes.descent import DESCENT, Descent
from lessons_lib.mistakes.slips import (
    FRACTION,
    IN_DEGREES,
    IN_RADIANS,
    PERCENT,
    WRONG_SIGN,
    degrees_read_as_radians,
    slips,
)
from lessons_lib.network import Network, Trace, backward, forward, loss
from lessons_lib.numeric import complex_step

ALL = {
    f"{module.__name__.rpartition('.')[2]}.{name}": one.exercise if isinstance(one, Code) else one
    for module in answers.lessons()
    for name, one in vars(module).items()
    if isinstance(one, Exercise | Code)
}


def another(given, seed):
    """Something of the same kind: random weights, biases, inputs, targets."""
    rng = np.random.default_rng(seed)
    made = []
    for one in given:
        if isinstance(one, Network):
            one = one.at(rng.normal(size=one.theta.shape))
        elif isinstance(one, Trace):
            one = forward(made[0], rng.normal(size=one.a[0].shape))
        elif isinstance(one, np.ndarray) and made and isinstance(made[-1], Trace):
            target = rng.integers(0, 2, size=one.shape)
            one = half_squared_error.d(made[-1].y, target)
        elif isinstance(one, np.ndarray):
            one = rng.normal(size=one.shape)
        elif isinstance(one, dict):
            one = {node: [(end, rng.normal()) for end, _ in ends] for node, ends in one.items()}
        elif isinstance(one, list) and isinstance(one[0], list):
            one = [list(rng.normal(size=len(path))) for path in one]
        elif isinstance(one, tuple):
            one = tuple(rng.integers(1, 10, size=len(one)).tolist())
        elif isinstance(one, float):
            one = rng.uniform(0.02, 0.98)  # an a, or a z: any will do
        made.append(one)
    return tuple(made)


def walked(theta, gradient, eta, steps):
    (last,) = islice(descend(gradient, theta, plain(eta)), steps, steps + 1)
    return last.theta


def forward_mode(edges, node):
    """How far z moves when the node moves by 1: every nudge is followed from the front."""
    moved = {node: 1.0}
    order = [*edges, "z"]
    for one in order[order.index(node) :]:
        for end, number in edges.get(one, ()):
            moved[end] = moved.get(end, 0) + number * moved.get(one, 0)
    return moved["z"]


def gradient(net, trace, dC_dy):
    """∂C/∂w and ∂C/∂b of each layer, by complex steps on the loss: no backward pass is involved."""
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
    """Nudging, with the parameters in a plain list."""
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
    """Each movement at once: what is left of every step so far."""
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
    """With the hats as what they are: means whose weights fade, and add up to 1."""

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


def _batch(*given):
    gradients = backward(*given)
    return [list(gradients.dC_dw), list(gradients.dC_db)]


def _exercise(right, given, mistakes, digits=3):
    return Exercise("check.other", "Try.", right, given, mistakes, "So it is.", "Look.", (), digits)


# exercises for the mistakes that the lessons so far do not use
ALL |= {
    "batch": _exercise(
        _batch,
        backward_case((3, 3, 3), 0, examples=5),
        [
            mistake.on(pick=lambda g: [list(g.dC_dw), list(g.dC_db)])
            for mistake in (*OF_Z, *OF_W, *OF_EXAMPLES, updated_too_early(0.5))
        ],
        digits=6,
    ),
    "two_examples": _exercise(
        lambda *given: backward(*given).theta,
        backward_case((2, 3, 1), 0, examples=2),
        [
            *(mistake.on(pick=lambda g: g.theta) for mistake in OF_EXAMPLES),
            *slips(lambda *given: backward(*given).theta),
        ],
    ),
    "descent": _exercise(Descent(), (lambda theta: theta**3 + 1, np.ones(3), 0.5, 2), DESCENT),
    "angle": _exercise(np.arctan, (0.5,), slips(np.arctan, WRONG_SIGN, IN_DEGREES)),
    "degrees": _exercise(
        lambda x: 180 * np.arctan(x) / np.pi,
        (0.5,),
        slips(lambda x: 180 * np.arctan(x) / np.pi, IN_RADIANS),
    ),
    "slope_of_sin": _exercise(np.cos, (0.5,), [degrees_read_as_radians(np.cos)]),
    "accuracy": _exercise(float, (0.5,), slips(float, PERCENT)),
    "percent": _exercise(lambda x: 100 * x, (0.5,), slips(lambda x: 100 * x, FRACTION)),
}

# by other means than the exercise's own
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
    "chain_rule.three_paths": lambda s: 9 * s * s - 4,
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
    "batch": gradient,
    "two_examples": lambda net, trace, dC_dy: np.concatenate(
        [part.ravel() for pair in zip(*gradient(net, trace, dC_dy), strict=True) for part in pair]
    ),
    "descent": lambda g, theta, eta, steps: (
        (theta - eta * g(theta)) - eta * g(theta - eta * g(theta))
    ),
    "angle": lambda x: np.angle(1 + 1j * x),
    "degrees": lambda x: np.angle(1 + 1j * x, deg=True),
    "slope_of_sin": lambda x: complex_step(lambda t: np.sin(t[0]), [x])[0],
    "accuracy": lambda x: x,
    "percent": lambda x: x / 0.01,
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
