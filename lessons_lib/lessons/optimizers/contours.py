"""Contour lines of several landscapes, one of them visible."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes

from lessons_lib.draw.style import QUIET, QUIET_INK


class Contours:
    """The contour lines of each named function of points (…, 2), with crosses at its minima."""

    def __init__(
        self,
        ax: Axes,
        heights: Mapping[str, Callable[[np.ndarray], np.ndarray]],
        levels: Mapping[str, Sequence[float]],
        lowest: Mapping[str, Sequence[tuple[float, float]]],
    ) -> None:
        (left, right), (bottom, top) = ax.get_xlim(), ax.get_ylim()
        grid = np.meshgrid(np.linspace(left, right, 169), np.linspace(bottom, top, 121))
        points = np.stack(grid, axis=-1)
        self._lines = {
            name: ax.contour(
                *grid,
                height(points),
                levels=levels[name],
                colors=QUIET,
                linewidths=1,
                zorder=1,
            )
            for name, height in heights.items()
        }
        for lines in self._lines.values():
            lines.set_animated(True)
        (self._crosses,) = ax.plot([], [], "+", color=QUIET_INK, ms=9, animated=True)
        self._lowest = lowest

    def show(self, name: str) -> None:
        """Show this landscape and hide the others."""
        for other, lines in self._lines.items():
            lines.set_visible(other == name)
        self._crosses.set_data(*np.transpose(self._lowest[name]))
