"""An exercise that asks for a function: it is run on what its writer has not seen."""

import copy
import linecache
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from traceback import format_exception_only, walk_tb
from typing import Any

import numpy as np

from lessons_lib.exercise.answer import Unreadable, shown
from lessons_lib.exercise.exercise import Exercise
from lessons_lib.exercise.feedback import Feedback
from lessons_lib.language import say
from lessons_lib.network import Network


@dataclass(frozen=True, repr=False, eq=False)
class Code:
    """`code(function)` calls a learner's function with each of `unseen` and judges what comes out.

    exercise: judges one result. It holds the question, the right algorithm and the mistakes.
    unseen: what the function is given, one tuple for each test. Put those first that fit every
    mistake: square networks, where a forgotten transpose goes unnoticed by NumPy.
    """

    exercise: Exercise
    unseen: Sequence[tuple[Any, ...]]

    def __call__(self, function: Any = ...) -> Feedback:
        """What there is to say about the function. It gets copies, and may change them."""
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
                unfinished = ... in _constants(function)
                return Feedback("→", say(self.exercise.asks)) if unfinished else feedback
        n, why = len(self.unseen), self.exercise.why
        return Feedback("✓", say("Right in all {n} tests it had not seen. {why}", n=n, why=why))

    def _tried(self, function: Callable[..., Any], given: tuple[Any, ...]) -> Feedback:
        where = _described(given)
        try:
            result = function(*copy.deepcopy(given))
        except (Exception, SystemExit) as error:  # an endless loop can be interrupted
            stopped = _stopped(error, function)
            return Feedback("✗", say("{where}: {what}", where=where, what=stopped))
        if result is None:
            asks = self.exercise.asks
            return Feedback("→", say("Your function returns nothing yet. {asks}", asks=asks))
        try:
            feedback = self.exercise.judge(result, given)
        except Unreadable as help:
            text = say("{where}, what your function returns: {help}", where=where, help=help)
            return Feedback("✗", text)
        text = say("{where}: {what}", where=where, what=feedback.text)
        return Feedback(feedback.mark, text)

    def __repr__(self) -> str:
        return repr(self.exercise)


def _constants(function: Any) -> Sequence[Any]:
    return getattr(getattr(function, "__code__", None), "co_consts", ())


def _described(given: tuple[Any, ...]) -> str:
    if isinstance(given[0], Network):
        sizes = " → ".join(map(str, given[0].sizes))
        return say("On a network with {sizes} neurons", sizes=sizes)
    return say("With {given}", given=say(", ").join(map(_briefly, given)))


def _briefly(value: Any) -> str:
    table = isinstance(value, np.ndarray) and value.ndim > 1
    return say("an array of the shape {shape}", shape=value.shape) if table else shown(value)


def _stopped(error: BaseException, function: Callable[..., Any]) -> str:
    said = "".join(format_exception_only(error)).strip()
    theirs = getattr(function, "__globals__", None)  # all cells of a notebook share them
    lines = [
        (frame.f_code.co_filename, line)
        for frame, line in walk_tb(error.__traceback__)
        if frame.f_globals is theirs
    ]
    if not lines:
        return say("your function could not be called. {said}", said=said)
    file, line = lines[-1]
    return say(
        "your function stopped in line {line}, {code}\n{said}",
        line=line,
        code=linecache.getline(file, line).strip(),
        said=said,
    )
