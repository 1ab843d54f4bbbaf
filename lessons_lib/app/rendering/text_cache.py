"""A cache of drawn texts, which take most of the time of a picture.

The key is everything the pixels depend on: the look of the text and the pixels of the background.
On a hit, the pixels of text and background are copied.
"""

from typing import Any

import numpy as np
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.text import Text
from matplotlib.transforms import Bbox
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]
Box = tuple[slice, slice]

_MOST = 500  # texts; with their keys, some 40 MB


class TextCache:
    """Draws texts with a renderer, into its pixels (rows, columns, 4)."""

    def __init__(self, renderer: RendererAgg) -> None:
        self._renderer, self._pixels = renderer, np.asarray(renderer.buffer_rgba())
        self._boxes: dict[Any, Box] = {}
        self._kept: dict[Any, Pixels] = {}

    def draw(self, text: Text) -> None:
        """Draw the text at its position, or copy it from the cache."""
        if not text.get_visible() or not text.get_text():
            return
        look = _look(text)
        if look not in self._boxes:
            self._boxes[look] = self._box(text)
        ground = self._pixels[self._boxes[look]]
        key = look, ground.tobytes()
        if key in self._kept:
            ground[:] = self._kept[key]
            return
        text.draw(self._renderer)
        if len(self._kept) >= _MOST:
            self._kept.clear()
            self._boxes.clear()
        self._kept[key] = ground.copy()

    def _box(self, text: Text) -> Box:
        """The rows and columns that the text and its frame can cover."""
        extent = text.get_window_extent(self._renderer)
        around = text.get_fontsize() * self._renderer.dpi / 72 / 2
        if patch := text.get_bbox_patch():
            text.update_bbox_position_size(self._renderer)
            extent = Bbox.union([extent, patch.get_window_extent(self._renderer)])
            around += patch.get_linewidth() * self._renderer.dpi / 72
        (left, bottom), (right, top) = extent.padded(around).get_points().round().astype(int)
        height, width = self._pixels.shape[:2]
        rows = slice(max(height - top, 0), max(height - bottom, 0))
        return rows, slice(max(left, 0), max(min(right, width), 0))


def _look(text: Text) -> Any:
    """All properties of a text that an update may change; id(text) stands for the rest."""
    patch = text.get_bbox_patch()
    x, y = text.get_transform().transform(text.get_unitless_position())
    return (
        id(text),
        text.get_text(),
        (x, y),
        text.get_color(),
        text.get_alpha(),
        hash(text.get_fontproperties()),
        text.get_rotation(),
        text.get_horizontalalignment(),
        text.get_verticalalignment(),
        patch and (patch.get_facecolor(), patch.get_edgecolor(), patch.get_linewidth()),
    )
