"""How a loss changed in one step, in words."""

from math import isclose

from lessons_lib.language import say
from lessons_lib.notation import nearly

ROUNDING = 1e-13  # a change this small, next to the numbers themselves, differs between processors


def change(before: float, now: float) -> float:
    """By how much it changed: 0 where only rounding did."""
    return 0.0 if isclose(before, now, rel_tol=ROUNDING) else now - before


def change_of_loss(before: float, now: float) -> str:
    """A sentence: L fell, grew, or is still what it was."""
    by = change(before, now)
    if by < 0:
        return say("L fell to {now}.", now=nearly(now))
    if by > 0:
        return say("L grew to {now}.", now=nearly(now))
    return say("L is still {now}.", now=nearly(now))
