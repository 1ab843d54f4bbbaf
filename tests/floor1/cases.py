"""Random networks to compare with other people's machinery, the same on every machine.

They are drawn with `random.Random`, whose `random()` Python promises never to change: the recorded
values belong to these very numbers.
"""

from dataclasses import dataclass
from random import Random

import numpy as np

from lessons_lib.descent import adagrad, adam, momentum, nesterov, plain, rmsprop
from lessons_lib.functions import (
    ACTIVATIONS,
    COSTS,
    Cost,
    binary_cross_entropy,
    cross_entropy,
    sigmoid,
    softmax,
)
from lessons_lib.network import Layer, Network

NUMBER = 240

# Every rule walks down Rosenbrock's valley, (1 − a)² + 100·(b − a²)², with this learning rate.
RULES = {plain: 1e-3, momentum: 1e-4, nesterov: 1e-4, adagrad: 0.5, rmsprop: 1e-3, adam: 1e-2}
START = (-1.2, 1.0)
STEPS = 200


@dataclass(frozen=True)
class Case:
    net: Network
    x: np.ndarray
    target: np.ndarray
    cost: Cost

    def __repr__(self) -> str:
        sigmas = ", ".join(str(layer.sigma) for layer in self.net.layers)
        return f"{self.net.sizes} with {sigmas}; {self.cost}; {self.x.shape[1]} examples"


def entries(parameters: int) -> slice:
    """The entries of a gradient that are recorded: at most 50, all of a short one."""
    return slice(None, None, -(-parameters // 50))


def case(seed: int) -> Case:
    """Depth 1 to 6, width 1 to 40, 1 to 9 examples, any activation in any layer, any cost."""
    random = Random(seed)

    def uniform(*shape: int) -> np.ndarray:
        return np.array([random.random() for _ in range(np.prod(shape))]).reshape(shape)

    depth = 1 + seed % 6
    sizes = [random.randint(1, 40) for _ in range(depth + 1)]
    cost = COSTS[seed % len(COSTS)]
    sigmas = [random.choice(ACTIVATIONS) for _ in range(depth)]
    if cost in (binary_cross_entropy, cross_entropy):
        sigmas[-1] = random.choice((sigmoid, softmax))  # a cross-entropy needs probabilities
        sizes[-1] = max(2, sizes[-1])  # and softmax of one output is 1, whatever z
    layers = [
        Layer((2 * uniform(n, m) - 1) * np.sqrt(3 / m), uniform(n, 1) - 0.5, sigma)
        for m, n, sigma in zip(sizes, sizes[1:], sigmas, strict=False)
    ]
    examples = random.randint(1, 9)
    target = uniform(sizes[-1], examples)
    if cost is cross_entropy:
        target /= target.sum(axis=0)
    return Case(Network(layers), 2 * uniform(sizes[0], examples) - 1, target, cost)
