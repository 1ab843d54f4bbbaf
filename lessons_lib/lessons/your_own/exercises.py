"""Lesson 11, exercises: a way back, a sum over paths, and a number of paths, all by hand."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import prod
from typing import Any

import numpy as np

from lessons_lib.exercise import Exercise, Prediction, collected
from lessons_lib.language import Later
from lessons_lib.lessons.shared.own_network import Own, own_network
from lessons_lib.lessons.your_own import templates
from lessons_lib.mistakes.mistake import Impossible, Mistake
from lessons_lib.mistakes.paths import PATHS, ChainRule
from lessons_lib.mistakes.wrong_factors import HALF, TWICE, wrong_factors
from lessons_lib.walks.typed_expression import typed

OWN = own_network([3, 4, 2], ["tanh", "softmax"], seed=3)
FORMULA = "z = (x*y + sin(x))**2"
RELU = own_network([2, 3, 1], ["relu", "identity"], seed=1)


def _gradients(own: Own) -> list[float]:
    numbers = own.walk.values(own.start)
    return [numbers[key] for key in own.walk.gradients]


predict_zeros = Prediction(
    asks="How many of the 13 derivatives are exactly 0?",
    truth=_gradients(RELU).count(0),
    why="z₁ is negative, so neuron 1 sends 0 and its slope is 0: its two weights and its bias get "
    "0, and so does the weight on the wire that carries its 0.",
    tempting="3: the weight on the wire that leaves neuron 1 is forgotten. 0, as if ReLU were a "
    "straight line.",
    choices=range(14),
)

predict_paths = Prediction(
    asks="How many paths lead from x to z, and how many from y to z? "
    "Write your answer in this form: [3, 3].",
    truth=[typed(FORMULA).path_count(key) for key in "xy"],
    why="x is used twice, in x · y and in sin(x). y is used once.",
    tempting="[4, 2], as if the square were two paths. It's one operation here.",
    choices=range(101),
)


@dataclass(frozen=True)
class BackToTanh:
    """∂C/∂z of two softmax outputs and of one tanh neuron before them, piece by piece."""

    end: Callable[[Any, Any], Any] = lambda y, target: y - target
    slope: Callable[[Any], Any] = lambda a: 1 - a * a
    over: Callable[[Any, Any, Any, Any], Any] = lambda w, v, first, second: w * first + v * second

    def __call__(self, a: Any, w: Sequence[Any], y: Sequence[Any], target: Sequence[Any]) -> Any:
        """∂C/∂z₆, ∂C/∂z₅, ∂C/∂z₃, where a is a₃ and w its weights to z₅ and z₆."""
        fifth, sixth = (self.end(one, wanted) for one, wanted in zip(y, target, strict=True))
        return np.array([sixth, fifth, self.slope(a) * self.over(w[0], w[1], fifth, sixth)])


def _given() -> tuple[Any, ...]:
    numbers = OWN.walk.values(OWN.start)
    weights = [numbers[key] for key in ("w_a3_z5", "w_a3_z6")]
    return numbers["a3"], weights, [numbers["y1"], numbers["y2"]], [0.0, 1.0]


_TANH = Later("The slope of tanh is σ′(z) = 1 − a².")
_PATHS = Later("Neuron 3 reaches C along two wires. Across paths we add.")
_OUTPUT = Later("With softmax and cross-entropy, ∂C/∂z at an output is y − ŷ alone.")

dC_dz = Exercise(
    asks="With the target (0, 1): put ∂C/∂z₆, ∂C/∂z₅ and ∂C/∂z₃ in the three blanks.",
    right=BackToTanh(),
    given=_given(),
    mistakes=[
        Mistake(
            "the target is still the first one, (1, 0)",
            "Now ŷ is (0, 1): y₁ should be 0, and y₂ should be 1.",
            lambda a, w, y, target: BackToTanh()(a, w, y, [1 - one for one in target]),
        ),
        Mistake("the target is forgotten", _OUTPUT, BackToTanh(end=lambda y, target: y)),
        Mistake(
            "σ′ is included at the outputs",
            _OUTPUT,
            BackToTanh(end=lambda y, target: y * (1 - y) * (y - target)),
        ),
        Mistake(
            "the slope of the sigmoid is used, a · (1 − a)",
            _TANH,
            BackToTanh(slope=lambda a: a * (1 - a)),
        ),
        Mistake("1 − a is used instead of 1 − a²", _TANH, BackToTanh(slope=lambda a: 1 - a)),
        Mistake("a² is used instead of 1 − a²", _TANH, BackToTanh(slope=lambda a: a * a)),
        Mistake(
            "1 + a² is used instead of 1 − a²",
            "The square of a negative number is positive, and it's subtracted from 1.",
            BackToTanh(slope=lambda a: 1 + a * a),
        ),
        Mistake("a is used instead of σ′(z)", _TANH, BackToTanh(slope=lambda a: a)),
        Mistake(
            "σ′ is taken at a, not at z", _TANH, BackToTanh(slope=lambda a: 1 - np.tanh(a) ** 2)
        ),
        Mistake(
            "σ′ is missing at neuron 3",
            "Going back, neuron 3 multiplies by its σ′(z₃).",
            BackToTanh(slope=lambda a: 1.0),
        ),
        Mistake(
            "only the wire to neuron 5 is counted",
            _PATHS,
            BackToTanh(over=lambda w, v, first, second: w * first),
        ),
        Mistake(
            "only the wire to neuron 6 is counted",
            _PATHS,
            BackToTanh(over=lambda w, v, first, second: v * second),
        ),
        Mistake(
            "the paths are averaged, not added",
            "Across paths we add; we don't divide.",
            BackToTanh(over=lambda w, v, first, second: (w * first + v * second) / 2),
        ),
        Mistake(
            "the second path is subtracted, or loses its minus sign",
            _PATHS,
            BackToTanh(over=lambda w, v, first, second: w * first - v * second),
        ),
        Mistake(
            "neuron 5 comes before neuron 6",
            "Put them in the order of the backward pass: 6, 5, 3.",
            lambda *given: BackToTanh()(*given)[[1, 0, 2]],
        ),
        Mistake(
            "the numbers are in the order 3, 5, 6",
            "Put them in the order of the backward pass: 6, 5, 3.",
            lambda *given: BackToTanh()(*given)[::-1],
        ),
        *wrong_factors(BackToTanh(), *(replace(one, look=_OUTPUT) for one in (TWICE, HALF))),
    ],
    why="Your own network, and the same two rules: y − ŷ at the end, σ′(z) · Σ before it.",
    look="At an output it's y − ŷ. At neuron 3 it's (1 − a₃²) times the sum along its two "
    "wires, weight times ∂C/∂z of the next neuron.",
    names=("∂C/∂z₆", "∂C/∂z₅", "∂C/∂z₃"),
    template=templates.DC_DZ,
)


def _two_paths(x: Any, y: Any) -> tuple[list[list[Any]]]:
    """The numbers on the two paths from y to z, for u = x·y, v = u + x, w = v², z = w·y."""
    v = x * y + x
    return ([[v * v], [x, 1.0, 2 * v, y]],)


def _with_slope(of_square: Callable[[Any], Any]) -> Callable[[Any, Any], Any]:
    """The sum with another number on the edge of the square."""
    return lambda x, y: (x * y + x) ** 2 + x * of_square(x * y + x) * y


path_sum = Exercise(
    asks="Put ∂z/∂y in the blank.",
    right=lambda x, y: ChainRule()(*_two_paths(x, y)),
    given=(-2.0, 1.5),
    mistakes=[
        *(mistake.on(_two_paths) for mistake in PATHS),
        Mistake(
            "v² isn't differentiated",
            "The edge of the square carries its derivative, 2 · v.",
            _with_slope(lambda v: v * v),
        ),
        Mistake(
            "the 2 of 2 · v is forgotten",
            "The edge of the square carries its derivative, 2 · v.",
            _with_slope(lambda v: v),
        ),
        Mistake(
            "2 is used instead of 2 · v",
            "The edge of the square carries its derivative, 2 · v.",
            _with_slope(lambda v: 2.0),
        ),
        Mistake(
            "the edge from y to u carries y, not x",
            "In u = x · y each edge carries the other factor: ∂u/∂y = x.",
            lambda x, y: (x * y + x) ** 2 + y * 2 * (x * y + x) * y,
        ),
        Mistake(
            "the edge from w to z carries w, not y",
            "In z = w · y each edge carries the other factor: ∂z/∂w = y.",
            lambda x, y: (x * y + x) ** 2 + x * 2 * (x * y + x) * (x * y + x) ** 2,
        ),
        Mistake(
            "the direct edge from y to z carries y, not w",
            "In z = w · y each edge carries the other factor: ∂z/∂y = w.",
            lambda x, y: y + x * 2 * (x * y + x) * y,
        ),
        Mistake(
            "v is computed as x · y alone",
            "v = u + x: add x before the square.",
            lambda x, y: (x * y) ** 2 + x * 2 * (x * y) * y,
        ),
        Mistake(
            "z itself is computed instead of its derivative",
            "The question is how fast z changes with y.",
            lambda x, y: (x * y + x) ** 2 * y,
        ),
        Mistake(
            "∂z/∂x is given",
            "We nudge y. It appears in two places: in u = x · y, and in z = w · y.",
            lambda x, y: (y + 1) * 2 * (x * y + x) * y,
        ),
    ],
    why="Two paths: the short one contributes w, and the long one x · 1 · 2v · y.",
    look="Compute u, v and w first. Then list the two paths from y to z: one has a single edge, "
    "the other has four.",
    template=templates.PATH_SUM,
)


def _wires(sizes: Sequence[int]) -> int:
    return sum(m * n for m, n in pairwise(sizes))


paths = Exercise(
    asks="Put the number of paths from x₁ to C in the blank.",
    right=lambda *sizes: prod(sizes[1:]),
    given=(3, 5, 4, 2),
    mistakes=[
        Mistake(
            "the layers are added",
            "Each way into a layer goes on to every neuron of the next one: multiply.",
            lambda *sizes: sum(sizes[1:]),
        ),
        Mistake(
            "the paths from all inputs are counted",
            "Only those that begin at x₁.",
            lambda *sizes: prod(sizes),
        ),
        Mistake(
            "the outputs are left out",
            "Each output leads to C, so the last layer counts too.",
            lambda *sizes: prod(sizes[1:-1]),
        ),
        Mistake(
            "the first layer is left out",
            "From x₁ a wire leads to each neuron of the first layer.",
            lambda *sizes: prod(sizes[2:]),
        ),
        Mistake(
            "the wires are counted",
            "A path takes one wire in each layer. Count the ways to choose them.",
            lambda *sizes: _wires(sizes),
        ),
        Mistake(
            "the wires on these paths are counted",
            "A path takes one wire in each layer. Count the ways to choose them.",
            lambda *sizes: sizes[1] + _wires(sizes[1:]) + sizes[-1],
        ),
        Mistake(
            "only the wires that leave x₁ are counted",
            "Each of them leads to a neuron from which the paths go on.",
            lambda *sizes: sizes[1],
        ),
        Mistake(
            "the neurons and the input are counted",
            "Each way into a layer goes on to every neuron of the next one: multiply.",
            lambda *sizes: sum(sizes),
        ),
        Mistake(
            "the parameters are counted",
            "A path takes one wire in each layer. Count the ways to choose them.",
            lambda *sizes: _wires(sizes) + sum(sizes[1:]),
        ),
        Mistake(
            "the paths to every neuron are counted and added up",
            "Each path goes all the way to C. Count only whole paths.",
            lambda *sizes: sum(prod(sizes[1:end]) for end in range(2, len(sizes) + 1)),
        ),
        Mistake(
            "only one path is counted",
            "From x₁ a wire leads to each neuron of the first layer, and so on.",
            lambda *sizes: 1,
        ),
    ],
    why="In each layer a path can go through any neuron. Two more layers of five neurons would "
    "give "
    "25 times as many paths, but the walk back would pass only a few dozen more wires.",
    impossible=[
        Impossible(
            "Every neuron in a layer is on the same number of paths. So the number of paths "
            "is a multiple of each layer's size.",
            lambda number, *sizes: any(number % size for size in sizes[1:]),
        )
    ],
    look="How many neurons can a path choose from in each layer?",
    template=templates.PATHS,
)

predictions, sheet = collected(__name__)
