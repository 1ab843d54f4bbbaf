"""Lesson 03, exercises: what the wires carry, read off, by hand and by code."""

from dataclasses import replace
from typing import Any

import numpy as np

from lessons_lib import lecture
from lessons_lib.exercise import REPLACE_EACH, Code, Exercise, Prediction, collected
from lessons_lib.exercise.template import Template
from lessons_lib.functions import Array
from lessons_lib.language import Later
from lessons_lib.lessons.shared.unseen_networks import forward_cases
from lessons_lib.mistakes.forward import BIAS_FORGOTTEN, BIAS_SUBTRACTED, FORWARD, W_TRANSPOSED
from lessons_lib.mistakes.mistake import Mistake
from lessons_lib.mistakes.wires import WEIGHT_READ, WIRES, carried
from lessons_lib.mistakes.wrong_factors import (
    in_one_number,
)
from lessons_lib.network import Network, Trace, forward

NET = lecture.six_neurons()


predict_nudge = Prediction(
    asks="How much does z₁ change when you add 0.5 to the first weight, and to the second? Write "
    "your answer in this form: [3, 3].",
    truth=0.5 * lecture.X.ravel(),
    why="Each weight is multiplied by what its wire carries: x₁ is 1, and x₂ is −1.",
    tempting="[0.5, 0.5], as if z₁ changed as much as the weight, whatever the wire carries.",
)

predict_different = Prediction(
    asks="How many different numbers are there among the 12 ∂z/∂w?",
    truth=6,
    why="x₁, x₂, a₁, a₂, a₃ and a₄: a neuron sends the same number along all its wires.",
    tempting="12, as if each weight had a number of its own.",
    choices=range(1, 13),
)

SLIDE_NAMES = ("∂z₂/∂w(x₂→z₂)", "∂z₄/∂w(a₂→z₄)", "∂z₆/∂w(a₄→z₆)")

slide = Exercise(
    asks="Put the three numbers from the slide in the blanks. Two digits are enough.",
    right=carried,
    given=(NET, forward(NET, lecture.X), [(0, 1, 1), (1, 1, 1), (2, 1, 1)]),
    mistakes=[
        *WIRES,
        *in_one_number(carried, dict(enumerate(SLIDE_NAMES)), WEIGHT_READ),
    ],
    why="Each is what comes out of the neuron, or the input, where the wire begins.",
    look="Follow the wire back to where it begins, and read what is sent from there.",
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


def _z(net: Network, x: Array) -> dict[str, float]:
    z1, z2 = forward(net, x).z[0][:, 0]
    return {"x1": x[0, 0], "x2": x[1, 0], "z1": z1, "z2": z2}


z = Exercise(
    asks="Put z₁ and z₂ for the input x = ({x1:m}, {x2:m}) in the blanks.",
    right=_first_z,
    given=(NET, np.array([[-3.0], [2.0]])),
    mistakes=[
        *(mistake.on(pick=_first_layer) for mistake in (BIAS_FORGOTTEN, BIAS_SUBTRACTED)),
        replace(
            W_TRANSPOSED.on(pick=_first_layer),
            when=Later("the weights on the wires that leave one input are used"),
            look=Later("Neuron 1 takes the weights on the wires that come into it: 1 and −2."),
        ),
        Mistake(
            "the input is still (1, −1)",
            "That was the input in the picture. Here x₁ is {x1:m}, and x₂ is {x2:m}.",
            lambda net, x: _first_z(net, lecture.X),
        ),
        Mistake(
            "σ is applied to z",
            "We want z itself, before σ.",
            lambda net, x: forward(net, x).a[1][:, 0],
        ),
    ],
    why="Two wires and a bias for each neuron, nothing else.",
    look="Neuron 1 has the weights 1 and −2 and the bias 1, neuron 2 the weights "
    "−1 and 1 and the bias 0.",
    names=("z₁", "z₂"),
    by_hand=lambda net, x: (_add_up, (net.layers[0].w, x[:, 0], net.layers[0].b[:, 0])),
    template=Template(
        draw=lambda draw: (
            lecture.six_neurons(),
            np.array([[draw.signed(0.5, 5)], [draw.signed(0.5, 5)]]),
        ),
        numbers=_z,
        marked=r"""
({x1}, {x2})
x_1 = {x1}
x_2 = {x2}
1 \cdot {x1:b} + (-2) \cdot {x2:b} + 1
[{z1}, {z2}]
""",
    ),
)


def _what_the_wires_carry(trace: Trace) -> list[Array]:
    return list(trace.a[:-1])


UNSEEN = forward_cases()

two_lines = Code(
    Exercise(
        asks=REPLACE_EACH,
        right=lambda net, x: _what_the_wires_carry(forward(net, x)),
        given=UNSEEN[0],
        mistakes=[
            *(mistake.on(pick=_what_the_wires_carry) for mistake in FORWARD),
            Mistake(
                "what a layer sends out is recorded, not what comes in",
                "∂z/∂w is what the wire carries to the layer: note a before it becomes the next a.",
                lambda net, x: list(forward(net, x).a[1:]),
            ),
            Mistake(
                "z is recorded, not what the wires carry",
                "∂z/∂w is the a that comes in.",
                lambda net, x: list(forward(net, x).z),
            ),
        ],
        why="One forward pass, and you have ∂z/∂w for every weight.",
        look="a is what the wires carry to this layer: note it. Then the layer sends out "
        "layer.sigma(z).",
        digits=6,
    ),
    UNSEEN,
)

predictions, sheet = collected(__name__)
