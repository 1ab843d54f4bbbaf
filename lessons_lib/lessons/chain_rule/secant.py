"""A curve with two points on it: their secant, and the tangent that it approaches."""

from collections.abc import Callable
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from lessons_lib.draw.neurons import Point
from lessons_lib.draw.style import FORWARD, INK, NORMAL, QUIET, QUIET_INK, SMALL


class Secant:
    """A curve y = f(x), the step from one of its points to another, the secant and the tangent."""

    def __init__(
        self,
        ax: Axes,
        f: Callable[[Any], Any],
        xlim: tuple[float, float],
        ylim: tuple[float, float],
        letters: tuple[str, str],
        formula: str,
    ) -> None:
        x, y = letters
        ax.set(xlim=xlim, ylim=ylim)
        ax.set_xlabel(x, labelpad=1)
        ax.set_ylabel(y, rotation=0, labelpad=8)
        ax.tick_params(labelsize=SMALL)
        ax.text(0.04, 0.97, formula, transform=ax.transAxes, va="top", size=NORMAL)
        self._xlim, self._height = np.array(xlim), ylim[1] - ylim[0]
        xs = np.linspace(*xlim, 200)
        ax.plot(xs, f(xs), color=QUIET, lw=2)
        (self._tangent,) = ax.plot([], [], color=INK, lw=1.6, ls=(0, (4, 2)), animated=True)
        (self._secant,) = ax.plot([], [], color=FORWARD, lw=1.8, animated=True)
        (self._legs,) = ax.plot([], [], color=QUIET_INK, lw=1.6, ls=":", animated=True)
        (self._ends,) = ax.plot([], [], "o", color=FORWARD, ms=7, mec="white", animated=True)
        style: dict[str, Any] = {"size": SMALL, "animated": True, "color": INK}
        self._run = ax.text(0, 0, f"Δ{x}", ha="center", va="center", **style)
        self._rise = ax.text(0, 0, f"Δ{y}", va="center", **style)

    def show(self, start: Point, end: Point, slope: float) -> None:
        """Draw the step from start to end on the curve; slope is the derivative at start."""
        (x0, y0), (x1, y1) = start, end
        run, rise = x1 - x0, y1 - y0
        self._tangent.set_data(self._xlim, y0 + slope * (self._xlim - x0))
        secant = y0 + rise / run * (self._xlim - x0) if run else [np.nan, np.nan]
        self._secant.set_data(self._xlim, secant)
        self._legs.set_data([x0, x1, x1], [y0, y0, y1])
        self._ends.set_data([x0, x1], [y0, y1])
        width = self._xlim[1] - self._xlim[0]
        outside = -0.08 if rise >= 0 else 0.08
        self._run.set(
            position=((x0 + x1) / 2, y0 + outside * self._height), visible=abs(run) > 0.1 * width
        )
        self._rise.set(
            position=(x1 + 0.025 * width * np.sign(run), (y0 + y1) / 2),
            ha="left" if run > 0 else "right",
            visible=abs(rise) > 0.12 * self._height,
        )
