"""Mistakes of the numerical gradient: (C(w + h) − C(w − h)) / 2h with one piece replaced."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from lessons_lib.functions import Array
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


OF_ONE = (  # with one parameter
    Mistake(
        "the difference is divided by h, not by 2h",
        "From w − h to w + h the distance is 2h.",
        Nudging(divide=lambda rise, h: rise / h),
    ),
    Mistake(
        "w is only nudged up",
        "Nudge both ways, and take C(w + h) − C(w − h). Then the errors nearly cancel.",
        Nudging(ends=(0, 1), divide=lambda rise, h: rise / h),
    ),
    Mistake(
        "w is only nudged down",
        "Nudge both ways, and take C(w + h) − C(w − h). Then the errors nearly cancel.",
        Nudging(ends=(-1, 0), divide=lambda rise, h: rise / h),
    ),
    Mistake(
        "w is only nudged one way, and the difference is divided by 2h",
        "Start at C(w − h), not at C(w): then the distance is 2h.",
        Nudging(ends=(0, 1)),
    ),
    Mistake(
        "the difference is the wrong way round",
        "Take the cost at w + h minus the cost at w − h.",
        Nudging(ends=(1, -1)),
    ),
    Mistake(
        "the difference is divided by 2, and h is forgotten",
        "A slope is a rise divided by the distance, here 2h.",
        Nudging(divide=lambda rise, h: rise / 2),
    ),
    Mistake(
        "the difference isn't divided by anything",
        "This is how far the cost rises. A slope is the rise divided by the distance, 2h.",
        Nudging(divide=lambda rise, h: rise),
    ),
    Mistake(
        "the difference is divided by 2, then multiplied by h",
        "A calculator and Python go from left to right: write / (2 * h), with brackets.",
        Nudging(divide=lambda rise, h: rise / 2 * h),
    ),
)
NUDGING = (  # with several
    *OF_ONE,
    Mistake(
        "w is nudged by 2h, and the difference is divided by 2h",
        "The nudge is h each way. Only the whole distance, from w − h to w + h, is 2h.",
        Nudging(ends=(-2, 2)),
    ),
    Mistake(
        "all parameters are nudged at the same time",
        "Nudge one parameter and leave the others where they are: only then do you get its own "
        "slope.",
        Nudging(move=lambda i, count: np.ones(count)),
    ),
)
