"""Times over the number of parameters P, on two logarithmic scales."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from lessons_lib.draw.style import BACKWARD, FORWARD, INK, PAPER

TICKS = {1e-6: "1 µs", 1e-3: "1 ms", 1.0: "1 s", 60.0: "1 min", 3600.0: "1 h", 86400.0: "1 d"}


class TimeCurves:
    """Dots for forward passes, diamonds for backward ones, dashes for 2P forward passes.

    Extrapolated values have open markers.
    """

    def __init__(self, ax: Axes) -> None:
        ax.set(xscale="log", yscale="log", xlim=(50, 2.5e6), ylim=(1e-6, 2e6), xlabel="P")
        ax.set_yticks(list(TICKS), list(TICKS.values()))
        ax.minorticks_off()
        ax.grid(lw=0.5, alpha=0.6)
        looks: dict[str, dict[str, Any]] = {
            "→": {"color": FORWARD, "lw": 3, "marker": "o", "ms": 12},
            "←": {"color": BACKWARD, "lw": 1.5, "marker": "D", "ms": 6, "mec": PAPER},
            "2P · →": {
                "color": INK,
                "lw": 2,
                "ls": (0, (4, 2)),
                "marker": "o",
                "ms": 6,
                "mfc": PAPER,
            },
        }
        self._lines = [
            ax.plot([], [], animated=True, zorder=3, **look)[0] for look in looks.values()
        ]
        # forward below its last marker, the others above
        self._names = [
            ax.annotate(
                name,
                (0, 0),
                (0, side * 10),
                textcoords="offset points",
                ha="center",
                va="bottom" if side > 0 else "top",
                color=look["color"],
                animated=True,
            )
            for (name, look), side in zip(looks.items(), (-1, 1, 1), strict=True)
        ]

    def show(self, p: Sequence[int], forward: Sequence[float], backward: Sequence[float]) -> None:
        """Draw the seconds of a forward and of a backward pass, and of 2P forward passes."""
        nudging = 2 * np.asarray(p) * np.asarray(forward)
        for line, name, seconds in zip(
            self._lines, self._names, (forward, backward, nudging), strict=True
        ):
            line.set_data(p, seconds)
            name.set_visible(len(p) > 0)
            name.xy = (p[-1], seconds[-1]) if len(p) else (1, 1)
