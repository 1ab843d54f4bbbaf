"""Lesson 10, exercises: reading the outputs, and the gradient in a deep network."""

from dataclasses import replace
from operator import index
from typing import Any

import numpy as np

from lessons_lib.data import accuracy as share_right
from lessons_lib.data import one_hot
from lessons_lib.exercise import Code, Exercise, Prediction, collected
from lessons_lib.functions import Array, sigmoid, softmax
from lessons_lib.language import Later
from lessons_lib.lessons.handwritten_digits import templates
from lessons_lib.lessons.handwritten_digits.pixel_layer import dC_dx, pixels
from lessons_lib.mistakes.backward import (
    FIRST_PATH_ONLY,
    LAST_PATH_ONLY,
    MEAN_OF_PATHS,
    NOT_TRANSPOSED,
    SIGMA_FOR_SLOPE,
    SLOPE_OF_A,
    WEIGHT_FORGOTTEN,
)
from lessons_lib.mistakes.mistake import Impossible, Mistake
from lessons_lib.mistakes.wrong_factors import (
    PERCENT,
    wrong_factors,
)

predict_epochs = Prediction(
    asks="How many epochs until nine in ten held-out digits are classified correctly?",
    truth=2,
    why="Two epochs are 90 steps, and each of them uses 32 pictures.",
    tempting="A large number, as if an epoch were a single step.",
    choices=range(1, 10_001),
)

predict_share = Prediction(
    asks="With eight hidden layers of sigmoids, what fraction of ∂C/∂z reaches layer 1? Put 1 "
    "for about a tenth, 2 for about a thousandth and 3 for less.",
    truth=3,
    why="About ¼ in each layer, eight times over: about one hundred-thousandth.",
    tempting="1 or 2: ¼ is used once or a few times, not eight.",
    choices=(1, 2, 3),
)


def _share(wrong: int, n: int, learnt: int) -> float:
    return (n - wrong) / n


accuracy = Exercise(
    asks="Put the fraction of right answers, a number from 0 to 1, in the blank.",
    right=_share,
    given=(17, 359, 1438),
    mistakes=[
        Mistake(
            "the fraction of wrong answers is given",
            "We want the fraction that's right.",
            lambda wrong, n, learnt: wrong / n,
        ),
        Mistake(
            "the right answers are counted",
            "Divide their number by the number of held-out digits.",
            lambda wrong, n, learnt: n - wrong,
        ),
        Mistake(
            "the right answers are divided by the wrong ones",
            "Divide them by all held-out digits.",
            lambda wrong, n, learnt: (n - wrong) / wrong,
        ),
        Mistake(
            "the number of training digits is used",
            "Only the held-out digits count: divide by all of those.",
            lambda wrong, n, learnt: (learnt - wrong) / learnt,
        ),
        Mistake(
            "the mistakes are subtracted from all digits",
            "Only the held-out digits count: divide by all of those.",
            lambda wrong, n, learnt: (n + learnt - wrong) / (n + learnt),
        ),
        Mistake(
            "the right answers are divided by the total number of digits",
            "Only the held-out digits count: divide by all of those.",
            lambda wrong, n, learnt: (n - wrong) / (n + learnt),
        ),
        Mistake(
            "the number of wrong answers is taken as a percentage",
            "{wrong} out of how many?",
            lambda wrong, n, learnt: 1 - wrong / 100,
        ),
        Mistake(
            "the wrong answers are divided by the right ones",
            "We want the right ones, as a fraction of all held-out digits.",
            lambda wrong, n, learnt: wrong / (n - wrong),
        ),
        Mistake(
            "the fraction of wrong answers is given, as a percentage",
            "We want the fraction that's right, as a number from 0 to 1.",
            lambda wrong, n, learnt: 100 * wrong / n,
        ),
        *wrong_factors(_share, PERCENT),
    ],
    why="Always say what it's a fraction of: here, of the held-out digits.",
    impossible=[
        Impossible(
            "Most answers are right. So their fraction is between ½ and 1.",
            lambda number, *given: not 0.5 < number < 1,
        )
    ],
    look="How many answers are right, and how many are there?",
    template=templates.ACCURACY,
)


def _target(y: Array, digit: int) -> Array:
    return one_hot([index(digit)], len(y))[:, 0]


def _dC_dz(y: Array, digit: int) -> Array:
    return y - _target(y, digit)


output = Exercise(
    asks="Put ∂C/∂z of the three outputs, for the digits 0, 1 and 2, in the blanks.",
    right=_dC_dz,
    given=(np.array([0.7, 0.2, 0.1]), 2),
    mistakes=[
        Mistake(
            "the digits are counted from 1",
            "The first output belongs to the digit 0, so the 1 of the target goes to the third.",
            lambda y, digit: _dC_dz(y, digit - 1),
        ),
        Mistake(
            "the target is where y is largest",
            "That's what the network says. The target is what the digit really is.",
            lambda y, digit: _dC_dz(y, int(np.argmax(y))),
        ),
        Mistake(
            "σ′ is included",
            "For softmax with cross-entropy, ∂C/∂z is simply y − ŷ.",
            lambda y, digit: y * (1 - y) * _dC_dz(y, digit),
        ),
        Mistake(
            "∂C/∂y is given instead of ∂C/∂z",
            "Softmax sits between z and y: with cross-entropy it gives y − ŷ.",
            lambda y, digit: -_target(y, digit) / y,
        ),
        Mistake(
            "only the right digit gets a ∂C/∂z",
            "Each z changes all three outputs: ∂C/∂z is y − ŷ, even where the target is 0.",
            lambda y, digit: _target(y, digit) * _dC_dz(y, digit),
        ),
        Mistake(
            "the target is forgotten",
            "Subtract 1 from the output of the right digit.",
            lambda y, digit: y,
        ),
        Mistake(
            "1 is subtracted from each output",
            "The target is 1 only for the right digit, and 0 for the others.",
            lambda y, digit: y - 1,
        ),
        Mistake(
            "σ′ alone is computed",
            "∂C/∂z is y − ŷ: it needs the target.",
            lambda y, digit: y * (1 - y),
        ),
        Mistake(
            "the target itself is given",
            "Subtract it from the outputs: y − ŷ.",
            _target,
        ),
        Mistake(
            "the cost itself is given",
            "We want its derivative: how much C grows when z grows.",
            lambda y, digit: -_target(y, digit) * np.log(y),
        ),
        Mistake(
            "the logarithms of the outputs are given",
            "The logarithm is in the cost. Its derivative with respect to z is y − ŷ.",
            lambda y, digit: np.log(y),
        ),
    ],
    why="The right output is pulled up and the others down, and the derivatives add up to 0.",
    look="It's y − ŷ, number by number, and ŷ is 1 for the right digit.",
    names=[Later("∂C/∂z of the digit {digit}", digit=digit) for digit in range(3)],
    template=templates.OUTPUT,
)


pixel = Exercise(
    asks="Put ∂C/∂x of the first and of the second pixel in the blanks.",
    right=dC_dx,
    given=(np.array([0.5, 0.25]), np.array([[1.0, -2.0], [3.0, 0.5]]), np.array([0.2, -0.1])),
    mistakes=[
        *(
            mistake.on(pixels, lambda gradients: gradients.dC_dz[0][:, 0])
            for mistake in (
                NOT_TRANSPOSED,
                WEIGHT_FORGOTTEN,
                FIRST_PATH_ONLY,
                LAST_PATH_ONLY,
                MEAN_OF_PATHS,
            )
        ),
        Mistake(
            "σ′ is included for the pixels",
            "A pixel isn't a neuron and has no σ: what comes back along its wires is "
            "∂C/∂x already.",
            lambda x, w, dC_dz: x * (1 - x) * dC_dx(x, w, dC_dz),
        ),
        Mistake(
            "∂C/∂z is multiplied by the pixels",
            "Multiplying by what the wire carries gives ∂C/∂w. To get back to x, "
            "multiply by the weights.",
            lambda x, w, dC_dz: x * dC_dz,
        ),
        Mistake(
            "∂C/∂x is multiplied by the pixels",
            "How much ink the pixels hold doesn't matter: going back along a wire, "
            "multiply by its weight.",
            lambda x, w, dC_dz: x * dC_dx(x, w, dC_dz),
        ),
        Mistake(
            "z of the two neurons is computed, going forward",
            "We want to go back: weight times ∂C/∂z, along the wires of a pixel.",
            lambda x, w, dC_dz: w @ x,
        ),
    ],
    why="Both are negative: ink in either pixel makes the cost smaller.",
    look="For each pixel take its two wires: weight times ∂C/∂z of the neuron at "
    "the end. Add them up.",
    names=(Later("∂C/∂x of the first pixel"), Later("∂C/∂x of the second pixel")),
    template=templates.PIXEL,
)


def _left(a: Array, w: float) -> Any:
    return np.prod(w * (a * (1 - a)))


left = Exercise(
    asks="Put the remaining fraction of ∂C/∂a in the blank.",
    right=_left,
    given=(np.array([0.4, 0.9, 0.2]), 2.0),
    mistakes=[
        Mistake(
            "each amplifier counts as ¼",
            "¼ is the most it can be. Here it's σ′(z) = a·(1 − a).",
            lambda a, w: (w / 4) ** len(a),
        ),
        Mistake(
            "the weights are forgotten",
            "Going back along a wire, multiply by its weight.",
            lambda a, w: np.prod(a * (1 - a)),
        ),
        Mistake(
            "the weight is used only once",
            "There are three wires, and each multiplies by its weight.",
            lambda a, w: w * np.prod(a * (1 - a)),
        ),
        Mistake(
            "the weights are added",
            "Along a path we multiply, the weights too.",
            lambda a, w: len(a) * w * np.prod(a * (1 - a)),
        ),
        Mistake(
            "each amplifier counts as ¼, and the weights are forgotten",
            "¼ is the most it can be: here it's a·(1 − a). And each wire has a weight.",
            lambda a, w: 0.25 ** len(a),
        ),
        Mistake(
            "the layers are added up",
            "Along a path we multiply.",
            lambda a, w: np.sum(w * a * (1 - a)),
        ),
        replace(SIGMA_FOR_SLOPE, of=lambda a, w: np.prod(w * a)),
        Mistake(
            "1 − a is used instead of σ′(z)",
            "1 − a is only one of the factors: σ′(z) = a·(1 − a).",
            lambda a, w: np.prod(w * (1 - a)),
        ),
        replace(SLOPE_OF_A, of=lambda a, w: np.prod(w * sigmoid.d(a))),
        Mistake(
            "the first layer is left out",
            "Its neuron is an amplifier, too.",
            lambda a, w: _left(a[1:], w),
        ),
        Mistake(
            "the last layer is left out",
            "Its neuron is an amplifier, too.",
            lambda a, w: _left(a[:-1], w),
        ),
        *wrong_factors(_left, PERCENT),
    ],
    why="Three layers, and less than 3% is left, although every weight doubles what passes "
    "through.",
    impossible=[
        Impossible(
            "σ′ is never more than ¼, and never negative. So with the weight 2, each layer leaves "
            "at most half of what comes back.",
            lambda number, a, w: not 0 < number <= (w / 4) ** len(a),
        )
    ],
    look="For each layer, the weight times a·(1 − a); then multiply along the path.",
    template=templates.LEFT,
)


def _case(classes: int, n: int, seed: int) -> tuple[Any, ...]:
    """(y, target) of a network with good accuracy."""
    rng = np.random.default_rng(seed)
    target = one_hot(rng.integers(0, classes, size=n), classes)
    return softmax(rng.normal(size=target.shape) + 2 * target), target


UNSEEN = [_case(10, 40, 0), _case(3, 7, 1), _case(5, 5, 2)]

my_accuracy = Code(
    Exercise(
        asks="Write the body of the function. It must return the fraction of right answers.",
        right=share_right,
        given=UNSEEN[0],
        mistakes=[
            Mistake(
                "the right answers are counted",
                "Divide their number by the number of pictures.",
                lambda y, target: share_right(y, target) * y.shape[1],
            ),
            Mistake(
                "the fraction of wrong answers is given",
                "We want the fraction that's right.",
                lambda y, target: 1 - share_right(y, target),
            ),
            Mistake(
                "the largest number is taken from each row, not from each column",
                "One column is one picture: argmax(axis=0).",
                lambda y, target: share_right(y.T, target.T),
            ),
            Mistake(
                "each output is compared with its target, number by number",
                "An output is almost never 0 or 1. Compare where the largest ones are.",
                lambda y, target: np.mean(y == target),
            ),
            Mistake(
                "the sum is divided by the number of outputs, not of pictures",
                "y has a row for each output and a column for each picture: y.shape[1].",
                lambda y, target: share_right(y, target) * y.shape[1] / len(y),
            ),
            Mistake(
                "an answer counts only where its output is above ½",
                "The largest output is the network's answer, however small.",
                lambda y, target: np.mean(((y > 0.5) & (target > 0.5)).any(axis=0)),
            ),
            Mistake(
                "each output is compared with ½ on its own",
                "The answer is the largest output in the column, not ten yes-or-no answers.",
                lambda y, target: np.mean((y > 0.5) == (target > 0.5)),
            ),
            Mistake(
                "all outputs are compared, not one answer for each picture",
                "Most outputs are neither the target nor the largest, so they agree. Compare "
                "answers: argmax(axis=0).",
                lambda y, target: np.mean((y == y.max(axis=0)) == target),
            ),
            Mistake(
                "the mean output of the right digit is given",
                "That's how sure the network is. Count how often its largest output is the "
                "right one.",
                lambda y, target: np.sum(y * target) / y.shape[1],
            ),
            Mistake(
                "1 minus the mean error is given",
                "An error of 0.4 may still be a right answer. Count the right answers.",
                lambda y, target: 1 - np.mean(abs(y - target)),
            ),
            *wrong_factors(share_right, PERCENT),
        ],
        why="This number measures any classifier.",
        look="y.argmax(axis=0) is what the network says for each picture. Compare it "
        "with the same for the target, and take the mean.",
        digits=6,
    ),
    UNSEEN,
)

predictions, sheet = collected(__name__)
