"""Two trainings from the same start: θ updated after the backward pass, and too early."""

from collections.abc import Callable
from functools import lru_cache

import numpy as np
from matplotlib.figure import Figure

from lessons_lib import data, lecture
from lessons_lib.app import Table, Words
from lessons_lib.draw.style import INK, QUIET, UPDATE
from lessons_lib.functions import Array, identity, tanh
from lessons_lib.language import Later, say
from lessons_lib.lessons.update_after import mazur
from lessons_lib.lessons.update_after.two_orders import ORDERS, Task
from lessons_lib.network import Network
from lessons_lib.notation import number

SIZE = (8.6, 3.9)
STEPS = 100
DEEP_SIZES, DEEP_SEED = (2, 8, 8, 8, 1), 0
HIGHEST = 0.6
_SMALLEST = 1e-9

TASKS: dict[str, Task] = {
    Later("Mazur's 2-2-2"): mazur.TASK,
    Later("the six neurons"): Task(lecture.six_neurons(), lecture.X, lecture.TARGET),
    Later("four layers, XOR"): Task(
        Network.random(DEEP_SIZES, DEEP_SEED, [tanh, tanh, tanh, identity]),
        *data.xor(4, noise=0),
    ),
}


@lru_cache(maxsize=64)
def losses(network: str, eta: float) -> tuple[Array, Array]:
    """L over the steps: updated after, and too early."""
    after, early = (TASKS[network].losses(eta, STEPS, way) for way in range(len(ORDERS)))
    return after, early


def leaves(values: Array) -> int | None:
    """The step from which on the loss is above the picture; None if it ends inside."""
    inside = np.flatnonzero(values <= HIGHEST)
    return int(inside[-1]) + 1 if inside[-1] < len(values) - 1 else None


def comes_back(values: Array) -> bool:
    """Whether it left the picture at the top and returned."""
    return leaves(values) is None and bool(values.max() > HIGHEST)


def scene(fig: Figure) -> Callable[..., Words]:
    """Both losses over the steps, and below them their distance on a logarithmic scale."""
    top, bottom = fig.add_axes((0.1, 0.46, 0.885, 0.51)), fig.add_axes((0.1, 0.13, 0.885, 0.25))
    for ax in (top, bottom):
        ax.xaxis.set_url("t")
    top.set(xlim=(-1, STEPS + 1), ylim=(-0.02, HIGHEST), xticklabels=[])
    top.set_ylabel("L", rotation=0, labelpad=14)
    bottom.set(xlim=(-1, STEPS + 1), yscale="log", ylim=(_SMALLEST, 10), xlabel="t")
    bottom.set_yticks([1e-9, 1e-6, 1e-3, 1])
    bottom.set_ylabel("|ΔL|", rotation=0, labelpad=16)
    bottom.axhline(1e-3, color=QUIET, lw=0.8, ls=":")
    steps = np.arange(STEPS + 1)
    (after,) = top.plot([], [], "-o", color=UPDATE, lw=2.2, markevery=10, ms=6, animated=True)
    (early,) = top.plot(
        [], [], "--s", color=INK, lw=1.6, markevery=(5, 10), ms=5, mfc="white", animated=True
    )
    (apart,) = bottom.plot([], [], color=INK, lw=1.6, animated=True)
    (now,) = top.plot([], [], color=QUIET, lw=1, animated=True, zorder=0)

    def update(network: str, eta: float, t: int) -> Words:
        both = losses(network, eta)
        for line, values in zip((after, early), both, strict=True):
            line.set_data(steps, np.minimum(values, 20 * HIGHEST))
        gap = np.abs(np.subtract(*(np.minimum(values, 1e6) for values in both)))
        apart.set_data(steps, np.maximum(gap, _SMALLEST / 10))
        now.set_data([t, t], [-0.02, HIGHEST])
        here = [_loss(values, t) for values in both]
        return Words(
            status=_said(both, eta),
            formula=(
                say(
                    "L(θ^{{{t}}}): {after} updated last, {early} updated too early",
                    t=t,
                    after=here[0],
                    early=here[1],
                ),
            ),
            alt=say(
                "Two losses over {steps} steps with η = {eta} on the network “{network}”. At step "
                "{t}: "
                "{after} updated last, {early} updated too early. {said}",
                steps=STEPS,
                eta=number(eta),
                network=say(network),
                t=t,
                after=here[0],
                early=here[1],
                said=_said(both, eta),
            ),
            table=Table(
                ("t", say("L, updated last"), say("L, too early")),
                [
                    (str(step), *(_loss(values, step) for values in both))
                    for step in range(0, STEPS + 1, 10)
                ],
            ),
        )

    return update


def _loss(values: Array, t: int) -> str:
    return number(values[t], 4) if values[t] <= 20 * HIGHEST else say("out of the picture")


def _said(both: tuple[Array, Array], eta: float) -> str:
    if not eta:
        return say("With η = 0 no weight moves in either order. Make η larger.")
    gone = [leaves(values) for values in both]
    at = {"eta": number(eta)}
    if None not in gone:
        return say(
            "With η = {eta} both leave the picture: this η is too large for either order.",
            **at,
        )
    if gone[1] is not None:
        if comes_back(both[0]):  # and where it ends, the last bit of a number decides
            return say(
                "With η = {eta} the order decides: “too early” leaves the picture at step "
                "{step} for good. “Last” leaves it too, but comes back.",
                step=gone[1],
                **at,
            )
        return say(
            "With η = {eta} the order decides: “too early” leaves the picture at step {step}, "
            "and “last” ends at L = {end}.",
            step=gone[1],
            end=number(both[0][-1]),
            **at,
        )
    if gone[0] is not None:
        return say(
            "With η = {eta} “last” leaves the picture at step {step}, and “too early” doesn't.",
            step=gone[0],
            **at,
        )
    gap = float(np.abs(both[0] - both[1]).max())
    seen = say("Nobody would notice.") if gap < 0.005 else say("Look closely.")
    return say(
        "With η = {eta} the two losses are never further apart than {gap}. {seen}",
        gap=number(gap),
        seen=seen,
        **at,
    )
