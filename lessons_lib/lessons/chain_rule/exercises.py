"""Lesson 02, exercises: multiply along a path, add over paths, by hand and by code."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from lessons_lib.exercise import REPLACE_EACH, Code, Exercise, Prediction, collected
from lessons_lib.functions import Array
from lessons_lib.language import Later
from lessons_lib.lessons.chain_rule import one_path_scene, templates, two_paths_scene
from lessons_lib.mistakes.mistake import Impossible, Mistake
from lessons_lib.mistakes.paths import (
    ALONG,
    LARGEST_PATH_ONLY,
    PATHS,
    ChainRule,
    Edges,
    from_the_back,
)
from lessons_lib.mistakes.wrong_factors import (
    degrees_read_as_radians,
)

chain_rule = ChainRule()

_AT_2 = two_paths_scene.edge_numbers(2)  # where Case 2 starts


predict_product = Prediction(
    asks="z changes how many times as much as x?",
    truth=one_path_scene.slopes(1)[2],
    why=(
        "y changes 2 times as much as x, and z 6 times as much as that: along a path we multiply."
    ),
    tempting="8: the two numbers are added.",
)

predict_sum = Prediction(
    asks="How fast does z change with s?",
    truth=_AT_2["sx"] * _AT_2["xz"] + _AT_2["sy"] * _AT_2["yz"],
    why="The paths contribute 12 and −5, and across paths we add.",
    tempting="−60: the two paths are multiplied. 17: the minus sign of the second path is lost.",
)


def _ratio(x: float, dx: float) -> float:
    return one_path_scene.nudged(x, dx)[1] / dx


def _ratio_path(x: float, dx: float) -> tuple[list[list[float]]]:
    dy, dz = one_path_scene.nudged(x, dx)
    return ([[dy / dx, dz / dy]],)


def _ratio_by_hand(x: float, dx: float) -> Any:
    before, after = one_path_scene.g(x), one_path_scene.g(x + dx)
    dy, dz = after - before, one_path_scene.h(after) - one_path_scene.h(before)
    return (dy / dx) * (dz / dy)


ratio = Exercise(
    asks="Put Δz/Δx in the blank, to four digits.",
    right=_ratio,
    digits=4,  # with three, the new z looks the same
    by_hand=lambda *given: (_ratio_by_hand, given),
    given=(1.0, 0.5),
    mistakes=[
        Mistake(
            "the derivative is read instead of the ratio",
            "The derivative is what the ratio tends to as Δx shrinks. This Δx hasn't shrunk.",
            lambda x, dx: one_path_scene.slopes(x)[2],
        ),
        Mistake(
            "Δz is read instead of Δz/Δx",
            "Divide Δz by the nudge Δx.",
            lambda x, dx: one_path_scene.nudged(x, dx)[1],
        ),
        Mistake(
            "the new z is read instead of Δz/Δx",
            "Δz is how much z changes: the new z minus the old one. Divide it by Δx.",
            lambda x, dx: one_path_scene.h(one_path_scene.g(x + dx)),
        ),
        Mistake(
            "the derivative is taken at the end of the step",
            "The ratio belongs to the whole step: Δz divided by Δx.",
            lambda x, dx: one_path_scene.slopes(x + dx)[2],
        ),
        Mistake(
            "the derivative is used on the first edge",
            "Take the ratio on both edges: Δy/Δx and Δz/Δy.",
            lambda x, dx: one_path_scene.slopes(x)[0] * _ratio_path(x, dx)[0][0][1],
        ),
        Mistake(
            "the derivative is used on the second edge",
            "Take the ratio on both edges: Δy/Δx and Δz/Δy.",
            lambda x, dx: _ratio_path(x, dx)[0][0][0] * one_path_scene.slopes(x)[1],
        ),
        Mistake(
            "the nudge is still 0.01",
            "Set nudge Δx to {dx}.",
            lambda x, dx: _ratio(x, 0.01),
        ),
        Mistake(
            "the fraction is upside down",
            "Δz goes on top, and Δx below.",
            lambda x, dx: 1 / _ratio(x, dx),
        ),
        Mistake(
            "the nudge goes the other way",
            "Set nudge Δx to {dx}, not −{dx}.",
            lambda x, dx: _ratio(x, -dx),
        ),
        Mistake(
            "the nudge is still 1",
            "Set nudge Δx to {dx}.",
            lambda x, dx: _ratio(x, 1.0),
        ),
        *(mistake.on(_ratio_path) for mistake in ALONG),
    ],
    why="It's the product of the two ratios on the edges, and still far from the derivative, 12.",
    impossible=[
        Impossible(
            "Here z gets steeper and steeper. So Δz/Δx is more than the derivative where the step "
            "begins, and less than the one where it ends.",
            lambda number, x, dx: (
                not one_path_scene.slopes(x)[2] < number < one_path_scene.slopes(x + dx)[2]
            ),
        )
    ],
    look="Set nudge Δx to {dx}, and x to 1. The first formula under the picture begins with Δz/Δx.",
    template=templates.RATIO,
)


def _sine_paths(x: float) -> tuple[list[list[Any]]]:
    return ([[2 * x, np.cos(x * x)]],)


_DEGREES = degrees_read_as_radians(np.cos)

sine = Exercise(
    asks="Put dz/dx in the blank.",
    right=lambda x: chain_rule(*_sine_paths(x)),
    given=(3.0,),
    mistakes=[
        *(mistake.on(_sine_paths) for mistake in ALONG),
        replace(_DEGREES, of=lambda x: 2 * x * _DEGREES.of(x * x)),
        Mistake(
            "dz/dy is taken at x, not at y",
            "z is computed from y, so its derivative is cos(y), with y = x · x.",
            lambda x: 2 * x * np.cos(x),
        ),
        Mistake(
            "dy/dx is taken at y, not at x",
            "y is computed from x, so its derivative is 2 · x.",
            lambda x: 2 * x * x * np.cos(x * x),
        ),
        Mistake(
            "one derivative is put inside the other",
            "cos(2 · x) isn't on any edge. Multiply the two numbers on the edges.",
            lambda x: np.cos(2 * x),
        ),
        Mistake(
            "sin isn't differentiated",
            "The derivative of sin(y) is cos(y).",
            lambda x: 2 * x * np.sin(x * x),
        ),
        Mistake(
            "z itself is computed instead of its derivative",
            "The question is how fast z changes with x.",
            lambda x: np.sin(x * x),
        ),
        Mistake(
            "y is used instead of dy/dx",
            "The first edge carries the derivative of x · x: 2 · x.",
            lambda x: x * x * np.cos(x * x),
        ),
        Mistake(
            "sin of dy/dx is computed",
            "sin(2 · x) isn't on any edge. Multiply 2 · x and cos(y).",
            lambda x: np.sin(2 * x),
        ),
        Mistake(
            "the 2 of 2 · x is forgotten",
            "The derivative of x · x is 2 · x.",
            lambda x: x * np.cos(x * x),
        ),
    ],
    why="Take each derivative where its edge starts: 2 · x at x, cos at y.",
    impossible=[
        Impossible(
            "A cosine is between −1 and 1. So dz/dx is between −2 · x and 2 · x.",
            lambda number, x: abs(number) > 2 * abs(x),
        )
    ],
    look="First y = x · x. Then dy/dx = 2 · x and dz/dy = cos(y), in radians. Multiply them.",
    template=templates.SINE,
)


def _three_paths(s: float, k: float, c: float) -> tuple[list[list[float]]]:
    return ([[k, s * s + 1], [2 * s, k * s], [-c]],)


def _without(path: int) -> Callable[..., Any]:
    def of(*given: float) -> Any:
        (paths,) = _three_paths(*given)
        return chain_rule(paths[:path] + paths[path + 1 :])

    return of


three_paths = Exercise(
    asks="Put dz/ds in the blank.",
    right=lambda *given: chain_rule(*_three_paths(*given)),
    given=(2.0, 3.0, 4.0),
    mistakes=[
        *(mistake.on(_three_paths) for mistake in PATHS),
        *(
            Mistake(
                Later("the path {route} is left out", route=route),
                "s is used three times, so there are three paths. Add them all up.",
                _without(path),
            )
            for path, route in enumerate(("s → x → z", "s → y → z", "s → z"))
        ),
        Mistake(
            "∂z/∂x and ∂z/∂y are mixed up",
            "In z = x · y each edge carries the other factor: ∂z/∂x = y, and ∂z/∂y = x.",
            lambda s, k, c: k * (k * s) + 2 * s * (s * s + 1) - c,
        ),
        Mistake(
            "the derivatives of x and y are multiplied",
            "That isn't the slope of x · y. In z = x · y each edge carries the other factor.",
            lambda s, k, c: k * (2 * s) - c,
        ),
        Mistake(
            "−{c} · s is used on the direct path",
            "An edge carries a derivative, and the derivative of −{c} · s is −{c}.",
            lambda s, k, c: chain_rule(*_three_paths(s, k, c)) + c - c * s,
        ),
        Mistake(
            "z itself is computed instead of its derivative",
            "The question is how fast z changes with s.",
            lambda s, k, c: k * s * (s * s + 1) - c * s,
        ),
    ],
    why="Three paths, three products, one sum. The direct path has just one edge.",
    look="Find the number on each edge: dx/ds, dy/ds, ∂z/∂x, ∂z/∂y, and −{c} on the direct one.",
    template=templates.THREE_PATHS,
)

GRAPH: Edges = {
    "s": [("x1", 3.0), ("x2", 2.0)],
    "x1": [("y1", 2.0), ("y2", 1.0)],
    "x2": [("y1", -2.0), ("y2", 5.0)],
    "y1": [("z", 3.0)],
    "y2": [("z", -1.0)],
}


def _back(rule: Callable[..., Any]) -> Callable[[Edges], Array]:
    """∂z/∂x₂, ∂z/∂x₁ and dz/ds of such a graph; ∂z/∂y₁ and ∂z/∂y₂ are given."""

    def of(edges: Edges) -> Array:
        known = {y: edges[y][0][1] for y in ("y1", "y2")}
        return np.array([rule(edges, node, known) for node in ("x2", "x1", "s")])

    return of


def _turned(edges: Edges) -> Edges:
    """The graph with the numbers of x₁ → y₂ and x₂ → y₁ swapped."""
    (y1, a), (y2, b) = edges["x1"]
    (_, c), (_, d) = edges["x2"]
    return {**edges, "x1": [(y1, a), (y2, c)], "x2": [(y1, b), (y2, d)]}


back = Exercise(
    asks="Put ∂z/∂x₂, ∂z/∂x₁ and dz/ds in the blanks.",
    right=_back(chain_rule.back),
    given=(GRAPH,),
    mistakes=[
        *(replace(mistake, of=_back(mistake.of)) for mistake in map(from_the_back, PATHS)),
        Mistake(
            "the numbers on the edges that leave x₁ and x₂ are added, without those that follow",
            "Each edge multiplies by the derivative at its end: ∂z/∂y₁ or ∂z/∂y₂.",
            lambda edges: _back(chain_rule.back)({**edges, "y1": [("z", 1)], "y2": [("z", 1)]}),
        ),
        Mistake(
            "the numbers on x₁ → y₂ and x₂ → y₁ are swapped",
            "Take the two edges that leave the node: from x₂ they lead to y₁ and to y₂.",
            lambda edges: _back(chain_rule.back)(_turned(edges)),
        ),
    ],
    why="Each edge was used once, and you didn't have to list the four paths.",
    look="For each edge that leaves the node: its number times the derivative at its end. "
    "Then add.",
    names=("∂z/∂x₂", "∂z/∂x₁", "dz/ds"),
    template=templates.BACK,
)


UNSEEN_PATHS: list[list[list[float]]] = [
    [[2.0, 3.0, -1.0], [4.0, 0.5], [-2.0, 5.0, 3.0, 1.5]],
    [[3.0, -2.0]],
    [[1.5], [-4.0], [0.25, 6.0], [2.0, 0.0, 7.0]],
    [[2.0, 2.0, 0.5], [3.0, -1.0, -1.0], [3.0, -1.0, -1.0]],
]

two_lines = Code(
    Exercise(
        asks=REPLACE_EACH,
        right=chain_rule,
        given=(UNSEEN_PATHS[0],),
        mistakes=[
            *PATHS,
            LARGEST_PATH_ONLY,
            Mistake(
                "each path starts from the product of the path before",
                "Start each path afresh: product = 1 belongs in the outer loop.",
                lambda paths: float(np.cumprod([np.prod(path) for path in paths]).sum()),
            ),
            Mistake(
                "1 is added to the numbers along each path",
                "product starts at 1, because along a path we multiply.",
                ChainRule(along=lambda path: 1 + sum(path)),
            ),
            Mistake(
                "0 is multiplied by every path",
                "total starts at 0, and anything times 0 is 0. Across paths we add.",
                lambda paths: 0.0,
            ),
        ],
        why="Any number of paths, of any length: that's the whole chain rule.",
        look="Along a path: product * number. Across paths: total + product.",
        digits=6,
    ),
    [(paths,) for paths in UNSEEN_PATHS],
)


def _dz(rule: Callable[..., Any]) -> Callable[[Edges, str], Any]:
    return lambda edges, node: rule(edges, node, {"z": 1.0})


UNSEEN_GRAPHS: Sequence[tuple[Edges, str]] = (
    ({"s": [("y", 3.0), ("z", -1.5)], "y": [("z", 2.0)]}, "s"),
    (GRAPH, "s"),
    (GRAPH, "x2"),
    (
        {
            "a": [("b", 2.0)],
            "b": [("c", -0.5), ("d", 3.0), ("z", 1.0)],
            "c": [("d", 4.0)],
            "d": [("z", 0.25)],
        },
        "a",
    ),
    ({"s": [("z", 2.0), ("y", 3.0), ("y", 0.5)], "y": [("z", 4.0)]}, "s"),  # two edges to y
    (GRAPH, "z"),
)

whole = Code(
    Exercise(
        asks="Write the body of the function. It must return ∂z/∂node.",
        right=_dz(chain_rule.back),
        given=UNSEEN_GRAPHS[0],
        mistakes=[
            replace(mistake, of=_dz(mistake.of))
            for mistake in map(from_the_back, (*PATHS, LARGEST_PATH_ONLY))
        ],
        why="It works for any graph. Save each result, so that no node is computed twice, and "
        "you have the walk from back to front.",
        look="At z the answer is 1. At any other node, add up over its edges: the "
        "number on the edge times the derivative at its end.",
        digits=6,
    ),
    UNSEEN_GRAPHS,
)

predictions, sheet = collected(__name__)
