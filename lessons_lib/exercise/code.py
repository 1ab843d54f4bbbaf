"""An exercise that asks for a function: it is run on what its writer has not seen."""

import copy
import linecache
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from traceback import format_exception_only, walk_tb
from typing import Any

import numpy as np

from lessons_lib.exercise.answer import Unreadable, gathered, has_blank, shown
from lessons_lib.exercise.asked import Asked
from lessons_lib.exercise.exercise import Exercise
from lessons_lib.exercise.feedback import Feedback
from lessons_lib.language import Later, say
from lessons_lib.network import Network
from lessons_lib.notation import number

REPLACE_BOTH = Later("Replace both ... in the function, then run the cell again.")


@dataclass(frozen=True, repr=False, eq=False)
class Code(Asked):
    """`code(function)` calls a learner's function with each of `unseen` and judges what comes out.

    exercise: judges one result. It holds the question, the right algorithm and the mistakes.
    unseen: what the function is given, one tuple for each test. Put those first that fit every
    mistake: square networks, where a forgotten transpose goes unnoticed by NumPy.
    """

    exercise: Exercise
    unseen: Sequence[tuple[Any, ...]]

    wanted = no_name = Later("Write the name of your function, as it stands behind def.")

    def __call__(self, /, *functions: Any, **named: Any) -> Feedback:
        """What there is to say about the function. It gets copies, and may change them."""
        try:
            function = gathered(functions, **named)
        except Unreadable as help:
            return Feedback("✗", str(help))
        if function is ...:
            return Feedback("→", say(self.exercise.asks))
        if not callable(function):
            return Feedback(
                "✗",
                say(
                    "This needs your function itself, without brackets behind its name, "
                    "not {came}.",
                    came=shown(function),
                ),
            )
        for given in self.unseen:
            feedback = self._tried(function, given)
            if feedback.mark != "✓":
                return feedback
        n, why = len(self.unseen), self.exercise.why
        return Feedback("✓", say("Right in all {n} tests it had not seen. {why}", n=n, why=why))

    def _tried(self, function: Callable[..., Any], given: tuple[Any, ...]) -> Feedback:
        where, unfinished = _described(given), Feedback("→", say(self.exercise.asks))
        blank = ... in _code(function, "co_consts", ())
        try:
            result = function(*copy.deepcopy(given))
        except KeyboardInterrupt:  # an endless loop can be interrupted
            raise
        except BaseException as error:
            stopped = say("{where}: {what}", where=where, what=_stopped(error))
            return unfinished if blank else Feedback("✗", stopped)
        if result is None and not blank:
            return self._nothing(function)
        try:
            if result is None or has_blank(result):
                return unfinished
            feedback = self.exercise.judge(result, given)
        except Unreadable as help:
            text = say("{where}, what your function returns: {help}", where=where, help=help)
            return Feedback("✗", text)
        text = say("{where}: {what}", where=where, what=feedback.text)
        return Feedback(feedback.mark, text)

    def _nothing(self, function: Callable[..., Any]) -> Feedback:
        if _code(function, "co_code", None) == _untouched.__code__.co_code:
            asks = self.exercise.asks
            return Feedback("→", say("Your function returns nothing yet. {asks}", asks=asks))
        text = say(
            "Your function returns nothing. Its last line must be return, and then the result."
        )
        return Feedback("✗", text)

    def __repr__(self) -> str:
        return repr(self.exercise)


def _untouched() -> None: ...


def _code(function: Any, name: str, otherwise: Any) -> Any:
    return getattr(getattr(function, "__code__", None), name, otherwise)


def _described(given: tuple[Any, ...]) -> str:
    if isinstance(given[0], Network):
        sizes = " → ".join(map(str, given[0].sizes))
        return say("On a network with {sizes} neurons", sizes=sizes)
    return say("With {given}", given=say(", ").join(filter(None, map(_briefly, given))))


def _briefly(value: Any) -> str:
    if callable(value):  # a gradient, a cost: its name says nothing to who did not write it
        return ""
    if isinstance(value, np.ndarray) and value.ndim > 1:
        return say("an array of the shape {shape}", shape=value.shape)
    if isinstance(value, np.ndarray | list | tuple):
        return f"[{', '.join(map(_briefly, value))}]"
    if isinstance(value, dict):
        return say(", ").join(f"{node} → {_briefly(ends)}" for node, ends in value.items())
    return value if isinstance(value, str) else number(value)


def _stopped(error: BaseException) -> str:
    said = "".join(format_exception_only(error)).strip()
    frames = list(walk_tb(error.__traceback__))[1:]  # the first is ours
    if not frames:
        return say("your function could not be called. {said}", said=said)
    theirs = frames[0][0].f_globals  # all cells of a notebook share them
    lines = [
        (frame.f_code.co_filename, line) for frame, line in frames if frame.f_globals is theirs
    ]
    file, line = lines[-1]
    return say(
        "your function stopped in line {line}, {code}\n{said}",
        line=line,
        code=linecache.getline(file, line).strip(),
        said=said,
    )
