"""An exercise that asks for a function, which is run on unseen arguments."""

import copy
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np

from lessons_lib.exercise.answer import Unreadable, gathered, has_blank, other_form, read, shown
from lessons_lib.exercise.asked import Asked
from lessons_lib.exercise.code_lines import lines_changed, wrong_lines
from lessons_lib.exercise.code_slip import code_slips
from lessons_lib.exercise.compare import flat, same_shapes
from lessons_lib.exercise.exercise import Exercise
from lessons_lib.exercise.explanation import Clues
from lessons_lib.exercise.feedback import Feedback
from lessons_lib.exercise.possible import would_give
from lessons_lib.exercise.questions import question
from lessons_lib.exercise.rounding import without_rounding
from lessons_lib.exercise.trial import Trial, has_blank_left, tried
from lessons_lib.functions import quiet
from lessons_lib.language import Later, say, sentences
from lessons_lib.network import Network
from lessons_lib.notation import number

NEAR = 0.05  # of the largest number
REPLACE_EACH = Later("Replace each ... in the function, then run the cell again.")


@dataclass(frozen=True, repr=False, eq=False)
class Code(Asked):
    """`code(function)` calls a learner's function with each of `unseen` and judges the results.

    exercise: judges one result; it holds the question, the right algorithm and the mistakes.
    unseen: the arguments, one tuple per test. Put those first to which every mistake applies:
    with square networks, NumPy does not notice a forgotten transpose.
    solved: lesson and name of the solution in which slips are searched, as in
    "six_neurons.two_lines"; `collected` tells it.
    """

    exercise: Exercise
    unseen: Sequence[tuple[Any, ...]]
    solved: str = ""

    wanted = no_name = Later("Write the name of your function, as it appears after def.")

    def __call__(self, /, *functions: Any, **named: Any) -> Feedback:
        """Judge the function. It gets copies of the arguments, and may change them."""
        try:
            function = gathered(functions, **named)
        except Unreadable as help:
            return Feedback("✗", str(help), unread=True)
        if function is ...:
            return Feedback("→", say(self.exercise.asks))
        if not callable(function):
            return Feedback(
                "✗",
                say(
                    "This needs the function itself (no brackets after its name), not {came}.",
                    came=shown(function),
                ),
            )
        results = Results(function, self)
        for given in self.unseen:
            feedback = self._tried(function, given, results)
            if feedback.mark != "✓":
                return feedback
        n, why = len(self.unseen), self.exercise.why
        return Feedback("✓", say("Right in all {n} unseen tests. {why}", n=n, why=why))

    def _tried(
        self, function: Callable[..., Any], given: tuple[Any, ...], results: "Results"
    ) -> Feedback:
        where, unfinished = _described(given), Feedback("→", say(self.exercise.asks))
        blank = has_blank_left(function)
        trial = results.of(given)
        if trial.stopped:
            stopped = say("{where}: {what}", where=where, what=trial.stopped)
            return unfinished if blank else Feedback("✗", stopped)
        if trial.result is None and not blank:
            return self._nothing(function, where)
        try:
            if trial.result is None or has_blank(trial.result):
                return unfinished
            feedback = self._judged(trial.result, given, results)
        except Unreadable as help:
            text = say("{where}, what your function returns: {help}", where=where, help=help)
            return Feedback("✗", sentences([text, trial.warned]))
        if feedback.mark == "✓":
            besides = trial.besides[: len(trial.changed) > 0]
            if not besides:
                return feedback
            text = say(
                "Not yet. {found}",
                found=sentences([say("The result is right this time."), *besides]),
            )
        else:
            text = sentences([feedback.text, *trial.besides, trial.warned])
        return replace(feedback, mark="✗", text=say("{where}: {what}", where=where, what=text))

    @quiet
    def _judged(self, result: Any, given: tuple[Any, ...], results: "Results") -> Feedback:
        exercise = self.exercise
        right = without_rounding(exercise.right, given)
        wrong = (  # computed only if the result is not right
            (mistake, value)
            for mistake, value in exercise.wrong(given)
            if not exercise.is_result(result, value, right) or results.are(mistake.of)
        )
        feedback = exercise.compared(
            result,
            right,
            wrong,
            Clues(
                slips=lambda: self._slips(result, given, right, results),
                nearly=results.nearly_right,
            ),
        )
        if feedback.mark == "✓" and (form := other_form(result, right)):
            return replace(feedback, mark="✗", text=say("Not yet. {found}", found=form))
        return feedback

    def _slips(
        self, result: Any, given: tuple[Any, ...], right: Any, results: "Results"
    ) -> list[str]:
        """One slip in the solution that gives all results of this function, or its wrong line."""
        if not self.solved:
            return []
        source = question(*self.solved.split(".")).source
        wrong = wrong_lines(results.function, source, results.are_right)
        for slip in code_slips(source):
            try:
                numbers = read(slip.function(*_copied(given)), right)
            except Exception:  # the slip is an error
                continue
            if (
                self.exercise.is_result(result, numbers, right)
                and results.are(slip.function, everywhere=True)
                and (wrong is None or wrong.explains(lines_changed(slip.text, source)))
            ):
                return [would_give([slip.says()])]
        return [wrong.says()] if wrong else []

    def _nothing(self, function: Callable[..., Any], where: str) -> Feedback:
        if _code(function, "co_code", None) == _untouched.__code__.co_code:
            asks = self.exercise.asks
            return Feedback("→", say("Your function returns nothing yet. {asks}", asks=asks))
        text = say(
            "Your function returns nothing. Its last line must be return, followed by the result."
        )
        return Feedback("✗", say("{where}: {what}", where=where, what=text))

    def __repr__(self) -> str:
        return repr(self.exercise)


class Results:
    """What a learner's function returns for each of the arguments of a check."""

    def __init__(self, function: Callable[..., Any], check: Code) -> None:
        self.function, self._check = function, check
        self._known: dict[int, Trial] = {}

    def of(self, given: tuple[Any, ...]) -> Trial:
        """The trial with these arguments."""
        if id(given) not in self._known:
            self._known[id(given)] = tried(self.function, given)
        return self._known[id(given)]

    def are(self, algorithm: Callable[..., Any], everywhere: bool = False) -> bool:
        """Whether they are the results of this algorithm: where they are wrong, or everywhere."""
        for given, mine, right in self._all if everywhere else self._wrong:
            with suppress(Exception):  # it cannot be made here
                numbers = read(algorithm(*copy.deepcopy(given)), right)
                if not self._check.exercise.is_result(mine, numbers, right):
                    return False
        return True

    def are_right(self, function: Callable[..., Any]) -> bool:
        """Whether another function gives the right results."""
        exercise = self._check.exercise
        with suppress(Exception):
            for given, _, right in self._all:
                if not exercise.is_result(function(*_copied(given)), read(right, right), right):
                    return False
            return True
        return False

    def nearly_right(self) -> bool:
        """Whether no number is further off than one rounded to two digits."""
        pairs = ((read(mine, right), read(right, right)) for _, mine, right in self._wrong)
        return all(
            same_shapes(found, goal)
            and bool((abs(flat(found) - flat(goal)) <= NEAR * abs(flat(goal)).max()).all())
            for found, goal in pairs
        )

    @cached_property
    def _all(self) -> list[tuple[tuple[Any, ...], Any, Any]]:
        """All arguments, with the result and the right one."""
        right = self._check.exercise.right
        return [(given, self.of(given).result, right(*given)) for given in self._check.unseen]

    @cached_property
    def _wrong(self) -> list[tuple[tuple[Any, ...], Any, Any]]:
        """Those where the result is wrong."""
        found = []
        for given, mine, right in self._all:
            with suppress(Exception):  # it cannot be read
                if not self._check.exercise.is_result(mine, read(right, right), right):
                    found.append((given, mine, right))
        return found


def _copied(value: Any) -> Any:
    """A copy for a slip of ours, which leaves frozen values such as networks as they are."""
    if isinstance(value, list | tuple):
        return type(value)(_copied(part) for part in value)
    if isinstance(value, dict):
        return {key: _copied(part) for key, part in value.items()}
    return value.copy() if isinstance(value, np.ndarray) else value


def _untouched() -> None: ...


def _code(function: Any, name: str, otherwise: Any) -> Any:
    return getattr(getattr(function, "__code__", None), name, otherwise)


def _described(given: tuple[Any, ...]) -> str:
    if isinstance(given[0], Network):
        sizes = " → ".join(map(str, given[0].sizes))
        used = [layer.sigma.name for layer in given[0].layers]
        if set(used) == {"sigmoid"}:
            return say("On the {sizes} network", sizes=sizes)
        sigmas = say(", ").join(used)
        return say("On the {sizes} network ({sigmas})", sizes=sizes, sigmas=sigmas)
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
    return value or '""' if isinstance(value, str) else number(value)
