"""The proofs of the exercises in `update_after`."""

import numpy as np
from proofs.proof import Proof
from proofs.ways import gradient, neurons, one_neuron, s

from lessons_lib.functions import half_squared_error
from lessons_lib.network import forward as walk_forward
from lessons_lib.numeric import complex_step

# a1, w5, w7, what comes back over them, the learning rate
CHAIN = neurons(1.0, 2.0)
CHAIN_TRACE = walk_forward(CHAIN, [[1.0]])
_A1, _Y = s(1), s(2 * s(1))
_D2 = _Y * (1 - _Y) * (_Y - 1)  # ∂C/∂z₂ for the target 1


def moved_weights(net, trace, dC_dy, eta):
    moved = [layer.w.copy() for layer in net.layers]
    for w, dC_dw in zip(moved, gradient(net, trace, dC_dy)[0], strict=True):
        for place in np.ndindex(w.shape):
            w[place] -= eta * dC_dw[place]
    return moved


PROOFS = {
    "order": Proof(
        right=lambda: 2,
    ),
    "new_weight": Proof(
        right=lambda w, a, dC_dz, eta, *other: (
            w - eta * complex_step(lambda v: v[0] * a * dC_dz, [w])[0]
        ),
        kept={"1", "3", "4"},
    ),
    "dC_dz1": Proof(
        right=lambda a, w, dC_dz_next: one_neuron(np.log(a / (1 - a)), w, dC_dz_next),
        kept={"1"},
    ),
    "two_lines": Proof(
        right=moved_weights,
        given=(
            CHAIN,
            CHAIN_TRACE,
            half_squared_error.d(CHAIN_TRACE.y, np.ones((1, 1))),
            3,
        ),
        by_hand={
            "the gradient is returned instead of the new weights": [
                _A1 * (1 - _A1) * 2 * _D2,
                _D2 * _A1,
            ],
        },
    ),
    "slip": Proof(
        right=lambda a, w, back: [3, one_neuron(np.log(a / (1 - a)), [w], [back])],
        by_hand={
            "only the page's decimal point is moved": [3, -0.00819],
        },
        near=0.02,
    ),
}
