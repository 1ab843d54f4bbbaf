"""A picture is drawn with Matplotlib's and NumPy's own settings, whatever a learner has set.

Matplotlib's are the same for all threads, and the page is answered in another thread than that of
the cells. So they are never changed here: only who asks for one while a picture is drawn, in the
thread that draws it, gets ours.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

import matplotlib
import numpy as np

from lessons_lib.draw.style import RC

_OURS: dict[Any, Any] = dict(matplotlib.rcParamsDefault) | dict(matplotlib.RcParams(RC))
_drawing = ContextVar("drawing", default=False)


class _Settings(matplotlib.RcParams):
    def __getitem__(self, key: Any) -> Any:
        if _drawing.get() and key in _OURS and key != "backend":
            return _OURS[key]
        return super().__getitem__(key)


_Settings.__name__ = matplotlib.RcParams.__name__  # a learner may look at them
matplotlib.rcParams.__class__ = _Settings


@contextmanager
def own_settings() -> Iterator[None]:
    """Inside, in this thread, settings are Matplotlib's and NumPy's defaults, with ours on top."""
    before = _drawing.set(True)
    try:
        with np.errstate(divide="warn", over="warn", under="ignore", invalid="warn"):
            yield
    finally:
        _drawing.reset(before)
