"""The example of all lessons: Hung-yi Lee's network of six sigmoid neurons.

Source: Hung-yi Lee (李宏毅), Machine Learning, lectures "Deep Learning" and "Backpropagation". The
slides give the network and two inputs; the target is our own choice.
"""

import numpy as np

from lessons_lib.network import Layer, Network

X = np.array([[1.0], [-1.0]])
TARGET = np.array([[1.0], [0.0]])


def six_neurons() -> Network:
    """The lecture's network: x1, x2 → z1, z2 → z3, z4 → z5, z6, sigmoid everywhere."""
    return Network(
        [
            Layer([[1, -2], [-1, 1]], [[1], [0]]),
            Layer([[2, -1], [-2, -1]], [[0], [0]]),
            Layer([[3, -1], [-1, 4]], [[-2], [2]]),
        ]
    )
