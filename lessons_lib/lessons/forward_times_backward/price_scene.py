"""The cost of a gradient in passes and multiplications, counted while the network grows."""

from collections.abc import Callable
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from matplotlib.figure import Figure

from lessons_lib import lecture
from lessons_lib.app import Words
from lessons_lib.draw.bars import Bars
from lessons_lib.draw.layers import Layers
from lessons_lib.draw.style import BACKWARD, FORWARD
from lessons_lib.functions import half_squared_error
from lessons_lib.language import say
from lessons_lib.lessons.forward_times_backward.check_scene import in_digits
from lessons_lib.lessons.forward_times_backward.power_curves import (
    ABOVE,
    BEFORE,
    Curve,
    PowerCurves,
)
from lessons_lib.lessons.shared.network_picture import HEIGHT, WIDTH
from lessons_lib.network import Network, backward, forward, loss
from lessons_lib.numeric import Counted, central_difference, compare

MOST_NEURONS = 24


class Price(NamedTuple):
    """The passes two methods took for the same gradient, and the difference of their results."""

    nudging: int
    forward: int
    backward: int
    error: float


def network_of(neurons: int) -> Network:
    """A network of the lecture's shape, 2 inputs and 2 outputs, with larger hidden layers."""
    return Network.random((2, neurons, neurons, 2))


@lru_cache(maxsize=MOST_NEURONS)
def counted(neurons: int) -> Price:
    """Compute the gradient of `network_of` with both methods, and count the passes."""
    net = network_of(neurons)
    nudging = Counted(lambda theta: loss(net.at(theta), lecture.X, lecture.TARGET))
    ahead, back = Counted(forward), Counted(backward)
    trace = ahead(net, lecture.X)
    gradients = back(net, trace, half_squared_error.d(trace.y, lecture.TARGET))
    # with this h the error comes from curvature, not from rounding: the same on every machine
    reference = central_difference(nudging, net.theta, h=1e-3)
    error = compare(gradients.theta, reference).relative
    return Price(nudging.passes, ahead.passes, back.passes, error)


def multiplications(sizes: tuple[int, ...]) -> tuple[int, int, int]:
    """The multiplications in w·a, in Σ w·∂C/∂z and in a·∂C/∂z, for one example."""
    first, *others = [before * after for before, after in pairwise(sizes)]
    return first + sum(others), sum(others), first + sum(others)


def scene(fig: Figure) -> Callable[..., Words]:
    """The picture of `price`: the network, its multiplications, the passes over P."""
    drawn = Layers(fig.add_axes((0, 0.4, 0.5, 0.58)), WIDTH / 2, 0.58 * HEIGHT, most=4)
    names = {"w · a": FORWARD, "w · ∂C/∂z": BACKWARD, "a · ∂C/∂z": BACKWARD}
    bars = Bars(fig.add_axes((0.12, 0.1, 0.3, 0.27)), names, highest=1e3)
    right = fig.add_axes((0.59, 0.14, 0.39, 0.82))
    sizes = [network_of(n).sizes for n in range(1, MOST_NEURONS + 1)]
    ps = np.array([sum(a * b + b for a, b in pairwise(each)) for each in sizes])
    curves = {
        "nudging": Curve(2 * ps, BACKWARD, (0, (4, 2)), "2 · P", 2, BEFORE),
        "backpropagation": Curve(np.full(len(ps), 2), FORWARD, "-", "1 + 1", 2, ABOVE),
    }
    growth = PowerCurves(right, ps, curves)
    right.set(xlim=(5, 1000), ylim=(1, 1e4), xlabel="P")

    def update(neurons: int) -> Words:
        found, p, shape = counted(neurons), int(ps[neurons - 1]), sizes[neurons - 1]
        ahead, back, weights = multiplications(shape)
        drawn.show(shape)
        bars.show([ahead, back, weights])
        growth.show(neurons - 1, list(curves))
        said = {"p": p, "ahead": ahead, "back": back, "weights": weights} | found._asdict()
        return Words(
            status=say(
                "P = {p:,} parameters. Counted: {nudging:,} passes by nudging, {forward} forward + "
                "{backward} backward by backpropagation. The two gradients agree to {digits}.",
                digits=in_digits(found.error),
                **said,
            ),
            formula=(
                say(
                    "nudging: 2 · {p:,} passes · {ahead:,} = {total:,} multiplications",
                    total=2 * p * ahead,
                    **said,
                ),
                say(
                    "backpropagation: {ahead:,} forward + ({back:,} + {weights:,}) backward = "
                    "{total:,} multiplications",
                    total=ahead + back + weights,
                    **said,
                ),
            ),
            alt=say(
                "A network of sizes {sizes}. Bars: {ahead:,} multiplications forward, "
                "{back:,} and {weights:,} backward. Beside it, the passes against P: at P "
                "= {p:,} they are {nudging:,} by nudging and {both} by backpropagation.",
                sizes=say(", ").join(map(str, shape)),
                both=found.forward + found.backward,
                **said,
            ),
        )

    return update
