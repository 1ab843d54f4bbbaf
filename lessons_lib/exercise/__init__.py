"""Exercises whose feedback names the mistake behind a wrong answer."""

from IPython.core.getipython import get_ipython

from lessons_lib.exercise import answered
from lessons_lib.exercise.calculation import called
from lessons_lib.exercise.code import REPLACE_EACH, Code
from lessons_lib.exercise.collected import collected
from lessons_lib.exercise.exercise import Exercise
from lessons_lib.exercise.feedback import Feedback
from lessons_lib.exercise.kernel import listen
from lessons_lib.exercise.predictions import Prediction, Predictions
from lessons_lib.exercise.record import RECORD

__all__ = [
    "REPLACE_EACH",
    "Code",
    "Exercise",
    "Feedback",
    "Prediction",
    "Predictions",
    "called",
    "collected",
]

if shell := get_ipython():
    listen(shell)
    answered.LISTENERS.append(RECORD.hear)
