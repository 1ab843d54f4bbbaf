"""A digit of one's own, typed or drawn: eight rows of eight pixels from 0 (paper) to 9 (ink)."""

import re
from collections.abc import Mapping
from typing import Any

import numpy as np

from lessons_lib.app.text_line import Place
from lessons_lib.functions import Array
from lessons_lib.language import Later, say
from lessons_lib.lessons.handwritten_digits.tiles import SIDE

INK, GREY = 9, 3  # of a pixel under the pen, and of its four neighbours
_STEPS = 16  # between two places of a fast finger
EXAMPLES = {  # and which digit each should be
    Later("a 2"): ("03993000 39339300 00003930 00003930 00039300 00393000 03930000 39999930", 2),
    Later("a 4"): ("00039000 00393000 03930000 39303930 99999993 33339330 00003930 00003930", 4),
    Later("a 7 with a bar"): (
        "99999993 33333930 00003930 00039300 03999993 00393300 03930000 03930000",
        7,
    ),
    Later("a face"): ("00000000 09000900 09000900 00090000 00090000 90000090 09000900 00999000", 0),
}


def read(text: str) -> str:
    """The pixels in our own form, "" for blank paper; raises ValueError for what is none."""
    typed = "".join(text.split())
    if typed and not re.fullmatch(rf"[0-9]{{{SIDE**2}}}", typed):
        raise ValueError(
            say(
                "A drawing must have 64 pixels: eight rows of eight numbers, each from 0 (paper) "
                "to 9 (ink). Found {count}: {typed}.",
                count=len(typed),
                typed=text[:100],
            )
        )
    return _written(_levels(text))


def pixels(text: str) -> Array:
    """The picture (64, 1) from 0 (paper) to 1 (ink)."""
    return _levels(text).reshape(-1, 1) / INK


def touched(values: Mapping[str, Any], place: Place, before: Place | None) -> str:
    """Ink where the pen went; a pen that is put down on ink rubs out."""
    levels = _levels(values["pixels"])
    begun = place if before is None else before
    dark = _inside(begun) and levels[_pixel(begun)] > INK / 2
    inks = dark != (before is None)  # it begins on paper, or goes on over its own ink
    for at in filter(_inside, np.linspace(begun, place, _STEPS)):
        row, column = _pixel(at)
        if inks:
            for near in (row - 1, column), (row + 1, column), (row, column - 1), (row, column + 1):
                if _inside(near):
                    levels[near] = max(levels[near], GREY)
        levels[row, column] = INK if inks else 0
    return _written(levels)


def _levels(text: str) -> Array:
    digits = "".join(text.split()) or "0" * SIDE**2
    return np.array(list(map(int, digits))).reshape(SIDE, SIDE)


def _written(levels: Array) -> str:
    return " ".join("".join(map(str, row)) for row in levels) if levels.any() else ""


def _inside(place: Any) -> bool:
    return bool(min(place) >= 0 and max(place) < SIDE)


def _pixel(place: Any) -> tuple[int, int]:
    column, row = place
    return int(row), int(column)
