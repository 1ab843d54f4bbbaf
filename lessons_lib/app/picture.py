"""A figure that is drawn once; after that only its moving artists are drawn again."""

from collections.abc import Callable
from typing import Any

import matplotlib
import numpy as np
from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text
from numpy.typing import NDArray

from lessons_lib.app.png import encode
from lessons_lib.app.stamps import Stamps
from lessons_lib.draw.style import RC

Scene = Callable[[Figure], Callable[..., Any]]

PIXELS_PER_INCH = 100
SHARPNESS = 2.0  # device pixels per CSS pixel: sharp on a phone, a retina screen and a projector
COARSEST = 0.5


class Picture:
    """scene(fig) draws once, marks what moves as animated, and returns update(**values)."""

    def __init__(self, scene: Scene, size: tuple[float, float]) -> None:
        """The size is (width, height) in inches of 100 CSS pixels."""
        self.width, self.height = (round(side * PIXELS_PER_INCH) for side in size)
        self._scene, self._size, self.sharpness = scene, size, SHARPNESS
        self._draw()

    def _draw(self) -> None:
        with matplotlib.rc_context(RC):
            self._figure = Figure(figsize=self._size, dpi=PIXELS_PER_INCH * SHARPNESS)
            self._canvas = FigureCanvasAgg(self._figure)
            self._update: Callable[..., Any] | None = self._scene(self._figure)
        self._moving = self._figure.findobj(lambda artist: artist.get_animated())
        self.sharpen(self.sharpness)

    def sharpen(self, sharpness: float) -> None:
        """Draw with so many device pixels per CSS pixel from now on, COARSEST to SHARPNESS."""
        self.sharpness = min(max(sharpness, COARSEST), SHARPNESS)
        if self._update is None:
            return
        self._figure.set_dpi(PIXELS_PER_INCH * self.sharpness)
        with matplotlib.rc_context(RC):
            self._canvas.draw()
        self._background = self._canvas.copy_from_bbox(self._figure.bbox)
        self._pixels = np.asarray(self._canvas.buffer_rgba())
        self._stamps = Stamps(self._canvas.get_renderer(), self._pixels)

    def close(self) -> None:
        """Give back the figure and its pixels, some 13 MB; the next update draws them anew."""
        self._update = None
        del self._figure, self._canvas, self._background, self._pixels, self._stamps, self._moving

    def update(self, **values: Any) -> Any:
        """Move the artists; returns what the scene's update returned."""
        if self._update is None:
            self._draw()
        assert self._update
        return self._update(**values)

    def png(self) -> bytes:
        """The picture as it is now."""
        return encode(self._drawn())

    def still(self) -> bytes:
        """The picture for a file to keep: as sharp as can be, wherever it is shown now."""
        before = self.sharpness
        if before == SHARPNESS:
            return self.png()
        self.sharpen(SHARPNESS)
        png = self.png()
        self.sharpen(before)
        return png

    def _drawn(self) -> NDArray[np.uint8]:
        with matplotlib.rc_context(RC):
            self._canvas.restore_region(self._background)
            for artist in sorted(self._moving, key=_height):  # update may change it
                if type(artist) is Text:
                    self._stamps.draw(artist)
                else:
                    artist.draw(self._canvas.get_renderer())
        return self._pixels


def _height(artist: Artist) -> tuple[float, float]:
    # As Matplotlib does it: axes among what lies on the figure, then artists among their axes.
    return (artist.axes or artist).get_zorder(), artist.get_zorder()
