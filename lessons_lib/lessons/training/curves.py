"""Several curves of one value, each with its own look, up to now."""

from collections.abc import Sequence
from operator import itemgetter
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from lessons_lib.draw.style import BACKWARD, FORWARD, INK, PAPER

LOOKS: tuple[dict[str, Any], ...] = (
    {"color": FORWARD, "lw": 2.4, "zorder": 4},
    {"color": BACKWARD, "lw": 1.0, "zorder": 2},
    {"color": INK, "lw": 1.8, "ls": (0, (4, 2)), "zorder": 3},
)
MARKERS = "osD"
_LINE = 0.07  # of the height, from one name to the next


class Curves:
    """Up to three curves of `value` over `x`, from 0 to now; later values are hidden.

    The marker of a curve that left the axes at the top stays at the edge. Several curves have
    their names beside their markers.
    """

    def __init__(
        self, ax: Axes, count: int, x: str, last: float, value: str, highest: float
    ) -> None:
        room = 1.02 if count == 1 else 1.16  # for the names
        ax.set(xlim=(-0.02 * last, room * last), ylim=(-0.02 * highest, highest), xlabel=x)
        ax.set_ylabel(value, rotation=0, labelpad=10)
        ax.xaxis.set_url(x)  # touched, it moves the control of this name
        self._highest = highest
        self._curves = [
            (ax.plot([], [], animated=True, **look)[0], self._marker(ax, look, marker))
            for look, marker in zip(LOOKS[:count], MARKERS, strict=False)
        ]
        self._names = [
            ax.annotate(
                "",
                (0, 0),
                (9, 0),
                textcoords="offset points",
                va="center",
                color=look["color"],
                animated=True,
                zorder=7,
            )
            for look in LOOKS[:count]
        ]

    @staticmethod
    def _marker(ax: Axes, look: Any, marker: str) -> Any:
        style = {"color": look["color"], "mec": PAPER, "ms": 9, "clip_on": False, "zorder": 6}
        return ax.plot([], [], marker, **{"animated": True} | style)[0]

    def show(self, curves: Sequence[tuple[str, np.ndarray, np.ndarray]], now: float) -> None:
        """Draw each (name, x, values) up to x = now, with its marker; hide the remaining curves."""
        nothing = ("", np.array([]), np.array([]))
        rest = [nothing] * (len(self._curves) - len(curves))
        ends = []
        for (line, marker), text, (name, x, values) in zip(
            self._curves, self._names, [*curves, *rest], strict=True
        ):
            end = int(np.searchsorted(x, now, side="right"))
            line.set_data(x[:end], values[:end])
            marker.set_data(x[end - 1 : end], np.minimum(values[end - 1 : end], self._highest))
            text.set_text(name)
            if end:
                ends.append((float(marker.get_ydata()[0]), x[end - 1], text))
        lowest = -np.inf
        for height, x_end, text in sorted(ends, key=itemgetter(0)):
            lowest = max(height, lowest + _LINE * self._highest)
            text.xy = x_end, lowest
