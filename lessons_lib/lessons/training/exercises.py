"""Lesson 08, exercises: updates, batches and the training loop."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from lessons_lib.exercise import REPLACE_BOTH, Code, Exercise, Prediction, Predictions
from lessons_lib.functions import Array, binary_cross_entropy, half_squared_error
from lessons_lib.language import Later
from lessons_lib.lessons.shared.unseen_networks import network
from lessons_lib.mistakes.descent import RATE_FORGOTTEN, STALE_GRADIENT, UPHILL, Descent
from lessons_lib.mistakes.mistake import Mistake
from lessons_lib.mistakes.wrong_factors import WRONG_SIGN, wrong_factor_in_one, wrong_factors
from lessons_lib.network import Layer, Network, gradient

Batch = tuple[Array, Array]

predictions = Predictions()

predict_updates = Prediction(
    call="check.predict_updates",
    asks=Later(
        "How many updates until every point is on its side of the line: about 3, 30 or 300?"
    ),
    truth=30,
    why=Later("After update 25 it is done. At first nothing seems to happen."),
    tempting=Later(
        "3: a step is thought to lead to the goal. 300: the first updates show nothing, and it "
        "is thought to go on like this."
    ),
    noted_in=predictions,
    choices=(3, 30, 300),
)

predict_zeros = Prediction(
    call="check.predict_zeros",
    asks=Later(
        "All weights and biases are 0. How many of the 105 parameters does update 1 change?"
    ),
    truth=0,
    why=Later(
        "Every wire but those of the inputs carries 0, and nothing comes back "
        "over a wire with the weight 0. At the bias of the output, circles and "
        "triangles pull equally."
    ),
    tempting=Later("105: every parameter is thought to have a gradient that is not 0."),
    noted_in=predictions,
)


def _updates(n: int, size: int, epochs: int) -> int:
    return epochs * -(-n // size)


updates = Exercise(
    call="check.updates",
    asks=Later("Put the number of updates in the place of the blank."),
    right=_updates,
    given=(100, 16, 10),
    mistakes=[
        Mistake(
            Later("the last, smaller batch of each epoch is left out"),
            Later("The points that are left make a batch too: round up."),
            lambda n, size, epochs: epochs * (n // size),
        ),
        Mistake(
            Later("nothing is rounded"),
            Later("An update is made or not: round up, to a whole number for each epoch."),
            lambda n, size, epochs: epochs * n / size,
        ),
        Mistake(
            Later("it is rounded only at the end"),
            Later("A batch does not reach into the next epoch: round up for each epoch."),
            lambda n, size, epochs: -(-epochs * n // size),
        ),
        Mistake(
            Later("it is rounded only at the end, and down"),
            Later("The points that are left make a batch too: round up, for each epoch."),
            lambda n, size, epochs: epochs * n // size,
        ),
        Mistake(
            Later("only one epoch is counted, without its last, smaller batch"),
            Later("The points that are left make a batch too. And how many epochs are asked for?"),
            lambda n, size, epochs: n // size,
        ),
        Mistake(
            Later("only one epoch is counted"),
            Later("That is right for one epoch. How many are asked for?"),
            lambda n, size, epochs: -(-n // size),
        ),
        Mistake(
            Later("each point counts as an update"),
            Later("All points of a batch together make one update."),
            lambda n, size, epochs: epochs * n,
        ),
        Mistake(
            Later("each epoch counts as an update"),
            Later("That would be so with the full batch."),
            lambda n, size, epochs: epochs,
        ),
    ],
    why=Later("In each epoch six batches of 16, and one of the 4 points that are left."),
    look=Later("How many batches are there in one epoch, and how many epochs?"),
)


def _mean_gradient(a: Array, y: Array, target: Array) -> Array:
    return np.array([(a * (y - target)).mean(), (y - target).mean()])


BATCH_NAMES = (Later("the gradient of the weight"), Later("the gradient of the bias"))

batch = Exercise(
    call="check.batch",
    asks=Later(
        "Put the gradient of the weight and the gradient of the bias, both for "
        "the whole batch, in the place of the blanks."
    ),
    right=_mean_gradient,
    given=(
        np.array([0.5, -0.5, 0.8, 0.2]),
        np.array([0.9, 0.6, 0.3, 0.4]),
        np.array([1.0, 0.0, 1.0, 0.0]),
    ),
    mistakes=[
        Mistake(
            Later("the sum over the points is taken, not the mean"),
            Later("L is the mean of C over the points: divide by how many there are."),
            lambda a, y, target: len(a) * _mean_gradient(a, y, target),
        ),
        Mistake(
            Later("it is divided by the number of points twice"),
            Later("Add the points up, and divide once."),
            lambda a, y, target: _mean_gradient(a, y, target) / len(a),
        ),
        Mistake(
            Later("the means are taken first, and then multiplied"),
            Later("First multiply for each point, forward × backward. Then take the mean."),
            lambda a, y, target: np.array([a.mean(), 1]) * (y - target).mean(),
        ),
        Mistake(
            Later("only the last point is counted"),
            Later("Each point of the batch has its say: take the mean over all."),
            lambda a, y, target: np.array([a[-1], 1]) * (y - target)[-1],
        ),
        Mistake(
            Later("∂C/∂z is multiplied by the neuron’s own output"),
            Later("∂z/∂w is what the wire brings: a, and not y."),
            lambda a, y, target: _mean_gradient(y, y, target),
        ),
        Mistake(
            Later("the bias gets what the weight gets"),
            Later("The wire of a bias carries 1, not a."),
            lambda a, y, target: np.full(2, _mean_gradient(a, y, target)[0]),
        ),
        Mistake(
            Later("σ′ is put in"),
            Later(
                "This is the gradient for ½·(y − ŷ)². With the cross-entropy ∂C/∂z is simply y − ŷ."
            ),
            lambda a, y, target: _mean_gradient(
                a, y * (1 - y) * (y - target), np.zeros_like(target)
            ),
        ),
        *wrong_factors(_mean_gradient, WRONG_SIGN),
        *wrong_factor_in_one(_mean_gradient, BATCH_NAMES),
    ],
    why=Later("One weight, four wishes: it follows their mean."),
    look=Later(
        "For each point ∂C/∂z is y − ŷ, and ∂C/∂w is a times that. Then the mean over the points."
    ),
    names=BATCH_NAMES,
)

line = Exercise(
    call="check.line",
    asks=Later("Put the number of the line with the mistake, 1 to 6, in the place of the blank."),
    right=lambda: 6,
    given=(),
    mistakes=[
        Mistake("", Later("Line 1 is right: an empty memory is 0."), lambda: 1),
        Mistake("", Later("Line 2 is right: backward needs what forward has noted."), lambda: 2),
        Mistake(
            "", Later("Line 3 is right: over the points of one batch gradients add up."), lambda: 3
        ),
        Mistake(
            "", Later("Line 4 is right: the mean of 32 is their sum divided by 32."), lambda: 4
        ),
        Mistake("", Later("Line 5 is right: all parameters, and against the gradient."), lambda: 5),
    ],
    why=Later(
        "It must go on with line 1. Otherwise g still holds the old gradients, and they add up."
    ),
    look=Later("Write a number from 1 to 6."),
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
        call="check.loop",
        asks=REPLACE_BOTH,
        right=_trained,
        given=UNSEEN[0],
        mistakes=[
            *(mistake.on(_batch_by_batch) for mistake in (UPHILL, RATE_FORGOTTEN, STALE_GRADIENT)),
            Mistake(
                Later("every gradient is taken at the start"),
                Later("After an update the network is another one: net.at(theta)."),
                lambda net, batches, eta: _trained(
                    net, batches, eta, lambda _, *batch: _slope(net, *batch)
                ),
            ),
            Mistake(
                Later("every update begins at the start again"),
                Later("Go on from where the last update led: theta, and not net.theta."),
                _from_the_start,
            ),
            Mistake(
                Later("theta is only the last step, and not where it leads"),
                Later("Add the step to where you stand: θ − η·∇L."),
                _steps_only,
            ),
            Mistake(
                Later("only the first batch is used"),
                Later("Return θ behind the loop, not in it."),
                lambda net, batches, eta: _trained(net, batches[:1], eta),
            ),
            Mistake(
                Later("only the last batch is used"),
                Later("Each batch makes an update: go on from where the one before has led."),
                lambda net, batches, eta: _trained(net, batches[-1:], eta),
            ),
            Mistake(
                Later("the biases are forgotten"),
                Later("A bias is learnt like any other weight."),
                _with(_weights_only),
            ),
            Mistake(
                Later("the sum over the points is taken, not the mean"),
                Later(
                    "L is the mean over the points of the batch, and gradient(…) takes it already."
                ),
                _with(lambda net, x, target: x.shape[1] * _slope(net, x, target)),
            ),
            Mistake(
                Later("it is divided by the number of points once too often"),
                Later(
                    "L is the mean over the points of the batch, and gradient(…) takes it already."
                ),
                _with(lambda net, x, target: _slope(net, x, target) / x.shape[1]),
            ),
            Mistake(
                Later("the cost is ½·(y − ŷ)², not the cross-entropy"),
                Later("Give gradient(…) the cost as well: binary_cross_entropy."),
                _with(lambda net, x, target: gradient(net, x, target, half_squared_error).theta),
            ),
        ],
        why=Later(
            "These two lines are all there is to training: backpropagation finds the "
            "gradient, gradient descent uses it."
        ),
        look=Later(
            "The first line is the gradient of this batch at the present theta. The "
            "second one is theta - eta * g."
        ),
        digits=6,
    ),
    UNSEEN,
)
