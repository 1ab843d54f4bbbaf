"""The proofs of the exercises in `forward_pass`."""

import numpy as np
from proofs.proof import Proof


def carried(net, x):
    """What the wires of each layer carry, neuron by neuron."""
    a = [float(value) for value in x[:, 0]]
    noted = []
    for layer in net.layers:
        noted.append(np.array(a)[:, None])
        z = [
            sum(w * one for w, one in zip(row, a, strict=True)) + b
            for row, (b,) in zip(layer.w, layer.b, strict=True)
        ]
        a = [1 / (1 + np.exp(-one)) for one in z]
    return noted, np.array(a)


def first_z(net, x):
    w, b = net.layers[0].w, net.layers[0].b
    adds = [sum(w[i, j] * x[j, 0] for j in range(x.shape[0])) for i in range(len(w))]
    return np.array(adds) + b[:, 0]


PROOFS = {
    "slide": Proof(
        right=lambda net, trace, wires: np.array(
            [carried(net, trace.a[0])[0][k][j, 0] for k, _, j in wires]
        ),
        near=0.05,
    ),
    "z": Proof(
        right=first_z,
        kept={"0", "1", "2"},
    ),
    "two_lines": Proof(
        right=lambda net, x: carried(net, x)[0],
    ),
}
