"""Independent computations that the proofs of several lessons use."""

from math import exp

import numpy as np

from lessons_lib.network import Layer, Network, loss
from lessons_lib.numeric import complex_step


def s(z: float) -> float:
    return 1 / (1 + exp(-z))


def d(z: float) -> float:
    return s(z) * (1 - s(z))


def neurons(*weights, b=0.0):
    """Sigmoid neurons in series."""
    return Network([Layer([[w]], [[b]]) for w in weights])


AT_ZERO = neurons(0.0)  # y = ½


def gradient(net, trace, dC_dy):
    """∂C/∂w and ∂C/∂b of each layer, by complex steps on the loss, without a backward pass."""
    target = trace.y - dC_dy * trace.y.shape[1]
    theta = complex_step(lambda theta: loss(net.at(theta), trace.a[0], target), net.theta)
    layers = net.at(theta).layers
    return [layer.w for layer in layers], [layer.b for layer in layers]


def one_neuron(z, w, dC_dz_next):
    def cost(z):
        return sum(d * w * 1 / (1 + np.exp(-z[0])) for w, d in zip(w, dC_dz_next, strict=True))

    return complex_step(cost, [z])[0]
