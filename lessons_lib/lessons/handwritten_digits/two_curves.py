"""Two values over t = 0, 1, 2, … up to now."""

from collections.abc import Sequence
from typing import Any

from matplotlib.axes import Axes

from lessons_lib.draw.style import FORWARD, INK


class TwoCurves:
    """A solid line that ends in a dot, and a dashed one that ends in an open square."""

    def __init__(self, ax: Axes, last: int, value: str) -> None:
        ax.set(xlim=(-0.03 * last, 1.03 * last))
        ax.set_ylabel(value, rotation=0, labelpad=14)
        ax.xaxis.set_url("epoch")
        ax.grid(lw=0.5, alpha=0.6)
        styles: list[dict[str, Any]] = [
            {"color": FORWARD, "lw": 2.4},
            {"color": INK, "lw": 1.8, "ls": (0, (4, 2))},
            {"color": FORWARD, "marker": "o", "ms": 7, "zorder": 3},
            {"color": INK, "marker": "s", "ms": 12, "mfc": "none", "mew": 2, "zorder": 3},
        ]
        lines = [ax.plot([], [], animated=True, **style)[0] for style in styles]
        self._lines, self._ends = lines[:2], lines[2:]

    def show(self, solid: Sequence[float], dashed: Sequence[float]) -> None:
        """Draw both from t = 0 to the current t."""
        for values, line, end in zip((solid, dashed), self._lines, self._ends, strict=True):
            line.set_data(range(len(values)), values)
            end.set_data([len(values) - 1], [values[-1]])
