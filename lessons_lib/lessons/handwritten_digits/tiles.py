"""Small square pictures side by side, of pixels or of signed numbers."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.image import PcolorImage

from lessons_lib.draw.neurons import label
from lessons_lib.draw.style import (
    FORWARD,
    INK,
    NEGATIVE_FILL,
    PAPER,
    POSITIVE,
    QUIET,
    SMALL,
)
from lessons_lib.functions import Array

SIDE = 8
_INK = LinearSegmentedColormap.from_list("ink", [PAPER, INK])
_SIGNED = LinearSegmentedColormap.from_list("signed", [NEGATIVE_FILL, PAPER, POSITIVE])
_CLEARLY = 0.2  # of the limit: larger negative numbers get a minus sign


class Tiles:
    """Up to rows × columns pictures of 8 × 8, with a caption below each if there is room.

    Without a limit they are pixels, from 0 (paper) to 1 (ink). With one they are numbers, from
    −limit (ochre) over 0 (paper) to limit (violet); a single picture also gets minus signs.
    Touched, the pictures stand for 1, 2, … of the control with the name `stand_for`.
    """

    def __init__(
        self,
        ax: Axes,
        rows: int = 1,
        columns: int = 1,
        *,
        limit: float | None = None,
        captions: bool = False,
        stand_for: str = "",
    ) -> None:
        gap, below = 2, 4 if captions else 2
        places = [
            (r * (SIDE + below), c * (SIDE + gap)) for r in range(rows) for c in range(columns)
        ]
        height, width = (far + SIDE for far in places[-1])
        self._places = places
        self._lowest, self._highest = -limit if limit else 0.0, limit or 1.0
        self._colours = _SIGNED if limit else _INK
        self._rgba = np.zeros((height, width, 4), np.uint8)
        self._edges = np.arange(width + 1), np.arange(height + 1)
        # five times as fast as imshow, because it does not resample
        self._image = PcolorImage(ax, *self._edges, self._rgba, animated=True)
        ax.add_image(self._image)
        ax.set(
            aspect="equal",
            xlim=(-0.6, width + 0.6),
            ylim=(height + (below if captions else 0.6), -0.6),
        )
        ax.set_axis_off()
        self._frames = PolyCollection([], facecolor="none", animated=True, zorder=3)
        ax.add_collection(self._frames, autolim=False)
        self._captions = [
            label(ax, (column + SIDE / 2, row + SIDE + below / 2), size=SMALL)
            for row, column in places
            if captions
        ]
        if stand_for:
            urls = [f"{stand_for}={n + 1}" for n in range(len(places))]
            self._frames.set_urls(urls)
            for caption, url in zip(self._captions, urls, strict=False):
                caption.set_url(url)
        (self._minus,) = ax.plot([], [], "_", color=INK, ms=7, mew=1.3, animated=True, zorder=2)
        self._signs_from = -_CLEARLY * limit if limit and len(places) == 1 else -np.inf

    def show(self, pictures: Array, captions: Sequence[str] = (), lit: int | None = None) -> None:
        """Draw the pictures (n, 64), as many as fit; frame the lit one."""
        shown = pictures[: len(self._places)].reshape(-1, SIDE, SIDE)
        shares = (shown - self._lowest) / (self._highest - self._lowest)
        coloured = self._colours(shares, bytes=True)
        self._rgba[:] = 0
        corners = []
        for picture, (row, column) in zip(coloured, self._places, strict=False):
            self._rgba[row : row + SIDE, column : column + SIDE] = picture
            right, bottom = column + SIDE, row + SIDE
            corners.append([(column, row), (right, row), (right, bottom), (column, bottom)])
        self._image.set_data(*self._edges, self._rgba)
        self._frames.set_verts(corners)
        strong = [i == lit for i in range(len(corners))]
        self._frames.set(
            edgecolor=[FORWARD if on else QUIET for on in strong],
            linewidth=[2.8 if on else 0.8 for on in strong],
        )
        down, across = np.nonzero(shown[0] < self._signs_from)
        self._minus.set_data(across + 0.5, down + 0.5)
        for i, text in enumerate(self._captions):
            text.set(
                text=captions[i] if i < len(captions) else "",
                color=FORWARD if i == lit else INK,
                weight="bold" if i == lit else "normal",
            )
