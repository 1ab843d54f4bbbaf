"""Mistakes in reading ∂z/∂w off a network: it is the value that the wire carries.

A wire is (k, i, j): from neuron j of layer k (0 is the input) to neuron i of the next layer.
"""

from collections.abc import Callable, Sequence

import numpy as np

from lessons_lib.functions import Array
from lessons_lib.mistakes.mistake import Mistake
from lessons_lib.network import Network, Trace

Wire = tuple[int, int, int]


def _each(
    read: Callable[[Network, Trace, Wire], float],
) -> Callable[[Network, Trace, Sequence[Wire]], Array]:
    return lambda net, trace, wires: np.array([read(net, trace, wire) for wire in wires])


carried = _each(lambda net, trace, wire: trace.a[wire[0]][wire[2], 0])

WEIGHT_READ = Mistake(
    "the weight on the wire is read",
    "The weight is ∂z/∂a: it's for nudging what the wire carries. "
    "Nudge the weight by Δw, and z changes by a · Δw.",
    _each(lambda net, trace, wire: net.layers[wire[0]].w[wire[1:]]),
)
Z_READ = Mistake(
    "the z at the beginning of the wire is read",
    "A neuron sends a = σ(z) along its wires, not z.",
    _each(lambda net, trace, wire: (trace.z[wire[0] - 1] if wire[0] else trace.a[0])[wire[2], 0]),
)
END_READ = Mistake(
    "the a at the end of the wire is read",
    "The wire carries what the neuron at its beginning sends.",
    _each(lambda net, trace, wire: trace.a[wire[0] + 1][wire[1], 0]),
)

OTHER_WIRE_READ = Mistake(
    "the other wire into the same neuron is read",
    "The wire of w(a₂→z₄) begins at neuron 2. Look where the weight is written.",
    _each(lambda net, trace, wire: np.roll(trace.a[wire[0]], 1)[wire[2], 0]),
)
END_Z_READ = Mistake(
    "the z at the end of the wire is read",
    "The wire carries what the neuron at its beginning sends.",
    _each(lambda net, trace, wire: trace.z[wire[0]][wire[1], 0]),
)
TIMES_WEIGHT = Mistake(
    "what the wire carries is multiplied by its weight",
    "That's what the wire adds to z. Its derivative with respect to w is just what the "
    "wire carries.",
    _each(lambda net, trace, wire: trace.a[wire[0]][wire[2], 0] * net.layers[wire[0]].w[wire[1:]]),
)
ALL_ONES = Mistake(
    "1 is written for each wire",
    "Only the wire of a bias carries 1.",
    _each(lambda net, trace, wire: 1.0),
)
SLOPE_READ = Mistake(
    "σ′(z) of the neuron at the beginning of the wire is used",
    "z is w · a + …: between w and z there's no σ. The wire carries a.",
    _each(
        lambda net, trace, wire: (
            (a := trace.a[wire[0]][wire[2], 0]) * (1 - a) if wire[0] else trace.a[0][wire[2], 0]
        )
    ),
)

WIRES = (
    *(WEIGHT_READ, Z_READ, END_READ, OTHER_WIRE_READ),
    *(END_Z_READ, TIMES_WEIGHT, ALL_ONES, SLOPE_READ),
)
