"""Gradients as other programs compute and print them, by autograd and independent of ours."""

from random import Random

import autograd
import autograd.numpy as anp
import numpy as np

from lessons_lib import functions
from lessons_lib.network import Layer, Network


def _softmax(z):
    e = anp.exp(z - anp.max(z, axis=0, keepdims=True))
    return e / anp.sum(e, axis=0, keepdims=True)


SIGMAS = {
    functions.sigmoid: lambda z: 1 / (1 + anp.exp(-z)),
    functions.tanh: anp.tanh,
    functions.relu: lambda z: anp.maximum(z, 0.0),
    functions.leaky_relu: lambda z: anp.where(z > 0, z, 0.01 * z),
    functions.softplus: lambda z: anp.logaddexp(0.0, z),
    functions.identity: lambda z: z,
    functions.softmax: _softmax,
}
COSTS = {
    functions.half_squared_error: lambda y, t: (y - t) ** 2 / 2,
    functions.mean_squared_error: lambda y, t: (y - t) ** 2 / len(t),
    functions.binary_cross_entropy: lambda y, t: -t * anp.log(y) - (1 - t) * anp.log(1 - y),
    functions.cross_entropy: lambda y, t: -t * anp.log(y),
}


SMOOTH = [functions.sigmoid, functions.tanh, functions.softplus]


def case(seed, sigmas=SMOOTH, layers=3, neurons=(2, 5), examples=(2, 5)):
    """(net, x, target, cost): 1 to so many layers; neurons of each and examples in this range."""
    random = Random(seed)
    cost = list(COSTS)[seed % 4]
    last = {
        functions.binary_cross_entropy: [functions.sigmoid],
        functions.cross_entropy: [functions.softmax],
    }.get(cost, sigmas)
    sizes = [random.randint(*neurons) for _ in range(random.randint(2, layers + 1))]
    sigmas = [random.choice(sigmas) for _ in sizes[2:]] + [random.choice(last)]

    def drawn(*shape):
        return np.array([random.gauss(0, 1) for _ in range(int(np.prod(shape)))]).reshape(shape)

    layers = [
        Layer(drawn(n, m), drawn(n, 1), sigma)
        for m, n, sigma in zip(sizes, sizes[1:], sigmas, strict=False)
    ]
    x = drawn(sizes[0], random.randint(*examples))
    target = np.array([[random.random() for _ in x[0]] for _ in range(sizes[-1])])
    if cost is functions.cross_entropy:
        target /= target.sum(axis=0)
    return Network(layers), x, target, cost


def any_case(seed):
    """A network of any form: every activation, 1 to 5 layers of 1 to 6 neurons, 1 to 6 examples."""
    return case(seed, list(SIGMAS), layers=5, neurons=(1, 6), examples=(1, 6))


def parameters(net):
    """[w, b, w, b, …] of a network."""
    return [np.array(part) for layer in net.layers for part in (layer.w, layer.b)]


def gradients(net, x, target, cost, factor=1.0, twice=False, theta=None):
    """[∂L/∂w, ∂L/∂b, …]; a factor of the loss, the last σ applied twice, other parameters."""

    def loss(theta):
        a = x
        for w, b, layer in zip(theta[::2], theta[1::2], net.layers, strict=True):
            a = SIGMAS[layer.sigma](anp.dot(w, a) + b)
        if twice:
            a = SIGMAS[net.layers[-1].sigma](a)
        return factor * anp.sum(COSTS[cost](a, target)) / x.shape[1]

    return autograd.grad(loss)(parameters(net) if theta is None else theta)


def updated_early(net, x, target, cost, eta):
    """Layer after layer from the output: its gradient, its update, and on with the new w."""
    theta, a = parameters(net), [x]
    for w, b, layer in zip(theta[::2], theta[1::2], net.layers, strict=True):
        a.append(SIGMAS[layer.sigma](w @ a[-1] + b))
    dC_da = autograd.grad(lambda y: anp.sum(COSTS[cost](y, target)) / x.shape[1])(a[-1])
    found = []
    for k in reversed(range(len(net.layers))):
        z = theta[2 * k] @ a[k] + theta[2 * k + 1]
        sigma = SIGMAS[net.layers[k].sigma]
        dC_dz = autograd.grad(lambda z, s=sigma, d=dC_da: anp.sum(s(z) * d))(z)
        dC_dw = sum(np.outer(dC_dz[:, i], a[k][:, i]) for i in range(x.shape[1]))
        found = [dC_dw, dC_dz.sum(axis=1, keepdims=True), *found]
        dC_da = (theta[2 * k] - eta * dC_dw).T @ dC_dz
    return found


def as_torch(arrays):
    """Four digits behind the point, as PyTorch prints; for small numbers with an exponent."""

    def written(row):
        small = max(abs(v) for array in arrays for v in array.ravel()) < 0.1
        return "[" + ", ".join(f"{v:.4e}" if small else f"{v:.4f}" for v in row) + "]"

    def tensor(array):
        rows = ",\n        ".join(map(written, array))
        return f"tensor([{rows}])" if array.shape[1] > 1 else f"tensor({written(array[:, 0])})"

    return "\n".join(map(tensor, arrays))


def as_numpy(arrays):
    """NumPy's own text."""
    return "\n".join(str(array) for array in arrays)


def as_jax(arrays):
    """A list of float32 arrays as JAX prints it."""
    texts = [repr(array.astype(np.float32)).replace("array", "Array") for array in arrays]
    return f"[{', '.join(texts)}]"


def as_lists(arrays):
    """Python's nested lists, with every digit."""
    return str([array.tolist() for array in arrays])
