"""One neuron and its outgoing wires, as a network of its own."""

from typing import Any

import numpy as np

from lessons_lib.functions import Array, identity
from lessons_lib.network import Gradients, Layer, Network, Trace, forward


def one_neuron(z: float, w: Any, dC_dz_next: Any) -> tuple[Network, Trace, Array]:
    """A neuron with this z, its wires to the next neurons, and their ∂C/∂z, as a network.

    w and dC_dz_next are (next neurons,); the activation of the next neurons does not matter.
    """
    w = np.asarray(w, dtype=float)[:, None]
    net = Network([Layer([[0.0]], [[z]]), Layer(w, np.zeros_like(w), identity)])
    return net, forward(net, [[0.0]]), np.asarray(dC_dz_next, dtype=float)[:, None]


def of_first(gradients: Gradients) -> float:
    """∂C/∂z of that neuron."""
    return float(gradients.dC_dz[0][0, 0])
