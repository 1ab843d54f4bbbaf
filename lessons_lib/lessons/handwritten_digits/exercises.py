"""Lesson 10, exercises: reading the outputs, and the gradient in a deep network."""

from dataclasses import replace
from operator import index
from typing import Any

import numpy as np

from lessons_lib.data import accuracy as share_right
from lessons_lib.data import one_hot
from lessons_lib.exercise import Code, Exercise, Prediction, Predictions
from lessons_lib.functions import Array, identity, sigmoid, softmax
from lessons_lib.language import Later
from lessons_lib.mistakes.backward import (
    FIRST_PATH_ONLY,
    LAST_PATH_ONLY,
    MEAN_OF_PATHS,
    NOT_TRANSPOSED,
    SIGMA_FOR_SLOPE,
    SLOPE_OF_A,
    WEIGHT_FORGOTTEN,
)
from lessons_lib.mistakes.mistake import Mistake
from lessons_lib.mistakes.wrong_factors import (
    PERCENT,
    TEN_TIMES,
    TENTH,
    WRONG_SIGN,
    wrong_factor_in_one,
    wrong_factors,
)
from lessons_lib.network import Layer, Network, Trace, forward

predictions = Predictions()

predict_epochs = Prediction(
    call="check.predict_epochs",
    asks=Later("How many epochs until nine of ten held-out digits are named right?"),
    truth=2,
    why=Later("Two epochs are 90 steps, and each of them uses 32 pictures."),
    tempting=Later("A large number: an epoch is taken for a single step."),
    noted_in=predictions,
)

predict_share = Prediction(
    call="check.predict_share",
    asks=Later(
        "With eight hidden layers of sigmoids, what share of ∂C/∂z arrives in "
        "layer 1? Put 1 for about a tenth, 2 for about a thousandth and 3 for "
        "less."
    ),
    truth=3,
    why=Later("About ¼ in each layer, and that eight times: about one hundred-thousandth."),
    tempting=Later("1 or 2: ¼ is used once or a few times, and not eight times."),
    noted_in=predictions,
    choices=(1, 2, 3),
)


def _share(wrong: int, n: int, learnt: int) -> float:
    return (n - wrong) / n


accuracy = Exercise(
    call="check.accuracy",
    asks=Later("Put the share of right answers, a number from 0 to 1, in the place of the blank."),
    right=_share,
    given=(17, 359, 1438),
    mistakes=[
        Mistake(
            Later("it is the share of the wrong answers"),
            Later("Asked for is the share of the right ones."),
            lambda wrong, n, learnt: wrong / n,
        ),
        Mistake(
            Later("the right answers are counted"),
            Later("A share is their number divided by the number of all held-out digits."),
            lambda wrong, n, learnt: n - wrong,
        ),
        Mistake(
            Later("the right answers are divided by the wrong ones"),
            Later("Divide them by all held-out digits."),
            lambda wrong, n, learnt: (n - wrong) / wrong,
        ),
        Mistake(
            Later("it is divided by the number of digits it trains on"),
            Later(
                "The mistakes were made with held-out digits: divide by how many of them there are."
            ),
            lambda wrong, n, learnt: (learnt - wrong) / learnt,
        ),
        Mistake(
            Later("it is divided by the number of all digits"),
            Later(
                "The mistakes were made with held-out digits: divide by how many of them there are."
            ),
            lambda wrong, n, learnt: (n + learnt - wrong) / (n + learnt),
        ),
        Mistake(
            Later("the wrong answers are divided by the right ones"),
            Later("Asked for are the right ones, as a share of all held-out digits."),
            lambda wrong, n, learnt: wrong / (n - wrong),
        ),
        Mistake(
            Later("it is the share of the wrong answers, in percent"),
            Later("Asked for is the share of the right ones, as a number from 0 to 1."),
            lambda wrong, n, learnt: 100 * wrong / n,
        ),
        *wrong_factors(_share, PERCENT, TENTH),
    ],
    why=Later("Always say which digits it is a share of: those held out."),
    look=Later("How many answers are right, and how many are there?"),
)


def _target(y: Array, digit: int) -> Array:
    return one_hot([index(digit)], len(y))[:, 0]


def _dC_dz(y: Array, digit: int) -> Array:
    return y - _target(y, digit)


OUTPUT_NAMES = [Later("∂C/∂z of the digit {digit}", digit=digit) for digit in range(3)]

output = Exercise(
    call="check.output",
    asks=Later(
        "Put ∂C/∂z of the three outputs, for the digits 0, 1 and 2, in the place of the blanks."
    ),
    right=_dC_dz,
    given=(np.array([0.7, 0.2, 0.1]), 2),
    mistakes=[
        Mistake(
            Later("the digits are counted from 1"),
            Later("The first output belongs to the digit 0, so the target 1 stands at the third."),
            lambda y, digit: _dC_dz(y, digit - 1),
        ),
        Mistake(
            Later("the target is where y is largest"),
            Later("That is what the network says. The target is the digit that it is."),
            lambda y, digit: _dC_dz(y, int(np.argmax(y))),
        ),
        Mistake(
            Later("σ′ is put in"),
            Later("For softmax with the cross-entropy, ∂C/∂z is simply y − ŷ."),
            lambda y, digit: y * (1 - y) * _dC_dz(y, digit),
        ),
        Mistake(
            Later("this is ∂C/∂y, and not ∂C/∂z"),
            Later("Softmax lies between y and z: together with the cross-entropy it makes y − ŷ."),
            lambda y, digit: -_target(y, digit) / y,
        ),
        Mistake(
            Later("only the right digit gets a ∂C/∂z"),
            Later(
                "All three z move all three outputs: ∂C/∂z is y − ŷ, also where the target is 0."
            ),
            lambda y, digit: _target(y, digit) * _dC_dz(y, digit),
        ),
        Mistake(
            Later("the target is forgotten"),
            Later("From the output that belongs to the right digit, 1 is subtracted."),
            lambda y, digit: y,
        ),
        Mistake(
            Later("1 is subtracted from each output"),
            Later("The target is 1 only for the digit that it is, and 0 for the others."),
            lambda y, digit: y - 1,
        ),
        Mistake(
            Later("σ′ alone is computed"),
            Later("∂C/∂z is y − ŷ: it needs the target."),
            lambda y, digit: y * (1 - y),
        ),
        Mistake(
            Later("the target itself is given"),
            Later("Subtract it from the outputs: y − ŷ."),
            _target,
        ),
        Mistake(
            Later("the cost itself is given"),
            Later("Asked for is its derivative: how much C grows when z grows."),
            lambda y, digit: -_target(y, digit) * np.log(y),
        ),
        Mistake(
            Later("the logarithms of the outputs are given"),
            Later("The logarithm is in the cost. Its derivative by z is y − ŷ."),
            lambda y, digit: np.log(y),
        ),
        *wrong_factors(_dC_dz, WRONG_SIGN),
        *wrong_factor_in_one(_dC_dz, OUTPUT_NAMES),
    ],
    why=Later("The right output is pulled up, the others are pushed down, and together it is 0."),
    look=Later("It is y − ŷ, one by one, and ŷ is 1 for the digit that it is."),
    names=OUTPUT_NAMES,
)


def _pixels(x: Array, w: Array, dC_dz: Array) -> tuple[Network, Trace, Array]:
    """The layer after the pixels as a network in which ∂C/∂x is ∂C/∂z of the first layer."""
    count = len(x)
    net = Network(
        [
            Layer(np.eye(count), np.zeros((count, 1)), identity),
            Layer(w, np.zeros((len(w), 1)), identity),
        ]
    )
    return net, forward(net, x[:, None]), dC_dz[:, None]


def _dC_dx(x: Array, w: Array, dC_dz: Array) -> Array:
    found: Array = w.T @ dC_dz
    return found


PIXEL_NAMES = (Later("∂C/∂x of the first pixel"), Later("∂C/∂x of the second pixel"))

pixel = Exercise(
    call="check.pixel",
    asks=Later("Put ∂C/∂x of the first and of the second pixel in the place of the blanks."),
    right=_dC_dx,
    given=(np.array([0.5, 0.25]), np.array([[1.0, -2.0], [3.0, 0.5]]), np.array([0.2, -0.1])),
    mistakes=[
        *(
            mistake.on(_pixels, lambda gradients: gradients.dC_dz[0][:, 0])
            for mistake in (
                NOT_TRANSPOSED,
                WEIGHT_FORGOTTEN,
                FIRST_PATH_ONLY,
                LAST_PATH_ONLY,
                MEAN_OF_PATHS,
            )
        ),
        Mistake(
            Later("a σ′ is put in for the pixels"),
            Later("A pixel is no neuron and has no σ: over its wires comes ∂C/∂x, ready."),
            lambda x, w, dC_dz: x * (1 - x) * _dC_dx(x, w, dC_dz),
        ),
        Mistake(
            Later("∂C/∂z is multiplied by the pixels"),
            Later(
                "With what the wire carries you get ∂C/∂w. To get back to x, multiply by "
                "the weights."
            ),
            lambda x, w, dC_dz: x * dC_dz,
        ),
        Mistake(
            Later("∂C/∂x is multiplied by the pixels"),
            Later("How dark the pixels are does not matter: back over a wire goes its weight."),
            lambda x, w, dC_dz: x * _dC_dx(x, w, dC_dz),
        ),
        Mistake(
            Later("z of the two neurons is computed, the way forward"),
            Later("Asked for is the way back: weight times ∂C/∂z, over the wires of a pixel."),
            lambda x, w, dC_dz: w @ x,
        ),
        *wrong_factors(_dC_dx, WRONG_SIGN),
        *wrong_factor_in_one(_dC_dx, PIXEL_NAMES),
    ],
    why=Later("Both are negative: ink in either pixel makes the cost smaller."),
    look=Later(
        "For each pixel take its two wires: weight times ∂C/∂z of the neuron at "
        "the end. Add them up."
    ),
    names=PIXEL_NAMES,
)


def _left(a: Array, w: float) -> Any:
    return np.prod(w * a * (1 - a))


left = Exercise(
    call="check.left",
    asks=Later("Put what is left of ∂C/∂a, as a share of it, in the place of the blank."),
    right=_left,
    given=(np.array([0.4, 0.9, 0.2]), 2.0),
    mistakes=[
        Mistake(
            Later("each amplifier counts as ¼"),
            Later("¼ is the most it can be. Here it is σ′(z) = a·(1 − a)."),
            lambda a, w: (w / 4) ** len(a),
        ),
        Mistake(
            Later("the weights are forgotten"),
            Later("Back over a wire, multiply by its weight."),
            lambda a, w: np.prod(a * (1 - a)),
        ),
        Mistake(
            Later("the weight is used only once"),
            Later("There are three wires, and each multiplies by its weight."),
            lambda a, w: w * np.prod(a * (1 - a)),
        ),
        Mistake(
            Later("the weights are added"),
            Later("Along a path we multiply, the weights too."),
            lambda a, w: len(a) * w * np.prod(a * (1 - a)),
        ),
        Mistake(
            Later("each amplifier counts as ¼, and the weights are forgotten"),
            Later("¼ is the most it can be: here it is a·(1 − a). And each wire has a weight."),
            lambda a, w: 0.25 ** len(a),
        ),
        Mistake(
            Later("the layers are added up"),
            Later("Along a path we multiply."),
            lambda a, w: np.sum(w * a * (1 - a)),
        ),
        replace(SIGMA_FOR_SLOPE, of=lambda a, w: np.prod(w * a)),
        Mistake(
            Later("1 − a stands where σ′(z) belongs"),
            Later("It is a factor: σ′(z) = a·(1 − a)."),
            lambda a, w: np.prod(w * (1 - a)),
        ),
        replace(SLOPE_OF_A, of=lambda a, w: np.prod(w * sigmoid.d(a))),
        Mistake(
            Later("the first layer is left out"),
            Later("Its neuron is an amplifier, too."),
            lambda a, w: _left(a[1:], w),
        ),
        Mistake(
            Later("the last layer is left out"),
            Later("Its neuron is an amplifier, too."),
            lambda a, w: _left(a[:-1], w),
        ),
        *wrong_factors(_left, WRONG_SIGN, PERCENT, TEN_TIMES, TENTH),
    ],
    why=Later(
        "Three layers, and less than 3 % are left, although every weight doubles what passes."
    ),
    look=Later("For each layer the weight times a·(1 − a), and along the path multiply."),
)


def _case(classes: int, n: int, seed: int) -> tuple[Any, ...]:
    """(y, target) of a network with good accuracy."""
    rng = np.random.default_rng(seed)
    target = one_hot(rng.integers(0, classes, size=n), classes)
    return softmax(rng.normal(size=target.shape) + 2 * target), target


UNSEEN = [_case(10, 40, 0), _case(3, 7, 1), _case(5, 5, 2)]

my_accuracy = Code(
    Exercise(
        call="check.my_accuracy",
        asks=Later("Write the body of the function, and let it return the share of right answers."),
        right=share_right,
        given=UNSEEN[0],
        mistakes=[
            Mistake(
                Later("the right answers are counted"),
                Later("A share is their number divided by the number of pictures."),
                lambda y, target: share_right(y, target) * y.shape[1],
            ),
            Mistake(
                Later("it is the share of the wrong answers"),
                Later("Asked for is the share of the right ones."),
                lambda y, target: 1 - share_right(y, target),
            ),
            Mistake(
                Later("the largest number is looked for in each row, not in each column"),
                Later("One column is one picture: argmax(axis=0)."),
                lambda y, target: share_right(y.T, target.T),
            ),
            Mistake(
                Later("each output is compared with its target, number by number"),
                Later("An output is nearly never 0 or 1. Compare where the largest one is."),
                lambda y, target: np.mean(y == target),
            ),
            Mistake(
                Later("it is divided by the number of outputs, not of pictures"),
                Later("y has a row for each output and a column for each picture: y.shape[1]."),
                lambda y, target: share_right(y, target) * y.shape[1] / len(y),
            ),
            Mistake(
                Later("an answer counts only where its output is above ½"),
                Later("What the network says is the largest output, however small it is."),
                lambda y, target: np.mean(((y > 0.5) & (target > 0.5)).any(axis=0)),
            ),
            Mistake(
                Later("each output is compared with ½ on its own"),
                Later(
                    "An answer is one digit, the largest of its column, not ten times yes or no."
                ),
                lambda y, target: np.mean((y > 0.5) == (target > 0.5)),
            ),
            *wrong_factors(share_right, PERCENT),
        ],
        why=Later("With this number you can judge any network that sorts things into classes."),
        look=Later(
            "y.argmax(axis=0) is what the network says for each picture. Compare it "
            "with the same for the target, and take the mean."
        ),
        digits=6,
    ),
    UNSEEN,
)
