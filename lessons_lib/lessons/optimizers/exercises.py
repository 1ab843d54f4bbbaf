"""Lesson 09, exercises: the update rules and the saturated neuron, by hand and by code."""

from dataclasses import replace

import numpy as np

from lessons_lib.exercise import REPLACE_BOTH, Code, Exercise, Prediction, Predictions
from lessons_lib.functions import Array, sigmoid
from lessons_lib.language import Later
from lessons_lib.mistakes.backward import SIGMA_FOR_SLOPE, SLOPE_OF_A
from lessons_lib.mistakes.mistake import Mistake
from lessons_lib.mistakes.update_rules import (
    ADAGRAD,
    ADAM,
    HATS_KEPT,
    MOMENTUM,
    RATE_TWICE,
    Adagrad,
    Adam,
    Momentum,
    movements,
)
from lessons_lib.mistakes.wrong_factors import WRONG_SIGN, wrong_factor_in_one, wrong_factors
from lessons_lib.network import Layer, Network, forward

predictions = Predictions()

predict_adagrad = Prediction(
    call="check.predict_adagrad",
    asks=Later("In its first step, how many times as far as θ₁ does Adagrad move θ₂?"),
    truth=1,
    why=Later("After one gradient √s is the size of this gradient, so each of the two moves by η."),
    tempting=Later("10: Adagrad is thought to keep the ratio of the two gradients."),
    noted_in=predictions,
)

predict_start = Prediction(
    call="check.predict_start",
    asks=Later(
        "From which start does the squared error get away faster? Put 1 for a "
        "little wrong and 2 for very wrong."
    ),
    truth=1,
    why=Later(
        "Where the neuron is very wrong, its curve is nearly flat, and σ′(z) lets nothing through."
    ),
    tempting=Later("2: the larger mistake is thought to make the larger step."),
    noted_in=predictions,
    choices=(1, 2),
)

_momentum = movements(Momentum())
_adagrad = movements(Adagrad())  # without ε, as the lesson writes it
_adam = movements(Adam())

MOMENTUM_NAMES = (Later("v after the first step"), Later("v after the second step"))

momentum = Exercise(
    call="check.momentum",
    asks=Later("Put v after the first and after the second step in the place of the blanks."),
    right=_momentum,
    given=(np.array([4.0, -1.0]), 0.1, 0.9),
    mistakes=[
        *(mistake for mistake in MOMENTUM if mistake is not RATE_TWICE),  # only v is asked for
        *wrong_factor_in_one(_momentum, MOMENTUM_NAMES),
    ],
    why=Later(
        "The gradient has changed its sign, and θ still moves in the old "
        "direction: it only gets slower."
    ),
    look=Later("Each time v ← λ · v − η · g. At the first step the old v is 0."),
    names=MOMENTUM_NAMES,
)

ADAGRAD_NAMES = (Later("the first movement"), Later("the second movement"))

adagrad = Exercise(
    call="check.adagrad",
    asks=Later("Put the first and the second movement of θ in the place of the blanks."),
    right=_adagrad,
    given=(np.array([3.0, 4.0]), 0.5),
    mistakes=[*ADAGRAD, *wrong_factor_in_one(_adagrad, ADAGRAD_NAMES)],
    why=Later("The second gradient is larger, and the movement is shorter: s only grows."),
    look=Later("Add g · g to s, and then the movement is −η / √s · g."),
    names=ADAGRAD_NAMES,
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


STUCK_NAMES = (Later("∂C/∂z with the squared error"), Later("∂C/∂z with the cross-entropy"))

stuck = Exercise(
    call="check.stuck",
    asks=Later(
        "Put ∂C/∂z with the squared error and ∂C/∂z with the cross-entropy in "
        "the place of the blanks."
    ),
    right=_dC_dz,
    given=(0.2, 1),
    mistakes=[
        Mistake(
            Later("σ′ is missing with the squared error"),
            Later(
                "You found something: y − ŷ alone is the cross-entropy’s ∂C/∂z. The "
                "squared error has the amplifier in front, σ′(z) = y · (1 − y)."
            ),
            lambda y, target: np.full(2, y - target),
        ),
        *map(_squared_error, (SLOPE_OF_A, SIGMA_FOR_SLOPE)),
        Mistake(
            Later("σ′ is put into the cross-entropy’s ∂C/∂z"),
            Later("With the cross-entropy the amplifier cancels, and y − ŷ is left."),
            lambda y, target: np.full(2, _dC_dz(y, target)[0]),
        ),
        Mistake(
            Later("the two costs are swapped"),
            Later("It is the squared error that keeps its σ′(z)."),
            lambda y, target: _dC_dz(y, target)[::-1],
        ),
        Mistake(
            Later("the cross-entropy’s ∂C/∂y is given, not its ∂C/∂z"),
            Later("From y back to z there is still the amplifier σ′(z) = y · (1 − y)."),
            lambda y, target: np.array([_dC_dz(y, target)[0], (y - target) / (y * (1 - y))]),
        ),
        Mistake(
            Later("each time ∂C/∂y is given, not ∂C/∂z"),
            Later("From y back to z there is still the amplifier σ′(z) = y · (1 − y)."),
            lambda y, target: np.array([y - target, (y - target) / (y * (1 - y))]),
        ),
        Mistake(
            Later("each time the cost itself is given"),
            Later("Asked for is its derivative: how much C grows when z grows."),
            lambda y, target: np.array(
                [(y - target) ** 2 / 2, -target * np.log(y) - (1 - target) * np.log(1 - y)]
            ),
        ),
        *wrong_factors(_dC_dz, WRONG_SIGN),
        *wrong_factor_in_one(_dC_dz, STUCK_NAMES),
    ],
    why=Later(
        "Both are negative, because y must grow. But the squared error lets less "
        "than a fifth of the mistake through."
    ),
    look=Later(
        "y − ŷ is the mistake, and σ′(z) = y · (1 − y). Which of the two costs needs σ′(z)?"
    ),
    names=STUCK_NAMES,
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
        call="check.two_lines",
        asks=REPLACE_BOTH,
        right=_momentum,
        given=FOR_MOMENTUM[0],
        mistakes=MOMENTUM,
        why=Later("One line of memory, and a ball rolls."),
        look=Later(
            "The first line is the new v, lam * v - eta * g. The second one notes "
            "how far θ moves, and that is v."
        ),
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
        call="check.adam",
        asks=Later(
            "Write the body of the function, and let it return a list with one "
            "movement for each gradient."
        ),
        right=_adam,
        given=FOR_ADAM[0],
        mistakes=[*ADAM, HATS_KEPT],
        why=Later(
            "This is the rule that most networks of today are trained with, and you wrote it."
        ),
        look=Later(
            "For each gradient: first the new m and s, then m̂ and ŝ, where t is 1 "
            "for the first gradient. The movement is −η · m̂ / √ŝ."
        ),
        digits=6,
        slack=50,  # ε beside the root may be 1e-6
    ),
    FOR_ADAM,
)
