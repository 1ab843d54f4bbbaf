"""Two causes at once, simplest first.

There are thousands of them, so that chance alone could give one of their results. How many of the
simpler ones lie near an answer, and how many digits were typed, tells how probable that is.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import product, takewhile
from math import isfinite
from typing import NamedTuple

from lessons_lib.exercise.calculation import Calculation, TracedNumber, made
from lessons_lib.exercise.compare import last_unit
from lessons_lib.exercise.possible import could_be, together_would_give, would_give
from lessons_lib.exercise.slip import Slip, misread, slips
from lessons_lib.functions import quiet
from lessons_lib.language import say

CHANCE = 0.03  # how probable a coincidence may be
NEAR = 1.5  # factor
MOST = 2500  # causes
SIMPLE = 3.6  # highest rank of one of two slips
OF_A_MISTAKE = 2.2  # rank of a known mistake
OF_A_READING = 5.2
OF_TWO_NUMBERS = 5.0

Changed = dict[TracedNumber, TracedNumber]


class Cause(NamedTuple):
    """Some numbers of a calculation replaced; `rank` orders causes, the simplest first."""

    rank: float
    calculation: Calculation
    changed: Changed
    says: Callable[[], str]


def causes(calculation: Calculation, pins: Changed) -> list[Cause]:
    """A known mistake and a slip, another given number, or a given number and another combined.

    pins: numbers of the learner that are taken as they are.
    """
    found = [
        Cause(OF_A_READING, calculation, {**one.changed, **pins}, partial(_say_one, one))
        for one in misread(calculation)
    ]
    if len(calculation.outputs) == 1:
        found += _of_two_numbers(calculation)
    for mistake, way in calculation.mistaken():
        found += [
            Cause(
                OF_A_MISTAKE + slip.rank,
                way,
                dict(slip.changed),
                partial(_say_both, mistake.when, slip),
            )
            for slip in _simple(way)
        ]
    return sorted(found, key=lambda cause: cause.rank)[:MOST]


@quiet
def hardly_chance(found: Iterable[Cause], index: int, mine: float, unit: float) -> Iterator[Cause]:
    """The causes near `mine` in result `index`, while a coincidence is hardly probable.

    unit: of the last digit that is compared.
    """
    window = max(unit, last_unit(mine)) / (abs(mine) * (NEAR - 1 / NEAR))
    near: set[float] = set()
    for cause in found:
        value = cause.calculation.value(cause.changed)(cause.calculation.outputs[index])
        if isfinite(value) and 1 / NEAR < value / mine < NEAR:
            near.add(float(f"{value:.6g}"))
            if len(near) * window > CHANCE:
                return
            yield cause


def _simple(calculation: Calculation) -> list[Slip]:
    return list(takewhile(lambda slip: slip.rank <= SIMPLE, slips(calculation, simple=True)))


def _of_two_numbers(calculation: Calculation) -> Iterator[Cause]:
    (output,) = calculation.outputs
    for result in combined((*calculation.quantities, *calculation.given)):
        leaves = sum(one.is_leaf for one in result.of)
        if leaves and output not in result.of:
            rank = OF_TWO_NUMBERS + 0.6 * (leaves == 1)
            yield Cause(rank, calculation, {output: result}, partial(could_be, result))


def combined(numbers: Iterable[TracedNumber]) -> Iterator[TracedNumber]:
    """Each two of the numbers, added, subtracted, multiplied and divided."""
    different = {one.value: one for one in numbers}.values()
    for one, other in product(different, repeat=2):
        for op in "+−×÷":
            yield made(op, one, other)


def _say_both(when: str, slip: Slip) -> str:
    return together_would_give([say(when), slip.says()])


def _say_one(slip: Slip) -> str:
    return would_give([slip.says()])
