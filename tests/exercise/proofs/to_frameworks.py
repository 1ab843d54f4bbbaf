"""The proofs of the exercises in `to_frameworks`."""

import numpy as np
from proofs.proof import Proof

from lessons_lib.lessons.to_frameworks.exercises import random_edges
from lessons_lib.mistakes import backward
from lessons_lib.network import forward
from lessons_lib.numeric import complex_step


def shapes(neurons, inputs, examples):
    w, a = np.ones((neurons, inputs)), np.ones((inputs, examples))
    z = w @ a
    return [*z.shape, *(w.T @ z).shape, *(z @ a.T).shape]


def slopes_of_softmax(y, j):
    return np.array(
        [
            complex_step(lambda z, i=i: np.exp(z[i]) / np.exp(z).sum(), np.log(y))[j]
            for i in range(len(y))
        ]
    )


def local(operation, *numbers):
    if not operation:  # an input
        return np.zeros(0)
    of = {"+": np.sum, "×": np.prod, "σ": lambda z: 1 / (1 + np.exp(-z[0]))}
    return complex_step(of[operation], numbers)


def by_every_number(edges):
    """Each number is nudged, and the nudge followed forward to the last one."""
    found = []
    for nudged in range(len(edges)):
        moved = [0.0] * len(edges)
        for i, ends in enumerate(edges):
            moved[i] = (i == nudged) + sum(slope * moved[j] for j, slope in ends)
        found.append(moved[-1])
    return np.array(found)


PROOFS = {
    "shapes": Proof(
        right=shapes,
        drawn=lambda rng: rng.integers(2, 10, size=3).tolist(),
    ),
    "slopes": Proof(
        right=slopes_of_softmax,
        drawn=lambda rng: (rng.dirichlet(np.ones(3)), int(rng.integers(3))),
        kept={"1"},
    ),
    "local": Proof(
        right=local,
        by_hand={  # in brackets the numbers it is made with
            "a · (1 − a) is computed, without σ": (("σ", 0.4), [0.24]),
            backward.SIGMA_FOR_SLOPE.when: (("σ", 0.0), [0.5]),
        },
    ),
    "backward": Proof(
        right=by_every_number,
        drawn=lambda rng: random_edges(rng, int(rng.integers(4, 9))),
    ),
    "eighteen": Proof(
        right=lambda net, x, target: complex_step(
            lambda theta: ((forward(net.at(theta), x).y - target) ** 2).sum() / 2, net.theta
        ),
    ),
}
