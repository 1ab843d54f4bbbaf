"""Writes a step of a calculation with its numbers, or with names if there are any."""

from lessons_lib.exercise.calculation import OPERATIONS, TracedNumber
from lessons_lib.language import say
from lessons_lib.notation import number
from lessons_lib.walks.expression import ATOM, SUM, written

LONGEST = 44  # characters; longer formulas are written as their value


def formula(one: TracedNumber) -> str:
    """How it is computed, as in 3 · 0.2 + 4 · (−1)."""
    if one.is_leaf:
        return number(one.value)
    text, _ = written(OPERATIONS[one.op], one.of, _written)
    if len(text) > LONGEST:
        text, _ = written(OPERATIONS[one.op], one.of, _as_number)
    return text


def part(one: TracedNumber) -> str:
    """An operand as written in a formula: its name, its number, or its own formula."""
    return _written(one)[0]


def _written(one: TracedNumber) -> tuple[str, int]:
    if not (one.name or one.is_leaf or one.op.startswith("round")):
        text, holds = written(OPERATIONS[one.op], one.of, _written)
        if len(text) <= LONGEST / 2:
            return text, holds
    return _as_number(one)


def _as_number(one: TracedNumber) -> tuple[str, int]:
    if one.name:
        return say(one.name), ATOM
    return number(one.value), SUM if one.value < 0 else ATOM
