"""Gradient descent on one network and one example: the cost, and every parameter."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import islice
from math import ceil, floor, isfinite

import numpy as np
from matplotlib.figure import Figure

from lessons_lib.app import Control, Slider, Steps, Table, Words
from lessons_lib.descent import Step, descend, plain
from lessons_lib.draw.parameters import Parameters
from lessons_lib.draw.step_lines import StepLines
from lessons_lib.draw.style import WALK
from lessons_lib.functions import Array, Cost, half_squared_error, quiet
from lessons_lib.language import Later, say
from lessons_lib.lessons.shared.change_of_loss import change
from lessons_lib.network import Network, forward, gradient_of_theta, loss
from lessons_lib.notation import nearly, number
from lessons_lib.walks.wiring import Wiring

STEPS = 100
MOST_NAMES = 24  # beside the rows of the parameters


@dataclass(frozen=True, eq=False)
class NetworkTraining:
    """A network, x (inputs, 1), target (outputs, 1), and the cost that falls.

    Without `biases` those of the network are 0 and stay so.
    """

    net: Network
    x: Array
    target: Array
    cost: Cost = half_squared_error
    biases: bool = True

    @cached_property
    def wiring(self) -> Wiring:
        """The keywords of the parameters that move."""
        return Wiring(self.net.sizes, self.biases)

    @cached_property
    def moving(self) -> list[int]:
        """The places of these parameters in Network.theta."""
        every = Wiring(self.net.sizes).parameters
        return [every.index(key) for key in self.wiring.parameters]

    @cached_property
    def trajectory(self) -> Callable[[float], tuple[list[Step], list[float]]]:
        """θ⁰ … θ¹⁰⁰ for any eta, of plain gradient descent, and their costs."""
        return lru_cache(maxsize=16)(self._trained)

    @quiet
    def _trained(self, eta: float) -> tuple[list[Step], list[float]]:
        slope = gradient_of_theta(self.net, self.x, self.target, self.cost)
        moves = np.isin(np.arange(self.net.theta.size), self.moving)
        walk = descend(lambda theta: moves * slope(theta), self.net.theta, plain(eta))
        steps = list(islice(walk, STEPS + 1))
        steps += steps[-1:] * (STEPS + 1 - len(steps))  # a walk ends where the numbers do
        thetas = self.net.at([step.theta for step in steps])
        return steps, loss(thetas, self.x, self.target, self.cost).tolist()

    def scene(self, fig: Figure) -> Callable[..., Words]:
        """The picture: the cost over the steps, and every parameter."""
        keys = self.wiring.parameters
        left, right = fig.add_axes((0.08, 0.13, 0.42, 0.82)), fig.add_axes((0.6, 0.13, 0.38, 0.82))
        highest = 1.2 * loss(self.net, self.x, self.target, self.cost) or 1
        left.set(xlim=(-0.02 * STEPS, STEPS), ylim=(0, highest), xlabel="t")
        left.set_ylabel("C", rotation=0, labelpad=8)
        curve = StepLines(left, [WALK])
        every, start = ceil(len(keys) / MOST_NAMES), self.net.theta[self.moving]
        parameters = Parameters(
            right,
            ["" if i % every else self.wiring.title(key) for i, key in enumerate(keys)],
            floor(start.min()) - 2,
            ceil(start.max()) + 2,
        )
        right.set_xlabel("θ")

        def update(t: int, eta: float) -> Words:
            steps, costs = self.trajectory(eta)
            theta = steps[t].theta[self.moving]
            curve.show([costs[: t + 1]])
            parameters.show(start, theta)
            return Words(
                status=self._status(t, costs),
                formula=self._formula(t, eta),
                alt=say(
                    "The cost against the steps: {first} at the start, and {now} at "
                    "step {t} of {steps}. Beside it all {count} parameters, each with its "
                    "start and where it is now.",
                    first=number(costs[0]),
                    now=nearly(costs[t]),
                    t=t,
                    steps=STEPS,
                    count=len(keys),
                ),
                table=Table(
                    (say("parameter"), "θ⁰", say("now"), say("gradient now")),
                    [
                        (self.wiring.symbol(key), number(a), number(b), number(g))
                        for key, a, b, g in zip(
                            keys, start, theta, steps[t].gradient[self.moving], strict=True
                        )
                    ],
                ),
            )

        return update

    def _formula(self, t: int, eta: float) -> tuple[str, str]:
        steps, costs = self.trajectory(eta)
        y, n = forward(self.net.at(steps[t].theta), self.x).y.ravel(), max(t, 1)
        ends = [
            Later("y_{i} = {y} (target {target})", i=i, y=number(one), target=number(wanted))
            for i, (one, wanted) in enumerate(zip(y, self.target.ravel(), strict=True), start=1)
        ]
        return (
            say(
                "θ^{{{n}}} = θ^{{{before}}} − η · ∇C(θ^{{{before}}}), with η = {eta}",
                n=n,
                before=n - 1,
                eta=number(eta),
            ),
            say(
                "C(θ^{{{t}}}) = {cost}, with {outputs}",
                t=t,
                cost=nearly(costs[t]),
                outputs=say(", ").join(map(say, ends)),
            ),
        )

    def _status(self, t: int, costs: list[float]) -> str:
        if t == 0:
            return say("θ⁰: the start. Press Next to take one step against the gradient.")
        if not isfinite(costs[t]):
            return say(
                "The steps are too long: the cost is too large for a computer. Try a smaller η."
            )
        by = change(costs[t - 1], costs[t])
        cost = Later("The cost fell by {change}.", change=nearly(abs(by)))
        if by > 0:
            cost = Later("The cost grew by {change}.", change=number(by))
        elif by == 0:
            cost = Later("The cost didn't change.")
        return say(
            "Step {t}: all {count} parameters moved at once, each against its own gradient. {cost}",
            t=t,
            count=len(self.moving),
            cost=cost,
        )


def training_controls() -> list[Control]:
    """The step t, and the learning rate η."""
    return [
        Steps("t", Later("step t"), range(STEPS + 1)),
        Slider("eta", Later("learning rate η"), 0.5, low=0.1, high=10, step=0.1),
    ]
