"""Lesson 11, fresh numbers for the exercises by hand."""

from collections.abc import Sequence
from typing import Any

from lessons_lib.exercise.template import Draw, Template


def _forward(draw: Draw) -> tuple[Any, ...]:
    """A tanh a₃, its weights to z₅ and z₆, their softmax, and the target of the exercise."""
    y = draw.decimal(0.15, 0.85)
    weights = draw.distinct(2, lambda: draw.signed(0.2, 0.9))
    return draw.signed(0.3, 0.9), weights, [y, round(1 - y, 2)], [0.0, 1.0]


def _both_ways(
    a: float, w: Sequence[float], y: Sequence[float], target: Sequence[float]
) -> dict[str, float]:
    return {
        **{"a": a, "s": 1 - a * a, "w5": w[0], "w6": w[1], "y1": y[0], "y2": y[1]},
        **{"d5": y[0] - target[0], "d6": y[1] - target[1]},
    }


DC_DZ = Template(
    draw=_forward,
    numbers=_both_ways,
    marked=r"""
y_1 = {y1:3}
y_2 = {y2:3}
a_3 = {a:3}
${w5}$
${w6}$
a_3^2 = {s:3}
[{d6:3}, {d5:3}, {s:3} * ({w5} * {d5:3} + {w6} * {d6:3})]
""",
)


def _place(draw: Draw) -> tuple[float, float]:
    """X and y whose v = x·y + x has a square that is short to write, and is neither 0, 1 nor 2."""
    x = float(draw.whole(-5, 5, but=(-1, 0, 1)))
    return x, draw.pick(1.5, 2.5, -2.5, 3.5, -3.5)


def _on_the_way(x: float, y: float) -> dict[str, float]:
    v = x * y + x
    return {"x": x, "y": y, "v": v, "w": v * v}


PATH_SUM = Template(
    draw=_place,
    numbers=_on_the_way,
    marked="""
x = {x}
y = {y}
v = {v}
w = {w}
{w} + ({x} * 1 * (2 * {v}) * {y})
""",
)
PATHS = Template(
    draw=lambda draw: tuple(map(int, draw.distinct(4, lambda: draw.whole(2, 9)))),
    numbers=lambda *sizes: {f"n{i}": size for i, size in enumerate(sizes)},
    marked="{n0}\n{n1}\n{n2}\n{n3}",
)
