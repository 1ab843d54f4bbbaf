"""Lesson 01, fresh numbers for the exercises."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from lessons_lib.exercise.template import Template
from lessons_lib.functions import Array
from lessons_lib.lessons.gradient_descent.losses import Parabola, TurnedBowl

TEN_STEPS = Template(
    draw=lambda draw: (
        -float(draw.whole(3, 9)),
        draw.pick(0.02, 0.03, 0.05, 0.06, 0.07, 0.08, 0.09, 0.12),
        10,
    ),
    numbers=lambda theta, eta, steps: {"theta": theta, "eta": eta, "factor": 1 - 2 * eta},
    marked=r"""
{theta:m}
{eta}
1 - 2 \cdot {eta} = {factor}
{theta} * {factor}**10
""",
)


def _two_steps(slope: Parabola, theta: float, eta: float) -> dict[str, float]:
    theta1 = theta - eta * slope(theta)
    return {
        **{"c": slope.c, "d": slope.d, "theta": theta, "eta": eta},
        **{"slope": slope(theta), "theta1": theta1, "slope1": slope(theta1)},
    }


TWO_STEPS = Template(
    draw=lambda draw: (
        Parabola(draw.whole(2, 9), draw.whole(2, 9)),
        float(draw.whole(-6, 6)),
        draw.pick(0.1, 0.2, 0.3),
    ),
    numbers=_two_steps,
    marked=r"""
- {c} \cdot \theta + {d}
\theta^0 = {theta}
{eta}
2 \cdot \theta - {c}
{theta:m}
{theta} - {eta} \cdot {slope:b}
[{theta} - {eta} * {slope}, {theta1} - {eta} * {slope1}]
""",
)


def _turned(slope: TurnedBowl, theta: Array, eta: float, steps: int) -> dict[str, float]:
    named = dict(zip(("theta1", "theta2", "g1", "g2"), (*theta, *slope(theta)), strict=True))
    return {"m": slope.m, "twice": 2 * slope.m, "more": 2 * slope.m + 1, "eta": eta, **named}


TURNED = Template(
    draw=lambda draw: (
        TurnedBowl(draw.whole(2, 5)),
        np.array(draw.distinct(2, lambda: float(draw.whole(-5, 5)))),
        draw.pick(0.1, 0.2, 0.05),
        1,
    ),
    numbers=_turned,
    marked=r"""
{m} \cdot \theta_2 \cdot \theta_2
({theta1}, {theta2})
\eta = {eta}
\theta_1 + {twice} \cdot \theta_2
{g1:m}
{g2:m}
[{theta1} - {eta} * {g1}, {theta2} - {eta} * {g2}]
""",
)


def _parameters(sizes: Sequence[int]) -> dict[str, float]:
    weights = sum(a * b for a, b in pairwise(sizes))
    named = {f"n{i}": size for i, size in enumerate(sizes)}
    return {**named, "weights": weights, "biases": sum(sizes[1:])}


PARAMETERS = Template(
    draw=lambda draw: (tuple(map(int, draw.distinct(4, lambda: draw.whole(2, 9)))),),
    numbers=_parameters,
    marked="\n".join(("{n0}", "{n1}", "{n2}", "{n3}")),
)
