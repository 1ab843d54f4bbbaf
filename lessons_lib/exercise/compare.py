"""Compares two results, each a list of arrays."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from lessons_lib.functions import Array

HALF = 0.5  # unit of the last digit: the error of a rounded number
DIGITS = 3  # of an answer by hand, unless an exercise asks for others
BY_HAND = 4  # most digits of an answer by hand; functions return all digits


class Accuracy(NamedTuple):
    """How closely numbers must agree.

    digits: how many significant digits count. slack, loose: by how many units of the last one the
    right number, and the result of a mistake, may be off.
    """

    digits: int = DIGITS
    slack: float = HALF
    loose: float = HALF

    @property
    def by_hand(self) -> bool:
        """Whether a person calculates, and rounds; a function does not."""
        return self.digits <= BY_HAND


USUAL = Accuracy()


def same(answer: Sequence[Array], value: Sequence[Array], digits: int, slack: float) -> bool:
    """Whether the shapes fit and all numbers agree."""
    return same_shapes(answer, value) and bool(
        agrees(flat(answer), flat(value), digits, slack).all()
    )


def shortened(mine: Array, goal: Array, digits: int) -> Array:
    """For each number of a row, whether it is the right one, written with fewer digits.

    An integer is written in full: 30 is not 32, rounded.
    """
    return np.array([_short(m, g, digits) for m, g in zip(mine, goal, strict=True)])


def _short(mine: float, goal: float, digits: int) -> bool:
    if np.isnan(mine) or mine == 0 or goal == 0:
        return False
    unit = last_unit(mine)
    first_digits = 10.0 ** np.floor(np.log10(abs(goal)))
    short = unit > first_digits * 10.0 ** (1 - digits) * (1 + 1e-9)
    near = abs(mine - goal) <= (HALF + (1e-6 if abs(mine) > abs(goal) else -1e-6)) * unit
    return bool(short and near and unit <= first_digits * (1 + 1e-9))


def last_unit(value: float) -> float:
    """The value of one unit of the last digit of a number as typed: 0.01 for 0.25."""
    return float(10.0 ** -decimals(value))


def decimals(value: float) -> int:
    """How many digits stand after the point of a number as typed."""
    return len(np.format_float_positional(value, trim="-").partition(".")[2])


def typed_digits(value: float) -> int:
    """How many significant digits a number has as typed: 2 for 0.025, 1 for 30."""
    text = np.format_float_positional(value, trim="-").lstrip("-0.")
    return len(text.replace(".", "").rstrip("0") if "." not in text else text.replace(".", ""))


def exact(value: Array, digits: int) -> Array:
    """For each number of a row, whether it has at most that many significant digits."""
    return np.isclose(rounded(value, digits), value, rtol=1e-9)


def rounded(value: Array, digits: int) -> Array:
    """Each number of a row, rounded to this many significant digits."""
    return np.array([float(f"{number:.{digits}g}") for number in value])


def same_shapes(answer: Sequence[Array], value: Sequence[Array]) -> bool:
    """Whether the arrays match in number and in shape, ignoring axes of length 1."""
    return [sides(array) for array in answer] == [sides(array) for array in value]


def sides(array: Array) -> list[int]:
    """The shape without axes of length 1: a column and a row both count as a list of numbers."""
    return [side for side in array.shape if side != 1]


def flat(numbers: Sequence[Array]) -> Array:
    """All numbers in one row."""
    return np.concatenate([array.ravel() for array in numbers])


def agrees(answer: Array, value: Array, digits: int, slack: float) -> Array:
    """For each number of a row, whether it agrees to this many significant digits.

    It may be off by `slack` units of the last of them: ½ accepts a rounded number. NaN, for a
    missing number, agrees with anything. The value is one row (n,), or several (rows, n), each
    of which is compared with the answer.
    """
    size = np.abs(value)
    largest = size.max(axis=-1, keepdims=True, initial=0)
    size = np.maximum(size, 1e-6 * largest)  # numbers far below the others may be rounding errors
    last_digit = 10 ** (np.floor(np.log10(np.where(size == 0, 1e-10, size))) + 1 - digits)
    agree: Array = ~(
        np.abs(answer - value) > (slack + 1e-6) * last_digit
    )  # tolerance for exact halves
    return agree
