"""Lesson 10, fresh numbers for the exercises by hand."""

import numpy as np

from lessons_lib.exercise.template import Draw, Template
from lessons_lib.functions import Array

ACCURACY = Template(
    draw=lambda draw: (draw.whole(5, 60), 359, 1438),
    numbers=lambda wrong, n, learnt: {"wrong": wrong},
    marked="{wrong}",
)


def _outputs(draw: Draw) -> tuple[Array, int]:
    """Outputs in sum 1 for a 2; the network does not think that it is one."""
    y2, other = draw.decimal(0.1, 0.3), draw.decimal(0.1, 0.3)
    y = np.round([other, 1 - other - y2, y2], 9)
    return y if draw.pick(True, False) else y[[1, 0, 2]], 2


OUTPUT = Template(
    draw=_outputs,
    numbers=lambda y, digit: {f"y{i}": value for i, value in enumerate(y)},
    marked=r"""
y_0 = {y0}
y_1 = {y1}
y_2 = {y2}
[{y0}, {y1}, {y2} - 1]
""",
)


def _pixel(x: Array, w: Array, dC_dz: Array) -> dict[str, float]:
    return {
        **{"x1": x[0], "x2": x[1], "d1": dC_dz[0], "d2": dC_dz[1]},
        **{"w12": w[0, 1], "w21": w[1, 0], "w22": w[1, 1]},
    }


PIXEL = Template(
    draw=lambda draw: (
        np.array(draw.distinct(2, lambda: draw.decimal(0.1, 0.9))),
        np.array([[1.0, draw.whole(-5, -2)], [draw.whole(3, 6), draw.pick(0.5, 1.5, 2.5)]]),
        np.array([draw.decimal(0.1, 0.8), -draw.decimal(0.3, 0.9)]),  # both results are negative
    ),
    numbers=_pixel,
    marked=r"""
x_1 = {x1}
x_2 = {x2}
{w12:m}
{w21}
{w22}
\frac{{\partial C}}{{\partial z_1}} = {d1}
\frac{{\partial C}}{{\partial z_2}} = {d2}
1 \cdot {d1:b} + {w21:b} \cdot {d2:b}
[1 * {d1} + {w21} * {d2}, {w12} * {d1} + {w22} * {d2}]
""",
)


def _small_slopes(draw: Draw) -> tuple[Array, float]:
    """Neurons that let less than 3 % pass, although each weight is 2."""
    a = [draw.pick(0.1, 0.9), draw.pick(0.2, 0.8), draw.pick(0.3, 0.4, 0.6, 0.7)]
    first = draw.whole(0, 2, but=())
    return np.array([*a[first:], *a[:first]]), 2.0


LEFT = Template(
    draw=_small_slopes,
    numbers=lambda a, w: {
        **{f"a{i}": value for i, value in enumerate(a)},
        **{f"slope{i}": value * (1 - value) for i, value in enumerate(a)},
    },
    marked=r"""
a = {a0}
a = {a1}
a = {a2}
{slope0}
{slope1}
{slope2}
(2 * {slope0}) * (2 * {slope1}) * (2 * {slope2})
""",
)
