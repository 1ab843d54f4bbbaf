"""Numerical gradients, to check the analytical ones: nudge each parameter and measure."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from lessons_lib import checks
from lessons_lib.functions import Array, quiet


@quiet
def central_difference(loss: Callable[[Array], Any], theta: Any, h: float = 1e-5) -> Array:
    """∂L/∂θᵢ ≈ (L(θ + h·eᵢ) − L(θ − h·eᵢ)) / 2h for every i: two passes a parameter, error ∝ h².

    loss(theta) is one number; theta and the result are vectors (P,) of finite numbers.
    """
    theta = checks.vector(theta, "theta")
    checks.settings(h=h)
    nudges = _nudges(len(theta), h)
    return np.array([(_one(loss(theta + e)) - _one(loss(theta - e))) / (2 * h) for e in nudges])


@quiet
def complex_step(loss: Callable[[Array], Any], theta: Any, h: float = 1e-20) -> Array:
    """∂L/∂θᵢ ≈ Im L(θ + ih·eᵢ) / h: no subtraction, so no cancellation for small h.

    As `central_difference`, but loss must accept complex numbers and be analytic (no abs, no
    comparison). Source: Squire & Trapp, "Using complex variables to estimate derivatives of
    real functions", SIAM Review 40 (1998).
    """
    theta = checks.vector(theta, "theta")
    checks.settings(h=h)
    values = [_one(loss(theta + e)) for e in _nudges(len(theta), 1j * h)]
    return np.asarray(np.imag(checks.complex_loss(values)) / h)


class Comparison(NamedTuple):
    """The largest difference of two gradients; `relative` is relative to the larger entry."""

    entry: int
    name: str
    gradient: float
    reference: float
    relative: float


@quiet
def compare(gradient: Any, reference: Any, names: Sequence[str] = ()) -> Comparison:
    """The entry in which two gradients (P,) differ most, named as in `network.names`."""
    gradient = checks.vector(gradient, "gradient")
    reference = checks.vector(reference, "reference")
    names = names or [f"theta[{i}]" for i in range(len(gradient))]
    checks.same_length(len(gradient), len(reference), len(names))
    size = np.maximum(abs(gradient), abs(reference))
    relative = abs(gradient - reference) / np.where(size == 0, 1, size)
    i = int(relative.argmax())
    return Comparison(i, names[i], float(gradient[i]), float(reference[i]), float(relative[i]))


@dataclass
class Counted:
    """A function that counts its calls: each `counted(theta)` adds 1 to `counted.passes`."""

    f: Callable[..., Any]
    passes: int = 0

    def __call__(self, *arguments: Any) -> Any:
        """Call f and count the call."""
        self.passes += 1
        return self.f(*arguments)


def _nudges(parameters: int, h: complex) -> Iterator[Array]:
    return (h * (np.arange(parameters) == i) for i in range(parameters))


def _one(value: Any) -> Any:
    return np.reshape(checks.one_number(value), ())[()]
