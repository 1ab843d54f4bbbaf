"""A straight line through the origin: rise = slope · run."""

from typing import Any

from matplotlib.axes import Axes

from lessons_lib.draw.style import FORWARD, FORWARD_TINT, INK, QUIET, SMALL


class Proportion:
    """The line with the current run and rise; both axes go from −limit to limit."""

    def __init__(self, ax: Axes, limit: float) -> None:
        margin = 1.08 * limit
        ax.set(xlim=(-margin, margin), ylim=(-margin, margin), aspect="equal")
        ax.set_xticks([-limit, 0, limit])
        ax.set_yticks([-limit, 0, limit])
        ax.tick_params(labelsize=SMALL)
        ax.axhline(0, color=QUIET, lw=0.8)
        ax.axvline(0, color=QUIET, lw=0.8)
        self._ends = (-limit, limit)
        (self._triangle,) = ax.fill([0, 0, 0], [0, 0, 0], color=FORWARD_TINT, animated=True)
        (self._line,) = ax.plot([], [], color=FORWARD, lw=2.4, animated=True)
        (self._rise,) = ax.plot([], [], color=INK, lw=1.4, ls=":", animated=True)
        (self._now,) = ax.plot([], [], "o", color=FORWARD, ms=9, mec="white", animated=True)
        style: dict[str, Any] = {"transform": ax.transAxes, "animated": True, "fontweight": "bold"}
        self._run_name = ax.text(1.0, -0.24, "", ha="right", va="center", **style)
        self._rise_name = ax.text(0.0, 1.1, "", ha="center", va="center", **style)

    def show(self, slope: float, run: float, run_name: str, rise_name: str) -> None:
        """Move the marker to the run, on the line with this slope; the names label the axes.

        With run 0 there is no line yet.
        """
        rise = slope * run
        self._line.set_data(self._ends, [slope * end for end in self._ends])
        self._line.set_visible(run != 0)
        self._triangle.set_xy([(0, 0), (run, 0), (run, rise)])
        self._rise.set_data([run, run], [0, rise])
        self._now.set_data([run], [rise])
        self._run_name.set_text(run_name)
        self._rise_name.set_text(rise_name)
