"""The checks of a lesson, told their names: the last line of its `exercises`."""

import sys

from lessons_lib.exercise.code import Code
from lessons_lib.exercise.exercise import Exercise
from lessons_lib.exercise.predictions import Prediction, Predictions
from lessons_lib.exercise.sheet import Sheet


def collected(module: str) -> tuple[Predictions, Sheet]:
    """The predictions and the worksheets of the module with this __name__.

    Each of its checks is called `check.` and the name of its variable, which it is told here.
    """
    predictions, lesson = Predictions(), module.split(".")[-2]
    there = vars(sys.modules[module])
    exercises = [one for one in there.values() if isinstance(one, Exercise)]
    for one in exercises:
        others = tuple(other for other in exercises if other is not one)
        object.__setattr__(one, "beside", others)
    for name, one in there.items():
        check = one.exercise if isinstance(one, Code) else one
        if isinstance(check, Exercise | Prediction):
            object.__setattr__(check, "call", f"check.{name}")
        if isinstance(one, Code):
            object.__setattr__(one, "solved", f"{lesson}.{name}")
        if isinstance(check, Prediction):
            object.__setattr__(check, "noted_in", predictions)
    return predictions, Sheet(module)
