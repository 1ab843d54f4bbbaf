"""Landscapes L(θ) small enough to draw, gradient descent on them, and its description.

Formulas write the square of θ as θ · θ, because θ² means θ after two steps.
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice

import numpy as np

from lessons_lib.descent import Rule, Step, descend, plain
from lessons_lib.functions import Array, quiet
from lessons_lib.language import say
from lessons_lib.notation import bracketed, number

STEPS = 20
_ENOUGH = 0.02  # gradient relative to the largest one on the way that counts as arrived
_LATELY = 5
_AROUND = 1.0  # of a curve: so far away one sees whether this is a valley


@dataclass(frozen=True)
class Landscape:
    """L(θ) and its gradient for vectors θ (…, n); the picture shows −edge ≤ θᵢ ≤ edge.

    `text` and `slopes` are the same as formulas, one slope for each θᵢ.
    """

    loss: Callable[[Array], Array]
    gradient: Callable[[Array], Array]
    edges: tuple[float, ...]
    text: str
    slopes: tuple[str, ...]

    def slope_at(self, theta: float) -> str:
        """The slope of a curve with the number θ in its formula."""
        return self.slopes[0].replace("θ", bracketed(theta))

    def trouble(self, theta: Array) -> str:
        """Why L or its slope is no number at θ, or not one alone, as at a kink; "" if it is."""
        return ""


PARABOLA = Landscape(
    loss=lambda theta: (theta * theta)[..., 0],
    gradient=lambda theta: 2 * theta,
    edges=(12,),
    text="θ · θ",
    slopes=("2 · θ",),
)
# The loss is in Horner form, so that it is +∞ for θ = ±∞, and not NaN.
TWO_VALLEYS = Landscape(
    loss=lambda theta: (theta * (theta * (theta * theta / 100 - 1) + 2) + 40)[..., 0],
    gradient=lambda theta: theta * (theta * theta / 25 - 2) + 2,
    edges=(12,),
    text="θ · θ · θ · θ / 100 − θ · θ + 2 · θ + 40",
    slopes=("θ · θ · θ / 25 − 2 · θ + 2",),
)
BOWL = Landscape(
    loss=lambda theta: theta[..., 0] * theta[..., 0] + 3 * theta[..., 1] * theta[..., 1],
    gradient=lambda theta: theta * [2, 6],
    edges=(5.6, 4),
    text="θ_1 · θ_1 + 3 · θ_2 · θ_2",
    slopes=("2 · θ_1", "6 · θ_2"),
)


def _beside_half(slope: Array) -> Array:
    return np.stack([np.full_like(slope, 0.5), slope], axis=-1)


def _four_and_more(theta: Array) -> Array:
    far: Array = 4 + BOWL.loss(theta)
    return far


ROUND_BOWL = Landscape(
    loss=lambda theta: (theta * theta).sum(axis=-1),
    gradient=lambda theta: 2 * theta,
    edges=(5.6, 4),
    text="θ_1 · θ_1 + θ_2 · θ_2",
    slopes=("2 · θ_1", "2 · θ_2"),
)
RAVINE = Landscape(
    loss=lambda theta: (theta * theta) @ [0.05, 2.5],
    gradient=lambda theta: theta * [0.1, 5],
    edges=(5.6, 4),
    text="0.05 · θ_1 · θ_1 + 2.5 · θ_2 · θ_2",
    slopes=("0.1 · θ_1", "5 · θ_2"),
)
# The ravine, rotated by the angle of a 3-4-5 triangle; its direction is (0.8, 0.6).
TURNED_RAVINE = Landscape(
    loss=lambda theta: (theta @ [[0.8, -0.6], [0.6, 0.8]]) ** 2 @ [0.05, 2.5],
    gradient=lambda theta: theta[..., :1] * [1.864, -2.352] + theta[..., 1:] * [-2.352, 3.236],
    edges=(5.6, 4),
    text="0.932 · θ_1 · θ_1 − 2.352 · θ_1 · θ_2 + 1.618 · θ_2 · θ_2",
    slopes=("1.864 · θ_1 − 2.352 · θ_2", "3.236 · θ_2 − 2.352 · θ_1"),
)
SADDLE = Landscape(
    loss=lambda theta: (
        theta[..., 0] * theta[..., 0] / 4 + (theta[..., 1] * theta[..., 1] - 4) ** 2 / 16
    ),
    gradient=lambda theta: theta * _beside_half((theta[..., 1] * theta[..., 1] - 4) / 4),
    edges=(5.6, 4),
    text="θ_1 · θ_1 / 4 + (θ_2 · θ_2 − 4) · (θ_2 · θ_2 − 4) / 16",
    slopes=("θ_1 / 2", "θ_2 · (θ_2 · θ_2 − 4) / 4"),
)
PLATEAU = Landscape(
    loss=lambda theta: 1 - 4 / _four_and_more(theta),
    gradient=lambda theta: theta * [8, 24] / (_four_and_more(theta) ** 2)[..., None],
    edges=(5.6, 4),
    text="1 − 4 / (4 + θ_1 · θ_1 + 3 · θ_2 · θ_2)",
    slopes=(
        "8 · θ_1 / (4 + θ_1 · θ_1 + 3 · θ_2 · θ_2)^2",
        "24 · θ_2 / (4 + θ_1 · θ_1 + 3 · θ_2 · θ_2)^2",
    ),
)


@dataclass(frozen=True)
class WalkDown:
    """θ⁰, θ¹, … on a landscape, as many as requested or fewer if θ diverged."""

    landscape: Landscape
    eta: float
    steps: list[Step]
    losses: list[float]

    @classmethod
    def down(
        cls,
        landscape: Landscape,
        start: tuple[float, ...],
        eta: float,
        rule: Rule | None = None,
        steps: int = STEPS,
    ) -> "WalkDown":
        """The walk from θ⁰ = start with learning rate eta; by default with the plain rule."""
        walk = list(islice(descend(landscape.gradient, start, rule or plain(eta)), steps + 1))
        losses = quiet(landscape.loss)(np.stack([step.theta for step in walk]))
        return cls(landscape, eta, walk, losses.tolist())

    @property
    def last(self) -> int:
        """The number of the last step: as requested, or fewer if θ diverged."""
        return len(self.steps) - 1

    def trouble(self, t: int) -> str:
        """Why L or its slope is no number at θᵗ, or not one alone; "" if all is well."""
        return self.landscape.trouble(self.steps[t].theta)

    def outside(self, t: int) -> str:
        """Which edge of the picture θᵗ is beyond, in words; "" if it is inside."""
        beyond = self.steps[t].theta / self.landscape.edges
        axis = int(np.argmax(np.abs(beyond) > 1))  # the first that is
        if abs(beyond[axis]) <= 1:
            return ""
        sides = (
            (
                say("It has left the picture on the left."),
                say("It has left the picture on the right."),
            ),
            (
                say("It has left the picture at the bottom."),
                say("It has left the picture at the top."),
            ),
        )
        return sides[axis][int(beyond[axis] > 0)]

    @quiet
    def _in_a_valley(self) -> bool:
        """Whether L rises again on both sides of the last θ, if it is a single number."""
        (theta, *others), near = self.steps[-1].theta, np.linspace(-_AROUND, _AROUND, 41)
        lowest = int(np.nanargmin(self.landscape.loss(theta + near[:, None]))) if not others else 1
        return 0 < lowest < len(near) - 1

    @quiet
    def verdict(self) -> str:
        """A description of the whole walk in one or two sentences, which begins with its kind."""
        gradients = np.array([step.gradient for step in self.steps])
        size = np.abs(gradients).max(axis=1)
        lately = np.diff(self.losses[-_LATELY:])
        eta = number(self.eta)
        if size[0] == 0:
            return say("The gradient is 0 at the start, so nothing moves, whatever η is.")
        if self.steps[-1].diverged:
            return say(
                "Diverging: with η = {eta} the numbers got too large for a computer at step "
                "{last}, and the walk ended.",
                eta=eta,
                last=self.last,
            )
        grown = (lately > 0) | np.isnan(lately)  # from ∞ to ∞
        if np.all(grown) and self.losses[-1] > self.losses[0]:
            return say(
                "Diverging: with η = {eta} the steps get longer and longer, and L grows and grows.",
                eta=eta,
            )
        turned = (gradients[1:] * gradients[:-1]).sum(axis=1) < 0
        if size[-1] <= _ENOUGH * size.max():
            if turned.mean() > 0.5:
                return say(
                    "Large: with η = {eta} it jumps back and forth. But the jumps shrink, and the "
                    "gradient is nearly 0.",
                    eta=eta,
                )
            if not self._in_a_valley():
                return say(
                    "Flat: with η = {eta} the gradient has become nearly 0. But this is "
                    "no valley: on one side L keeps falling.",
                    eta=eta,
                )
            return say(
                "Good: with η = {eta} the gradient has become nearly 0. We're in a valley.",
                eta=eta,
            )
        if self.outside(self.last) and np.all(lately < 0):
            return say(
                "Endless: with η = {eta}, L keeps falling, and there's no valley in sight.",
                eta=eta,
            )
        if not turned.any():
            return say(
                "Too small: with η = {eta} we're still on our way after {last} steps.",
                eta=eta,
                last=self.last,
            )
        if np.all(lately < 0) and turned[-_LATELY:].any():
            return say(
                "Too large: with η = {eta} it jumps back and forth. It still gets lower, but "
                "slowly.",
                eta=eta,
            )
        return say(
            "Too large: with η = {eta} it jumps back and forth. It never comes to rest.",
            eta=eta,
        )
