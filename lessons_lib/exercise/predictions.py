"""What a learner predicted in a lesson, kept in memory until its end."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from lessons_lib.exercise.answer import Unreadable, gathered, is_whole, misfit, read, values
from lessons_lib.exercise.compare import flat, same
from lessons_lib.exercise.feedback import Feedback
from lessons_lib.functions import Array
from lessons_lib.language import say


@dataclass(frozen=True, repr=False, eq=False)
class Prediction:
    """`prediction(answer)` notes the answer, and does not judge it before the lesson's end.

    call: how a learner calls it, without the brackets. asks: what to put in the blank; a sentence.
    truth: the right number or numbers. why: why it is so, said at the end.
    tempting: for teachers, what leads to another answer.
    choices: the numbers to choose from, if not any will do. any_order: whether [2, 1] is [1, 2].
    """

    call: str
    asks: str
    truth: Any
    why: str
    tempting: str
    noted_in: "Predictions"
    choices: Sequence[float] = ()
    any_order: bool = False

    def __call__(self, /, *answers: Any, **named: Any) -> Feedback:
        """Note the answer; what is no answer is explained."""
        self.noted_in.noted.pop(self, None)
        try:
            numbers = read(gathered(answers, **named), self.truth)
        except Unreadable as help:
            return Feedback("✗", str(help))
        if any(np.isnan(array).any() for array in numbers):
            return Feedback("→", say(self.asks))
        if unfit := misfit(numbers, read(self.truth, self.truth)):
            return Feedback("✗", unfit)
        if self.choices and not np.isin(flat(numbers), self.choices).all():
            listed = values([np.array(self.choices)])
            return Feedback("✗", say("Choose from these numbers: {choices}.", choices=listed))
        self.noted_in.noted[self] = numbers
        return Feedback("→", say("Noted: {numbers}. Now go on and look.", numbers=values(numbers)))

    def came_true(self, numbers: list[Array]) -> bool:
        """Whether these are the numbers of the truth."""
        truth = read(self.truth, self.truth)
        if self.any_order:
            numbers, truth = [np.sort(flat(numbers))], [np.sort(flat(truth))]
        return same(numbers, truth, digits=3, slack=0 if is_whole(self.truth) else 0.5)

    def __repr__(self) -> str:
        return f"{self.call}(...)\n{say(self.asks)}"


@dataclass(frozen=True)
class Predictions:
    """The ledger of one lesson: `predictions()` compares what was predicted with what is true."""

    noted: dict[Prediction, list[Array]] = field(default_factory=dict, repr=False)

    def __call__(self) -> Feedback:
        """All predictions so far, each with the truth."""
        if not self.noted:
            return Feedback("→", say("You noted no prediction in this lesson."))
        lines = []
        for prediction, numbers in self.noted.items():
            truth = read(prediction.truth, prediction.truth)
            mark = "✓" if prediction.came_true(numbers) else "✗"
            lines.append(
                say(
                    "{mark} {asks} You said {numbers}, and it is {truth}. {why}",
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
