"""A learner's predictions, kept in memory until the end of the lesson."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from IPython.display import display

from lessons_lib.exercise.answer import (
    Unreadable,
    gathered,
    is_blank,
    is_whole,
    misfit,
    read,
    values,
)
from lessons_lib.exercise.asked import Asked
from lessons_lib.exercise.compare import flat, same
from lessons_lib.exercise.feedback import Feedback
from lessons_lib.functions import Array
from lessons_lib.language import later, say, sentences

MOST_LISTED = 14  # of the numbers to choose from


@dataclass(frozen=True, repr=False, eq=False)
class Prediction(Asked):
    """`prediction(answer)` records the answer; it is judged only at the end of the lesson.

    asks: what to write in the blank; a sentence. truth: the right number or numbers. why: the
    explanation, shown at the end. tempting: for teachers, what leads to another answer. choices:
    the allowed numbers, if limited. any_order: whether [2, 1] equals [1, 2]. call: how a learner
    calls it, without the brackets; `collected` tells it, and where it is noted.
    """

    asks: str
    truth: Any
    why: str
    tempting: str
    choices: Sequence[float] = ()
    any_order: bool = False
    call: str = ""
    noted_in: "Predictions" = field(default_factory=lambda: Predictions())

    def __post_init__(self) -> None:
        later(self, "asks", "why", "tempting")

    def __call__(self, /, *answers: Any, **named: Any) -> Feedback:
        """Note the answer. What is no answer is explained, and the note before it stays."""
        try:
            answer = gathered(answers, **named)
            if is_blank(answer):
                return self._taken_back()
            numbers = read(answer, self.truth)
        except Unreadable as help:
            return self._refused("✗", self._asked_again(str(help)))
        if any(np.isnan(array).any() for array in numbers):
            return self._refused("→", say(self.asks))
        if unfit := misfit(numbers, read(self.truth, self.truth), comma=True):
            return self._refused("✗", unfit)
        if self.choices and not np.isin(flat(numbers), self.choices).all():
            return self._refused("✗", self._asked_again(_choose(self.choices)))
        self.noted_in.note(self, numbers)
        return Feedback("→", say("Noted: {numbers}. Now go on and see.", numbers=values(numbers)))

    def doubts(self, feedback: Feedback) -> bool:
        """Also what was noted may have been read otherwise than it was meant."""
        return super().doubts(feedback) or not (feedback.unread or self.choices)

    def _asked_again(self, why: str) -> str:
        """With the question, which says what each number stands for."""
        return sentences([why, say(self.asks)]) if self.choices else why

    def _taken_back(self) -> Feedback:
        before = self.noted_in.noted.get(self)
        self.noted_in.note(self, None)
        if before is None:
            return Feedback("→", say(self.asks))
        gone = say("Your answer {numbers} is no longer saved.", numbers=values(before))
        return Feedback("→", sentences([say(self.asks), gone]))

    def _refused(self, mark: str, why: str) -> Feedback:
        if self not in self.noted_in.noted:
            return Feedback(mark, why, unread=True)
        numbers = values(self.noted_in.noted[self])
        kept = say("Until then, your saved answer is still {numbers}.", numbers=numbers)
        return Feedback(mark, sentences([why, kept]), unread=True)

    def came_true(self, numbers: list[Array]) -> bool:
        """Whether these numbers are the truth."""
        truth = read(self.truth, self.truth)
        if self.any_order:
            numbers, truth = [np.sort(flat(numbers))], [np.sort(flat(truth))]
        return same(numbers, truth, digits=3, slack=0 if is_whole(self.truth) else 0.5)

    def __repr__(self) -> str:
        return f"{self.call}(...)\n{say(self.asks)}"


def _choose(choices: Sequence[float]) -> str:
    if isinstance(choices, range) and len(choices) > MOST_LISTED:
        first, last = choices[0], choices[-1]
        return say("Choose a whole number from {first} to {last:,}.", first=first, last=last)
    return say("Choose from these numbers: {choices}.", choices=values([np.array(choices)]))


@dataclass(eq=False)
class Predictions:
    """The predictions of one lesson: `predictions()` compares them with the truth.

    In a notebook its output is updated by later predictions.
    """

    noted: dict[Prediction, list[Array]] = field(default_factory=dict, repr=False)
    _shown: Any = field(default=None, repr=False)

    def __call__(self) -> "LookBack":
        """All predictions so far, each with the truth."""
        return LookBack(self)

    def note(self, prediction: Prediction, numbers: list[Array] | None) -> None:
        """Record these numbers, or with None remove them."""
        if numbers is not None:
            self.noted[prediction] = numbers
        else:
            self.noted.pop(prediction, None)
        if self._shown is not None:
            self._shown.update(self.compared())

    def show(self) -> None:
        """Display the comparison here, and keep it up to date."""
        self._shown = display(self.compared(), display_id=True)  # type: ignore[no-untyped-call]

    def compared(self) -> Feedback:
        """The comparison of predictions and truth at this moment."""
        if not self.noted:
            return Feedback("→", say("You haven't saved any predictions in this lesson."))
        lines = []
        for prediction, numbers in self.noted.items():
            truth = read(prediction.truth, prediction.truth)
            mark = "✓" if prediction.came_true(numbers) else "✗"
            lines.append(
                say(
                    "{mark} {asks} You said {numbers}; the answer is {truth}. {why}",
                    mark=mark,
                    asks=prediction.asks,
                    numbers=values(numbers),
                    truth=values(truth),
                    why=prediction.why,
                )
            )
        right = sum(line.startswith("✓") for line in lines)
        came_true = say("{right} of {n} came true.", right=right, n=len(lines))
        return Feedback("→", "\n".join([came_true, *lines]))


@dataclass(frozen=True)
class LookBack:
    """The comparison, rendered wherever it is displayed."""

    ledger: Predictions

    def __repr__(self) -> str:
        return repr(self.ledger.compared())

    def _ipython_display_(self) -> None:
        self.ledger.show()
