"""Several curves of one value, each with its own look, up to now."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from lessons_lib.draw.neurons import label
from lessons_lib.draw.style import BACKWARD, FORWARD, INK, PAPER

LOOKS: tuple[dict[str, Any], ...] = (
    {"color": FORWARD, "lw": 2.4, "zorder": 4},
    {"color": BACKWARD, "lw": 1.0, "zorder": 2},
    {"color": INK, "lw": 1.8, "ls": (0, (4, 2)), "zorder": 3},
)
MARKERS = "osD"


class Curves:
    """Up to three curves of `value` over `x`, from 0 to now; later values are hidden.

    The marker of a curve that left the axes at the top stays at the edge. Several curves are
    named by a key in the corner.
    """

    def __init__(
        self, ax: Axes, count: int, x: str, last: float, value: str, highest: float
    ) -> None:
        ax.set(xlim=(-0.02 * last, 1.02 * last), ylim=(-0.02 * highest, highest), xlabel=x)
        ax.set_ylabel(value, rotation=0, labelpad=10)
        self._highest = highest
        self._curves = [
            (ax.plot([], [], animated=True, **look)[0], self._marker(ax, [], [], look, marker))
            for look, marker in zip(LOOKS[:count], MARKERS, strict=False)
        ]
        self._names = [label(ax, (0, 0)) for _ in LOOKS[:count]]
        self._keys: list[tuple[Any, ...]] = [() for _ in self._names]
        for row, (name, look, marker) in enumerate(zip(self._names, LOOKS, MARKERS, strict=False)):
            height = 0.95 - 0.11 * row
            name.set(transform=ax.transAxes, position=(0.86, height), ha="left")
            if count > 1:
                at: dict[str, Any] = {"transform": ax.transAxes, "animated": True}
                line = ax.plot([0.7, 0.84], [height, height], **at, **look)[0]
                self._keys[row] = (line, self._marker(ax, [0.77], [height], look, marker, **at))

    @staticmethod
    def _marker(ax: Axes, x: Any, y: Any, look: Any, marker: str, **where: Any) -> Any:
        style = {"color": look["color"], "mec": PAPER, "ms": 9, "clip_on": False, "zorder": 6}
        return ax.plot(x, y, marker, **{"animated": True} | style | where)[0]

    def show(self, curves: Sequence[tuple[str, np.ndarray, np.ndarray]], now: float) -> None:
        """Draw each (name, x, values) up to x = now, with its marker; hide the remaining curves."""
        nothing = ("", np.array([]), np.array([]))
        rest = [nothing] * (len(self._curves) - len(curves))
        for (line, marker), text, key, (name, x, values) in zip(
            self._curves, self._names, self._keys, [*curves, *rest], strict=True
        ):
            for artist in key:
                artist.set_visible(len(x) > 0)
            end = int(np.searchsorted(x, now, side="right"))
            line.set_data(x[:end], values[:end])
            marker.set_data(x[end - 1 : end], np.minimum(values[end - 1 : end], self._highest))
            text.set_text(name)
