"""Mistakes in reading ∂z/∂w off a network: it is what the wire carries.

A wire is (k, i, j): it leads from neuron j of layer k (0 is the input) to neuron i of the next.
"""

from collections.abc import Callable, Sequence

import numpy as np

from lessons_lib.functions import Array
from lessons_lib.language import Later
from lessons_lib.mistakes.mistake import Mistake
from lessons_lib.network import Network, Trace

Wire = tuple[int, int, int]


def _each(
    read: Callable[[Network, Trace, Wire], float],
) -> Callable[[Network, Trace, Sequence[Wire]], Array]:
    return lambda net, trace, wires: np.array([read(net, trace, wire) for wire in wires])


carried = _each(lambda net, trace, wire: trace.a[wire[0]][wire[2], 0])

WEIGHT_READ = Mistake(
    Later("the weight on the wire is read"),
    Later(
        "The weight is ∂z/∂a: it answers what happens when we nudge what the wire carries. "
        "Nudge the weight by Δw, and z moves by a · Δw."
    ),
    _each(lambda net, trace, wire: net.layers[wire[0]].w[wire[1:]]),
)
Z_READ = Mistake(
    Later("the z at the beginning of the wire is read"),
    Later("A neuron sends a = σ(z) over its wires, not z."),
    _each(lambda net, trace, wire: (trace.z[wire[0] - 1] if wire[0] else trace.a[0])[wire[2], 0]),
)
END_READ = Mistake(
    Later("the a at the end of the wire is read"),
    Later("The wire carries what the neuron at its beginning sends."),
    _each(lambda net, trace, wire: trace.a[wire[0] + 1][wire[1], 0]),
)

WIRES = (WEIGHT_READ, Z_READ, END_READ)
