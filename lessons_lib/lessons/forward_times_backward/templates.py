"""Lesson 06, fresh numbers for the exercises."""

from typing import Any

from lessons_lib.exercise.template import Draw, Number, Template
from lessons_lib.language import Later
from lessons_lib.lessons.shared.parameters import weights
from lessons_lib.lessons.shared.wrong_choices import other_lines

PRODUCT = Template(
    draw=lambda draw: (
        draw.decimal(0.1, 0.9),
        float(draw.whole(-5, 5)),
        draw.signed(0.1, 0.9),
        draw.decimal(0.1, 0.9),
    ),
    numbers=lambda a, w, dC_dz, sent: {"a": a, "w": w, "dC_dz": dC_dz, "sent": sent},
    marked=r"""
{w:m}
{a}
\frac{{\partial C}}{{\partial z}} = {dC_dz}
a = {sent}
[{a} * {dC_dz}, {dC_dz}]
""",
)


def _costs(draw: Draw) -> tuple[float, ...]:
    here = draw.decimal(0.4, 0.9)
    less, more = draw.whole(11, 99) / 1000, draw.whole(11, 99) / 1000
    return here - less, here, here + more, draw.pick(0.02, 0.05, 0.1)


CENTRAL = Template(
    draw=lambda draw: tuple(round(number, 3) for number in _costs(draw)),
    numbers=lambda behind, here, ahead, h: {
        **{"behind": behind, "here": here, "ahead": ahead, "h": h},
        **{"rise": ahead - behind, "way": 2 * h},
    },
    marked=r"""
h = {h}
C(w - h) = {behind}
C(w) = {here}
C(w + h) = {ahead}
2h = {way}
({ahead} - {behind}) / (2 * {h})
""",
)

PASSES = Template(
    draw=lambda draw: tuple(map(int, draw.distinct(3, lambda: draw.whole(2, 9)))),
    numbers=lambda *sizes: {
        **{f"n{i}": size for i, size in enumerate(sizes)},
        **{"weights": weights(sizes), "biases": sum(sizes[1:])},
    },
    marked=r"""
{n0}
{n1}
{n2}
[2 * ({n0} * {n1} + {n1} * {n2} + {n1} + {n2}), 2]
""",
)


def suspect(mistake: int, w2: float, x: float, a1: float, slope2: float) -> int:
    """Which of the four mistakes was made in a network of two neurons in a row."""
    return mistake


def _factors(mistake: int, w2: float, x: float, a1: float, slope2: float) -> tuple[float, ...]:
    """By which factor the gradients of w₂, b₂, w₁ and b₁ are off."""
    slope1 = a1 * (1 - a1)
    return (
        (1 / slope2, 1 / slope2, 1 / slope2, 1 / slope2),
        (1, 1, 1 / slope1, 1 / slope1),
        (1, 1, 1 / w2, 1 / w2),
        (1, 1, a1 / x, 1),
    )[mistake - 1]


def _suspect(*given: Any) -> dict[str, Any]:
    mistake, w2, x, a1, slope2 = given
    slope1 = a1 * (1 - a1)
    of = dict(zip(("of_w2", "of_b2", "of_w1", "of_b1"), _factors(*given), strict=True))
    by = Number(of["of_w1"])
    why = (
        Later(
            "All four are off by the same factor, so it comes in at the output: "
            "{by:m} is 1/σ′(z₂).",
            by=by,
        ),
        Later(
            "Layer 2 is right, so ∂C/∂z₂ is too. In layer 1 even the bias is wrong, so "
            "∂C/∂z₁ is wrong too. And 1/σ′(z₁) is {by:m}: the missing factor gives itself away.",
            by=by,
        ),
        Later(
            "Layer 2 is right, so ∂C/∂z₂ is too. In layer 1 even the bias is wrong, so "
            "∂C/∂z₁ is wrong too. And 1/w₂ is {by:m}: the missing factor gives itself away.",
            by=by,
        ),
        Later(
            "Both biases are right, so every ∂C/∂z is. Only ∂z₁/∂w₁ is wrong: "
            "a₁ in place of x gives the factor a₁/x, which is {by:m}.",
            by=by,
        ),
    )
    others = (
        Later("Mistake 1 is made at the output. It would spoil w₂ and b₂ too, but they are right."),
        Later(
            "Mistake 2 would leave w₂ and b₂ right, and multiply both w₁ and b₁ by 1/σ′(z₁), "
            "which is {by:m}.",
            by=Number(1 / slope1),
        ),
        Later(
            "Mistake 3 would leave w₂ and b₂ right, and multiply both w₁ and b₁ by 1/w₂, "
            "which is {by:m}.",
            by=Number(1 / w2),
        ),
        Later("Mistake 4 leaves every bias right, because ∂C/∂z is right. Here b₁ is wrong."),
    )
    return {
        **{"w2": w2, "x": x, "a1": a1, "slope1": slope1, "slope2": slope2, **of},
        **{"mistake": mistake, "why": why[mistake - 1], **other_lines(mistake, others)},
    }


SUSPECT = Template(
    draw=lambda draw: (
        draw.whole(1, 4),
        draw.pick(-2.5, -2.0, -1.25, -0.8, -0.5, -0.4, 0.4, 0.5, 0.8, 1.25, 2.0, 2.5),
        draw.pick(-2.0, -1.0, -0.4, 0.4, 1.0, 2.0),
        draw.pick(0.2, 0.5, 0.8),
        draw.pick(0.1, 0.125, 0.2, 0.25),
    ),
    numbers=_suspect,
    marked=r"""
x = {x}
a_1 = {a1}
w_2 = {w2}
\sigma'(z_1) = {slope1}
\sigma'(z_2) = {slope2}
$w_2$ ×{of_w2:m}
$b_2$ ×{of_b2:m}
$w_1$ ×{of_w1:m}
$b_1$ ×{of_b1:m}
×{of_w1:m}
check.suspect({mistake})
""",
)
