"""Lesson 06: one line of backpropagation is broken, and the gradient check shows where."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from matplotlib.figure import Figure

from lessons_lib import lecture
from lessons_lib.app import Table, Words
from lessons_lib.functions import Array
from lessons_lib.language import Later, say
from lessons_lib.lessons.forward_times_backward.broken_lines import (
    BROKEN,
    RIGHT,
    BrokenLine,
    backpropagate,
)
from lessons_lib.lessons.shared.network_picture import NetworkPicture
from lessons_lib.network import Network, loss
from lessons_lib.notation import number
from lessons_lib.numeric import central_difference, compare
from lessons_lib.walks.lecture import NEURONS, PARAMETERS, SIX_NEURONS, START, SYMBOLS, WIRES

NONE = Later("none")
TOLERANCE = 1e-6  # error of the check: ninth digit; of a broken line: first digit
OF_THE_LECTURE, AT_RANDOM = Later("from the lecture"), Later("at random")
CASES = dict(
    zip(
        "ABCD",
        (
            Later("weights left out going back"),
            Later("the neuron's own output for ∂z/∂w"),
            Later("w not transposed"),
            Later("no σ′ at the output"),
        ),
        strict=True,
    )
)


def network_with(numbers: str) -> Network:
    """The six neurons with the lecture's parameters, or with random ones."""
    net = lecture.six_neurons()
    if numbers == OF_THE_LECTURE:
        return net
    return net.at(np.random.default_rng(1).normal(size=len(PARAMETERS)).round(1))


@dataclass(frozen=True, eq=False)
class Verdict:
    """The result of checking 18 derivatives: `found`, `reference`, and which are `wrong`."""

    found: Array
    reference: Array
    wrong: tuple[bool, ...]

    @property
    def times(self) -> Array:
        """By what factor each gradient is too large; 1 if it is right."""
        return self.found / self.reference

    @property
    def each(self) -> list[tuple[str, float, float, float, bool]]:
        """The parameter, both gradients, their ratio, and whether it is wrong, for all 18."""
        columns = (self.found.tolist(), self.reference.tolist(), self.times.tolist(), self.wrong)
        return list(zip(PARAMETERS, *columns, strict=True))

    def in_layer(self, k: int) -> int:
        """The number of wrong gradients in layer k, of six."""
        return sum(self.wrong[6 * k - 6 : 6 * k])


@lru_cache(maxsize=32)
def verdict(line: str, numbers: str) -> Verdict:
    """Run backpropagation with this line broken, and check all 18 derivatives numerically."""
    net = network_with(numbers)
    algorithm = RIGHT if line == NONE else BROKEN[line].mistake.of
    found = backpropagate(algorithm, net, lecture.X, lecture.TARGET).theta
    reference = central_difference(
        lambda theta: loss(net.at(theta), lecture.X, lecture.TARGET), net.theta
    )
    wrong = tuple(
        compare([g], [r]).relative > TOLERANCE for g, r in zip(found, reference, strict=True)
    )
    return Verdict(found, reference, wrong)


def broken_scene(fig: Figure) -> Callable[..., Words]:
    """The picture of `broken`: the network with each of its 18 derivatives judged."""
    picture = NetworkPicture(fig.add_axes((0, 0, 1, 1)), cost=False)

    def update(line: str, numbers: str) -> Words:
        judged = verdict(line, numbers)
        _show(picture, judged, numbers)
        chosen = BROKEN.get(line)
        return Words(
            status=_pattern(judged),
            formula=_lines(chosen) if chosen else (),
            alt=_alt(judged),
            table=_table(judged),
        )

    return update


def mystery_scene(fig: Figure) -> Callable[..., Words]:
    """The picture of `mystery`: the same, with the line named only once it is found."""
    picture = NetworkPicture(fig.add_axes((0, 0, 1, 1)), cost=False)

    def update(case: str, guess: str, numbers: str) -> Words:
        judged = verdict(CASES[case], numbers)
        _show(picture, judged, numbers)
        return Words(
            status=say("Case {case}. {pattern}", case=case, pattern=_pattern(judged)),
            formula=_answer(guess, judged, numbers),
            alt=_alt(judged),
            table=_table(judged),
        )

    return update


def _answer(guess: str, judged: Verdict, numbers: str) -> tuple[str, ...]:
    if guess == NONE:
        return (say("Which line is broken?"),)
    guessed = verdict(guess, numbers)
    i = _furthest(guessed.found, judged.found)
    if guessed.found[i] == judged.found[i]:
        return (
            say(
                "Yes. This line gives exactly these 18 numbers: {wrong}", wrong=BROKEN[guess].wrong
            ),
        )
    return (
        say(
            "No. That would make {n} of 18 wrong (layer 1: {one}, layer 2: {two}, layer 3: "
            "{three}),",
            n=sum(guessed.wrong),
            one=guessed.in_layer(1),
            two=guessed.in_layer(2),
            three=guessed.in_layer(3),
        ),
        say(
            "and ∂C/∂{parameter} would be {guessed}, not {found}.",
            parameter=SYMBOLS[PARAMETERS[i]],
            guessed=number(guessed.found[i]),
            found=number(judged.found[i]),
        ),
    )


def _show(picture: NetworkPicture, judged: Verdict, numbers: str) -> None:
    theta = network_with(numbers).theta.tolist()
    values = SIX_NEURONS.values(START | dict(zip(PARAMETERS, theta, strict=True)))
    found = {key: g for key, g, *_ in judged.each}
    values |= {f"dC_dz{n}": found[f"b{n}"] for n in NEURONS}  # the gradient of a bias is ∂C/∂z
    on_wires = {
        key: f"×{number(times)}" if wrong else "✓"
        for key, *_, times, wrong in judged.each
        if key in WIRES
    }
    off = [key for key, *_, wrong in judged.each if wrong]
    lit = [key if key in WIRES else f"dC_dz{key[1]}" for key in off]
    picture.show(values, list(values), lit, reverse=True, on_wires=on_wires)


def _pattern(judged: Verdict) -> str:
    if not any(judged.wrong):
        return say("All 18 derivatives agree with the check.")
    layers = say(", ").join(
        say("layer {k}: {n} of 6", k=k, n=judged.in_layer(k)) for k in (1, 2, 3)
    )
    i = _furthest(judged.found, judged.reference)
    return say(
        "{n} of 18 derivatives are wrong ({layers}). The furthest off is ∂C/∂{parameter}: "
        "{found}, but the check says {reference}.",
        n=sum(judged.wrong),
        layers=layers,
        parameter=SYMBOLS[PARAMETERS[i]],
        found=number(judged.found[i]),
        reference=number(judged.reference[i]),
    )


def _lines(line: BrokenLine) -> tuple[str, str]:
    return say("right: {line}", line=line.right), say("here: {line}", line=line.wrong)


def _furthest(found: Array, reference: Array) -> int:
    # the first of several that are equally far off, on every machine
    return int(abs(found - reference).round(8).argmax())


def _alt(judged: Verdict) -> str:
    wrong = [f"{SYMBOLS[key]} ×{number(times)}" for key, *_, times, off in judged.each if off]
    if not wrong:
        return say("The network of six neurons, reversed. 0 of 18 are wrong.")
    return say(
        "The network of six neurons, reversed. {n} of 18 are wrong: {wrong}.",
        n=len(wrong),
        wrong=say(", ").join(wrong),
    )


def _table(judged: Verdict) -> Table:
    return Table(
        (say("gradient of"), say("found"), say("check"), say("found / check"), ""),
        [
            (SYMBOLS[key], number(g), number(r), number(times), "✗" if wrong else "✓")
            for key, g, r, times, wrong in judged.each
        ],
    )
