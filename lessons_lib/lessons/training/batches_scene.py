"""The same epochs with several batch sizes."""

from collections.abc import Callable

import numpy as np
from matplotlib.figure import Figure

from lessons_lib.app import Table, Words
from lessons_lib.functions import Array
from lessons_lib.language import say
from lessons_lib.lessons.training.curves import Curves
from lessons_lib.lessons.training.plane import Plane
from lessons_lib.lessons.training.point_training import (
    HIGHEST,
    POINTS,
    PointTraining,
    needed,
    train,
)
from lessons_lib.notation import number

EPOCHS = 10


def scene(fig: Figure) -> Callable[..., Words]:
    """The picture of `training.batches`; its update takes the same keywords."""
    plane = Plane(fig.add_axes((0.05, 0.1, 0.43, 0.87)))
    beside = fig.add_axes((0.565, 0.13, 0.425, 0.84))
    curves = Curves(beside, 3, x="", last=EPOCHS, value="L", highest=HIGHEST)
    beside.xaxis.set_url("epoch")

    def update(epoch: int, size: int, eta: float) -> Words:
        runs = {n: in_batches(n, eta, needed(epoch, EPOCHS)) for n in (size, 1, POINTS)}
        run, updates = runs[size], per_epoch(size)
        t = epoch * updates
        plane.show(run.x, run.target, run.says(t))
        drawn = []
        for n in runs:
            losses = runs[n].losses
            drawn.append((str(n), np.arange(len(losses)) / per_epoch(n), losses))
        curves.show(drawn, epoch)
        loss = number(run.losses[t])
        return Words(
            status=say(
                "{epoch} Updates with batches of {size}: {t:,}. L is {loss}.",
                epoch=_epoch(epoch),
                size=size,
                t=t,
                loss=loss,
            ),
            formula=(
                say(
                    "updates in each epoch: ⌈{all} / {size}⌉ = {updates}",
                    all=POINTS,
                    size=size,
                    updates=updates,
                ),
                _compared(run.steps[t].gradient, run.full_gradient(t).theta),
            ),
            alt=say(
                "The two moons and the network's answer at each point. Beside it, L against "
                "the epochs for batches of {size}, of 1 and of {all}. After {epoch} of "
                "{epochs} epochs with η = {eta}: L = {loss} with batches of {size}, "
                "{correct} of {all} points on the correct side of the line.",
                size=size,
                all=POINTS,
                epoch=epoch,
                epochs=EPOCHS,
                eta=number(eta),
                loss=loss,
                correct=run.correct(t),
            ),
            table=_sizes(runs, epoch),
        )

    return update


def per_epoch(size: int) -> int:
    """The number of batches of this size per epoch: ⌈POINTS / size⌉."""
    return -(-POINTS // size)


def in_batches(size: int, eta: float, epochs: int = EPOCHS) -> PointTraining:
    """The two moons learnt in batches of this size for this many epochs, from a fixed start."""
    return train("two moons", eta=eta, batch=size, updates=epochs * per_epoch(size))


def _sizes(runs: dict[int, PointTraining], epoch: int) -> Table:
    rows = []
    for size, run in sorted(runs.items()):
        t = epoch * per_epoch(size)
        rows.append((str(size), f"{t:,}", number(run.losses[t]), str(run.correct(t))))
    return Table((say("batch size"), say("updates"), "L", say("points on the correct side")), rows)


def _compared(batch: Array, all_points: Array) -> str:
    lengths = np.linalg.norm(batch) * np.linalg.norm(all_points)
    if lengths == 0:
        return say("the gradient of the next batch is 0")
    angle = np.degrees(np.arccos(np.clip(batch @ all_points / lengths, -1, 1)))
    return say(
        "the gradient of the next batch points {angle:.0f}° away from that of all points",
        angle=angle,
    )


def _epoch(epoch: int) -> str:
    if epoch == 0:
        return say("Epoch 0, the start: no point has been used yet.")
    if epoch == 1:
        return say("Epoch 1: every point has been used once.")
    if epoch == 2:
        return say("Epoch 2: every point has been used twice.")
    return say("Epoch {epoch}: every point has been used {epoch} times.", epoch=epoch)
