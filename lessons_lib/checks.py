"""What a number, a count, an array or a target must be, and the sentence for what is not."""

from collections.abc import Callable
from math import isfinite
from numbers import Real
from typing import Any, NamedTuple

import numpy as np

from lessons_lib.language import Later, say

Array = np.ndarray[Any, np.dtype[Any]]


class Range(NamedTuple):
    """The numbers that are allowed, in words and as a test."""

    words: Later
    holds: Callable[[Any], bool]


FROM_0 = Range(Later("a finite number from 0 up"), lambda v: v >= 0)
ABOVE_0 = Range(Later("a finite number above 0"), lambda v: v > 0)
SHARE = Range(Later("a number from 0 to 1"), lambda v: 0 <= v <= 1)
BELOW_1 = Range(Later("a number from 0 up and below 1"), lambda v: 0 <= v < 1)


def bare(value: Any) -> Any:
    """A number of NumPy as one of Python: it is shown as 0.1, and not as np.float64(0.1)."""
    single = isinstance(value, np.generic | np.ndarray) and value.ndim == 0
    return value.item() if single else value


def is_number(value: Any) -> bool:
    """Whether this is one finite real number, of Python or of NumPy."""
    value = bare(value)
    return isinstance(value, Real) and isfinite(value)


def check_number(name: str, value: Any, allowed: Range) -> None:
    """Raise ValueError where value is not one of the allowed numbers."""
    if not (is_number(value) and allowed.holds(value)):
        raise ValueError(
            say(
                "{name} must be {wanted}, not {value!r}.",
                name=name,
                wanted=allowed.words,
                value=bare(value),
            )
        )


def is_count(value: Any, least: int = 1) -> bool:
    """Whether this is a whole number from `least` up; 32.0 is one too."""
    return is_number(value) and value >= least and value % 1 == 0


def as_count(name: str, value: Any, least: int = 1) -> int:
    """The whole number that value is: 32 for 32.0. Raises ValueError where it is none."""
    if not is_count(value, least):
        raise ValueError(
            say(
                "{name} must be a whole number from {least} up, not {value!r}.",
                name=name,
                least=least,
                value=bare(value),
            )
        )
    return int(value)


def as_numbers(name: str, value: Any) -> Array:
    """The array of float, or of complex, that value is. Raises ValueError where it is none."""
    try:
        array = np.asarray(value)
    except ValueError:
        array = np.array(None)
    if array.dtype.kind not in "biufc":
        raise ValueError(
            say(
                "{name} must be a table of numbers with rows of equal length, but it is {value!r}.",
                name=name,
                value=value,
            )
        )
    return np.asarray(array, dtype=complex if array.dtype.kind == "c" else float)


def as_finite(name: str, value: Any) -> Array:
    """As `as_numbers`, for at least one number and finite ones."""
    array = as_numbers(name, value)
    if array.size == 0:
        raise ValueError(
            say(
                "{name} is empty: its shape is {shape}. Give at least one number.",
                name=name,
                shape=array.shape,
            )
        )
    if not np.isfinite(array).all():
        raise ValueError(
            say(
                "{name} must hold finite numbers, but it holds {wrong}.",
                name=name,
                wrong=array[~np.isfinite(array)][0],
            )
        )
    return array


def check_columns(z: Array) -> None:
    """Raise ValueError where softmax finds no outputs to compare."""
    if z.ndim < 2:
        raise ValueError(
            say(
                "softmax compares the outputs of one example, so z must have the shape "
                "(outputs, examples), but it has {shape}. Write one column, as in [[1], "
                "[2], [3]].",
                shape=z.shape,
            )
        )


def check_shapes(y: Array, target: Array) -> None:
    """Raise ValueError where a cost cannot lay y and target on each other."""
    if y.ndim < 2:
        raise ValueError(
            say(
                "y must have the shape (outputs, examples), but it has {shape}. One column is "
                "one example: write [[0.6], [0.8]] for two outputs.",
                shape=y.shape,
            )
        )
    if y.shape[-2:] != target.shape:
        raise ValueError(
            say(
                "the target must have the shape of y, (outputs, examples) = {wanted}, but it "
                "has {shape}. One column is one example. data.one_hot(labels, classes) makes a "
                "target out of labels.",
                wanted=y.shape[-2:],
                shape=target.shape,
            )
        )
    if target.size == 0:
        raise ValueError(
            say(
                "there is no example to take the mean of: the target has the shape {shape}. "
                "Give at least one column.",
                shape=target.shape,
            )
        )


def finite_target(target: Array) -> None:
    """Raise ValueError for a target of inf or NaN."""
    if not np.isfinite(target).all():
        wrong = target[~np.isfinite(target)][0]
        raise ValueError(say("a target must be a finite number, not {wrong}.", wrong=wrong))


def target_from_0_to_1(target: Array) -> None:
    """Raise ValueError for a target that is no probability."""
    if not (target.min() >= 0 and target.max() <= 1):
        wrong = target[~((target >= 0) & (target <= 1))][0]
        raise ValueError(
            say(
                "a cross-entropy compares probabilities: a target must be from 0 to 1, "
                "not {wrong:g}. Write 1 for yes and 0 for no.",
                wrong=wrong,
            )
        )


def target_sums_to_1(target: Array) -> None:
    """Raise ValueError for a target that is no distribution over the classes."""
    off = abs(target.sum(axis=0) - 1)
    if not (target.min() >= 0 and off.max() <= 1e-9):
        target_from_0_to_1(target)
        raise ValueError(
            say(
                "each column of the target holds the probabilities of all classes, so it "
                "must sum to 1, but column {column} sums to {total:g}. "
                "data.one_hot(labels, classes) makes such a target.",
                column=off.argmax(),
                total=target[:, off.argmax()].sum(),
            )
        )


def y_from_0_to_1(y: Array) -> None:
    """Raise ValueError where y is no probability."""
    outside = (np.real(y) < 0) | (np.real(y) > 1)
    if outside.any():
        raise ValueError(
            say(
                "a cross-entropy compares probabilities: y must be from 0 to 1, but it "
                "holds {wrong:g}. Let the last layer be sigmoid or softmax.",
                wrong=np.real(y)[outside][0],
            )
        )
