"""The network that reads digits, after 0, 1, 2, … epochs: each computed once, when asked for."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import islice
from threading import Lock

import numpy as np

from lessons_lib import data
from lessons_lib.descent import descend, plain
from lessons_lib.functions import Array, cross_entropy, sigmoid, softmax
from lessons_lib.network import Network, forward, gradient, gradient_of_theta, loss

EPOCHS, BATCH, ETA, HIDDEN = 30, 32, 1.0, 32


@lru_cache(maxsize=1)
def examples() -> data.Split:
    """1,438 digits to learn from and 359 held out: pixels (64, n), target (10, n)."""
    return data.split(*data.digits())


@dataclass(frozen=True, eq=False)
class Judged:
    """What a network makes of some digits: its loss, and the share of them that it names right."""

    loss: float
    right: float

    @classmethod
    def of(cls, net: Network, x: Array, target: Array) -> "Judged":
        """The judgement of x (64, n) by target (10, n)."""
        return cls(
            float(loss(net, x, target, cross_entropy)), data.accuracy(forward(net, x).y, target)
        )


@dataclass(frozen=True, eq=False)
class Epoch:
    """The network after an epoch, judged by what it learns from and by what it never sees."""

    net: Network

    @cached_property
    def training(self) -> Judged:
        """By the digits that it learns from."""
        s = examples()
        return Judged.of(self.net, s.x, s.target)

    @cached_property
    def held_out(self) -> Judged:
        """By the digits that it never sees."""
        s = examples()
        return Judged.of(self.net, s.held_out_x, s.held_out_target)


class Training:
    """Plain gradient descent on batches of 32 digits; an epoch shows every digit once."""

    def __init__(self, eta: float, hidden: int) -> None:
        s = examples()
        self._net = Network.random((len(s.x), hidden, len(s.target)), sigma=(sigmoid, softmax))
        self._eta, self._known, self._growing = eta, list[Epoch](), Lock()
        self._coming = self._unknown()

    @property
    def known(self) -> int:
        """How many epochs are computed already."""
        return len(self._known)

    def upto(self, epoch: int) -> list[Epoch]:
        """Epochs 0 (not trained), 1, …, epoch. What is not yet known is computed now."""
        with self._growing:
            try:
                while len(self._known) <= epoch:
                    self._known.append(next(self._coming))
            except BaseException:  # a walk that somebody interrupts has ended
                self._coming = self._unknown()
                raise
        return self._known[: epoch + 1]

    def _unknown(self) -> Iterator[Epoch]:
        s, net = examples(), self._net
        slope = gradient_of_theta(net, s.x, s.target, cross_entropy, BATCH)
        an_epoch = -(-s.x.shape[1] // BATCH)
        steps = islice(descend(slope, net.theta, plain(self._eta)), 0, None, an_epoch)
        return (Epoch(net.at(step.theta)) for step in islice(steps, len(self._known), None))


@lru_cache(maxsize=16)
def training(eta: float, hidden: int) -> Training:
    """The training with this η and this many hidden neurons; the last 16 are kept."""
    return Training(eta, hidden)


def trained(epoch: int) -> Network:
    """The network of the lesson, η = 1 and 32 hidden neurons, after this many epochs."""
    return training(ETA, HIDDEN).upto(epoch)[-1].net


def named_wrong(y: Array) -> Array:
    """Which held-out digits the outputs y name wrong: their columns, the most costly one first."""
    target = examples().held_out_target
    wrong = np.flatnonzero(y.argmax(axis=0) != target.argmax(axis=0))
    of_the_target = (y * target).sum(axis=0)[wrong]
    return wrong[np.argsort(of_the_target)]


def to_the_pixels(net: Network, x: Array, target: Array) -> Array:
    """∂C/∂x (64, n), one step further back than `backward` goes: Σ w · ∂C/∂z of layer 1."""
    into_the_neurons = gradient(net, x, target, cross_entropy).dC_dz[0]
    pixels: Array = net.layers[0].w.T @ into_the_neurons
    return pixels
