"""Mistakes of the update rules momentum, Adagrad and Adam, with one piece replaced.

Each takes the gradients (steps, …) and the parameters of the rule, and returns the changes of θ, of
the same shape.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from lessons_lib.descent import Rule
from lessons_lib.functions import Array
from lessons_lib.language import Later
from lessons_lib.mistakes.mistake import Mistake


def movements(make_rule: Callable[..., Rule]) -> Callable[..., Array]:
    """The changes of θ by a rule, as in `movements(momentum)(gradients, eta, lam)`."""

    def of(gradients: Any, *numbers: float) -> Array:
        rule, memory, made = make_rule(*numbers), (), []
        for g in np.asarray(gradients):
            change, *kept = rule(g, *memory)
            memory = tuple(kept)
            made.append(change)
        return np.array(made)

    return of


@dataclass(frozen=True)
class Momentum:
    """`descent.momentum` with replaceable pieces: the update of v, and the change of θ."""

    v: Callable[[Array, Array, float, float], Array] = lambda v, g, eta, lam: lam * v - eta * g
    move: Callable[[Array, float], Array] = lambda v, eta: v

    def __call__(self, eta: float, lam: float) -> Rule:
        """The rule."""

        def rule(g: Any, v: Any = 0.0) -> tuple[Any, ...]:
            v = self.v(v, g, eta, lam)
            return self.move(v, eta), v

        return rule


LAST_FORGOTTEN = Mistake(
    Later("the last movement is forgotten"),
    Later("This is plain gradient descent. With momentum λ · v goes on."),
    movements(Momentum(v=lambda v, g, eta, lam: -eta * g)),
)
LAMBDA_FORGOTTEN = Mistake(
    Later("λ is forgotten"),
    Later("Of the last movement only a share goes on: λ · v."),
    movements(Momentum(v=lambda v, g, eta, lam: v - eta * g)),
)
LAMBDA_AT_GRADIENT = Mistake(
    Later("λ stands at the gradient, and not at v"),
    Later("λ says how much of the last movement goes on: λ · v. The gradient has its η."),
    movements(Momentum(v=lambda v, g, eta, lam: v - lam * eta * g)),
)
LAMBDA_AT_BOTH = Mistake(
    Later("λ comes in once too often: at the gradient too, or when v is noted"),
    Later("λ belongs to the old v alone: λ · v − η · g, and θ moves by this new v."),
    movements(Momentum(v=lambda v, g, eta, lam: lam * (v - eta * g))),
)
REST_AT_GRADIENT = Mistake(
    Later("the gradient is multiplied with 1 − λ"),
    Later("RMSProp and Adam do so with their memory. Here the gradient has only its η."),
    movements(Momentum(v=lambda v, g, eta, lam: lam * v - (1 - lam) * eta * g)),
)
V_TAKEN_BACK = Mistake(
    Later("the last movement is subtracted"),
    Later("It goes on in its own direction: + λ · v."),
    movements(Momentum(v=lambda v, g, eta, lam: -lam * v - eta * g)),
)
MOMENTUM_UPHILL = Mistake(
    Later("the gradient is added, or v is noted with the other sign"),
    Later("The gradient points uphill. To go down, subtract it: λ · v − η · g. θ moves by v."),
    movements(Momentum(v=lambda v, g, eta, lam: lam * v + eta * g)),
)
MOMENTUM_WITHOUT_RATE = Mistake(
    Later("the learning rate is forgotten"),
    Later("The gradient adds −η · g."),
    movements(Momentum(v=lambda v, g, eta, lam: lam * v - g)),
)
RATE_AT_V = Mistake(
    Later("η is multiplied with the last movement too"),
    Later("v has its η already: λ · v − η · g."),
    movements(Momentum(v=lambda v, g, eta, lam: eta * (lam * v - g))),
)
RATE_TWICE = Mistake(
    Later("η is used twice"),
    Later("v has its η already, so θ moves by v itself."),
    movements(Momentum(move=lambda v, eta: eta * v)),
)

MOMENTUM = (
    LAST_FORGOTTEN,
    LAMBDA_FORGOTTEN,
    LAMBDA_AT_GRADIENT,
    LAMBDA_AT_BOTH,
    REST_AT_GRADIENT,
    V_TAKEN_BACK,
    MOMENTUM_UPHILL,
    MOMENTUM_WITHOUT_RATE,
    RATE_AT_V,
    RATE_TWICE,
)


@dataclass(frozen=True)
class Adagrad:
    """`descent.adagrad` with replaceable pieces: the sum, and the change at step t ≥ 1."""

    s: Callable[[Array, Array], Array] = lambda s, g: s + g * g
    move: Callable[[Array, Array, float, int], Array] = lambda g, s, eta, t: -(eta / np.sqrt(s) * g)

    def __call__(self, eta: float) -> Rule:
        """The rule."""

        def rule(g: Any, s: Any = 0.0, t: int = 1) -> tuple[Any, ...]:
            s = self.s(s, g)
            return self.move(g, s, eta, t), s, t + 1

        return rule


ROOT_FORGOTTEN = Mistake(
    Later("the root is forgotten"),
    Later("Divide by √s, not by s."),
    movements(Adagrad(move=lambda g, s, eta, t: -eta * g / s)),
)
LATEST_ONLY = Mistake(
    Later("only the latest gradient is in s"),
    Later("s keeps all squares so far: s ← s + g · g."),
    movements(Adagrad(s=lambda s, g: g * g)),
)
SIZES_ADDED = Mistake(
    Later("the gradients themselves are added up, without squares and root"),
    Later("First the squares, then their sum, then the root."),
    movements(Adagrad(s=lambda s, g: s + abs(g), move=lambda g, s, eta, t: -eta * g / s)),
)
SQUARES_FORGOTTEN = Mistake(
    Later("s holds the gradients and not their squares"),
    "s ← s + g · g.",
    movements(Adagrad(s=lambda s, g: s + abs(g))),
)
MEAN_OF_SQUARES = Mistake(
    Later("the mean of the squares is taken, not their sum"),
    Later("s only adds up, and is not divided by the number of steps."),
    movements(Adagrad(move=lambda g, s, eta, t: -eta * g / np.sqrt(s / t))),
)
GRADIENT_FORGOTTEN = Mistake(
    Later("only the new learning rate η / √s is computed"),
    Later("It is multiplied with the gradient, as any learning rate."),
    movements(Adagrad(move=lambda g, s, eta, t: -eta / np.sqrt(s))),
)
ADAGRAD_UPHILL = Mistake(
    Later("θ moves with the gradient"),
    Later("The gradient points uphill. To go down, subtract it."),
    movements(Adagrad(move=lambda g, s, eta, t: eta * g / np.sqrt(s))),
)
ADAGRAD_WITHOUT_RATE = Mistake(
    Later("the learning rate is forgotten"),
    Later("The movement is −η / √s · g."),
    movements(Adagrad(move=lambda g, s, eta, t: -g / np.sqrt(s))),
)

ADAGRAD = (
    ROOT_FORGOTTEN,
    LATEST_ONLY,
    SIZES_ADDED,
    SQUARES_FORGOTTEN,
    MEAN_OF_SQUARES,
    GRADIENT_FORGOTTEN,
    ADAGRAD_UPHILL,
    ADAGRAD_WITHOUT_RATE,
)


@dataclass(frozen=True)
class Adam:
    """`descent.adam` with replaceable pieces: the means, their correction, and the change."""

    m: Callable[[Array, Array, float], Array] = lambda m, g, beta: beta * m + (1 - beta) * g
    s: Callable[[Array, Array, float], Array] = lambda s, g, beta: beta * s + (1 - beta) * g * g
    m_hat: Callable[[Array, float, int], Array] = lambda m, beta, t: m / (1 - beta**t)
    s_hat: Callable[[Array, float, int], Array] = lambda s, beta, t: s / (1 - beta**t)
    move: Callable[[Array, Array, Array, float], Array] = lambda m_hat, s_hat, g, eta: (
        -eta * m_hat / np.sqrt(s_hat)
    )

    def __call__(self, eta: float, beta1: float, beta2: float) -> Rule:
        """The rule."""

        def rule(g: Any, m: Any = 0.0, s: Any = 0.0, t: int = 1) -> tuple[Any, ...]:
            m, s = self.m(m, g, beta1), self.s(s, g, beta2)
            hats = self.m_hat(m, beta1, t), self.s_hat(s, beta2, t)
            return self.move(*hats, g, eta), m, s, t + 1

        return rule


def _as_it_is(memory: Array, beta: float, t: int) -> Array:
    return memory


def _by_the_first(memory: Array, beta: float, t: int) -> Array:
    return memory / (1 - beta)


def _swapped(gradients: Any, eta: float, beta1: float, beta2: float) -> Array:
    return movements(Adam())(gradients, eta, beta2, beta1)


def _s_over_m(m_hat: Array, s_hat: Array, g: Array, eta: float) -> Array:
    if np.any(m_hat <= 0):
        raise ValueError(f"m̂ has a root to divide by only where it is above 0, but it is {m_hat}.")
    return -eta * s_hat / np.sqrt(m_hat)


NO_CORRECTION = Mistake(
    Later("the bias correction is forgotten"),
    Later("m and s began at 0: divide them by 1 − β₁ᵗ and 1 − β₂ᵗ."),
    movements(Adam(m_hat=_as_it_is, s_hat=_as_it_is)),
)
NO_CORRECTION_OF_M = Mistake(
    Later("the bias correction of m is forgotten"),
    Later("m began at 0, too: divide it by 1 − β₁ᵗ."),
    movements(Adam(m_hat=_as_it_is)),
)
NO_CORRECTION_OF_S = Mistake(
    Later("the bias correction of s is forgotten"),
    Later("s began at 0, too: divide it by 1 − β₂ᵗ."),
    movements(Adam(s_hat=_as_it_is)),
)
POWER_FORGOTTEN = Mistake(
    Later("the bias correction is that of step 1 at every step"),
    Later("Here t is a power: 1 − β₁ᵗ and 1 − β₂ᵗ."),
    movements(Adam(m_hat=_by_the_first, s_hat=_by_the_first)),
)
BETAS_SWAPPED = Mistake(
    Later("β₁ and β₂ are swapped"),
    Later("β₁ belongs to m, and β₂ to s."),
    _swapped,
)
MEMORIES_SWAPPED = Mistake(
    Later("m̂ and ŝ are swapped"),
    Later("m says where to, and s says how far: m̂ stands above, and the root of ŝ below."),
    movements(Adam(move=_s_over_m)),
)
G_FOR_M = Mistake(
    Later("the gradient itself stands where m̂ belongs"),
    Later("This is RMSProp with a bias correction. In Adam m̂ says where to."),
    movements(Adam(move=lambda m_hat, s_hat, g, eta: -eta * g / np.sqrt(s_hat))),
)
ADAM_WITHOUT_ROOT = Mistake(
    Later("the root is forgotten"),
    Later("Divide by the root of ŝ."),
    movements(Adam(move=lambda m_hat, s_hat, g, eta: -eta * m_hat / s_hat)),
)
REST_FORGOTTEN = Mistake(
    Later("1 − β is forgotten in both memories"),
    Later("m ← β₁ · m + (1 − β₁) · g, and s in the same way."),
    movements(Adam(m=lambda m, g, beta: beta * m + g, s=lambda s, g, beta: beta * s + g * g)),
)
ADAM_UPHILL = Mistake(
    Later("θ moves with the gradient"),
    Later("The gradient points uphill. To go down, subtract it."),
    movements(Adam(move=lambda m_hat, s_hat, g, eta: eta * m_hat / np.sqrt(s_hat))),
)
ADAM_WITHOUT_RATE = Mistake(
    Later("the learning rate is forgotten"),
    Later("The movement is −η · m̂ / √ŝ."),
    movements(Adam(move=lambda m_hat, s_hat, g, eta: -m_hat / np.sqrt(s_hat))),
)


def _hats_kept(gradients: Any, eta: float, beta1: float, beta2: float) -> Array:
    m, s, made = 0.0, 0.0, []
    for t, g in enumerate(np.asarray(gradients), start=1):
        m = (beta1 * m + (1 - beta1) * g) / (1 - beta1**t)
        s = (beta2 * s + (1 - beta2) * g * g) / (1 - beta2**t)
        made.append(-eta * m / np.sqrt(s))
    return np.array(made)


HATS_KEPT = Mistake(
    Later("m̂ and ŝ are kept in the place of m and s"),
    Later("The hats are for this movement only: the next m is made out of m, and not out of m̂."),
    _hats_kept,
)

ADAM = (
    NO_CORRECTION,
    NO_CORRECTION_OF_M,
    NO_CORRECTION_OF_S,
    POWER_FORGOTTEN,
    BETAS_SWAPPED,
    MEMORIES_SWAPPED,
    G_FOR_M,
    ADAM_WITHOUT_ROOT,
    REST_FORGOTTEN,
    ADAM_UPHILL,
    ADAM_WITHOUT_RATE,
)
