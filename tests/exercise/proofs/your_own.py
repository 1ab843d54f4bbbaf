"""The proofs of the exercises in `your_own`."""

from itertools import product

import numpy as np
from proofs.proof import Proof

from lessons_lib.numeric import complex_step

# tanh neuron 3 with the weights to z5 and z6, and softmax outputs


def two_outputs(a, w, y, target):
    """By nudging z₆, z₅ and z₃, with the softmax and its cost written out."""

    def cost(nudge):
        sixth, fifth, third = nudge
        moved = np.tanh(np.arctanh(a) + third) - a
        z = [np.log(y[0]) + fifth + w[0] * moved, np.log(y[1]) + sixth + w[1] * moved]
        return np.log(np.exp(z[0]) + np.exp(z[1])) - target[0] * z[0] - target[1] * z[1]

    return complex_step(cost, np.zeros(3))


PROOFS = {
    "dC_dz": Proof(
        right=two_outputs,
        drawn=lambda rng: (
            rng.uniform(-0.95, 0.95),
            rng.normal(size=2),
            rng.dirichlet(np.ones(2)),
            rng.permutation([0.0, 1.0]),
        ),
        by_hand={  # y − ŷ is 0.612461 and −0.612461, and 1 − a₃² is 0.310139
            "the target is still the first one, (1, 0)": [0.387539, -0.387539, 0.139421],
            "the target is forgotten": [0.387539, 0.612461, 0.310139 * (-0.373601 + 0.213146)],
            "1 − a is used instead of 1 − a²": [-0.612461, 0.612461, -0.710455 * 1.830579],
            "σ′ is missing at neuron 3": [-0.612461, 0.612461, -0.373601 - 0.336854],
        },
        kept={"0", "1", "3", "5", "6"},
    ),
    "path_sum": Proof(
        right=lambda x, y: complex_step(lambda y: (x * y[0] + x) ** 2 * y[0], [y])[0],
        by_hand={  # x = −2 and y = 1.5, so u = −3, v = −5, w = 25
            "2 is used instead of 2 · v": 25 - 2 * 2 * 1.5,
            "the edge from w to z carries w, not y": 25 - 2 * -10 * 25,
        },
        kept={"1", "2"},
    ),
    "paths": Proof(
        right=lambda *sizes: sum(1 for _ in product(*map(range, sizes[1:]))),
        by_hand={  # 3 inputs, and layers of 5, 4 and 2
            "the wires on these paths are counted": 5 + 20 + 8 + 2,
        },
        kept={"1"},
    ),
}
