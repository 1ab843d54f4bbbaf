"""The proofs of the exercises in `training`."""

import numpy as np
from proofs.proof import Proof
from proofs.ways import AT_ZERO, s

from lessons_lib.network import forward
from lessons_lib.numeric import complex_step

TWO_BATCHES = (
    AT_ZERO,
    [(np.array([[1.0, 2.0]]), np.ones((1, 2))), (np.array([[3.0]]), np.zeros((1, 1)))],
    0.5,
)

# of batch 1 at θ = 0 each y − ŷ is −½, so its gradient is −¾ by w and −½ by b
W1, B1 = 0.375, 0.25  # … and this is θ after update 1


def updates(n, size, epochs):
    counted = 0
    for _ in range(epochs):
        left = n
        while left > 0:
            left -= size
            counted += 1
    return counted


def mean_gradient(a, y, target):
    pairs = [(c * (p - t), p - t) for c, p, t in zip(a, y, target, strict=True)]
    return np.array([sum(one) / len(pairs) for one in zip(*pairs, strict=True)])


def trained(net, batches, eta):
    """By complex steps on −ln of the probability that each output gives to its target."""
    theta = net.theta
    for x, target in batches:

        def cost(theta, x=x, target=target):
            y = forward(net.at(theta), x).y
            return -np.log(np.where(target == 1, y, 1 - y)).sum() / x.shape[1]

        theta = theta - eta * complex_step(cost, theta)
    return theta


PROOFS = {
    "updates": Proof(
        right=updates,
        kept={"100"},
    ),
    "batch": Proof(
        right=mean_gradient,
        by_hand={
            "the sum is divided by the number of points twice": [-0.83 / 16, 0.2 / 16],
            "only the last point is counted": [0.2 * 0.4, 0.4],
            "the bias gets what the weight gets": [-0.83 / 4, -0.83 / 4],
        },
        kept={"1", "4"},
    ),
    "line": Proof(
        right=lambda: 6,
    ),
    "loop": Proof(
        right=trained,
        given=TWO_BATCHES,
        by_hand={
            "only the last batch is used": [-0.5 * 0.5 * 3, -0.5 * 0.5],
            "the biases are forgotten": [W1 - 0.5 * s(3 * W1) * 3, 0],
        },
    ),
}
