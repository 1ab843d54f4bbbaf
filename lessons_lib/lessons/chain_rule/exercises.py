"""Lesson 02, exercises: multiply along a path, add over paths, by hand and by code."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from lessons_lib.exercise import REPLACE_BOTH, Code, Exercise, Prediction, Predictions
from lessons_lib.functions import Array
from lessons_lib.language import Later
from lessons_lib.lessons.chain_rule import one_path_scene, two_paths_scene
from lessons_lib.mistakes.mistake import Mistake
from lessons_lib.mistakes.paths import (
    ALONG,
    LARGEST_PATH_ONLY,
    PATHS,
    ChainRule,
    Edges,
    from_the_back,
)
from lessons_lib.mistakes.wrong_factors import (
    TEN_TIMES,
    TENTH,
    WRONG_SIGN,
    degrees_read_as_radians,
    wrong_factor_in_one,
    wrong_factors,
)

chain_rule = ChainRule()

_AT_2 = two_paths_scene.edge_numbers(2)  # where Case 2 starts

predictions = Predictions()

predict_product = Prediction(
    call="check.predict_product",
    asks=Later("How many times as much as x does z move?"),
    truth=one_path_scene.slopes(1)[2],
    why=Later(
        "y moves 2 times as much as x, and z 6 times as much as that: along a path we multiply."
    ),
    tempting=Later("8: the two numbers are added."),
    noted_in=predictions,
)

predict_sum = Prediction(
    call="check.predict_sum",
    asks=Later("How fast does z move with s? Put the number in the place of the blank."),
    truth=_AT_2["sx"] * _AT_2["xz"] + _AT_2["sy"] * _AT_2["yz"],
    why=Later("The paths bring 12 and −5, and over paths we add."),
    tempting=Later("−60: the two paths are multiplied. 17: the minus of the second path is lost."),
    noted_in=predictions,
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
    call="check.ratio",
    asks=Later("Put Δz/Δx in the place of the blank, with four digits."),
    right=_ratio,
    digits=4,  # with three, the new z looks the same
    by_hand=lambda *given: (_ratio_by_hand, given),
    given=(1.0, 0.5),
    mistakes=[
        Mistake(
            Later("the derivative is read, and not the ratio"),
            Later(
                "The derivative is what the ratio comes to when Δx shrinks. This Δx has not shrunk."
            ),
            lambda x, dx: one_path_scene.slopes(x)[2],
        ),
        Mistake(
            Later("Δz is read, and not Δz/Δx"),
            Later("Divide Δz by the nudge Δx."),
            lambda x, dx: one_path_scene.nudged(x, dx)[1],
        ),
        Mistake(
            Later("the new z is read, and not Δz/Δx"),
            Later("Δz is how far z moves: the new z minus the old one. Divide it by Δx."),
            lambda x, dx: one_path_scene.h(one_path_scene.g(x + dx)),
        ),
        Mistake(
            Later("the derivative is taken at the end of the step"),
            Later("The ratio belongs to the whole step: Δz divided by Δx."),
            lambda x, dx: one_path_scene.slopes(x + dx)[2],
        ),
        Mistake(
            Later("the nudge is still 0.01"),
            Later("Set nudge Δx to 0.5."),
            lambda x, dx: _ratio(x, 0.01),
        ),
        Mistake(
            Later("the fraction stands on its head"),
            Later("Δz is above the line, and Δx below it."),
            lambda x, dx: 1 / _ratio(x, dx),
        ),
        Mistake(
            Later("the nudge goes the other way"),
            Later("Set nudge Δx to 0.5, without a minus."),
            lambda x, dx: _ratio(x, -dx),
        ),
        Mistake(
            Later("the nudge is still 1"),
            Later("Set nudge Δx to 0.5."),
            lambda x, dx: _ratio(x, 1.0),
        ),
        *(mistake.on(_ratio_path) for mistake in ALONG),
        *wrong_factors(_ratio, WRONG_SIGN, TEN_TIMES, TENTH),
    ],
    why=Later(
        "It is the product of the two ratios on the edges, and still far from the derivative, 12."
    ),
    look=Later(
        "Set nudge Δx to 0.5, and x to 1. The first formula above the picture begins with Δz/Δx."
    ),
)


def _sine_paths(x: float) -> tuple[list[list[Any]]]:
    return ([[2 * x, np.cos(x * x)]],)


def _sine(x: float) -> Any:
    return chain_rule(*_sine_paths(x))


_DEGREES = degrees_read_as_radians(np.cos)

sine = Exercise(
    call="check.sine",
    asks=Later("Put dz/dx in the place of the blank."),
    right=_sine,
    given=(3.0,),
    mistakes=[
        *(mistake.on(_sine_paths) for mistake in ALONG),
        replace(_DEGREES, of=lambda x: 2 * x * _DEGREES.of(x * x)),
        Mistake(
            Later("dz/dy is taken at x, not at y"),
            Later("z is computed from y, so its derivative is cos(y), with y = x · x."),
            lambda x: 2 * x * np.cos(x),
        ),
        Mistake(
            Later("dy/dx is taken at y, not at x"),
            Later("y is computed from x, so its derivative is 2 · x."),
            lambda x: 2 * x * x * np.cos(x * x),
        ),
        Mistake(
            Later("one derivative is put into the other one"),
            Later("cos(2 · x) is not on any edge. Multiply the two numbers on the edges."),
            lambda x: np.cos(2 * x),
        ),
        Mistake(
            Later("sin is not differentiated"),
            Later("The derivative of sin(y) is cos(y)."),
            lambda x: 2 * x * np.sin(x * x),
        ),
        Mistake(
            Later("z itself is computed, and not its derivative"),
            Later("We ask how fast z moves when x moves."),
            lambda x: np.sin(x * x),
        ),
        Mistake(
            Later("y stands where dy/dx belongs"),
            Later("The first edge carries the derivative of x · x: 2 · x."),
            lambda x: x * x * np.cos(x * x),
        ),
        Mistake(
            Later("sin of dy/dx is computed"),
            Later("sin(2 · x) is not on any edge. Multiply 2 · x and cos(y)."),
            lambda x: np.sin(2 * x),
        ),
        Mistake(
            Later("the 2 of 2 · x is forgotten"),
            Later("The derivative of x · x is 2 · x."),
            lambda x: x * np.cos(x * x),
        ),
        *wrong_factors(_sine, WRONG_SIGN, TEN_TIMES, TENTH),
    ],
    why=Later("Each derivative at the beginning of its own edge: 2 · x at x, cos at y."),
    look=Later(
        "First y = x · x. Then dy/dx = 2 · x and dz/dy = cos(y), in radians. Multiply them."
    ),
)


def _three_paths(s: float) -> tuple[list[list[float]]]:
    return ([[3.0, s * s + 1], [2 * s, 3 * s], [-4.0]],)


def _without(path: int) -> Callable[[float], Any]:
    def of(s: float) -> Any:
        (paths,) = _three_paths(s)
        return chain_rule(paths[:path] + paths[path + 1 :])

    return of


three_paths = Exercise(
    call="check.three_paths",
    asks=Later("Put dz/ds in the place of the blank."),
    right=lambda s: chain_rule(*_three_paths(s)),
    given=(2.0,),
    mistakes=[
        *(mistake.on(_three_paths) for mistake in PATHS),
        *(
            Mistake(
                Later("the path {route} is left out", route=route),
                Later("s is used three times, so there are three paths. Over all of them we add."),
                _without(path),
            )
            for path, route in enumerate(("s → x → z", "s → y → z", Later("straight from s to z")))
        ),
        Mistake(
            Later("∂z/∂x and ∂z/∂y are mixed up"),
            Later("In z = x · y each edge carries the other factor: ∂z/∂x = y, and ∂z/∂y = x."),
            lambda s: 3 * (3 * s) + 2 * s * (s * s + 1) - 4,
        ),
        Mistake(
            Later("the straight path brings −4 · s"),
            Later("An edge carries a derivative, and the derivative of −4 · s is −4."),
            lambda s: chain_rule(*_three_paths(s)) + 4 - 4 * s,
        ),
        Mistake(
            Later("z itself is computed, and not its derivative"),
            Later("We ask how fast z moves when s moves."),
            lambda s: 3 * s * (s * s + 1) - 4 * s,
        ),
        *wrong_factors(lambda s: chain_rule(*_three_paths(s)), WRONG_SIGN),
    ],
    why=Later("Three paths, three products, one sum. The straight path has one edge only."),
    look=Later(
        "Find the number on each edge: dx/ds, dy/ds, ∂z/∂x, ∂z/∂y, and −4 on the straight one."
    ),
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


BACK_NAMES = ("∂z/∂x₂", "∂z/∂x₁", "dz/ds")

back = Exercise(
    call="check.back",
    asks=Later("Put ∂z/∂x₂, ∂z/∂x₁ and dz/ds in the place of the blanks."),
    right=_back(chain_rule.back),
    given=(GRAPH,),
    mistakes=[
        *(replace(mistake, of=_back(mistake.of)) for mistake in map(from_the_back, PATHS)),
        Mistake(
            Later("the numbers on the edges out of x₁ and x₂ are added, without those behind them"),
            Later("Each edge multiplies by the derivative at its end: ∂z/∂y₁ or ∂z/∂y₂."),
            lambda edges: _back(chain_rule.back)({**edges, "y1": [("z", 1)], "y2": [("z", 1)]}),
        ),
        Mistake(
            Later("the numbers of x₁ → y₂ and x₂ → y₁ are swapped"),
            Later("Take the two edges that leave the node: from x₂ they lead to y₁ and to y₂."),
            lambda edges: _back(chain_rule.back)(_turned(edges)),
        ),
        *wrong_factors(_back(chain_rule.back), WRONG_SIGN),
        *wrong_factor_in_one(_back(chain_rule.back), BACK_NAMES),
    ],
    why=Later("Each edge was used once, and the four paths did not have to be listed."),
    look=Later(
        "For each edge that leaves the node: its number times the derivative at its end. Then add."
    ),
    names=BACK_NAMES,
)


def _products_go_on(paths: Sequence[Sequence[float]]) -> float:
    return float(np.cumprod([np.prod(path) for path in paths]).sum())


UNSEEN_PATHS: list[list[list[float]]] = [
    [[2.0, 3.0, -1.0], [4.0, 0.5], [-2.0, 5.0, 3.0, 1.5]],
    [[3.0, -2.0]],
    [[1.5], [-4.0], [0.25, 6.0], [2.0, 0.0, 7.0]],
]

two_lines = Code(
    Exercise(
        call="check.two_lines",
        asks=REPLACE_BOTH,
        right=chain_rule,
        given=(UNSEEN_PATHS[0],),
        mistakes=[
            *PATHS,
            LARGEST_PATH_ONLY,
            Mistake(
                Later("each path goes on with the product of the path before"),
                Later("Begin each path anew: product = 1 stands in the first loop."),
                _products_go_on,
            ),
            Mistake(
                Later("1 is added to the numbers along each path"),
                Later("product starts at 1, to be multiplied: along a path we multiply."),
                ChainRule(along=lambda path: 1 + sum(path)),
            ),
            Mistake(
                Later("0 is multiplied by every path"),
                Later("total starts at 0, and what is multiplied by 0 stays 0. Over paths we add."),
                lambda paths: 0.0,
            ),
        ],
        why=Later("Any number of paths, of any length: that is the whole chain rule."),
        look=Later("Along a path: product * number. Over the paths: total + product."),
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
    (GRAPH, "z"),
)

whole = Code(
    Exercise(
        call="check.whole",
        asks=Later("Write the body of the function, and let it return ∂z/∂node."),
        right=_dz(chain_rule.back),
        given=UNSEEN_GRAPHS[0],
        mistakes=[
            replace(mistake, of=_dz(mistake.of))
            for mistake in map(from_the_back, (*PATHS, LARGEST_PATH_ONLY))
        ],
        why=Later(
            "It fits any graph. Note each result, so that no node is asked twice, "
            "and you have the walk from the back."
        ),
        look=Later(
            "At z the answer is 1. At any other node, add up over its edges: the "
            "number on the edge times the derivative at its end."
        ),
        digits=6,
    ),
    UNSEEN_GRAPHS,
)
