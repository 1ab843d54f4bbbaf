"""Lesson 06, exercises: a gradient, its numerical check, and its cost, by hand and by code."""

from collections.abc import Callable
from typing import Any

import numpy as np

from lessons_lib import lecture, network
from lessons_lib.exercise import REPLACE_EACH, Code, Exercise, Prediction, collected
from lessons_lib.functions import Array, half_squared_error
from lessons_lib.language import Later
from lessons_lib.lessons.forward_times_backward import templates
from lessons_lib.lessons.shared.parameters import w_and_b, weights
from lessons_lib.lessons.shared.unseen_networks import SIZES, forward_case
from lessons_lib.lessons.shared.wrong_choices import WHY, wrong_choices
from lessons_lib.mistakes.backward import (
    NO_SLOPE_AT_HIDDEN,
    OF_EXAMPLES,
    OF_LISTS,
    OF_W_IN_MATRICES,
    OF_Z,
    OWN_OUTPUT,
)
from lessons_lib.mistakes.mistake import Impossible, Mistake
from lessons_lib.mistakes.nudging import NUDGING, OF_ONE
from lessons_lib.mistakes.wrong_factors import HALF, TWICE, WRONG_SIGN, wrong_factors
from lessons_lib.network import Gradients, Layer, Network, Trace, loss
from lessons_lib.numeric import central_difference

predict_error = Prediction(
    asks="From h = 0.1 to h = 0.01: how many times smaller does the error get?",
    truth=100,
    why="Both ways, the error falls like h²: ten times ten.",
    tempting="10, as if the error fell like h.",
)

predict_layers = Prediction(
    asks="How many of the three layers are wrong: for broken line 1, for 2, and for 3?",
    truth=np.array([2, 3, 3]),
    why="Without σ′ at the hidden neurons the last layer stays right. A wrong sign at the "
    "very beginning spoils everything. And ∂z/∂w is needed in every layer.",
    tempting="[3, 3, 3], as if a mistake also spoilt what was computed before it. "
    "[1, 1, 1], as if it "
    "stayed where it was made.",
    choices=range(4),
)


def _wire(a: float, w: float, dC_dz: float, sent: float) -> tuple[Network, Trace, Array]:
    # the numbers of the picture as a network: one wire into one neuron
    net = Network([Layer([[w]], [[np.log(sent / (1 - sent)) - w * a]])])
    return net, network.forward(net, [[a]]), np.array([[dC_dz / (sent * (1 - sent))]])


product = Exercise(
    asks="Put the gradient of the weight and the gradient of the bias in the blanks.",
    right=lambda a, w, dC_dz, sent: np.array([a * dC_dz, dC_dz]),
    given=(0.3, 2.0, -0.25, 0.8),
    mistakes=[
        OWN_OUTPUT.on(
            _wire,
            lambda gradients: np.array([gradients.dC_dw[0].item(), gradients.dC_db[0].item()]),
        ),
        Mistake(
            "∂C/∂z is multiplied by the weight",
            "The weight is ∂z/∂a, for going back to the neuron before. ∂z/∂w is what "
            "the wire carries.",
            lambda a, w, dC_dz, sent: np.array([w * dC_dz, dC_dz]),
        ),
        Mistake(
            "there's an extra σ′",
            "∂C/∂z already includes σ′(z). Between z and w there's no σ.",
            lambda a, w, dC_dz, sent: sent * (1 - sent) * np.array([a * dC_dz, dC_dz]),
        ),
        Mistake(
            "forward value and backward value are added",
            "Along a path we multiply: forward value × backward value.",
            lambda a, w, dC_dz, sent: np.array([a + dC_dz, dC_dz]),
        ),
        Mistake(
            "the bias gets what the wire of the weight carries",
            "The bias has a wire of its own, which always carries 1.",
            lambda a, w, dC_dz, sent: np.array([a * dC_dz, a * dC_dz]),
        ),
        Mistake(
            "the bias gets the gradient 0",
            "The wire of a bias carries 1, not 0.",
            lambda a, w, dC_dz, sent: np.array([a * dC_dz, 0]),
        ),
    ],
    why="What the wire carries, times ∂C/∂z of the neuron it leads to. Two of "
    "the four numbers are enough.",
    look="Which number does the wire carry, and what is ∂C/∂z where it leads?",
    names=("∂C/∂w", "∂C/∂b"),
    template=templates.PRODUCT,
)


def _three_costs(behind: float, here: float, ahead: float, h: float) -> tuple[Any, Array, float]:
    def cost(theta: Array) -> Any:
        return np.interp(theta[0], [-h, 0, h], [behind, here, ahead])

    return cost, np.zeros(1), h


central = Exercise(
    asks="Nudge both ways: what does the check give for ∂C/∂w? Put it in the blank.",
    right=lambda behind, here, ahead, h: (ahead - behind) / (2 * h),
    given=(0.352, 0.4, 0.46, 0.05),
    mistakes=[
        *(mistake.on(_three_costs, lambda slopes: slopes[0]) for mistake in OF_ONE),
        Mistake(
            "the second derivative is computed",
            "That tells you how the slope changes. The slope itself needs only the two "
            "outer costs.",
            lambda behind, here, ahead, h: (ahead - 2 * here + behind) / h**2,
        ),
    ],
    why="The cost rises by {rise} over a distance of {way}. You don't need C(w) itself.",
    impossible=[
        Impossible(
            "It's the mean of two slopes: from w − h to w, and from w to w + h. So it's between "
            "these two.",
            lambda number, behind, here, ahead, h: (
                abs(number * h - (ahead - behind) / 2) > abs(ahead - 2 * here + behind) / 2
            ),
        )
    ],
    look="How much does the cost rise from w − h to w + h, and how far apart are the two?",
    template=templates.CENTRAL,
)

suspect = Exercise(
    asks="Put the number of the mistake, 1 to 4, in the blank.",
    right=templates.suspect,
    given=(3, -0.4, 0.5, 0.8, 0.25),
    mistakes=wrong_choices(templates.suspect, 4),
    why=WHY,
    look="Write 1, 2, 3 or 4.",
    template=templates.SUSPECT,
)


def _passes(*sizes: int) -> Array:
    return np.array([2 * (weights(sizes) + sum(sizes[1:])), 2])


passes = Exercise(
    asks="Put the number of passes for nudging and for backpropagation in the blanks.",
    right=_passes,
    given=(3, 4, 2),
    mistakes=[
        Mistake(
            "only one pass is counted for each parameter",
            "Nudging both ways needs two for each: one with w + h and one with w − h.",
            lambda *sizes: [_passes(*sizes)[0] // 2, 2],
        ),
        Mistake(
            "the biases are forgotten",
            "Each neuron has a bias, and it's a parameter too: nudge it as well.",
            lambda *sizes: [2 * weights(sizes), 2],
        ),
        Mistake(
            "the biases are forgotten, and only one pass is counted for each weight",
            "Each neuron has a bias too. And nudging both ways needs two passes for each "
            "parameter.",
            lambda *sizes: [weights(sizes), 2],
        ),
        Mistake(
            "the inputs get a bias too",
            "An input doesn't add anything up: only neurons have a bias.",
            lambda *sizes: [2 * (weights(sizes) + sum(sizes)), 2],
        ),
        Mistake(
            "w is only nudged one way",
            "Nudging one way takes one pass for each parameter, plus one for where we "
            "are. Both ways it's 2P.",
            lambda *sizes: [_passes(*sizes)[0] // 2 + 1, 2],
        ),
        Mistake(
            "neurons are counted, not parameters",
            "Every single weight and every single bias is nudged.",
            lambda *sizes: [2 * sum(sizes[1:]), 2],
        ),
        Mistake(
            "only one of the two passes is counted",
            "Backpropagation goes once forward and once backward.",
            lambda *sizes: [_passes(*sizes)[0], 1],
        ),
        Mistake(
            "backpropagation is run once for every parameter",
            "It finds all derivatives in one pass forward and one pass back.",
            lambda *sizes: [_passes(*sizes)[0], _passes(*sizes)[0]],
        ),
    ],
    why="There are {weights} weights and {biases} biases, and each is nudged twice. "
    "Backpropagation goes forward and back once, even for a million parameters.",
    look="For nudging, count the wires of each layer, then one bias for each neuron: how many "
    "passes does each need? Backpropagation finds all derivatives at once.",
    names=(
        Later("the number of passes for nudging"),
        Later("the number of passes for backpropagation"),
    ),
    template=templates.PASSES,
)


def bowl(theta: Array) -> Any:
    """A cost with known slopes: Σ (k + 1)·θₖ² + θ₁."""
    return (np.arange(1, len(theta) + 1) * theta**2).sum() + theta[0]


def waves(theta: Array) -> Any:
    """A cost with strong curvature: Σ sin(2·θₖ + k)."""
    return np.sin(2 * theta + np.arange(len(theta))).sum()


def product_of_all(theta: Array) -> Any:
    """A cost in which each parameter's slope depends on all the others."""
    return np.exp(theta / 2).prod()


def six_neurons_cost(theta: Array) -> Any:
    """The cost of the lecture's network."""
    return loss(lecture.six_neurons().at(theta), lecture.X, lecture.TARGET)


def of_any_list(cost: Callable[[Array], Any]) -> Callable[[Any], Any]:
    """The cost, for a learner's list too."""
    return lambda theta: cost(np.asarray(theta))


two_lines = Code(
    Exercise(
        asks=REPLACE_EACH,
        right=central_difference,
        given=(bowl, np.array([1.0, -2.0, 0.5]), 0.1),
        mistakes=NUDGING,
        why="It knows nothing about networks, so it can check any gradient of any cost.",
        look="Only entry i of nudge is h, the others stay 0. The slope is the difference "
        "between cost(theta + nudge) and cost(theta - nudge), divided by (2 * h).",
        digits=6,
    ),
    [  # first curvature: the place of the 2 in 2h matters there
        (of_any_list(waves), np.array([0.3, -0.8, 1.7, 0.1]), 0.2),
        (of_any_list(bowl), np.array([1.0, -2.0, 0.5]), 0.1),
        (of_any_list(product_of_all), np.array([0.5, 1.5]), 0.3),
        (of_any_list(six_neurons_cost), lecture.six_neurons().theta, 0.5),
    ],
)


def _right(net: Network, x: Array, target: Array) -> Gradients:
    return network.gradient(net, x, target)


def _way_back(net: Network, x: Array, target: Array) -> tuple[Network, Trace, Array]:
    trace = network.forward(net, x)
    return net, trace, half_squared_error.d(trace.y, target)


def _scaled(found: Gradients, weights: float, biases: float) -> list[list[Array]]:
    return [[weights * one for one in found.dC_dw], [biases * one for one in found.dC_db]]


def _times_examples(*, weights: int, biases: int) -> Callable[..., list[list[Array]]]:
    def of(net: Network, x: Array, target: Array) -> list[list[Array]]:
        n = float(x.shape[1])
        return _scaled(_right(net, x, target), n**weights, n**biases)

    return of


def _divided_by_inputs(net: Network, x: Array, target: Array) -> list[list[Array]]:
    share = x.shape[1] / x.shape[0]
    return _scaled(_right(net, x, target), share, share)


def _of_last_example(share: Callable[[int], float]) -> Callable[..., list[list[Array]]]:
    def of(net: Network, x: Array, target: Array) -> list[list[Array]]:
        factor = share(x.shape[1])
        return _scaled(_right(net, x[:, -1:], target[:, -1:]), factor, factor)

    return of


def _of_mean_example(net: Network, x: Array, target: Array) -> list[list[Array]]:
    mean_x, mean_target = (one.mean(axis=1, keepdims=True) for one in (x, target))
    return w_and_b(_right(net, mean_x, mean_target))


def _several(sizes: tuple[int, ...], seed: int) -> tuple[Network, Array, Array]:
    net, x = forward_case(sizes, seed, examples=seed + 3)
    target = np.random.default_rng([seed, 2]).integers(0, 2, size=(sizes[-1], seed + 3))
    return net, x, target.astype(float)


IN_BATCHES = (*OF_Z, NO_SLOPE_AT_HIDDEN, *OF_W_IN_MATRICES, *OF_EXAMPLES)
UNSEEN = [_several(sizes, seed) for seed, sizes in enumerate(SIZES)]

whole_gradient = Code(
    Exercise(
        asks="Write the body of the function. It must return two lists, dC_dw and dC_db, "
        "each with one array per layer, first layer first.",
        right=lambda *given: w_and_b(_right(*given)),
        given=UNSEEN[0],
        mistakes=[
            *(mistake.on(_way_back, w_and_b) for mistake in (*IN_BATCHES, *OF_LISTS)),
            Mistake(
                "the weights get the sum over the examples, and the biases the mean",
                "Both need the mean. Put 1/n into ∂C/∂y, then add up in both.",
                _times_examples(weights=1, biases=0),
            ),
            Mistake(
                "the weights get the mean over the examples, and the biases the sum",
                "Both need the mean. Put 1/n into ∂C/∂y, then add up in both.",
                _times_examples(weights=0, biases=1),
            ),
            Mistake(
                "the sum is divided by the number of inputs, not the number of examples",
                "x has a column for each example: x.shape[1]. Its rows are the inputs.",
                _divided_by_inputs,
            ),
            Mistake(
                "the biases are averaged twice",
                "For the weights the matrix product adds up over the examples. Add "
                "up for the biases too.",
                _times_examples(weights=0, biases=-1),
            ),
            Mistake(
                "only the last example counts",
                "Each example must add to what the others gave: += in the loop, not =.",
                _of_last_example(lambda n: 1 / n),
            ),
            Mistake(
                "only the last example counts, and there's no 1/n",
                "Each example must add to what the others gave: += in the loop, not =. And the "
                "cost is their mean.",
                _of_last_example(lambda n: 1),
            ),
            Mistake(
                "the mean of the examples is taken before the network",
                "σ isn't linear: the gradient of the mean example isn't the mean of the gradients.",
                _of_mean_example,
            ),
            *wrong_factors(lambda *given: w_and_b(_right(*given)), WRONG_SIGN, TWICE, HALF),
        ],
        why="This is backpropagation for several examples at once. The lines are the "
        "same, because a matrix product adds up over the columns.",
        look="Try it with one example first, then check it with your own numeric "
        "check: which layers are right, the weights or the biases?",
        digits=6,
    ),
    UNSEEN,
)

predictions, sheet = collected(__name__)
