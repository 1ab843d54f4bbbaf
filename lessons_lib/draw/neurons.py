"""A network as a picture: neurons, wires, the numbers on both, and the same network in reverse."""

from collections.abc import Iterable, Mapping, Sequence

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
)

Point = tuple[float, float]
Wire = tuple[str, str]

RADIUS = 0.44


class Neuron:
    """A circle with up to two lines in it going forward; in reverse a triangle, an amplifier.

    The two lines in the shape are `inside`; `above` and `below` are labels next to it.
    """

    def __init__(self, ax: Axes, at: Point) -> None:
        x, y = at
        self._circle = ax.add_patch(Circle(at, RADIUS, animated=True, zorder=3))
        r = RADIUS * 1.16
        corners = [(x - 1.15 * r, y), (x + 0.75 * r, y + r), (x + 0.75 * r, y - r)]
        self._triangle = ax.add_patch(
            Polygon(corners, closed=True, animated=True, zorder=3, joinstyle="round")
        )
        self._inside = _text(ax, x, y, linespacing=1.35)
        self._above = _text(ax, x, y + RADIUS + 0.15, fontsize=SMALL, color=QUIET_INK)
        self._below = _text(ax, x, y - RADIUS - 0.19)

    def show(
        self, inside: str, above: str = "", below: str = "", *, reverse: bool = False, lit: bool = False
    ) -> None:
        """Write the texts and choose the shape; a lit neuron takes part in this moment."""
        colour, tint = (BACKWARD, BACKWARD_TINT) if reverse else (FORWARD, FORWARD_TINT)
        self._circle.set_visible(not reverse)
        self._triangle.set_visible(reverse)
        for shape in (self._circle, self._triangle):
            shape.set(
                facecolor=tint if lit else PAPER,
                edgecolor=colour if lit else QUIET_INK,
                linewidth=2.4 if lit else 1.0,
            )
        x = self._circle.center[0] + (0.09 if reverse else 0)
        self._inside.set(text=inside, x=x, color=INK if lit else QUIET_INK)
        self._above.set(text=above)
        self._below.set(text=below, color=BACKWARD if lit else INK, weight="bold" if lit else "normal")


class Wires:
    """Straight wires between points, an arrow head on each, a number beside it near its start."""

    def __init__(self, ax: Axes, ends: Mapping[Wire, tuple[Point, Point]]) -> None:
        self._names = list(ends)
        points = np.array([ends[name] for name in self._names], dtype=float)
        start, end = points[:, 0], points[:, 1]
        along = (end - start) / np.linalg.norm(end - start, axis=1, keepdims=True)
        start, end = start + along * RADIUS, end - along * RADIUS * 1.06
        self._lines = LineCollection(list(np.stack([start, end], axis=1)), animated=True, zorder=1)
        ax.add_collection(self._lines, autolim=False)
        self._heads = {
            reverse: PolyCollection(_heads(tip, direction), animated=True, zorder=2)
            for reverse, tip, direction in ((False, end, along), (True, start, -along))
        }
        for heads in self._heads.values():
            ax.add_collection(heads, autolim=False)
        self._numbers = {
            name: _text(ax, *place, fontsize=SMALL, bbox={"facecolor": PAPER, "lw": 0, "pad": 1.2})
            for name, place in zip(self._names, start + 0.24 * (end - start), strict=True)
        }

    def show(
        self,
        numbers: Mapping[Wire, str],
        *,
        lit: Iterable[Wire] = (),
        chosen: Wire | None = None,
        reverse: bool = False,
    ) -> None:
        """Write a number on every wire; lit wires are strong, the chosen one has a frame."""
        colour, lit = (BACKWARD if reverse else FORWARD), set(lit)
        strong = [name in lit for name in self._names]
        colours = [colour if on else QUIET for on in strong]
        self._lines.set(
            color=colours,
            linewidth=[2.6 if on else 1.2 for on in strong],
            linestyle="--" if reverse else "-",
        )
        for heads_reverse, heads in self._heads.items():
            heads.set(facecolor=colours, visible=heads_reverse == reverse)
        for name, text in self._numbers.items():
            on = name in lit
            text.set(
                text=numbers[name],
                color=colour if on else QUIET_INK,
                weight="bold" if on else "normal",
                zorder=5 if on else 4,
            )
            box = text.get_bbox_patch()
            assert box is not None
            box.set(edgecolor=INK, linewidth=1.2 if name == chosen else 0)


def label(ax: Axes, at: Point, text: str = "", *, size: float = NORMAL, align: str = "center") -> Text:
    """A text that moves: its string and colour are set later."""
    return _text(ax, *at, text=text, fontsize=size, ha=align)


def bare_axes(ax: Axes, width: float, height: float) -> None:
    """Axes without axes, in inches, so that circles are round and text keeps its distance."""
    ax.set(xlim=(0, width), ylim=(0, height), aspect="equal")
    ax.set_axis_off()


def columns(counts: Sequence[int], xs: Sequence[float], middle: float, gap: float) -> list[list[Point]]:
    """Points for a layered network: for each column its x and that many points around the middle."""
    return [
        [(x, middle + gap * ((count - 1) / 2 - i)) for i in range(count)]
        for count, x in zip(counts, xs, strict=True)
    ]


def _text(ax: Axes, x: float, y: float, **style: object) -> Text:
    style = {"text": "", "ha": "center", "va": "center", "animated": True, "zorder": 4} | style
    return ax.text(x, y, str(style.pop("text")), **style)


def _heads(tip: np.ndarray, direction: np.ndarray, size: float = 0.12) -> np.ndarray:
    side = np.stack([-direction[:, 1], direction[:, 0]], axis=1)
    back = tip - direction * size
    return np.stack([tip, back + side * size / 2, back - side * size / 2], axis=1)
