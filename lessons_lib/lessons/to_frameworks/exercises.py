"""Lesson 12, exercises: shapes, the slopes of softmax, and an automatic differentiation."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from operator import index
from typing import Any

import numpy as np

from lessons_lib import lecture
from lessons_lib.exercise import REPLACE_EACH, Code, Exercise, Prediction, collected
from lessons_lib.functions import Array, sigmoid
from lessons_lib.graph import Var, derivatives
from lessons_lib.language import Later
from lessons_lib.lessons.shared.unseen_networks import SIZES, forward_case
from lessons_lib.lessons.to_frameworks import templates
from lessons_lib.mistakes.mistake import Mistake
from lessons_lib.mistakes.wrong_factors import TWICE, WRONG_SIGN, wrong_factors
from lessons_lib.network import Network, gradient

Local = Callable[..., list[Any]]
NONE: Mapping[str, Local] = {}
Edges = Sequence[Sequence[tuple[int, float]]]


predict_fall = Prediction(
    asks="You make one of the three z larger. How many of the three y get smaller?",
    truth=2,
    why="Its own y rises. The three add up to 1, so the other two fall.",
    tempting="0, as if each y depended on its own z alone, as with σ.",
    choices=(0, 1, 2, 3),
)

predict_times = Prediction(
    asks="Forward and backward run three times, without zero_grad and without an update. "
    "What multiple of the gradient does .grad hold now?",
    truth=3,
    why="Each backward adds to what's there: nothing has set it to 0.",
    tempting="1, as if backward wrote the gradient instead of adding it.",
    choices=range(101),
)


def _shapes(neurons: int, inputs: int, examples: int) -> list[int]:
    return [neurons, examples, inputs, examples, neurons, inputs]


shapes = Exercise(
    asks="Put the rows and columns of Z, of ∂C/∂A and of ∂C/∂W in the blanks.",
    right=_shapes,
    given=(4, 3, 8),
    mistakes=[
        Mistake(
            "neurons and inputs are swapped",
            "W has a row for each neuron, and a column for each of its inputs.",
            lambda n, m, k: _shapes(m, n, k),
        ),
        Mistake(
            "the examples are rows",
            "That's how frameworks do it. In this lesson an example is a column.",
            lambda n, m, k: [k, n, k, m, n, m],
        ),
        Mistake(
            "the columns come before the rows",
            "A shape is rows × columns.",
            lambda n, m, k: [k, n, k, m, m, n],
        ),
        Mistake(
            "∂C/∂A has the shape of Z",
            "∂C/∂A has the shape of A: a row for each input of the layer.",
            lambda n, m, k: [n, k, n, k, n, m],
        ),
        Mistake(
            "∂C/∂W has the shape of Wᵀ",
            "θ − η·∇C is computed entry by entry: ∂C/∂W has the shape of W.",
            lambda n, m, k: [n, k, m, k, m, n],
        ),
        Mistake(
            "∂C/∂W has the shape of ∂C/∂Z",
            "The product with Aᵀ adds up over the examples, so neither dimension of ∂C/∂W counts "
            "them.",
            lambda n, m, k: [n, k, m, k, n, k],
        ),
        Mistake(
            "∂C/∂A has the shape of Aᵀ",
            "Wᵀ · ∂C/∂Z has the rows of Wᵀ and the columns of ∂C/∂Z.",
            lambda n, m, k: [n, k, k, m, n, m],
        ),
    ],
    why="The derivative of C with respect to a matrix has the shape of that matrix.",
    look="W is {n} × {m}, and A is {m} × {k}. Which two numbers must be equal in a product?",
    names=tuple(
        Later(side, matrix=matrix)
        for matrix in ("Z", "∂C/∂A", "∂C/∂W")
        for side in (
            Later("the number of rows of {matrix}"),
            Later("the number of columns of {matrix}"),
        )
    ),
    template=templates.SHAPES,
)


def _slopes(y: Array, j: int) -> Array:
    j = index(j)
    return np.array([y[i] * (1 - y[i]) if i == j else -y[i] * y[j] for i in range(len(y))])


slopes = Exercise(
    asks="Put ∂y₁/∂z₂, ∂y₂/∂z₂ and ∂y₃/∂z₂ in the blanks.",
    right=_slopes,
    given=(np.array([0.2, 0.5, 0.3]), 1),
    mistakes=[
        Mistake(
            "each y is treated as a sigmoid of its own: y · (1 − y)",
            "That's the case i = j. For i ≠ j it's −yᵢ · yⱼ.",
            lambda y, j: y * (1 - y),
        ),
        Mistake(
            "each z affects only its own y",
            "z₂ is in the denominator of every y.",
            lambda y, j: np.where(np.arange(len(y)) == j, y * (1 - y), 0),
        ),
        Mistake(
            "the minus sign for i ≠ j is missing",
            "When z₂ rises, the others fall.",
            lambda y, j: abs(_slopes(y, j)),
        ),
        Mistake(
            "the case i ≠ j is used everywhere",
            "For i = j there's one more y: y − y · y = y · (1 − y).",
            lambda y, j: -y * y[j],
        ),
        Mistake(
            "y − 1 is used for z₂, and y elsewhere",
            "That's ∂C/∂z if output 2 is the target. Here the question is about y, not C.",
            lambda y, j: y - np.eye(len(y))[j],
        ),
        Mistake(
            "the slopes with respect to z₁ are used",
            "The index in the denominator is that of z: 2.",
            lambda y, j: _slopes(y, (j - 1) % len(y)),
        ),
        Mistake(
            "the slopes with respect to z₃ are used",
            "The index in the denominator is that of z: 2.",
            lambda y, j: _slopes(y, (j + 1) % len(y)),
        ),
        Mistake(
            "the factor 1 − y is missing for its own y",
            "For i = j it's y − y², which is y · (1 − y).",
            lambda y, j: np.where(np.arange(len(y)) == j, y, -y * y[j]),
        ),
    ],
    why="They add up to 0: what one y gains, the others lose.",
    look="For i = j it's y · (1 − y). For i ≠ j it's −yᵢ · yⱼ, with j = 2.",
    names=("∂y₁/∂z₂", "∂y₂/∂z₂", "∂y₃/∂z₂"),
    template=templates.SLOPES,
)


def _local(operation: str, *numbers: float, instead: Mapping[str, Local] = NONE) -> Array:
    """The local derivatives; `instead` replaces those of an operation."""
    ways: dict[str, Local] = {
        "+": lambda a, b: [1.0, 1.0],
        "×": lambda a, b: [b, a],
        "σ": lambda z: [sigmoid.d(z)],
        "": list,  # an input
    }
    return np.array({**ways, **instead}[operation](*numbers), dtype=float)


local = Code(
    Exercise(
        asks=REPLACE_EACH,
        right=_local,
        given=("×", 2.0, 3.0),
        mistakes=[
            Mistake(
                "∂(a · b)/∂a is a, and ∂(a · b)/∂b is b",
                "Nudge a: the product grows b times as fast.",
                partial(_local, instead={"×": lambda a, b: [a, b]}),
            ),
            Mistake(
                "the product has the derivatives of the sum",
                "Nudge a: the product grows b times as fast.",
                partial(_local, instead={"×": lambda a, b: [1.0, 1.0]}),
            ),
            Mistake(
                "the product itself is used instead of its derivatives",
                "Nudge a: the product grows b times as fast.",
                partial(_local, instead={"×": lambda a, b: [a * b, a * b]}),
            ),
            Mistake(
                "a · (1 − a) is computed, without σ",
                "Here a is what goes into σ, so it plays the part of z. First s = σ(a), then s·(1 "
                "− s).",
                partial(_local, instead={"σ": lambda z: [z * (1 - z)]}),
            ),
            Mistake(
                "σ(z) is used instead of σ′(z)",
                "σ′(z) = σ(z) · (1 − σ(z)).",
                partial(_local, instead={"σ": lambda z: [sigmoid(z)]}),
            ),
            Mistake(
                "1 − σ(z) is used instead of σ′(z)",
                "σ′(z) = σ(z) · (1 − σ(z)).",
                partial(_local, instead={"σ": lambda z: [1 - sigmoid(z)]}),
            ),
        ],
        why="This is all the mathematics a framework knows: one line per operation.",
        look="As in lesson 2: how does the result change when you nudge a, and when you nudge b?",
        digits=6,
    ),
    [("×", 2.0, 3.0), ("σ", 0.4), ("+", 1.5, -2.0), ("×", -0.5, 0.25), ("σ", -1.0), ("",)],
)


def _backward(
    edges: Edges,
    start: float = 1.0,
    order: Callable[[int], Sequence[int]] = lambda n: range(n)[::-1],
    pass_on: Callable[[float, float, float], float] = lambda old, slope, d: old + slope * d,
) -> Array:
    found = np.zeros(len(edges))
    found[-1] = start
    for i in order(len(edges)):
        for j, slope in edges[i]:
            found[j] = pass_on(found[j], slope, found[i])
    return found


def random_edges(rng: np.random.Generator, numbers: int) -> tuple[list[list[tuple[int, float]]]]:
    """A graph of so many numbers: each edge leads to an earlier one, perhaps twice to the same."""
    edges: list[list[tuple[int, float]]] = [[], []]
    for i in range(2, numbers):
        ends = sorted(rng.choice(i, size=min(i, 3)))
        slopes = rng.uniform(0.5, 2, size=len(ends)) * rng.choice([-1, 1], size=len(ends))
        edges.append([(int(j), round(float(d), 2)) for j, d in zip(ends, slopes, strict=True)])
    return (edges,)


GRAPHS = [
    ([[], [(0, 2.0)], [(0, 3.0)], [(1, 0.5), (2, 4.0)], [(3, 2.0), (1, 1.5)]],),
    *(random_edges(np.random.default_rng(seed), seed + 4) for seed in range(5)),
]

backward = Code(
    Exercise(
        asks=REPLACE_EACH,
        right=_backward,
        given=GRAPHS[0],
        mistakes=[
            Mistake(
                "where paths meet, the last one overwrites the others",
                "Across paths we add: grad[j] keeps what it has, and gets more.",
                lambda edges: _backward(edges, pass_on=lambda old, slope, d: slope * d),
            ),
            Mistake(
                "the walk goes forward",
                "Start at the last number: grad[i] must be complete before it's passed on.",
                lambda edges: _backward(edges, order=range),
            ),
            Mistake(
                "the last derivative doesn't start at 1",
                "∂z/∂z = 1: without it, nothing is passed on.",
                lambda edges: _backward(edges, start=0.0),
            ),
            Mistake(
                "the derivatives along a path are added, not multiplied",
                "Along a path we multiply: slope · grad[i].",
                lambda edges: _backward(edges, pass_on=lambda old, slope, d: old + slope + d),
            ),
            Mistake(
                "only the slope is passed on, not grad[i]",
                "Along a path we multiply: slope · grad[i].",
                lambda edges: _backward(edges, pass_on=lambda old, slope, d: old + slope),
            ),
            Mistake(
                "grad[i] is passed on without the slope",
                "Along a path we multiply: slope · grad[i].",
                lambda edges: _backward(edges, pass_on=lambda old, slope, d: old + d),
            ),
        ],
        why="One backward walk, and you have every derivative: this is autograd.",
        look="Follow it on paper for a graph of three numbers: 0 → 1 → 2.",
        digits=6,
    ),
    GRAPHS,
)


def _by_graph(
    net: Network,
    x: Array,
    target: Array,
    wire: Callable[[Var, Any, Any], Any] = lambda z, w, a: z + w * a,
    add: Callable[[Any, Var], Any] = lambda cost, error: cost + 0.5 * error * error,
) -> Array:
    """The gradient out of a graph of single numbers, with replaceable lines of the learner's."""
    theta = [Var(number, f"θ{i}") for i, number in enumerate(net.theta)]
    coming = iter(theta)
    a: list[Any] = [Var(number) for number in x[:, 0]]
    for layer in net.layers:
        w = [[next(coming) for _ in row] for row in layer.w]
        outputs = []
        for row, z in zip(w, [next(coming) for _ in layer.b], strict=True):
            for one, carried in zip(row, a, strict=True):
                z = wire(z, one, carried)
            outputs.append(sigmoid(z))
        a = outputs
    cost: Any = Var(0.0)
    for y, wanted in zip(a, target[:, 0], strict=True):
        cost = add(cost, y - float(wanted))
    found = derivatives(cost)
    return np.array([found.get(one, 0.0) for one in theta])


def _right(net: Network, x: Array, target: Array) -> Array:
    return gradient(net, x, target).theta


def _case(sizes: tuple[int, ...], seed: int) -> tuple[Network, Array, Array]:
    net, x = forward_case(sizes, seed)
    return net, x, np.random.default_rng(seed).integers(0, 2, size=(sizes[-1], 1)).astype(float)


UNSEEN = [
    (lecture.six_neurons(), lecture.X, lecture.TARGET),
    *(_case(sizes, seed) for seed, sizes in enumerate(SIZES[1:6])),
]

eighteen = Code(
    Exercise(
        asks=REPLACE_EACH,
        right=_right,
        given=UNSEEN[0],
        mistakes=[
            Mistake(
                "only the last wire into each neuron counts, without bias",
                "z keeps what it has, and each wire adds to it: z + wire * carried.",
                lambda net, x, target: _by_graph(net, x, target, wire=lambda z, w, a: w * a),
            ),
            Mistake(
                "what the wires carry is added without the weights",
                "A wire contributes its weight times what it carries: wire * carried.",
                lambda net, x, target: _by_graph(net, x, target, wire=lambda z, w, a: z + a),
            ),
            Mistake(
                "only the last output counts in the cost",
                "The cost adds up over the outputs: cost + …",
                lambda net, x, target: _by_graph(net, x, target, add=lambda cost, e: 0.5 * e * e),
            ),
            Mistake(
                "the error isn't squared",
                "The cost of an output is ½·(y − ŷ)²: Value(0.5) * error * error.",
                lambda net, x, target: _by_graph(
                    net, x, target, add=lambda cost, e: cost + 0.5 * e
                ),
            ),
            *wrong_factors(_right, TWICE, WRONG_SIGN),
        ],
        why="The first was the lecture's network: your own program found its 18 derivatives.",
        look="Are check.local and check.backward green? Then look at the two lines here: "
        "z + wire * carried, and the cost of one more output.",
        digits=6,
    ),
    UNSEEN,
)

predictions, sheet = collected(__name__)
