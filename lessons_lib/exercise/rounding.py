"""Rounding errors of a sum that is 0: a learner who writes 0 is right."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np

from lessons_lib.network import Network, Trace

NOISE = (
    1e-9  # relative to the largest; above that it is not rounding, even if a broken tie changes it
)
LITTLE = 1e-12  # far above rounding errors, far below typed digits


def without_rounding(algorithm: Callable[..., Any], given: tuple[Any, ...]) -> Any:
    """algorithm(*given), with 0 for each number that is only rounding error.

    If terms cancel, as in 0.1 · 3 − 0.3, some 1e-17 is left that depends on the processor. It
    is recognised by decreasing each given number by a LITTLE: this changes a rounding error by
    more than its size.
    """
    chance = np.random.default_rng(0)
    result = algorithm(*given)
    return _clean(result, algorithm(*_smaller(given, chance)))


def _clean(result: Any, beside: Any) -> Any:
    if isinstance(result, list | tuple):
        return [_clean(*pair) for pair in zip(result, beside, strict=True)]
    if np.asarray(result).dtype != float:
        return result
    size = max(1.0, np.max(np.abs(result), initial=0.0))
    noise = (abs(beside - result) > abs(result)) & (abs(result) < NOISE * size)
    return np.where(noise, 0.0, result)[()]


def _smaller(value: Any, chance: np.random.Generator) -> Any:
    match value:
        case Network():
            return value.at(_smaller(value.theta, chance))
        case Trace():
            return replace(value, z=_smaller(value.z, chance), a=_smaller(value.a, chance))
        case list() | tuple():
            return type(value)(_smaller(part, chance) for part in value)
        case dict():
            return {key: _smaller(part, chance) for key, part in value.items()}
    if np.asarray(value).dtype != float:
        return value
    return value * (1 - LITTLE * chance.random(np.shape(value)))
