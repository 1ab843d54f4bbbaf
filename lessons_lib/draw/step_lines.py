"""Lines over the steps t, each with its own look, up to the last known value."""

from collections.abc import Sequence
from typing import Any

from matplotlib.axes import Axes

from lessons_lib.draw.style import PAPER, Look


class StepLines:
    """For each look, a line of values over t = 0, 1, 2, … with a marker at its last value.

    Touched, the axes stand for the control `t`.
    """

    def __init__(self, ax: Axes, looks: Sequence[Look]) -> None:
        ax.xaxis.set_url("t")
        self._lines = [
            ax.plot([], [], color=look.color, ls=look.linestyle, lw=2.2, animated=True)[0]
            for look in looks
        ]
        style: dict[str, Any] = {"mec": PAPER, "clip_on": False, "zorder": 3, "animated": True}
        self._ends = [
            ax.plot([], [], look.marker, color=look.color, ms=9 * look.size, **style)[0]
            for look in looks
        ]

    def show(self, curves: Sequence[Sequence[float]]) -> None:
        """Draw one list of values per look; an empty list hides its line."""
        for line, end, values in zip(self._lines, self._ends, curves, strict=True):
            line.set_data(range(len(values)), values)
            end.set_data([len(values) - 1] if values else [], values[-1:])
