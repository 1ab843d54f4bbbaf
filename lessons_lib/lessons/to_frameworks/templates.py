"""Lesson 12, fresh numbers for the exercises by hand."""

from typing import Any

import numpy as np

from lessons_lib.exercise.template import Draw, Template
from lessons_lib.functions import Array

SHAPES = Template(
    draw=lambda draw: tuple(map(int, draw.distinct(3, lambda: draw.whole(2, 12)))),
    numbers=lambda neurons, inputs, examples: {"n": neurons, "m": inputs, "k": examples},
    marked="""
{n} neurons
{m} inputs
{k} examples
{n} 个神经元
{m} 个输入
{k} 个样本
[{n}, {k}, {m}, {k}, {n}, {m}]
""",
)


def _shares(draw: Draw) -> tuple[Any, ...]:
    """Three different outputs of a softmax, and which z is nudged: z₂."""
    first, second = draw.distinct(2, lambda: draw.decimal(0.1, 0.6))
    third = round(1 - first - second, 2)
    if third < 0.1 or third in (first, second):
        return _shares(draw)
    return np.array([first, second, third]), 1


def _slopes(y: Array, j: int) -> dict[str, float]:
    first, second, third = y.tolist()
    own, other = second * (1 - second), -first * second
    return {"y1": first, "y2": second, "y3": third, "own": own, "other": other}


SLOPES = Template(
    draw=_shares,
    numbers=_slopes,
    marked="""
y = ({y1}, {y2}, {y3})
is {own:m}
is {other:m}
是 {own:m}
是 {other:m}
[-{y1} * {y2}, {y2} * (1 - {y2}), -{y3} * {y2}]
""",
)
