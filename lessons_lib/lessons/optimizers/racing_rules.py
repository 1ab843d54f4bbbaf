"""The six update rules of the race: a look, a walk and a formula for each."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from lessons_lib import descent
from lessons_lib.descent import Rule, Schedule
from lessons_lib.draw.style import LOOKS, Look
from lessons_lib.functions import Array, quiet
from lessons_lib.language import Later, say
from lessons_lib.lessons.shared.landscape import (
    PLATEAU,
    RAVINE,
    ROUND_BOWL,
    SADDLE,
    TURNED_RAVINE,
    Landscape,
    WalkDown,
)
from lessons_lib.notation import nearly, number

STEPS = 60
ARRIVED = 0.01  # L relative to L(θ⁰) that counts as arrived
ALPHA, BETA1, BETA2 = 0.9, 0.9, 0.999


@dataclass(frozen=True)
class Place:
    """A landscape and its start θ⁰."""

    landscape: Landscape
    start: tuple[float, float]


PLACES: dict[str, Place] = {
    Later("round bowl"): Place(ROUND_BOWL, (-4.0, 2.0)),
    Later("ravine"): Place(RAVINE, (-5.0, 1.0)),
    Later("rotated ravine"): Place(TURNED_RAVINE, (-4.6, -2.2)),
    Later("saddle"): Place(SADDLE, (-4.0, 0.01)),
    Later("plateau"): Place(PLATEAU, (-4.5, 1.5)),
}

SCHEDULES: dict[str, Callable[[float], Schedule]] = {
    "constant": lambda eta: lambda t: eta,
    "root": descent.root_decay,
    "steps": lambda eta: descent.step_decay(eta, factor=0.5, every=20),
    "cosine": lambda eta: descent.cosine_decay(eta, steps=STEPS),
}


@dataclass(frozen=True)
class RuleUpdate:
    """One update of one rule, with its memory `before` and `after`."""

    t: int
    theta: Array
    g: Array
    eta: float
    lam: float
    change: Array
    before: Sequence[Any]
    after: Sequence[Any]


@dataclass(frozen=True)
class Runner:
    """A rule: its name and look, its function of η and λ, and its update in symbols and numbers.

    The last of the letters is the change of θ, with its sign; the others update the memory.
    `numbers` gives the right-hand side of each, the change without θ and without the result.
    """

    name: str
    look: Look
    rule: Callable[[float, float], Rule]
    letters: tuple[str, ...]
    numbers: Callable[[RuleUpdate], tuple[str, ...]]

    @property
    def title(self) -> str:
        """The name, with its marker in the picture: ■ momentum."""
        return f"{self.look.glyph} {say(self.name)}"

    def in_letters(self) -> tuple[str, ...]:
        """The update as lines of formula in symbols."""
        *memory, change = self.letters
        return *memory, f"θ^{{1}} = θ^{{0}} {change}"

    @quiet
    def in_numbers(self, now: RuleUpdate) -> tuple[str, ...]:
        """The update as lines of formula with the current numbers."""
        *memory, change = self.letters
        *renewed, moved = self.numbers(now)
        return (
            *(f"{left} = {right}" for left, right in zip(memory, renewed, strict=True)),
            f"θ^{{{now.t + 1}}} = θ^{{{now.t}}} {change} = {vector(now.theta)} {moved} "
            f"= {vector(now.theta + now.change)}",
        )


def vector(values: Any) -> str:
    """Two numbers in brackets: (−4, 2). An initial memory of 0 is (0, 0)."""
    return f"({', '.join(map(nearly, np.broadcast_to(values, 2)))})"


def _plain(now: RuleUpdate) -> tuple[str, ...]:
    return (f"− {number(now.eta)} · {vector(now.g)}",)


def _movement(now: RuleUpdate) -> str:
    v = f"{number(now.lam)} · {vector(now.before[0])} − {number(now.eta)} · {vector(now.g)}"
    return f"{v} = {vector(now.after[0])}"


def _momentum(now: RuleUpdate) -> tuple[str, ...]:
    return _movement(now), f"+ {vector(now.after[0])}"


def _nesterov(now: RuleUpdate) -> tuple[str, ...]:
    on = f"+ {number(now.lam)} · {vector(now.after[0])}"
    return _movement(now), f"{on} − {number(now.eta)} · {vector(now.g)}"


def _adagrad(now: RuleUpdate) -> tuple[str, ...]:
    s = f"{vector(now.before[0])} + {vector(now.g**2)} = {vector(now.after[0])}"
    return s, _own_rates(now)


def _rmsprop(now: RuleUpdate) -> tuple[str, ...]:
    return _mean(ALPHA, now.before[0], now.g**2, now.after[0]), _own_rates(now)


def _own_rates(now: RuleUpdate) -> str:
    s, g = now.after[0], vector(now.g)
    return (
        f"− {number(now.eta)} / √{vector(s)} · {g} = {vector(now.theta)} "
        f"− {vector(now.eta / np.sqrt(s))} · {g}"
    )


def _adam(now: RuleUpdate) -> tuple[str, ...]:
    m, s, n = now.after
    short1, short2 = 1 - BETA1**n, 1 - BETA2**n
    m_hat, s_hat = vector(m / short1), vector(s / short2)
    return (
        _mean(BETA1, now.before[0], now.g, m),
        _mean(BETA2, now.before[1], now.g**2, s),
        f"m / {number(short1)}, s / {number(short2)} = {m_hat}, {s_hat}",
        f"− {number(now.eta)} · {m_hat} / √{s_hat}",
    )


def _mean(share: float, before: Any, new: Any, after: Any) -> str:
    return f"{share} · {vector(before)} + {number(1 - share)} · {vector(new)} = {vector(after)}"


_MOVEMENT = "v ← λ · v − η · g"
RUNNERS = {
    runner.name: runner
    for runner in (
        Runner(Later("plain"), LOOKS[0], lambda eta, lam: descent.plain(eta), ("− η · g",), _plain),
        Runner(Later("momentum"), LOOKS[1], descent.momentum, (_MOVEMENT, "+ v"), _momentum),
        Runner("Nesterov", LOOKS[2], descent.nesterov, (_MOVEMENT, "+ λ · v − η · g"), _nesterov),
        Runner(
            "Adagrad",
            LOOKS[3],
            lambda eta, lam: descent.adagrad(eta),
            ("s ← s + g · g", "− η / √s · g"),
            _adagrad,
        ),
        Runner(
            "RMSProp",
            LOOKS[4],
            lambda eta, lam: descent.rmsprop(eta, ALPHA),
            ("s ← α · s + (1 − α) · g · g", "− η / √s · g"),
            _rmsprop,
        ),
        Runner(
            "Adam",
            LOOKS[5],
            lambda eta, lam: descent.adam(eta, BETA1, BETA2),
            (
                "m ← β_1 · m + (1 − β_1) · g",
                "s ← β_2 · s + (1 − β_2) · g · g",
                "m̂, ŝ = m / (1 − β_1^t), s / (1 − β_2^t)",
                "− η · m̂ / √ŝ",
            ),
            _adam,
        ),
    )
}


@dataclass(frozen=True)
class Race:
    """The common settings of all runners: landscape, η, λ, the schedule of η, and a start."""

    place: str
    eta: float
    lam: float = 0.9
    schedule: str = "constant"
    own_start: tuple[float, float] | None = None

    @property
    def start(self) -> tuple[float, float]:
        """θ⁰, that of the landscape if there is no other."""
        return self.own_start or PLACES[self.place].start

    def rule(self, name: str) -> Rule:
        """The update rule of this runner; its memory is t, followed by the runner's own."""
        return descent.scheduled(
            lambda eta: RUNNERS[name].rule(eta, self.lam), SCHEDULES[self.schedule](self.eta)
        )

    def eta_at(self, t: int) -> float:
        """The learning rate of the update from θᵗ to θᵗ⁺¹."""
        return float(SCHEDULES[self.schedule](self.eta)(t))

    def walk(self, name: str) -> WalkDown:
        """The walk of this runner: STEPS steps, or fewer if it diverged."""
        return _walk(self, name)

    def at(self, name: str, t: int) -> tuple[Array, float]:
        """θᵗ and L(θᵗ) of this runner; after the end of its walk, those of the last step."""
        walk = self.walk(name)
        t = min(t, walk.last)
        return walk.steps[t].theta, walk.losses[t]

    def arrived(self, name: str, t: int) -> int | None:
        """Since which step, seen from step t, L has been small; None if it is not."""
        losses = self.walk(name).losses[: t + 1]
        large = np.flatnonzero(~(np.array(losses) <= ARRIVED * losses[0]))
        since = int(large[-1]) + 1
        return since if since < len(losses) else None

    def moment(self, name: str, t: int) -> RuleUpdate | None:
        """The update after step t; None after the end of the walk."""
        steps = self.walk(name).steps[: t + 1]
        if steps[-1].diverged or len(steps) <= t:
            return None
        rule = quiet(self.rule(name))
        after: tuple[Any, ...] = ()
        for step in steps:
            before = after
            change, *kept = rule(step.gradient, *before)
            after = tuple(kept)
        _, *memory = after
        first = [0.0] * len(memory)  # the initial memory of every rule
        _, theta, g = steps[-1]
        return RuleUpdate(
            t, theta, g, self.eta_at(t), self.lam, change, before[1:] or first, memory
        )


@lru_cache(maxsize=256)
def _walk(race: Race, name: str) -> WalkDown:
    place = PLACES[race.place]
    return WalkDown.down(place.landscape, race.start, race.eta, race.rule(name), STEPS)
