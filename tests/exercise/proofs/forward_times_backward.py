"""The proofs of the exercises in `forward_times_backward`."""

import numpy as np
from proofs.proof import Proof
from proofs.ways import AT_ZERO

from lessons_lib.network import Network, forward
from lessons_lib.numeric import complex_step


def central(cost, theta, h):
    """Central differences, with the parameters in a plain list."""
    found = []
    for i in range(len(theta)):
        ahead, behind = list(theta), list(theta)
        ahead[i] += h
        behind[i] -= h
        found.append((cost(np.array(ahead)) - cost(np.array(behind))) / h / 2)
    return np.array(found)


def whole_gradient(net, x, target):
    """As `gradient`, with the cost written out: the mean over the examples, one by one."""

    def cost(theta):
        y = forward(net.at(theta), x).y
        return (
            sum(((y[:, n] - target[:, n]) ** 2).sum() / 2 for n in range(x.shape[1])) / (x.shape[1])
        )

    layers = net.at(complex_step(cost, net.theta)).layers
    return [layer.w for layer in layers], [layer.b for layer in layers]


def parameters(*sizes):
    return len(Network.random(sizes).theta)


PROOFS = {
    "product": Proof(
        right=lambda a, w, dC_dz, sent: complex_step(lambda p: dC_dz * (p[0] * a + p[1]), [w, 0]),
        by_hand={
            "forward value and backward value are added": [0.3 - 0.25, -0.25],
        },
        kept={"1"},
    ),
    "central": Proof(
        right=lambda behind, here, ahead, h: np.polyfit([-h, h], [behind, ahead], 1)[0],
    ),
    "suspect": Proof(
        right=lambda mistake, *numbers: int(mistake),
        kept={"1", "2", "3", "4"},
    ),
    "passes": Proof(
        right=lambda *sizes: [2 * parameters(*sizes), 1 + 1],
        by_hand={  # 20 weights, 6 biases
            "the biases are forgotten, and only one pass is counted for each weight": [20, 2],
        },
    ),
    "two_lines": Proof(
        right=central,
    ),
    "whole_gradient": Proof(
        right=whole_gradient,
        given=(AT_ZERO, np.array([[1.0, 2.0]]), np.ones((1, 2))),
        by_hand={  # each ∂C/∂z is −⅛
            "the weights get the sum over the examples, and the biases the mean": [-0.375, -0.125],
            "the weights get the mean over the examples, and the biases the sum": [-0.1875, -0.25],
        },
    ),
}
