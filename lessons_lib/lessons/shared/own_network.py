"""A network as a learner asks for it: sizes, activations, cost, biases, and where it starts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from inspect import signature
from typing import Any

import numpy as np

from lessons_lib import lecture
from lessons_lib.app.dial import not_one_of, within
from lessons_lib.functions import (
    ACTIVATIONS,
    Array,
    Cost,
    binary_cross_entropy,
    cross_entropy,
    half_squared_error,
)
from lessons_lib.language import Later, say
from lessons_lib.network import Layer, Network
from lessons_lib.walks.network import NetworkWalk, network_walk
from lessons_lib.walks.wiring import Wiring

MOST_LAYERS, MOST_NEURONS, MOST = 5, 6, 1e6
SIGMAS = {sigma.name: sigma for sigma in ACTIVATIONS}
COSTS = {one.name: one for one in (half_squared_error, binary_cross_entropy, cross_entropy)}
STARTS = ("random", "zeros", "lecture")
LECTURE = (2, 2, 2, 2)
SAID = {  # names that other languages have words for
    str(name): name
    for name in (
        *(Later("leaky relu"), Later("identity"), Later("half squared error")),
        *(Later("binary cross-entropy"), Later("cross-entropy"), Later("random"), Later("zeros")),
    )
}


@dataclass(frozen=True, eq=False)
class Own:
    """A network of a learner with one example: x (inputs, 1) and target (outputs, 1).

    asked: the sizes, the activations and the settings it was asked for with.
    """

    net: Network
    cost: Cost
    biases: bool
    x: Array
    target: Array
    asked: tuple[Any, Any, Mapping[str, Any]] = (None, None, {})

    @cached_property
    def walk(self) -> NetworkWalk:
        """The walk over it."""
        return network_walk(self.net, self.cost, self.biases)

    @cached_property
    def start(self) -> dict[str, float]:
        """The numbers that the walk begins with, by their keywords."""
        return self.walk.start(self.net, self.x, self.target)

    @property
    def parts(self) -> tuple[Network, Array, Array, Cost, bool]:
        """The network, x, the target, the cost, and whether there are biases."""
        return self.net, self.x, self.target, self.cost, self.biases

    @property
    def arguments(self) -> str:
        """What stands between the brackets of a call that makes it."""
        sizes, sigma, settings = self.asked
        first = [_text(one) for one in (sizes, sigma)]
        while first and first[-1] == "None":
            first.pop()
        return ", ".join([*first, *(f"{name}={_text(value)}" for name, value in settings.items())])

    def at(self, numbers: Mapping[str, float]) -> "Own":
        """The same with other numbers: weights, biases, x1, target1, by their keywords."""
        wiring, now = self.walk.wiring, {**self.start, **numbers}
        changed = {key: value for key, value in numbers.items() if value != self.start[key]}
        theta = np.array([now.get(key, 0.0) for key in Wiring(self.net.sizes).parameters])
        sizes, sigma, settings = self.asked
        return replace(
            self,
            net=self.net.at(theta),
            x=np.array([[now[key]] for key in wiring.layers[0]]),
            target=np.array([[now[key]] for key in wiring.targets.values()]),
            asked=(sizes, sigma, {**settings, **changed}),
        )


def own_network(sizes: Any = None, sigma: Any = None, **settings: Any) -> Own:
    """The network of these settings; `sizes` may also be a dict of all of them.

    Settings are those of SETTINGS, and single numbers by their keywords: w_x1_z1=2, b3=0, x1=1.
    Raises ValueError, with what was expected, what came and what to do.
    """
    asked = sizes, sigma, settings
    if isinstance(sizes, Mapping):
        settings = {str(name): value for name, value in sizes.items()} | settings
        sizes, sigma = settings.pop("sizes", None), settings.pop("sigma", sigma)
    numbers = {name: value for name, value in settings.items() if name not in SETTINGS}
    own = _own(sizes, sigma, **{k: v for k, v in settings.items() if k not in numbers})
    for name in numbers:
        if name not in own.start:
            raise not_one_of(say("a setting"), name, (*SETTINGS, *_one_of_each(own.start)))
    title = own.walk.wiring.title
    read = {
        key: within(title(key), value, -MOST, MOST, whole=False)
        for key, value in (own.start | numbers).items()
    }
    changed = own.at({name: read[name] for name in numbers})
    if own.cost is not half_squared_error:
        own.cost.check_target(changed.target, "target")
    return replace(changed, asked=asked)


def _own(
    sizes: Any,
    sigma: Any,
    cost: Any = None,
    biases: Any = True,
    start: Any = "random",
    seed: Any = 0,
    x: Any = None,
    target: Any = None,
    w: Any = None,
    b: Any = None,
) -> Own:
    if not isinstance(start, str) or start not in STARTS:
        raise not_one_of("start", start, STARTS)
    if not isinstance(biases, bool):
        raise not_one_of("biases", biases, (True, False))
    if start == "lecture" and w is None:
        if _sizes(LECTURE if sizes is None else sizes) != LECTURE:
            raise ValueError(
                say('start="lecture" has the sizes [2, 2, 2, 2], not {sizes}.', sizes=list(sizes))
            )
        layers = lecture.six_neurons().layers
        w, b = [layer.w for layer in layers], [layer.b * biases for layer in layers]
        x, target = (lecture.X if x is None else x), (lecture.TARGET if target is None else target)
    if w is not None:
        return _typed(sizes, sigma, cost, biases, x, target, w, b)
    sizes = _sizes(list(LECTURE) if sizes is None else sizes)
    sigmas = _sigmas(sigma, len(sizes) - 1)
    net = Network.random(sizes, seed, sigmas, "zeros" if start == "zeros" else "xavier")
    return _finished(net.at(net.theta.round(2) + 0.0), cost, biases, x, target)  # easier by hand


def _typed(
    sizes: Any, sigma: Any, cost: Any, biases: Any, x: Any, target: Any, w: Any, b: Any
) -> Own:
    shapes = [_shape(table) for table in w] if isinstance(w, list | tuple | np.ndarray) else []
    if not shapes or any(len(shape) != 2 for shape in shapes):
        raise ValueError(
            say(
                "w must be a list with one table for each layer, its rows of equal length, as in "
                "[[[1, -2], [-1, 1]]], not {w!r}.",
                w=w,
            )
        )
    rows = [shape[0] for shape in shapes]
    b = [np.zeros(n) for n in rows] if b is None else b
    if not isinstance(b, list | tuple) or [int(np.prod(_shape(one))) for one in b] != rows:
        raise ValueError(
            say(
                "b must be a list with a list for each layer, one number for each neuron, as in "
                "{like}, not {b!r}.",
                like=[[0] * n for n in rows],
                b=b,
            )
        )
    sigmas = _sigmas(sigma, len(w))
    columns = [np.reshape(each, (-1, 1)) for each in b]
    net = Network([Layer(*each) for each in zip(w, columns, sigmas, strict=True)])
    if sizes is not None and _sizes(sizes) != net.sizes:
        raise ValueError(
            say(
                "sizes says {sizes}, but w has {of_w}: leave sizes out, or make the two fit.",
                sizes=sizes,
                of_w=list(net.sizes),
            )
        )
    _sizes(list(net.sizes))
    return _finished(net, cost, biases, x, target)


def _finished(net: Network, cost: Any, biases: Any, x: Any, target: Any) -> Own:
    last = net.layers[-1].sigma.name
    if cost is None:
        cost = cross_entropy.name if last == "softmax" else half_squared_error.name
    if not isinstance(cost, str) or cost not in COSTS:
        raise not_one_of("cost", cost, tuple(COSTS))
    chosen = COSTS[cost]
    needs = {"binary cross-entropy": "sigmoid", "cross-entropy": "softmax"}.get(chosen.name)
    if needs and last != needs:
        raise ValueError(
            say(
                "{cost} needs outputs that are probabilities: make the last activation "
                "{needs}, not {last}.",
                cost=SAID[chosen.name],
                needs=needs,
                last=SAID.get(last, last),
            )
        )
    if not biases and any(layer.b.any() for layer in net.layers):
        raise ValueError(say("biases=False has no biases, but b isn't 0. Leave out one of them."))
    x = _column("x", [1, -1, 0.5, 2, -2, 1.5][: net.sizes[0]] if x is None else x, net.sizes[0])
    target = _column(
        "target", [1, 0, 0, 0, 0, 0][: net.sizes[-1]] if target is None else target, net.sizes[-1]
    )
    if chosen is not half_squared_error:
        chosen.check_target(target, "target")
    return Own(net, chosen, biases, x, target)


def _sizes(sizes: Any) -> tuple[int, ...]:
    fits = isinstance(sizes, list | tuple) and 2 <= len(sizes) <= MOST_LAYERS + 1
    if not fits or not all(type(n) is int and 1 <= n <= MOST_NEURONS for n in sizes):
        raise _not_sizes(sizes)
    return tuple(sizes)


def _not_sizes(sizes: Any) -> ValueError:
    return ValueError(
        say(
            "sizes must be a list, the inputs first and then the neurons of 1 to {layers} layers, "
            "each from 1 to {neurons}, as in [2, 3, 1], not {sizes!r}.",
            layers=MOST_LAYERS,
            neurons=MOST_NEURONS,
            sizes=sizes,
        )
    )


def _sigmas(sigma: Any, layers: int) -> list[Any]:
    names = [sigma or "sigmoid"] * layers if not isinstance(sigma, list | tuple) else list(sigma)
    for name in names:
        if not isinstance(name, str) or name not in SIGMAS:
            raise not_one_of("sigma", name, tuple(SIGMAS))
    if len(names) != layers:
        raise ValueError(
            say(
                "sigma must be one activation, or a list of one for each of the {n} layers, not "
                "{sigma!r}.",
                n=layers,
                sigma=sigma,
            )
        )
    return [SIGMAS[name] for name in names]


def _column(name: str, values: Any, rows: int) -> Array:
    try:
        column = np.asarray(values, dtype=float).reshape(-1, 1)
    except (TypeError, ValueError, OverflowError):
        column = np.empty((0, 1))
    if len(column) != rows or not np.isfinite(column).all():
        raise ValueError(
            say(
                "{name} must be a list of numbers as long as {like}, not {came!r}.",
                name=name,
                like=[0] * rows,
                came=values,
            )
        )
    return column


def _shape(value: Any) -> tuple[int, ...]:
    """() where rows have different lengths."""
    try:
        return np.shape(value)
    except ValueError:
        return ()


def _one_of_each(keys: Iterable[str]) -> list[str]:
    """x1, w_x1_z1, b1, target1: the first of each kind of number."""
    return list({key[0]: key for key in reversed([*keys])}.values())[::-1]


SETTINGS = tuple(signature(_own).parameters)


def _text(value: Any) -> str:
    """The value as Python reads it; an array as the list of its numbers."""
    if isinstance(value, np.ndarray | np.generic):
        return _text(value.tolist())
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{name!r}: {_text(one)}" for name, one in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_text, value)) + "]"
    return repr(value).removesuffix(".0") if isinstance(value, float) else repr(value)
