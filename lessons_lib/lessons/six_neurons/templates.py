r"""Lesson 05, fresh numbers for the four lines of which one is wrong.

A line is a formula and its result. Each is written as the right one, or as one of its WRONG ones;
the lines behind it go on with what it gives, and are right.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from lessons_lib import lecture, network
from lessons_lib.exercise.template import Draw, Number, Template
from lessons_lib.functions import half_squared_error
from lessons_lib.language import Later
from lessons_lib.lessons.shared.wrong_choices import other_lines


class WrittenLine(NamedTuple):
    """A line of the calculation: its number, its formula, and what the formula gives.

    why: what is wrong with it, if it is.
    """

    number: int
    formula: str
    result: Callable[..., float]
    why: str = ""


RIGHT = (
    WrittenLine(2, r"{a} \cdot (1 - {a})", lambda a, **_: a * (1 - a)),
    WrittenLine(
        3,
        r"{w13:b} \cdot {d3:b} + {w14:b} \cdot {d4:b}",
        lambda w13, w14, d3, d4, **_: w13 * d3 + w14 * d4,
    ),
    WrittenLine(4, r"{slope:b} \cdot {back:b}", lambda slope, back, **_: slope * back),
)
OVER_BOTH = Later("Two wires leave neuron 1, with the weights 2 and −2. Across paths we add.")
WRONG = (
    WrittenLine(
        3,
        r"{w13:b} \cdot {d3:b} + {w23:b} \cdot {d4:b}",
        lambda w13, w23, d3, d4, **_: w13 * d3 + w23 * d4,
        Later(
            "The weights 2 and −1 are those into neuron 3, a row of w. The wires that leave "
            "neuron 1 have the weights 2 and −2, a column of w. So w wasn't transposed."
        ),
    ),
    WrittenLine(3, r"{w13:b} \cdot {d3:b}", lambda w13, d3, **_: w13 * d3, OVER_BOTH),
    WrittenLine(
        3,
        r"{w13:b} \cdot {d3:b} - {w14:b} \cdot {d4:b}",
        lambda w13, w14, d3, d4, **_: w13 * d3 - w14 * d4,
        OVER_BOTH,
    ),
    WrittenLine(
        2,
        r"{a} \cdot {a}",
        lambda a, **_: a * a,
        Later("σ′(z₁) is a₁·(1 − a₁), not a₁·a₁."),
    ),
    WrittenLine(
        4,
        r"{slope:b} + {back:b}",
        lambda slope, back, **_: slope + back,
        Later("Along a path we multiply: σ′(z₁) times what comes back, not plus."),
    ),
    WrittenLine(
        4,
        r"{a} \cdot {back:b}",
        lambda a, back, **_: a * back,
        Later("Going back, neuron 1 multiplies by σ′(z₁), not by its a₁."),
    ),
)
LINES_RIGHT = (
    Later("Line 1 is right: both numbers come from the backward pass with this target."),
    Later("Line 2 is right: a₁·(1 − a₁) is σ′(z₁)."),
    Later("Line 3 is right: the wires that leave neuron 1 have the weights 2 and −2."),
    Later("Line 4 does the right thing with line 3. The mistake comes earlier."),
)


def wrong_line(kind: int, target1: float, target2: float) -> int:
    """The number of the line that is wrong."""
    return WRONG[kind].number


def _numbers(kind: int, target1: float, target2: float) -> dict[str, Any]:
    net = lecture.six_neurons()
    trace = network.forward(net, lecture.X)
    target = np.array([[target1], [target2]])
    middle = network.backward(net, trace, half_squared_error.d(trace.y, target)).dC_dz[1]
    w = net.layers[1].w
    found = {"a": trace.a[1][0, 0], "d3": middle[0, 0], "d4": middle[1, 0]}
    found |= {"w13": w[0, 0], "w14": w[1, 0], "w23": w[0, 1]}
    known = {name: _rounded(value) for name, value in found.items()}
    wrong, written = WRONG[kind], {}
    for right, gives in zip(RIGHT, ("slope", "back", "result"), strict=True):
        line = wrong if wrong.number == right.number else right
        known[gives] = _rounded(line.result(**known))
        written[f"line{line.number}"] = f"{line.formula} = {{{gives}}}".format(**known)
    return {
        **{"t1": target1, "t2": target2, "d3": known["d3"], "d4": known["d4"]},
        **{"line": wrong.number, "why": wrong.why, **written},
        **other_lines(wrong.number, LINES_RIGHT),
    }


def _rounded(value: float) -> Number:
    """With three digits, as the lines are written."""
    return Number(f"{value:.3g}")


def _draw(draw: Draw) -> tuple[int, float, float]:
    return draw.whole(0, len(WRONG) - 1, but=()), draw.decimal(0, 1), draw.decimal(0, 1)


LINE = Template(
    draw=_draw,
    numbers=_numbers,
    marked=r"""
({t1}, {t2})
\frac{{\partial C}}{{\partial z_3}} = {d3}
\frac{{\partial C}}{{\partial z_4}} = {d4}
{line2}
{line3}
{line4}
check.line({line})
""",
)
