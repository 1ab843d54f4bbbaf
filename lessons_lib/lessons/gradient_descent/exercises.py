"""Lesson 01, exercises: gradient descent by hand and by code, and counting its cost."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from lessons_lib.exercise import REPLACE_BOTH, Code, Exercise, Prediction, Predictions
from lessons_lib.functions import Array
from lessons_lib.language import Later
from lessons_lib.lessons.shared.parameters import weights
from lessons_lib.mistakes.descent import (
    COUNTING,
    DESCENT,
    FIRST_GRADIENT,
    OF_A_VECTOR,
    RATE_FORGOTTEN,
    STEP_ONLY,
    UPHILL,
    Descent,
)
from lessons_lib.mistakes.mistake import Mistake
from lessons_lib.mistakes.wrong_factors import (
    TEN_TIMES,
    TENTH,
    WRONG_SIGN,
    wrong_factor_in_one,
    wrong_factors,
)

walk = Descent()


def curve(theta: Any) -> Any:
    """The slope of the lesson's curve, θ · θ."""
    return 2 * theta


def moved_curve(theta: Any) -> Any:
    """The slope of θ · θ − 4 · θ + 7."""
    return 2 * theta - 4


def bowl(theta: Array) -> Array:
    """The gradient of the lesson's bowl, θ₁ · θ₁ + 3 · θ₂ · θ₂."""
    return np.array([2 * theta[0], 6 * theta[1]])


def turned_bowl(theta: Array) -> Array:
    """The gradient of θ₁ · θ₁ + θ₁ · θ₂ + 3 · θ₂ · θ₂."""
    return np.array([2 * theta[0] + theta[1], theta[0] + 6 * theta[1]])


def _with(gradient: Callable[[Any], Any]) -> Callable[..., Any]:
    """The right walk with another gradient than the given one."""
    return lambda _, *given: walk(gradient, *given)


predictions = Predictions()

predict_walk = Prediction(
    call="check.predict_walk",
    asks=Later("Where is θ¹, and where is θ²? Put both numbers in square brackets."),
    truth=np.array([walk(curve, 10.0, 0.2, steps) for steps in (1, 2)]),
    why=Later(
        "The first step is 0.2 · 20 long. At 6 the slope is only 12, so the second one is shorter."
    ),
    tempting=Later("[6, 2]: the second step is thought to be as long as the first one."),
    noted_in=predictions,
)

predict_way = Prediction(
    call="check.predict_way",
    asks=Later(
        "Where does the first step go? Put 1 for more along θ₁, 2 for more along "
        "θ₂, and 0 for straight to the cross."
    ),
    truth=2,
    why=Later(
        "The partial derivatives are −8 and 12, and each parameter moves by η times its own."
    ),
    tempting=Later(
        "0: the gradient is taken for an arrow to the lowest point. 1: the longer way to the "
        "cross is taken for the steeper one."
    ),
    noted_in=predictions,
    choices=(0, 1, 2),
)


def _ten_steps(theta: float, eta: float, steps: int) -> Any:
    return walk(curve, theta, eta, steps)


def _down_by_the_loss(*given: Any) -> Any:
    end = walk(lambda theta: theta * theta, *given)
    if not np.isfinite(end):
        raise ValueError("this walk has left all numbers")
    return end


ten_steps = Exercise(
    call="check.ten_steps",
    asks=Later("Put θ¹⁰ in the place of the blank. Three digits are enough."),
    right=_ten_steps,
    given=(-8.0, 0.04, 10),
    mistakes=[
        *(
            mistake.on(prepare=lambda *given: (curve, *given))
            for mistake in (UPHILL, FIRST_GRADIENT, *COUNTING)
        ),
        Mistake(
            Later("the loss is read, and not θ"),
            Later("θ is on the axis at the bottom, and L(θ) on the one at the side."),
            lambda *given: _ten_steps(*given) * _ten_steps(*given),
        ),
        Mistake(
            Later("the slope is read, and not θ"),
            Later("L′(θ¹⁰) = 2 · θ¹⁰ tells where the next step goes. We ask where we are."),
            lambda *given: curve(_ten_steps(*given)),
        ),
        Mistake(
            Later("the start is still 10"),
            Later("Set start θ⁰ to −8."),
            lambda _, eta, steps: _ten_steps(10.0, eta, steps),
        ),
        Mistake(
            Later("the learning rate is still 0.2"),
            Later("Set learning rate η to 0.04."),
            lambda theta, _, steps: _ten_steps(theta, 0.2, steps),
        ),
        Mistake(
            Later("the start and the learning rate are still 10 and 0.2"),
            Later("Set start θ⁰ to −8 and learning rate η to 0.04."),
            lambda _, __, steps: _ten_steps(10.0, 0.2, steps),
        ),
        Mistake(
            Later("there are twice as many steps: the slider is at its end"),
            Later("Drag step t to 10."),
            lambda theta, eta, steps: _ten_steps(theta, eta, 2 * steps),
        ),
        Mistake(
            Later("the length of the next step is read, and not θ"),
            Later("We ask where we are, and not how far the next step goes."),
            lambda theta, eta, steps: eta * curve(_ten_steps(theta, eta, steps)),
        ),
        Mistake(
            Later("the loss stands where its slope belongs"),
            Later("The step takes the slope L′(θ), and not L(θ)."),
            _down_by_the_loss,
        ),
        *wrong_factors(_ten_steps, WRONG_SIGN, TEN_TIMES, TENTH),
    ],
    why=Later("Ten short steps to the right: the slope is negative here, and minus minus is plus."),
    look=Later(
        "Set start θ⁰ and learning rate η first, then step t to 10. The second "
        "formula above the picture begins its numbers with θ¹⁰."
    ),
)


def _twice(descent: Callable[..., Any]) -> Callable[..., Any]:
    return lambda *given: np.array([descent(*given, steps) for steps in (1, 2)])


TWO_STEPS_NAMES = ("θ¹", "θ²")

two_steps = Exercise(
    call="check.two_steps",
    asks=Later("Put θ¹ and θ² in the place of the blanks."),
    right=_twice(walk),
    given=(moved_curve, 5.0, 0.1),
    mistakes=[
        *(replace(mistake, of=_twice(mistake.of)) for mistake in DESCENT),
        *(
            Mistake(when, look, _twice(_with(slope)))
            for when, look, slope in (
                (
                    Later("θ stands where 2 · θ belongs"),
                    Later("The slope of θ · θ is 2 · θ."),
                    lambda theta: theta - 4,
                ),
                (
                    Later("θ · θ is not differentiated"),
                    Later("The step takes the slope: θ · θ has the slope 2 · θ."),
                    lambda theta: theta * theta - 4,
                ),
                (
                    Later("the loss stands where its slope belongs"),
                    Later("The step takes the slope L′(θ), and not L(θ)."),
                    lambda theta: theta * theta - 4 * theta + 7,
                ),
                (
                    Later("the −4 is missing in the slope"),
                    Later("The slope of −4 · θ is −4."),
                    curve,
                ),
                (
                    Later("the 7 is still there in the slope"),
                    Later("A number that is only added makes nothing steeper: its slope is 0."),
                    lambda theta: 2 * theta - 4 + 7,
                ),
            )
        ),
        *wrong_factor_in_one(_twice(walk), TWO_STEPS_NAMES),
    ],
    why=Later("The second step begins at θ¹, so it takes the slope there."),
    look=Later(
        "First the slope where you stand, 2 · θ − 4. Then subtract η times this slope from θ."
    ),
    names=TWO_STEPS_NAMES,
)

TURNED_NAMES = (Later("the first number of θ¹"), Later("the second number of θ¹"))

turned = Exercise(
    call="check.turned",
    asks=Later("Put both numbers of θ¹ in the place of the blanks."),
    right=walk,
    given=(turned_bowl, np.array([3.0, -1.0]), 0.1, 1),
    mistakes=[
        UPHILL,
        RATE_FORGOTTEN,
        STEP_ONLY,
        *OF_A_VECTOR,
        *(
            Mistake(when, look, _with(gradient))
            for when, look, gradient in (
                (
                    Later("θ₁ · θ₂ is left out"),
                    Later(
                        "Hold θ₂ still, and θ₁ · θ₂ has the slope θ₂ by θ₁. Hold θ₁ still, and "
                        "it has the slope θ₁ by θ₂."
                    ),
                    bowl,
                ),
                (
                    Later("θ₁ and θ₂ are mixed up in the slope of θ₁ · θ₂"),
                    Later("By θ₁ the slope of θ₁ · θ₂ is θ₂: the number that is held still."),
                    lambda theta: np.array([3 * theta[0], 7 * theta[1]]),
                ),
                (
                    Later("θ₁ · θ₂ is subtracted"),
                    Later("In the loss there is a plus before θ₁ · θ₂, and so before its slopes."),
                    lambda theta: np.array([2 * theta[0] - theta[1], 6 * theta[1] - theta[0]]),
                ),
                (
                    Later("θ₁ and θ₂ have one gradient: the sum of both"),
                    Later("Each parameter has a partial derivative of its own, and moves by it."),
                    lambda theta: np.full(2, turned_bowl(theta).sum()),
                ),
                (
                    Later("each 2 is forgotten in the slopes of the squares"),
                    Later("The slope of θ₁ · θ₁ is 2 · θ₁, and that of 3 · θ₂ · θ₂ is 6 · θ₂."),
                    lambda theta: np.array([theta[0] + theta[1], theta[0] + 3 * theta[1]]),
                ),
            )
        ),
        *wrong_factor_in_one(walk, TURNED_NAMES),
    ],
    why=Later(
        "Both partial derivatives belong to the same place, θ⁰. Only then does anything move."
    ),
    look=Later("∂L/∂θ₁ = 2 · θ₁ + θ₂ and ∂L/∂θ₂ = θ₁ + 6 · θ₂. Put θ₁ = 3 and θ₂ = −1 into both."),
    names=TURNED_NAMES,
)


def _parameters(sizes: Sequence[int]) -> int:
    return weights(sizes) + sum(sizes[1:])


parameters = Exercise(
    call="check.parameters",
    asks=Later("Put the number of partial derivatives in the place of the blank."),
    right=_parameters,
    given=((3, 5, 4, 2),),
    mistakes=[
        Mistake(
            Later("the biases are forgotten"),
            Later("Each neuron has a bias, and it is a parameter."),
            weights,
        ),
        Mistake(
            Later("the weights are forgotten"),
            Later("Each wire has a weight, and it is a parameter."),
            lambda sizes: sum(sizes[1:]),
        ),
        Mistake(
            Later("the inputs are counted as neurons"),
            Later("An input is given, and has no bias."),
            lambda sizes: weights(sizes) + sum(sizes),
        ),
        Mistake(
            Later("there is one bias for each layer"),
            Later("Each neuron has a bias of its own."),
            lambda sizes: weights(sizes) + len(sizes) - 1,
        ),
        Mistake(
            Later("the inputs are left out with their wires"),
            Later("The wires from the inputs to the first layer have weights too."),
            lambda sizes: _parameters(sizes) - sizes[0] * sizes[1],
        ),
        Mistake(
            Later("the output layer is left out"),
            Later("The last layer is a layer as any other, with weights and biases."),
            lambda sizes: _parameters(sizes[:-1]),
        ),
        Mistake(
            Later("neurons and inputs are counted, and nothing else"),
            Later("The parameters are the weights, one for each wire, and the biases."),
            sum,
        ),
        Mistake(
            Later("all layers are multiplied with each other"),
            Later("Multiply two layers that stand side by side, and add the results."),
            lambda sizes: int(np.prod(sizes)),
        ),
        Mistake(
            Later("the passes by nudging are counted"),
            Later(
                "Nudging needs two passes for each partial derivative. We ask how many of these."
            ),
            lambda sizes: 2 * _parameters(sizes),
        ),
    ],
    why=Later("One for each of the 43 weights and each of the 11 biases."),
    look=Later(
        "Weights: between two layers, as many as one times the other. Biases: one in each neuron."
    ),
)


def _in_lesson_order(theta: Any, gradient: Any, *given: Any) -> tuple[Any, ...]:
    return (gradient, theta, *given)


def _one_step(theta: Any, gradient: Any, eta: float) -> tuple[Any, ...]:
    return (gradient, theta, eta, 1)


def long_bowl(theta: Array) -> Array:
    """The gradient of θ₁ · θ₁ + 2 · θ₂ · θ₂ + 3 · θ₃ · θ₃ + …, for any number of parameters."""
    return 2 * np.arange(1, len(theta) + 1) * theta


WALKS = [
    (np.array([3.0, -1.0]), turned_bowl, 0.1, 3),
    (np.array([-4.0, 2.0]), bowl, 0.05, 20),
    (10.0, curve, 0.2, 10),
    (-7.5, moved_curve, 0.95, 6),
    (np.arange(-4.0, 3.0), long_bowl, 0.03, 4),
    (2.0, curve, 0.4, 1),
    (np.array([5.0]), moved_curve, 0.001, 500),
]

step = Code(
    Exercise(
        call="check.step",
        asks=REPLACE_BOTH,
        right=lambda *given: walk(*_one_step(*given)),
        given=WALKS[0][:3],
        mistakes=[
            *(
                mistake.on(_one_step)
                for mistake in (UPHILL, RATE_FORGOTTEN, STEP_ONLY, *OF_A_VECTOR)
            ),
            Mistake(
                Later("θ stands where its gradient belongs"),
                Later("The step is η times gradient(theta), not η times theta."),
                lambda theta, gradient, eta: theta - eta * theta,
            ),
        ],
        why=Later("The same two lines for one parameter and for millions."),
        look=Later(
            "The first line is gradient(theta). The second one is theta − η times this gradient."
        ),
        digits=6,
    ),
    [given[:3] for given in WALKS],
)

descend = Code(
    Exercise(
        call="check.descend",
        asks=Later("Write the body of the function, and let it return θ after so many steps."),
        right=lambda *given: walk(*_in_lesson_order(*given)),
        given=WALKS[0],
        mistakes=[mistake.on(_in_lesson_order) for mistake in (*DESCENT, *COUNTING, *OF_A_VECTOR)],
        why=Later("This is gradient descent, and you wrote it."),
        look=Later(
            "A loop, for t in range(steps), and in it the step: theta = theta − η · "
            "gradient(theta). After the loop, return theta."
        ),
        digits=6,
    ),
    WALKS,
)
