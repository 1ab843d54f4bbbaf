"""Simulates another processor: changes the last bit of every result.

The kernels of matrix products and of exp differ between processors: they add in another order and
round elsewhere. Displayed text must not depend on that.
"""

import sys
from contextlib import contextmanager

import numpy as np
import pytest

from lessons_lib import checks
from lessons_lib.functions import Function
from lessons_lib.network import Gradients, Trace


def forget_what_was_computed():
    """Clear every cache of the package."""
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] == "lessons_lib":
            for value in list(vars(module).values()):
                if hasattr(value, "cache_clear"):
                    value.cache_clear()


@contextmanager
def another_processor(seed):
    """Context: each result of a network or a walk is off by one unit in the last place.

    Exact results, such as σ(0) = ½ or 1 · 4, are the same on every processor.
    """
    by, places_by = np.random.default_rng(seed).integers(2**62, size=2) | 1

    def off(value):
        array = np.asarray(value)
        if array.dtype != float:
            return value
        with np.errstate(all="ignore"):
            exact = array == array.astype(np.float32)
        # by chance, but always the same for one number at one place, as on a processor
        bits = array.ravel().view(np.int64)
        chance = (bits * by + np.arange(array.size) * places_by) >> 62
        moved = (bits + chance % 3 - 1).view(float).reshape(array.shape)
        return np.where(exact, array, moved)[()]

    def results_off(method):
        return lambda *arguments: off(method(*arguments))

    def parts_off(method):
        return lambda self, *groups: method(self, *(tuple(map(off, group)) for group in groups))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Function, "__call__", results_off(Function.__call__))
        patch.setattr(Function, "d", results_off(Function.d))
        patch.setattr(Trace, "__init__", parts_off(Trace.__init__))
        patch.setattr(Gradients, "__init__", parts_off(Gradients.__init__))
        patch.setattr(checks, "like_theta", results_off(checks.like_theta))
        forget_what_was_computed()
        yield
    forget_what_was_computed()
