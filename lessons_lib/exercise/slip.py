"""Enumerates all single slips in a calculation: one operation done differently."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import combinations, pairwise
from typing import Any

import numpy as np

from lessons_lib.exercise.calculation import GIVEN, Calculation, TracedNumber, constant, made
from lessons_lib.exercise.formula import formula, part
from lessons_lib.functions import quiet
from lessons_lib.language import say

OTHERS = {  # operation -> other operations, each with its rank
    "+": ((3.5, "×"),),
    "−": ((5, "×"), (5, "÷")),
    "×": ((3.5, "+"), (5, "÷"), (5, "−")),
    "÷": ((3.5, "×"), (5, "−")),
    "^": ((3, "×"),),
}
CROWD = 6  # given numbers
LONGEST = 5  # digits of a result in which a single digit is looked for
FUNCTIONS = {"cos": "sin", "sin": "cos"}


@dataclass(frozen=True)
class Slip:
    """Some quantities replaced by others; `rank` orders slips, the simplest first."""

    rank: float
    changed: Mapping[TracedNumber, TracedNumber]
    says: Callable[[], str]
    throughout: bool = False  # whether it changes all results, never one alone


@quiet
def slips(calculation: Calculation, simple: bool = False) -> list[Slip]:
    """All single slips: at one place, at all places of a kind, and in a number as read.

    simple: only operations done in another way, not those merely worked out wrongly.
    """
    found: list[Slip] = []
    by_kind: dict[Any, list[tuple[TracedNumber, TracedNumber, float, Callable[[], str]]]] = {}
    numbers = _once(calculation)
    for one in calculation.quantities:
        if one.is_leaf:
            continue
        counted: Counter[float] = Counter()
        for rank, other, says in _in_one_step(one, numbers, calculation, simple):
            kind = rank, counted[rank]
            counted[rank] += 1
            if _differs(one, other):
                found.append(Slip(rank, {one: other}, says))
                made_so = (one, other, rank, says)
                by_kind.setdefault((one.place, kind), []).append(made_so)
                sign = one.op in ("+", "−") and kind == (1, 0)
                if sign or (other.of == one.of and other.op != one.op):
                    # not distinguished within one line of a program
                    by_kind.setdefault((*one.place[:3], kind), []).append(made_so)
                for output, own in calculation.own.items():
                    if len(calculation.outputs) > 1 and one in own:
                        by_kind.setdefault((one.place, kind, output), []).append(made_so)
    for together in by_kind.values():
        if len(together) > 1:
            _, _, rank, says = together[0]
            everywhere = {one: other for one, other, _, _ in together}
            found.append(Slip(rank + 0.5, everywhere, _each_time(says)))
    if simple:
        return sorted(found, key=lambda slip: slip.rank)
    found += _in_a_number(calculation, numbers)
    found += _of_siblings(calculation)
    found += _of_the_result(calculation)
    return sorted(found, key=lambda slip: slip.rank)


def _differs(one: TracedNumber, other: TracedNumber) -> bool:
    return abs(one.value - other.value) > 1e-9 * abs(one.value)


def _each_time(says: Callable[[], str]) -> Callable[[], str]:
    return lambda: say("in each step of this kind, {slip}", slip=says())


def _once(calculation: Calculation) -> list[TracedNumber]:
    """The given numbers without duplicates."""
    values: dict[float, TracedNumber] = {}
    for one in calculation.given:
        values.setdefault(one.value, one)
    return list(values.values())


Alternative = tuple[float, TracedNumber, Callable[[], str]]


def _in_one_step(
    one: TracedNumber, numbers: list[TracedNumber], calculation: Calculation, simple: bool
) -> Iterator[Alternative]:
    """(rank, replacement, description), in the same order for the same operation."""
    itself = _itself(one)
    yield from (_of_one if len(one.of) == 1 else _of_two)(one, itself)
    if simple:
        return
    for which, operand in enumerate(one.of):
        for rank, candidate in _instead_of(operand, one, numbers, calculation):
            parts = (*one.of[:which], candidate, *one.of[which + 1 :])
            yield _instead(rank, made(one.op, *parts), one)
    for factor in (2, 0.5, 10, 0.1):
        yield 6, made("×", constant(factor), itself), partial(_say_scaled, one, factor)
    if one.op == "×":
        for product in _of_the_table(*(float(part.value) for part in one.of)):
            yield 7, constant(product), partial(_say_result, one, constant(product))
    for digits in (1, 2) if calculation.uses[one] else ():
        rounded = made(f"round {digits}", itself)
        yield 7.5 - digits / 4, rounded, partial(_say_rounded, one, rounded)
    rounded_up = any(one in other.of for other in calculation.quantities if other.op == "⌈⌉")
    for wrong in () if rounded_up else map(constant, _miscalculated(float(one.value))):
        yield 7, wrong, partial(_say_result, one, wrong)


def _instead(rank: float, other: TracedNumber, one: TracedNumber) -> Alternative:
    return rank, other, partial(_say_instead, one, other)


def _left_out(
    rank: float, rest: TracedNumber, which: TracedNumber, one: TracedNumber
) -> Alternative:
    return rank, rest, partial(_say_left_out, one, which)


def _of_one(one: TracedNumber, itself: TracedNumber) -> Iterator[Alternative]:
    (a,) = one.of
    yield _instead(2, a, one)
    if one.op == "⌈⌉":  # a count
        yield from (_instead(3, made("+", itself, constant(by)), one) for by in (1, -1))
        return
    if one.op not in ("neg", "abs"):
        yield _instead(4.2, made(one.op, made("×", a, a)), one)
    if one.op in FUNCTIONS:
        other = made(FUNCTIONS[one.op], a)
        yield _instead(3, other, one)
        yield _instead(3.5, made("neg", other), one)
        yield _instead(4, made(one.op, made("°", a)), one)
    if one.op != "neg":
        yield _instead(3, made("neg", itself), one)


def _of_two(one: TracedNumber, itself: TracedNumber) -> Iterator[Alternative]:
    a, b = one.of
    if one.op in "+−":
        yield _instead(1, made("−" if one.op == "+" else "+", a, b), one)
        yield _instead(1.5, made("−", b, a), one)
    else:
        marked = min((a, b), key=lambda which: (not which.is_leaf, which.value >= 0))
        yield 1, made("neg", itself), partial(_say_sign, one, marked)
    yield _left_out(2, a, b, one)
    if one.op != "÷":
        yield _left_out(2, made("neg", b) if one.op == "−" else b, a, one)
    if one.op in "÷^":
        yield _instead(3, made(one.op, b, a), one)
    if one.op == "×":
        yield _instead(5, made("÷", b, a), one)
    if one.op == "÷" and b.op == "constant" and b.value > 1 and b.value.is_integer():  # a count
        yield from (_instead(5.2, made("÷", a, constant(b.value + n)), one) for n in (-1, 1))
    for rank, op in OTHERS.get(one.op, ()):
        if a is not b or op in ("+", "×"):
            yield _instead(rank, made(op, a, b), one)
    yield from (_instead(3.4, other, one) for other in _other_brackets(one))
    if one.op == "×":
        for which in (a, b):
            twice = made("×", itself, which)
            yield 4.1, twice, partial(_say_twice, one, which)
    if one.op == "×" and b.op == "−" and b.of[1] is a and b.of[0].value == 1:  # a slope, σ′
        yield _instead(3, made("−", b.of[0], made("×", a, a)), one)  # that of another function
        yield _instead(3, constant(0.25), one)  # where it is largest


def _other_brackets(one: TracedNumber) -> Iterator[TracedNumber]:
    """The result when the brackets around a sum are forgotten, or stand elsewhere."""
    a, b = one.of
    if one.op in ("+", "−") and b.op in ("×", "÷") and not b.name:
        yield made(b.op, made(one.op, a, b.of[0]), b.of[1])
    if one.op in ("+", "−") and a.op in ("×", "÷") and not a.name:
        yield made(a.op, a.of[0], made(one.op, a.of[1], b))
    if one.op in ("×", "÷") and a.op in ("+", "−") and not a.name:
        yield made(a.op, a.of[0], made(one.op, a.of[1], b))
        yield made(a.op, made(one.op, a.of[0], b), a.of[1])
        if one.op == "÷" and b.op == "×":
            yield made(a.op, a.of[0], made("×", made("÷", a.of[1], b.of[0]), b.of[1]))
    if one.op in ("+", "−") and a.op == b.op == "×":  # all is added before it is multiplied
        yield made("×", made(one.op, a.of[0], b.of[0]), made(one.op, a.of[1], b.of[1]))
    if one.op in ("×", "÷") and b.op in ("+", "−") and not b.name:
        yield made(b.op, made(one.op, a, b.of[0]), b.of[1])
    if one.op == "÷" and b.op in ("×", "÷"):
        yield made(b.op, made("÷", a, b.of[0]), b.of[1])
    if one.op == "−" and b.op in ("+", "−"):
        yield made(b.op, made("−", a, b.of[0]), b.of[1])


def _instead_of(
    operand: TracedNumber, one: TracedNumber, numbers: list[TracedNumber], calculation: Calculation
) -> Iterator[tuple[float, TracedNumber]]:
    """(rank, replacement) for an operand: a given number, a sibling, or the other operand."""
    others = dict.fromkeys(other for other in one.of if other is not operand)
    others |= dict.fromkeys(other.of[0] for other in others if other.op == "neg")
    if operand.op == "constant" or one.op == "⌈⌉":
        return
    if operand.is_leaf and operand not in calculation.outputs:
        beside = {mate.value for mate in calculation.given if mate.row is operand.row}
        leaves = [other for other in others if other.is_leaf and other.op != "constant"]
        yield from ((3.6, other) for other in leaves)  # the other operand twice
        for other in numbers:
            if other is not operand and other not in leaves:
                yield (3.4 if operand.row and other.value in beside else 4.0), other
        others = dict.fromkeys(other for other in others if not other.is_leaf)
    elif len(one.of) == 1:
        others |= dict.fromkeys(numbers)
    if not operand.is_leaf and calculation.uses[operand] > 1:  # one step too early, here alone
        yield from ((3.4, before) for before in operand.of if before.op != "constant")
    siblings = (
        other
        for other in calculation.quantities
        if other.born < one.born
        and not other.is_leaf
        and other is not operand
        and (other.place == operand.place or (other.name and operand.name) or len(one.of) == 1)
    )
    yield from ((4.5, other) for other in {**others, **dict.fromkeys(siblings)})


def _miscalculated(value: float) -> Iterator[float]:
    """A short result with one digit off by one, two neighbouring digits swapped, or a 0 lost."""
    text, digits = _written(value)
    unit = 10.0 ** -len(text.partition(".")[2])
    for n in range(len(digits)):
        yield from (float(np.copysign(abs(value) + by * unit * 10**n, value)) for by in (1, -1))
    yield from _miswritten(value)
    lost = [text[:place] + text[place + 1 :] for place in digits if text[place] == "0"]
    yield from (float(np.copysign(float(one), value)) for one in lost)


def _of_the_table(one: float, other: float) -> Iterator[float]:
    """The neighbours in the multiplication table of a product of two digits: 18 for 2 · 8."""
    units = [10.0 ** np.floor(np.log10(abs(part) or 1)) for part in (one, other)]
    digits = np.round([abs(one) / units[0], abs(other) / units[1]], 9)
    if (digits == np.round(digits)).all() and digits.min() > 1:
        for by in (1, -1):
            yield (one + by * np.copysign(units[0], one)) * other
            yield one * (other + by * np.copysign(units[1], other))


def _miswritten(value: float) -> Iterator[float]:
    """A short number with two neighbouring digits swapped."""
    text, digits = _written(value)
    for one, other in pairwise(digits):
        signs = list(text)
        signs[one], signs[other] = signs[other], signs[one]
        yield float(np.copysign(float("".join(signs)), value))


def _written(value: float) -> tuple[str, list[int]]:
    """A short number without its sign, and the places of its digits; of a long one no place."""
    text = np.format_float_positional(float(f"{abs(value):.6g}"), trim="-")
    digits = [place for place, sign in enumerate(text) if sign != "."]
    first = next((i for i, place in enumerate(digits) if text[place] != "0"), len(digits))
    short = 2 <= len(digits) - first <= LONGEST and abs(float(text) - abs(value)) <= 1e-9 * abs(
        value
    )
    return text, digits[first:] if short else []


def _of_siblings(calculation: Calculation) -> Iterator[Slip]:
    """Two numbers computed in the same way are swapped."""
    steps = [one for one in calculation.quantities if not one.is_leaf]
    for one, other in combinations(steps, 2):
        if (
            one.place == other.place
            and one.value != other.value
            and not {one, other} & set(calculation.outputs)
            and one not in calculation.above[other]
            and other not in calculation.above[one]
        ):
            swapped = {one: constant(other.value), other: constant(one.value)}
            yield Slip(3.3, swapped, partial(_say_swapped, one, other))


def _of_the_result(calculation: Calculation) -> Iterator[Slip]:
    """One operation too many: the right result is combined with a number of the calculation."""
    outputs = calculation.outputs
    known = {one.value: one for one in calculation.quantities if one not in outputs}
    minus = [value for value, one in known.items() if value < 0 and one.is_leaf]
    known = {-value: constant(-value) for value in minus} | known
    for other in known.values():
        if other.op == "constant" or abs(other.value) in (0, 1):
            continue
        before = [one for one in outputs if other not in calculation.above[one]]
        for rank, op in ((3.2, "×"), (4.6, "÷")):
            more = {one: made(op, _itself(one), other) for one in before}
            rank += 0.3 * (not other.is_leaf)
            said = partial(_say_more, op, other)
            if len(before) == len(outputs):
                yield Slip(rank, more, said)
            if len(outputs) > 1:
                yield from (Slip(rank, {one: changed}, said) for one, changed in more.items())


def _itself(one: TracedNumber) -> TracedNumber:
    return TracedNumber(one.op, one.of, one.value)


def _in_a_number(calculation: Calculation, numbers: list[TracedNumber]) -> Iterator[Slip]:
    """A number misread everywhere, or two numbers swapped."""
    used = [one for one in calculation.quantities if one.op == GIVEN]
    crowded = 1.5 if len(used) > CROWD else 0  # of many numbers some pair gives nearly anything
    for one in used:
        if one.value and sum(one in other.of for other in calculation.quantities) > 1:
            yield Slip(1.2, {one: constant(-one.value)}, partial(_say_other_sign, one), True)
        shifts = (10,) if one.value % 10 and one.value.is_integer() else (10, 0.1)
        misread = [(3.1, constant(by * one.value)) for by in shifts if one.value]
        misread += [(6.0, constant(by * one.value)) for by in (2, 0.5) if one.value]
        misread += [
            (4.2 + crowded, other if other.name else constant(other.value))
            for other in numbers
            if other is not one
        ]
        misread += [(4.4 + crowded, constant(wrong)) for wrong in _miswritten(float(one.value))]
        misread += [(5.5, constant(wrong)) for wrong in (0.0, 1.0) if one.value != wrong]
        for rank, wrong in misread:
            yield Slip(rank, {one: wrong}, partial(_say_read, one, wrong))
    for one, other in combinations(used, 2):
        if one.value != other.value:
            swapped = {one: constant(other.value), other: constant(one.value)}
            yield Slip(3.2 + crowded, swapped, partial(_say_swapped, one, other))


def misread(calculation: Calculation) -> Iterator[Slip]:
    """A given number read as a neighbour, or as another one of a single digit."""
    for one in dict.fromkeys(one for one in calculation.quantities if one.op == GIVEN):
        text, _ = _written(one.value)
        unit = 10.0 ** -len(text.partition(".")[2])
        first = 10.0 ** np.floor(np.log10(abs(one.value) or 1))
        others = [abs(one.value) + by * unit for by in (1, -1, 2, -2)]
        others += [by * first for by in range(1, 10)]
        others += [by * first for by in (0.01, 0.02, 0.05, 0.1, 0.2, 0.5)]
        for other in dict.fromkeys(float(f"{other:.9g}") for other in others):
            if other != abs(one.value):
                wrong = constant(np.copysign(other, one.value))
                yield Slip(0, {one: wrong}, partial(_say_read, one, wrong))


def _say_instead(one: TracedNumber, other: TracedNumber) -> str:
    return say("{wrong} instead of {right}", wrong=formula(other), right=formula(one))


def _say_left_out(one: TracedNumber, which: TracedNumber) -> str:
    return say("{part} is left out of {whole}", part=part(which), whole=formula(one))


def _say_sign(one: TracedNumber, which: TracedNumber) -> str:
    return say("{part} has the opposite sign in {whole}", part=part(which), whole=formula(one))


def _say_twice(one: TracedNumber, which: TracedNumber) -> str:
    return say("{part} appears twice in {whole}", part=part(which), whole=formula(one))


def _say_more(op: str, other: TracedNumber) -> str:
    if op == "×":
        return say("the right result is multiplied by {part}", part=part(other))
    return say("the right result is divided by {part}", part=part(other))


def _say_scaled(one: TracedNumber, factor: float) -> str:
    return say("{whole} is multiplied by {factor}", whole=formula(one), factor=f"{factor:g}")


def _say_rounded(one: TracedNumber, rounded: TracedNumber) -> str:
    return say(
        "{whole} is rounded to {number} on the way", whole=formula(one), number=part(rounded)
    )


def _say_result(one: TracedNumber, wrong: TracedNumber) -> str:
    return say("{whole} is worked out as {number}", number=part(wrong), whole=formula(one))


def _say_other_sign(one: TracedNumber) -> str:
    return say("{part} has the opposite sign", part=part(one))


def _say_read(one: TracedNumber, wrong: TracedNumber) -> str:
    return say("{wrong} in place of {right}", wrong=part(wrong), right=part(one))


def _say_swapped(one: TracedNumber, other: TracedNumber) -> str:
    if one.is_leaf:
        return say("{one} and {other} are swapped", one=part(one), other=part(other))
    return say("{one} and {other} are swapped", one=formula(one), other=formula(other))
