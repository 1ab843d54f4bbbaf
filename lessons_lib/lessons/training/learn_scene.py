"""Training on points in a plane, update by update."""

from collections.abc import Callable

import numpy as np
from matplotlib.figure import Figure

from lessons_lib.app import Table, Words
from lessons_lib.draw.bars import Bars
from lessons_lib.draw.style import BACKWARD
from lessons_lib.language import say
from lessons_lib.lessons.shared.change_of_loss import change_of_loss
from lessons_lib.lessons.training import typed_points
from lessons_lib.lessons.training.curves import Curves
from lessons_lib.lessons.training.plane import Plane
from lessons_lib.lessons.training.point_training import (
    HIGHEST,
    UPDATES,
    PointTraining,
    first_network,
    needed,
    train,
)
from lessons_lib.network import Network, forward
from lessons_lib.notation import number, subscript


class LearnPicture:
    """The plane, L over the updates, and a bar for the gradient of each layer."""

    def __init__(self, fig: Figure, edge: float | None = None) -> None:
        ax = fig.add_axes((0.05, 0.1, 0.43, 0.87))
        self._plane = Plane(ax, edge)
        if edge is not None:  # touched, it is where a point is drawn
            ax.set_position((0.085, 0.16, 0.395, 0.81))  # beside its scales
            ax.xaxis.set_url("points")
            ax.yaxis.set_url("points")
        above = fig.add_axes((0.565, 0.52, 0.425, 0.45))
        self._curve = Curves(above, 1, x="t", last=UPDATES, value="L", highest=HIGHEST)
        colors = {subscript(f"|∇{layer}|"): BACKWARD for layer in (1, 2, 3)}
        below = fig.add_axes((0.565, 0.1, 0.34, 0.25))
        self._bars = Bars(below, colors, lowest=1e-6, highest=10, write=number)

    def show_none(self, net: Network) -> None:
        """The network before any training, without a point."""
        self._plane.show(np.empty((2, 0)), np.empty((1, 0)), lambda x: forward(net, x).y)
        self._curve.show([], 0)
        self._bars.show([0, 0, 0])

    def show(self, run: PointTraining, t: int) -> None:
        """The training after t updates."""
        self._plane.show(run.x, run.target, run.says(t))
        self._curve.show([("", np.arange(len(run.losses)), run.losses)], t)
        self._bars.show(run.sizes(t))


def scene(fig: Figure) -> Callable[..., Words]:
    """The picture of `training.learn`; its update takes the same keywords."""
    picture = LearnPicture(fig)

    def update(t: int, points: str, eta: float, neurons: int, seed: int) -> Words:
        run = train(points, neurons, eta, seed=seed, updates=needed(t))
        picture.show(run, t)
        return _words(run, t, neurons, eta, say("The {points} data set", points=say(points)))

    return update


def own_scene(fig: Figure) -> Callable[..., Words]:
    """The picture of `training.own_points`; its update takes the same keywords."""
    picture = LearnPicture(fig, typed_points.EDGE)

    def update(t: int, kind: int, points: str, eta: float, neurons: int, seed: int) -> Words:
        if not points:
            picture.show_none(first_network(neurons, seed=seed))
            return Words(
                status=say("There are no points yet. Tap the plane, or type some points."),
                alt=say("A plane without points, and what an untrained network says there."),
            )
        run = train(points, neurons, eta, seed=seed, updates=needed(t))
        picture.show(run, t)
        return _words(run, t, neurons, eta, say("Your points"))

    return update


def _words(run: PointTraining, t: int, neurons: int, eta: float, points: str) -> Words:
    made = max(t, 1)  # the last update; at the start the next one
    lengths = [f"|∇_{layer}| = {number(size)}" for layer, size in enumerate(run.sizes(t), start=1)]
    return Words(
        status=_learning(run, t),
        formula=(
            say(
                "θ^{{{n}}} = θ^{{{before}}} − η · ∇L(θ^{{{before}}}), with η = {eta}",
                n=made,
                before=made - 1,
                eta=number(eta),
            ),
            say("{where}: {what}", where=f"∇L(θ^{{{t}}})", what=say(", ").join(lengths)),
        ),
        alt=say(
            "{points}, the network's answer at each point, L against the updates, and a bar "
            "for the gradient of each layer. After {t} of {updates} updates with "
            "{neurons} neurons in each hidden layer and η = {eta}: L = {loss}, {correct} "
            "of {all} points on the correct side of the line, {lengths}.",
            points=points,
            t=t,
            updates=UPDATES,
            neurons=neurons,
            eta=number(eta),
            loss=number(run.losses[t]),
            correct=run.correct(t),
            all=run.count,
            lengths=say(", ").join(lengths),
        ),
        table=_layers(run, t),
    )


def _learning(run: PointTraining, t: int) -> str:
    parameters, loss = run.start.theta.size, number(run.losses[t])
    found = say(
        "Points on the correct side of the line: {correct} of {all}.",
        correct=run.correct(t),
        all=run.count,
    )
    if t == 0:
        return say(
            "θ^0: {parameters} parameters, random weights, biases 0. L is {loss}. {found}",
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
