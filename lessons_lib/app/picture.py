"""A figure that is drawn once; later updates draw only its moving artists."""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text
from numpy.typing import NDArray

from lessons_lib.app.rendering.letters import LetterRenderer
from lessons_lib.app.rendering.png import encode
from lessons_lib.app.rendering.text_cache import TextCache
from lessons_lib.app.settings import own_settings

Scene = Callable[[Figure], Callable[..., Any]]

PIXELS_PER_INCH = 100
SHARPNESS = 2.0  # device pixels per CSS pixel: sharp on a phone, a retina screen and a projector
COARSEST = 0.5


class Paper(NamedTuple):
    """The static background at one sharpness; moving artists are drawn over it."""

    renderer: LetterRenderer
    background: Any
    texts: TextCache


class Picture:
    """scene(fig) draws once, marks moving artists as animated, and returns update(**values)."""

    def __init__(self, scene: Scene, size: tuple[float, float]) -> None:
        """Size is (width, height) in inches of 100 CSS pixels."""
        self.width, self.height = (round(side * PIXELS_PER_INCH) for side in size)
        self._scene, self._size, self.sharpness = scene, size, SHARPNESS
        self._draw()

    @own_settings
    def _draw(self) -> None:
        self._figure = Figure(figsize=self._size)
        FigureCanvasAgg(self._figure)
        self._update: Callable[..., Any] | None = self._scene(self._figure)
        self._moving = self._figure.findobj(lambda artist: artist.get_animated())
        self._paper = self._prepared(self.sharpness)

    @own_settings
    def _prepared(self, sharpness: float) -> Paper:
        self._figure.set_dpi(PIXELS_PER_INCH * sharpness)
        renderer = LetterRenderer(*self._figure.bbox.size, self._figure.dpi)
        self._figure.draw(renderer)
        background = renderer.copy_from_bbox(self._figure.bbox)
        return Paper(renderer, background, TextCache(renderer))

    def sharpen(self, sharpness: float) -> None:
        """Set the number of device pixels per CSS pixel, limited to COARSEST … SHARPNESS."""
        sharpness = min(max(sharpness, COARSEST), SHARPNESS)
        if self._update and sharpness != self.sharpness:
            self._paper = self._prepared(sharpness)
        self.sharpness = sharpness

    def close(self) -> None:
        """Release the figure and its pixels, some 13 MB; the next update creates them again."""
        if self._update is None:
            return
        self._update = None
        del self._figure, self._paper, self._moving

    @own_settings
    def update(self, **values: Any) -> Any:
        """Move the artists; returns what the scene's update returned."""
        if self._update is None:
            self._draw()
        assert self._update
        return self._update(**values)

    def png(self) -> bytes:
        """The current picture."""
        return encode(self._drawn(self._paper))

    def still(self) -> bytes:
        """The picture for storage in a notebook: always at full sharpness."""
        same = self.sharpness == SHARPNESS
        return encode(self._drawn(self._paper if same else self._prepared(SHARPNESS)))

    @own_settings
    def _drawn(self, paper: Paper) -> NDArray[np.uint8]:
        self._figure.set_dpi(paper.renderer.dpi)
        paper.renderer.restore_region(paper.background)
        for artist in sorted(self._moving, key=_height):  # updates may change the order
            if type(artist) is Text:
                paper.texts.draw(artist)
            else:
                artist.draw(paper.renderer)
        return np.asarray(paper.renderer.buffer_rgba())


def _height(artist: Artist) -> tuple[float, float]:
    # Matplotlib's order: axes among the artists of the figure, then artists within their axes.
    return (artist.axes or artist).get_zorder(), artist.get_zorder()
