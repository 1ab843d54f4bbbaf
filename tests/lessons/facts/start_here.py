"""The numbers with a decimal point in the prose of lesson 00, cell by cell."""

import numpy as np

from lessons_lib.draw.style import number
from lessons_lib.lessons.lecture_network import START, passes


def facts():
    y1, y2 = (
        [passes(START | {"x1": x1})[y] for x1 in np.linspace(-5, 5, 101)] for y in ("y1", "y2")
    )
    assert (np.diff(y1) > 0).all()
    assert (np.diff(y2[:51]) < 0).all() and (np.diff(y2[50:]) > 0).all()
    assert max(np.diff(y1)) > 50 * np.diff(y1)[-1]
    return {"miniature-explain": [number(y1[0]), number(y1[-1])]}
