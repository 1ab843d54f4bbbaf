"""Lesson 04, exercises: ∂C/∂z of one neuron, by hand and by code."""

from collections.abc import Callable
from typing import Any

import numpy as np

from lessons_lib.exercise import REPLACE_EACH, Code, Exercise, Prediction, collected
from lessons_lib.exercise.template import Template
from lessons_lib.functions import Array, sigmoid
from lessons_lib.lessons.shared.one_neuron import AT_MOST_A_QUARTER, of_first, one_neuron
from lessons_lib.mistakes.backward import AT_ONE_NEURON, SIGMA_FOR_SLOPE, SLOPE_OF_A, only_in_layer
from lessons_lib.mistakes.mistake import Impossible, Mistake
from lessons_lib.mistakes.wrong_factors import WRONG_SIGN, wrong_factors


def _dC_dz(z: float, w: Any, dC_dz_next: Any) -> Any:
    a = sigmoid(z)
    return a * (1 - a) * np.dot(w, dC_dz_next)


def _there(mistake: Mistake, prepare: Callable[..., Any] = one_neuron) -> Mistake:
    return only_in_layer(mistake, far=1).on(prepare, of_first)


NEURON = [*map(_there, AT_ONE_NEURON)]


predict_sign = Prediction(
    asks="Is ∂C/∂z positive or negative? Put 1 for positive and −1 for negative.",
    truth=1,
    why="On the upper path C goes up. On the lower one two minus signs make a plus: up again.",
    tempting="−1: one of the two minus signs on the lower path goes unnoticed.",
    choices=(1, -1),
)

predict_first = Prediction(
    asks="Which neurons can answer right away, without asking another? Write your answer in this "
    "form: [2, 4].",
    truth=np.array([5, 6]),
    why="They're the output neurons. The cost itself tells them ∂C/∂y.",
    tempting="[1, 2], as if the backward pass, too, began at the first layer.",
    choices=range(1, 7),
    any_order=True,
)


def _numbers_of_dC_dz(z: float, w: Array, dC_dz_next: Array) -> dict[str, float]:
    return {
        **{"z": z, "w3": w[0], "w4": w[1], "next": dC_dz_next[0], "other": dC_dz_next[1]},
        **{"bracket": w @ dC_dz_next, "slope": float(sigmoid.d(z))},
    }


dC_dz = Exercise(
    asks="Put ∂C/∂z of this neuron in the blank.",
    right=_dC_dz,
    given=(2.0, np.array([-1.0, 3.0]), np.array([0.5, 0.3])),
    mistakes=NEURON,
    why="Multiply along each path, add across paths, and multiply once by σ′(z).",
    impossible=[AT_MOST_A_QUARTER],
    look="First the bracket: weight times ∂C/∂z of the next neuron, for both "
    "wires, added up. Then multiply by σ′({z:m}).",
    template=Template(
        draw=lambda draw: (
            float(draw.whole(-3, 3)),
            np.array(draw.distinct(2, lambda: float(draw.whole(-4, 4)))),
            np.array(draw.distinct(2, lambda: draw.signed(0.1, 0.9))),
        ),
        numbers=_numbers_of_dC_dz,
        marked=r"""
z = {z}
w_3 = {w3}
w_4 = {w4}
\frac{{\partial C}}{{\partial z'}} = {next}
\frac{{\partial C}}{{\partial z''}} = {other}
\sigma'({z})
{w3:b} \cdot {next:b} + {w4:b} \cdot {other:b} = {bracket}
{slope:4} * {bracket}
""",
    ),
)

slope = Exercise(
    asks="Put σ′(z) in the blank.",
    right=lambda a: a * (1 - a),
    given=(0.8,),
    mistakes=[
        *(
            _there(mistake, lambda a: one_neuron(np.log(a / (1 - a)), [1], [1]))
            for mistake in (SLOPE_OF_A, SIGMA_FOR_SLOPE)
        ),
        Mistake(
            "only 1 − a is computed",
            "1 − a is only one of the factors: σ′(z) = a·(1 − a).",
            lambda a: 1 - a,
        ),
        Mistake(
            "σ is applied to a once more",
            "a is σ(z) already. Its slope is a·(1 − a).",
            lambda a: sigmoid(a),
        ),
        Mistake(
            "1 − a · a is computed",
            "That's the slope of tanh. For the sigmoid it's a·(1 − a).",
            lambda a: 1 - a * a,
        ),
        Mistake(
            "z itself is computed",
            "You don't need to find z: σ′(z) = a·(1 − a).",
            lambda a: np.log(a / (1 - a)),
        ),
        Mistake(
            "σ′ is taken at its maximum",
            "It's ¼ only at z = 0, where a is ½. Here it's a·(1 − a).",
            lambda a: 0.25,
        ),
    ],
    why="If you know a, you don't need z: σ′(z) = a·(1 − a). A computer does it this way too.",
    impossible=[
        Impossible(
            "The slope of σ is never more than ¼, and never negative.",
            lambda number, a: not 0 < number <= 0.25,
        )
    ],
    look="σ′(z) = σ(z) · (1 − σ(z)), and a is σ(z).",
    template=Template(
        draw=lambda draw: (draw.decimal(0.1, 0.9),),
        numbers=lambda a: {"a": a},
        marked="{a}",
    ),
)


def _case(seed: int, count: int) -> tuple[float, Array, Array]:
    rng = np.random.default_rng(seed)
    return float(rng.normal()), rng.normal(size=count), rng.normal(size=count)


UNSEEN = [_case(seed, count) for seed, count in enumerate((2, 3, 1, 5, 2, 4))]

two_lines = Code(
    Exercise(
        asks=REPLACE_EACH,
        right=_dC_dz,
        given=UNSEEN[0],
        mistakes=[
            *NEURON,
            *wrong_factors(_dC_dz, WRONG_SIGN),
            Mistake(
                "the numbers of the paths aren't added up",
                "Across paths we add: (w * dC_dz_next).sum().",
                lambda z, w, dC_dz_next: sigmoid.d(z) * w * dC_dz_next,
            ),
        ],
        why="It doesn't matter how many neurons come next.",
        look="The first line is the sum over the wires, (w * dC_dz_next).sum(). The second "
        "multiplies it by the amplifier, sigmoid.d(z).",
        digits=6,
    ),
    UNSEEN,
)

predictions, sheet = collected(__name__)
