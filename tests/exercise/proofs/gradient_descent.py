"""The proofs of the exercises in `gradient_descent`."""

from itertools import islice
from typing import Any

import numpy as np
from proofs.proof import Proof

from lessons_lib.descent import descend, plain
from lessons_lib.network import Network


def _walk(start: float, step: Any, n: int) -> float:
    for t in range(n):
        start = step(start, t)
    return start


END = -8 * 0.92**10


def walked(theta, gradient, eta, steps):
    (last,) = islice(descend(gradient, theta, plain(eta)), steps, steps + 1)
    return last.theta


PROOFS = {
    "ten_steps": Proof(
        right=lambda theta, eta, steps: theta * (1 - 2 * eta) ** steps,
        by_hand={
            "the length of the next step is read instead of θ": -0.04 * 2 * END,
            "the loss is used instead of its slope": _walk(-8, lambda x, t: x - 0.04 * x * x, 10),
            "the start and the learning rate are still 10 and 0.2": 10 * 0.6**10,
        },
        kept={"10", "1", "2"},
    ),
    "two_steps": Proof(
        right=lambda loss, theta, eta: [
            loss.c / 2 + (theta - loss.c / 2) * (1 - 2 * eta) ** steps for steps in (1, 2)
        ],
        by_hand={
            "θ · θ isn't differentiated": [5 - 0.1 * 21, 2.9 - 0.1 * (2.9 * 2.9 - 4)],
        },
        kept={"2"},
    ),
    "turned": Proof(
        right=lambda loss, theta, eta, steps: (
            theta - eta * np.array([[2, 1], [1, 2 * loss.m]]) @ theta
        ),
        by_hand={
            "θ₁ · θ₂ is subtracted": [3 - 0.1 * 7, -1 - 0.1 * -9],
            "θ₁ and θ₂ share one gradient: the sum of both": [3 - 0.1 * 2, -1 - 0.1 * 2],
            "the 2s are missing from the slopes of the squares": [3 - 0.1 * 2, -1 - 0.1 * 0],
        },
        kept={"2"},
    ),
    "parameters": Proof(
        right=lambda sizes: Network.random(sizes).theta.size,
    ),
    "step": Proof(
        right=lambda theta, gradient, eta: walked(theta, gradient, eta, 1),
    ),
    "descend": Proof(
        right=walked,
    ),
}
