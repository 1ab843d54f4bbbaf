"""The slopes and gradients of the losses in lesson 01."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from lessons_lib.functions import Array


def curve(theta: Any) -> Any:
    """The slope of the lesson's curve, θ · θ."""
    return 2 * theta


def bowl(theta: Array) -> Array:
    """The gradient of the lesson's bowl, θ₁ · θ₁ + 3 · θ₂ · θ₂."""
    return np.array([2 * theta[0], 6 * theta[1]])


def long_bowl(theta: Array) -> Array:
    """The gradient of θ₁ · θ₁ + 2 · θ₂ · θ₂ + 3 · θ₃ · θ₃ + …, for any number of parameters."""
    return 2 * np.arange(1, len(theta) + 1) * theta


@dataclass(frozen=True)
class Parabola:
    """The slope of the loss θ · θ − c · θ + d."""

    c: float
    d: float

    def __call__(self, theta: Any) -> Any:
        """The slope at θ."""
        return 2 * theta - self.c


@dataclass(frozen=True)
class TurnedBowl:
    """The gradient of the loss θ₁ · θ₁ + θ₁ · θ₂ + m · θ₂ · θ₂."""

    m: float

    def __call__(self, theta: Array) -> Array:
        """The gradient (2,) at θ (2,)."""
        return np.array([2 * theta[0] + theta[1], theta[0] + 2 * self.m * theta[1]])


moved_curve = Parabola(4, 7)
turned_bowl = TurnedBowl(3)
