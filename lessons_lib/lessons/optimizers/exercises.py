"""Lesson 09, exercises: the update rules and the saturated neuron, by hand and by code."""

from dataclasses import replace

import numpy as np

from lessons_lib.exercise import REPLACE_EACH, Code, Exercise, Prediction, collected
from lessons_lib.exercise.template import Draw, Template
from lessons_lib.functions import Array, sigmoid
from lessons_lib.language import Later
from lessons_lib.mistakes.backward import SIGMA_FOR_SLOPE, SLOPE_OF_A
from lessons_lib.mistakes.mistake import Mistake
from lessons_lib.mistakes.update_rules import (
    ADAGRAD,
    ADAGRAD_RULE,
    ADAM,
    ADAM_RULE,
    HATS_KEPT,
    MOMENTUM,
    MOMENTUM_RULE,
    RATE_TWICE,
)
from lessons_lib.network import Layer, Network, forward

predict_adagrad = Prediction(
    asks="In its first step, how many times as far as θ₁ does Adagrad move θ₂?",
    truth=1,
    why="After one gradient √s is the size of this gradient, so each of the two moves by η.",
    tempting="10, as if Adagrad kept the ratio of the two gradients.",
)

predict_start = Prediction(
    asks="From which start does the squared error recover faster? Put 1 for a little "
    "wrong and 2 for very wrong.",
    truth=1,
    why="Where the neuron is very wrong, its curve is nearly flat, and σ′(z) lets almost "
    "nothing through.",
    tempting="2, as if the larger mistake made the larger step.",
    choices=(1, 2),
)


def _past_the_lowest_point(draw: Draw) -> tuple[Array, float, float]:
    """The second gradient has the other sign, and is so small that θ still moves on."""
    sign = draw.pick(1, -1)
    gradients = np.array([float(draw.whole(3, 9)), -float(draw.whole(1, 2))])
    return sign * gradients, draw.pick(0.1, 0.2, 0.5), draw.pick(0.8, 0.9)


momentum = Exercise(
    asks="Put v after the first and after the second step in the blanks.",
    right=MOMENTUM_RULE,
    given=(np.array([4.0, -1.0]), 0.1, 0.9),
    mistakes=[
        *(mistake for mistake in MOMENTUM if mistake is not RATE_TWICE),  # only v is asked for
    ],
    why="The gradient has changed sign, but θ still moves in the old direction: it just "
    "slows down.",
    look="At each step v ← λ · v − η · g. At the first one the old v is 0.",
    names=(Later("v after the first step"), Later("v after the second step")),
    template=Template(
        draw=_past_the_lowest_point,
        numbers=lambda gradients, eta, lam: {
            **{"g0": gradients[0], "g1": gradients[1], "eta": eta, "lam": lam},
            **{"v0": -eta * gradients[0]},
        },
        marked=r"""
\eta = {eta}
\lambda = {lam}
g = {g0}
g = {g1}
{lam} \cdot {v0:b} - {eta} \cdot {g1:b}
[{v0}, {lam} * {v0} - {eta} * {g1}]
""",
    ),
)


adagrad = Exercise(
    asks="Put the first and the second movement of θ in the blanks.",
    right=ADAGRAD_RULE,  # without ε, as the lesson writes it
    given=(np.array([3.0, 4.0]), 0.5),
    mistakes=ADAGRAD,
    why="The second gradient is larger, and the movement is shorter: s only grows.",
    look="Add g · g to s, and then the movement is −η / √s · g.",
    names=(Later("the first movement"), Later("the second movement")),
    template=Template(
        draw=lambda draw: (
            np.array(
                draw.pick((3, 4), (6, 8), (5, 12), (9, 12), (8, 15), (7, 24), (12, 16)), float
            ),
            draw.decimal(0.1, 0.9),
        ),
        numbers=lambda gradients, eta: {
            **{"g0": gradients[0], "g1": gradients[1], "eta": eta},
            **{"square0": gradients[0] ** 2, "square1": gradients[1] ** 2},
            **{"s": gradients @ gradients, "root": (gradients @ gradients) ** 0.5},
        },
        marked=r"""
{g0}
{g1}
{root}
\eta = {eta}
s = {square0} + {square1} = {s}
[-{eta} / {g0} * {g0}, -{eta} / {root} * {g1}]
""",
    ),
)


def _dC_dz(y: float, target: int) -> Array:
    return np.array([y * (1 - y) * (y - target), y - target])


def _squared_error(mistake: Mistake) -> Mistake:
    """The mistake at a neuron with the output y, with the squared error alone."""

    def of(y: float, target: int) -> Array:
        net = Network([Layer([[0.0]], [[np.log(y / (1 - y))]], sigmoid)])
        found = mistake.of(net, forward(net, [[0.0]]), [[y - target]])
        return np.array([found.dC_dz[0][0, 0], y - target])

    return replace(mistake, of=of)


stuck = Exercise(
    asks="Put ∂C/∂z with the squared error and ∂C/∂z with cross-entropy in the blanks.",
    right=_dC_dz,
    given=(0.2, 1),
    mistakes=[
        Mistake(
            "σ′ is missing with the squared error",
            "You're onto something: y − ŷ alone is cross-entropy's ∂C/∂z. The "
            "squared error has the amplifier in front, σ′(z) = y · (1 − y).",
            lambda y, target: np.full(2, y - target),
        ),
        *map(_squared_error, (SLOPE_OF_A, SIGMA_FOR_SLOPE)),
        Mistake(
            "σ′ is included in cross-entropy's ∂C/∂z",
            "With cross-entropy the amplifier cancels, and y − ŷ is left.",
            lambda y, target: np.full(2, _dC_dz(y, target)[0]),
        ),
        Mistake(
            "the two costs are swapped",
            "It's the squared error that keeps its σ′(z).",
            lambda y, target: _dC_dz(y, target)[::-1],
        ),
        Mistake(
            "cross-entropy's ∂C/∂y is given, not its ∂C/∂z",
            "From y back to z there's still the amplifier σ′(z) = y · (1 − y).",
            lambda y, target: np.array([_dC_dz(y, target)[0], (y - target) / (y * (1 - y))]),
        ),
        Mistake(
            "∂C/∂y is given both times, not ∂C/∂z",
            "From y back to z there's still the amplifier σ′(z) = y · (1 − y).",
            lambda y, target: np.array([y - target, (y - target) / (y * (1 - y))]),
        ),
        Mistake(
            "the cost itself is given",
            "We want its derivative: how much C grows when z grows.",
            lambda y, target: np.array(
                [(y - target) ** 2 / 2, -target * np.log(y) - (1 - target) * np.log(1 - y)]
            ),
        ),
    ],
    why="Both are negative, because y must grow. But the squared error lets less than a "
    "fifth of the error through.",
    look="y − ŷ is the error, and σ′(z) = y · (1 − y). Which of the two costs needs σ′(z)?",
    names=(Later("∂C/∂z with the squared error"), Later("∂C/∂z with cross-entropy")),
    template=Template(
        draw=lambda draw: (draw.whole(2, 25) / 100, 1),
        numbers=lambda y, target: {"y": y, "mistake": y - target, "slope": y * (1 - y)},
        marked=r"""
y = {y}
y - \hat y = {mistake}
\sigma'(z) = {slope}
[{slope} * {mistake}, {mistake}]
""",
    ),
)


def _gradients(seed: int, *shape: int) -> Array:
    return np.random.default_rng(seed).normal(size=shape)


FOR_MOMENTUM = [
    (np.array([2.0, -1.0, 0.5]), 0.2, 0.9),
    (_gradients(1, 6), 0.3, 0.7),
    (_gradients(2, 5, 3), 0.05, 0.99),
]

two_lines = Code(
    Exercise(
        asks=REPLACE_EACH,
        right=MOMENTUM_RULE,
        given=FOR_MOMENTUM[0],
        mistakes=MOMENTUM,
        why="One line of memory, and the ball rolls.",
        look="The first line is the new v, lam * v - eta * g. The second notes how far θ moves: v.",
        digits=6,
    ),
    FOR_MOMENTUM,
)

FOR_ADAM = [
    (np.array([2.0, 1.0, 0.5]), 0.1, 0.9, 0.999),  # all m̂ positive, so that m and s can be swapped
    (_gradients(4, 7), 0.3, 0.8, 0.99),
    (_gradients(5, 5, 3), 0.05, 0.5, 0.9),
]

adam = Code(
    Exercise(
        asks="Write the body of the function. It must return a list with one movement for "
        "each gradient.",
        right=ADAM_RULE,
        given=FOR_ADAM[0],
        mistakes=[*ADAM, HATS_KEPT],
        why="Many of today's networks are trained with this rule, and you wrote it.",
        look="For each gradient: first the new m and s, then m̂ and ŝ, where t is 1 "
        "for the first gradient. The movement is −η · m̂ / √ŝ.",
        digits=6,
        slack=50,  # ε beside the root may be 1e-6
    ),
    FOR_ADAM,
)

predictions, sheet = collected(__name__)
