"""A network as a learner asks for it: sizes, activations, cost, biases, and where it starts."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from inspect import signature
from typing import Any

import numpy as np

from lessons_lib import lecture
from lessons_lib.functions import (
    ACTIVATIONS,
    Array,
    Cost,
    binary_cross_entropy,
    cross_entropy,
    half_squared_error,
)
from lessons_lib.language import say
from lessons_lib.network import Layer, Network

MOST_LAYERS, MOST_NEURONS = 5, 6
SIGMAS = {sigma.name: sigma for sigma in ACTIVATIONS}
COSTS = {one.name: one for one in (half_squared_error, binary_cross_entropy, cross_entropy)}
STARTS = ("random", "zeros", "lecture")


@dataclass(frozen=True)
class Own:
    """A network of a learner with one example: x (inputs, 1) and target (outputs, 1)."""

    net: Network
    cost: Cost
    biases: bool
    x: Array
    target: Array


def own_network(
    sizes: Any = None,
    sigma: Any = None,
    cost: str | None = None,
    biases: bool = True,
    start: str = "random",
    seed: int = 0,
    x: Any = None,
    target: Any = None,
    w: Any = None,
    b: Any = None,
) -> Own:
    """The network of these settings; `sizes` may also be a dict of all of them.

    Raises ValueError, with what was expected, what came and what to do.
    """
    if isinstance(sizes, Mapping):
        return _of_dict(sizes)
    if start not in STARTS:
        raise _not_one_of("start", start, STARTS)
    if start == "lecture" and sizes is None and w is None:
        w, b = _lists(lecture.six_neurons())
        x, target = (lecture.X if x is None else x), (lecture.TARGET if target is None else target)
    if w is not None:
        return _typed(sizes, sigma, cost, biases, x, target, w, b)
    sizes = _sizes([2, 2, 2, 2] if sizes is None else sizes)
    sigmas = _sigmas(sigma, len(sizes) - 1)
    if start == "lecture" and sizes != (2, 2, 2, 2):
        raise ValueError(
            say("start lecture has the sizes [2, 2, 2, 2], not {sizes}.", sizes=list(sizes))
        )
    net = Network.random(sizes, seed, sigmas, "zeros" if start == "zeros" else "xavier")
    return _finished(net, cost, biases, x, target)


def _of_dict(settings: Mapping[Any, Any]) -> Own:
    known = tuple(signature(own_network).parameters)
    for name in settings:
        if name not in known:
            raise _not_one_of(say("a setting"), name, known)
    if isinstance(settings.get("sizes"), Mapping):
        raise _not_sizes(settings["sizes"])
    return own_network(**settings)


def _typed(
    sizes: Any, sigma: Any, cost: Any, biases: Any, x: Any, target: Any, w: Any, b: Any
) -> Own:
    if not isinstance(w, Sequence) or isinstance(w, str) or not w:
        raise ValueError(
            say(
                "w must be a list with one table for each layer, as in [[[1, -2], [-1, 1]]], not "
                "{w!r}.",
                w=w,
            )
        )
    if b is None:
        b = [np.zeros(len(each)) for each in w if np.ndim(each) == 2]
    if not isinstance(b, Sequence) or len(b) != len(w):
        raise ValueError(
            say("b must have a list for each of the {n} layers, but it is {b!r}.", n=len(w), b=b)
        )
    sigmas = _sigmas(sigma, len(w))
    columns = [np.reshape(each, (-1, 1)) for each in b]
    net = Network([Layer(*each) for each in zip(w, columns, sigmas, strict=True)])
    if sizes is not None and _sizes(sizes) != net.sizes:
        raise ValueError(
            say(
                "sizes says {sizes}, but w has {of_w}: leave sizes out, or make them fit.",
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
    if not isinstance(cost, str) or cost.replace("_", " ") not in COSTS:
        names = {name.replace("_", " "): one for name, one in COSTS.items()}
        if not (isinstance(cost, str) and cost in names):
            raise _not_one_of("cost", cost, tuple(COSTS))
    chosen = COSTS[cost]
    needs = {"binary cross-entropy": "sigmoid", "cross-entropy": "softmax"}.get(chosen.name)
    if needs and last != needs:
        raise ValueError(
            say(
                "{cost} needs outputs that are probabilities: let the last activation be {needs}, "
                "not {last}.",
                cost=chosen.name,
                needs=needs,
                last=last,
            )
        )
    if not isinstance(biases, bool):
        raise _not_one_of("biases", biases, (True, False))
    if not biases and any(layer.b.any() for layer in net.layers):
        raise ValueError(say("biases=False has no biases, but b is not 0. Leave out one of them."))
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
            raise _not_one_of("sigma", name, tuple(SIGMAS))
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
    except (TypeError, ValueError):
        column = np.empty((0, 1))
    if len(column) != rows or not np.isfinite(column).all():
        raise ValueError(
            say(
                "{name} must be a list of {n} numbers, not {came!r}.",
                name=name,
                n=rows,
                came=values,
            )
        )
    return column


def _not_one_of(name: str, value: Any, known: Sequence[Any]) -> ValueError:
    return ValueError(
        say(
            "{name} must be one of {listed}, not {value!r}.",
            name=name,
            listed=say(", ").join(map(repr, known)),
            value=value,
        )
    )


def _lists(net: Network) -> tuple[list[Any], list[Any]]:
    return [layer.w.tolist() for layer in net.layers], [
        layer.b[:, 0].tolist() for layer in net.layers
    ]


def call_text(function: Callable[..., Any], settings: Mapping[str, Any]) -> str:
    """What stands between the brackets of the call: the settings that are not the usual ones."""
    usual = {name: one.default for name, one in signature(function).parameters.items()}
    told = {k: v for k, v in settings.items() if v is not usual[k] and repr(v) != repr(usual[k])}
    first = [repr(told.pop("sizes"))] if "sizes" in told else []
    return ", ".join([*first, *(f"{name}={value!r}" for name, value in told.items())])
