"""Training rounds as a staircase: level during the passes, one step down where θ moves.

A circle is a moment of the forward pass, a triangle to the left one of the backward pass, a square
an update.
"""

from collections.abc import Sequence
from itertools import groupby
from typing import Literal

from matplotlib.axes import Axes

from lessons_lib.draw.neurons import bare_axes, label
from lessons_lib.draw.style import BACKWARD, FORWARD, INK, PAPER, QUIET, SMALL, UPDATE
from lessons_lib.draw.wires import DOTTED
from lessons_lib.notation import superscript

Kind = Literal["forward", "backward", "update"]

MARKS: dict[Kind, tuple[str, str]] = {
    "forward": ("o", FORWARD),
    "backward": ("<", BACKWARD),
    "update": ("s", UPDATE),
}
_DROP, _BELOW = 0.3, 0.21


class Staircase:
    """One mark for each moment, from left to right, with θ⁰, θ¹, … below their levels.

    kinds has one entry for each moment after the start. An update is the last mark on its
    level, and the line falls after it.
    """

    def __init__(self, ax: Axes, kinds: Sequence[Kind], width: float, height: float) -> None:
        bare_axes(ax, width, height)
        step = (width - 0.9) / (len(kinds) - 1)
        xs = [0.45 + step * i for i in range(len(kinds))]
        levels = [sum(kind == "update" for kind in kinds[:i]) for i in range(len(kinds))]
        ys = [height - 0.3 - _DROP * level for level in levels]
        self._points = list(zip(xs, ys, strict=True))
        for level, group in groupby(range(len(kinds)), key=levels.__getitem__):
            members = list(group)
            first, last = members[0], members[-1]
            at = xs[first], ys[first] - _BELOW
            ax.text(*at, superscript(f"θ{level}"), ha="center", va="center")
            ax.plot([xs[first], xs[last]], [ys[first]] * 2, color=QUIET, lw=1.4, zorder=1)
            if kinds[last] == "update":
                down = xs[last] + step / 2
                ax.plot(
                    [xs[last], down, down],
                    [ys[last], ys[last], ys[last] - _DROP],
                    color=UPDATE,
                    lw=1.8,
                    ls=DOTTED,
                    zorder=1,
                )
        self._marks = []
        for moment, (kind, point) in enumerate(zip(kinds, self._points, strict=True), start=1):
            shape, color = MARKS[kind]
            (mark,) = ax.plot(*point, shape, color=color, mew=1.4, animated=True, zorder=3)
            mark.set_url(f"step={moment}")
            self._marks.append(mark)
        self._names = [label(ax, (x, y - _BELOW), size=SMALL) for x, y in self._points]

    def show(self, at: int, names: dict[int, str]) -> None:
        """Fill the marks up to index `at` (−1: none), enlarge that one, and write names below."""
        for i, (mark, name) in enumerate(zip(self._marks, self._names, strict=True)):
            colour = mark.get_color()
            mark.set(
                markerfacecolor=colour if i <= at else PAPER,
                markersize=13 if i == at else 7,
                markeredgecolor=INK if i == at else colour,
            )
            name.set_text(names.get(i, ""))
