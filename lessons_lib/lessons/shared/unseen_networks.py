"""Test networks for learners' functions, other than those in the notebooks."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from lessons_lib.functions import (
    Function,
    half_squared_error,
    identity,
    relu,
    sigmoid,
    softplus,
    tanh,
)
from lessons_lib.network import Network, Trace, forward

# square layers first: there a forgotten transpose is a wrong number, elsewhere an error
SIZES = (
    *((2, 2, 2, 2), (3, 3, 3), (2, 4, 3, 2), (1, 5, 1), (4, 2, 3)),
    *((1, 1), (3, 2), (1, 1, 1, 1, 1), (2, 3, 4, 3, 2, 2)),
)
# … and of other activations, one after the other from layer to layer
OTHERS = {(2, 2, 2): (tanh, sigmoid), (3, 4, 2, 2): (relu, tanh, identity), (2, 3): (softplus,)}


def network(
    sizes: Sequence[int], seed: int, sigma: Function | Sequence[Function] = sigmoid
) -> Network:
    """A network whose biases are random too."""
    net = Network.random(sizes, seed, sigma)
    return net.at(np.random.default_rng(seed).normal(size=net.theta.shape))


def forward_case(
    sizes: Sequence[int],
    seed: int,
    examples: int = 1,
    sigma: Function | Sequence[Function] = sigmoid,
) -> tuple[Network, Any]:
    """(net, x): the arguments of a forward pass."""
    rng = np.random.default_rng([seed, 1])
    return network(sizes, seed, sigma), rng.normal(size=(sizes[0], examples))


def forward_cases() -> list[tuple[Network, Any]]:
    """One for each of the test networks."""
    cases = [forward_case(sizes, seed) for seed, sizes in enumerate(SIZES)]
    return cases + [forward_case(sizes, 0, sigma=each) for sizes, each in OTHERS.items()]


def backward_cases() -> list[tuple[Network, Trace, Any]]:
    """The same for a backward pass."""
    return [backward_case(*case, seed) for seed, case in enumerate(forward_cases())]


def backward_case(net: Network, x: Any, seed: int) -> tuple[Network, Trace, Any]:
    """(net, trace, dC_dy): the arguments of a backward pass, for the cost ½·(y − ŷ)²."""
    trace = forward(net, x)
    target = np.random.default_rng([seed, 2]).integers(0, 2, size=trace.y.shape)
    return net, trace, half_squared_error.d(trace.y, target)
