"""The nodes of a network: neurons, which become amplifiers in reverse, and boxes of data."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import to_hex, to_rgb
from matplotlib.font_manager import FontProperties, findfont, get_font
from matplotlib.patches import Circle, FancyBboxPatch, Polygon
from matplotlib.text import Text

from lessons_lib.draw.style import (
    ACTIVE,
    ACTS,
    BACKWARD,
    BACKWARD_TINT,
    FORWARD,
    FORWARD_TINT,
    INK,
    NORMAL,
    PAPER,
    QUIET_INK,
    RC,
    SMALL,
    UPDATE,
    UPDATE_TINT,
)

Point = tuple[float, float]

RADIUS = 0.46
_LINE = 0.19  # inches from line to line
_BELOW = 1.32  # inches for the text below: more would touch wires


class Line(NamedTuple):
    """A line of text at a neuron; what acts is strong."""

    text: str
    strong: bool = False


NOTHING = Line("")


def lines(text: str, *, strong: bool = False) -> list[Line]:
    """The lines of a text."""
    return [Line(line, strong) for line in text.split("\n")] if text else []


class Neuron:
    """A circle with one or two lines of text; in reverse a triangle, an amplifier to the left.

    Lines `above` and `below` are next to the shape. Without `amplifier` it stays a circle.
    """

    def __init__(
        self, ax: Axes, at: Point, *, amplifier: bool = True, radius: float = RADIUS
    ) -> None:
        (self._x, self._y), self._radius = at, radius
        self._amplifier = amplifier
        self._circle = ax.add_patch(Circle(at, radius, animated=True, zorder=3))
        right = self._x + radius * 0.85
        corners = [
            (self._x - radius * 1.25, self._y),
            (right, self._y + radius * 1.1),
            (right, self._y - radius * 1.1),
        ]
        self._triangle = ax.add_patch(
            Polygon(corners, closed=True, animated=True, zorder=3, joinstyle="round")
        )
        self._inside = [_text(ax, at) for _ in range(2)]
        self._above = [_text(ax, at, fontsize=SMALL) for _ in range(2)]
        self._below = _text(ax, (self._x, self._y - radius - 0.19))

    def fade_wires(self) -> None:
        """Let wires that pass behind the text below it be faint there."""
        self._below.set_bbox({"facecolor": PAPER, "alpha": 0.75, "lw": 0, "pad": 0.8})

    def stands_for(self, values: str, below: str = "") -> None:
        """What it and the text below it set when touched: values of controls, in this order."""
        for shape in (self._circle, self._triangle):
            shape.set_url(values)
        self._below.set_url(below)

    def show(
        self,
        inside: Sequence[Line],
        above: Sequence[Line] = (),
        below: Line = NOTHING,
        *,
        reverse: bool,
        lit: bool,
        update: bool = False,
        active: float = 0.0,
    ) -> None:
        """Set the texts and the shape; a lit neuron is highlighted.

        A neuron that is not lit is filled by how `active` it is, from 0 to 1.
        """
        colour, tint = phase_colours(reverse, update)
        triangle = reverse and self._amplifier
        self._circle.set_visible(not triangle)
        self._triangle.set_visible(triangle)
        for shape in (self._circle, self._triangle):
            shape.set(
                facecolor=tint if lit else mixed(PAPER, ACTIVE, active),
                edgecolor=colour if lit else QUIET_INK,
                linewidth=2.4 if lit else 1.0,
                gid=ACTS if lit else None,
            )
        self._write_inside(inside, triangle)
        beside = self._x - (0.1 if triangle else 0)  # between the wires that come and go
        for i, text in enumerate(self._above):
            line = above[i] if i < len(above) else NOTHING
            top = self._radius * 1.1 + 0.11 if triangle else self._radius + 0.09
            up = top + 0.17 * (len(above) - 1 - i)
            text.set(
                text=line.text,
                position=(beside, self._y + up),
                color=FORWARD if line.strong else QUIET_INK,
                weight="bold" if line.strong else "normal",
            )
        self._below.set(
            text=below.text,
            x=beside + (0.06 if triangle else 0),
            fontsize=fitting(below.text, _BELOW, bold=below.strong),
            color=colour if below.strong else INK,
            weight="bold" if below.strong else "normal",
        )

    def _write_inside(self, inside: Sequence[Line], triangle: bool) -> None:
        shift = 0.06 if triangle else 0
        room = self._radius * (1.3 if triangle else 1.72)
        high = (30 if len(inside) > 1 else 40) * self._radius
        size = min([high, *(fitting(line.text, room, bold=line.strong) for line in inside)])
        for i, text in enumerate(self._inside):
            line = inside[i] if i < len(inside) else NOTHING
            up = min(_LINE, 0.5 * self._radius) * (len(inside) - 1) / 2 * (1 - 2 * i)
            text.set(
                text=line.text,
                position=(self._x + shift, self._y + up),
                fontsize=size,
                color=INK,
                weight="bold" if line.strong else "normal",
            )


class DataBox:
    """What is no neuron: an input, a target, the cost; one or two lines in a rounded box."""

    def __init__(self, ax: Axes, at: Point, half: float, *, high: float = 0.22) -> None:
        self._at, self._room = at, 2 * half - 0.08
        corner = at[0] - half + 0.08, at[1] - high + 0.08
        self._box = ax.add_patch(
            FancyBboxPatch(
                corner, 2 * half - 0.16, 2 * high - 0.16, "round,pad=0.08", animated=True, zorder=3
            )
        )
        self._lines = [_text(ax, at) for _ in range(2)]

    def stands_for(self, values: str) -> None:
        """What it sets when touched: values of controls, in this order."""
        self._box.set_url(values)

    def show(self, text: str, lit: tuple[str, str] | None = None) -> None:
        """Set the text; with a colour and its tint the box is highlighted."""
        colour, tint = lit or (None, PAPER)
        self._box.set(
            facecolor=tint,
            edgecolor=colour or QUIET_INK,
            linewidth=2.4 if colour else 1.0,
            gid=ACTS if colour else None,
        )
        if fitting(text, self._room, bold=bool(colour)) < SMALL:
            text = text.replace(" = ", "\n")
        written = lines(text)
        for i, each in enumerate(self._lines):
            line = written[i].text if i < len(written) else ""
            up = _LINE * (len(written) - 1) / 2 * (1 - 2 * i)
            each.set(
                text=line,
                y=self._at[1] + up,
                fontsize=fitting(line, self._room, bold=bool(colour)),
                color=colour or INK,
                weight="bold" if colour else "normal",
            )


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


def fitting(text: str, room: float, *, bold: bool = False) -> float:
    """The size of type in which a line fits into so many inches."""
    ems = sum(_width(letter, bold=bold) for letter in text)
    return min(NORMAL, 72 * room / ems) if text else NORMAL


@lru_cache
def _width(letter: str, *, bold: bool) -> float:
    """The width of a letter, in sizes of type."""
    family, weight = RC["font.family"], "bold" if bold else "normal"
    font = get_font(findfont(FontProperties(family=family, weight=weight)))
    font.set_size(NORMAL, 72)
    return float(font.load_char(ord(letter)).linearHoriAdvance / 2**16 / NORMAL)


def mixed(one: str, other: str, part: float) -> str:
    """A colour between two, at this part of the way."""
    a, b = np.array(to_rgb(one)), np.array(to_rgb(other))
    return to_hex(a + min(max(part, 0.0), 1.0) * (b - a))


def phase_colours(reverse: bool, update: bool) -> tuple[str, str]:
    """The colour and the tint of what acts, forward, backward or in an update."""
    if update:
        return UPDATE, UPDATE_TINT
    return (BACKWARD, BACKWARD_TINT) if reverse else (FORWARD, FORWARD_TINT)


def _text(ax: Axes, at: Point, text: str = "", **style: Any) -> Text:
    centred: dict[str, Any] = {"ha": "center", "va": "center", "animated": True, "zorder": 4}
    return ax.text(*at, text, **(centred | style))
