"""A figure that is drawn once; after that only its moving artists are drawn again."""

from collections.abc import Callable
from typing import Any

import matplotlib
import numpy as np
from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from lessons_lib.app.png import encode
from lessons_lib.draw.style import RC

Scene = Callable[[Figure], Callable[..., Any]]

PIXELS_PER_INCH = 100
SIXTEEN_LEVELS = ((np.arange(256) + 8) // 17 * 17).astype(np.uint8)  # same look, half the file
SHARPNESS = 2  # device pixels per CSS pixel: sharp on a phone, a retina screen and a projector


class Picture:
    """scene(fig) draws once, marks what moves as animated, and returns update(**values)."""

    def __init__(self, scene: Scene, size: tuple[float, float]) -> None:
        """The size is (width, height) in inches of 100 CSS pixels."""
        self.width, self.height = (round(side * PIXELS_PER_INCH) for side in size)
        with matplotlib.rc_context(RC):
            self._figure = Figure(figsize=size, dpi=PIXELS_PER_INCH * SHARPNESS)
            self._canvas = FigureCanvasAgg(self._figure)
            self._update = scene(self._figure)
            self._canvas.draw()
        self._background = self._canvas.copy_from_bbox(self._figure.bbox)
        self._moving = self._figure.findobj(lambda artist: artist.get_animated())

    def update(self, **values: Any) -> Any:
        """Move the artists; returns what the scene's update returned."""
        return self._update(**values)

    def png(self, *, small: bool = False) -> bytes:
        """The picture as it is now; `small` takes longer and saves bytes, for a file to keep."""
        with matplotlib.rc_context(RC):
            self._canvas.restore_region(self._background)
            for artist in sorted(self._moving, key=_height):  # update may change it
                artist.draw(self._canvas.get_renderer())
        pixels = np.asarray(self._canvas.buffer_rgba())
        if small:
            pixels = SIXTEEN_LEVELS[pixels]
        return encode(pixels, effort=9 if small else 1)


def _height(artist: Artist) -> tuple[float, float]:
    # As Matplotlib does it: axes among what lies on the figure, then artists among their axes.
    return (artist.axes or artist).get_zorder(), artist.get_zorder()
