"""How a loss changed in one step, in words."""

from math import isclose

from lessons_lib.language import say
from lessons_lib.notation import nearly

ROUNDING = 1e-13  # relative: smaller changes differ between processors


def change(before: float, now: float) -> float:
    """The change; 0 if it is only rounding error."""
    return 0.0 if isclose(before, now, rel_tol=ROUNDING) else now - before


def change_of_loss(before: float, now: float) -> str:
    """A sentence: L fell, rose, or did not change."""
    by = change(before, now)
    if by < 0:
        return say("L fell to {now}.", now=nearly(now))
    if by > 0:
        return say("L grew to {now}.", now=nearly(now))
    return say("L is still {now}.", now=nearly(now))
