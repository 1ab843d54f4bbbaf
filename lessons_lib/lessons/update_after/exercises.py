"""Lesson 07, exercises: the order of a training step by hand and by code, and a published slip."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from lessons_lib import network
from lessons_lib.exercise import REPLACE_EACH, Code, Exercise, Prediction, collected
from lessons_lib.exercise.template import Template
from lessons_lib.functions import Array, sigmoid
from lessons_lib.language import Later
from lessons_lib.lessons.shared.one_neuron import AT_MOST_A_QUARTER, of_first, one_neuron
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
from lessons_lib.mistakes.mistake import Impossible, Mistake
from lessons_lib.network import Gradients, Network, Trace

ETA = 0.3
RIGHT_MOVE = Descent()
MOVES = (UPHILL, RATE_FORGOTTEN, STEP_ONLY)


predict_moves = Prediction(
    asks="In how many of the 8 steps before the update does a weight change?",
    truth=0,
    why="Backpropagation finds the gradient, and changes nothing.",
    tempting="8, as if each ∂C/∂z changed its weights at once.",
    choices=range(9),
)

predict_right = Prediction(
    asks="How many of the nine examples are right in every digit?",
    truth=sum(all(example.right) for example in LEDGER.values()),
    why="Of the other two, one has four wrong numbers, and one has ten slips.",
    tempting="9, as if whatever is printed were right.",
    choices=range(10),
)

order = Exercise(
    asks="Put the number of the right order, 1 to 4, in the blank.",
    right=lambda: 2,
    given=(),
    mistakes=[
        Mistake(
            "",
            "In order 1 the last layer is updated too early: going back to the first "
            "layer needs the weights of the forward pass, and they've moved.",
            lambda: 1,
        ),
        Mistake(
            "",
            "Order 3 moves the weights before any gradient is known. How far should they move?",
            lambda: 3,
        ),
        Mistake(
            "",
            "Order 4 begins with the backward pass. But that needs every z and a, and "
            "only the forward pass finds them.",
            lambda: 4,
        ),
    ],
    why="First all ∂C/∂z, then all updates. Then it doesn't matter which layer goes first.",
    look="Write 1, 2, 3 or 4.",
)


new_weight = Exercise(
    asks="Put the new w₅ in the blank.",
    right=lambda w, a, dC_dz, eta, other_w, other_dC_dz: w - eta * (a * dC_dz),
    given=(0.4, 0.6, 0.2, ETA, -0.3, -0.5),
    mistakes=[
        Mistake(
            "the other weight, w₇, is used",
            "w₅ leads to neuron 3: start from w₅, and use ∂C/∂z₃.",
            lambda w, a, dC_dz, eta, other_w, other_dC_dz: other_w - eta * a * other_dC_dz,
        ),
        Mistake(
            "only the gradient is computed",
            "Subtract η times the gradient from the old w₅.",
            lambda w, a, dC_dz, eta, *other: a * dC_dz,
        ),
        *(
            mistake.on(lambda w, a, dC_dz, eta, *other: (lambda theta: a * dC_dz, w, eta, 1))
            for mistake in MOVES
        ),
        Mistake(
            "∂C/∂z is mistaken for ∂C/∂w",
            "Forward × backward: ∂C/∂w is ∂C/∂z times what the wire carries.",
            lambda w, a, dC_dz, eta, *other: w - eta * dC_dz,
        ),
        Mistake(
            "there's an extra σ′",
            "∂C/∂z already includes σ′(z). Between z and w there's no σ.",
            lambda w, a, dC_dz, eta, *other: w - eta * a * (1 - a) * a * dC_dz,
        ),
        Mistake(
            "the weight is used in its own gradient",
            "∂C/∂w is ∂C/∂z times what the wire carries. The weight itself isn't in it.",
            lambda w, a, dC_dz, eta, *other: w - eta * w * dC_dz,
        ),
    ],
    why="∂C/∂w₅ is {gradient:m}, and the step against it is {eta} times that.",
    impossible=[
        Impossible(
            "a₁ is between 0 and 1. So w₅ moves against ∂C/∂z₃, by less than η times ∂C/∂z₃.",
            lambda number, w, a, dC_dz, eta, *other: not 0 < (w - number) / (eta * dC_dz) < 1,
        )
    ],
    look="First the gradient, a₁ · ∂C/∂z₃. Then subtract η times the gradient from the old w₅.",
    template=Template(
        draw=lambda draw: (
            draw.signed(0.1, 0.9),
            draw.decimal(0.1, 0.9),
            draw.signed(0.1, 0.9),
            draw.pick(0.1, 0.2, 0.3, 0.5),
            draw.signed(0.1, 0.9),
            draw.signed(0.1, 0.9),
        ),
        numbers=lambda w5, a, d3, eta, w7, d4: {
            **{"w5": w5, "a": a, "d3": d3, "eta": eta, "w7": w7, "d4": d4, "gradient": a * d3}
        },
        marked=r"""
\eta = {eta}
a_1 = {a}
w_5 = {w5}
w_7 = {w7}
\frac{{\partial C}}{{\partial z_3}} = {d3}
\frac{{\partial C}}{{\partial z_4}} = {d4}
{w5} - {eta} * {a} * {d3}
""",
    ),
)


def _neuron(a: float, w: Any, dC_dz_next: Any) -> tuple[Network, Trace, Array]:
    return one_neuron(float(np.log(a / (1 - a))), w, dC_dz_next)


def _with_one_new(i: int) -> Callable[..., Any]:
    """∂C/∂z₁ with one weight that is updated already."""

    def of(a: float, w: Array, dC_dz_next: Array) -> Any:
        new = w - ETA * a * dC_dz_next * (np.arange(2) == i)
        return a * (1 - a) * np.dot(new, dC_dz_next)

    return of


dC_dz1 = Exercise(
    asks="Put ∂C/∂z₁ in the blank.",
    right=lambda a, w, dC_dz_next: a * (1 - a) * np.dot(w, dC_dz_next),
    given=(0.6, np.array([0.4, -0.3]), np.array([0.2, -0.5])),
    mistakes=[
        updated_too_early(ETA).on(_neuron, of_first),
        *(
            Mistake(
                Later("{weight} is updated before ∂C/∂z has gone back through it", weight=weight),
                "First all gradients, then all updates: the backward pass needs the weights of "
                "the forward pass.",
                _with_one_new(i),
            )
            for i, weight in enumerate(("w₅", "w₇"))
        ),
        Mistake(
            "∂C/∂z₁ is multiplied by η",
            "η belongs to the update. The backward pass has no learning rate.",
            lambda a, w, dC_dz_next: ETA * a * (1 - a) * np.dot(w, dC_dz_next),
        ),
        *(
            only_in_layer(mistake, far=1).on(_neuron, of_first)
            for mistake in AT_ONE_NEURON
            if mistake is not ROUNDED_TOO_EARLY  # a₁ has a single digit
        ),
    ],
    why="Whatever w₅ and w₇ are after the update, ∂C/∂z₁ belongs to the weights that produced "
    "the cost.",
    impossible=[AT_MOST_A_QUARTER],
    look="First the bracket, for both wires. Then multiply by σ′(z₁) = a₁ · (1 − a₁).",
    template=Template(
        draw=lambda draw: (
            draw.decimal(0.1, 0.9),
            np.array(draw.distinct(2, lambda: draw.signed(0.1, 0.9))),
            np.array(draw.distinct(2, lambda: draw.signed(0.1, 0.9))),
        ),
        numbers=lambda a, w, dC_dz: {
            **{"a": a, "w5": w[0], "w7": w[1], "d3": dC_dz[0], "d4": dC_dz[1]}
        },
        marked="{a} * (1 - {a}) * ({w5} * {d3} + {w7} * {d4})",
        shown=r"$\eta = 0.3$, $a_1 = {a}$, $w_5 = {w5}$, $w_7 = {w7}$, "
        r"$\frac{{\partial C}}{{\partial z_3}} = {d3}$, "
        r"$\frac{{\partial C}}{{\partial z_4}} = {d4}$",
    ),
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


WAYS_BACK = (*OF_Z, NO_SLOPE_AT_HIDDEN, *OF_W_IN_MATRICES)
LARGE_ETA = 20  # updates as large as the weights: each mistake changes the first three digits
UNSEEN = [(*case, LARGE_ETA) for case in backward_cases()]

two_lines = Code(
    Exercise(
        asks=REPLACE_EACH,
        right=_step(),
        given=UNSEEN[0],
        mistakes=[
            replace(
                updated_too_early(LARGE_ETA),
                of=lambda *given: _step(find=updated_too_early(given[-1]).of)(*given),
            ),
            *(replace(mistake, of=_step(find=mistake.of)) for mistake in WAYS_BACK),
            *(replace(mistake, of=_step(move=mistake.of)) for mistake in MOVES),
            Mistake(
                "the gradient is returned instead of the new weights",
                "The new weights are w[k] minus eta times the gradient.",
                lambda net, trace, dC_dy, eta: list(network.backward(net, trace, dC_dy).dC_dw),
            ),
        ],
        why=(
            "The new weights wait in a list of their own, and the backward pass uses the old ones."
        ),
        look="The first line is the old w[k] minus eta times dC_dz @ trace.a[k].T. The "
        "second goes back through the old weights, w[k].T @ dC_dz.",
        digits=6,
    ),
    UNSEEN,
)

LINE = 3  # the one with the slip


def _another_line(line: int, result: float) -> Callable[..., list[float]]:
    return lambda a, w, back: [line, result]


def _value(of: Callable[[float, float, float], float]) -> Callable[..., list[float]]:
    return lambda a, w, back: [LINE, of(a, w, back)]


def _at_a_neuron(mistakes: Sequence[Mistake]) -> list[Mistake]:
    return [
        only_in_layer(mistake, far=1).on(
            lambda a, w, back: _neuron(a, [w], [back]),
            lambda gradients: [LINE, of_first(gradients)],
        )
        for mistake in mistakes
    ]


slip = Exercise(
    asks="Put the number of the line, 1 to 4, and what it should say, in the "
    "blanks. Three digits are enough.",
    right=lambda a, w, back: [LINE, sigmoid.d(None, a) * w * back],
    given=(PAGE["a_2"], PAGE["w_6"], PAGE["−∂C/∂z_3"]),
    mistakes=[
        Mistake(
            "",
            "Line 1 is right: it's −0.0376, rounded.",
            _another_line(1, PAGE["−∂C/∂z_3"]),
        ),
        Mistake(
            "",
            "Sharp eyes: line 2 gives −0.00278. But that's close, and the "
            "printed number is in fact the exact one, rounded. Look for the line that's "
            "far off.",
            _another_line(2, sigmoid.d(None, PAGE["a_1"]) * PAGE["w_5"] * PAGE["−∂C/∂z_3"]),
        ),
        Mistake(
            "",
            "Sharp eyes: line 4 gives −0.0217; the page used a₂ = 0.59. But that's close. Look "
            "for the line that's far off.",
            _another_line(4, PAGE["a_2"] * PAGE["−∂C/∂z_3"]),
        ),
        Mistake(
            "only the page's decimal point is moved",
            "Yes, the printed number is ten times too large. But its digits are wrong too: "
            "multiply the four numbers.",
            _value(lambda a, w, back: PAGE["−∂C/∂z_2"] / 10),
        ),
        Mistake(
            "the page's number is copied",
            "Multiply the four numbers yourself.",
            _value(lambda a, w, back: PAGE["−∂C/∂z_2"]),
        ),
        *_at_a_neuron([SLOPE_MISSING, SIGMA_FOR_SLOPE, SLOPE_OF_A, WEIGHT_FORGOTTEN]),
    ],
    why="Ten times smaller, and now it's about three times its neighbour in line 2, just as "
    "its weight is. Nothing on the page could have warned its author: the calculation works with "
    "any number.",
    look="All four lines are products. Estimate each one: 0.5 · 0.5 · …",
    names=(Later("the number of the line"), Later("the corrected number")),
    slack=2,
)

predictions, sheet = collected(__name__)
