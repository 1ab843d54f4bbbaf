"""The proofs of the exercises in `chain_rule`."""

from math import cos, sin

import numpy as np
from proofs.proof import Proof

from lessons_lib.numeric import complex_step


def forward_mode(edges, node):
    """How far z moves when the node moves by 1, propagated forward."""
    moved = {node: 1.0}
    order = [*edges, "z"]
    for one in order[order.index(node) :]:
        for end, number in edges.get(one, ()):
            moved[end] = moved.get(end, 0) + number * moved.get(one, 0)
    return moved["z"]


PROOFS = {
    "ratio": Proof(
        right=lambda x, dx: (2 * x + dx) * (2 * (x * x + 2) + dx * (2 * x + dx)),
        by_hand={  # from y = 3 and z = 9 to y = 4.25 and z = 18.0625
            "the derivative is taken at the end of the step": 2 * 1.5 * 2 * 4.25,
            "the fraction is upside down": 0.5 / 9.0625,
        },
        near=0.0005,
        kept={"1"},
    ),
    "sine": Proof(
        right=lambda x: complex_step(lambda x: np.sin(x[0] * x[0]), [x])[0],
        by_hand={
            "dy/dx is taken at y, not at x": 18 * cos(9),
            "sin of dy/dx is computed": sin(6),
        },
        kept={"2"},
    ),
    "three_paths": Proof(
        right=lambda s, k, c: 3 * k * s * s + k - c,
        kept={"1"},
    ),
    "back": Proof(
        right=lambda edges: [forward_mode(edges, node) for node in ("x2", "x1", "s")],
        by_hand={
            "the numbers on x₁ → y₂ and x₂ → y₁ are swapped": [3 - 5, 6 + 2, 3 * 8 + 2 * -2],
        },
    ),
    "two_lines": Proof(
        right=lambda paths: np.sum([np.prod(path) for path in paths]),
        drawn=lambda rng: (
            [list(rng.normal(size=rng.integers(1, 5))) for _ in range(rng.integers(2, 5))],
        ),
    ),
    "whole": Proof(
        right=forward_mode,
    ),
}
