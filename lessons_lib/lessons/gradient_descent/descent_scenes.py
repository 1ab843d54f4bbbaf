"""Gradient descent on a curve and in a bowl."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MultipleLocator

from lessons_lib.app import Table, Words
from lessons_lib.draw.arrow import Arrow
from lessons_lib.draw.step_lines import StepLines
from lessons_lib.draw.style import BACKWARD, FORWARD, QUIET, QUIET_INK, SMALL, WALK
from lessons_lib.draw.trail import Trail
from lessons_lib.functions import Array
from lessons_lib.language import say, sentences
from lessons_lib.lessons.gradient_descent.typed_loss import THETAS, heights, landscape
from lessons_lib.lessons.shared.change_of_loss import change_of_loss
from lessons_lib.lessons.shared.landscape import BOWL, STEPS, WalkDown
from lessons_lib.notation import bracketed, nearly, number, superscript

FAR = 20  # heights of a picture: beyond that, a line looks the same


class Track:
    """The common part of curve and bowl: the walk, and the arrow of the next step."""

    def __init__(self, ax: Axes, beside: Axes) -> None:
        self._trail, self._beside = Trail(ax), beside
        self._step = Arrow(ax, FORWARD, zorder=4)
        self._losses = StepLines(beside, [WALK])
        beside.set(xlim=(-0.7, STEPS + 0.7), xticks=range(0, STEPS + 1, 5), xlabel="t")
        beside.set_ylabel("L", rotation=0, labelpad=14)

    def show(
        self, points: Any, change: Any, losses: list[float], aside: tuple[float, float] = (0, 1)
    ) -> bool:
        """Draw θ⁰ … θᵗ, the next change, and L up to t; returns False if θᵗ is outside.

        At t = 0 the next change is hidden: the learner is to predict it.
        """
        t = len(points) - 1
        low, high = self._beside.get_ylim()
        far = FAR * (high - low)  # ∞ cannot be drawn
        inside = self._trail.show(points, superscript(f"θ{t}"), aside)
        self._step.show(points[-1], change, visible=inside and t > 0)
        self._losses.show([np.clip(losses[: t + 1], low - far, high + far).tolist()])
        return inside

    def hide(self) -> None:
        """Draw nothing."""
        self._trail.hide()
        self._step.show((0, 0), (0, 0), visible=False)
        self._losses.show([[]])


def curve_scene(fig: Figure) -> Callable[..., Words]:
    """The picture of `gradient_descent.curve`; its update takes the same keywords."""
    ax, beside = fig.add_axes((0.1, 0.13, 0.56, 0.79)), fig.add_axes((0.765, 0.13, 0.225, 0.79))
    ax.set(xlim=THETAS[[0, -1]], xlabel="θ")
    ax.xaxis.set_url("start")
    (line,) = ax.plot([], [], color=QUIET_INK, lw=2, animated=True, zorder=2)
    (tangent,) = ax.plot([], [], color=BACKWARD, lw=2, ls=(0, (4, 2)), animated=True, zorder=3)
    track = Track(ax, beside)
    for one, name in ((ax, "L(θ)"), (beside, "L")):
        one.set_ylabel(name, rotation=0, ha="center")
        one.yaxis.set_label_coords(0, 1.02)
        one.yaxis.set_major_formatter(lambda height, _: number(height))

    def update(t: int, eta: float, start: float, loss: str) -> Words:
        walk = WalkDown.down(landscape(loss), (start,), eta)
        t = min(t, walk.last)
        drawn, limits, step = heights(loss)
        for one in (ax, beside):
            one.set_ylim(limits)
            one.yaxis.set_major_locator(MultipleLocator(step))
        far = FAR * np.ptp(limits)
        line.set_data(THETAS, np.clip(drawn, limits[0] - far, limits[1] + far))
        theta, g = walk.steps[t].theta.item(), walk.steps[t].gradient.item()
        known = t if np.isfinite(walk.losses[t]) or not walk.trouble(t) else t - 1
        places = [one.theta.item() for one in walk.steps[: known + 1]]
        points = np.column_stack([places, walk.losses[: known + 1]])
        inside = known >= 0 and track.show(points, (-eta * g, 0), walk.losses)
        if known < 0:
            track.hide()
        sloping = inside and known == t
        tangent.set_visible(sloping)
        if sloping:
            ends = theta + np.array([-2.5, 2.5])
            tangent.set_data(ends, walk.losses[t] + g * (ends - theta))
        return Words(
            status=_status_on_the_curve(walk, t, limits),
            formula=_next_on_the_curve(walk, t),
            alt=say(
                "The curve L(θ) = {loss} with the walk on it, and L against the steps. {where}",
                loss=loss,
                where=_where(walk, t),
            ),
            table=_table(walk, t, ("θ",), (say("slope L′(θ)"),)),
        )

    return update


def bowl_scene(fig: Figure) -> Callable[..., Words]:
    """The picture of `gradient_descent.bowl`; its update takes the same keywords."""
    ax, beside = fig.add_axes((0.07, 0.13, 0.581, 0.84)), fig.add_axes((0.745, 0.13, 0.245, 0.84))
    (right, top), scale = BOWL.edges, 0.15  # scale of the orange arrows, so that they fit
    ax.set(xlim=(-right, right), ylim=(-top, top), xlabel="θ₁")
    ax.set_ylabel("θ₂", rotation=0)
    ax.xaxis.set_url("start1")
    ax.yaxis.set_url("start2")
    across, up = np.meshgrid(np.linspace(-right, right, 117), np.linspace(-top, top, 81))
    contours = ax.contour(
        across,
        up,
        BOWL.loss(np.stack([across, up], axis=-1)),
        levels=[1, 4, 10, 20, 35, 50, 70],
        colors=QUIET,
        linewidths=1,
    )
    # below on the right, inside the picture, where no walk from the usual start comes
    named = [1, 4, 10, 20, 35, 50]
    places = [(np.sqrt(level / 2), -np.sqrt(level / 6)) for level in named]
    ax.clabel(contours, named, fmt=number, fontsize=SMALL, colors=QUIET_INK, manual=places)
    ax.plot([0], [0], "+", color=QUIET_INK, ms=9)
    partials = [Arrow(ax, BACKWARD, lw=1.4, ls=(0, (2, 2)), mutation_scale=9) for _ in "12"]
    gradient = Arrow(ax, BACKWARD)
    beside.set_ylim(-2, 50)
    track = Track(ax, beside)

    def update(t: int, eta: float, start1: float, start2: float) -> Words:
        walk = WalkDown.down(BOWL, (start1, start2), eta)
        t = min(t, walk.last)
        theta, g = walk.steps[t].theta, walk.steps[t].gradient
        points = np.array([step.theta for step in walk.steps[: t + 1]])
        free = (np.sign(theta[0]) or 1) * 0.7, -(np.sign(theta[1]) or 1) * 0.9  # no arrow there
        inside = track.show(points, -eta * g, walk.losses, free)
        known = inside and t > 0  # at the start the gradient is the learner's to find
        for arrow, part in zip(partials, np.diag(scale * g), strict=True):
            arrow.show(theta, part, visible=known and scale * np.abs(g).min() > 0.25)
        gradient.show(theta, scale * g, visible=known)
        return Words(
            status=_status(walk, t, _gradient_at_the_start(g), _moved_both),
            formula=_next_in_the_bowl(walk, t),
            alt=say(
                "The bowl L(θ) = {loss} from above, with the walk in it, and L against the "
                "steps. {where}",
                loss=BOWL.text,
                where=_where(walk, t),
            ),
            table=_table(walk, t, ("θ_1", "θ_2"), ("∂L/∂θ_1", "∂L/∂θ_2")),
        )

    return update


def _status(
    walk: WalkDown, t: int, at_the_start: str, moved: Callable[[WalkDown, int], str]
) -> str:
    said = [moved(walk, t) if t else at_the_start, walk.outside(t)]
    if t == walk.last:
        said.append(walk.verdict())
    return sentences(said)


def _status_on_the_curve(walk: WalkDown, t: int, limits: tuple[float, float]) -> str:
    trouble, loss, (low, high) = walk.trouble(t), walk.losses[t], limits
    if trouble and walk.steps[t].diverged:
        here = number(walk.steps[t].theta.item())
        first = "" if t else say("Try another start.")
        ended = say("θ^{{{t}}} = {here}, and no step leads on from there.", t=t, here=here)
        return sentences([ended, trouble, first])
    said = _status(walk, t, _slope_at_the_start(walk.steps[t].gradient.item()), _moved)
    if walk.outside(t) or low <= loss <= high:
        return sentences([said, trouble])
    beyond = say("L is above the picture.") if loss > high else say("L is below the picture.")
    return sentences([said, beyond, trouble])


def _slope_at_the_start(g: float) -> str:
    if g == 0:
        return say("θ^0, the start. The slope is 0 here, so nothing pulls either way.")
    if g > 0:
        return say(
            "θ^0, the start. The slope is {g}: uphill is to the right, so the next step goes to "
            "the left.",
            g=number(g),
        )
    return say(
        "θ^0, the start. The slope is {g}: uphill is to the left, so the next step goes to the "
        "right.",
        g=number(g),
    )


def _moved(walk: WalkDown, t: int) -> str:
    by = (walk.steps[t].theta - walk.steps[t - 1].theta).item()
    now, size = change_of_loss(walk.losses[t - 1], walk.losses[t]), number(abs(by))
    if by > 0:
        return say("Step {t}: θ moved to the right by {size}. {now}", t=t, size=size, now=now)
    if by < 0:
        return say("Step {t}: θ moved to the left by {size}. {now}", t=t, size=size, now=now)
    return say("Step {t}: θ didn't move. {now}", t=t, now=now)


def _gradient_at_the_start(g: Array) -> str:
    if not g.any():
        return say("θ^0, the start. Both partial derivatives are 0 here: nothing moves.")
    return say("θ^0, the start. Both partial derivatives are yours to find: where will θ^1 be?")


def _moved_both(walk: WalkDown, t: int) -> str:
    by = walk.steps[t].theta - walk.steps[t - 1].theta
    one, two = (f"{'+' if change > 0 else ''}{number(change)}" for change in by)
    return say(
        "Step {t}: θ_1 changed by {one} and θ_2 by {two}. {now}",
        t=t,
        one=one,
        two=two,
        now=change_of_loss(walk.losses[t - 1], walk.losses[t]),
    )


def _next_on_the_curve(walk: WalkDown, t: int) -> tuple[str, ...]:
    if walk.steps[t].diverged:
        return ()
    if t == 0:  # the first step is the learner's to predict
        return ("θ^{1} = θ^{0} − η · L′(θ^{0})",)
    theta, g = walk.steps[t].theta.item(), walk.steps[t].gradient.item()
    slope = walk.landscape.slope_at(theta)
    equals = [number(g)] if slope in ("", number(g)) else [slope, number(g)]
    return (
        " = ".join([f"L′(θ^{{{t}}})", *equals]),
        f"θ^{{{t + 1}}} = θ^{{{t}}} − η · L′(θ^{{{t}}}) = {number(theta)} − {number(walk.eta)} · "
        f"{bracketed(g)} = {number(theta - walk.eta * g)}",
    )


def _next_in_the_bowl(walk: WalkDown, t: int) -> tuple[str, ...]:
    if t == 0:  # the first step is the learner's to predict
        return ("θ^{1} = θ^{0} − η · ∇L(θ^{0})",)
    _, theta, g = walk.steps[t]
    return (
        f"∇L(θ^{{{t}}}) = (∂L/∂θ_1, ∂L/∂θ_2) = ({', '.join(walk.landscape.slopes)}) = {_vector(g)}",
        f"θ^{{{t + 1}}} = θ^{{{t}}} − η · ∇L(θ^{{{t}}}) = {_vector(theta)} − {number(walk.eta)} · "
        f"{_vector(g)} = {_vector(theta - walk.eta * g)}",
    )


def _vector(values: Array) -> str:
    return f"({', '.join(map(nearly, values))})"


def _where(walk: WalkDown, t: int) -> str:
    theta = walk.steps[t].theta
    here = _vector(theta) if len(theta) > 1 else nearly(theta[0])
    return (
        say(
            "After {t} of {steps} steps with η = {eta}: θ = {here}, L = {loss}. {outside}",
            t=t,
            steps=STEPS,
            eta=number(walk.eta),
            here=here,
            loss=nearly(walk.losses[t]),
            outside=walk.outside(t),
        )
    ).rstrip()


def _table(walk: WalkDown, t: int, names: Sequence[str], slopes: Sequence[str]) -> Table:
    rows = [
        (str(step.t), *map(nearly, (*step.theta, *step.gradient, loss)))
        for step, loss in zip(walk.steps, walk.losses, strict=True)
    ]
    return Table(("t", *names, *slopes, "L"), rows, lit=t)
