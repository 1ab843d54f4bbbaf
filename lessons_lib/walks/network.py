"""The walk over a layered network: any layers, activations and cost, with or without biases."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

import numpy as np

from lessons_lib.functions import ACTIVATIONS, COSTS, Cost, half_squared_error
from lessons_lib.language import say
from lessons_lib.network import Network, forward
from lessons_lib.walks.expression import MINUS_ONE, Expression, apply, times, total
from lessons_lib.walks.moments import Moments
from lessons_lib.walks.walk import Quantity, Walk, derivatives_backward
from lessons_lib.walks.wiring import Wiring

# The terms that each of n outputs y adds to the cost.
COST_TERMS: dict[str, Callable[[Expression, Expression, int], list[Expression]]] = {
    "half squared error": lambda y, target, n: [Expression(Fraction(1, 2)) * (y - target) ** 2],
    "mean squared error": lambda y, target, n: [
        times(Expression(Fraction(1, n)), (y - target) ** 2)
    ],
    "binary cross-entropy": lambda y, target, n: [
        times(MINUS_ONE, target * apply("log", y)),
        times(MINUS_ONE, (1 - target) * apply("log", 1 - y)),
    ],
    "cross-entropy": lambda y, target, n: [times(MINUS_ONE, target * apply("log", y))],
}


@dataclass(frozen=True)
class NetworkWalk(Walk):
    """The walk over a network for one example, and its `wiring`: the keywords of its numbers."""

    wiring: Wiring
    cost: Cost

    @cached_property
    def forward(self) -> tuple[str, ...]:
        """The quantities found by the forward pass, C last."""
        moments = tuple(self.moments)
        return moments[: moments.index("C") + 1]

    @cached_property
    def backward(self) -> tuple[str, ...]:
        """The quantities found by the backward pass, except the gradients of the parameters."""
        return tuple(self.moments)[len(self.forward) : -len(self.gradients)]

    @cached_property
    def gradients(self) -> tuple[str, ...]:
        """The keywords of the gradients of all parameters, which come last."""
        return tuple(f"dC_d{parameter}" for parameter in self.wiring.parameters)

    def start(self, net: Network, x: Any, target: Any) -> dict[str, float]:
        """The given numbers of a network of this wiring, x (inputs, 1) and target (outputs, 1).

        Raises ValueError if they do not fit, or if a bias is not 0 and the walk has no
        biases.
        """
        _check_one_example(net, x, self.wiring)
        self.cost(forward(net, x).y, target)  # raises if the cost is undefined for this output
        theta = dict(zip(Wiring(net.sizes).parameters, net.theta.tolist(), strict=True))
        return {
            **dict(zip(self.wiring.layers[0], np.ravel(x).tolist(), strict=True)),
            **{key: theta[key] for key in self.wiring.parameters},
            **dict(zip(self.wiring.targets.values(), np.ravel(target).tolist(), strict=True)),
        }


def network_walk(
    net: Network, cost: Cost = half_squared_error, with_biases: bool = True
) -> NetworkWalk:
    """The walk over the layers of a network; without biases, b stays 0.

    Raises ValueError for an activation or a cost without a known formula.
    """
    _check_known(net, cost)
    wiring, sigmas = Wiring(net.sizes, with_biases), [layer.sigma for layer in net.layers]
    layers = list(zip(wiring.layers[1:], [sigma.name for sigma in sigmas], strict=True))
    given = [*wiring.layers[0], *wiring.parameters, *wiring.targets.values()]
    quantities = {key: Quantity(key, wiring.symbol(key)) for key in given}
    for layer, sigma in layers:
        quantities |= {one.keyword: one for one in _forward(wiring, layer, sigma)}
    joined = sigmas[-1] in cost.of_z
    quantities["C"] = _cost(wiring, cost, joined)
    hidden = [n for layer, sigma in layers[:-1] for n in layer if sigma != "softmax"]
    ahead = [key for key, one in quantities.items() if one.formula and not key.startswith("s")]
    order = [
        *([] if joined else reversed(wiring.outputs.values())),
        *(key for layer, sigma in reversed(layers) for key in _backward(wiring, layer, sigma)),
        *wiring.parameters,
    ]
    symbols = {key: f"∂C/∂{wiring.symbol(key)}" for key in order}
    merged = [f"a{n}" for n in hidden]
    derivatives = derivatives_backward(quantities.values(), "C", symbols, merged)
    moments = Moments(wiring, {n: sigma for layer, sigma in layers for n in layer}, joined)
    found = {key: moments.moment(key) for key in (*ahead, *derivatives)}
    return NetworkWalk(quantities | derivatives, found, wiring.layers[0], wiring, cost)


def _forward(wiring: Wiring, layer: tuple[str, ...], sigma: str) -> Iterator[Quantity]:
    """z, a and σ′(z) of each neuron; for softmax all z come first, because every a needs them."""
    zs = {n: _z(wiring, n) for n in layer}
    if sigma == "softmax":
        yield from zs.values()
        for n in layer:
            yield _share(wiring, layer, n)
        return
    for n in layer:
        z, a, s = f"z{n}", wiring.activation(n), f"s{n}"
        squashed = apply(sigma, Expression(z))
        yield zs[n]
        yield Quantity(a, wiring.symbol(a), squashed, {z: Expression(s)})
        yield Quantity(s, wiring.symbol(s), squashed.derivative(z, Expression(a)))


def _z(wiring: Wiring, n: str) -> Quantity:
    terms = [
        Expression(wiring.weight(source, n)) * Expression(wiring.activation(source))
        for source in wiring.into[n]
    ]
    bias = [Expression(f"b{n}")] if wiring.with_biases else []
    return Quantity(f"z{n}", wiring.symbol(f"z{n}"), total([*terms, *bias]))


def _share(wiring: Wiring, layer: tuple[str, ...], n: str) -> Quantity:
    """The a of one neuron of a softmax: it depends on every z of the layer."""
    z, a = {n: Expression(f"z{n}") for n in layer}, Expression(wiring.activation(n))
    slopes = {
        f"z{other}": a * (1 - a)
        if other == n
        else times(MINUS_ONE, a * Expression(wiring.activation(other)))
        for other in layer
    }
    keyword = wiring.activation(n)
    return Quantity(keyword, wiring.symbol(keyword), apply("softmax", z[n], *z.values()), slopes)


def _cost(wiring: Wiring, cost: Cost, joined: bool) -> Quantity:
    ys = [Expression(y) for y in wiring.outputs.values()]
    targets = [Expression(target) for target in wiring.targets.values()]
    pairs = list(zip(ys, targets, strict=True))
    formula = total(term for pair in pairs for term in COST_TERMS[cost.name](*pair, len(pairs)))
    differences = [y - target for y, target in pairs]
    slopes = {f"z{n}": d for n, d in zip(wiring.outputs, differences, strict=True)}
    return Quantity("C", "C", formula, slopes if joined else None)


def _backward(wiring: Wiring, layer: tuple[str, ...], sigma: str) -> Iterator[str]:
    """The quantities of a layer by which the backward pass differentiates C, in its order."""
    if sigma == "softmax" and layer != wiring.layers[-1]:
        yield from (f"a{n}" for n in reversed(layer))
    yield from (f"z{n}" for n in reversed(layer))


def _check_known(net: Network, cost: Cost) -> None:
    for layer in net.layers:
        if layer.sigma not in ACTIVATIONS:
            raise ValueError(
                say(
                    "a walk knows the formulas of lessons_lib.functions, but not that of "
                    "{sigma!r}.",
                    sigma=layer.sigma,
                )
            )
    if cost not in COSTS:
        raise ValueError(
            say(
                "cost must be one of lessons_lib.functions, such as half_squared_error, not "
                "{cost!r}.",
                cost=cost,
            )
        )


def _check_one_example(net: Network, x: Any, wiring: Wiring) -> None:
    if net.sizes != wiring.sizes:
        raise ValueError(
            say(
                "this walk is for a network of sizes {wanted}, but this one has {sizes}.",
                wanted=wiring.sizes,
                sizes=net.sizes,
            )
        )
    if np.shape(x)[1:] != (1,):
        raise ValueError(
            say(
                "a walk looks at one example, so x must have the shape ({inputs}, 1), but it has "
                "{shape}.",
                inputs=wiring.sizes[0],
                shape=np.shape(x),
            )
        )
    if not wiring.with_biases and any(layer.b.any() for layer in net.layers):
        raise ValueError(say("this walk has no biases, but those of the network are not all 0."))
