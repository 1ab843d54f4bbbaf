"""An arrow from one point to another."""

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import FancyArrowPatch

_NOTHING = 1e-3  # as a share of the axes: below that, only the head would be visible


class Arrow:
    """An arrow in data coordinates, clipped at the edge of the axes; hidden if too short."""

    def __init__(self, ax: Axes, color: str, **style: Any) -> None:
        self._ax = ax
        look: dict[str, Any] = {"lw": 2.4, "zorder": 4, "mutation_scale": 15}
        self._arrow = FancyArrowPatch(
            (0, 0),
            (1, 1),
            color=color,
            arrowstyle="-|>",
            shrinkA=0,
            shrinkB=0,
            animated=True,
            **(look | style),
        )
        ax.add_patch(self._arrow)

    def show(self, start: Any, change: Any, *, visible: bool = True) -> None:
        """Draw from start to start + change."""
        start, change = np.asarray(start, dtype=float), np.asarray(change, dtype=float)
        span = np.ptp([self._ax.get_xlim(), self._ax.get_ylim()], axis=1)
        self._arrow.set_visible(visible and bool(np.abs(change / span).max() > _NOTHING))
        self._arrow.set_positions(tuple(start), tuple(start + change))
