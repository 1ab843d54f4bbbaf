"""The gradient without calculus, to check the calculus: nudge each parameter and look."""

from collections.abc import Callable
from typing import Any

import numpy as np

from lessons_lib.functions import Array


def central_difference(loss: Callable[[Array], Any], theta: Any, h: float = 1e-5) -> Array:
    """∂L/∂θᵢ ≈ (L(θ + h·eᵢ) − L(θ − h·eᵢ)) / 2h for every i: two passes a parameter, error ∝ h²."""
    theta = _vector(theta)
    nudges = h * np.eye(len(theta))
    return np.array([(loss(theta + nudge) - loss(theta - nudge)) / (2 * h) for nudge in nudges])


def complex_step(loss: Callable[[Array], Any], theta: Any, h: float = 1e-20) -> Array:
    """∂L/∂θᵢ ≈ Im L(θ + ih·eᵢ) / h: nothing is subtracted, so no digit is lost, however small h.

    loss must accept complex numbers and be analytic (no abs, no max). Source: Squire & Trapp,
    "Using complex variables to estimate derivatives of real functions", SIAM Review 40 (1998).
    """
    theta = _vector(theta)
    nudges = 1j * h * np.eye(len(theta))
    return np.array([np.imag(loss(theta + nudge)) / h for nudge in nudges])


def _vector(theta: Any) -> Array:
    theta = np.asarray(theta, dtype=float)
    if theta.ndim != 1 or not np.isfinite(theta).all():
        raise ValueError(
            "theta must be a vector of finite numbers, such as network.theta, "
            f"but its shape is {theta.shape}"
            + ("." if theta.ndim != 1 else " and it holds NaN or inf.")
        )
    return theta
