"""Networks that no learner has seen, to test their functions on."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from lessons_lib.functions import half_squared_error
from lessons_lib.network import Network, Trace, forward

# square layers first: there a forgotten transpose gives a wrong number, elsewhere an error
SIZES = ((2, 2, 2, 2), (3, 3, 3), (2, 4, 3, 2), (1, 5, 1), (4, 2, 3))


def network(sizes: Sequence[int], seed: int) -> Network:
    """A network of sigmoid neurons whose biases are random too."""
    net = Network.random(sizes, seed)
    return net.at(np.random.default_rng(seed).normal(size=net.theta.shape))


def forward_case(sizes: Sequence[int], seed: int, examples: int = 1) -> tuple[Network, Any]:
    """(net, x): what a forward pass is given."""
    rng = np.random.default_rng([seed, 1])
    return network(sizes, seed), rng.normal(size=(sizes[0], examples))


def backward_case(sizes: Sequence[int], seed: int) -> tuple[Network, Trace, Any]:
    """(net, trace, dC_dy): what a backward pass is given, for the cost ½·(y − ŷ)²."""
    net, x = forward_case(sizes, seed)
    trace = forward(net, x)
    target = np.random.default_rng([seed, 2]).integers(0, 2, size=trace.y.shape)
    return net, trace, half_squared_error.d(trace.y, target)
