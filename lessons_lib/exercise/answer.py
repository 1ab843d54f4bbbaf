"""Reading what a learner typed: numbers in the shape of the right ones, or help."""

import reprlib
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from lessons_lib.draw.style import number
from lessons_lib.functions import Array
from lessons_lib.language import say

DEEPEST = 6  # brackets around a number


class Unreadable(Exception):
    """What the learner typed cannot be judged; the message says what to write instead."""


def is_blank(answer: Any) -> bool:
    """Whether there is nothing yet but the blank `...`, alone or in a list."""
    leaves = list(_leaves(answer))
    return bool(leaves) and all(leaf is ... for leaf in leaves)


def read(answer: Any, like: Any) -> list[Array]:
    """The arrays in an answer that is nested as `like` is, NaN where a blank `...` is left.

    Raises Unreadable where there is something else than finite numbers.
    """
    if not isinstance(like, list | tuple):
        return [_numbers(answer)]
    if isinstance(answer, np.ndarray):
        answer = list(answer)
    if not isinstance(answer, list | tuple):
        raise Unreadable(
            say(
                "This must be a list of {n}, but it is {answer}.",
                n=len(like),
                answer=shown(answer),
            )
        )
    if len(answer) != len(like):
        raise Unreadable(
            say(
                "This must be a list of {n}, but it has {came} entries.",
                n=len(like),
                came=len(answer),
            )
        )
    return [array for part, one in zip(answer, like, strict=True) for array in read(part, one)]


def values(numbers: Sequence[Array]) -> str:
    """Numbers in a row, as the lessons write them."""
    return say(", ").join(number(value) for array in numbers for value in array.ravel())


def shown(value: Any) -> str:
    """A value in a few characters, the same in every run."""
    if callable(value) and hasattr(value, "__name__"):
        return str(value.__name__)
    text = reprlib.repr(value)
    if "<" in text and not isinstance(value, str | bytes):  # <… at 0x7f…>, another in each run
        return say("of type {name}", name=type(value).__name__)
    return text


def _numbers(answer: Any) -> Array:
    for leaf in _leaves(answer):
        _check(leaf)
    try:
        if np.asarray(_filled(answer, 0.0)).dtype.kind not in "iufO":
            raise ValueError("such as complex numbers, or dates")
        numbers = np.array(_filled(answer, 0.0), dtype=float)  # a copy: the learner's is let alone
        found = np.array(_filled(answer, np.nan), dtype=float)
    except Exception:  # what an object of unknown kind may raise
        raise Unreadable(
            say(
                "This must be real numbers, in rows of equal length, but it is {answer}.",
                answer=shown(answer),
            )
        ) from None
    if not np.isfinite(numbers).all():
        raise Unreadable(say("Not every number is finite: {answer}.", answer=shown(answer)))
    return found


def _leaves(answer: Any, depth: int = 0) -> Iterator[Any]:
    if depth > DEEPEST:
        raise Unreadable(say("There are too many brackets around the numbers."))
    if isinstance(answer, np.ndarray) and answer.dtype.kind not in "iuf":
        answer = answer.tolist()
    if isinstance(answer, list | tuple):
        for part in answer:
            yield from _leaves(part, depth + 1)
    else:
        yield answer


def _filled(answer: Any, blank: float) -> Any:
    if isinstance(answer, list | tuple):
        return [_filled(part, blank) for part in answer]
    return blank if answer is ... else answer


def _check(leaf: Any) -> None:
    if leaf is ...:
        return
    if leaf is None:
        raise Unreadable(say("There is no number here, only None."))
    if isinstance(leaf, str | bytes):
        raise Unreadable(
            say(
                "{leaf} is a text. Write the number without quotes, and with a point, as in 0.25.",
                leaf=shown(leaf),
            )
        )
    if isinstance(leaf, bool | np.bool_):
        raise Unreadable(say("This must be a number, but it is {leaf}.", leaf=leaf))
    if isinstance(leaf, set | dict):
        raise Unreadable(
            say("Write the numbers in square brackets, not as {leaf}.", leaf=shown(leaf))
        )
    if callable(leaf):
        raise Unreadable(
            say("{leaf} is not a number. Call it, and hand over what it returns.", leaf=shown(leaf))
        )
