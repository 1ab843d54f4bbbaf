"""Mistakes that affect a whole answer: its sign, a factor, the order of its numbers."""

from collections.abc import Sequence

import numpy as np

from lessons_lib.exercise.compare import agrees
from lessons_lib.functions import Array
from lessons_lib.language import say

FACTORS = (2, 0.5, 10, 0.1, 100, 0.01)


def whole(mine: Array, goal: Array, right: Array, digits: int, slack: float) -> str:
    """A sign, a factor or another order in all wrong numbers, if there is no other explanation."""
    if np.isnan(mine).any() or not np.any(goal):
        return ""
    off = ~right
    several = int(off.sum()) > 1
    if not several and len(goal) > 1:
        return ""

    def fits(value: Array) -> bool:
        return bool(agrees(mine, value, digits, slack)[off].all())

    if fits(-goal):
        if several:
            return say("Each number that is off has the right size and the wrong sign.")
        return say("The size is right, and the sign is wrong.")
    if several and another_order(mine, goal, digits, slack):
        return say("These are the right numbers, in another order.")
    for factor in (*FACTORS, len(goal), 1 / len(goal)):
        if factor != 1 and fits(factor * goal):
            return _factor(factor, several)
    if not several and goal.all() and fits(1 / goal):
        return say("The fraction stands on its head.")
    if not several and 0 < goal[0] < 1 and fits(1 - goal):
        return say("This is 1 minus the right number.")
    return ""


def _factor(factor: float, several: bool) -> str:
    if several and factor > 1:
        return say(
            "In each number that is off there is a factor of {factor} too many.",
            factor=f"{factor:g}",
        )
    if several:
        return say(
            "In each number that is off a factor of {factor} is missing.", factor=f"{1 / factor:g}"
        )
    if factor > 1:
        return say("There is a factor of {factor} too many.", factor=f"{factor:g}")
    return say("A factor of {factor} is missing.", factor=f"{1 / factor:g}")


def another_order(mine: Array, goal: Array, digits: int, slack: float) -> bool:
    """Whether these are the right numbers at other places."""
    left: Sequence[float] = list(goal)
    for one in mine:
        fitting = [
            i
            for i, other in enumerate(left)
            if agrees(np.array([one]), np.array([other]), digits, slack)[0]
        ]
        if not fitting:
            return False
        left = [other for i, other in enumerate(left) if i != fitting[0]]
    return True
