"""Mistakes of gradient descent: θᵗ⁺¹ = θᵗ − η·∇L(θᵗ) with one piece replaced."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from lessons_lib.functions import Array, quiet
from lessons_lib.mistakes.mistake import Mistake


@dataclass(frozen=True)
class Descent:
    """A few steps of `descent.descend` with replaceable pieces.

    move(η, g) is the change of θ; collect(gradients) is the g it uses, from all gradients so
    far.
    """

    move: Callable[[float, Array], Array] = lambda eta, g: -(eta * g)
    collect: Callable[[list[Array]], Any] = lambda gradients: gradients[-1]

    @quiet
    def __call__(self, gradient: Callable[[Array], Any], theta: Any, eta: float, steps: int) -> Any:
        """θ after this many steps, of the shape of theta."""
        theta = np.asarray(theta)
        gradients: list[Array] = []
        for _ in range(steps):
            gradients.append(np.asarray(gradient(theta)))
            theta = theta + self.move(eta, self.collect(gradients))
        return theta


UPHILL = Mistake(
    "the step goes with the gradient",
    "The gradient points uphill. To go down, subtract it: θ − η·∇L.",
    Descent(move=lambda eta, g: eta * g),
)
RATE_FORGOTTEN = Mistake(
    "the learning rate is forgotten",
    "The step is η times the gradient.",
    Descent(move=lambda eta, g: -g),
)
STALE_GRADIENT = Mistake(
    "each gradient is added to the ones before",
    "Forget the old gradient before each step: a step uses the gradient where it starts.",
    Descent(collect=lambda gradients: np.sum(gradients, axis=0)),
)
FIRST_GRADIENT = Mistake(
    "the gradient at the start is used for every step",
    "After a step θ is somewhere else: compute the gradient there.",
    Descent(collect=lambda gradients: gradients[0]),
)
STEP_ONLY = Mistake(
    "only the step is computed, not where it leads",
    "Add the step to where you are: θ − η·∇L.",
    lambda gradient, theta, eta, steps: (
        Descent()(gradient, theta, eta, steps) - Descent()(gradient, theta, eta, steps - 1)
    ),
)
ONE_STEP = Mistake(
    "you take only one step",
    "Keep going: each step starts where the one before ended.",
    lambda gradient, theta, eta, steps: Descent()(gradient, theta, eta, 1),
)
ONE_MORE = Mistake(
    "you take one step too many",
    "θ⁰ is the start, before any step. θ¹ is where the first step ends.",
    lambda gradient, theta, eta, steps: Descent()(gradient, theta, eta, steps + 1),
)
ONE_LESS = Mistake(
    "you take one step too few",
    "θ⁰ is the start, before any step. θ¹ is where the first step ends.",
    lambda gradient, theta, eta, steps: Descent()(gradient, theta, eta, steps - 1),
)
PARTIALS_SWAPPED = Mistake(
    "the partial derivatives are swapped",
    "Each parameter moves by its own: θ₁ by ∂L/∂θ₁, θ₂ by ∂L/∂θ₂.",
    Descent(collect=lambda gradients: np.flip(gradients[-1])),
)


def _one_by_one(gradient: Callable[[Array], Any], theta: Any, eta: float, steps: int) -> Array:
    moving: Array = np.array(theta, dtype=float)
    for _ in range(steps):
        for i in np.ndindex(moving.shape):
            moving[i] -= eta * np.asarray(gradient(moving.copy()))[i]
    return moving


UPDATED_TOO_EARLY = Mistake(
    "one parameter moves before the next partial derivative is computed",
    "First the whole gradient, where θ is now. Then all parameters move at the same time.",
    _one_by_one,
)

DESCENT = (UPHILL, RATE_FORGOTTEN, STALE_GRADIENT, FIRST_GRADIENT, STEP_ONLY)
COUNTING = (ONE_STEP, ONE_MORE, ONE_LESS)
OF_A_VECTOR = (PARTIALS_SWAPPED, UPDATED_TOO_EARLY)
