"""Tells those who want to know, such as the progress, what a learner answered in a cell."""

from collections.abc import Callable
from typing import Any, NamedTuple

from lessons_lib.exercise.feedback import Feedback


class Answered(NamedTuple):
    """One answer: the module of the exercise, its call such as check.ratio, and the feedback.

    answers are the values between the brackets; a blank is `...`. helped: whether a hint or the
    solution was opened before. seed: of the numbers in the question, 0 for those of the lesson.
    """

    module: str
    call: str
    asked: Any
    answers: tuple[Any, ...]
    feedback: Feedback
    helped: bool = False
    seed: int = 0


Listener = Callable[[Answered], str]  # a sentence to add to the feedback, or ""

LISTENERS: list[Listener] = []


def answered(answer: Answered) -> list[str]:
    """Tell each listener; return what they add to the feedback."""
    return [said for listener in LISTENERS if (said := listener(answer))]
