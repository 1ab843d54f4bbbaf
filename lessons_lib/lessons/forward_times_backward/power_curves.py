"""Curves on two logarithmic scales, where every power is a straight line."""

from collections.abc import Collection, Mapping
from typing import Any, NamedTuple

import numpy as np
from matplotlib.axes import Axes

from lessons_lib.draw.style import QUIET, QUIET_INK, SMALL


class Curve(NamedTuple):
    """A curve: its values, its colour, its line style, its name as a formula, and where that is.

    The name stands beside the point with this index, as soon as the curve reaches it.
    """

    values: Any
    color: str
    line: Any
    name: str
    at: int
    place: dict[str, Any]


ABOVE = {"xytext": (0, 6), "ha": "center", "va": "bottom"}
BELOW = {"xytext": (4, -14), "ha": "left", "va": "top"}
BESIDE = {"xytext": (9, 2), "ha": "left", "va": "center"}
BEFORE = {"xytext": (-9, 4), "ha": "right", "va": "bottom"}


class PowerCurves:
    """Several curves over the same x, some of them visible, up to the current x.

    The caller sets the limits and labels of the axes.
    """

    def __init__(self, ax: Axes, x: Any, curves: Mapping[str, Curve]) -> None:
        ax.set(xscale="log", yscale="log")
        ax.grid(lw=0.5, alpha=0.6)
        ax.tick_params(labelsize=SMALL)
        self._x, self._curves = np.asarray(x), curves
        self._names = {
            name: ax.annotate(
                look.name,
                (self._x[look.at], look.values[look.at]),
                textcoords="offset points",
                fontsize=SMALL,
                animated=True,
                zorder=5,
                **look.place,
            )
            for name, look in curves.items()
        }
        self._lines = {
            name: ax.plot([], [], ls=look.line, animated=True)[0] for name, look in curves.items()
        }
        self._markers = {
            name: ax.plot(
                [], [], "o", color=look.color, ms=9, mec="white", animated=True, zorder=4
            )[0]
            for name, look in curves.items()
        }

    def show(self, last: int, strong: Collection[str], quiet: Collection[str] = ()) -> None:
        """Draw the curves up to x[last]; the strong ones in colour, with a marker there."""
        for name, look in self._curves.items():
            on = name in strong
            self._lines[name].set_data(self._x[: last + 1], look.values[: last + 1])
            self._lines[name].set(
                color=look.color if on else QUIET,
                linewidth=2.4 if on else 1.4,
                zorder=2 + on,
                visible=on or name in quiet,
            )
            self._names[name].set(
                color=look.color if on else QUIET_INK,
                visible=(on or name in quiet) and last >= look.at,
            )
            self._markers[name].set_data([self._x[last]], [look.values[last]])
            self._markers[name].set_visible(on)
