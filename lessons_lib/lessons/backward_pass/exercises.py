"""Lesson 04, exercises: ∂C/∂z of one neuron, by hand and by code."""

from collections.abc import Callable
from typing import Any

import numpy as np

from lessons_lib.exercise import REPLACE_BOTH, Code, Exercise, Prediction, Predictions
from lessons_lib.functions import Array, sigmoid
from lessons_lib.language import Later
from lessons_lib.lessons.shared.one_neuron import of_first, one_neuron
from lessons_lib.mistakes.backward import AT_ONE_NEURON, SIGMA_FOR_SLOPE, SLOPE_OF_A, only_in_layer
from lessons_lib.mistakes.mistake import Mistake
from lessons_lib.mistakes.wrong_factors import TEN_TIMES, TENTH, WRONG_SIGN, wrong_factors


def _dC_dz(z: float, w: Any, dC_dz_next: Any) -> Any:
    a = sigmoid(z)
    return a * (1 - a) * np.dot(w, dC_dz_next)


def _slope(a: float) -> float:
    return a * (1 - a)


def _there(mistake: Mistake, prepare: Callable[..., Any] = one_neuron) -> Mistake:
    return only_in_layer(mistake, far=1).on(prepare, of_first)


NEURON = [
    *map(_there, AT_ONE_NEURON),
    *wrong_factors(_dC_dz, WRONG_SIGN, TEN_TIMES, TENTH),
]

predictions = Predictions()

predict_sign = Prediction(
    call="check.predict_sign",
    asks=Later("Is ∂C/∂z positive or negative? Put 1 for positive and −1 for negative."),
    truth=1,
    why=Later(
        "On the upper path C goes up. On the lower one two minus signs make a plus: up again."
    ),
    tempting=Later("−1: only one of the two minus signs on the lower path is seen."),
    noted_in=predictions,
    choices=(1, -1),
)

predict_first = Prediction(
    call="check.predict_first",
    asks=Later(
        "Which neurons can answer at once, without asking another one? Put their "
        "numbers in square brackets."
    ),
    truth=np.array([5, 6]),
    why=Later("They are the output neurons. The cost itself tells them ∂C/∂y."),
    tempting=Later("[1, 2]: the way back is begun in front, like the way forward."),
    noted_in=predictions,
    choices=range(1, 7),
    any_order=True,
)

dC_dz = Exercise(
    call="check.dC_dz",
    asks=Later("Put ∂C/∂z of this neuron in the place of the blank."),
    right=_dC_dz,
    given=(2.0, np.array([-1.0, 3.0]), np.array([0.5, 0.3])),
    mistakes=NEURON,
    why=Later("Along each path multiply, over the paths add, and once σ′(z)."),
    look=Later(
        "First the bracket: weight times ∂C/∂z of the next neuron, for both "
        "wires, added up. Then multiply by σ′(2)."
    ),
)

slope = Exercise(
    call="check.slope",
    asks=Later("Put σ′(z) in the place of the blank."),
    right=_slope,
    given=(0.8,),
    mistakes=[
        *(
            _there(mistake, lambda a: one_neuron(np.log(a / (1 - a)), [1], [1]))
            for mistake in (SLOPE_OF_A, SIGMA_FOR_SLOPE)
        ),
        Mistake(
            Later("1 − a is taken alone"),
            Later("It is a factor: σ′(z) = a·(1 − a)."),
            lambda a: 1 - a,
        ),
        Mistake(
            Later("σ is applied to a once more"),
            Later("a is σ(z) already. Its slope is a·(1 − a)."),
            lambda a: sigmoid(a),
        ),
        Mistake(
            Later("1 − a · a is computed"),
            Later("That is the slope of tanh. For the sigmoid it is a·(1 − a)."),
            lambda a: 1 - a * a,
        ),
        Mistake(
            Later("z itself is computed"),
            Later("You need not find z: σ′(z) = a·(1 − a)."),
            lambda a: np.log(a / (1 - a)),
        ),
        Mistake(
            Later("σ′ is taken where it is largest"),
            Later("It is ¼ only at z = 0, where a is ½. Here it is a·(1 − a)."),
            lambda a: 0.25,
        ),
        *wrong_factors(_slope, WRONG_SIGN, TEN_TIMES, TENTH),
    ],
    why=Later(
        "If you know a, you do not need z: σ′(z) = a·(1 − a). A computer does it in this way too."
    ),
    look="σ′(z) = σ(z) · (1 − σ(z)), and a is σ(z).",
)


def _case(seed: int, count: int) -> tuple[float, Array, Array]:
    rng = np.random.default_rng(seed)
    return float(rng.normal()), rng.normal(size=count), rng.normal(size=count)


UNSEEN = [_case(seed, count) for seed, count in enumerate((2, 3, 1, 5))]

two_lines = Code(
    Exercise(
        call="check.two_lines",
        asks=REPLACE_BOTH,
        right=_dC_dz,
        given=UNSEEN[0],
        mistakes=[
            *NEURON,
            Mistake(
                Later("the numbers of the paths are not added up"),
                Later("Over the paths we add: (w * dC_dz_next).sum()."),
                lambda z, w, dC_dz_next: sigmoid.d(z) * w * dC_dz_next,
            ),
        ],
        why=Later("It does not matter how many neurons come next."),
        look=Later(
            "The first line is the sum over the wires, (w * dC_dz_next).sum(). The "
            "second one multiplies it by the amplifier, sigmoid.d(z)."
        ),
        digits=6,
    ),
    UNSEEN,
)
