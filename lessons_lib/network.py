"""The slides as code: z = w·a + b and a = σ(z) forward, ∂C/∂z = σ′(z)·Σ w·∂C/∂z backward."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from math import sqrt
from typing import Any, Self

import numpy as np

from lessons_lib.checks import as_count, as_finite, as_numbers, is_count
from lessons_lib.functions import (
    ACTIVATIONS,
    Array,
    Cost,
    Function,
    half_squared_error,
    identity,
    quiet,
    sigmoid,
)
from lessons_lib.language import say

# Linux gives the memory of freed arrays back to the system, and to ask for it again costs far more
# than the arithmetic in it. It keeps what is smaller than the largest block it has seen freed: this
# one, of 30 MB, which is never touched and so costs nothing.
np.empty(30 << 20, dtype=np.uint8)

# The standard deviation of the first weights of a layer with m inputs and n neurons.
SCALES: dict[str, Callable[[int, int], float]] = {
    "zeros": lambda m, n: 0.0,
    "small": lambda m, n: 0.01,
    "xavier": lambda m, n: sqrt(2 / (m + n)),  # Glorot & Bengio (2010): for sigmoid and tanh
    "he": lambda m, n: sqrt(2 / m),  # He, Zhang, Ren & Sun (2015): for relu
}


@dataclass(frozen=True, eq=False)
class Layer:
    """The neurons of one layer: w has the shape (neurons, inputs), b has (neurons, 1).

    Row i of w holds the weights *into* neuron i, as w_ij on the slide. w and b are copied, and
    cannot be changed in place: another w is another Layer.
    Raises ValueError where the shapes do not fit or a number is not finite.
    """

    w: Any
    b: Any
    sigma: Function = sigmoid

    def __post_init__(self) -> None:
        w, b = as_finite("w", self.w), as_finite("b", self.b)
        _check_layer(w, b, self.sigma)
        object.__setattr__(self, "w", _fixed(w))
        object.__setattr__(self, "b", _fixed(b))

    @classmethod
    def _trusted(cls, w: Array, b: Array, sigma: Function) -> Self:
        # A diverging descent asks for a layer of inf and NaN: a result to look at, not an error.
        layer = object.__new__(cls)
        layer.__dict__.update(w=w, b=b, sigma=sigma)
        return layer


@dataclass(frozen=True, eq=False)
class Network:
    """Layers in a row, the first one next to the input. All parameters in one vector: `theta`."""

    layers: Sequence[Layer]

    def __post_init__(self) -> None:
        object.__setattr__(self, "layers", _checked_layers(self.layers))

    def _with(self, layers: Iterable[Layer]) -> Self:
        # Only the numbers are new: `sizes` and `_places`, once found, go on to the new network.
        network = object.__new__(type(self))
        network.__dict__.update(self.__dict__, layers=tuple(layers))
        return network

    @cached_property
    def sizes(self) -> tuple[int, ...]:
        """(inputs, neurons of layer 1, …, outputs)."""
        return (self.layers[0].w.shape[-1], *(layer.w.shape[-2] for layer in self.layers))

    @cached_property
    def _places(self) -> list[tuple[slice, tuple[int, int], slice, tuple[int, int]]]:
        # For each layer where w stands in theta, and its shape; and the same for b.
        places, start = [], 0
        for m, n in pairwise(self.sizes):
            middle, end = start + n * m, start + n * m + n
            places.append((slice(start, middle), (n, m), slice(middle, end), (n, 1)))
            start = end
        return places

    @property
    def theta(self) -> Array:
        """θ, all parameters as one vector (…, P): layer by layer, w row by row, then b."""
        return _as_vector([part for layer in self.layers for part in (layer.w, layer.b)])

    @property
    def names(self) -> tuple[str, ...]:
        """What each entry of theta is, as Python writes it: "layers[0].w[1, 0]", …, P names."""
        return tuple(
            f"layers[{k}].{letter}[{row}, {column}]"
            for k, layer in enumerate(self.layers)
            for letter, part in (("w", layer.w), ("b", layer.b))
            for row, column in np.ndindex(*part.shape[-2:])
        )

    def at(self, theta: Any) -> Self:
        """The same network with the parameters theta (…, P). Leading axes: many networks at once.

        Raises ValueError where the last axis of theta does not hold this network's P parameters.
        """
        theta = as_numbers("theta", theta)
        _check_theta(theta, count=self._places[-1][2].stop)
        theta, leading = _fixed(theta), theta.shape[:-1]
        layers = []
        for layer, (of_w, w_shape, of_b, b_shape) in zip(self.layers, self._places, strict=True):
            w = theta[..., of_w].reshape(leading + w_shape)
            b = theta[..., of_b].reshape(leading + b_shape)
            layers.append(Layer._trusted(w, b, layer.sigma))
        return self._with(layers)

    @classmethod
    def random(
        cls,
        sizes: Sequence[int],
        seed: int = 0,
        sigma: Function | Sequence[Function] = sigmoid,
        scale: str = "xavier",
    ) -> Self:
        """A network of these sizes (inputs, …, outputs), with normal random weights and b = 0.

        sigma is one activation, or one for each layer. scale is one of `SCALES`: "zeros", "small",
        "xavier", "he". Raises ValueError for sizes, a sigma or a scale that make no network.
        """
        sizes = _checked_sizes(sizes)
        _check_scale(scale)
        each = sigma if isinstance(sigma, list | tuple) else [sigma] * (len(sizes) - 1)
        _check_one_for_each_layer(sizes, each)
        rng = np.random.default_rng(as_count("seed", seed, least=0))
        return cls(
            [
                Layer(SCALES[scale](m, n) * rng.normal(size=(n, m)), np.zeros((n, 1)), sigma)
                for (m, n), sigma in zip(pairwise(sizes), each, strict=True)
            ]
        )


@dataclass(frozen=True, eq=False)
class Trace:
    """What the forward pass leaves behind: z[k] of layer k + 1; a[0] is x, a[k + 1] = σ(z[k])."""

    z: tuple[Array, ...]
    a: tuple[Array, ...]

    @property
    def y(self) -> Array:
        """The output (outputs, examples): the last a."""
        return self.a[-1]


@dataclass(frozen=True, eq=False)
class Gradients:
    """What the backward pass finds: for each layer ∂C/∂z (neurons, examples), ∂C/∂w, ∂C/∂b."""

    dC_dz: tuple[Array, ...]
    dC_dw: tuple[Array, ...]
    dC_db: tuple[Array, ...]

    @property
    def theta(self) -> Array:
        """The gradient ∇C as one vector (…, P), in the order of `Network.theta`."""
        pairs = zip(self.dC_dw, self.dC_db, strict=True)
        return _as_vector([part for pair in pairs for part in pair])


@quiet
def forward(net: Network, x: Any) -> Trace:
    """The forward pass: every z and a for the inputs x (inputs, examples).

    Raises ValueError where x does not fit the network, is empty, or is not finite.
    """
    x = as_finite("x", x)
    _check_x(net, x)
    return _forward(net, x)


def _forward(net: Network, x: Array) -> Trace:
    z: list[Array] = []
    a: list[Array] = [x]
    for layer in net.layers:
        z.append(layer.w @ a[-1] + layer.b)
        a.append(layer.sigma(z[-1]))
    return Trace(tuple(z), tuple(a))


@quiet
def backward(net: Network, trace: Trace, dC_dy: Any) -> Gradients:
    """The backward pass: from ∂C/∂y (outputs, examples) to ∂C/∂z, ∂C/∂w and ∂C/∂b of every layer.

    Raises ValueError where trace or dC_dy does not belong to the network.
    """
    dC_dy = as_numbers("dC_dy", dC_dy)
    _check_trace(net, trace, dC_dy)
    return _backward(net, trace, dC_dy)


def _backward(net: Network, trace: Trace, dC_da: Array) -> Gradients:
    dC_dz: list[Array] = []
    for layer, z, a in zip(net.layers[::-1], trace.z[::-1], trace.a[::-1], strict=False):
        dC_dz.insert(0, layer.sigma.d(z, a) * dC_da)  # σ′(z) · ∂C/∂a
        if len(dC_dz) < len(net.layers):  # x cannot be changed: the first layer passes nothing on
            dC_da = layer.w.mT @ dC_dz[0]  # Σ w · ∂C/∂z
    dC_dw = [d @ a.mT for d, a in zip(dC_dz, trace.a, strict=False)]  # forward × backward
    dC_db = [d.sum(axis=-1, keepdims=True) for d in dC_dz]
    return Gradients(tuple(dC_dz), tuple(dC_dw), tuple(dC_db))


def loss(net: Network, x: Any, target: Any, cost: Cost = half_squared_error) -> Any:
    """L(θ), the cost of what the network makes of x; one number for each leading axis of theta.

    Stable where `cost(forward(net, x).y, target)` is not: see `Cost.of_z`. Raises as those two do.
    """
    net, cost = _joined(net, cost)
    return cost(forward(net, x).y, target)


def gradient(net: Network, x: Any, target: Any, cost: Cost = half_squared_error) -> Gradients:
    """∇L(θ): forward, the cost's derivative, backward. Stable and raising as `loss` is."""
    net, cost = _joined(net, cost)
    trace = forward(net, x)
    return backward(net, trace, cost.d(trace.y, target))


def gradient_of_theta(
    net: Network, x: Any, target: Any, cost: Cost = half_squared_error
) -> Callable[[Any], Array]:
    """∇L as a function of θ, which is what `descend` asks for.

    x and target are copied and checked here, once for a whole training: raises as `gradient` does.
    """
    net, cost = _joined(net, cost)
    x, target = as_numbers("x", x).copy(), as_numbers("target", target).copy()
    cost.d(forward(net, x).y, target)

    @quiet
    def of_theta(theta: Any) -> Array:
        there = net.at(theta)
        trace = _forward(there, x)
        cost.check_y(trace.y)
        return _backward(there, trace, cost.d_unchecked(trace.y, target)).theta

    return of_theta


def _joined(net: Network, cost: Cost) -> tuple[Network, Cost]:
    # The same numbers, but the last σ is moved from the network into the cost: y is the last z.
    _check_cost(cost)
    *others, last = net.layers
    if last.sigma not in cost.of_z:
        return net, cost
    return net._with([*others, Layer._trusted(last.w, last.b, identity)]), cost.of_z[last.sigma]


def _as_vector(parts: Sequence[Array]) -> Array:
    leading = parts[0].shape[:-2]
    if not leading:
        return np.concatenate([part.ravel() for part in parts])
    return np.concatenate([part.reshape(*leading, -1) for part in parts], axis=-1)


def _fixed(array: Array) -> Array:
    # A network is a value: it must not follow an array that somebody else goes on changing.
    array = array.copy()
    array.setflags(write=False)
    return array


def _check_layer(w: Array, b: Array, sigma: Function) -> None:
    if w.ndim < 2:
        raise ValueError(
            say(
                "w must have the shape (neurons, inputs), but it has {shape}. Write one "
                "row for each neuron, as in [[1, -2], [-1, 1]].",
                shape=w.shape,
            )
        )
    if b.shape != (*w.shape[:-1], 1):
        raise ValueError(
            say(
                "b must have the shape (neurons, 1) = {wanted}, one row for each row of "
                "w, but it has {shape}. Write it as in [[1], [0]].",
                wanted=(*w.shape[:-1], 1),
                shape=b.shape,
            )
        )
    if not isinstance(sigma, Function):
        raise ValueError(
            say(
                "sigma must be one of lessons_lib.functions ({names}), not {sigma!r}.",
                names=say(", ").join(map(str, ACTIVATIONS)),
                sigma=sigma,
            )
        )


def _checked_layers(layers: Any) -> tuple[Layer, ...]:
    layers = tuple(layers) if np.iterable(layers) else layers
    if layers == ():
        raise ValueError(say("a network needs at least one Layer, but there is none."))
    if not isinstance(layers, tuple) or not all(isinstance(layer, Layer) for layer in layers):
        raise ValueError(
            say(
                "a network is a list of Layers, as in Network([Layer(w, b)]), but it came with "
                "{layers!r}.",
                layers=layers,
            )
        )
    for k, (before, after) in enumerate(pairwise(layers), start=1):
        if after.w.shape[-1] != before.w.shape[-2]:
            raise ValueError(
                say(
                    "layer {k} has {n} neurons, so layer {next} must have {n} inputs "
                    "(columns of w), but it has {came}.",
                    k=k,
                    n=before.w.shape[-2],
                    next=k + 1,
                    came=after.w.shape[-1],
                )
            )
    return layers


def _check_theta(theta: Array, count: int) -> None:
    if theta.shape[-1:] != (count,):
        raise ValueError(
            say(
                "theta must hold this network's {count} parameters in its last axis, but "
                "its shape is {shape}.",
                count=count,
                shape=theta.shape,
            )
        )


def _checked_sizes(sizes: Any) -> tuple[int, ...]:
    numbers = tuple(sizes) if np.iterable(sizes) else ()
    if len(numbers) < 2 or not all(map(is_count, numbers)):
        raise ValueError(
            say(
                "sizes must be at least two whole numbers from 1 up, as in (2, 3, 1): "
                "inputs, neurons of each layer; but it is {sizes!r}.",
                sizes=sizes,
            )
        )
    return tuple(map(int, numbers))


def _check_scale(scale: Any) -> None:
    if scale not in list(SCALES):
        raise ValueError(
            say(
                "scale must be one of {names}, not {scale!r}.",
                names=say(", ").join(SCALES),
                scale=scale,
            )
        )


def _check_one_for_each_layer(sizes: tuple[int, ...], sigmas: Sequence[Any]) -> None:
    if len(sigmas) != len(sizes) - 1:
        raise ValueError(
            say(
                "sizes {sizes} make {layers} layers, but sigma names {n} activations. "
                "Give one, or one for each layer.",
                sizes=sizes,
                layers=len(sizes) - 1,
                n=len(sigmas),
            )
        )


def _check_x(net: Network, x: Array) -> None:
    inputs = net.sizes[0]
    if x.ndim != 2 or len(x) != inputs:
        raise ValueError(
            say(
                "x must have the shape (inputs, examples) = ({inputs}, n), but it has "
                "{shape}. One column is one example: write [[1], [-1]] for the example "
                "(1, −1).",
                inputs=inputs,
                shape=x.shape,
            )
        )


def _check_trace(net: Network, trace: Any, dC_dy: Array) -> None:
    if not isinstance(trace, Trace):
        raise ValueError(
            say(
                "the trace must be what the forward pass returned, but it is of type {type}. "
                "Write trace = forward(net, x).",
                type=type(trace).__name__,
            )
        )
    sizes = tuple([a.shape[-2] for a in trace.a])
    if sizes != net.sizes:
        raise ValueError(
            say(
                "the trace must come from this network of sizes {wanted}, but it comes from one "
                "of sizes {came}. Write trace = forward(net, x).",
                wanted=net.sizes,
                came=sizes,
            )
        )
    if dC_dy.shape != trace.y.shape:
        raise ValueError(
            say(
                "dC_dy must have the shape of y, {wanted}, but it has {shape}.",
                wanted=trace.y.shape,
                shape=dC_dy.shape,
            )
        )


def _check_cost(cost: Any) -> None:
    if not isinstance(cost, Cost):
        raise ValueError(
            say(
                "cost must be one of lessons_lib.functions, such as half_squared_error, not "
                "{cost!r}.",
                cost=cost,
            )
        )
