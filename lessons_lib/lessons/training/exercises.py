"""Lesson 08, exercises: updates, batches and the training loop."""

from collections.abc import Callable, Sequence
from math import ceil
from typing import Any

import numpy as np

from lessons_lib.exercise import REPLACE_EACH, Code, Exercise, Prediction, collected
from lessons_lib.exercise.template import Template
from lessons_lib.functions import Array, binary_cross_entropy, half_squared_error
from lessons_lib.language import Later
from lessons_lib.lessons.shared.unseen_networks import network
from lessons_lib.mistakes.descent import RATE_FORGOTTEN, STALE_GRADIENT, UPHILL, Descent
from lessons_lib.mistakes.mistake import Impossible, Mistake
from lessons_lib.network import Layer, Network, gradient

Batch = tuple[Array, Array]


predict_updates = Prediction(
    asks="How many updates until every point is on the correct side of the line: "
    "about 3, 30 or 300?",
    truth=30,
    why="After update 25 it's done. At first nothing seems to happen.",
    tempting="3, as if one step were enough. 300, as if it went on like the first updates, "
    "which seem to do nothing.",
    choices=(3, 30, 300),
)

predict_zeros = Prediction(
    asks="All weights and biases are 0. How many of the 105 parameters does update 1 change?",
    truth=0,
    why="Every wire except those from the inputs carries 0, and nothing comes back along "
    "a wire with weight 0. At the output's bias, circles and triangles cancel out.",
    tempting="105, as if every parameter had a gradient other than 0.",
    choices=range(106),
)


def _numbers_of_updates(n: int, size: int, epochs: int) -> dict[str, float]:
    full, left = divmod(n, size)
    return {
        **{"size": size, "epochs": epochs, "full": full, "left": left},
        **{"used": n - left, "batches": full + 1},
    }


updates = Exercise(
    asks="Put the number of updates in the blank.",
    right=lambda n, size, epochs: epochs * ceil(n / size),
    given=(100, 16, 10),
    mistakes=[
        Mistake(
            "the last, smaller batch of each epoch is left out",
            "The points left over make a batch too: round up.",
            lambda n, size, epochs: epochs * (n // size),
        ),
        Mistake(
            "you don't round at all",
            "There's no such thing as half an update: round up, to a whole number for each epoch.",
            lambda n, size, epochs: epochs * n / size,
        ),
        Mistake(
            "you round only at the end",
            "A batch doesn't run on into the next epoch: round up for each epoch.",
            lambda n, size, epochs: ceil(epochs * n / size),
        ),
        Mistake(
            "you round only at the end, and down",
            "The points left over make a batch too: round up, for each epoch.",
            lambda n, size, epochs: epochs * n // size,
        ),
        Mistake(
            "only one epoch is counted, without its last, smaller batch",
            "The points left over make a batch too. And how many epochs does the question ask for?",
            lambda n, size, epochs: n // size,
        ),
        Mistake(
            "only one epoch is counted",
            "That's right for one epoch. How many does the question ask for?",
            lambda n, size, epochs: ceil(n / size),
        ),
        Mistake(
            "each point counts as an update",
            "All points of a batch together make one update.",
            lambda n, size, epochs: epochs * n,
        ),
        Mistake(
            "each epoch counts as an update",
            "That would be true of the full batch.",
            lambda n, size, epochs: epochs,
        ),
    ],
    why="Each epoch has {full} batches of {size}, and a last one with the remaining {left} points.",
    impossible=[
        Impossible(
            "Every epoch has the same number of updates. So their total is a multiple of {epochs}.",
            lambda number, n, size, epochs: number % epochs != 0,
        )
    ],
    look="How many batches are there in one epoch, and how many epochs?",
    template=Template(
        draw=lambda draw: (
            100,
            draw.pick(6, 7, 8, 9, 12, 13, 14, 15, 16, 17, 18, 19, 21, 22, 23, 24, 26, 28, 30, 32),
            draw.whole(3, 20),
        ),
        numbers=_numbers_of_updates,
        marked="\n".join(("{size}", "{epochs}", "{full}", "{used}", "{epochs} * {batches}")),
    ),
)


def _mean_gradient(a: Array, y: Array, target: Array) -> Array:
    return np.array([(a * (y - target)).mean(), (y - target).mean()])


def _batch(a: Array, y: Array, target: Array) -> dict[str, float]:
    named = {"a": a, "y": y, "t": target, "e": y - target, "p": a * (y - target)}
    return {f"{name}{i}": value for name, row in named.items() for i, value in enumerate(row)}


batch = Exercise(
    asks="Put the gradient of the weight and the gradient of the bias, both for "
    "the whole batch, in the blanks.",
    right=_mean_gradient,
    given=(
        np.array([0.5, -0.5, 0.8, 0.2]),
        np.array([0.9, 0.6, 0.3, 0.4]),
        np.array([1.0, 0.0, 1.0, 0.0]),
    ),
    mistakes=[
        Mistake(
            "the points are added, not averaged",
            "L is the mean of C over the points: divide by how many there are.",
            lambda a, y, target: len(a) * _mean_gradient(a, y, target),
        ),
        Mistake(
            "the sum is divided by the number of points twice",
            "Add the gradients up, and divide once.",
            lambda a, y, target: _mean_gradient(a, y, target) / len(a),
        ),
        Mistake(
            "the means are taken first, then multiplied",
            "First multiply for each point, forward × backward. Then take the mean.",
            lambda a, y, target: np.array([a.mean(), 1]) * (y - target).mean(),
        ),
        Mistake(
            "only the last point is counted",
            "Every point of the batch has its say: take the mean over them all.",
            lambda a, y, target: np.array([a[-1], 1]) * (y - target)[-1],
        ),
        Mistake(
            "∂C/∂z is multiplied by the neuron's own output",
            "∂z/∂w is what the wire carries: a, not y.",
            lambda a, y, target: _mean_gradient(y, y, target),
        ),
        Mistake(
            "the bias gets what the weight gets",
            "The wire of a bias carries 1, not a.",
            lambda a, y, target: np.full(2, _mean_gradient(a, y, target)[0]),
        ),
        Mistake(
            "σ′ is included",
            "This is the gradient for ½·(y − ŷ)². With cross-entropy ∂C/∂z is simply y − ŷ.",
            lambda a, y, target: _mean_gradient(
                a, y * (1 - y) * (y - target), np.zeros_like(target)
            ),
        ),
    ],
    why="Four points, four gradients: the weight follows their mean.",
    look="For each point ∂C/∂z is y − ŷ, and ∂C/∂w is a times that. Then the mean over the points.",
    names=(Later("the gradient of the weight"), Later("the gradient of the bias")),
    template=Template(
        draw=lambda draw: (
            np.array(draw.distinct(4, lambda: draw.signed(0.1, 0.9))),
            np.array([draw.decimal(0.1, 0.9) for _ in range(4)]),
            np.array([float(draw.pick(0, 1)) for _ in range(4)]),
        ),
        numbers=_batch,
        marked=r"""
| {a0:m} | {y0} | {t0} |
| {a1:m} | {y1} | {t1} |
| {a2:m} | {y2} | {t2} |
| {a3:m} | {y3} | {t3} |
{e0:m}
{p0:m}
{p1:m}
{p2:m}
{p3:m}
[({p0} {p1:+} {p2:+} {p3:+}) / 4, ({e0} {e1:+} {e2:+} {e3:+}) / 4]
""",
    ),
)

line = Exercise(
    asks="Put the number of the line with the mistake, 1 to 6, in the blank.",
    right=lambda: 6,
    given=(),
    mistakes=[
        Mistake("", "Line 1 is right: g must start at 0.", lambda: 1),
        Mistake(
            "", "Line 2 is right: the backward pass needs what the forward pass saved.", lambda: 2
        ),
        Mistake("", "Line 3 is right: the gradients of one batch add up.", lambda: 3),
        Mistake("", "Line 4 is right: the mean is the sum divided by 32.", lambda: 4),
        Mistake("", "Line 5 is right: all parameters move against the gradient.", lambda: 5),
    ],
    why="It must go back to line 1. Otherwise g still holds the old gradients, and they add up.",
    look="Write a number from 1 to 6.",
)


def _slope(net: Network, x: Array, target: Array) -> Array:
    return gradient(net, x, target, binary_cross_entropy).theta


def _weights_only(net: Network, x: Array, target: Array) -> Array:
    """The gradient with all biases' entries set to 0."""
    layers = [Layer(np.ones_like(layer.w), np.zeros_like(layer.b)) for layer in net.layers]
    return _slope(net, x, target) * Network(layers).theta


def _batch_by_batch(
    net: Network,
    batches: Sequence[Batch],
    eta: float,
    slope: Callable[[Network, Array, Array], Array] = _slope,
) -> tuple[Any, ...]:
    """Training as gradient descent: each step uses the gradient of the next batch."""
    coming = iter(batches)
    return lambda theta: slope(net.at(theta), *next(coming)), net.theta, eta, len(batches)


def _trained(*given: Any) -> Any:
    """θ after one update per batch."""
    return Descent()(*_batch_by_batch(*given))


def _with(slope: Callable[[Network, Array, Array], Array]) -> Callable[..., Any]:
    return lambda net, batches, eta: _trained(net, batches, eta, slope)


def _from_the_start(net: Network, batches: Sequence[Batch], eta: float) -> Array:
    theta = net.theta
    for x, target in batches:
        theta = net.theta - eta * _slope(net.at(theta), x, target)
    return theta


def _steps_only(net: Network, batches: Sequence[Batch], eta: float) -> Array:
    theta = net.theta
    for x, target in batches:
        theta = -eta * _slope(net.at(theta), x, target)
    return theta


def _case(sizes: Sequence[int], counts: Sequence[int], eta: float) -> tuple[Any, ...]:
    """(net, batches, eta), with this many points in each batch."""
    rng = np.random.default_rng(len(counts))
    batches = [
        (rng.normal(size=(sizes[0], n)), rng.integers(0, 2, size=(sizes[-1], n)).astype(float))
        for n in counts
    ]
    return network(sizes, seed=len(counts)), batches, eta


UNSEEN = [
    _case((2, 3, 1), (4, 4, 3), 0.3),
    _case((1, 1), (2, 1), 1.0),
    _case((3, 4, 4, 2), (8, 8, 8, 5), 0.2),
]

loop = Code(
    Exercise(
        asks=REPLACE_EACH,
        right=_trained,
        given=UNSEEN[0],
        mistakes=[
            *(mistake.on(_batch_by_batch) for mistake in (UPHILL, RATE_FORGOTTEN, STALE_GRADIENT)),
            Mistake(
                "every gradient is taken at the start",
                "After an update it's a different network: net.at(theta).",
                lambda net, batches, eta: _trained(
                    net, batches, eta, lambda _, *batch: _slope(net, *batch)
                ),
            ),
            Mistake(
                "every update starts from the beginning again",
                "Go on from where the last update led: theta, not net.theta.",
                _from_the_start,
            ),
            Mistake(
                "theta is only the last step, not where it leads",
                "Add the step to where you are: θ − η·∇L.",
                _steps_only,
            ),
            Mistake(
                "only the first batch is used",
                "Return θ after the loop, not inside it.",
                lambda net, batches, eta: _trained(net, batches[:1], eta),
            ),
            Mistake(
                "only the last batch is used",
                "Each batch makes an update: go on from where the one before led.",
                lambda net, batches, eta: _trained(net, batches[-1:], eta),
            ),
            Mistake(
                "the biases are forgotten",
                "A bias is learnt like any other weight.",
                _with(_weights_only),
            ),
            Mistake(
                "the points are added, not averaged",
                "L is the mean over the points of the batch, and gradient(…) already takes it.",
                _with(lambda net, x, target: x.shape[1] * _slope(net, x, target)),
            ),
            Mistake(
                "the sum is divided by the number of points twice",
                "L is the mean over the points of the batch, and gradient(…) already takes it.",
                _with(lambda net, x, target: _slope(net, x, target) / x.shape[1]),
            ),
            Mistake(
                "the cost is ½·(y − ŷ)², not cross-entropy",
                "Give gradient(…) the cost as well: binary_cross_entropy.",
                _with(lambda net, x, target: gradient(net, x, target, half_squared_error).theta),
            ),
        ],
        why="These two lines are all there is to training: backpropagation finds the "
        "gradient, gradient descent uses it.",
        look="The first line is the gradient of this batch at the current theta. The second "
        "is theta - eta * g.",
        digits=6,
    ),
    UNSEEN,
)

predictions, sheet = collected(__name__)
