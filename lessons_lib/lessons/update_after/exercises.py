"""Lesson 07, exercises: the order of a training step by hand and by code, and a published slip."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from lessons_lib import network
from lessons_lib.exercise import REPLACE_BOTH, Code, Exercise, Prediction, Predictions
from lessons_lib.functions import Array, sigmoid
from lessons_lib.language import Later
from lessons_lib.lessons.shared.one_neuron import of_first, one_neuron
from lessons_lib.lessons.shared.unseen_networks import backward_cases
from lessons_lib.lessons.update_after.ledger_scene import LEDGER
from lessons_lib.lessons.update_after.web_tutorial import PAGE
from lessons_lib.mistakes.backward import (
    AT_ONE_NEURON,
    NO_SLOPE_AT_HIDDEN,
    OF_W_IN_MATRICES,
    OF_Z,
    ROUNDED_TOO_EARLY,
    SIGMA_FOR_SLOPE,
    SLOPE_MISSING,
    SLOPE_OF_A,
    WEIGHT_FORGOTTEN,
    only_in_layer,
    updated_too_early,
)
from lessons_lib.mistakes.descent import RATE_FORGOTTEN, STEP_ONLY, UPHILL, Descent
from lessons_lib.mistakes.mistake import Mistake
from lessons_lib.mistakes.wrong_factors import TEN_TIMES, TENTH, WRONG_SIGN, wrong_factors
from lessons_lib.network import Gradients, Network, Trace

ETA = 0.3
RIGHT_MOVE = Descent()
MOVES = (UPHILL, RATE_FORGOTTEN, STEP_ONLY)

predictions = Predictions()

predict_moves = Prediction(
    call="check.predict_moves",
    asks=Later("At how many of the 8 moments before the update does a weight change?"),
    truth=0,
    why=Later("Backpropagation finds the gradient, and changes nothing."),
    tempting=Later("8: each ∂C/∂z is thought to change its weights at once."),
    noted_in=predictions,
    choices=range(9),
)

predict_right = Prediction(
    call="check.predict_right",
    asks=Later("How many of the nine examples are right in every digit?"),
    truth=sum(all(example.right) for example in LEDGER.values()),
    why=Later("One has four numbers from the wrong order or the wrong round, one has ten slips."),
    tempting=Later("9: what is printed is thought to be right."),
    noted_in=predictions,
    choices=range(10),
)

order = Exercise(
    call="check.order",
    asks=Later("Put the number of the right order, 1 to 4, in the place of the blank."),
    right=lambda: 2,
    given=(),
    mistakes=[
        Mistake(
            "",
            Later(
                "In order 1 the last layer is updated too early: the way back to the "
                "first layer needs the weights of the way forward, and they have moved."
            ),
            lambda: 1,
        ),
        Mistake(
            "",
            Later(
                "In order 3 the weights move before any gradient is known. By how much "
                "should they move?"
            ),
            lambda: 3,
        ),
        Mistake(
            "",
            Later(
                "Order 4 begins with the way back. But it needs every z and a, and only "
                "the way forward finds them."
            ),
            lambda: 4,
        ),
    ],
    why=Later(
        "First all ∂C/∂z, then all updates. Which layer is updated first does not matter then."
    ),
    look=Later("Write 1, 2, 3 or 4."),
)


def _new_weight(w: float, a: float, dC_dz: float, eta: float) -> float:
    return w - eta * a * dC_dz


OTHER_W, OTHER_DC_DZ = -0.3, -0.5  # w₇ and ∂C/∂z₄, which stand beside them


def _new_weight_of_two(
    w: float, a: float, dC_dz: float, eta: float, other_w: float, other_dC_dz: float
) -> float:
    return w - eta * a * dC_dz


def _one_step(w: float, a: float, dC_dz: float, eta: float) -> tuple[Any, ...]:
    return lambda theta: a * dC_dz, w, eta, 1


new_weight = Exercise(
    call="check.new_weight",
    asks=Later("Put the new w₅ in the place of the blank."),
    right=_new_weight,
    given=(0.4, 0.6, 0.2, ETA),
    by_hand=lambda *given: (_new_weight_of_two, (*given, OTHER_W, OTHER_DC_DZ)),
    mistakes=[
        Mistake(
            Later("it is the other weight, w₇"),
            Later("w₅ leads to neuron 3. Take its own weight, and ∂C/∂z₃."),
            lambda w, a, dC_dz, eta: _new_weight(OTHER_W, a, OTHER_DC_DZ, eta),
        ),
        Mistake(
            Later("only the gradient is computed"),
            Later("Subtract η times the gradient from the old w₅."),
            lambda w, a, dC_dz, eta: a * dC_dz,
        ),
        *(mistake.on(_one_step) for mistake in MOVES),
        Mistake(
            Later("∂C/∂z is taken for ∂C/∂w"),
            Later("Forward × backward: ∂C/∂w is ∂C/∂z times what the wire carries."),
            lambda w, a, dC_dz, eta: w - eta * dC_dz,
        ),
        Mistake(
            Later("the weight comes into its own gradient"),
            Later("∂C/∂w is ∂C/∂z times what the wire carries. The weight itself is not in it."),
            lambda w, a, dC_dz, eta: w - eta * w * dC_dz,
        ),
        *wrong_factors(_new_weight, WRONG_SIGN, TEN_TIMES, TENTH),
    ],
    why=Later("∂C/∂w₅ is 0.12, and the step against it is 0.3 times that."),
    look=Later(
        "First the gradient, a₁ · ∂C/∂z₃. Then subtract η times the gradient from the old w₅."
    ),
)


def _dC_dz(a: float, w: Any, dC_dz_next: Any) -> Any:
    return a * (1 - a) * np.dot(w, dC_dz_next)


def _neuron(a: float, w: Any, dC_dz_next: Any) -> tuple[Network, Trace, Array]:
    return one_neuron(float(np.log(a / (1 - a))), w, dC_dz_next)


dC_dz1 = Exercise(
    call="check.dC_dz1",
    asks=Later("Put ∂C/∂z₁ in the place of the blank."),
    right=_dC_dz,
    given=(0.6, np.array([0.4, -0.3]), np.array([0.2, -0.5])),
    mistakes=[
        updated_too_early(ETA).on(_neuron, of_first),
        *(
            only_in_layer(mistake, far=1).on(_neuron, of_first)
            for mistake in AT_ONE_NEURON
            if mistake is not ROUNDED_TOO_EARLY  # a₁ has a single digit
        ),
        *wrong_factors(_dC_dz, WRONG_SIGN, TEN_TIMES, TENTH),
    ],
    why=Later(
        "Whatever w₅ and w₇ will be after the update: ∂C/∂z₁ belongs to the "
        "weights with which the cost was computed."
    ),
    look=Later("First the bracket, over both wires. Then multiply by σ′(z₁) = a₁ · (1 − a₁)."),
)


def _step(
    find: Callable[..., Gradients] = network.backward,
    move: Callable[..., Any] = RIGHT_MOVE,
) -> Callable[..., list[Array]]:
    """The weights after one step: `find` is the backward pass, `move` one of gradient descent."""

    def of(net: Network, trace: Trace, dC_dy: Array, eta: float) -> list[Array]:
        found = find(net, trace, dC_dy).theta
        moved = net.at(move(lambda theta: found, net.theta, eta, 1))
        return [layer.w for layer in moved.layers]

    return of


def _too_early(net: Network, trace: Trace, dC_dy: Array, eta: float) -> list[Array]:
    return _step(find=updated_too_early(eta).of)(net, trace, dC_dy, eta)


WAYS_BACK = (*OF_Z, NO_SLOPE_AT_HIDDEN, *OF_W_IN_MATRICES)
LARGE_ETA = 20  # updates as large as the weights: each mistake changes the first three digits
UNSEEN = [(*case, LARGE_ETA) for case in backward_cases()]

two_lines = Code(
    Exercise(
        call="check.two_lines",
        asks=REPLACE_BOTH,
        right=_step(),
        given=UNSEEN[0],
        mistakes=[
            replace(updated_too_early(LARGE_ETA), of=_too_early),
            *(replace(mistake, of=_step(find=mistake.of)) for mistake in WAYS_BACK),
            *(replace(mistake, of=_step(move=mistake.of)) for mistake in MOVES),
            Mistake(
                Later("the gradient is returned, and not the new weights"),
                Later("The new weights are w[k] minus eta times the gradient."),
                lambda net, trace, dC_dy, eta: list(network.backward(net, trace, dC_dy).dC_dw),
            ),
        ],
        why=Later(
            "The new weights wait in a list of their own, and the way back uses the old ones."
        ),
        look=Later(
            "The first line is the old w[k] minus eta times dC_dz @ trace.a[k].T. "
            "The second one goes back over the old weights, w[k].T @ dC_dz."
        ),
        digits=6,
    ),
    UNSEEN,
)

LINE = 3  # the one with the slip


def _slip(a: float, w: float, back: float) -> Array:
    return np.array([LINE, sigmoid.d(None, a) * w * back])


def _another_line(line: int, result: float) -> Callable[..., Array]:
    return lambda a, w, back: np.array([line, result])


def _value(of: Callable[[float, float, float], float]) -> Callable[..., Array]:
    return lambda a, w, back: np.array([LINE, of(a, w, back)])


def _at_a_neuron(mistakes: Sequence[Mistake]) -> list[Mistake]:
    return [
        only_in_layer(mistake, far=1).on(
            lambda a, w, back: _neuron(a, [w], [back]),
            lambda gradients: np.array([LINE, of_first(gradients)]),
        )
        for mistake in mistakes
    ]


slip = Exercise(
    call="check.slip",
    asks=Later(
        "Put the number of the line, 1 to 4, and what should stand there, in the "
        "place of the blanks. Three digits are enough."
    ),
    right=_slip,
    given=(PAGE["a_2"], PAGE["w_6"], PAGE["−∂C/∂z_3"]),
    mistakes=[
        Mistake(
            "",
            Later("Line 1 is right: it is −0.0376, rounded."),
            _another_line(1, PAGE["−∂C/∂z_3"]),
        ),
        Mistake(
            "",
            Later(
                "You have sharp eyes: line 2 gives −0.00278. But that is near, and what "
                "is printed is even the exact number, rounded. Look for the line that is "
                "off by far."
            ),
            _another_line(2, sigmoid.d(None, PAGE["a_1"]) * PAGE["w_5"] * PAGE["−∂C/∂z_3"]),
        ),
        Mistake(
            "",
            Later(
                "You have sharp eyes: line 4 gives −0.0217, because a₂ became 0.59. But "
                "that is near. Look for the line that is off by far."
            ),
            _another_line(4, PAGE["a_2"] * PAGE["−∂C/∂z_3"]),
        ),
        Mistake(
            Later("the page’s number is moved by one digit"),
            Later(
                "Yes, the printed number is ten times too large. But its digits are not right "
                "either: multiply the four numbers."
            ),
            _value(lambda a, w, back: PAGE["−∂C/∂z_2"] / 10),
        ),
        Mistake(
            Later("the page’s number is copied"),
            Later("Multiply the four numbers yourself."),
            _value(lambda a, w, back: PAGE["−∂C/∂z_2"]),
        ),
        *_at_a_neuron([SLOPE_MISSING, SIGMA_FOR_SLOPE, SLOPE_OF_A, WEIGHT_FORGOTTEN]),
        *(
            replace(mistake, of=_value(mistake.of))
            for mistake in wrong_factors(
                lambda *given: _slip(*given)[1], WRONG_SIGN, TEN_TIMES, TENTH
            )
        ),
    ],
    why=Later(
        "Ten times smaller, and now it is about three times its neighbour in line 2, as its "
        "weight is. Nothing on the page could have told its author: the calculation goes on "
        "with any number."
    ),
    look=Later("All four lines are products. Estimate each one: 0.5 · 0.5 · …"),
    names=(Later("the number of the line"), Later("what should stand there")),
    slack=2,
)
