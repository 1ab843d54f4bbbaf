"""What a gradient of P parameters costs, in forward passes: backpropagation against differences.

    python tests/benchmarks/price_of_a_gradient.py

The passes are measured on one thread, with one example and with 100. Central differences need 2P
passes; up to a thousand parameters they are run as well, beyond that they would take hours.

With 100 examples a pass is arithmetic, and backward has twice as much of it as forward. With one
example it is memory: forward reads w, backward reads w and writes ∂C/∂w, which is as large.
"""

import os

os.environ |= dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")

from itertools import product

import numpy as np

from lessons_lib.functions import half_squared_error
from lessons_lib.lessons.forward_times_backward.clock_scene import seconds
from lessons_lib.network import Network, backward, forward, loss
from lessons_lib.numeric import central_difference

EXAMPLES = (100, 1)
SIZES = [(6, 8, 5), (18, 20, 16, 12), (50, 50, 50, 20), (150, 150, 150, 50), (500, 500, 500, 500)]
SIZES += [(600, 700, 600, 250)]


def times(net, x, target):
    """The seconds of a forward pass and of a backward one, and those of differences as text."""
    trace = forward(net, x)
    dC_dy = half_squared_error.d(trace.y, target)
    there = back = np.inf
    for _ in range(5):
        there = min(there, seconds(lambda: forward(net, x), 0.2))
        back = min(back, seconds(lambda: backward(net, trace, dC_dy), 0.2))
    if len(net.theta) > 1000:
        return there, back, "-"

    def nudge():
        central_difference(lambda theta: loss(net.at(theta), x, target), net.theta)

    return there, back, f"{seconds(nudge, 1):.3f} s"


def main():
    rng = np.random.default_rng(0)
    heads = ("examples", "parameters", "forward", "backward", "ratio", "differences", "2P passes")
    print("".join(f"{head:>14}" for head in heads))
    for examples, sizes in product(EXAMPLES, SIZES):
        net = Network.random(sizes)
        count = len(net.theta)
        there, back, nudged = times(
            net, rng.normal(size=(sizes[0], examples)), rng.random((sizes[-1], examples))
        )
        print(
            f"{examples:14d}{count:14d}{1e3 * there:11.3f} ms{1e3 * back:11.3f} ms"
            f"{back / there:14.2f}{nudged:>14}{2 * count * there:12.3f} s",
            flush=True,
        )


if __name__ == "__main__":
    main()
