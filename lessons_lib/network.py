"""The slides as code: z = w·a + b and a = σ(z) forward, ∂C/∂z = σ′(z)·Σ w·∂C/∂z backward."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from inspect import unwrap
from itertools import pairwise, repeat
from math import sqrt
from typing import Any, Self

import numpy as np

import lessons_lib.memory  # noqa: F401
from lessons_lib import checks, functions
from lessons_lib.descent import minibatches
from lessons_lib.functions import Array, Cost, Function, half_squared_error, quiet, sigmoid

# The standard deviation of the initial weights of a layer with m inputs and n neurons.
SCALES: dict[str, Callable[[int, int], float]] = {
    "zeros": lambda m, n: 0.0,
    "small": lambda m, n: 0.01,
    "xavier": lambda m, n: sqrt(2 / (m + n)),  # Glorot & Bengio (2010): for sigmoid and tanh
    "he": lambda m, n: sqrt(2 / m),  # He, Zhang, Ren & Sun (2015): for relu
}


@dataclass(frozen=True, eq=False)
class Layer:
    """The neurons of one layer: w (neurons, inputs), b (neurons, 1), an activation.

    Row i of w holds the weights *into* neuron i, as on the slide. w and b are read-only copies.
    """

    w: Any
    b: Any
    sigma: Function = sigmoid

    def __post_init__(self) -> None:
        w, b = checks.finite(self.w, "w"), checks.finite(self.b, "b")
        checks.layer(w, b)
        checks.known(self.sigma, "sigma", functions.ACTIVATIONS)
        self.__dict__.update(w=_fixed(w), b=_fixed(b))


@dataclass(frozen=True, eq=False)
class Network:
    """A sequence of layers, the input layer first; `theta` holds all parameters as one vector."""

    layers: Sequence[Layer]

    def __post_init__(self) -> None:
        layers = tuple(self.layers) if np.iterable(self.layers) else self.layers
        checks.layers(layers, Layer)
        checks.neighbours([layer.w.shape for layer in layers])
        self.__dict__.update(layers=layers)

    @cached_property
    def sizes(self) -> tuple[int, ...]:
        """(inputs, neurons of layer 1, …, outputs)."""
        return (self.layers[0].w.shape[-1], *(layer.w.shape[-2] for layer in self.layers))

    @property
    def theta(self) -> Array:
        """θ, all parameters as one vector (…, P): layer by layer, w row by row, then b."""
        return _as_vector((layer.w, layer.b) for layer in self.layers)

    @property
    def names(self) -> tuple[str, ...]:
        """The name of each entry of theta, as a Python expression such as "layers[0].w[1, 0]"."""
        return tuple(
            f"layers[{k}].{part}[{row}, {column}]"
            for k, layer in enumerate(self.layers)
            for part in "wb"
            for row, column in np.ndindex(getattr(layer, part).shape[-2:])
        )

    def at(self, theta: Any) -> Self:
        """The same network with the parameters theta (…, P); leading axes: a batch of networks."""
        theta = _fixed(checks.theta(checks.numbers(theta, "theta"), self.sizes))
        layers, end, leading = [], 0, theta.shape[:-1]
        for layer, m, n in zip(self.layers, self.sizes, self.sizes[1:], strict=False):
            start, middle, end = end, end + n * m, end + n * m + n
            w = theta[..., start:middle].reshape(*leading, n, m)
            b = theta[..., middle:end].reshape(*leading, n, 1)
            layers.append(_replaced(layer, w=w, b=b))
        network: Self = _replaced(self, layers=tuple(layers))
        return network

    @classmethod
    def random(
        cls, sizes: Sequence[int], seed: int = 0, sigma: Any = sigmoid, scale: str = "xavier"
    ) -> Self:
        """Normally distributed weights and b = 0; sigma is one activation, or one per layer."""
        sizes = checks.sizes(sizes)
        spread = SCALES[checks.scale(scale, tuple(SCALES))]
        sigmas = sigma if isinstance(sigma, list | tuple) else [sigma] * (len(sizes) - 1)
        checks.one_for_each_layer(sigmas, sizes)
        checks.settings(seed=seed)
        rng = np.random.default_rng(int(seed))
        pairs = zip(pairwise(map(int, sizes)), sigmas, strict=True)
        weights = ((spread(m, n) * rng.normal(size=(n, m)), each) for (m, n), each in pairs)
        return cls([Layer(w, np.zeros((len(w), 1)), each) for w, each in weights])


@dataclass(frozen=True, eq=False)
class Trace:
    """The values of the forward pass: z[k] of layer k + 1; a[0] is x, a[k + 1] = σ(z[k])."""

    z: tuple[Array, ...]
    a: tuple[Array, ...]

    @property
    def y(self) -> Array:
        """The output (outputs, examples): the last a."""
        return self.a[-1]


@dataclass(frozen=True, eq=False)
class Gradients:
    """The result of the backward pass: ∂C/∂z (neurons, examples), ∂C/∂w, ∂C/∂b per layer."""

    dC_dz: tuple[Array, ...]
    dC_dw: tuple[Array, ...]
    dC_db: tuple[Array, ...]

    @property
    def theta(self) -> Array:
        """The gradient ∇C as one vector (…, P), in the order of `Network.theta`."""
        return _as_vector(zip(self.dC_dw, self.dC_db, strict=True))


@quiet
@checks.checked(checks.inputs)
def forward(net: Network, x: Any) -> Trace:
    """The forward pass: every z and a for the inputs x (inputs, examples)."""
    z, a = [], [x]
    for layer in net.layers:
        z.append(layer.w @ a[-1] + layer.b)
        a.append(layer.sigma.f(z[-1]))
    return Trace(tuple(z), tuple(a))


@quiet
@checks.checked(checks.slopes)
def backward(net: Network, trace: Trace, dC_dy: Any) -> Gradients:
    """The backward pass: from ∂C/∂y (outputs, examples) to ∂C/∂z, ∂C/∂w, ∂C/∂b of every layer."""
    dC_dz = [net.layers[-1].sigma.d_f(trace.z[-1], trace.y) * dC_dy]  # σ′(z) · ∂C/∂y
    for k in reversed(range(len(net.layers) - 1)):
        dC_da = net.layers[k + 1].w.mT @ dC_dz[0]  # Σ w · ∂C/∂z of the next layer
        dC_dz.insert(0, net.layers[k].sigma.d_f(trace.z[k], trace.a[k + 1]) * dC_da)
    dC_dw = [d @ a.mT for d, a in zip(dC_dz, trace.a, strict=False)]  # forward × backward
    dC_db = [d.sum(axis=-1, keepdims=True) for d in dC_dz]
    return Gradients(tuple(dC_dz), tuple(dC_dw), tuple(dC_db))


def loss(net: Network, x: Any, target: Any, cost: Cost = half_squared_error) -> Any:
    """L(θ), the cost of the network's output for x; one number for each leading axis of theta.

    Numerically stable where `cost(forward(net, x).y, target)` is not: see `Cost.of_z`.
    """
    net, cost = _joined(net, cost)
    return cost(forward(net, x).y, target)


def gradient(net: Network, x: Any, target: Any, cost: Cost = half_squared_error) -> Gradients:
    """∇L(θ): forward pass, derivative of the cost, backward pass. As stable as `loss`."""
    net, cost = _joined(net, cost)
    trace = forward(net, x)
    return backward(net, trace, cost.d(trace.y, target))


def gradient_of_theta(
    net: Network, x: Any, target: Any, cost: Cost = half_squared_error, size: int | None = None
) -> Callable[[Any], Array]:
    """∇L as a function of θ, for `descend`; with a size, each call uses the next minibatch."""
    x, target = checks.numbers(x, "x").copy(), checks.numbers(target, "target").copy()
    gradient(net, x, target, cost)  # checks all arguments once for a whole training
    batches = repeat((x, target)) if size is None else minibatches(x, target, size)
    net, cost = _joined(net, cost)
    onward, slope, back = unwrap(forward), unwrap(Cost.d), unwrap(backward)

    @quiet
    def of_theta(theta: Any) -> Any:
        there, (x, target) = net.at(theta), next(batches)
        trace = onward(there, x)
        cost.check_y(trace.y, "y")
        return back(there, trace, slope(cost, trace.y, target)).theta

    return of_theta


def _joined(net: Network, cost: Cost) -> tuple[Network, Cost]:
    # The same numbers, with the last σ moved from the network into the cost: y is the last z.
    checks.known(cost, "cost", functions.COSTS)
    *others, last = net.layers
    if last.sigma in cost.of_z:
        cost, last = cost.of_z[last.sigma], _replaced(last, sigma=functions.identity)
        net = _replaced(net, layers=(*others, last))
    return net, cost


def _replaced(value: Any, **fields: Any) -> Any:
    # dataclasses.replace would check for finite numbers, but a descent may diverge.
    new = object.__new__(type(value))
    new.__dict__.update(value.__dict__, **fields)
    return new


def _as_vector(pairs: Iterable[tuple[Array, Array]]) -> Array:
    parts = [part.reshape(*part.shape[:-2], -1) for pair in pairs for part in pair]
    return np.concatenate(parts, axis=-1)


def _fixed(array: Array) -> Array:
    array = array.copy()
    array.setflags(write=False)
    return array
