"""Mistakes of the numerical gradient: (C(w + h) − C(w − h)) / 2h with one piece replaced."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from lessons_lib.functions import Array
from lessons_lib.language import Later
from lessons_lib.mistakes.mistake import Mistake


@dataclass(frozen=True)
class Nudging:
    """`numeric.central_difference` with replaceable pieces.

    ends: the two points between which the rise of the cost is measured, in units of h.
    divide(rise, h) is the slope. move(i, P) is how far each of the P parameters moves when the
    i-th is nudged.
    """

    ends: tuple[int, int] = (-1, 1)
    divide: Callable[[Any, float], Any] = lambda rise, h: rise / (2 * h)
    move: Callable[[int, int], Array] = lambda i, count: np.eye(count)[i]

    def __call__(self, cost: Callable[[Array], Any], theta: Any, h: float) -> Array:
        """One slope for each entry of theta (P,)."""
        theta = np.asarray(theta, dtype=float)
        start, end = self.ends
        nudges = [h * self.move(i, len(theta)) for i in range(len(theta))]
        rises = (cost(theta + end * nudge) - cost(theta + start * nudge) for nudge in nudges)
        return np.array([self.divide(rise, h) for rise in rises])


TWO_FORGOTTEN = Mistake(
    Later("it is divided by h, not by 2h"),
    Later("From w − h to w + h it is 2h."),
    Nudging(divide=lambda rise, h: rise / h),
)
UPWARDS_ONLY = Mistake(
    Later("w is nudged to one side only, upwards"),
    Later(
        "Nudge to both sides: the difference of C(w + h) and C(w − h). Then the bends "
        "nearly cancel."
    ),
    Nudging(ends=(0, 1), divide=lambda rise, h: rise / h),
)
DOWNWARDS_ONLY = Mistake(
    Later("w is nudged to one side only, downwards"),
    Later(
        "Nudge to both sides: the difference of C(w + h) and C(w − h). Then the bends "
        "nearly cancel."
    ),
    Nudging(ends=(-1, 0), divide=lambda rise, h: rise / h),
)
HALF_THE_WAY = Mistake(
    Later("w is nudged to one side only, and it is divided by 2h"),
    Later("Begin at C(w − h), not at C(w): then the way is 2h."),
    Nudging(ends=(0, 1)),
)
WRONG_WAY_ROUND = Mistake(
    Later("the difference is the wrong way round"),
    Later("First the cost at w + h, then minus the cost at w − h."),
    Nudging(ends=(1, -1)),
)
H_FORGOTTEN = Mistake(
    Later("it is divided by 2, and h is forgotten"),
    Later("A slope is a rise divided by the way: the way is 2h."),
    Nudging(divide=lambda rise, h: rise / 2),
)
NOT_DIVIDED = Mistake(
    Later("it is not divided by anything"),
    Later("This is how far the cost rises. A slope is the rise divided by the way, 2h."),
    Nudging(divide=lambda rise, h: rise),
)
BRACKETS_FORGOTTEN = Mistake(
    Later("it is divided by 2, and then multiplied by h"),
    Later("A calculator and Python go from left to right: write / (2 * h), with brackets."),
    Nudging(divide=lambda rise, h: rise / 2 * h),
)
NUDGED_BY_2H = Mistake(
    Later("w is nudged by 2h, and it is divided by 2h"),
    Later("The nudge is h to each side. Only the whole way, from w − h to w + h, is 2h."),
    Nudging(ends=(-2, 2)),
)
ALL_AT_ONCE = Mistake(
    Later("all parameters are nudged at the same time"),
    Later(
        "Nudge one parameter and leave the others where they are: only then it is its own slope."
    ),
    Nudging(move=lambda i, count: np.ones(count)),
)

# mistakes with one parameter, and with several
OF_ONE = (
    TWO_FORGOTTEN,
    UPWARDS_ONLY,
    DOWNWARDS_ONLY,
    HALF_THE_WAY,
    WRONG_WAY_ROUND,
    H_FORGOTTEN,
    NOT_DIVIDED,
    BRACKETS_FORGOTTEN,
)
NUDGING = (*OF_ONE, NUDGED_BY_2H, ALL_AT_ONCE)
