"""Lesson 08: a small network learns points in a plane, update by update and batch by batch."""

from collections.abc import Callable
from typing import Any

import numpy as np
from matplotlib.figure import Figure

from lessons_lib.app import App, Choice, Control, Presets, Slider, Steps, Table, Words
from lessons_lib.draw.bars import Bars
from lessons_lib.draw.style import BACKWARD
from lessons_lib.functions import Array
from lessons_lib.language import Later, say
from lessons_lib.lessons.shared.change_of_loss import change_of_loss
from lessons_lib.lessons.training import bad_training_scenes
from lessons_lib.lessons.training.bad_training_scenes import (
    STARTS,
    bad_start_scene,
    no_bias_scene,
    stale_scene,
)
from lessons_lib.lessons.training.curves import Curves
from lessons_lib.lessons.training.plane import Plane
from lessons_lib.lessons.training.point_training import (
    DATA,
    POINTS,
    UPDATES,
    PointTraining,
    needed,
    train,
)
from lessons_lib.notation import number, subscript

SIZE = (9.6, 4.3)
EPOCHS, HIGHEST = 10, 1.1
EXAMPLES: dict[str, dict[str, Any]] = {
    Later("learnt: XOR, η = 1"): {"points": "XOR", "eta": 1.0},
    Later("learnt: two moons, η = 2"): {"points": "two moons", "eta": 2.0},
    Later("learnt: spirals, η = 2"): {"points": "spirals", "eta": 2.0},
    Later("too small: XOR, η = 0.05"): {"points": "XOR", "eta": 0.05},
    Later("too large: XOR, η = 5"): {"points": "XOR", "eta": 5.0},
    Later("too few neurons: XOR, 1"): {"points": "XOR", "eta": 1.0, "neurons": 1},
    Later("too few neurons: spirals, 2"): {"points": "spirals", "eta": 0.5, "neurons": 2},
    Later("an unlucky start: XOR, 3 neurons"): {
        "points": "XOR",
        "eta": 1.0,
        "neurons": 3,
        "seed": 1,
    },
}


def learn() -> App:
    """A network learns. Keywords: the update `t`, the `points`, `eta`, `neurons`, `seed`."""
    usual = {"t": UPDATES, "neurons": 8, "seed": 0}
    controls: list[Control] = [
        Steps("t", say("update t"), range(UPDATES + 1)),
        Choice("points", say("points"), "XOR", list(DATA)),
        Slider("eta", say("learning rate η"), 1.0, low=0.01, high=5, step=0.01),
        Slider("neurons", say("neurons in a layer"), 8, low=1, high=16, step=1),
        Slider("seed", say("random start"), 0, low=0, high=9, step=1),
        Presets(say("examples"), {name: usual | example for name, example in EXAMPLES.items()}),
    ]
    return App(learn, _learn_scene, controls, size=SIZE)


def batches() -> App:
    """Batches of any size, the same examples seen. Keywords: the `epoch`, the `size`, `eta`."""
    controls: list[Control] = [
        Steps("epoch", say("epoch"), range(EPOCHS + 1)),
        Slider("size", say("batch size"), 32, low=1, high=POINTS, step=1),
        Slider("eta", say("learning rate η"), 0.1, low=0.01, high=1, step=0.01),
    ]
    return App(batches, _batches_scene, controls, size=SIZE)


def no_bias() -> App:
    """Biases that stay 0. Keywords: the update `t`, the `points`, `eta`."""
    controls: list[Control] = [
        Steps("t", say("update t"), range(UPDATES + 1)),
        Choice("points", say("points"), "XOR", list(DATA)),
        Slider("eta", say("learning rate η"), 1.0, low=0.01, high=2, step=0.01),
    ]
    return App(no_bias, no_bias_scene, controls, size=bad_training_scenes.SIZE)


def stale() -> App:
    """Gradients that add up. Keywords: the update `t`, `eta`, and the `seed` of the start."""
    controls: list[Control] = [
        Steps("t", say("update t"), range(UPDATES + 1)),
        Slider("eta", say("learning rate η"), 0.5, low=0.01, high=2, step=0.01),
        Slider("seed", say("random start"), 6, low=0, high=9, step=1),
    ]
    return App(stale, stale_scene, controls, size=bad_training_scenes.SIZE)


def bad_start() -> App:
    """A bad start. Keywords: the update `t`, the `start` (a value of STARTS), `points`, `eta`."""
    controls: list[Control] = [
        Steps("t", say("update t"), range(UPDATES + 1)),
        Choice("start", say("start"), "zeros", STARTS),
        Choice("points", say("points"), "XOR", list(DATA)),
        Slider("eta", say("learning rate η"), 1.0, low=0.01, high=2, step=0.01),
    ]
    return App(bad_start, bad_start_scene, controls, size=bad_training_scenes.SIZE)


def _learn_scene(fig: Figure) -> Callable[..., Words]:
    plane = Plane(fig.add_axes((0.05, 0.1, 0.43, 0.87)))
    above = fig.add_axes((0.565, 0.52, 0.425, 0.45))
    curve = Curves(above, 1, x="t", last=UPDATES, value="L", highest=HIGHEST)
    colors = {subscript(f"|∇{layer}|"): BACKWARD for layer in (1, 2, 3)}
    below = fig.add_axes((0.565, 0.1, 0.34, 0.25))
    bars = Bars(below, colors, lowest=1e-6, highest=10, write=number)

    def update(t: int, points: str, eta: float, neurons: int, seed: int) -> Words:
        run = train(points, neurons, eta, seed=seed, updates=needed(t))
        plane.show(run.x, run.target, run.says(t))
        curve.show([("", np.arange(UPDATES + 1), run.losses)], t)
        sizes = run.sizes(t)
        bars.show(sizes)
        made = max(t, 1)  # the update that was just made; at the start the one to come
        lengths = [f"|∇_{layer}| = {number(size)}" for layer, size in enumerate(sizes, start=1)]
        return Words(
            status=_learning(run, t),
            formula=(
                say(
                    "θ^{{{n}}} = θ^{{{before}}} − η · ∇L(θ^{{{before}}}), with η = {eta}",
                    n=made,
                    before=made - 1,
                    eta=number(eta),
                ),
                f"∇L(θ^{{{t}}}): {', '.join(lengths)}",
            ),
            alt=say(
                "The {points} points, what the network says at every place, L over the "
                "updates, and a bar for the gradient of each layer. After {t} of "
                "{updates} updates with {neurons} neurons in each hidden layer and η = "
                "{eta}: L = {loss}, {correct} of {all} points on their side of the line, "
                "{lengths}.",
                points=say(points),
                t=t,
                updates=UPDATES,
                neurons=neurons,
                eta=number(eta),
                loss=number(run.losses[t]),
                correct=run.correct(t),
                all=POINTS,
                lengths=say(", ").join(lengths),
            ),
            table=_layers(run, t),
        )

    return update


def _learning(run: PointTraining, t: int) -> str:
    parameters, loss = run.start.theta.size, number(run.losses[t])
    found = say(
        "{correct} of {all} points are on their side of the line.",
        correct=run.correct(t),
        all=POINTS,
    )
    if t == 0:
        return say(
            "θ^0: {parameters} parameters, weights at random, biases 0. L is {loss}. {found}",
            parameters=parameters,
            loss=loss,
            found=found,
        )
    if t == UPDATES:
        found = run.verdict()
    return say(
        "Update {t}: all {parameters} parameters moved at once. {now} {found}",
        t=t,
        parameters=parameters,
        now=change_of_loss(run.losses[t - 1], run.losses[t]),
        found=found,
    )


def _layers(run: PointTraining, t: int) -> Table:
    net = run.network(t)
    rows = [
        (str(k), *map(number, (layer.w.size + layer.b.size, np.abs(layer.w).max(), size)))
        for k, (layer, size) in enumerate(zip(net.layers, run.sizes(t), strict=True), start=1)
    ]
    header = (
        say("layer"),
        say("parameters"),
        say("largest |w|"),
        say("length of its gradient"),
    )
    return Table(header, rows)


def _batches_scene(fig: Figure) -> Callable[..., Words]:
    plane = Plane(fig.add_axes((0.05, 0.1, 0.43, 0.87)))
    beside = fig.add_axes((0.565, 0.13, 0.425, 0.84))
    curves = Curves(beside, 3, x="", last=EPOCHS, value="L", highest=HIGHEST)

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
                "The two moons and what the network says at every place. Beside it L "
                "over the epochs for batches of {size}, of 1 and of {all}. After "
                "{epoch} of {epochs} epochs with η = {eta}: L = {loss} with batches of "
                "{size}, {correct} of {all} points on their side of the line.",
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
    """How many batches of this size it takes to use every point once: ⌈POINTS / size⌉."""
    return -(-POINTS // size)


def in_batches(size: int, eta: float, epochs: int = EPOCHS) -> PointTraining:
    """The two moons learnt in batches of this size, for so many epochs, always from one start."""
    return train("two moons", eta=eta, batch=size, updates=epochs * per_epoch(size))


def _sizes(runs: dict[int, PointTraining], epoch: int) -> Table:
    rows = []
    for size, run in sorted(runs.items()):
        t = epoch * per_epoch(size)
        rows.append((str(size), f"{t:,}", number(run.losses[t]), str(run.correct(t))))
    return Table((say("batch size"), say("updates"), "L", say("points on their side")), rows)


def _compared(batch: Array, all_points: Array) -> str:
    lengths = np.linalg.norm(batch) * np.linalg.norm(all_points)
    if lengths == 0:
        return say("the gradient of the next batch is 0")
    angle = np.degrees(np.arccos(np.clip(batch @ all_points / lengths, -1, 1)))
    return say(
        "the gradient of the next batch points {angle:.0f}° away from the one of all points",
        angle=angle,
    )


def _epoch(epoch: int) -> str:
    if epoch == 0:
        return say("Epoch 0, the start: no point was used yet.")
    if epoch == 1:
        return say("Epoch 1: every point was used once.")
    if epoch == 2:
        return say("Epoch 2: every point was used twice.")
    return say("Epoch {epoch}: every point was used {epoch} times.", epoch=epoch)
