"""A network: neurons, wires and their numbers, forward and in reverse."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.patches import Circle, Polygon
from matplotlib.text import Text

from lessons_lib.draw.style import (
    BACKWARD,
    BACKWARD_TINT,
    FORWARD,
    FORWARD_TINT,
    INK,
    NORMAL,
    PAPER,
    QUIET,
    QUIET_INK,
    SMALL,
    UPDATE,
    UPDATE_TINT,
)

Point = tuple[float, float]
Line = tuple[Point, Point]

RADIUS = 0.49
HEAD = 0.13
ABOVE = 0.15
NUMBERS_AT = (0.24, 0.38)
DOTTED = (0, (1, 1.2))
_STYLES: dict[bool, Any] = {False: "-", True: (0, (4, 2))}  # by whether the network is reversed


class Neuron:
    """A circle with two lines of text; in reverse a triangle, an amplifier that points left.

    `above` and `below` are labels next to the shape. Without `amplifier` it stays a circle.
    """

    def __init__(self, ax: Axes, at: Point, *, amplifier: bool = True) -> None:
        self._x, y = at
        self._amplifier = amplifier
        self._circle = ax.add_patch(Circle(at, RADIUS, animated=True, zorder=3))
        corners = [_tip(at), (_side(at)[0], y + RADIUS * 1.1), (_side(at)[0], y - RADIUS * 1.1)]
        self._triangle = ax.add_patch(
            Polygon(corners, closed=True, animated=True, zorder=3, joinstyle="round")
        )
        self._inside = _text(ax, at, linespacing=1.3)
        self._above = _text(ax, (self._x, y + RADIUS + 0.17), fontsize=SMALL, color=QUIET_INK)
        self._below = _text(ax, (self._x, y - RADIUS - 0.19))

    def show(
        self,
        inside: str,
        above: str,
        below: str,
        *,
        reverse: bool,
        lit: bool,
        strong_above: bool = False,
        strong_below: bool = False,
        update: bool = False,
    ) -> None:
        """Set the texts and the shape; a lit neuron is highlighted."""
        colour, tint = _colours(reverse, update)
        triangle = reverse and self._amplifier
        self._circle.set_visible(not triangle)
        self._triangle.set_visible(triangle)
        for shape in (self._circle, self._triangle):
            shape.set(
                facecolor=tint if lit else PAPER,
                edgecolor=colour if lit else QUIET_INK,
                linewidth=2.4 if lit else 1.0,
            )
        self._inside.set(
            text=inside, x=self._x + (0.08 if triangle else 0), color=INK if lit else QUIET_INK
        )
        beside = self._x - (0.1 if triangle else 0)  # between the wires that come and go
        self._above.set(
            text=above,
            x=beside,
            color=FORWARD if strong_above else QUIET_INK,
            weight="bold" if strong_above else "normal",
        )
        self._below.set(
            text=below,
            x=beside,
            color=colour if strong_below else INK,
            weight="bold" if strong_below else "normal",
        )


class Wires:
    """Wires with an arrow head and a number; in reverse they point back, dashed.

    ends maps each wire to the centres of its two ends; `bare` holds the points without a
    neuron. If no circle becomes an amplifier, wires in reverse keep their course. `numbers_at`
    is the position of the number along each wire, forward and in reverse.
    """

    def __init__(
        self,
        ax: Axes,
        ends: Mapping[str, tuple[Point, Point]],
        bare: Collection[Point] = (),
        *,
        amplifiers: bool = True,
        numbers_at: tuple[float, float] = NUMBERS_AT,
    ) -> None:
        self._names = list(ends)
        pairs = [ends[name] for name in self._names]
        ahead = [_between_circles(a, b) for a, b in pairs]
        back = [
            (
                (b[0] - RADIUS, b[1]) if b in bare else _tip(b),
                (a[0] + RADIUS, a[1]) if a in bare else _side(a),
            )
            for a, b in pairs
        ]
        if not amplifiers:
            back = [(end, start) for start, end in ahead]
        self._arrows = {False: _arrows(ax, ahead), True: _arrows(ax, back)}
        starts = {False: ahead, True: [(end, start) for start, end in back]}
        self._places = {
            reverse: [_beside(start, end, numbers_at[reverse]) for start, end in lines]
            for reverse, lines in starts.items()
        }
        self._numbers = [
            _text(ax, at, fontsize=SMALL, bbox={"facecolor": PAPER, "lw": 0, "pad": 1.4})
            for at in self._places[False]
        ]

    def show(
        self,
        numbers: Mapping[str, str],
        *,
        lit: Collection[str],
        reverse: bool,
        chosen: str | None = None,
        update: bool = False,
    ) -> None:
        """Set the number of every wire; lit wires are strong, the selected one has a frame.

        In an update lit wires are dotted, and their numbers have frames.
        """
        colour, _ = _colours(reverse, update)
        strong = [name in lit for name in self._names]
        colours = [colour if on else QUIET for on in strong]
        for direction, (lines, heads) in self._arrows.items():
            lines.set(
                color=colours,
                linewidth=[2.6 if on else 1.2 for on in strong],
                linestyle=[DOTTED if update and on else _STYLES[direction] for on in strong],
                visible=direction == reverse,
            )
            heads.set(facecolor=colours, visible=direction == reverse)
        for name, on, text, place in zip(
            self._names, strong, self._numbers, self._places[reverse], strict=True
        ):
            text.set(
                text=numbers[name],
                position=place,
                color=colour if on else QUIET_INK,
                weight="bold" if on else "normal",
                zorder=5 if on else 4,
            )
            box = text.get_bbox_patch()
            assert box is not None
            framed = name == chosen or (update and on)
            box.set(edgecolor=colour if update else INK, linewidth=1.2 if framed else 0)


def label(ax: Axes, at: Point, text: str = "", size: float = NORMAL) -> Text:
    """An animated text; its string and colour are set later."""
    return _text(ax, at, text, fontsize=size)


def bare_axes(ax: Axes, width: float, height: float) -> None:
    """Invisible axes in inches, so that circles are round and text keeps its distance."""
    ax.set(xlim=(0, width), ylim=(0, height), aspect="equal")
    ax.set_axis_off()


def columns(
    counts: Sequence[int], xs: Sequence[float], middle: float, gap: float
) -> list[list[Point]]:
    """The points of a layered network: for each column its x and its number of points."""
    return [
        [(x, middle + gap * ((count - 1) / 2 - i)) for i in range(count)]
        for count, x in zip(counts, xs, strict=True)
    ]


def _text(ax: Axes, at: Point, text: str = "", **style: Any) -> Text:
    centred: dict[str, Any] = {"ha": "center", "va": "center", "animated": True, "zorder": 4}
    return ax.text(*at, text, **(centred | style))


def _colours(reverse: bool, update: bool) -> tuple[str, str]:
    if update:
        return UPDATE, UPDATE_TINT
    return (BACKWARD, BACKWARD_TINT) if reverse else (FORWARD, FORWARD_TINT)


def _tip(at: Point) -> Point:
    return at[0] - RADIUS * 1.25, at[1]


def _side(at: Point) -> Point:
    return at[0] + RADIUS * 0.85, at[1]


def _along(start: Point, end: Point, part: float) -> Point:
    return start[0] + part * (end[0] - start[0]), start[1] + part * (end[1] - start[1])


def _beside(start: Point, end: Point, part: float) -> Point:
    # A horizontal wire is too short for a number; the visible rest would look like a minus sign.
    if start[1] == end[1]:
        x, y = _along(start, end, 0.5)
        return x, y + ABOVE
    return _along(start, end, part)


def _between_circles(a: Point, b: Point) -> Line:
    gap = RADIUS / float(np.hypot(b[0] - a[0], b[1] - a[1]))
    return _along(a, b, gap), _along(a, b, 1 - gap)


def _arrows(ax: Axes, lines: Sequence[Line]) -> tuple[LineCollection, PolyCollection]:
    points = np.array(lines)
    along = points[:, 1] - points[:, 0]
    along *= HEAD / np.linalg.norm(along, axis=1, keepdims=True)
    tip, foot = points[:, 1], points[:, 1] - along
    side = np.stack([-along[:, 1], along[:, 0]], axis=1) / 2
    shafts = LineCollection(list(np.stack([points[:, 0], foot], axis=1)), animated=True, zorder=1)
    heads = PolyCollection(
        list(np.stack([tip, foot + side, foot - side], axis=1)), animated=True, zorder=2
    )
    ax.add_collection(shafts, autolim=False)
    ax.add_collection(heads, autolim=False)
    return shafts, heads
