"""Three training mistakes, each beside the same training without it."""

from collections.abc import Callable

import numpy as np
from matplotlib.figure import Figure

from lessons_lib.app import Table, Words
from lessons_lib.draw.style import BACKWARD, FORWARD, LARGE
from lessons_lib.functions import Array
from lessons_lib.language import Later, say
from lessons_lib.lessons.training.curves import Curves
from lessons_lib.lessons.training.plane import Plane
from lessons_lib.lessons.training.point_training import (
    EQUAL,
    HIGHEST,
    POINTS,
    UPDATES,
    PointTraining,
    needed,
    train,
)
from lessons_lib.network import Layer
from lessons_lib.notation import number

SIZE = (9.6, 3.5)
STARTS: dict[str, str] = {
    Later("all 0"): "zeros",
    Later("all ½"): EQUAL,
    Later("random, tiny (0.01)"): "small",
}
ORIGIN = np.zeros((2, 1))


class Pair:
    """The mistake on the left (✗), the same training without it in the middle (✓), L of both."""

    def __init__(self, fig: Figure) -> None:
        boxes = (0.04, 0.11, 0.29, 0.78), (0.375, 0.11, 0.29, 0.78), (0.735, 0.16, 0.24, 0.73)
        left, middle, right = map(fig.add_axes, boxes)
        for ax, sign, color in ((left, "✗", BACKWARD), (middle, "✓", FORWARD)):
            ax.set_title(sign, fontsize=LARGE, color=color, pad=4)
        self._planes = Plane(left), Plane(middle)
        self._curves = Curves(right, 2, x="t", last=UPDATES, value="L", highest=HIGHEST)

    def show(
        self, wrong: PointTraining, well: PointTraining, t: int, *, neurons: bool = False
    ) -> str:
        """Draw both after t updates, optionally the neurons of layer 1; returns the description."""
        for plane, run in zip(self._planes, (wrong, well), strict=True):
            first = run.network(t).layers[0]
            plane.show(run.x, run.target, run.says(t), rows(first) if neurons else None)
        ts = np.arange(UPDATES + 1)
        self._curves.show([("✓", ts, well.losses), ("✗", ts, wrong.losses)], t)
        return say(
            "Update {t}. ✗ {wrong} ✓ {right}", t=t, wrong=_result(wrong, t), right=_result(well, t)
        )


def rows(layer: Layer) -> Array:
    """One row per neuron: its weights, then its bias."""
    return np.hstack([layer.w, layer.b])


def different(layer: Layer) -> int:
    """How many neurons differ from all previous ones by more than rounding error."""
    return len(np.unique(np.round(rows(layer), 9), axis=0))


def _result(run: PointTraining, t: int) -> str:
    return say(
        "L = {loss}, {correct} of {all} points correct.",
        loss=number(run.losses[t]),
        correct=run.correct(t),
        all=POINTS,
    )


def _alt(points: str, said: str) -> str:
    return say(
        "The points ({points}) twice, with the network's answer at each point: with the "
        "mistake on the left, without it in the middle. On the right, L of both against "
        "the updates. {said}",
        points=say(points),
        said=said,
    )


def no_bias_scene(fig: Figure) -> Callable[..., Words]:
    """The picture of `training.no_bias`; its update takes the same keywords."""
    pair = Pair(fig)

    def update(t: int, points: str, eta: float) -> Words:
        updates = needed(t)
        wrong = train(points, eta=eta, updates=updates, biases=False)
        well = train(points, eta=eta, updates=updates)
        said = pair.show(wrong, well, t)
        at_origin = [number(run.says(t)(ORIGIN).item()) for run in (wrong, well)]
        return Words(
            status=said,
            formula=(
                say("✗ at x = (0, 0): every z = 0, so y = σ(0) = {y}", y=at_origin[0]),
                say("✓ at x = (0, 0): y = {y}", y=at_origin[1]),
            )
            if t
            else (),
            alt=_alt(points, said),
        )

    return update


def stale_scene(fig: Figure) -> Callable[..., Words]:
    """The picture of `training.stale`; its update takes the same keywords."""
    pair = Pair(fig)

    def update(t: int, eta: float, seed: int) -> Words:
        updates = needed(t)
        wrong = train("two moons", eta=eta, seed=seed, updates=updates, stale=True)
        well = train("two moons", eta=eta, seed=seed, updates=updates)
        said = pair.show(wrong, well, t)
        made = max(t, 1)  # the last update; at the start the next one
        before = made - 1
        added = np.sum([step.gradient for step in wrong.steps[:made]], axis=0)
        sums, last, fresh = (
            number(np.linalg.norm(vector))
            for vector in (added, wrong.steps[before].gradient, well.steps[before].gradient)
        )
        summed = say(
            "✗ θ^{{{n}}} = θ^{{{before}}} − η · (∇L(θ^0) + … + ∇L(θ^{{{before}}})): the sum has "
            "length {length}, the last gradient {last}",
            n=made,
            before=before,
            length=sums,
            last=last,
        )
        right = say(
            "θ^{{{n}}} = θ^{{{before}}} − η · ∇L(θ^{{{before}}}): the gradient has length {length}",
            n=made,
            before=before,
            length=fresh,
        )
        return Words(
            status=said,
            formula=(summed if before else f"✗ {right}", f"✓ {right}"),
            alt=_alt("two moons", said),
        )

    return update


def bad_start_scene(fig: Figure) -> Callable[..., Words]:
    """The picture of `training.bad_start`; its update takes the same keywords."""
    pair = Pair(fig)

    def update(t: int, start: str, points: str, eta: float) -> Words:
        updates = needed(t)
        wrong = train(points, eta=eta, start=start, updates=updates)
        well = train(points, eta=eta, updates=updates)
        said = pair.show(wrong, well, t, neurons=True)
        first, other = wrong.network(t).layers[0], well.network(t).layers[0]
        lengths = say(", ").join(
            f"|∇_{k}| = {number(s)}" for k, s in enumerate(wrong.sizes(t), start=1)
        )
        table = [
            (str(i), *map(number, (*ours, *theirs)))
            for i, (ours, theirs) in enumerate(zip(rows(first), rows(other), strict=True), start=1)
        ]
        return Words(
            status=said,
            formula=(
                say(
                    "different neurons in layer 1: ✗ {wrong}, ✓ {right}",
                    wrong=different(first),
                    right=different(other),
                ),
                f"✗ {lengths}",
            )
            if t
            else (),
            alt=_alt(points, say("Dashed lines are the neurons of layer 1. {said}", said=said)),
            table=Table(
                (say("neuron of layer 1"), "✗ w_1", "w_2", "b", "✓ w_1", "w_2", "b"), table
            ),
        )

    return update
