"""What a learner predicted in a lesson, kept in memory until its end."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from lessons_lib.exercise.answer import Unreadable, read, values
from lessons_lib.exercise.compare import same, same_shapes
from lessons_lib.exercise.feedback import Feedback
from lessons_lib.functions import Array
from lessons_lib.language import say


@dataclass(frozen=True, repr=False, eq=False)
class Prediction:
    """`prediction(answer)` notes the answer, and does not judge it before the lesson's end.

    call: how a learner calls it, without the brackets. asks: what to put in the blank; a sentence.
    truth: the right number or numbers. why: why it is so, said at the end.
    """

    call: str
    asks: str
    truth: Any
    why: str
    noted_in: "Predictions"

    def __call__(self, answer: Any = ...) -> Feedback:
        """Note the answer; what is no answer is explained."""
        try:
            numbers = read(answer, self.truth)
        except Unreadable as help:
            return Feedback("✗", str(help))
        self.noted_in.noted.pop(self, None)
        complete = not any(np.isnan(array).any() for array in numbers)
        if not complete or not same_shapes(numbers, read(self.truth, self.truth)):
            return Feedback("→", say(self.asks))
        self.noted_in.noted[self] = numbers
        return Feedback("→", say("Noted: {numbers}. Now go on and look.", numbers=values(numbers)))

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
            mark = "✓" if same(numbers, truth, digits=3) else "✗"
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
