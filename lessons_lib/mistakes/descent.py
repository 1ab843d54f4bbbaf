"""Mistakes of gradient descent: θᵗ⁺¹ = θᵗ − η·∇L(θᵗ) with one piece replaced."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from lessons_lib.functions import Array, quiet
from lessons_lib.language import Later
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
    Later("the step goes with the gradient"),
    Later("The gradient points uphill. To go down, subtract it: θ − η·∇L."),
    Descent(move=lambda eta, g: eta * g),
)
RATE_FORGOTTEN = Mistake(
    Later("the learning rate is forgotten"),
    Later("The step is η times the gradient."),
    Descent(move=lambda eta, g: -g),
)
STALE_GRADIENT = Mistake(
    Later("each gradient is added to the ones before"),
    Later(
        "Forget the old gradient before the next step: a step uses the gradient of where it stands."
    ),
    Descent(collect=lambda gradients: np.sum(gradients, axis=0)),
)
FIRST_GRADIENT = Mistake(
    Later("the gradient of the start is used for every step"),
    Later("After a step θ stands elsewhere: compute the gradient there."),
    Descent(collect=lambda gradients: gradients[0]),
)
STEP_ONLY = Mistake(
    Later("only the step is computed, and not where it leads"),
    Later("Add the step to where you stand: θ − η·∇L."),
    lambda gradient, theta, eta, steps: (
        Descent()(gradient, theta, eta, steps) - Descent()(gradient, theta, eta, steps - 1)
    ),
)
ONE_STEP = Mistake(
    Later("only one step is made"),
    Later("Repeat it: each step starts where the one before has ended."),
    lambda gradient, theta, eta, steps: Descent()(gradient, theta, eta, 1),
)
ONE_MORE = Mistake(
    Later("there is one step too many"),
    Later("θ⁰ is the start, before any step. θ¹ is where the first step ends."),
    lambda gradient, theta, eta, steps: Descent()(gradient, theta, eta, steps + 1),
)
ONE_LESS = Mistake(
    Later("there is one step too few"),
    Later("θ⁰ is the start, before any step. θ¹ is where the first step ends."),
    lambda gradient, theta, eta, steps: Descent()(gradient, theta, eta, steps - 1),
)
PARTIALS_SWAPPED = Mistake(
    Later("the partial derivatives are swapped"),
    Later("Each parameter moves by its own: θ₁ by ∂L/∂θ₁, θ₂ by ∂L/∂θ₂."),
    Descent(collect=lambda gradients: np.flip(gradients[-1])),
)


def _one_by_one(gradient: Callable[[Array], Any], theta: Any, eta: float, steps: int) -> Array:
    moving: Array = np.array(theta, dtype=float)
    for _ in range(steps):
        for i in np.ndindex(moving.shape):
            moving[i] -= eta * np.asarray(gradient(moving.copy()))[i]
    return moving


UPDATED_TOO_EARLY = Mistake(
    Later("one parameter has moved already when the gradient of the next is computed"),
    Later(
        "First the whole gradient, where θ stands now. Then all parameters move at the same time."
    ),
    _one_by_one,
)

DESCENT = (UPHILL, RATE_FORGOTTEN, STALE_GRADIENT, FIRST_GRADIENT, STEP_ONLY)
COUNTING = (ONE_STEP, ONE_MORE, ONE_LESS)
OF_A_VECTOR = (PARTIALS_SWAPPED, UPDATED_TOO_EARLY)
