"""One neuron and its outgoing wires, as a network of its own."""

from typing import Any

import numpy as np

from lessons_lib.functions import Array, identity
from lessons_lib.mistakes.mistake import Impossible
from lessons_lib.network import Gradients, Layer, Network, Trace, forward

AT_MOST_A_QUARTER = Impossible(
    "σ′ is never more than ¼, and never negative. So ∂C/∂z has the sign of the bracket, and at "
    "most a quarter of its size.",
    lambda number, _, w, dC_dz_next: not 0 < number / np.dot(w, dC_dz_next) <= 0.25,
)


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
