"""Two arrows tip to tail, and the arrow of their sum."""

from typing import Any

import numpy as np
from matplotlib.axes import Axes

from lessons_lib.draw.arrow import Arrow
from lessons_lib.draw.neurons import label
from lessons_lib.draw.style import BACKWARD, FORWARD, PAPER, QUIET_INK, SMALL
from lessons_lib.notation import number

_LENGTH = 0.16  # length of the longest arrow in widths of the axes; most would be too short to see
_ASIDE = 0.22  # distance of a name from its arrow, as a share of _LENGTH


class TipToTail:
    """The arrows of one step: the old movement (dotted), the new (dashed), and their sum."""

    def __init__(self, ax: Axes, names: tuple[str, str]) -> None:
        self._length = _LENGTH * np.ptp(ax.get_xlim())
        thin: dict[str, Any] = {"lw": 1.8, "mutation_scale": 11, "zorder": 6}
        self._parts = (
            Arrow(ax, QUIET_INK, ls=(0, (1, 1)), **thin),
            Arrow(ax, BACKWARD, ls=(0, (3, 1.5)), **thin),
        )
        self._sum = Arrow(ax, FORWARD, zorder=6)
        self._factor = label(ax, (0.985, 0.05), "", SMALL)
        self._factor.set(transform=ax.transAxes, ha="right", color=QUIET_INK)
        clear = {"facecolor": PAPER, "alpha": 0.8, "lw": 0, "pad": 0.8}
        self._factor.set_bbox(clear)
        self._names = [label(ax, (0, 0), name, SMALL) for name in names]
        for text, color in zip(self._names, (QUIET_INK, BACKWARD), strict=True):
            text.set(color=color, weight="bold", zorder=7, clip_on=True)
            text.set_bbox(clear)

    def hide(self) -> None:
        """Draw nothing."""
        self.show((0, 0), (0, 0), (0, 0))

    def show(self, start: Any, goes_on: Any, new: Any) -> None:
        """Draw both changes from start, scaled by the factor that is written in a corner."""
        changes = np.array([goes_on, new, np.add(goes_on, new)], dtype=float)
        longest = np.hypot(*changes.T).max()
        factor = self._length / longest if longest else 0
        self._factor.set_text(f"→ ×{number(factor, 2)}" if longest else "")
        changes *= factor
        middle = start + changes[0]
        self._parts[0].show(start, changes[0])
        self._parts[1].show(middle, changes[1])
        self._sum.show(start, changes[2])
        centre = start + (changes[0] + changes[2]) / 3
        places = start + 0.7 * changes[0], middle + changes[1] / 2
        for text, at, change in zip(self._names, places, changes[:2], strict=True):
            size = np.hypot(*change)
            text.set_visible(bool(size > self._length / 3))
            if text.get_visible():
                aside = np.array([-change[1], change[0]]) / size
                outward = np.sign(aside @ (at - centre)) or 1
                text.set_position(at + outward * _ASIDE * self._length * aside)
