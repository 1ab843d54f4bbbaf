"""Every parameter on a row of its own: initial and current value."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection

from lessons_lib.draw.style import FORWARD, QUIET_INK, SMALL


class Parameters:
    """One row per name: a ring at the start, a dot at the current value, a line between.

    Touched, a row stands for a value of a control, one of `stand_for`.
    """

    def __init__(
        self,
        ax: Axes,
        names: Sequence[str],
        lowest: float,
        highest: float,
        stand_for: Sequence[str] = (),
    ) -> None:
        rows = np.arange(len(names))[::-1]
        ax.set(xlim=(lowest, highest), ylim=(-0.7, len(names) - 0.3))
        ax.set_yticks(rows, names, fontsize=SMALL)
        ax.tick_params("y", length=0)
        ax.grid(axis="x", lw=0.5, alpha=0.6)
        self._rows = rows
        self._paths = LineCollection([], color=FORWARD, lw=2, animated=True)
        self._paths.set_urls(stand_for)
        ax.add_collection(self._paths, autolim=False)
        style: dict[str, Any] = {"ls": "", "marker": "o", "animated": True}
        (self._start,) = ax.plot([], [], mfc="white", mec=QUIET_INK, ms=6, **style)
        (self._now,) = ax.plot([], [], color=FORWARD, ms=6, **style)

    def show(self, start: np.ndarray, now: np.ndarray) -> None:
        """Move the dots: both vectors have one entry for each name."""
        self._paths.set_segments(
            [((a, y), (b, y)) for a, b, y in zip(start, now, self._rows, strict=True)]
        )
        self._start.set_data(start, self._rows)
        self._now.set_data(now, self._rows)
