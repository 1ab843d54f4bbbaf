"""The numbers with a decimal point in the prose of lesson 00, cell by cell."""

import numpy as np

from lessons_lib.notation import number
from lessons_lib.walks.lecture import SIX_NEURONS, START


def facts():
    x1 = np.linspace(-5, 5, 101)
    y1, y2 = ([SIX_NEURONS.values(START | {"x1": at})[y] for at in x1] for y in ("y1", "y2"))
    assert (np.diff(y1) > 0).all()
    assert (np.diff(y2[:51]) < 0).all() and (np.diff(y2[50:]) > 0).all()
    steepness = np.gradient(y1, x1)
    assert -3 <= x1[steepness.argmax()] <= -2
    assert steepness[x1 >= 1].max() < steepness.max() / 10
    return {"miniature-explain": [number(y1[0]), number(y1[-1])]}
