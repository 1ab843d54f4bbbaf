"""Some checks, as a notebook has them under the name check."""

from types import SimpleNamespace

import numpy as np

from lessons_lib.exercise import Code, Exercise, Prediction, Predictions

LEDGER = Predictions()


def _exercise(name, right):
    return Exercise("Put it there.", lambda: right, (), [], "Yes.", "Look.", call=f"check.{name}")


def _double(x):
    return 2 * x


CHECKS = SimpleNamespace(
    one=_exercise("one", 0.25),
    two=_exercise("two", np.array([0.5, -0.25])),
    many=_exercise("many", 1024.0),
    noted=Prediction("How many?", 7, "Seven.", "", call="check.noted", noted_in=LEDGER),
    code=Code(
        Exercise("Write it.", _double, (1.0,), [], "Yes.", "Look.", call="check.code"),
        [(1.0,), (2.0,)],
    ),
    predictions=LEDGER,
)
