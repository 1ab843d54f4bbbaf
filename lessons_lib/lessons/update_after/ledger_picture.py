"""Rows of numbers: a symbol, the printed value, the exact value, and whether they agree."""

from collections.abc import Sequence
from typing import NamedTuple

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from lessons_lib.draw.neurons import bare_axes, label
from lessons_lib.draw.style import ACTS, INK, LARGE, QUIET_INK, SMALL

RIGHT, WRONG, INHERITED = "✓", "✗", "↳"
_PRINT = "#f0eee9"
_WIDEST = 0.34  # inches from row to row


class Row(NamedTuple):
    """Texts; `mark` is RIGHT, WRONG, INHERITED or empty. A lit row has a frame."""

    symbol: str
    printed: str
    ours: str = ""
    mark: str = ""
    lit: bool = False


class Ledger:
    """Up to `most` rows, in the middle; the printed values are on a strip of paper."""

    def __init__(self, ax: Axes, width: float, height: float, most: int) -> None:
        bare_axes(ax, width, height)
        self._height = height
        columns = ((0.27, "right"), (0.31, "left"), (0.63, "left"), (0.97, "center"))
        self._paper = ax.add_patch(
            Rectangle((0.29 * width, 0), 0.31 * width, 0, color=_PRINT, animated=True, zorder=1)
        )
        self._paper.set_gid(ACTS)
        self._texts = [
            [label(ax, (part * width, 0), size=SMALL) for part, _ in columns] for _ in range(most)
        ]
        for texts in self._texts:
            for text, (_, side) in zip(texts, columns, strict=True):
                text.set(ha=side, va="center_baseline")
            texts[-1].set(fontsize=LARGE)
        self._frame = ax.add_patch(
            Rectangle((0.02, 0), width - 0.04, 0, fill=False, lw=1.2, animated=True, zorder=2)
        )
        self._frame.set_edgecolor(QUIET_INK)

    def show(self, rows: Sequence[Row]) -> None:
        """Write the rows; an empty `ours` is not computed yet. Lit rows follow each other."""
        pitch = min(self._height / len(rows), _WIDEST)
        top = (self._height + pitch * len(rows)) / 2
        self._paper.set(y=top - pitch * len(rows), height=pitch * len(rows))
        lit = [i for i, row in enumerate(rows) if row.lit]
        self._frame.set_visible(bool(lit))
        if lit:
            self._frame.set(y=top - pitch * (lit[-1] + 0.98), height=pitch * (len(lit) - 0.04))
        blank = [Row("", "")] * (len(self._texts) - len(rows))
        for i, (texts, row) in enumerate(zip(self._texts, [*rows, *blank], strict=True)):
            wrong = row.mark == WRONG
            known = bool(row.ours or row.lit)
            for text, content in zip(texts, row[:4], strict=True):
                text.set(
                    text=content,
                    y=top - pitch * (i + 0.5),
                    color=INK if known else QUIET_INK,
                    weight="bold" if wrong else "normal",
                )
