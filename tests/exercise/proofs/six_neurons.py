"""The proofs of the exercises in `six_neurons`."""

import numpy as np
from proofs.proof import Proof
from proofs.ways import gradient


def three_parameters(*given):
    dC_dw, dC_db = gradient(*given)
    return np.array([dC_dw[1][1, 1], dC_dw[2][1, 0], dC_db[1][1, 0]])


PROOFS = {
    "dC_dz": Proof(
        right=lambda *given: np.concatenate(gradient(*given)[1])[::-1, 0],
        by_hand={  # the way back of the lesson, and the solution of the exercise
            "neuron 5 comes before neuron 6, and likewise in each layer": (
                [0.146, -0.0242, 0.0544, -0.0239, 0.00277, -0.00321]
            ),
        },
        near=0.02,
        kept={"1", "2", "3", "4", "5", "6"},
    ),
    "gradient": Proof(
        right=three_parameters,
        by_hand={
            "the bias gets what the wire of the weight carries": (
                [0.119 * -0.0239, 0.864 * -0.0242, 0.119 * -0.0239]
            ),
        },
        near=0.02,
        kept={"1"},
    ),
    "line": Proof(
        right=lambda kind, *target: (3, 3, 3, 2, 4, 4)[kind],
        kept={"1", "2", "3", "4"},
    ),
    "two_lines": Proof(
        right=lambda *given: gradient(*given)[1],
    ),
    "backward": Proof(
        right=lambda *given: gradient(*given),
    ),
}
