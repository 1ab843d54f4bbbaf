"""θ updated after all ∂C/∂z are known, or too early: both orders as one function."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

import numpy as np

from lessons_lib.descent import descend, plain
from lessons_lib.functions import Array, half_squared_error, quiet
from lessons_lib.language import Later
from lessons_lib.mistakes.backward import updated_too_early
from lessons_lib.network import Gradients, Network, backward, forward, loss

AFTER, EARLY = Later("last"), Later("too early")
ORDERS: tuple[str, ...] = (AFTER, EARLY)


@quiet
def slopes(net: Network, x: Any, target: Any, eta: float, early: Any = 0) -> Gradients:
    """The results of one backward pass over weights that are updated `early`.

    early = 0 is backpropagation. With early = 1 each layer is updated at once, and the layer
    before it gets its ∂C/∂z through the *new* weights. An array (orders, 1, 1) computes several
    at once.
    """
    trace = forward(net, x)
    way_back = updated_too_early(early * eta).of if np.any(early) else backward
    found: Gradients = way_back(net, trace, half_squared_error.d(trace.y, target))
    return found


@dataclass(frozen=True)
class Task:
    """A network, its training examples, and which of its parameters may move (1) or not (0)."""

    net: Network
    x: Array
    target: Array
    free: Any = 1

    def walk(self, eta: float, early: Any = 0) -> Iterator[Array]:
        """θ⁰, θ¹, θ², …, endless unless it diverges; early as in `slopes`."""

        def found(theta: Array) -> Array:
            every = slopes(self.net.at(theta), self.x, self.target, eta, early)
            moves: Array = every.theta * self.free
            return moves

        start = np.broadcast_to(self.net.theta, (*np.shape(early)[:-2], self.net.theta.size))
        return (step.theta for step in descend(found, start, plain(eta)))

    def losses(self, eta: float, steps: int, early: int) -> Array:
        """L(θ⁰) … L(θ^steps); ∞ from where the walk diverged."""
        thetas = np.array(list(islice(self.walk(eta, early), steps + 1)))
        found = np.full(steps + 1, np.inf)
        found[: len(thetas)] = loss(self.net.at(thetas), self.x, self.target)
        return np.where(np.isfinite(found), found, np.inf)
