"""Lesson 05, exercises: the gradient of the six neurons, by hand and by code."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from matplotlib.figure import Figure

from lessons_lib import lecture, network
from lessons_lib.exercise import REPLACE_EACH, Code, Exercise, Prediction, called, collected
from lessons_lib.exercise.template import Draw, Template
from lessons_lib.functions import Array, half_squared_error
from lessons_lib.language import Later
from lessons_lib.lessons.shared.network_picture import HEIGHT, WIDTH, NetworkPicture
from lessons_lib.lessons.shared.parameters import w_and_b
from lessons_lib.lessons.shared.svg import as_svg
from lessons_lib.lessons.shared.unseen_networks import backward_cases
from lessons_lib.lessons.shared.wrong_choices import WHY, wrong_choices
from lessons_lib.lessons.six_neurons import templates
from lessons_lib.mistakes.backward import (
    AT_A_NEURON,
    LAST_LAYER_FIRST,
    NO_SLOPE_AT_HIDDEN,
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
from lessons_lib.mistakes.steps import INCOMING_WEIGHTS
from lessons_lib.mistakes.wrong_factors import WRONG_SIGN, wrong_factors
from lessons_lib.network import Gradients, Network, Trace, forward
from lessons_lib.notation import subscript
from lessons_lib.walks.lecture import NEURONS, SIX_NEURONS, START, activation

NET = lecture.six_neurons()
TRACE = network.forward(NET, lecture.X)
LECTURE = (NET, TRACE, half_squared_error.d(TRACE.y, lecture.TARGET))
TURNED = (NET, TRACE, half_squared_error.d(TRACE.y, 1 - lecture.TARGET))  # the target (0, 1)
UNSEEN = backward_cases()
# by hand there are no matrices
WRONG_WIRES = replace(
    INCOMING_WEIGHTS, look=Later("Go back along the two wires that leave the neuron.")
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


def _weights_carried(net: Network, trace: Trace, dC_dy: Array) -> Gradients:
    found = network.backward(net, trace, dC_dy)
    dC_dw = [layer.w * dC_dz for layer, dC_dz in zip(net.layers, found.dC_dz, strict=True)]
    return Gradients(found.dC_dz, tuple(dC_dw), found.dC_db)


FIRST_TARGET = Mistake(
    "the target is still the first one, (1, 0)",
    "Now ŷ is ({t1}, {t2}): y₁ should be {t1}, and y₂ should be {t2}.",
    lambda net, trace, dC_dy: network.backward(
        net, trace, half_squared_error.d(trace.y, lecture.TARGET)
    ),
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


predict_signs = Prediction(
    asks="The signs of ∂C/∂z₅ and ∂C/∂z₆: 1 for positive and −1 for negative. "
    "Write your answer in this form: [1, 1].",
    truth=np.sign(_from_6_to_1(network.backward(*LECTURE))[[1, 0]]),
    why="y₁ is too small, so the cost falls when z₅ grows. y₂ is too large: the cost grows with "
    "z₆.",
    tempting="[1, −1]: ŷ − y is computed instead of y − ŷ. [1, 1], as if the slope, like the "
    "cost, were never negative.",
    choices=(1, -1),
)

predict_steepest = Prediction(
    asks="The weight whose gradient is furthest from 0: which neuron, 1 to 6, does it lead to?",
    truth=_steepest_neuron(network.backward(*LECTURE)),
    why="∂C/∂z₆ is the largest of all, and a₃, which the wire carries, is large too.",
    tempting="1 or 2, as if the first neurons mattered most, because all the others come "
    "after them.",
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


def _given(draw: Draw) -> tuple[Any, ...]:
    net = lecture.six_neurons()
    trace = forward(net, lecture.X)
    target = np.array([[draw.decimal(0, 1)], [draw.decimal(0, 1)]])
    return net, trace, half_squared_error.d(trace.y, target)


def _numbers_written(net: Network, trace: Trace, dC_dy: Array) -> dict[str, float]:
    target = np.round(trace.y - dC_dy, 9)[:, 0]
    found = np.concatenate(network.backward(net, trace, dC_dy).dC_dz)[:, 0]
    return {
        **{"t1": target[0], "t2": target[1]},
        **{f"d{n}": value for n, value in enumerate(found, start=1)},
    }


@as_svg
def _network(net: Network, trace: Trace, dC_dy: Array) -> Figure:
    t1, t2 = np.round(trace.y - dC_dy, 9)[:, 0]
    fig = Figure(figsize=(WIDTH, HEIGHT))
    picture = NetworkPicture(fig.add_axes((0, 0, 1, 1)))
    known = [key for n in NEURONS for key in (f"z{n}", activation(n))]
    numbers = SIX_NEURONS.values(START | {"target1": t1, "target2": t2})
    picture.show(numbers, ["x1", "x2", *known], lit=())
    return fig


dC_dz = Exercise(
    asks="With the target ({t1}, {t2}): put ∂C/∂z₆, ∂C/∂z₅, ∂C/∂z₄, ∂C/∂z₃, ∂C/∂z₂, ∂C/∂z₁ in the "
    "six blanks, one after the other. Three digits of each are enough.",
    right=_right(_from_6_to_1),
    given=TURNED,
    mistakes=[
        *_mistakes(_from_6_to_1, FIRST_TARGET, *_by_hand(OF_Z), NO_SLOPE_AT_HIDDEN, *ONCE),
        Mistake(
            "the numbers are in the order 1 to 6",
            "Put them in the order of the backward pass: 6, 5, 4, 3, 2, 1.",
            lambda *given: _right(_from_6_to_1)(*given)[::-1],
        ),
        Mistake(
            "neuron 5 comes before neuron 6, and likewise in each layer",
            "Put them in the order of the backward pass: 6, 5, 4, 3, 2, 1.",
            lambda *given: _right(_from_6_to_1)(*given)[[1, 0, 3, 2, 5, 4]],
        ),
    ],
    why="You walked all the way back. Each σ′(z) was the same as for the first target: a new "
    "target changes only what comes in at the end.",
    look="At an output neuron it's σ′(z)·(y − ŷ). At any other it's σ′(z) times the sum "
    "over the two wires that leave it, weight times ∂C/∂z of the next neuron.",
    names=[f"∂C/∂z{n}" for n in "₆₅₄₃₂₁"],
    slack=2,
    by_hand=lambda *given: (
        lambda *numbers: np.concatenate(_way_back(*numbers))[::-1],
        _numbers(*given),
    ),
    template=Template(
        draw=_given,
        numbers=_numbers_written,
        picture=_network,
        marked=r"""
\hat y = ({t1}, {t2})
y_2 - {t2}
y_1 - {t1}
(-1)
1**
2, 1.
2、1
{t1}
{t2}
[{d6:3}, {d5:3}, {d4:3}, {d3:3}, {d2:3}, {d1:3}]
""",
    ),
)


def _gradient_by_hand(weights: Sequence[Array], a: Sequence[Array], target: Array) -> list[Any]:
    _, middle, last = _way_back(weights, a, target)
    return [a[1][1] * middle[1], a[2][0] * last[1], middle[1]]


gradient = Exercise(
    asks="With the target ({t1}, {t2}): put the gradients of w(a₂→z₄), w(a₃→z₆) and b₄ in the "
    "blanks.",
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
            "what the wire carries is left out",
            "Multiply ∂C/∂z by what the wire carries.",
            Backward(carried=lambda at: np.ones_like(at.carried)),
        ).on(pick=_three_parameters),
        Mistake(
            "the weight is mistaken for what the wire carries",
            "∂z/∂w is what the wire carries. The weight is ∂z/∂a.",
            _weights_carried,
        ).on(pick=_three_parameters),
        Mistake(
            "the bias gets the gradient 0",
            "The wire of a bias carries 1, not 0.",
            lambda *given: _right(_three_parameters)(*given) * [1, 1, 0],
        ),
        Mistake(
            "the bias gets what the wire of the weight carries",
            "The bias has a wire of its own, which always carries 1.",
            lambda *given: _right(_three_parameters)(*given)[[0, 1, 0]],
        ),
    ],
    why="Forward value × backward value. The wire of a bias carries 1.",
    look="Take ∂C/∂z of the neuron the wire leads to, times the a at the beginning of the wire.",
    names=[Later("the gradient of {name}", name=name) for name in ("w(a₂→z₄)", "w(a₃→z₆)", "b₄")],
    slack=2,
    by_hand=lambda *given: (_gradient_by_hand, _numbers(*given)),
    template=Template(
        draw=_given,
        numbers=_numbers_written,
        shown=r"$\frac{{\partial C}}{{\partial z_4}} = {d4:3}$, "
        r"$\frac{{\partial C}}{{\partial z_6}} = {d6:3}$",
        marked=r"""
\hat y = ({t1}, {t2})
[0.119 * {d4:3}, 0.864 * {d6:3}, {d4:3}]
""",
    ),
)

line = Exercise(
    asks="Put the number of the line with the mistake, 1 to 4, in the blank.",
    right=templates.wrong_line,
    given=(0, 1.0, 0.0),
    mistakes=wrong_choices(templates.wrong_line, 4),
    why=WHY,
    look="Write 1, 2, 3 or 4.",
    template=templates.LINE,
)

two_lines = Code(
    Exercise(
        asks=REPLACE_EACH,
        right=_right(_all_dC_dz),
        given=UNSEEN[0],
        mistakes=[
            *_mistakes(_all_dC_dz, *OF_Z_IN_MATRICES, LAST_LAYER_FIRST),
            *wrong_factors(_right(_all_dC_dz), WRONG_SIGN),
        ],
        why="Two lines, and they fit a network of any size.",
        look="The first line is σ′(z) · ∂C/∂a, with layer.sigma.d(z). The second is Σ w · "
        "∂C/∂z over the wires that leave a neuron, with layer.w.T and @.",
        digits=6,
    ),
    UNSEEN,
)


backward = Code(
    Exercise(
        asks="Write the body of the function. It must return two lists, dC_dw and dC_db, "
        "each with one array per layer, first layer first.",
        right=_right(w_and_b),
        given=UNSEEN[0],
        mistakes=[
            *_mistakes(w_and_b, *OF_Z, *OF_W_IN_MATRICES, *OF_LISTS),
            *wrong_factors(_right(w_and_b), WRONG_SIGN),
        ],
        why="This is backpropagation, and you wrote it.",
        look="First find every ∂C/∂z, from the last layer to the first. Then ∂C/∂w is ∂C/∂z @ "
        "a.T with the a that comes into the layer, and ∂C/∂b is ∂C/∂z.",
        digits=6,
    ),
    UNSEEN,
)

predictions, sheet = collected(__name__)
