"""Rows of numbers: a symbol, the printed value, the exact value, and whether they agree."""

from collections.abc import Sequence
from typing import NamedTuple

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from lessons_lib.draw.neurons import bare_axes, label
from lessons_lib.draw.style import INK, LARGE, QUIET_INK, SMALL

RIGHT, WRONG, INHERITED = "✓", "✗", "↳"
_PRINT = "#f0eee9"


class Row(NamedTuple):
    """Texts; `mark` is RIGHT, WRONG, INHERITED or empty. A lit row has a frame."""

    symbol: str
    printed: str
    ours: str = ""
    mark: str = ""
    lit: bool = False


class Ledger:
    """Up to `most` rows from the top; the printed values are on a strip of paper."""

    def __init__(self, ax: Axes, width: float, height: float, most: int) -> None:
        bare_axes(ax, width, height)
        self._pitch, self._top = height / most, height
        self._width = width
        columns = ((0.27, "right"), (0.31, "left"), (0.63, "left"), (0.97, "center"))
        self._paper = ax.add_patch(
            Rectangle((0.29 * width, 0), 0.31 * width, 0, color=_PRINT, animated=True, zorder=1)
        )
        self._texts = [
            [label(ax, (part * width, self._y(i)), size=SMALL) for part, _ in columns]
            for i in range(most)
        ]
        for texts in self._texts:
            for text, (_, side) in zip(texts, columns, strict=True):
                text.set(ha=side, va="center_baseline")
            texts[-1].set(fontsize=LARGE)
        self._frames = [
            ax.add_patch(
                Rectangle(
                    (0.02, self._y(i) - 0.48 * self._pitch),
                    width - 0.04,
                    0.96 * self._pitch,
                    facecolor="none",
                    edgecolor=QUIET_INK,
                    lw=1.2,
                    animated=True,
                    zorder=2,
                )
            )
            for i in range(most)
        ]

    def _y(self, row: int) -> float:
        return self._top - (row + 0.5) * self._pitch

    def show(self, rows: Sequence[Row]) -> None:
        """Write the rows; an empty `ours` is not computed yet."""
        self._paper.set(y=self._top - len(rows) * self._pitch, height=len(rows) * self._pitch)
        blank = [Row("", "")] * (len(self._texts) - len(rows))
        for texts, frame, row in zip(self._texts, self._frames, [*rows, *blank], strict=True):
            frame.set_visible(row.lit)
            wrong = row.mark == WRONG
            known = bool(row.ours or row.lit)
            for text, content in zip(texts, row[:4], strict=True):
                text.set(
                    text=content,
                    color=INK if known else QUIET_INK,
                    weight="bold" if wrong else "normal",
                )
