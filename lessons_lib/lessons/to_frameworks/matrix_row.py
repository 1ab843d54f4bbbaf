"""A row of matrices with signs between them: each with its name, its numbers and its shape."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection
from matplotlib.patches import Rectangle

from lessons_lib.draw.neurons import bare_axes, fitting, label
from lessons_lib.draw.style import BACKWARD_TINT, FORWARD_TINT, INK, LARGE, QUIET_INK, SMALL
from lessons_lib.functions import Array
from lessons_lib.notation import number

WIDTH, HEIGHT = 8.6, 2.9
_CELL, _PITCH, _GAP = 0.62, 0.42, 0.4
_MIDDLE = 1.55
_MOST, _MOST_CELLS = 8, 40


class Matrix(NamedTuple):
    """What one place of the row holds; values None is an impossible matrix, NaN a blank.

    lit: the (row, column) places that are highlighted. sign stands in front of it, and `under`
    below the sign, in bold if it is `wrong`.
    """

    name: str
    values: Array | None
    lit: Collection[tuple[int, int]] = ()
    sign: str = ""
    under: str = ""
    wrong: bool = False


class MatrixRow:
    """Up to eight matrices side by side, in the middle of the axes."""

    def __init__(self, ax: Axes) -> None:
        bare_axes(ax, WIDTH, HEIGHT)
        self._lit = PolyCollection([], edgecolors="none", animated=True, zorder=1)
        ax.add_collection(self._lit)
        self._frames = [
            ax.add_patch(
                Rectangle((0, 0), 0, 0, fill=False, edgecolor=QUIET_INK, animated=True, zorder=2)
            )
            for _ in range(_MOST)
        ]
        self._names = [label(ax, (0, 0)) for _ in range(_MOST)]
        self._shapes = [label(ax, (0, 0)) for _ in range(_MOST)]
        self._signs = [label(ax, (0, 0), size=LARGE) for _ in range(_MOST)]
        self._unders = [label(ax, (0, 0), size=SMALL) for _ in range(_MOST)]
        self._cells = [label(ax, (0, 0), size=SMALL) for _ in range(_MOST_CELLS)]

    def show(self, matrices: Sequence[Matrix], *, reverse: bool) -> None:
        """Move everything to these matrices, in the colour of the pass: forward or in reverse."""
        sizes = [(1, 1) if one.values is None else one.values.shape for one in matrices]
        signs = [bool(one.sign) for one in matrices]
        gaps = [(_GAP if sign else _GAP / 3) * (i > 0) for i, sign in enumerate(signs)]
        left = (WIDTH - sum(gaps) - _CELL * sum(columns for _, columns in sizes)) / 2
        cells, lit = iter(self._cells), []
        parts = (self._frames, self._names, self._shapes, self._signs, self._unders)
        for artists in zip(*parts, strict=True):
            for artist in artists:
                artist.set_visible(False)
        rows = zip(matrices, sizes, gaps, *parts, strict=False)
        for one, (height, width), gap, frame, name, shape, sign, under in rows:
            sign.set(x=left + gap / 2, y=_MIDDLE, text=one.sign, visible=True)
            bottom = _MIDDLE - height * _PITCH / 2
            left += gap
            middle = left + width * _CELL / 2
            below = _MIDDLE - 2.5 * _PITCH
            weight = "bold" if one.wrong else "normal"
            under.set(x=left - gap / 2, y=below - 0.34, text=one.under, weight=weight, visible=True)
            impossible = one.values is None
            frame.set(
                bounds=(left, bottom, width * _CELL, height * _PITCH),
                linestyle=":" if impossible else "-",
                visible=True,
            )
            top = _MIDDLE + height * _PITCH / 2
            name.set(x=middle, y=top + 0.2, text=one.name, weight="bold", visible=True)
            size = "—" if impossible else f"{height} × {width}"
            shape.set(x=middle, y=below, text=size, color=INK, visible=True)
            if one.values is not None:
                for row in range(height):
                    y = top - (row + 0.5) * _PITCH
                    for column in range(width):
                        x, value = left + (column + 0.5) * _CELL, one.values[row, column]
                        text = "" if value != value else number(value, 2)
                        size_of_type = min(SMALL, fitting(text, _CELL - 0.12))
                        next(cells).set(x=x, y=y, text=text, fontsize=size_of_type, visible=True)
                        if (row, column) in one.lit:
                            lit.append(_corners(x, y))
            left += width * _CELL
        for cell in cells:
            cell.set_visible(False)
        self._lit.set_verts(lit)
        self._lit.set_facecolor(BACKWARD_TINT if reverse else FORWARD_TINT)


def _corners(x: float, y: float) -> list[tuple[float, float]]:
    across, up = _CELL / 2, _PITCH / 2
    return [(x - across, y - up), (x + across, y - up), (x + across, y + up), (x - across, y + up)]
