"""Lesson 08: a small network learns points in a plane, update by update and batch by batch."""

from collections.abc import Callable
from typing import Any

import numpy as np
from matplotlib.figure import Figure

from lessons_lib.app import App, Choice, Control, Presets, Slider, Steps, Table, Words
from lessons_lib.draw.bars import Bars
from lessons_lib.draw.curves import Curves
from lessons_lib.draw.plane import Plane
from lessons_lib.draw.style import BACKWARD, number, subscript
from lessons_lib.functions import Array
from lessons_lib.lessons.runs import DATA, POINTS, UPDATES, Run, train

SIZE = (9.6, 4.3)
EPOCHS, HIGHEST = 10, 1.1
EXAMPLES: dict[str, dict[str, Any]] = {
    "learnt: XOR, η = 1": {"points": "XOR", "eta": 1.0},
    "learnt: two moons, η = 2": {"points": "two moons", "eta": 2.0},
    "learnt: spirals, η = 2": {"points": "spirals", "eta": 2.0},
    "too small: XOR, η = 0.05": {"points": "XOR", "eta": 0.05},
    "too large: XOR, η = 5": {"points": "XOR", "eta": 5.0},
    "too few neurons: XOR, 1": {"points": "XOR", "eta": 1.0, "neurons": 1},
    "too few neurons: spirals, 2": {"points": "spirals", "eta": 1.0, "neurons": 2},
    "an unlucky start: XOR, 3 neurons": {"points": "XOR", "eta": 1.0, "neurons": 3, "seed": 1},
}


def learn() -> App:
    """A network learns. Keywords: the update `t`, the `points`, `eta`, `neurons`, `seed`."""
    usual = {"t": UPDATES, "neurons": 8, "seed": 0}
    controls: list[Control] = [
        Steps("t", "update t", range(UPDATES + 1)),
        Choice("points", "points", "XOR", {name: name for name in DATA}),
        Slider("eta", "learning rate η", 1.0, low=0.01, high=5, step=0.01),
        Slider("neurons", "neurons in a layer", 8, low=1, high=16, step=1),
        Slider("seed", "random start", 0, low=0, high=9, step=1),
        Presets("examples", {name: usual | example for name, example in EXAMPLES.items()}),
    ]
    return App("training.learn()", _learn_scene, controls, size=SIZE)


def batches() -> App:
    """Batches of any size, the same examples seen. Keywords: the `epoch`, the `size`, `eta`."""
    controls: list[Control] = [
        Steps("epoch", "epoch", range(EPOCHS + 1)),
        Slider("size", "batch size", 32, low=1, high=POINTS, step=1),
        Slider("eta", "learning rate η", 0.1, low=0.01, high=1, step=0.01),
    ]
    return App("training.batches()", _batches_scene, controls, size=SIZE)


def _learn_scene(fig: Figure) -> Callable[..., Words]:
    plane = Plane(fig.add_axes((0.05, 0.1, 0.43, 0.87)))
    above = fig.add_axes((0.565, 0.52, 0.425, 0.45))
    curve = Curves(above, 1, x="t", last=UPDATES, value="L", highest=HIGHEST)
    colors = {subscript(f"|∇{layer}|"): BACKWARD for layer in (1, 2, 3)}
    below = fig.add_axes((0.565, 0.1, 0.34, 0.25))
    bars = Bars(below, colors, lowest=1e-6, highest=10, write=number)

    def update(t: int, points: str, eta: float, neurons: int, seed: int) -> Words:
        run = train(points, neurons, eta, seed=seed)
        plane.show(run.x, run.target, run.says(t))
        curve.show([("", np.arange(UPDATES + 1), run.losses)], t)
        sizes = run.sizes(t)
        bars.show(sizes)
        lengths = [f"|∇_{layer}| = {number(size)}" for layer, size in enumerate(sizes, start=1)]
        return Words(
            status=_learning(run, t),
            formula=(
                f"θ^{{{t + 1}}} = θ^{{{t}}} − η · ∇L(θ^{{{t}}}), with η = {number(eta)}",
                ", ".join(lengths),
            ),
            alt=f"The {points} points, what the network says at every place, L over the updates, "
            f"and a bar for the gradient of each layer. After {t} of {UPDATES} updates with "
            f"{neurons} neurons in each hidden layer and η = {number(eta)}: "
            f"L = {number(run.losses[t])}, {run.correct(t)} of {POINTS} points on their side of "
            f"the line, {', '.join(lengths)}.",
            table=_layers(run, t),
        )

    return update


def _learning(run: Run, t: int) -> str:
    parameters, loss = run.start.theta.size, number(run.losses[t])
    found = f"{run.correct(t)} of {POINTS} points are on their side of the line."
    if t == 0:
        return f"θ^0: {parameters} parameters, weights at random, biases 0. L is {loss}. {found}"
    if t == UPDATES:
        found = run.verdict()
    before = run.losses[t - 1]
    how = "fell to" if run.losses[t] < before else "grew to" if run.losses[t] > before else "is"
    return f"Update {t}: all {parameters} parameters moved at once. L {how} {loss}. {found}"


def _layers(run: Run, t: int) -> Table:
    net = run.network(t)
    rows = [
        (str(k), *map(number, (layer.w.size + layer.b.size, np.abs(layer.w).max(), size)))
        for k, (layer, size) in enumerate(zip(net.layers, run.sizes(t), strict=True), start=1)
    ]
    return Table(("layer", "parameters", "largest |w|", "length of its gradient"), rows)


def _batches_scene(fig: Figure) -> Callable[..., Words]:
    plane = Plane(fig.add_axes((0.05, 0.1, 0.43, 0.87)))
    beside = fig.add_axes((0.565, 0.13, 0.425, 0.84))
    curves = Curves(beside, 3, x="", last=EPOCHS, value="L", highest=HIGHEST)

    def update(epoch: int, size: int, eta: float) -> Words:
        runs = {n: in_batches(n, eta) for n in (size, 1, POINTS)}
        run, updates = runs[size], per_epoch(size)
        t = epoch * updates
        plane.show(run.x, run.target, run.says(t))
        drawn = []
        for n in (size, 1, POINTS):
            losses = runs[n].losses
            drawn.append((str(n), np.arange(len(losses)) / per_epoch(n), losses))
        curves.show(drawn, epoch)
        loss = number(run.losses[t])
        return Words(
            status=f"{_epoch(epoch)} Updates with batches of {size}: {t:,}. L is {loss}.",
            formula=(
                f"updates in each epoch: ⌈{POINTS} / {size}⌉ = {updates}",
                _compared(run.steps[t].gradient, run.full_gradient(t).theta),
            ),
            alt="The two moons and what the network says at every place. Beside it L over the "
            f"epochs for batches of {size}, of 1 and of {POINTS}. After {epoch} of {EPOCHS} epochs "
            f"with η = {number(eta)}: L = {loss} with batches of {size}, "
            f"{run.correct(t)} of {POINTS} points on their side of the line.",
            table=_sizes(runs, epoch),
        )

    return update


def per_epoch(size: int) -> int:
    """How many batches of this size it takes to use every point once: ⌈POINTS / size⌉."""
    return -(-POINTS // size)


def in_batches(size: int, eta: float) -> Run:
    """The two moons learnt in batches of this size, for EPOCHS epochs, always from one start."""
    return train("two moons", eta=eta, batch=size, updates=EPOCHS * per_epoch(size))


def _sizes(runs: dict[int, Run], epoch: int) -> Table:
    rows = []
    for size, run in sorted(runs.items()):
        t = epoch * per_epoch(size)
        rows.append((str(size), f"{t:,}", number(run.losses[t]), str(run.correct(t))))
    return Table(("batch size", "updates", "L", "points on their side"), rows)


def _compared(batch: Array, all_points: Array) -> str:
    lengths = np.linalg.norm(batch) * np.linalg.norm(all_points)
    if lengths == 0:
        return "the gradient of the next batch is 0"
    angle = np.degrees(np.arccos(np.clip(batch @ all_points / lengths, -1, 1)))
    return f"the gradient of the next batch points {angle:.0f}° away from the one of all points"


def _epoch(epoch: int) -> str:
    if epoch == 0:
        return "Epoch 0, the start: no point was used yet."
    times = {1: "once", 2: "twice"}.get(epoch, f"{epoch} times")
    return f"Epoch {epoch}: every point was used {times}."
