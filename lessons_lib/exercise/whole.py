"""Mistakes that affect a whole answer: its sign, a factor, its order, its digits."""

from collections.abc import Callable
from math import floor, log10

import numpy as np

from lessons_lib.exercise.compare import agrees, decimals, exact, typed_digits
from lessons_lib.functions import Array
from lessons_lib.language import Later, say, sentences

LEAST = 2  # digits of a number that can be one cut off: of a single digit many slips remain
FACTORS = (2, 0.5, 10, 0.1, 100, 0.01)
PERCENT = Later("If it's a percentage, write it as a decimal: 25% is 0.25.")
CUT_OFF = Later("The last digit is cut off, not rounded.")
TOO_SHORT = Later("That's too few digits. Write {digits}.")


def whole(
    mine: Array,
    goal: Array,
    right: Array,
    digits: int,
    slack: float,
    name: Callable[[int], str],
) -> str:
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
            return say("Each number that's off has the right size but the wrong sign.")
        return say("The size is right, but the sign is wrong.")
    if several and (order := another_order(mine, goal, digits, slack, name)):
        return order
    for factor in (*FACTORS, len(goal), 1 / len(goal)):
        for sign in (1, -1):
            if factor != 1 and fits(sign * factor * goal):
                percent = factor == 100 and len(goal) == 1 and 0 < goal[0] <= 1
                return sentences([_factor(sign * factor, several), say(PERCENT) if percent else ""])
    if not several and goal.all() and fits(1 / goal):
        return say("The fraction is upside down.")
    if not several and 0 < goal[0] < 1 and fits(1 - goal):
        return say("This is 1 minus the right number.")
    return ""


def scaled(mine: float, goal: float, digits: int, slack: float, name: str) -> str:
    """A factor in the only wrong number of several."""
    for factor in FACTORS:
        if goal and agrees(np.array([mine]), np.array([factor * goal]), digits, slack)[0]:
            if factor > 1:
                return say(
                    "{name} is {factor} times the right number.", name=name, factor=f"{factor:g}"
                )
            return say(
                "{name} is the right number divided by {factor}.",
                name=name,
                factor=f"{1 / factor:g}",
            )
    return ""


def mistyped(mine: float, goal: float, digits: int) -> str:
    """Two neighbouring digits swapped in the right number, or one left out."""
    count = typed_digits(mine)
    short = count < digits and not exact(np.array([goal]), count + 1)[0]
    if mine * goal <= 0 or count < LEAST:
        return ""
    written, size = _digits(mine, count)
    if _swapped((written, size), _digits(goal, count)):
        return say("Perhaps two digits are swapped.")
    if short:
        return ""
    right, right_size = _digits(goal, count + 1, cut=True)
    if size == right_size and written in {right[:i] + right[i + 1 :] for i in range(1, count)}:
        return say("Perhaps a digit is left out.")
    return ""


def _swapped(written: tuple[str, int], right: tuple[str, int]) -> bool:
    """Whether two neighbouring digits are swapped, and nothing else differs."""
    (one, size), (other, right_size) = written, right
    off = [i for i, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    if size != right_size or len(off) != 2 or off[1] != off[0] + 1:
        return False
    return one[off[0]] == other[off[1]] and one[off[1]] == other[off[0]]


def _digits(value: float, count: int, cut: bool = False) -> tuple[str, int]:
    """The first digits of a number, rounded or cut off, and its size as a power of ten."""
    text, _, size = f"{abs(value):.{count - 1 + 9 * cut}e}".partition("e")
    return text.replace(".", "")[:count], int(size)


def cut_off(mine: Array, goal: Array, digits: int) -> str:
    """Right numbers, written with few decimals or without the rest of their digits."""
    written = mine[mine != goal]
    if np.isnan(mine).any() or not written.any():  # 0 is a guess
        return ""
    places = max(map(decimals, mine))
    unit = 10.0**-places
    exactly = 1e-9 * np.abs(goal).max()
    cut = np.abs(np.trunc(goal / unit) * unit - mine) <= exactly
    near = np.abs(np.round(goal, places) - mine) <= exactly
    first = 10.0 ** floor(log10(np.abs(goal).max()))
    few = first * 10.0 ** (1 - digits) < unit <= first or len(goal) > 1
    if few and (near.all() or cut.all()):
        return say(TOO_SHORT, digits=digits)
    if min(map(typed_digits, written)) < LEAST:
        return ""
    scale = np.array([10.0 ** decimals(one) for one in mine])
    return say(CUT_OFF) if (np.abs(np.trunc(goal * scale) / scale - mine) <= exactly).all() else ""


def _factor(factor: float, several: bool) -> str:
    size = abs(factor)
    if size > 1:
        text = (
            say("Each number that's off is {factor} times the right one.", factor=f"{size:g}")
            if several
            else say("This is {factor} times the right number.", factor=f"{size:g}")
        )
    else:
        text = (
            say(
                "Each number that's off is the right one divided by {factor}.",
                factor=f"{1 / size:g}",
            )
            if several
            else say("This is the right number divided by {factor}.", factor=f"{1 / size:g}")
        )
    return text if factor > 0 else sentences([text, say("And the sign is wrong.")])


def another_order(
    mine: Array, goal: Array, digits: int, slack: float, name: Callable[[int], str]
) -> str:
    """Which right numbers stand at other places, if all are right numbers."""
    fits = agrees(mine[:, None], goal[None, :], digits, slack)
    places: list[int] = []
    for one, row in enumerate(fits):  # its own place first
        free = [i for i in np.flatnonzero(row) if i not in places]
        if not free:
            return ""
        places.append(one if one in free else int(free[0]))
    moved = [i for i, place in enumerate(places) if i != place]
    if len(moved) == 2:
        return say("{one} and {other} are swapped.", one=name(moved[0]), other=name(moved[1]))
    if len(goal) > 2 and agrees(mine, goal[::-1], digits, slack).all():
        return say("These are the right numbers in reverse order.")
    return say("These are the right numbers in the wrong order.")
