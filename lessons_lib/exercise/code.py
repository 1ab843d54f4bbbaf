"""An exercise that asks for a function, which is run on unseen arguments."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from lessons_lib.exercise.answer import Unreadable, gathered, has_blank, shown
from lessons_lib.exercise.asked import Asked
from lessons_lib.exercise.exercise import Exercise
from lessons_lib.exercise.feedback import Feedback
from lessons_lib.exercise.trial import has_blank_left, tried
from lessons_lib.language import Later, say, sentences
from lessons_lib.network import Network
from lessons_lib.notation import number

REPLACE_BOTH = Later("Replace both ... in the function, then run the cell again.")


@dataclass(frozen=True, repr=False, eq=False)
class Code(Asked):
    """`code(function)` calls a learner's function with each of `unseen` and judges the results.

    exercise: judges one result; it holds the question, the right algorithm and the mistakes.
    unseen: the arguments, one tuple per test. Put those first to which every mistake applies:
    with square networks, NumPy does not notice a forgotten transpose.
    """

    exercise: Exercise
    unseen: Sequence[tuple[Any, ...]]

    wanted = no_name = Later("Write the name of your function, as it stands behind def.")

    def __call__(self, /, *functions: Any, **named: Any) -> Feedback:
        """Judge the function. It gets copies of the arguments, and may change them."""
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
        blank = has_blank_left(function)
        trial = tried(function, given)
        if trial.stopped:
            stopped = say("{where}: {what}", where=where, what=trial.stopped)
            return unfinished if blank else Feedback("✗", stopped)
        if trial.result is None and not blank:
            return self._nothing(function)
        try:
            if trial.result is None or has_blank(trial.result):
                return unfinished
            feedback = self.exercise.judge(trial.result, given)
        except Unreadable as help:
            text = say("{where}, what your function returns: {help}", where=where, help=help)
            return Feedback("✗", sentences([text, trial.warned]))
        if feedback.mark == "✓":
            besides = trial.besides[: len(trial.changed) > 0]
            if not besides:
                return feedback
            text = say("Not yet. {found}", found=sentences([say("The result is right."), *besides]))
        else:
            text = sentences([feedback.text, *trial.besides, trial.warned])
        return Feedback("✗", say("{where}: {what}", where=where, what=text))

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
        used = [layer.sigma.name for layer in given[0].layers]
        if set(used) == {"sigmoid"}:
            return say("On a network with {sizes} neurons", sizes=sizes)
        sigmas = say(", ").join(used)
        return say("On a network with {sizes} neurons ({sigmas})", sizes=sizes, sigmas=sigmas)
    return say("With {given}", given=say(", ").join(filter(None, map(_briefly, given))))


def _briefly(value: Any) -> str:
    if callable(value):  # a gradient, a cost: the name of our function would not help
        return ""
    if isinstance(value, np.ndarray) and value.ndim > 1:
        return say("an array of the shape {shape}", shape=value.shape)
    if isinstance(value, np.ndarray | list | tuple):
        return f"[{', '.join(map(_briefly, value))}]"
    if isinstance(value, dict):
        return say(", ").join(f"{node} → {_briefly(ends)}" for node, ends in value.items())
    return value if isinstance(value, str) else number(value)
