"""Mistakes of the update rules momentum, Adagrad and Adam, with one formula replaced.

Each takes the gradients (steps, …) and the parameters of the rule, and returns the changes of θ, of
the same shape.
"""

from collections.abc import Callable
from inspect import signature
from typing import Any

import numpy as np

from lessons_lib.functions import Array
from lessons_lib.mistakes.mistake import Mistake


class Formulas:
    """An update rule as formulas, computed in their order at each step; the last is the move of θ.

    The arguments of a formula are named: a parameter of the rule, the gradient g, the step t from
    1 on, or the latest result of a formula, 0 at the beginning.
    """

    def __init__(self, *parameters: str, **formulas: Callable[..., Array]) -> None:
        self._parameters, self._formulas = parameters, formulas

    def but(self, **formulas: Callable[..., Array]) -> "Formulas":
        """The same with other formulas."""
        return Formulas(*self._parameters, **{**self._formulas, **formulas})

    def __call__(self, gradients: Any, *numbers: Any) -> Array:
        """The changes of θ for these gradients, in order."""
        known: dict[str, Any] = dict.fromkeys(self._formulas, 0.0)
        known |= zip(self._parameters, numbers, strict=True)
        made = []
        for known["t"], known["g"] in enumerate(np.asarray(gradients), start=1):
            for name, formula in self._formulas.items():
                known[name] = formula(*(known[one] for one in signature(formula).parameters))
            made.append(known["move"])
        return np.array(made)


MOMENTUM_RULE = Formulas("eta", "lam", v=lambda v, g, eta, lam: lam * v - eta * g, move=lambda v: v)

RATE_TWICE = Mistake(
    "η is used twice",
    "v already includes η, so θ moves by v itself.",
    MOMENTUM_RULE.but(move=lambda v, eta: eta * v),
)

MOMENTUM = (
    Mistake(
        "the last movement is forgotten",
        "This is plain gradient descent. With momentum, λ · v is kept.",
        MOMENTUM_RULE.but(v=lambda v, g, eta, lam: -eta * g),
    ),
    Mistake(
        "λ is forgotten",
        "Only a fraction of the last movement is kept: λ · v.",
        MOMENTUM_RULE.but(v=lambda v, g, eta, lam: v - eta * g),
    ),
    Mistake(
        "λ multiplies the gradient instead of v",
        "λ says how much of the last movement is kept: λ · v. η multiplies the gradient.",
        MOMENTUM_RULE.but(v=lambda v, g, eta, lam: v - lam * eta * g),
    ),
    Mistake(
        "λ also multiplies the gradient, or the recorded v",
        "λ belongs to the old v alone: λ · v − η · g, and θ moves by this new v.",
        MOMENTUM_RULE.but(v=lambda v, g, eta, lam: lam * (v - eta * g)),
    ),
    Mistake(
        "the gradient is multiplied by 1 − λ",
        "RMSProp and Adam do that with their memory. Here only η multiplies the gradient.",
        MOMENTUM_RULE.but(v=lambda v, g, eta, lam: lam * v - (1 - lam) * eta * g),
    ),
    Mistake(
        "the last movement is subtracted",
        "The old movement continues: + λ · v.",
        MOMENTUM_RULE.but(v=lambda v, g, eta, lam: -lam * v - eta * g),
    ),
    Mistake(
        "the gradient is added, or v is recorded with the opposite sign",
        "The gradient points uphill. To go down, subtract it: λ · v − η · g. θ moves by v.",
        MOMENTUM_RULE.but(v=lambda v, g, eta, lam: lam * v + eta * g),
    ),
    Mistake(
        "the learning rate is forgotten",
        "The gradient adds −η · g.",
        MOMENTUM_RULE.but(v=lambda v, g, eta, lam: lam * v - g),
    ),
    Mistake(
        "the last movement is multiplied by η too",
        "v already includes η: λ · v − η · g.",
        MOMENTUM_RULE.but(v=lambda v, g, eta, lam: eta * (lam * v - g)),
    ),
    RATE_TWICE,
)


ADAGRAD_RULE = Formulas(
    "eta", s=lambda s, g: s + g * g, move=lambda g, s, eta: -(eta / np.sqrt(s) * g)
)


ADAGRAD = (
    Mistake(
        "the root is forgotten",
        "Divide by √s, not by s.",
        ADAGRAD_RULE.but(move=lambda g, s, eta: -eta * g / s),
    ),
    Mistake(
        "only the latest gradient is in s",
        "s keeps all squares so far: s ← s + g · g.",
        ADAGRAD_RULE.but(s=lambda s, g: g * g),
    ),
    Mistake(
        "the gradients are added up, without squares and √",
        "Square them, add them up, then take the root: √.",
        ADAGRAD_RULE.but(s=lambda s, g: s + abs(g), move=lambda g, s, eta: -eta * g / s),
    ),
    Mistake(
        "s holds the gradients instead of their squares",
        "s ← s + g · g.",
        ADAGRAD_RULE.but(s=lambda s, g: s + abs(g)),
    ),
    Mistake(
        "the squares are averaged, not added",
        "s is a sum: it isn't divided by the number of steps.",
        ADAGRAD_RULE.but(move=lambda g, s, eta, t: -eta * g / np.sqrt(s / t)),
    ),
    Mistake(
        "only the new learning rate η / √s is computed",
        "Multiply it by the gradient, like any learning rate.",
        ADAGRAD_RULE.but(move=lambda s, eta: -eta / np.sqrt(s)),
    ),
    Mistake(
        "θ moves with the gradient",
        "The gradient points uphill. To go down, subtract it.",
        ADAGRAD_RULE.but(move=lambda g, s, eta: eta * g / np.sqrt(s)),
    ),
    Mistake(
        "the learning rate is forgotten",
        "The movement is −η / √s · g.",
        ADAGRAD_RULE.but(move=lambda g, s: -g / np.sqrt(s)),
    ),
)


ADAM_RULE = Formulas(
    *("eta", "beta1", "beta2"),
    m=lambda m, g, beta1: beta1 * m + (1 - beta1) * g,
    s=lambda s, g, beta2: beta2 * s + (1 - beta2) * g * g,
    m_hat=lambda m, beta1, t: m / (1 - beta1**t),
    s_hat=lambda s, beta2, t: s / (1 - beta2**t),
    move=lambda m_hat, s_hat, eta: -eta * m_hat / np.sqrt(s_hat),
)


def _s_over_m(m_hat: Array, s_hat: Array, eta: float) -> Array:
    if np.any(m_hat <= 0):
        raise ValueError(f"m̂ has a root to divide by only where it is above 0, but it's {m_hat}.")
    return -eta * s_hat / np.sqrt(m_hat)


HATS_KEPT = Mistake(
    "m̂ and ŝ are kept instead of m and s",
    "The hats are for this movement only: the next m is made from m, not from m̂.",
    ADAM_RULE.but(
        m=lambda m_hat, g, beta1: beta1 * m_hat + (1 - beta1) * g,
        s=lambda s_hat, g, beta2: beta2 * s_hat + (1 - beta2) * g * g,
    ),
)

ADAM = (
    Mistake(
        "the bias correction is forgotten",
        "m and s began at 0: divide them by 1 − β₁ᵗ and 1 − β₂ᵗ.",
        ADAM_RULE.but(m_hat=lambda m: m, s_hat=lambda s: s),
    ),
    Mistake(
        "the bias correction of m is forgotten",
        "m began at 0, too: divide it by 1 − β₁ᵗ.",
        ADAM_RULE.but(m_hat=lambda m: m),
    ),
    Mistake(
        "the bias correction of s is forgotten",
        "s began at 0, too: divide it by 1 − β₂ᵗ.",
        ADAM_RULE.but(s_hat=lambda s: s),
    ),
    Mistake(
        "the bias correction of step 1 is used at every step",
        "Here t is an exponent: 1 − β₁ᵗ and 1 − β₂ᵗ.",
        ADAM_RULE.but(
            m_hat=lambda m, beta1: m / (1 - beta1), s_hat=lambda s, beta2: s / (1 - beta2)
        ),
    ),
    Mistake(
        "β₁ and β₂ are swapped",
        "β₁ belongs to m, and β₂ to s.",
        lambda gradients, eta, beta1, beta2: ADAM_RULE(gradients, eta, beta2, beta1),
    ),
    Mistake(
        "m̂ and ŝ are swapped",
        "m says where to go, and s says how far: m̂ goes on top, and the root of ŝ below.",
        ADAM_RULE.but(move=_s_over_m),
    ),
    Mistake(
        "the gradient itself is used instead of m̂",
        "This is RMSProp with a bias correction. In Adam m̂ says where to go.",
        ADAM_RULE.but(move=lambda s_hat, g, eta: -eta * g / np.sqrt(s_hat)),
    ),
    Mistake(
        "the root is forgotten",
        "Divide by √ŝ.",
        ADAM_RULE.but(move=lambda m_hat, s_hat, eta: -eta * m_hat / s_hat),
    ),
    Mistake(
        "1 − β is forgotten in both memories",
        "m ← β₁ · m + (1 − β₁) · g, and s in the same way.",
        ADAM_RULE.but(m=lambda m, g, beta1: beta1 * m + g, s=lambda s, g, beta2: beta2 * s + g * g),
    ),
    Mistake(
        "θ moves with the gradient",
        "The gradient points uphill. To go down, subtract it.",
        ADAM_RULE.but(move=lambda m_hat, s_hat, eta: eta * m_hat / np.sqrt(s_hat)),
    ),
    Mistake(
        "the learning rate is forgotten",
        "The movement is −η · m̂ / √ŝ.",
        ADAM_RULE.but(move=lambda m_hat, s_hat: -m_hat / np.sqrt(s_hat)),
    ),
)
