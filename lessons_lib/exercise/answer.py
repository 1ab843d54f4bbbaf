"""Parses a learner's answer into arrays of the expected shape, or explains what is wrong."""

import reprlib
from collections.abc import Iterator, Sequence
from numbers import Number
from typing import Any

import numpy as np

from lessons_lib.exercise.compare import DIGITS, same_shapes, sides
from lessons_lib.exercise.typed import BLANK_LEFT, COMMA
from lessons_lib.functions import Array
from lessons_lib.language import say, sentences
from lessons_lib.notation import number

DEEPEST = 6  # nested brackets
DATA = (Number, str, bytes, list, tuple, dict, set, range, np.ndarray, np.generic)


class Unreadable(Exception):
    """The answer cannot be judged; the message tells the learner what to write instead."""


def gathered(answers: tuple[Any, ...], /, **named: Any) -> Any:
    """The arguments of a call as one answer: (4, 5) without square brackets are two numbers.

    Raises Unreadable for keyword arguments, as in (w=4), and re-raises an Unreadable argument.
    """
    if answers and isinstance(answers[0], Unreadable):
        raise answers[0]
    if named:
        raise Unreadable(
            say("Leave out {name} = and write only what comes after it.", name=min(named))
        )
    return answers[0] if len(answers) == 1 else answers or ...


def is_blank(answer: Any) -> bool:
    """Whether it is only the blank `...`, alone or in a list."""
    leaves = list(_leaves(answer))
    return bool(leaves) and all(leaf is ... for leaf in leaves)


def has_blank(answer: Any) -> bool:
    """Whether it contains a blank `...`."""
    return any(leaf is ... for leaf in _leaves(answer))


def is_whole(value: Any) -> bool:
    """Whether it contains only integers, which are compared exactly."""
    return all(np.asarray(leaf).dtype.kind in "iu" for leaf in _leaves(value))


def read(answer: Any, like: Any, part: int = 0) -> list[Array]:
    """The arrays of an answer nested like `like`; NaN for a blank `...`.

    part: which part of a longer answer it is, from 1. Raises Unreadable for anything other than
    finite numbers.
    """
    if not isinstance(like, list | tuple):
        return [_numbers(answer, np.asarray(like))]
    if isinstance(answer, np.ndarray) and answer.ndim:
        answer = list(answer)
    if not isinstance(answer, list | tuple):
        raise Unreadable(
            say(
                "{which} must be a list of {n}, not {answer}.",
                which=_which(part),
                n=len(like),
                answer=shown(answer),
            )
        )
    if len(answer) != len(like):
        raise Unreadable(
            say(
                "{which} must be a list of {n}, but it has {came}.",
                which=_which(part),
                n=len(like),
                came=len(answer),
            )
        )
    parts = enumerate(zip(answer, like, strict=True), start=1)
    return [array for i, pair in parts for array in read(*pair, i)]


def _which(part: int) -> str:
    return say("Part {i} of it", i=part) if part else say("This")


def misfit(numbers: Sequence[Array], like: Sequence[Array], comma: bool = False) -> str | None:
    """Why the shapes do not fit, or None. comma: whether it may be a decimal comma."""
    if same_shapes(numbers, like):
        return None
    pairs = zip(numbers, like, strict=True)
    i, a, t = next((i, a, t) for i, (a, t) in enumerate(pairs, start=1) if sides(a) != sides(t))
    if len(like) > 1 or t.ndim > 1 or a.size == t.size:
        which = say("array {i} of {n}", i=i, n=len(like)) if len(like) > 1 else say("the answer")
        return say(
            "The shape must be {wanted}, but {which} has {shape}.",
            wanted=t.shape,
            which=which,
            shape=a.shape,
        )
    if t.size == 0:
        text = say("This must be an empty list: [].")
    elif t.size == 1:
        text = say("This must be one number, not {came}.", came=a.size)
    elif a.size == 1:
        text = say("This takes {n} numbers, not one.", n=t.size)
    else:
        text = say("This takes {n} numbers, not {came}.", n=t.size, came=a.size)
    help = ""
    if a.size > t.size and np.isnan(a).any():
        help = say(BLANK_LEFT)
    elif comma and a.size == 2 * t.size:
        help = say(COMMA)
    return sentences([text, help])


def other_form(answer: Any, like: Any) -> str:
    """Why right numbers in another form are of no use to the lines that call a function, or ""."""
    if isinstance(like, list | tuple):
        pairs = zip(answer, like, strict=True)
        return next(filter(None, (other_form(*pair) for pair in pairs)), "")
    wanted = np.shape(like)
    if isinstance(answer, list | tuple) and np.ndim(answer) > len(wanted) > 0:
        return say("The numbers are right, but there are too many brackets around them.")
    if np.ndim(answer) == 0 and wanted:
        return say("The number is right. Return it in a list: [number].")
    if isinstance(answer, np.ndarray) and answer.ndim < len(wanted):
        return say(
            "The numbers are right, but one array has the shape {shape} instead of "
            "{wanted}. With keepdims=True a sum keeps its axis.",
            shape=answer.shape,
            wanted=wanted,
        )
    if isinstance(answer, np.ndarray) and answer.shape != wanted == answer.shape[::-1]:
        return say(
            "The numbers are right, but one array has the shape {shape} instead of {wanted}.",
            shape=answer.shape,
            wanted=wanted,
        )
    return ""


def values(numbers: Sequence[Array], digits: int = DIGITS) -> str:
    """Numbers in a row, in the notation of the lessons."""
    return say(", ").join(number(value, digits) for array in numbers for value in array.ravel())


def shown(value: Any) -> str:
    """A short repr of a value, the same in every run."""
    if callable(value) and hasattr(value, "__name__"):
        return str(value.__name__)
    text = reprlib.repr(value.item() if isinstance(value, np.number) else value)
    data = isinstance(value, DATA) or value is None
    if not data or ("<" in text and not isinstance(value, str | bytes)):  # <… at 0x7f…>
        return say("something of type {name}", name=type(value).__name__)
    return text


def _numbers(answer: Any, like: Array) -> Array:
    leaves = list(_leaves(answer))
    if len(leaves) > 1 and all(isinstance(one, bool | np.bool_) for one in leaves):
        raise Unreadable(say("These are {n} values of True and False, not numbers.", n=len(leaves)))
    for leaf in leaves:
        _check(leaf)
    try:
        if np.asarray(_filled(answer, 0.0)).dtype.kind not in "iufO":
            raise ValueError("such as complex numbers, or dates")
        numbers = np.array(
            _filled(answer, 0.0), dtype=float
        )  # a copy: the learner's array stays unchanged
        found = np.array(_filled(answer, np.nan), dtype=float)
    except Exception:  # unknown objects may raise anything
        places = answer if like.ndim == 1 and isinstance(answer, list | tuple) else ()
        if any(isinstance(one, list | tuple) for one in places):
            raise Unreadable(
                say(
                    "This takes {n} numbers, one in each place, not {answer}.",
                    n=like.size,
                    answer=shown(answer),
                )
            ) from None
        raise Unreadable(
            say(
                "This takes real numbers, in rows of equal length, not {answer}.",
                answer=shown(answer),
            )
        ) from None
    if not np.isfinite(numbers).all():
        answer = _filled(answer, np.nan)
        raise Unreadable(
            say("Not every number is finite: {answer}.", answer=shown(np.array(answer).tolist()))
        )
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
        ones = all(np.size(part) == 1 for part in answer if isinstance(part, np.ndarray))
        return [
            _filled(part.item() if ones and isinstance(part, np.ndarray) else part, blank)
            for part in answer
        ]
    return blank if answer is ... else answer


def _check(leaf: Any) -> None:
    if leaf is ...:
        return
    if leaf is None:
        raise Unreadable(say("There's no number here, only None."))
    if isinstance(leaf, str | bytes):
        raise Unreadable(
            say(
                "{leaf} is text. Write the number without quotes, and with a point, as in 0.25.",
                leaf=shown(leaf),
            )
        )
    if isinstance(leaf, bool | np.bool_):
        raise Unreadable(say("This must be a number, not {leaf}.", leaf=leaf))
    if isinstance(leaf, set | dict):
        raise Unreadable(
            say("Write the numbers in square brackets, not as {leaf}.", leaf=shown(leaf))
        )
    if callable(leaf):
        raise Unreadable(
            say(
                "{leaf} isn't a number. Call it, and pass on what it returns.",
                leaf=getattr(leaf, "__name__", type(leaf).__name__),
            )
        )
