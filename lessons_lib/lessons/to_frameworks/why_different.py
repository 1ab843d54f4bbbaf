"""Compares what a framework printed with our gradient and explains the difference."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from lessons_lib import lecture
from lessons_lib.exercise import Feedback
from lessons_lib.functions import Array, Cost, half_squared_error
from lessons_lib.language import say
from lessons_lib.lessons.shared.own_network import own_network
from lessons_lib.lessons.shared.programs import one_example
from lessons_lib.lessons.to_frameworks import printed, reasons
from lessons_lib.lessons.to_frameworks.reasons import ETAS, FLOAT32, Layout
from lessons_lib.network import Network
from lessons_lib.notation import number

MOST_GUESSES = 3
DOUBLE, SINGLE = 1e-10, 1e-5  # relative errors of sums in float64 and in float32
CHANCE = 4  # a fit by chance must be 10⁴ times less likely than 1 in all hypotheses tried


class Hypothesis(NamedTuple):
    """The numbers that would be printed for these reasons, and the largest of their array.

    guesses: how much is assumed, each reason and an η that was only tried.
    """

    reasons: tuple[str, ...]
    guesses: int
    layout: Layout
    numbers: Array
    largest: Array


def why(
    text: Any,
    net: Network | Mapping[str, Any] | None = None,
    x: Any = None,
    target: Any = None,
    cost: Cost = half_squared_error,
    eta: float | None = None,
) -> Feedback:
    """Why the gradient in the text, which a framework printed, differs from ours.

    net is by default the lecture's; x and target as in `programs`; without η, common
    learning rates are tried. Instead of net, a dict of the settings of `your_own.network` does,
    and instead of the text what was printed.
    """
    try:
        if isinstance(net, Mapping):
            net, x, target, cost, _ = own_network(net).parts
        net = lecture.six_neurons() if net is None else net
        x, target = one_example(net, x, target, cost, eta or 0)
        arrays = printed.read(text if isinstance(text, str) else repr(text))
    except ValueError as unclear:
        return Feedback("✗", str(unclear))
    values = np.concatenate([one.values for one in arrays])
    units = np.concatenate([one.units for one in arrays])
    layouts = list(reasons.layouts(net, values.size))
    if not layouts:
        sizes = [(layer.w.size, layer.b.size) for layer in net.layers]
        return Feedback(
            "✗",
            say(
                "No part of the network has as many numbers as you gave, {count}: it has {all} "
                "parameters, {parts}.",
                count=values.size,
                all=net.theta.size,
                parts=say(", ").join(f"{w} + {b}" for w, b in sizes),
            ),
        )
    etas = ETAS if eta is None else (eta,)
    hypotheses = list(_hypotheses(net, x, target, cost, etas, layouts))
    found = _fitting(hypotheses, values, units)
    if found is None:
        ours = hypotheses[0].numbers
        return Feedback(
            "✗",
            say(
                "We know no cause that gives these numbers. The first is {first}, and ours is "
                "{ours}. Are the weights, the inputs, the targets, σ and the cost the same?",
                first=number(values[0]),
                ours=number(ours[0]),
            ),
        )
    return _said(found, net)


def _hypotheses(
    net: Network, x: Array, target: Array, cost: Cost, etas: Sequence[float], layouts: list[Layout]
) -> Iterator[Hypothesis]:
    losses = list(reasons.losses(cost, net.sizes[-1], x.shape[1]))
    for variant in reasons.variants(net, x, target, cost, etas):
        for layout in layouts:
            arrays = layout.arrays(net.at(variant.theta))
            numbers = np.concatenate([one.ravel() for one in arrays])
            largest = np.concatenate([np.full(one.size, abs(one).max()) for one in arrays])
            for loss in losses:
                why = (*variant.reasons, *loss.reasons, *layout.reasons)
                guesses = len(why) + (variant.of_eta and len(etas) > 1)
                if guesses <= MOST_GUESSES:
                    yield Hypothesis(
                        why, guesses, layout, loss.factor * numbers, loss.factor * largest
                    )


def _fitting(hypotheses: list[Hypothesis], values: Array, units: Array) -> list[Hypothesis] | None:
    """Those with the fewest reasons that fit; [] if the text has too few digits to tell."""
    tried, unsure = 0, False
    for count in range(MOST_GUESSES + 2):
        for precision, more in ((DOUBLE, ()), (SINGLE, (FLOAT32,))):
            alike = [one for one in hypotheses if one.guesses + len(more) == count]
            tried += len(alike)
            fits = []
            for one in alike:
                error = units + precision * one.largest
                if (abs(values - one.numbers) <= error).all():
                    digits = np.log10(np.maximum(abs(values) / error, 1)).sum()
                    fits.append((digits, one._replace(reasons=(*one.reasons, *more))))
            enough = CHANCE + np.log10(tried) if count else 0
            certain = [one for digits, one in fits if digits >= enough]
            if certain:
                return certain
            unsure = unsure or bool(fits)
    return [] if unsure else None


def _said(found: list[Hypothesis], net: Network) -> Feedback:
    if not found:
        return Feedback(
            "→",
            say(
                "There are too few digits to say why. Paste the gradient of the whole "
                "network, or print more digits, for example with "
                "torch.set_printoptions(precision=8)."
            ),
        )
    blocks = found[0].layout.blocks
    whole = found[0].numbers.size == net.theta.size
    where = say("all parameters") if whole else reasons.named(blocks)
    if not found[0].reasons:
        return Feedback(
            "✓", say("The same as ours, to the last digit printed: {where}.", where=where)
        )
    whys = list(dict.fromkeys(say("; and ").join(map(say, one.reasons)) for one in found))
    if len(whys) == 1:
        text = say(
            "This would be our gradient for {where}, except that {why}.", where=where, why=whys[0]
        )
        return Feedback("→", text)
    text = say(
        "This is our gradient for {where}, with one difference. It has {n} possible causes:",
        where=where,
        n=len(whys),
    )
    return Feedback("→", "\n".join([text, *(f"{i}. {why}" for i, why in enumerate(whys, 1))]))
