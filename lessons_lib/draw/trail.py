"""A walk: all places visited, and the current one."""

from typing import Any

import numpy as np
from matplotlib.axes import Axes

from lessons_lib.draw.neurons import label
from lessons_lib.draw.style import LARGE, PAPER, WALK, Look

_FAR = 20  # widths of the axes: beyond that, a line looks the same


class Trail:
    """Dots joined by lines, a ring at the start, a named marker at the last point.

    If the last point is outside the axes, an arrow head at the edge points to it, left or right
    if possible.
    """

    def __init__(self, ax: Axes, look: Look = WALK) -> None:
        self._ax = ax
        style: dict[str, Any] = {"color": look.color, "marker": look.marker, "animated": True}
        small, medium, large = (size * look.size for size in (4.5, 9, 11))
        (self._line,) = ax.plot([], [], ls=look.linestyle, ms=small, lw=1.2, **style)
        (self._start,) = ax.plot([], [], mfc=PAPER, mew=2, ms=medium, zorder=3, **style)
        (self._now,) = ax.plot([], [], mec=PAPER, ms=large, **style)
        (self._edge,) = ax.plot([], [], ms=14, mec=PAPER, clip_on=False, zorder=6, **style)
        self._name = label(ax, (0, 0), size=LARGE)
        self._name.set(color=look.color, weight="bold", zorder=7)
        self._name.set_bbox({"facecolor": PAPER, "alpha": 0.8, "lw": 0, "pad": 0.8})

    def hide(self) -> None:
        """Draw nothing."""
        for line in (self._line, self._start, self._now, self._edge):
            line.set_data([], [])
        self._name.set_text("")

    def show(
        self,
        points: Any,
        name: str,
        aside: tuple[float, float] = (0, 1),
        *,
        quiet: bool = False,
    ) -> bool:
        """Draw the points (n, 2), with the name on that side of the last; False if it is outside.

        A quiet trail is drawn below the others.
        """
        low, high = np.transpose([self._ax.get_xlim(), self._ax.get_ylim()])
        span = high - low
        points = np.clip(np.asarray(points, dtype=float), low - _FAR * span, high + _FAR * span)
        here = points[-1]
        at = np.clip(here, low, high)
        beyond = (here - at) / span
        inside = not beyond.any()
        self._line.set_data(*points.T)
        self._line.set(alpha=0.4 if quiet else 0.65, zorder=2 if quiet else 3)
        self._now.set_zorder(4 if quiet else 5)
        self._start.set_data(*points[:1].T)
        for marker, seen in ((self._now, inside), (self._edge, not inside)):
            marker.set_data([at[0]], [at[1]])
            marker.set_visible(seen)
        axis = 0 if beyond[0] else 1
        self._edge.set_marker(("<>", "v^")[axis][int(beyond[axis] > 0)])
        gap = 0.085 * span * (aside if inside else -np.sign(beyond))
        place = np.clip(at + gap, low + 0.05 * span, high - 0.05 * span)
        self._name.set(text=name, position=tuple(place))
        return inside
