"""The way back from the first layer to the pixels."""

import numpy as np

from lessons_lib.functions import Array, identity
from lessons_lib.network import Layer, Network, Trace, forward


def pixels(x: Array, w: Array, dC_dz: Array) -> tuple[Network, Trace, Array]:
    """The layer after the pixels as a network in which ∂C/∂x is ∂C/∂z of the first layer."""
    count = len(x)
    net = Network(
        [
            Layer(np.eye(count), np.zeros((count, 1)), identity),
            Layer(w, np.zeros((len(w), 1)), identity),
        ]
    )
    return net, forward(net, x[:, None]), dC_dz[:, None]


def dC_dx(x: Array, w: Array, dC_dz: Array) -> Array:
    """∂C/∂x (inputs,) from w (neurons, inputs) and ∂C/∂z (neurons,)."""
    found: Array = w.T @ dC_dz
    return found
