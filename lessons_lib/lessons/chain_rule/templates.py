"""Lesson 02, fresh numbers for the exercises."""

import numpy as np
from matplotlib.figure import Figure

from lessons_lib.draw.neurons import bare_axes
from lessons_lib.exercise.template import Draw, Template
from lessons_lib.lessons.chain_rule import all_paths_scene, one_path_scene
from lessons_lib.lessons.shared.svg import as_svg
from lessons_lib.mistakes.paths import Edges
from lessons_lib.notation import number, subscript


def _ratio(x: float, dx: float) -> dict[str, float]:
    dy, dz = one_path_scene.nudged(x, dx)
    return {"dx": dx, "first": dy / dx, "second": dz / dy}


RATIO = Template(
    draw=lambda draw: (1.0, draw.whole(6, 19) / 20),
    numbers=_ratio,
    marked="{dx}\n{first}\n{second}",
)

SINE = Template(
    draw=lambda draw: (draw.pick(1.5, 2.5, 3.0, 3.5, 4.0, 4.5, 5.0, 5.5, 6.0, 6.5, 8.0, 9.0),),
    numbers=lambda x: {"x": x, "y": x * x, "cos": float(np.cos(x * x))},
    marked=r"""
{x}
\cos({y}) = {cos:3}
2 * {x} * {cos:3}
""",
)


def _three_paths(s: float, k: float, c: float) -> dict[str, float]:
    return {"s": s, "k": k, "c": c, "minus": -c, "x": k * s, "y": s * s + 1, "dy": 2 * s}


THREE_PATHS = Template(
    draw=lambda draw: (
        float(draw.whole(-3, 4)),
        float(draw.whole(2, 6)),
        float(draw.whole(2, 9)),
    ),
    numbers=_three_paths,
    marked=r"""
x = {k} \cdot s
-{c} \cdot s
- {c} \cdot s
s = {s}
x = {x}
y = {y}
\frac{{dx}}{{ds}} = {k}
\frac{{dy}}{{ds}} = {dy}
{minus:m}
{k} * {y} + {dy} * {x} - {c}
""",
)


def _edges(draw: Draw) -> tuple[Edges]:
    def number() -> float:
        return float(draw.whole(-4, 5))

    return (
        {
            "s": [("x1", number()), ("x2", number())],
            "x1": [("y1", number()), ("y2", number())],
            "x2": [("y1", number()), ("y2", number())],
            "y1": [("z", number())],
            "y2": [("z", number())],
        },
    )


def _back(edges: Edges) -> dict[str, float]:
    named = {f"{start}{end}": number for start in edges for end, number in edges[start]}
    for x in ("x1", "x2"):
        named[x] = sum(number * named[f"{y}z"] for y, number in edges[x])
    return named


@as_svg
def _graph(edges: Edges) -> Figure:
    fig = Figure(figsize=(5.5, all_paths_scene.HEIGHT))
    ax = fig.add_axes((0, 0, 1, 1))
    bare_axes(ax, 5.5, all_paths_scene.HEIGHT)
    numbers = {f"{a}_{b}": number(one) for a in edges for b, one in edges[a]}
    inside = {name: subscript(name) for name in all_paths_scene.NODES}
    all_paths_scene.graph(ax).show(inside, numbers, lit=())
    return fig


BACK = Template(
    draw=_edges,
    numbers=_back,
    picture=_graph,
    marked=r"""
$s → x_1$ | {sx1:m}
$s → x_2$ | {sx2:m}
$x_1 → y_1$ | {x1y1:m}
$x_1 → y_2$ | {x1y2:m}
$x_2 → y_1$ | {x2y1:m}
$x_2 → y_2$ | {x2y2:m}
$y_1 → z$ | {y1z:m}
$y_2 → z$ | {y2z:m}
\frac{{\partial z}}{{\partial y_1}} = {y1z}
\frac{{\partial z}}{{\partial y_2}} = {y2z}
{x2y1:b} \cdot {y1z:b} + {x2y2:b} \cdot {y2z:b}
[{x2}, {x1}, {sx1} * {x1} + {sx2} * {x2}]
""",
)
