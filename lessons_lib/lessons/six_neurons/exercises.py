"""Lesson 05, exercises: the gradient of the six neurons, by hand and by code."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from lessons_lib import lecture, network
from lessons_lib.exercise import REPLACE_BOTH, Code, Exercise, Prediction, Predictions, called
from lessons_lib.functions import Array, half_squared_error
from lessons_lib.language import Later
from lessons_lib.lessons.shared.parameters import w_and_b
from lessons_lib.lessons.shared.unseen_networks import backward_cases
from lessons_lib.mistakes.backward import (
    AT_A_NEURON,
    LAST_LAYER_FIRST,
    NOT_TRANSPOSED,
    OF_LISTS,
    OF_ONE_W,
    OF_W,
    OF_W_IN_MATRICES,
    OF_Z,
    OF_Z_IN_MATRICES,
    SLOPE_OF_LAYER_BEFORE,
    Backward,
    once,
)
from lessons_lib.mistakes.mistake import Mistake
from lessons_lib.mistakes.wrong_factors import wrong_factor_in_one, wrong_factors
from lessons_lib.network import Gradients, Network, Trace
from lessons_lib.notation import subscript

NET = lecture.six_neurons()
TRACE = network.forward(NET, lecture.X)
LECTURE = (NET, TRACE, half_squared_error.d(TRACE.y, lecture.TARGET))
TURNED = (NET, TRACE, half_squared_error.d(TRACE.y, 1 - lecture.TARGET))  # the target (0, 1)
UNSEEN = backward_cases()
# by hand there are no matrices
WRONG_WIRES = replace(
    NOT_TRANSPOSED,
    when=Later("the weights on the wires that come in are taken"),
    look=Later("Go back over the two wires that leave the neuron."),
)


def _by_hand(mistakes: Sequence[Mistake]) -> list[Mistake]:
    return [WRONG_WIRES if mistake is NOT_TRANSPOSED else mistake for mistake in mistakes]


ONCE = [
    *(
        once(mistake, 1, Later("at neurons 3 and 4"))
        for mistake in AT_A_NEURON
        if mistake is not NOT_TRANSPOSED  # the weights into the outputs are symmetric
    ),
    *(
        once(mistake, 2, Later("at neurons 1 and 2"))
        for mistake in _by_hand(AT_A_NEURON)
        if mistake is not SLOPE_OF_LAYER_BEFORE  # there is no layer before
    ),
]


def _right(pick: Callable[[Gradients], Any]) -> Callable[..., Any]:
    return lambda *given: pick(network.backward(*given))


def _mistakes(pick: Callable[[Gradients], Any], *mistakes: Mistake) -> list[Mistake]:
    return [*(mistake.on(pick=pick) for mistake in mistakes), *wrong_factors(_right(pick))]


def _first_target(net: Network, trace: Trace, dC_dy: Array) -> Gradients:
    target = trace.y - dC_dy
    return network.backward(net, trace, half_squared_error.d(trace.y, 1 - target))


def _weights_carried(net: Network, trace: Trace, dC_dy: Array) -> Gradients:
    found = network.backward(net, trace, dC_dy)
    dC_dw = [layer.w * dC_dz for layer, dC_dz in zip(net.layers, found.dC_dz, strict=True)]
    return Gradients(found.dC_dz, tuple(dC_dw), found.dC_db)


FIRST_TARGET = Mistake(
    Later("the target is still the first one, (1, 0)"),
    Later("Now ŷ is (0, 1): y₁ should be 0, and y₂ should be 1."),
    _first_target,
)


def _from_6_to_1(gradients: Gradients) -> Array:
    return np.concatenate(gradients.dC_dz)[::-1, 0]


def _three_parameters(gradients: Gradients) -> Array:
    middle, last = gradients.dC_dw[1:]
    return np.array([middle[1, 1], last[1, 0], gradients.dC_db[1][1, 0]])


def _all_dC_dz(gradients: Gradients) -> list[Array]:
    return list(gradients.dC_dz)


def _steepest_neuron(gradients: Gradients) -> int:
    return int(np.concatenate([abs(w).max(axis=1) for w in gradients.dC_dw]).argmax()) + 1


predictions = Predictions()

predict_signs = Prediction(
    call="check.predict_signs",
    asks=Later("The signs of ∂C/∂z₅ and ∂C/∂z₆: 1 for positive and −1 for negative, as in [1, 1]."),
    truth=np.sign(_from_6_to_1(network.backward(*LECTURE))[[1, 0]]),
    why=Later(
        "y₁ is too small, so the cost falls when z₅ grows. y₂ is too large: it grows with z₆."
    ),
    tempting=Later(
        "[1, −1]: ŷ − y is computed, and not y − ŷ. [1, 1]: the cost is never negative, and the "
        "same is thought of its slope."
    ),
    noted_in=predictions,
    choices=(1, -1),
)

predict_steepest = Prediction(
    call="check.predict_steepest",
    asks=Later(
        "The weight whose gradient is furthest from 0: to which neuron, 1 to 6, does it lead?"
    ),
    truth=_steepest_neuron(network.backward(*LECTURE)),
    why=Later("∂C/∂z₆ is the largest of all, and a₃ brings a large number."),
    tempting=Later(
        "1 or 2: the neurons in front are thought to matter most, because all others come "
        "behind them."
    ),
    noted_in=predictions,
    choices=range(1, 7),
)


def _numbers(net: Network, trace: Trace, dC_dy: Array) -> tuple[Any, ...]:
    """The numbers of the backward pass by hand: the weights, the activations, the target."""
    weights = [layer.w for layer in net.layers]
    return weights, [a[:, 0] for a in trace.a], np.round(trace.y - dC_dy, 9)[:, 0]


def _way_back(weights: Sequence[Array], a: Sequence[Array], target: Array) -> list[Array]:
    """∂C/∂z of every layer, the first one first, each with its name."""
    back: list[Array] = []
    n = sum(len(one) for one in a[1:])
    dC_da = a[-1] - target
    for k in reversed(range(1, len(a))):
        dC_dz = a[k] * (1 - a[k]) * dC_da
        for i in reversed(range(len(dC_dz))):
            called(f"∂C/∂z{subscript(str(n))}", dC_dz[i])
            n -= 1
        back.insert(0, dC_dz)
        dC_da = weights[k - 1].T @ dC_dz
    return back


DC_DZ_NAMES = [f"∂C/∂z{n}" for n in "₆₅₄₃₂₁"]

dC_dz = Exercise(
    call="check.dC_dz",
    asks=Later(
        "With the target (0, 1): put ∂C/∂z₆, ∂C/∂z₅, ∂C/∂z₄, ∂C/∂z₃, ∂C/∂z₂, ∂C/∂z₁ in the "
        "place of the six blanks, one after the other. Three digits of each are enough."
    ),
    right=_right(_from_6_to_1),
    given=TURNED,
    mistakes=[
        *_mistakes(_from_6_to_1, FIRST_TARGET, *_by_hand(OF_Z), *ONCE),
        Mistake(
            Later("they stand in the order 1 to 6"),
            Later("Put them in the order of the way back: 6, 5, 4, 3, 2, 1."),
            lambda *given: _right(_from_6_to_1)(*given)[::-1],
        ),
        Mistake(
            Later("neuron 5 stands before neuron 6, and so in each layer"),
            Later("Put them in the order of the way back: 6, 5, 4, 3, 2, 1."),
            lambda *given: _right(_from_6_to_1)(*given)[[1, 0, 3, 2, 5, 4]],
        ),
        *wrong_factor_in_one(_right(_from_6_to_1), DC_DZ_NAMES),
    ],
    why=Later(
        "You walked all the way back. Each σ′(z) was the one of the first example: the "
        "target changes only what comes in at the end."
    ),
    look=Later(
        "At an output neuron it is σ′(z)·(y − ŷ). At any other it is σ′(z) times the sum "
        "over the two wires that leave it, weight times ∂C/∂z of the neuron behind."
    ),
    names=DC_DZ_NAMES,
    slack=2,
    by_hand=lambda *given: (
        lambda *numbers: np.concatenate(_way_back(*numbers))[::-1],
        _numbers(*given),
    ),
)


def _gradient_by_hand(weights: Sequence[Array], a: Sequence[Array], target: Array) -> list[Any]:
    _, middle, last = _way_back(weights, a, target)
    return [a[1][1] * middle[1], a[2][0] * last[1], middle[1]]


GRADIENT_NAMES = [
    Later("the gradient of {name}", name=name) for name in ("w a2→z4", "w a3→z6", "b4")
]

gradient = Exercise(
    call="check.gradient",
    asks=Later(
        "With the target (0, 1): put the gradients of w a2→z4, of w a3→z6 and of b4 in the "
        "place of the blanks."
    ),
    right=_right(_three_parameters),
    given=TURNED,
    mistakes=[
        *_mistakes(
            _three_parameters,
            FIRST_TARGET,
            *(mistake for mistake in OF_Z if mistake is not NOT_TRANSPOSED),
            *OF_W,
            *OF_ONE_W,
        ),
        Mistake(
            Later("what the wire carries is left out"),
            Later("Multiply ∂C/∂z by what the wire carries."),
            Backward(carried=lambda trace, k: np.ones_like(trace.a[k])),
        ).on(pick=_three_parameters),
        Mistake(
            Later("the weight is taken for what the wire carries"),
            Later("∂z/∂w is what the wire carries. The weight is ∂z/∂a."),
            _weights_carried,
        ).on(pick=_three_parameters),
        Mistake(
            Later("the bias gets the gradient 0"),
            Later("The wire of a bias carries 1, not 0."),
            lambda *given: _right(_three_parameters)(*given) * [1, 1, 0],
        ),
        Mistake(
            Later("the bias gets what the wire of the weight carries"),
            Later("The bias has a wire of its own, and that one always carries 1."),
            lambda *given: _right(_three_parameters)(*given)[[0, 1, 0]],
        ),
        *wrong_factor_in_one(_right(_three_parameters), GRADIENT_NAMES),
    ],
    why=Later("Forward value × backward value. The wire of a bias carries 1."),
    look=Later("Take ∂C/∂z of the neuron the wire leads to, times the a it comes from."),
    names=GRADIENT_NAMES,
    slack=2,
    by_hand=lambda *given: (_gradient_by_hand, _numbers(*given)),
)

line = Exercise(
    call="check.line",
    asks=Later("Put the number of the line with the mistake, 1 to 4, in the place of the blank."),
    right=lambda: 3,
    given=(),
    mistakes=[
        Mistake("", Later("Line 1 is right: you saw both numbers on the way back."), lambda: 1),
        Mistake("", Later("Line 2 is right: a₁·(1 − a₁) is σ′(z₁)."), lambda: 2),
        Mistake("", Later("Line 4 does with line 3 what it should. Look before it."), lambda: 4),
    ],
    why=Later(
        "The weights 2 and −1 are those into neuron 3, a row of w. The wires that leave "
        "neuron 1 have the weights 2 and −2, a column of w. In matrices: wᵀ was forgotten."
    ),
    look=Later("Write 1, 2, 3 or 4."),
)

two_lines = Code(
    Exercise(
        call="check.two_lines",
        asks=REPLACE_BOTH,
        right=_right(_all_dC_dz),
        given=UNSEEN[0],
        mistakes=_mistakes(_all_dC_dz, *OF_Z_IN_MATRICES, LAST_LAYER_FIRST),
        why=Later("Two lines, and they fit a network of any size."),
        look=Later(
            "The first line is σ′(z) · ∂C/∂a, with layer.sigma.d(z). The second one is Σ w · "
            "∂C/∂z over the wires that leave a neuron, with layer.w.T and @."
        ),
        digits=6,
    ),
    UNSEEN,
)


backward = Code(
    Exercise(
        call="check.backward",
        asks=Later(
            "Write the body of the function, and let it return two lists, dC_dw and dC_db, "
            "each with one array for each layer, the first layer first."
        ),
        right=_right(w_and_b),
        given=UNSEEN[0],
        mistakes=_mistakes(w_and_b, *OF_Z, *OF_W_IN_MATRICES, *OF_LISTS),
        why=Later("This is backpropagation, and you wrote it."),
        look=Later(
            "First find every ∂C/∂z, from the last layer to the first. Then ∂C/∂w is ∂C/∂z @ "
            "a.T with the a that comes into the layer, and ∂C/∂b is ∂C/∂z."
        ),
        digits=6,
    ),
    UNSEEN,
)
