"""Curves on two logarithmic scales, where every power is a straight line."""

from collections.abc import Collection, Mapping
from typing import Any, NamedTuple

import numpy as np
from matplotlib.axes import Axes

from lessons_lib.draw.style import QUIET, SMALL


class Curve(NamedTuple):
    """A curve: its values, its colour, its line style, and its name as a formula."""

    values: Any
    color: str
    line: Any
    name: str


class PowerCurves:
    """Several curves over the same x, some of them visible, up to the current x.

    The caller sets the limits and labels of the axes.
    """

    def __init__(self, ax: Axes, x: Any, curves: Mapping[str, Curve], names_at: Any) -> None:
        ax.set(xscale="log", yscale="log")
        ax.grid(lw=0.5, alpha=0.6)
        ax.tick_params(labelsize=SMALL)
        self._x, self._curves = np.asarray(x), curves
        handles = [
            ax.plot([], [], color=look.color, ls=look.line, lw=2, label=look.name)[0]
            for look in curves.values()
        ]
        names = ax.legend(
            handles=handles, loc=names_at, fontsize=SMALL, frameon=False, handlelength=2.6
        )
        names.set_animated(True)
        self._names = {
            name: (handle, text)
            for name, handle, text in zip(curves, names.get_lines(), names.get_texts(), strict=True)
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
                color=look.color if on else QUIET, linewidth=2.4 if on else 1.4, zorder=2 + on
            )
            self._markers[name].set_data([self._x[last]], [look.values[last]])
            self._names[name][0].set_color(look.color if on else QUIET)
            for artist in (self._lines[name], *self._names[name]):
                artist.set_visible(on or name in quiet)
            self._markers[name].set_visible(on)
