"""Draws pictures with default settings of Matplotlib and NumPy, whatever a learner has set.

Matplotlib's settings are global to all threads, and widget messages are handled in another thread
than cells. So they are never changed here; instead, reads in the drawing thread return the defaults
while a picture is drawn.
"""

from collections.abc import Callable
from contextvars import ContextVar, copy_context
from functools import wraps
from typing import Any, ParamSpec, TypeVar

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


P = ParamSpec("P")
R = TypeVar("R")


def own_settings(work: Callable[P, R]) -> Callable[P, R]:
    """Decorator for functions that draw: inside, settings are the defaults plus ours.

    It runs in a copy of the context, so nothing stays changed, even after an interrupt.
    """

    def inside(*args: P.args, **kwargs: P.kwargs) -> R:
        _drawing.set(True)
        np.seterr(divide="warn", over="warn", under="ignore", invalid="warn")
        return work(*args, **kwargs)

    @wraps(work)
    def outside(*args: P.args, **kwargs: P.kwargs) -> R:
        return copy_context().run(inside, *args, **kwargs)

    return outside
