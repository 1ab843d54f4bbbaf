"""Points of one's own, typed or touched: their x₁, x₂ and class, as in 0.5 −1 1; 1 0.2 0."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from lessons_lib.app.text_line import Place
from lessons_lib.data import Data
from lessons_lib.language import Later, say
from lessons_lib.notation import minus
from lessons_lib.walks.signs import ascii_signs

EDGE, MOST = 2.0, 60
REACH = 0.12  # who touches a point so near takes hold of it
EXAMPLES = {
    Later("a ring"): "1.2 0 0; 0.4 1.1 0; −1 0.7 0; −1 −0.7 0; 0.4 −1.1 0; "
    "0 0.3 1; 0.3 −0.2 1; −0.3 −0.2 1",
    Later("in turn"): "−1.5 0 0; −0.5 0 1; 0.5 0 0; 1.5 0 1",
    Later("at one place"): "−1 0 0; 1 0 1; 0 1 0; 0 1 1",
}

Point = tuple[float, float, int]


def read(text: str) -> str:
    """The points in our own form; raises ValueError for what cannot be read."""
    return _written(_points(text))


def data(text: str) -> Data:
    """The points as columns x (2, n), and their classes (1, n)."""
    found = np.array(_points(text), dtype=float).reshape(-1, 3).T
    return found[:2], found[2:]


def touched(values: Mapping[str, Any], place: Place, before: Place | None) -> str:
    """A new point of the class `kind`, or one that was there and is moved."""
    points, (x1, x2) = _points(values["points"]), np.clip(place, -EDGE, EDGE).round(2)
    if before is None:
        away = [np.hypot(x1 - point[0], x2 - point[1]) for point in points]
        near = int(np.argmin(away)) if away and min(away) < REACH else None
        points.append((x1, x2, values["kind"]) if near is None else points.pop(near))
    elif points:
        points[-1] = (x1, x2, points[-1][2])
    return _written(points)


def _points(text: str) -> list[Point]:
    parts = [part for part in ascii_signs(text).replace("\n", ";").split(";") if part.strip()]
    if len(parts) > MOST:
        raise ValueError(say("At most {most} points, not {count}.", most=MOST, count=len(parts)))
    return [_point(part.strip(), n) for n, part in enumerate(parts, start=1)]


def _point(typed: str, n: int) -> Point:
    try:
        x1, x2, kind = map(float, typed.replace(",", " ").split())
    except ValueError:
        x1 = x2 = kind = np.nan
    if not (max(abs(x1), abs(x2)) <= EDGE and kind in (0, 1)):
        raise ValueError(
            say(
                "Point {n} must be x_1 and x_2 from −2 to 2 and its class 0 or 1, as in "
                "0.5 −1 1, not {typed}.",
                n=n,
                typed=typed[:40],
            )
        )
    return round(x1, 2) + 0.0, round(x2, 2) + 0.0, int(kind)


def _written(points: list[Point]) -> str:
    return "; ".join(minus(f"{x1:g} {x2:g} {kind}") for x1, x2, kind in points)
