"""A figure that is drawn once; later updates draw only its moving artists."""

from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axis import Axis
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.transforms import Bbox
from numpy.typing import NDArray

from lessons_lib.app.parts import Part, parts
from lessons_lib.app.rendering.letters import LetterRenderer
from lessons_lib.app.rendering.png import encode
from lessons_lib.app.rendering.text_cache import TextCache
from lessons_lib.app.settings import own_settings
from lessons_lib.draw.style import ACTS

Scene = Callable[[Figure], Callable[..., Any]]

PIXELS_PER_INCH = 100
SHARPNESS = 2.0  # device pixels per CSS pixel: sharp on a phone, a retina screen and a projector
COARSEST = 0.5


class Paper(NamedTuple):
    """The static background at one sharpness, with the axes at these limits.

    Moving artists are drawn over it.
    """

    renderer: LetterRenderer
    background: Any
    texts: TextCache
    limits: list[float]


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
        self._moving = [artist for artist in _artists(self._figure) if artist.get_animated()]
        self._paper = self._prepared(self.sharpness)

    @own_settings
    def _prepared(self, sharpness: float) -> Paper:
        self._figure.set_dpi(PIXELS_PER_INCH * sharpness)
        # 9.6 · 108.75 is 1043.9999…, and means 1044 pixels
        width, height = (round(float(side), 6) for side in self._figure.bbox.size)
        renderer = LetterRenderer(width, height, self._figure.dpi)
        self._figure.draw(renderer)
        background = renderer.copy_from_bbox(self._figure.bbox)
        return Paper(renderer, background, TextCache(renderer), self._limits())

    def _limits(self) -> list[float]:
        return [end for ax in self._figure.axes for end in (*ax.get_xlim(), *ax.get_ylim())]

    @property
    @own_settings
    def panels(self) -> list[tuple[float, float]]:
        """Its parts side by side: from and to, as shares of its width."""
        renderer, width = self._paper.renderer, self._figure.bbox.width
        taken: list[list[float]] = []
        for box in sorted(_boxes(self._figure, renderer), key=lambda box: box.x0):
            if taken and box.x0 <= taken[-1][1]:
                taken[-1][1] = max(taken[-1][1], box.x1)
            else:
                taken.append([box.x0, box.x1])
        cuts = [float((left[1] + right[0]) / 2 / width) for left, right in pairwise(taken)]
        return list(pairwise([0.0, *cuts, 1.0]))

    @property
    @own_settings
    def focus(self) -> float:
        """The middle of what acts, as a share of its width; 0 if nothing does."""
        boxes = [
            artist.get_window_extent(self._paper.renderer)
            for artist in self._moving
            if artist.get_gid() == ACTS and artist.get_visible()
        ]
        if not boxes:
            return 0.0
        acting = Bbox.union(boxes)
        return float((acting.x0 + acting.x1) / 2 / self._figure.bbox.width)

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

    @own_settings
    def parts(self) -> list[Part]:
        """Where its touchable parts are now."""
        return parts(self._figure, self._moving)

    def png(self) -> bytes:
        """The current picture."""
        return encode(self.pixels())

    def pixels(self) -> NDArray[np.uint8]:
        """Its pixels (rows, columns, 4), red, green, blue and opacity, until the next change."""
        if self._paper.limits != self._limits():  # an update changed a scale
            self._paper = self._prepared(self.sharpness)
        return self._drawn(self._paper)

    def still(self) -> bytes:
        """The picture for storage in a notebook: always at full sharpness."""
        same = self.sharpness == SHARPNESS
        return encode(self.pixels() if same else self._drawn(self._prepared(SHARPNESS)))

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


def _artists(figure: Figure) -> Iterator[Artist]:
    """What the scene has put into the figure. To ask an axis for its ticks would make them."""
    for whole in (figure, *figure.axes):
        yield from (artist for artist in whole.get_children() if not isinstance(artist, Axis))


def _boxes(figure: Figure, renderer: Any) -> Iterator[Any]:
    """The boxes of all axes, with their ticks and labels, and of the texts beside them."""
    for ax in figure.axes:
        axes = (ax.xaxis, ax.yaxis) if ax.axison else ()
        ticks = filter(None, (axis.get_tightbbox(renderer) for axis in axes))
        yield Bbox.union([ax.get_window_extent(renderer), *ticks])
    for text in figure.texts:
        yield text.get_window_extent(renderer)


def _height(artist: Artist) -> tuple[float, float]:
    # Matplotlib's order: axes among the artists of the figure, then artists within their axes.
    return (artist.axes or artist).get_zorder(), artist.get_zorder()
