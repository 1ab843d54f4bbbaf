"""Lesson 03, exercises: what the wires carry, read off, by hand and by code."""

from dataclasses import replace
from typing import Any

import numpy as np

from lessons_lib import lecture
from lessons_lib.exercise import REPLACE_BOTH, Code, Exercise, Prediction, Predictions
from lessons_lib.functions import Array
from lessons_lib.language import Later
from lessons_lib.lessons.shared.unseen_networks import forward_cases
from lessons_lib.mistakes.forward import BIAS_FORGOTTEN, BIAS_SUBTRACTED, FORWARD, W_TRANSPOSED
from lessons_lib.mistakes.mistake import Mistake
from lessons_lib.mistakes.wires import WEIGHT_READ, WIRES, carried
from lessons_lib.mistakes.wrong_factors import (
    WRONG_SIGN,
    in_one_number,
    wrong_factor_in_one,
    wrong_factors,
)
from lessons_lib.network import Network, Trace, forward

NET = lecture.six_neurons()

predictions = Predictions()

predict_nudge = Prediction(
    call="check.predict_nudge",
    asks=Later(
        "By how much does z₁ move, when 0.5 is added to the first weight, and "
        "when it is added to the second one? Put both numbers in square brackets."
    ),
    truth=0.5 * lecture.X.ravel(),
    why=Later("Each weight is multiplied by what its wire carries: x₁ is 1, and x₂ is −1."),
    tempting=Later(
        "[0.5, 0.5]: z₁ is thought to move as far as the weight, whatever the wire carries."
    ),
    noted_in=predictions,
)

predict_different = Prediction(
    call="check.predict_different",
    asks=Later("How many different numbers are there among the 12 ∂z/∂w?"),
    truth=6,
    why=Later("x₁, x₂, a₁, a₂, a₃ and a₄: a neuron sends the same number over all its wires."),
    tempting=Later("12: each weight is thought to have a number of its own."),
    noted_in=predictions,
)

SLIDE_NAMES = ("∂z₂/∂w of x2→z2", "∂z₄/∂w of a2→z4", "∂z₆/∂w of a4→z6")

slide = Exercise(
    call="check.slide",
    asks=Later(
        "Put the three numbers of the slide in the place of the blanks. Two digits are enough."
    ),
    right=carried,
    given=(NET, forward(NET, lecture.X), [(0, 1, 1), (1, 1, 1), (2, 1, 1)]),
    mistakes=[
        *WIRES,
        *in_one_number(carried, SLIDE_NAMES, WEIGHT_READ),
        *wrong_factors(carried, WRONG_SIGN),
        *wrong_factor_in_one(carried, SLIDE_NAMES),
    ],
    why=Later("Each is what comes out of the neuron, or the input, where the wire begins."),
    look=Later("Follow the wire back to where it begins, and read what is sent from there."),
    names=SLIDE_NAMES,
    digits=2,
    by_hand=lambda net, trace, wires: (
        lambda *a: [a[k][j] for k, _, j in wires],
        tuple(layer[:, 0] for layer in trace.a),
    ),
)


def _first_layer(trace: Trace) -> Array:
    z: Array = trace.z[0][:, 0]
    return z


def _first_z(net: Network, x: Any) -> Array:
    return _first_layer(forward(net, x))


def _add_up(w: Array, x: Array, b: Array) -> Array:
    z: Array = w @ x + b
    return z


Z_NAMES = ("z₁", "z₂")

z = Exercise(
    call="check.z",
    asks=Later("Put z₁ and z₂ for the input x = (−3, 2) in the place of the blanks."),
    right=_first_z,
    given=(NET, np.array([[-3.0], [2.0]])),
    mistakes=[
        *(mistake.on(pick=_first_layer) for mistake in (BIAS_FORGOTTEN, BIAS_SUBTRACTED)),
        replace(
            W_TRANSPOSED.on(pick=_first_layer),
            when=Later("the weights on the wires that leave one input are taken"),
            look=Later("Neuron 1 takes the weights on the wires that come into it: 1 and −2."),
        ),
        Mistake(
            Later("the input is still (1, −1)"),
            Later("That was the input in the picture. Here x₁ is −3, and x₂ is 2."),
            lambda net, x: _first_z(net, lecture.X),
        ),
        Mistake(
            Later("σ is applied to z"),
            Later("Asked for is z itself, before σ."),
            lambda net, x: forward(net, x).a[1][:, 0],
        ),
        *wrong_factors(_first_z, WRONG_SIGN),
        *wrong_factor_in_one(_first_z, Z_NAMES),
    ],
    why=Later("Two wires and a bias for each neuron, nothing else."),
    look=Later(
        "Neuron 1 has the weights 1 and −2 and the bias 1, neuron 2 the weights "
        "−1 and 1 and the bias 0."
    ),
    names=Z_NAMES,
    by_hand=lambda net, x: (_add_up, (net.layers[0].w, x[:, 0], net.layers[0].b[:, 0])),
)


def _what_the_wires_carry(trace: Trace) -> list[Array]:
    return list(trace.a[:-1])


UNSEEN = forward_cases()

two_lines = Code(
    Exercise(
        call="check.two_lines",
        asks=REPLACE_BOTH,
        right=lambda net, x: _what_the_wires_carry(forward(net, x)),
        given=UNSEEN[0],
        mistakes=[
            *(mistake.on(pick=_what_the_wires_carry) for mistake in FORWARD),
            Mistake(
                Later("what a layer sends is noted, not what comes in"),
                Later(
                    "∂z/∂w is what the wire brings to the layer: note a before it becomes "
                    "the next a."
                ),
                lambda net, x: list(forward(net, x).a[1:]),
            ),
            Mistake(
                Later("z is noted, not what the wires carry"),
                Later("∂z/∂w is the a that comes in."),
                lambda net, x: list(forward(net, x).z),
            ),
        ],
        why=Later("One pass forward, and ∂z/∂w is there for every weight."),
        look=Later(
            "a is what the wires bring to this layer: note it. Then the layer sends "
            "on layer.sigma(z)."
        ),
        digits=6,
    ),
    UNSEEN,
)
