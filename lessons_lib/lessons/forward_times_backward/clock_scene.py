"""The time a gradient takes, measured on this machine while the network grows."""

from collections.abc import Callable, Mapping
from functools import lru_cache
from time import perf_counter
from typing import Any, NamedTuple

import numpy as np
from matplotlib.figure import Figure

from lessons_lib.app import Table, Words
from lessons_lib.functions import half_squared_error
from lessons_lib.language import Later, say
from lessons_lib.lessons.forward_times_backward.time_curves import TimeCurves
from lessons_lib.network import Network, backward, forward
from lessons_lib.notation import number

NEURONS = (6, 18, 57, 182, 577)  # in each layer: about 10², 10³, 10⁴, 10⁵ and 10⁶ parameters
EXAMPLES = 100
ROUNDS = 5
UNITS = (
    (3600, Later("{n} h")),
    (60, Later("{n} min")),
    (1, Later("{n} s")),
    (0.001, Later("{n} ms")),
)


class Measured(NamedTuple):
    """The number of parameters of a network, and the seconds of one pass in each direction."""

    p: int
    forward: float
    backward: float

    @property
    def ratio(self) -> float:
        """The time of a backward pass relative to a forward pass."""
        return self.backward / self.forward

    @property
    def nudging(self) -> float:
        """The seconds of 2P forward passes; extrapolated, because they would take hours."""
        return 2 * self.p * self.forward


def seconds(call: Callable[[], Any], patience: float = 0.05) -> float:
    """The duration of call(): the minimum of as many tries as fit into `patience` seconds."""
    call()
    shortest, end = np.inf, perf_counter() + patience
    while True:
        start = perf_counter()
        call()
        now = perf_counter()
        shortest = min(shortest, now - start)
        if now >= end:
            return shortest


@lru_cache(maxsize=len(NEURONS))
def measured(neurons: int) -> Measured:
    """Measure a network of three layers of this many neurons and as many inputs, once."""
    net = Network.random((neurons,) * 4)
    x, target = np.random.default_rng(0).random((2, neurons, EXAMPLES))
    trace = forward(net, x)
    dC_dy = half_squared_error.d(trace.y, target)
    p = net.theta.size
    # a browser's clock has a resolution of 1 ms, and a small network is much faster
    repeats = max(1, 100_000 // p)
    directions = (lambda: forward(net, x), lambda: backward(net, trace, dC_dy))
    passes = [_repeated(call, repeats) for call in directions]
    # in turns, so that other load of the machine affects both
    ahead, back = np.min([[seconds(each) for each in passes] for _ in range(ROUNDS)], axis=0)
    return Measured(p, ahead / repeats, back / repeats)


def ready(values: Mapping[str, Any]) -> int:
    """How many moments of `clock` need no more measuring."""
    return 1 + measured.cache_info().currsize


def scene(fig: Figure) -> Callable[..., Words]:
    """The picture of `clock`: the times over P, of the networks measured so far."""
    times = TimeCurves(fig.add_axes((0.12, 0.15, 0.84, 0.82)))

    def update(networks: int) -> Words:
        found = [measured(neurons) for neurons in NEURONS[:networks]]
        times.show(
            [each.p for each in found],
            [each.forward for each in found],
            [each.backward for each in found],
        )
        if not found:
            return _nothing_yet()
        table = Table(
            (
                "P",
                say("forward"),
                say("backward"),
                say("backward ÷ forward"),
                say("nudging, calculated"),
            ),
            [
                (
                    f"{each.p:,}",
                    *map(short, (each.forward, each.backward)),
                    f"{each.ratio:.1f}",
                    short(each.nudging),
                )
                for each in found
            ],
            lit=networks - 1,
        )
        return _words(found[-1], table)

    return update


def short(time: float) -> str:
    """Seconds in the unit that suits them: 0.21 ms, 4.3 s, 1.4 h."""
    size, text = next((unit for unit in UNITS if time >= unit[0]), UNITS[-1])
    return say(text, n=number(time / size, 2))


def _repeated(call: Callable[[], Any], times: int) -> Callable[[], None]:
    def repeat() -> None:
        for _ in range(times):
            call()

    return repeat


def _nothing_yet() -> Words:
    return Words(
        status=say(
            "Nothing has been measured yet. Press Next to measure a small network on this machine."
        ),
        alt=say(
            "Axes with nothing on them yet: the number of parameters P, from 10² to 10⁶, and the "
            "time of a pass, from 1 µs to 1 day, both on logarithmic scales."
        ),
    )


def _words(found: Measured, table: Table) -> Words:
    said = {
        "p": found.p,
        "ahead": short(found.forward),
        "back": short(found.backward),
        "ratio": f"{found.ratio:.1f}",
        "nudging": short(found.nudging),
    }
    return Words(
        status=say(
            "P = {p:,}: forward {ahead}, backward {back}: {ratio} times as long. Nudging would "
            "take 2 · {p:,} forward passes: {nudging}.",
            **said,
        ),
        formula=(
            say("measured: backward ÷ forward = {back} ÷ {ahead} = {ratio}", **said),
            say("calculated: nudging = 2P · forward = 2 · {p:,} · {ahead} = {nudging}", **said),
        ),
        alt=say(
            "The time of a pass against the number of parameters P, both on logarithmic "
            "scales. For P = {p:,}, the dots of the forward pass (→) end at {ahead} and "
            "the diamonds of the backward pass (←) at {back}. The dashed line of nudging "
            "(2P · →), which is calculated, ends at {nudging}.",
            **said,
        ),
        table=table,
    )
