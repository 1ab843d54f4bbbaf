"""A picture for paper: drawn once, and written as SVG into a page of HTML."""

import io
import re
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

from matplotlib.collections import Collection
from matplotlib.figure import Figure

from lessons_lib.app.settings import own_settings

P = ParamSpec("P")


def as_svg(draw: Callable[P, Figure]) -> Callable[P, str]:
    """Decorator: the function returns its figure as an <svg> element, the same in every run."""

    @wraps(draw)
    @own_settings
    def svg(*args: P.args, **kwargs: P.kwargs) -> str:
        file = io.StringIO()
        figure = draw(*args, **kwargs)
        for artist in figure.findobj():
            artist.set(url=None, gid=None)  # on paper nothing is touched: no links, no names
            if isinstance(artist, Collection):
                artist.set_urls([None])
        figure.savefig(file, format="svg", metadata={"Date": None})
        _, _, inside = file.getvalue().partition("<svg")
        inside = re.sub(r' d="[^"]+"', _to_three_decimals, inside)
        return f'<svg style="max-width: 100%; height: auto"{inside}'

    return svg


def _to_three_decimals(path: re.Match[str]) -> str:
    """Matplotlib writes six decimals, of which the last depends on the processor."""
    return re.sub(r"\d+\.\d{4,}", lambda number: f"{float(number[0]):.3f}", path[0])
