"""Lesson 01, exercises: gradient descent by hand and by code, and counting its cost."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np

from lessons_lib.exercise import REPLACE_EACH, Code, Exercise, Prediction, collected
from lessons_lib.language import Later
from lessons_lib.lessons.gradient_descent import templates
from lessons_lib.lessons.gradient_descent.losses import (
    bowl,
    curve,
    long_bowl,
    moved_curve,
    turned_bowl,
)
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
from lessons_lib.mistakes.mistake import Impossible, Mistake

walk = Descent()


def _with(gradient: Callable[[Any, Any], Any]) -> Callable[..., Any]:
    """The right walk with another gradient, made of the given loss and θ."""
    return lambda loss, *given: walk(lambda theta: gradient(loss, theta), *given)


predict_walk = Prediction(
    asks="Where are θ¹ and θ²? Write your answer in this form: [3, 3].",
    truth=np.array([walk(curve, 10.0, 0.2, steps) for steps in (1, 2)]),
    why="The first step is 0.2 · 20 long. At 6 the slope is only 12, so the second is shorter.",
    tempting="[6, 2], as if the second step were as long as the first.",
)

predict_way = Prediction(
    asks="Where does the first step go? Put 1 for more along θ₁, 2 for more along "
    "θ₂, and 0 for straight to the cross.",
    truth=2,
    why="The partial derivatives are −8 and 12, and each parameter moves by η times its own.",
    tempting="0, as if the gradient were an arrow to the lowest point. 1, as if the longer way "
    "to the cross were the steeper one.",
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
    asks="Put θ¹⁰ in the blank. Three digits are enough.",
    right=_ten_steps,
    given=(-8.0, 0.04, 10),
    mistakes=[
        *(
            mistake.on(prepare=lambda *given: (curve, *given))
            for mistake in (UPHILL, FIRST_GRADIENT, *COUNTING)
        ),
        Mistake(
            "the loss is read instead of θ",
            "θ is on the horizontal axis, and L(θ) on the vertical one.",
            lambda *given: _ten_steps(*given) * _ten_steps(*given),
        ),
        Mistake(
            "the slope is read instead of θ",
            "L′(θ¹⁰) = 2 · θ¹⁰ tells you where the next step goes. The question is where we are.",
            lambda *given: curve(_ten_steps(*given)),
        ),
        Mistake(
            "the start is still 10",
            "Set start θ⁰ to {theta:m}.",
            lambda _, eta, steps: _ten_steps(10.0, eta, steps),
        ),
        Mistake(
            "the learning rate is still 0.2",
            "Set learning rate η to {eta}.",
            lambda theta, _, steps: _ten_steps(theta, 0.2, steps),
        ),
        Mistake(
            "the start and the learning rate are still 10 and 0.2",
            "Set start θ⁰ to {theta:m} and learning rate η to {eta}.",
            lambda _, __, steps: _ten_steps(10.0, 0.2, steps),
        ),
        Mistake(
            "you take twice as many steps, because the slider is at its end",
            "Drag step t to 10.",
            lambda theta, eta, steps: _ten_steps(theta, eta, 2 * steps),
        ),
        Mistake(
            "the length of the next step is read instead of θ",
            "The question is where we are, not how far the next step goes.",
            lambda theta, eta, steps: eta * abs(curve(_ten_steps(theta, eta, steps))),
        ),
        Mistake(
            "the total distance is given, not the endpoint",
            "The question is where we are. Add the distance to the start.",
            lambda theta, *given: _ten_steps(theta, *given) - theta,
        ),
        Mistake(
            "the loss is used instead of its slope",
            "The step uses the slope L′(θ), not L(θ).",
            _down_by_the_loss,
        ),
    ],
    why="Ten short steps to the right: the slope is negative here, and two minuses make a plus.",
    impossible=[
        Impossible(
            "Each step here covers only a part of the way to 0. So θ¹⁰ is between {theta:m} and 0.",
            lambda number, theta, eta, steps: not min(theta, 0) < number < max(theta, 0),
        )
    ],
    look="Set start θ⁰ and learning rate η first, then step t to 10. In the second formula "
    "under the picture, the first number is θ¹⁰.",
    template=templates.TEN_STEPS,
)


def _twice(descent: Callable[..., Any]) -> Callable[..., Any]:
    return lambda *given: np.array([descent(*given, steps) for steps in (1, 2)])


two_steps = Exercise(
    asks="Put θ¹ and θ² in the blanks.",
    right=_twice(walk),
    given=(moved_curve, 5.0, 0.1),
    mistakes=[
        *(replace(mistake, of=_twice(mistake.of)) for mistake in DESCENT),
        Mistake(
            "θ is used instead of 2 · θ",
            "The slope of θ · θ is 2 · θ.",
            _twice(_with(lambda loss, theta: theta - loss.c)),
        ),
        Mistake(
            "θ · θ isn't differentiated",
            "The step uses the slope: θ · θ has the slope 2 · θ.",
            _twice(_with(lambda loss, theta: theta * theta - loss.c)),
        ),
        Mistake(
            "the loss is used instead of its slope",
            "The step uses the slope L′(θ), not L(θ).",
            _twice(_with(lambda loss, theta: theta * theta - loss.c * theta + loss.d)),
        ),
        Mistake(
            "the −{c} is missing from the slope",
            "The slope of −{c} · θ is −{c}.",
            _twice(_with(lambda loss, theta: 2 * theta)),
        ),
        Mistake(
            "the {d} is still in the slope",
            "The slope of a constant is 0.",
            _twice(_with(lambda loss, theta: loss(theta) + loss.d)),
        ),
    ],
    why="The second step begins at θ¹, so it uses the slope there.",
    look="First the slope where you stand, 2 · θ − {c}. Then subtract η times this slope from θ.",
    names=("θ¹", "θ²"),
    template=templates.TWO_STEPS,
)


turned = Exercise(
    asks="Put both numbers of θ¹ in the blanks.",
    right=walk,
    given=(turned_bowl, np.array([3.0, -1.0]), 0.1, 1),
    mistakes=[
        UPHILL,
        RATE_FORGOTTEN,
        STEP_ONLY,
        *OF_A_VECTOR,
        Mistake(
            "θ₁ · θ₂ is left out",
            "Hold θ₂ fixed: along θ₁, the slope of θ₁ · θ₂ is θ₂. Hold θ₁ fixed: along "
            "θ₂, it is θ₁.",
            _with(lambda loss, theta: 2 * np.array([theta[0], loss.m * theta[1]])),
        ),
        Mistake(
            "θ₁ · θ₂ isn't differentiated",
            "Hold θ₂ fixed, and θ₁ · θ₂ is a number times θ₁: its slope is θ₂.",
            _with(
                lambda loss, theta: (
                    2 * np.array([theta[0], loss.m * theta[1]]) + theta[0] * theta[1]
                )
            ),
        ),
        Mistake(
            "θ₁ and θ₂ are mixed up in the slope of θ₁ · θ₂",
            "Along θ₁, the slope of θ₁ · θ₂ is θ₂: the number that's held fixed.",
            _with(lambda loss, theta: np.array([3 * theta[0], (2 * loss.m + 1) * theta[1]])),
        ),
        Mistake(
            "θ₁ · θ₂ is subtracted",
            "θ₁ · θ₂ has a plus in the loss, so its slopes have one too.",
            _with(
                lambda loss, theta: np.array(
                    [2 * theta[0] - theta[1], 2 * loss.m * theta[1] - theta[0]]
                )
            ),
        ),
        Mistake(
            "θ₁ and θ₂ share one gradient: the sum of both",
            "Each parameter has its own partial derivative, and moves by that.",
            _with(lambda loss, theta: np.full(2, loss(theta).sum())),
        ),
        Mistake(
            "the 2s are missing from the slopes of the squares",
            "The slope of θ₁ · θ₁ is 2 · θ₁, and that of {m} · θ₂ · θ₂ is {twice} · θ₂.",
            _with(
                lambda loss, theta: np.array([theta[0] + theta[1], theta[0] + loss.m * theta[1]])
            ),
        ),
    ],
    why="Both partial derivatives belong to the same place, θ⁰. Only then does anything move.",
    look="∂L/∂θ₁ = 2 · θ₁ + θ₂ and ∂L/∂θ₂ = θ₁ + {twice} · θ₂. Put θ₁ = {theta1:m} and "
    "θ₂ = {theta2:m} into both.",
    names=(Later("the first number of θ¹"), Later("the second number of θ¹")),
    template=templates.TURNED,
)


def _parameters(sizes: Sequence[int]) -> int:
    return weights(sizes) + sum(sizes[1:])


def _most_wires(sizes: Sequence[int]) -> int:
    return max(m * n for m, n in pairwise(sizes))


parameters = Exercise(
    asks="Put the number of partial derivatives in the blank.",
    right=_parameters,
    given=((3, 5, 4, 2),),
    mistakes=[
        Mistake(
            "the biases are forgotten",
            "Each neuron has a bias, and it's a parameter.",
            weights,
        ),
        Mistake(
            "the weights are forgotten",
            "Each wire has a weight, and it's a parameter.",
            lambda sizes: sum(sizes[1:]),
        ),
        Mistake(
            "the inputs are counted as neurons",
            "An input is given, and has no bias.",
            lambda sizes: weights(sizes) + sum(sizes),
        ),
        Mistake(
            "each layer has only one bias",
            "Each neuron has a bias of its own.",
            lambda sizes: weights(sizes) + len(sizes) - 1,
        ),
        Mistake(
            "the whole network has only one bias",
            "Each neuron has a bias of its own.",
            lambda sizes: weights(sizes) + 1,
        ),
        Mistake(
            "the inputs and their wires are left out",
            "The wires from the inputs to the first layer have weights too.",
            lambda sizes: _parameters(sizes) - sizes[0] * sizes[1],
        ),
        Mistake(
            "the output layer is left out",
            "The last layer is a layer like any other, with weights and biases.",
            lambda sizes: _parameters(sizes[:-1]),
        ),
        Mistake(
            "neurons and inputs are counted, and nothing else",
            "The parameters are the weights, one for each wire, and the biases.",
            sum,
        ),
        Mistake(
            "all layers are multiplied together",
            "Multiply the sizes of neighbouring layers, and add the products.",
            lambda sizes: int(np.prod(sizes)),
        ),
        Mistake(
            "three layers are multiplied at a time",
            "A wire leads from one layer to the next: multiply two layers at a time.",
            lambda sizes: sum(
                a * b * c for a, b, c in zip(sizes, sizes[1:], sizes[2:], strict=False)
            ),
        ),
        Mistake(
            "the inputs, their wires and the biases are left out",
            "The wires from the inputs have weights too, and each neuron has a bias.",
            lambda sizes: weights(sizes[1:]),
        ),
        Mistake(
            "the paths from one input are counted",
            "The parameters are the weights, one for each wire, and the biases.",
            lambda sizes: int(np.prod(sizes[1:])),
        ),
        Mistake(
            "the passes for nudging are counted",
            "Nudging needs two passes for each partial derivative. The question is how many "
            "derivatives there are.",
            lambda sizes: 2 * _parameters(sizes),
        ),
    ],
    why="One for each of the {weights} weights and each of the {biases} biases.",
    impossible=[
        Impossible(
            "Take the most wires between two layers, three times, and a bias for each neuron: "
            "there can't be more parameters than that.",
            lambda number, sizes: number > 3 * _most_wires(sizes) + sum(sizes[1:]),
        ),
        Impossible(
            "Between two layers alone there are that many wires, or more.",
            lambda number, sizes: number <= _most_wires(sizes),
        ),
    ],
    look="Weights: between two layers, one size times the other. Biases: one in each neuron.",
    template=templates.PARAMETERS,
)


def _in_lesson_order(theta: Any, gradient: Any, *given: Any) -> tuple[Any, ...]:
    return (gradient, theta, *given)


def _one_step(theta: Any, gradient: Any, eta: float) -> tuple[Any, ...]:
    return (gradient, theta, eta, 1)


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
        asks=REPLACE_EACH,
        right=lambda *given: walk(*_one_step(*given)),
        given=WALKS[0][:3],
        mistakes=[
            *(
                mistake.on(_one_step)
                for mistake in (UPHILL, RATE_FORGOTTEN, STEP_ONLY, *OF_A_VECTOR)
            ),
            Mistake(
                "θ is used instead of its gradient",
                "The step is η times gradient(theta), not η times theta.",
                lambda theta, gradient, eta: theta - eta * theta,
            ),
        ],
        why="The same two lines work for one parameter and for millions.",
        look="The first line is gradient(theta). The second is theta − η times this gradient.",
        digits=6,
    ),
    [given[:3] for given in WALKS],
)

descend = Code(
    Exercise(
        asks="Write the body of the function. It must return θ after that many steps.",
        right=lambda *given: walk(*_in_lesson_order(*given)),
        given=WALKS[0],
        mistakes=[mistake.on(_in_lesson_order) for mistake in (*DESCENT, *COUNTING, *OF_A_VECTOR)],
        why="This is gradient descent, and you wrote it.",
        look="A loop, for t in range(steps), and inside it the step: theta = theta − η · "
        "gradient(theta). After the loop, return theta.",
        digits=6,
    ),
    WALKS,
)

predictions, sheet = collected(__name__)
