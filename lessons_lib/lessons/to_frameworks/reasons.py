"""Why a framework's gradient differs from ours: every reason as a computation, none looked up."""

from collections.abc import Iterator, Sequence
from itertools import product
from typing import NamedTuple

import numpy as np

from lessons_lib.functions import COSTS, Array, Cost, identity
from lessons_lib.language import Later, say
from lessons_lib.mistakes.backward import updated_too_early
from lessons_lib.network import Layer, Network, forward, gradient

ETAS = (1.0, 0.5, 0.3, 0.2, 0.1, 0.05, 0.03, 0.02, 0.01, 0.005, 0.003, 0.001, 0.0001)

SUM_OF_EXAMPLES = Later(
    "it's the sum over the examples, and ours is the mean: divide by their number, or use "
    'reduction="mean"'
)
MEAN_OF_OUTPUTS = Later(
    "it's the mean over the outputs, and ours is the sum: PyTorch's mean runs over all numbers, "
    "outputs and examples"
)
SUM_OF_OUTPUTS = Later("it's the sum over the outputs, and ours is the mean")
NO_HALF = Later("the cost has no ½: the derivative of (y − ŷ)² is 2·(y − ŷ)")
A_HALF = Later("the cost has a ½, and ours has none")
TRANSPOSED = Later(
    "the weights are transposed: they have a row for each input, and ours a row for each neuron"
)
TOO_EARLY = Later("each layer was updated before the backward pass went on through it")
NEXT_THETA = Later("it's the gradient at the next θ: an update came before it")
TWO_STEPS = Later("the gradients of two steps were added up: zero_grad is missing")
FLOAT32 = Later("the numbers are float32, which keeps about seven digits; ours are float64")


class Variant(NamedTuple):
    """The gradient as another way of computing gives it, and the reasons for the difference."""

    reasons: tuple[str, ...]
    theta: Array
    of_eta: bool = False


class Loss(NamedTuple):
    """How a loss adds up: the factor to ours, and the reasons."""

    reasons: tuple[str, ...]
    factor: float


class Layout(NamedTuple):
    """The order of the parameters: (layer, "w" or "b")."""

    reasons: tuple[str, ...]
    blocks: tuple[tuple[int, str], ...]
    transposed: bool = False

    def arrays(self, net: Network) -> list[Array]:
        """These parameters of the network, in this order."""
        found = (getattr(net.layers[k], part) for k, part in self.blocks)
        return [one.T if self.transposed else one for one in found]


def variants(
    net: Network, x: Array, target: Array, cost: Cost, etas: Sequence[float]
) -> Iterator[Variant]:
    """Ours first; then the last σ applied twice, and updates at the wrong moment."""
    ours = gradient(net, x, target, cost).theta
    yield Variant((), ours)
    last = net.layers[-1].sigma
    if last is not identity:
        m = net.sizes[-1]
        twice = Network([*net.layers, Layer(np.eye(m), np.zeros((m, 1)), last)])
        reason = Later(
            "{sigma} is applied twice: many costs in frameworks already include it, cross_entropy "
            "for example",
            sigma=last.name,
        )
        yield Variant((reason,), gradient(twice, x, target, cost).theta[: ours.size])
    trace = forward(net, x)
    for eta in etas:
        early = updated_too_early(eta).of(net, trace, cost.d(trace.y, target))
        moved = gradient(net.at(net.theta - eta * ours), x, target, cost).theta
        yield Variant((TOO_EARLY,), early.theta, of_eta=True)
        yield Variant((NEXT_THETA,), moved, of_eta=True)
        yield Variant((TWO_STEPS,), ours + moved, of_eta=True)


def losses(cost: Cost, outputs: int, examples: int) -> Iterator[Loss]:
    """Every way to add up: sum or mean, with or without ½, once or several times."""
    squared = cost in COSTS[:2]
    half = cost is COSTS[0]
    mean = cost is COSTS[1]
    other_outputs = (SUM_OF_OUTPUTS, outputs) if mean else (MEAN_OF_OUTPUTS, 1 / outputs)
    other_half = (NO_HALF, 2.0) if half else (A_HALF, 0.5)
    axes: list[list[tuple[str, float]]] = [
        [(SUM_OF_EXAMPLES, examples)] if examples > 1 else [],
        [other_outputs] if outputs > 1 else [],
        [other_half] if squared else [],
        [
            (
                Later(
                    ".grad holds the sum of {times} gradients: zero_grad is missing",
                    times=times,
                ),
                times,
            )
            for times in (2, 3)
        ],
    ]
    for chosen in product(*([[], *([one] for one in axis)] for axis in axes)):
        taken = [one for some in chosen for one in some]
        yield Loss(tuple(reason for reason, _ in taken), float(np.prod([f for _, f in taken])))


def layouts(net: Network, size: int) -> Iterator[Layout]:
    """The orders of parameters with this many numbers: of the whole network, or of a part."""
    last = len(net.layers)
    pairs = [((k, "w"), (k, "b")) for k in range(last)]
    weights, biases = zip(*pairs, strict=True)
    ours = tuple(block for pair in pairs for block in pair)
    plain: list[Sequence[tuple[int, str]]] = [ours, weights, *pairs]
    plain += [(block,) for block in ours]
    swapped: list[Sequence[tuple[int, str]]] = [
        [block for pair in pairs for block in pair[::-1]],
        [block for pair in pairs[::-1] for block in pair],
        ours[::-1],
        [*weights, *biases],
        [*biases, *weights],
        weights[::-1],
        *(pair[::-1] for pair in pairs),
    ]
    for blocks, swaps in [*((one, False) for one in plain), *((one, True) for one in swapped)]:
        shapes = [getattr(net.layers[k], part).shape for k, part in blocks]
        if sum(rows * columns for rows, columns in shapes) == size:
            order = named(blocks)
            reasons = (Later("the parameters are in another order: {order}", order=order),)
            yield Layout(reasons * swaps, tuple(blocks))
            if any(min(shape) > 1 for shape in shapes):
                yield Layout((TRANSPOSED, *(reasons * swaps)), tuple(blocks), True)


def named(blocks: Sequence[tuple[int, str]]) -> str:
    """These parameters: w and b in layer 1."""
    layers: dict[int, list[str]] = {}
    for k, part in blocks:
        layers.setdefault(k + 1, []).append(part)
    return say(", ").join(
        say("{parts} in layer {layer}", parts=say(" and ").join(parts), layer=layer)
        for layer, parts in layers.items()
    )
