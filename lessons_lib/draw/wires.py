"""Curved wires between neurons, each with its number on a pill, forward and in reverse."""

from collections.abc import Collection, Mapping, Sequence
from itertools import groupby, pairwise
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.text import Text
from numpy.typing import NDArray

from lessons_lib.draw.neurons import RADIUS, Point, phase_colours
from lessons_lib.draw.style import (
    INK,
    NEGATIVE,
    NEGATIVE_SOFT,
    PAPER,
    POSITIVE,
    POSITIVE_SOFT,
    QUIET,
    QUIET_INK,
    SMALL,
)

Curve = NDArray[np.float64]  # points (n, 2)
Lengths = Mapping[Point, float]
Route = Sequence[Point]  # from centre to centre, and through which points

HEAD = 0.13
DOTTED = (0, (1, 1.2))
_STYLES: dict[bool, Any] = {False: "-", True: (0, (4, 2))}  # by whether the network is reversed
_APART = 0.26  # inches between the ends of two wires at one neuron
_BEND = 0.45  # of the way between two neurons, a wire leaves them horizontally
PILL = 0.27, 0.1  # half the size of a number with three digits and a sign
_CANDIDATES = np.linspace(0.2, 0.8, 25)
_MANY = 12  # more wires are drawn finer
_FEW = 6  # wires between two layers that all show their numbers at once


class Wires:
    """Wires with an arrow head and a number; in reverse they point back, dashed.

    routes maps each wire to the centres of its two ends, neurons of this `radius`, and the points
    between them that it goes through; `boxes` has half the width of what is no neuron, and `pill`
    half the size of a number. In reverse, neurons are triangles if they are `amplifiers`, and the
    wires `one_way` stay as they are, without a head.
    """

    def __init__(
        self,
        ax: Axes,
        routes: Mapping[str, Route],
        boxes: Lengths | None = None,
        *,
        amplifiers: bool = True,
        radius: float = RADIUS,
        one_way: Collection[str] = (),
        pill: Point = PILL,
    ) -> None:
        self._names, self._one_way = list(routes), one_way
        back = {name: 0 for name in routes if name not in one_way}
        heads_at = {False: dict.fromkeys(routes, 1), True: back}
        courses = {
            reverse: _courses(
                routes, boxes or {}, radius, heads_at[reverse], triangles=reverse and amplifiers
            )
            for reverse in (False, True)
        }
        self._places = {
            reverse: _places(routes, curves, pill) for reverse, curves in courses.items()
        }
        turned = [
            curve if name in one_way else curve[::-1]
            for name, curve in zip(self._names, courses[True], strict=True)
        ]
        self._arrows = {
            False: _arrows(ax, courses[False], [True] * len(turned)),
            True: _arrows(ax, turned, [name not in one_way for name in self._names]),
        }
        self._numbers = [_pill(ax, at) for at in self._places[False]]
        for shafts, _ in self._arrows.values():
            shafts.set_urls(self._names)
        for name, text in zip(self._names, self._numbers, strict=True):
            text.set_url(name)

    def show(
        self,
        numbers: Mapping[str, str],
        *,
        lit: Collection[str],
        reverse: bool,
        chosen: str | None = None,
        update: bool = False,
        weights: Mapping[str, float] | None = None,
    ) -> None:
        """Set the number of every wire; lit wires are strong, the selected one has a frame.

        With weights, a wire is as thick as its weight, and coloured by its sign. In an update lit
        wires are dotted, and their numbers have frames.
        """
        phase, tint = phase_colours(reverse, update)
        strong = [name in lit for name in self._names]
        sizes = [weights[name] if weights else 0.0 for name in self._names]
        soft = [_by_sign(size, POSITIVE_SOFT, NEGATIVE_SOFT, QUIET) for size in sizes]
        colours = [phase if on else quiet for on, quiet in zip(strong, soft, strict=True)]
        fine = 1 if len(self._names) <= _MANY else 0.75
        thick = [fine * (1.2 + 0.55 * min(abs(size), 5)) for size in sizes]
        widths = [max(size, 2.6) if on else size for on, size in zip(strong, thick, strict=True)]
        for direction, (lines, heads) in self._arrows.items():
            lines.set(
                color=colours,
                linewidth=widths,
                linestyle=[
                    DOTTED if update and on else _STYLES[direction and name not in self._one_way]
                    for name, on in zip(self._names, strong, strict=True)
                ],
                visible=direction == reverse,
            )
            heads.set(facecolor=colours, visible=direction == reverse)
        for name, on, size, text, place in zip(
            self._names, strong, sizes, self._numbers, self._places[reverse], strict=True
        ):
            by_sign = _by_sign(size, POSITIVE, NEGATIVE, QUIET_INK)
            text.set(
                text=numbers[name],
                position=place,
                color=phase if on else by_sign,
                weight="bold" if on else "normal",
                zorder=5 if on else 4,
            )
            pill = text.get_bbox_patch()
            assert pill is not None
            framed = name == chosen or (update and on)
            edge = phase if on else by_sign
            pill.set(
                edgecolor=INK if name == chosen and not update else edge,
                facecolor=tint if on else PAPER,
                linewidth=1.6 if framed else 0.7,
            )


def _by_sign(size: float, positive: str, negative: str, zero: str) -> str:
    return positive if size > 0 else negative if size < 0 else zero


def _pill(ax: Axes, at: Point) -> Text:
    box = {"boxstyle": "round,pad=0.22,rounding_size=0.6", "facecolor": PAPER}
    return ax.text(
        *at, "", ha="center", va="center", fontsize=SMALL, animated=True, zorder=4, bbox=box
    )


def _courses(
    routes: Mapping[str, Route],
    boxes: Lengths,
    radius: float,
    heads_at: Mapping[str, int],
    *,
    triangles: bool,
) -> list[Curve]:
    """The course of each wire, from its first end to its second; straight where its head is."""
    offsets = _offsets(routes, radius)
    curves = []
    for i, (name, (a, *between, b)) in enumerate(routes.items()):
        if a[0] == b[0]:  # one above the other
            down = np.sign(b[1] - a[1]) * np.array([0, radius])
            start, tip = a + down, b - down
            foot = tip + (start - tip) * HEAD / np.hypot(*(tip - start))
            curves.append(np.array([start, foot, tip]))
            continue
        side = _side(a, b)
        edges = [
            np.array([at[0] + sign * _half(at, v, sign, boxes, radius, triangles), at[1] + v])
            for at, v, sign in ((a, offsets[i, 0], side), (b, offsets[i, 1], -side))
        ]
        head, feet = np.array([HEAD * side, 0]), edges.copy()
        if name in heads_at:
            feet[heads_at[name]] = edges[heads_at[name]] + head * (1 - 2 * heads_at[name])
        stops = pairwise([feet[0], *map(np.array, between), feet[1]])
        curves.append(np.vstack([edges[0], *(_bezier(*pair) for pair in stops), edges[1]]))
    return curves


def _side(a: Point, b: Point) -> int:
    return 1 if b[0] > a[0] else -1


def _half(at: Point, v: float, side: int, boxes: Lengths, radius: float, triangles: bool) -> float:
    """From the centre of what stands there to its edge on this side, v above the centre."""
    if at in boxes:
        return boxes[at]
    if not triangles:
        return float(np.sqrt(radius**2 - v**2))
    return radius * 0.85 if side > 0 else radius * 1.25 - abs(v) * 2.1 / 1.1


def _offsets(routes: Mapping[str, Route], radius: float) -> dict[tuple[int, int], float]:
    """How far above the centre of its two ends each wire begins and arrives: clear of others."""
    sides: dict[tuple[Point, int], list[tuple[float, int, int]]] = {}
    for i, route in enumerate(routes.values()):
        if route[0][0] == route[-1][0]:
            continue
        for end, (here, there) in enumerate((route[:2], route[:-3:-1])):
            sides.setdefault((here, _side(here, there)), []).append((there[1], i, end))
    found = {}
    for wires in sides.values():
        spread = min(_APART * (len(wires) - 1), 1.2 * radius) / 2
        heights = np.linspace(-spread, spread, len(wires))
        for height, (_, i, end) in zip(heights.tolist(), sorted(wires), strict=True):
            found[i, end] = height
    return found


def _bezier(a: Curve, d: Curve) -> Curve:
    bend = np.array([_BEND * (d[0] - a[0]), 0])
    t = np.linspace(0, 1, 41)[:, None]
    b, c = a + bend, d - bend
    curve: Curve = (1 - t) ** 3 * a + 3 * (1 - t) ** 2 * t * b + 3 * (1 - t) * t**2 * c + t**3 * d
    return curve


def _places(routes: Mapping[str, Route], curves: Sequence[Curve], pill: Point) -> list[Point]:
    """Where the numbers stand: at the end of their wires, as far from all others as possible."""
    pairs = [(route[-2], route[-1]) for route in routes.values()]
    ends = [_end(curve, *pair) for curve, pair in zip(curves, pairs, strict=True)]

    def columns(i: int) -> tuple[float, float]:
        return pairs[i][0][0], pairs[i][1][0]

    places: dict[int, Point] = {}
    for _, group in groupby(sorted(range(len(pairs)), key=columns), key=columns):
        together = list(group)
        few = len(together) <= _FEW
        best = max(
            _CANDIDATES, key=lambda part: _clearance(part, together, pairs, ends, pill, few=few)
        )
        places |= {i: tuple(_at(ends[i], best)) for i in together}
    return [places[i] for i in range(len(pairs))]


def _end(curve: Curve, before: Point, last: Point) -> Curve:
    """The part of a course that is between these two points of its route, of the last column."""
    if before[0] == last[0]:
        return curve
    return curve[(curve[:, 0] - before[0]) * _side(before, last) >= 0]


def _clearance(
    part: float,
    together: Sequence[int],
    pairs: Sequence[tuple[Point, Point]],
    curves: Sequence[Curve],
    pill: Point,
    *,
    few: bool,
) -> tuple[float, float]:
    """How far the numbers at this part of their wires are from each other, other wires and ends.

    Of many wires between two layers, only those with an end in common show their numbers at once,
    and there is room only to keep these numbers apart.
    """
    found = [0.3]
    for i in together:
        place = _at(curves[i], part)
        reach = np.abs(curves[i][[0, -1], 0] - place[0]).min() - pill[0]
        found.append(float(reach) if few else 0.3)
        for j in together:
            if i == j or not (few or set(pairs[i]) & set(pairs[j])):
                continue
            other = _at(curves[j], part)[None]
            path = np.vstack([curves[j], other]) if few else other
            found.append(float((np.abs(path - place) - pill).max(axis=1).min()))
    return round(min(found), 3), -abs(part - 0.5)


def _at(curve: Curve, part: float) -> Curve:
    """The point at this part of the way across."""
    x = curve[0, 0] + part * (curve[-1, 0] - curve[0, 0])
    if curve[0, 0] == curve[-1, 0]:
        place: Curve = curve[0] + part * (curve[-1] - curve[0])
        return place
    order = np.argsort(curve[:, 0])
    return np.array([x, np.interp(x, curve[order, 0], curve[order, 1])])


def _arrows(
    ax: Axes, curves: Sequence[Curve], pointing: Sequence[bool]
) -> tuple[LineCollection, PolyCollection]:
    shafts, heads = [], []
    for curve, points in zip(curves, pointing, strict=True):
        foot, tip = curve[-2:]
        side = np.array([foot[1] - tip[1], tip[0] - foot[0]]) / 2
        shafts.append(curve[:-1])
        heads.append(np.array([tip, foot + side, foot - side]) if points else np.empty((0, 2)))
    lines = LineCollection(shafts, animated=True, zorder=1, capstyle="butt")
    points_of = PolyCollection(heads, animated=True, zorder=2)
    ax.add_collection(lines, autolim=False)
    ax.add_collection(points_of, autolim=False)
    return lines, points_of
