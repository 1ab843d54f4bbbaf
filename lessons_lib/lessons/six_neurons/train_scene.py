"""Gradient descent on the six neurons: the cost, and every parameter."""

from collections.abc import Callable
from functools import lru_cache
from itertools import islice

from matplotlib.figure import Figure

from lessons_lib import lecture
from lessons_lib.app import Table, Words
from lessons_lib.descent import Step, descend, plain
from lessons_lib.draw.parameters import Parameters
from lessons_lib.draw.step_lines import StepLines
from lessons_lib.draw.style import WALK
from lessons_lib.language import Later, say
from lessons_lib.lessons.shared.change_of_loss import change
from lessons_lib.network import forward, gradient_of_theta, loss
from lessons_lib.notation import number
from lessons_lib.walks.lecture import PARAMETERS, START, SYMBOLS, title

STEPS = 100


@lru_cache(maxsize=16)
def trajectory(eta: float) -> tuple[list[Step], list[float]]:
    """θ⁰ … θ¹⁰⁰ of plain gradient descent on the lecture's network, and their costs."""
    net = lecture.six_neurons()
    walk = descend(gradient_of_theta(net, lecture.X, lecture.TARGET), net.theta, plain(eta))
    steps = list(islice(walk, STEPS + 1))
    costs = loss(net.at([step.theta for step in steps]), lecture.X, lecture.TARGET)
    return steps, costs.tolist()


def scene(fig: Figure) -> Callable[..., Words]:
    """The picture of `train`: the cost over the steps, and every parameter."""
    left, right = fig.add_axes((0.08, 0.13, 0.42, 0.82)), fig.add_axes((0.6, 0.13, 0.38, 0.82))
    left.set(xlim=(-0.02 * STEPS, STEPS), ylim=(0, 0.5), xlabel="t")
    left.set_ylabel("C", rotation=0, labelpad=14)
    curve = StepLines(left, [WALK])
    parameters = Parameters(right, [title(key) for key in PARAMETERS], -4, 6)
    start = lecture.six_neurons().theta

    def update(t: int, eta: float) -> Words:
        steps, costs = trajectory(eta)
        theta = steps[t].theta
        curve.show([costs[: t + 1]])
        parameters.show(start, theta)
        n = max(t, 1)
        y1, y2 = forward(lecture.six_neurons().at(theta), lecture.X).y.ravel()
        return Words(
            status=_trained(t, costs),
            formula=(
                say(
                    "θ^{{{n}}} = θ^{{{before}}} − η · ∇C(θ^{{{before}}}), with η = {eta}",
                    n=n,
                    before=n - 1,
                    eta=number(eta),
                ),
                say(
                    "C(θ^{{{t}}}) = {cost}, with y_1 = {y1} (target {target1}) and y_2 = {y2} "
                    "(target {target2})",
                    t=t,
                    cost=number(costs[t]),
                    y1=number(y1),
                    y2=number(y2),
                    target1=number(START["target1"]),
                    target2=number(START["target2"]),
                ),
            ),
            alt=say(
                "The cost over the steps: it starts at {first} and is {now} at step {t} of "
                "{steps}. Beside it all 18 parameters, each with its start and where it is now.",
                first=number(costs[0]),
                now=number(costs[t]),
                t=t,
                steps=STEPS,
            ),
            table=Table(
                (say("parameter"), "θ⁰", say("now"), say("gradient now")),
                [
                    (SYMBOLS[key], number(a), number(b), number(g))
                    for key, a, b, g in zip(
                        PARAMETERS, start, theta, steps[t].gradient, strict=True
                    )
                ],
            ),
        )

    return update


def _trained(t: int, costs: list[float]) -> str:
    if t == 0:
        return say("θ⁰: the lecture’s numbers. Press Next to take one step against the gradient.")
    by = change(costs[t - 1], costs[t])
    cost = Later("The cost fell by {change}.", change=number(abs(by)))
    if by > 0:
        cost = Later("The cost grew by {change}.", change=number(by))
    elif by == 0:
        cost = Later("The cost did not change.")
    return say(
        "Step {t}: all 18 parameters moved at once, each against its own gradient. {cost}",
        t=t,
        cost=cost,
    )
