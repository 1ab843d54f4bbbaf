"""One number for each of the digits 0 … 9, as bars."""

from typing import Any

from matplotlib.axes import Axes
from matplotlib.container import BarContainer

from lessons_lib.draw.neurons import label
from lessons_lib.draw.style import FORWARD, LARGE, NEGATIVE_FILL, POSITIVE, QUIET_INK
from lessons_lib.functions import Array
from lessons_lib.notation import number

DIGITS = range(10)


class TenBars:
    """Ten bars from 0; with room below it they have the colour of their sign.

    Outlines show their previous values. The bar furthest from 0 is labelled with its number; ŷ
    marks the digit of the target.
    """

    def __init__(self, ax: Axes, low: float, high: float, name: str) -> None:
        ax.set(xlim=(-0.7, 9.7), ylim=(low, high), xticks=DIGITS)
        ax.set_ylabel(name, rotation=0, labelpad=12)
        ax.tick_params("x", length=0)
        ax.axhline(0, color=QUIET_INK, lw=1)
        self._low, self._high = low, high
        self._bars = _bars(ax, 0.7)
        self._before = _bars(ax, 0.84, fill=False, edgecolor=QUIET_INK, lw=1.2, ls=(0, (2, 1.5)))
        self._number = label(ax, (0, 0))
        self._target = ax.text(
            0, high, "ŷ", ha="center", va="bottom", size=LARGE, weight="bold", animated=True
        )

    def show(self, values: Array, target: int | None = None, before: Array | None = None) -> None:
        """Set the ten bars, the outlines, and the digit of ŷ."""
        for bar, value in zip(self._bars, values, strict=True):
            signed = POSITIVE if value >= 0 else NEGATIVE_FILL
            bar.set(height=value, color=signed if self._low < 0 else FORWARD)
        for bar, value in zip(self._before, values if before is None else before, strict=True):
            bar.set(height=value, visible=before is not None)
        furthest = int(abs(values).argmax())
        value = float(values[furthest])
        margin = 0.05 * (self._high - self._low)
        self._number.set(
            text=number(value),
            position=(furthest, value + (margin if value >= 0 else -margin)),
            weight="bold",
        )
        self._target.set(x=target or 0, visible=target is not None)


def _bars(ax: Axes, width: float, **style: Any) -> BarContainer:
    return ax.bar(DIGITS, [0] * len(DIGITS), width, animated=True, zorder=2, **style)
