"""Where a race starts, typed or touched: θ₁ and θ₂, as in −4, 2; or where its landscape says."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from lessons_lib.app.text_line import Place
from lessons_lib.language import say
from lessons_lib.lessons.shared.landscape import RAVINE
from lessons_lib.notation import minus, number
from lessons_lib.walks.signs import ascii_signs

EDGES = RAVINE.edges  # as those of the other landscapes


def read(text: str) -> str:
    """The start in our own form; raises ValueError for what is none."""
    found = point(text)
    return _written(found) if found else ""


def point(text: str) -> tuple[float, float] | None:
    """The start as numbers; None if the text is blank."""
    if not text.strip():
        return None
    try:
        one, two = map(float, ascii_signs(text).strip(" ()").replace(",", " ").split())
    except ValueError:
        one = two = np.nan
    if not (abs(one) <= EDGES[0] and abs(two) <= EDGES[1]):
        raise ValueError(
            say(
                "The start must be θ_1 from −{right} to {right} and θ_2 from −{top} to {top}, "
                "as in −4, 2, not {typed}.",
                right=number(EDGES[0]),
                top=number(EDGES[1]),
                typed=text[:40],
            )
        )
    return round(one, 2) + 0.0, round(two, 2) + 0.0


def touched(values: Mapping[str, Any], place: Place, before: Place | None) -> str:
    """The touched place, or the edge next to it."""
    one, two = np.clip(place, np.negative(EDGES), EDGES).round(2).tolist()
    return _written((one, two))


def _written(start: Place) -> str:
    return minus("{:g}, {:g}".format(*start))
