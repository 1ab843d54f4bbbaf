"""A small network trained on points in a plane; the steps are kept."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

import numpy as np
from numpy.linalg import norm

from lessons_lib import data
from lessons_lib.data import accuracy
from lessons_lib.descent import Step, descend, momentum, plain
from lessons_lib.functions import Array, binary_cross_entropy, sigmoid, tanh
from lessons_lib.language import Later, say
from lessons_lib.lessons.training import typed_points
from lessons_lib.network import (
    SCALES,
    Gradients,
    Network,
    forward,
    gradient,
    gradient_of_theta,
    loss,
)
from lessons_lib.notation import number

POINTS, UPDATES = 100, 400
HIGHEST = 1.1  # largest L in a picture
DATA: dict[str, Callable[[int], tuple[Array, Array]]] = {
    "XOR": data.xor,
    Later("two moons"): data.two_moons,
    Later("spirals"): data.spirals,
}
EQUAL = "equal"  # initialisation with every parameter ½
_LATELY = 50


@dataclass(frozen=True, eq=False)
class PointTraining:
    """θ⁰, θ¹, … of one training, each with its gradient, and L on all the points."""

    start: Network
    x: Array
    target: Array
    eta: float
    steps: list[Step]
    losses: Array

    @property
    def count(self) -> int:
        """The number of points."""
        return len(self.x.T)

    def network(self, t: int) -> Network:
        """The network after t updates."""
        return self.start.at(self.steps[t].theta)

    def says(self, t: int) -> Callable[[Array], Array]:
        """The output y (1, n) after t updates for columns x."""
        return lambda x: forward(self.network(t), x).y

    def correct(self, t: int) -> int:
        """The number of correctly classified points after t updates."""
        return round(accuracy(self.says(t)(self.x), self.target) * self.count)

    def full_gradient(self, t: int) -> Gradients:
        """∇L after t updates, on all points."""
        return gradient(self.network(t), self.x, self.target, binary_cross_entropy)

    def sizes(self, t: int) -> list[float]:
        """The Euclidean norm of the gradient of each layer at θᵗ.

        Rounding error of a sum that is 0 counts as 0.
        """
        parts = self.start.at(self.steps[t].gradient).layers  # w holds ∂L/∂w, and b ∂L/∂b
        return [round(float(np.hypot(norm(part.w), norm(part.b))), 15) for part in parts]

    def verdict(self) -> str:
        """A description of this training in one sentence, which begins with its kind."""
        eta = number(self.eta)
        missed = self.count - self.correct(len(self.steps) - 1)
        first, last = self.losses[0], self.losses[-_LATELY:]
        if not missed:
            return say(
                "Learnt: with η = {eta}, all {all} points are on the correct side of the line.",
                eta=eta,
                all=self.count,
            )
        if last[-1] > first:
            return say("Too large: with η = {eta}, L is larger than at the start.", eta=eta)
        if np.diff(last).max() > 0.001:
            return say("Restless: with η = {eta}, L jumps up and down to the end.", eta=eta)
        if last[-1] < 0.98 * last[0]:
            if missed == 1:
                return say("On its way: L is still falling, and 1 point is on the wrong side.")
            return say(
                "On its way: L is still falling, and {missed} points are on the wrong side.",
                missed=missed,
            )
        if missed == 1:
            return say("Stuck: L hardly falls any more, and 1 point is on the wrong side.")
        return say(
            "Stuck: L hardly falls any more, and {missed} points are on the wrong side.",
            missed=missed,
        )


def needed(t: int, last: int = UPDATES) -> int:
    """The number of updates to compute to show t; the start needs no training."""
    return last if t else 0


def first_network(neurons: int, start: str = "xavier", seed: int = 0) -> Network:
    """2 inputs, two hidden layers of tanh neurons, one sigmoid output, before training.

    start is one of `network.SCALES`, or EQUAL.
    """
    scale = start if start in SCALES else "zeros"
    net = Network.random((2, neurons, neurons, 1), seed, (tanh, tanh, sigmoid), scale)
    return net.at(np.full_like(net.theta, 0.5)) if start == EQUAL else net


@lru_cache(maxsize=16)
def train(
    points: str,
    neurons: int = 8,
    eta: float = 1.0,
    start: str = "xavier",
    seed: int = 0,
    *,
    updates: int = UPDATES,
    batch: int | None = None,
    biases: bool = True,
    stale: bool = False,
) -> PointTraining:
    """Plain gradient descent on the cross-entropy, optionally with a mistake.

    `points` is one of DATA, or a typed list of points. By default a batch holds all of them.

    Without `biases` every b stays 0. With `stale`, each update uses the sum of all gradients so
    far, which equals momentum with λ = 1.
    """
    x, target = DATA[points](POINTS) if points in DATA else typed_points.data(points)
    net = first_network(neurons, start, seed)
    batch_gradient = gradient_of_theta(net, x, target, binary_cross_entropy, batch or x.shape[1])
    learns = np.array([biases or ".w[" in name for name in net.names])

    def slope(theta: Array) -> Array:
        return np.where(learns, batch_gradient(theta), 0.0)

    rule = momentum(eta, lam=1.0) if stale else plain(eta)
    steps = list(islice(descend(slope, net.theta, rule), updates + 1))
    thetas = np.array([step.theta for step in steps])
    return PointTraining(
        net, x, target, eta, steps, loss(net.at(thetas), x, target, binary_cross_entropy)
    )
