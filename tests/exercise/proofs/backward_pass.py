"""The proofs of the exercises in `backward_pass`."""

from proofs.proof import Proof
from proofs.ways import one_neuron

# z = 2, the two weights, the two numbers that come back


def _wires(rng):
    n = rng.integers(2, 6)
    return rng.normal(), rng.normal(size=n), rng.normal(size=n)


PROOFS = {
    "slope": Proof(
        right=lambda a: a - a * a,
        by_hand={
            "only 1 − a is computed": 0.2,
        },
        kept={"1"},
    ),
    "dC_dz": Proof(
        right=one_neuron,
    ),
    "two_lines": Proof(
        right=one_neuron,
        drawn=_wires,
    ),
}
