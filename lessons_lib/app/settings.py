"""A picture is drawn with Matplotlib's and NumPy's own settings, whatever a learner has set.

Matplotlib's are the same for all threads, and the page is answered in another thread than that of
the cells. So they are never changed here: only who asks for one while a picture is drawn, in the
thread that draws it, gets ours.
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
    """Decorate a function that draws: in it, settings are the defaults, with ours on top.

    It runs in a context of its own, which ends with it wherever an interrupt comes.
    """

    def inside(*args: P.args, **kwargs: P.kwargs) -> R:
        _drawing.set(True)
        np.seterr(divide="warn", over="warn", under="ignore", invalid="warn")
        return work(*args, **kwargs)

    @wraps(work)
    def outside(*args: P.args, **kwargs: P.kwargs) -> R:
        return copy_context().run(inside, *args, **kwargs)

    return outside
