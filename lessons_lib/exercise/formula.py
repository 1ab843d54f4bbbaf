"""Writes a step of a calculation with its numbers, or with names if there are any."""

from lessons_lib.exercise.calculation import TracedNumber
from lessons_lib.language import say
from lessons_lib.notation import number

LONGEST = 44  # characters; longer formulas are written as their value

_BINDS = {"+": 1, "−": 1, "neg": 1, "·": 2, "/": 2, "//": 2, "^": 3}
_LETTERS = {"abs": "|{a}|", "√": "√({a})", "exp": "e^({a})", "°": "{a}°"}


def formula(one: TracedNumber) -> str:
    """How it is computed, as in 3 · 0.2 + 4 · (−1)."""
    if one.is_leaf:
        return number(one.value)
    text = _written(one)
    if len(text) > LONGEST:
        text = _written(one, shallow=True)
    return text


def part(one: TracedNumber, binds: int = 0, first: bool = True) -> str:
    """An operand as written in a formula: its name, its number, or its own formula."""
    if one.name:
        return say(one.name)
    if one.is_leaf:
        text = number(one.value)
        return f"({text})" if one.value < 0 and not first else text
    if one.op.startswith("round"):
        return number(one.value)
    text = _written(one)
    if len(text) > LONGEST / 2:
        text = number(one.value)
        return f"({text})" if one.value < 0 and not first else text
    inner = _BINDS.get(one.op, 4)
    bare = inner > binds or (inner == binds and first)
    return text if bare and (first or not text.startswith("−")) else f"({text})"


def _written(one: TracedNumber, shallow: bool = False) -> str:
    def show(other: TracedNumber, binds: int = 0, first: bool = True) -> str:
        if shallow and not other.is_leaf and not other.name:
            text = number(other.value)
            return f"({text})" if other.value < 0 and not first else text
        return part(other, binds, first)

    if one.op == "neg":
        return f"−{show(one.of[0], 2, first=False)}"
    if one.op in _LETTERS:
        return _LETTERS[one.op].format(a=show(one.of[0]))
    if one.op == "//":
        return say("{a} / {b}, rounded down", a=show(one.of[0], 2), b=show(one.of[1], 2, False))
    if one.op in _BINDS:
        binds = _BINDS[one.op]
        a, b = one.of
        same_kind = one.op in "+·" and b.op == one.op
        right = show(b, binds - 1 if same_kind else binds, False)
        sign = "^" if one.op == "^" else f" {one.op} "
        return f"{show(a, binds)}{sign}{right}"
    return f"{one.op}({show(one.of[0])})"
