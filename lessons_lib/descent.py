"""θ⁰ → θ¹ → θ² → …: descend against the gradient, one update rule at a time."""

from collections.abc import Callable, Iterator
from itertools import count
from typing import Any, NamedTuple

import numpy as np

from lessons_lib.functions import Array


class Step(NamedTuple):
    """Where the descent is after t updates: θᵗ and the gradient there, both of the shape of θ⁰."""

    t: int
    theta: Array
    gradient: Array


def plain(eta: float = 0.1) -> Callable[[Array], tuple[Array]]:
    """Plain gradient descent: θᵗ⁺¹ = θᵗ − η·∇L(θᵗ)."""
    if not (np.isfinite(eta) and eta >= 0):
        raise ValueError(f"eta, the learning rate, must be a finite number from 0 up, not {eta}.")

    def rule(g: Array) -> tuple[Array]:
        return (-eta * g,)

    return rule


def descend(
    gradient: Callable[[Array], Any], theta: Any, rule: Callable[..., tuple[Any, ...]]
) -> Iterator[Step]:
    """The endless walk θ⁰, θ¹, θ², …: `itertools.islice` decides where it ends.

    gradient(theta) has the shape of theta. rule(g, *memory) returns the change of theta and its new
    memory, which it gets back at the next step.
    """
    theta = np.array(theta, dtype=float)
    memory: tuple[Any, ...] = ()
    for t in count():
        g = np.asarray(gradient(theta))
        if g.shape != theta.shape:
            raise ValueError(
                f"the gradient must have one entry for each of theta, shape {theta.shape}, "
                f"but gradient(theta) has shape {g.shape}."
            )
        yield Step(t, theta, g)
        change, *memory_ = rule(g, *memory)
        memory = tuple(memory_)
        theta = theta + change
