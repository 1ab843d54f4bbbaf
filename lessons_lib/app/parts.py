"""What can be touched in a picture, and where it is.

A moving artist is touchable if it has a `url` (a collection: `urls`, one for each of its lines).
That is one or more values of controls: "z3 b3", or with their keyword, "look=4". An axis whose
`url` is the keyword of a slider is touched at any of its values.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
from matplotlib.artist import Artist
from matplotlib.collections import Collection, LineCollection
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.text import Text
from numpy.typing import NDArray

Limits = tuple[str, float, float]  # the url of an axis, and its ends
_MANY = 4  # of more points of a line, every second one will do
_LETTER = 0.3, 0.6  # half the width and half the height of a letter, in sizes of type


class Part(NamedTuple):
    """What the url of a part says, and the points and boxes that cover it.

    A point is x, y, and a box left, top, right, bottom, in thousandths of the picture. A plane has
    an axis `across` or `up` instead of a url.
    """

    places: Sequence[Sequence[int]]
    url: str = ""
    across: Limits | None = None
    up: Limits | None = None


def parts(fig: Figure, artists: Iterable[Artist]) -> list[Part]:
    """The touchable parts as they are now: of the artists those that are visible, and planes."""
    found = [part for artist in artists if artist.get_visible() for part in _of(artist, fig)]
    for ax in fig.axes:
        across, up = (
            (url, *limits) if (url := axis.get_url()) else None
            for axis, limits in ((ax.xaxis, ax.get_xlim()), (ax.yaxis, ax.get_ylim()))
        )
        if across or up:
            corners = _in_thousandths(ax.bbox.get_points(), fig)
            found.append(Part([_around(corners)], across=across, up=up))
    return found


def _of(artist: Artist, fig: Figure) -> Iterator[Part]:
    if isinstance(artist, Collection):
        urls = artist.get_urls()
        shapes = [np.asarray(path.vertices) for path in artist.get_paths()] if any(urls) else []
        if not shapes:
            return
        ends = np.cumsum([len(shape) for shape in shapes])[:-1]
        points = artist.get_transform().transform(np.concatenate(shapes))
        for url, shape in zip(urls, np.split(_in_thousandths(points, fig), ends), strict=False):
            line = isinstance(artist, LineCollection)
            every = 2 if len(shape) > _MANY else 1
            yield Part(shape[::every].tolist() if line else [_around(shape)], url or "")
    elif url := artist.get_url():
        if isinstance(artist, Patch):
            shape = artist.get_transform().transform(artist.get_path().vertices)
            yield Part([_around(_in_thousandths(shape, fig))], url)
        elif isinstance(artist, Line2D):
            points = artist.get_transform().transform(artist.get_xydata())
            yield Part(_in_thousandths(points, fig).tolist(), url)
        elif isinstance(artist, Text) and (text := artist.get_text()):
            middle = artist.get_transform().transform(artist.get_position())
            half = np.multiply(_LETTER, (len(text), 1)) * artist.get_fontsize() * fig.dpi / 72
            yield Part([_around(_in_thousandths(middle + half * [[-1], [1]], fig))], url)


def _in_thousandths(points: NDArray[Any], fig: Figure) -> NDArray[Any]:
    shares = points / fig.bbox.size
    return np.rint(1000 * np.column_stack([shares[:, 0], 1 - shares[:, 1]])).astype(int)


def _around(points: NDArray[Any]) -> list[int]:
    return [*points.min(axis=0).tolist(), *points.max(axis=0).tolist()]
