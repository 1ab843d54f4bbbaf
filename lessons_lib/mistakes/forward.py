"""Mistakes of the forward pass: z = w·a + b and a = σ(z) with one piece replaced."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from lessons_lib.functions import Array, Function
from lessons_lib.mistakes.mistake import Mistake
from lessons_lib.network import Network, Trace


@dataclass(frozen=True)
class Forward:
    """`network.forward` with replaceable pieces: how z and a are computed."""

    add: Callable[[Array, Array, Array], Array] = lambda w, a, b: w @ a + b
    send: Callable[[Function, Array], Array] = lambda sigma, z: sigma(z)

    def __call__(self, net: Network, x: Any) -> Trace:
        """Every z and a for the inputs x (inputs, examples)."""
        z: list[Array] = []
        a: list[Array] = [np.asarray(x, dtype=float)]
        for layer in net.layers:
            z.append(self.add(layer.w, a[-1], layer.b))
            a.append(self.send(layer.sigma, z[-1]))
        return Trace(tuple(z), tuple(a))


BIAS_FORGOTTEN = Mistake(
    "the bias is forgotten",
    "A neuron adds its bias to what the wires contribute: z = w·a + b.",
    Forward(add=lambda w, a, b: w @ a),
)
BIAS_SUBTRACTED = Mistake(
    "the bias is subtracted",
    "The bias is added: z = w·a + b.",
    Forward(add=lambda w, a, b: w @ a - b),
)
W_TRANSPOSED = Mistake(
    "rows and columns of w are swapped",
    "Row i of w holds the weights into neuron i. To get its z, go along this row.",
    Forward(add=lambda w, a, b: w.T @ a + b),
)
SIGMA_FORGOTTEN = Mistake(
    "z is sent out without σ",
    "A neuron adds up its weighted inputs to get z, and sends out a = σ(z).",
    Forward(send=lambda sigma, z: z),
)
SLOPE_SENT = Mistake(
    "σ′(z) is sent out instead of σ(z)",
    "Forward, a neuron sends out a = σ(z). Its slope σ′(z) is for the backward pass.",
    Forward(send=lambda sigma, z: sigma.d(z)),
)

FORWARD = (BIAS_FORGOTTEN, BIAS_SUBTRACTED, W_TRANSPOSED, SIGMA_FORGOTTEN, SLOPE_SENT)
