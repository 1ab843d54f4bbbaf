"""The network that reads digits, after 0, 1, 2, … epochs, each computed once on demand."""

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
    """1,438 training digits and 359 held-out ones: pixels (64, n), target (10, n)."""
    return data.split(*data.digits())


@dataclass(frozen=True, eq=False)
class Judged:
    """The loss of a network on some digits, and its accuracy."""

    loss: float
    right: float

    @classmethod
    def of(cls, net: Network, x: Array, target: Array) -> "Judged":
        """Evaluate on x (64, n) with target (10, n)."""
        return cls(
            float(loss(net, x, target, cross_entropy)), data.accuracy(forward(net, x).y, target)
        )


@dataclass(frozen=True, eq=False)
class Epoch:
    """The network after an epoch, evaluated on the training set and on the held-out set."""

    net: Network

    @cached_property
    def training(self) -> Judged:
        """On the training set."""
        s = examples()
        return Judged.of(self.net, s.x, s.target)

    @cached_property
    def held_out(self) -> Judged:
        """On the held-out set."""
        s = examples()
        return Judged.of(self.net, s.held_out_x, s.held_out_target)


class Training:
    """Plain gradient descent on batches of 32 digits; an epoch uses every digit once."""

    def __init__(self, eta: float, hidden: int) -> None:
        s = examples()
        self._net = Network.random((len(s.x), hidden, len(s.target)), sigma=(sigmoid, softmax))
        self._eta, self._known, self._growing = eta, list[Epoch](), Lock()
        self._coming = self._unknown()

    @property
    def known(self) -> int:
        """The number of computed epochs."""
        return len(self._known)

    def upto(self, epoch: int) -> list[Epoch]:
        """Epochs 0 (untrained), 1, …, epoch; missing ones are computed now."""
        with self._growing:
            try:
                while len(self._known) <= epoch:
                    self._known.append(next(self._coming))
            except BaseException:  # an interrupted generator cannot continue
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
    """The training with this η and number of hidden neurons; the last 16 are cached."""
    return Training(eta, hidden)


def trained(epoch: int) -> Network:
    """The network of the lesson, η = 1 and 32 hidden neurons, after this many epochs."""
    return training(ETA, HIDDEN).upto(epoch)[-1].net


def named_wrong(y: Array) -> Array:
    """The columns of the misclassified held-out digits, by decreasing cost."""
    target = examples().held_out_target
    wrong = np.flatnonzero(y.argmax(axis=0) != target.argmax(axis=0))
    of_the_target = (y * target).sum(axis=0)[wrong]
    return wrong[np.argsort(of_the_target)]


def to_the_pixels(net: Network, x: Array, target: Array) -> Array:
    """∂C/∂x (64, n), one step further back than `backward`: Σ w · ∂C/∂z of layer 1."""
    into_the_neurons = gradient(net, x, target, cross_entropy).dC_dz[0]
    pixels: Array = net.layers[0].w.T @ into_the_neurons
    return pixels
