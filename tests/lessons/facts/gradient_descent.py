"""The numbers with a decimal point in the prose of lesson 01, cell by cell."""

import numpy as np

from lessons_lib.lessons.gradient_descent import IN_THE_BOWL, ON_THE_CURVE
from lessons_lib.lessons.shared.landscape import BOWL, PARABOLA, TWO_VALLEYS, WalkDown
from lessons_lib.network import Network
from lessons_lib.notation import number


def facts():
    good = WalkDown.down(PARABOLA, (10,), 0.2)
    slow = WalkDown.down(PARABOLA, (10,), ON_THE_CURVE["too small"])
    large = WalkDown.down(PARABOLA, (10,), 0.8)
    assert large.verdict().startswith("Large")
    right = WalkDown.down(TWO_VALLEYS, (10,), 0.25)
    left, top, _ = sorted(np.roots([1 / 25, 0, -2, 2]))  # where the slope is 0
    from_1, from_more = (WalkDown.down(TWO_VALLEYS, (at,), 0.25) for at in (1, 1.1))
    assert from_1.steps[-1].theta < left + 0.01 and from_more.steps[-1].theta > 6.49
    assert all(walk.verdict().startswith("Good") for walk in (right, from_1, from_more))
    jumped = WalkDown.down(TWO_VALLEYS, (10,), 0.5)
    assert jumped.steps[0].theta > top > jumped.steps[1].theta
    assert jumped.verdict().endswith("It never comes to rest.")
    for_ever = WalkDown.down(TWO_VALLEYS, (10,), 0.5, steps=1000)
    x0, x1, x2 = (step.theta.item() for step in good.steps[:3])
    start = WalkDown.down(BOWL, (-4, 2), 0.1)
    pairs = ON_THE_CURVE.values()
    too_large, diverging = IN_THE_BOWL["too large"], IN_THE_BOWL["diverging"]
    assert abs(WalkDown.down(PARABOLA, (10,), ON_THE_CURVE["diverging"]).steps[2].theta) > 12
    parameters = Network.random((1000, *[1000] * 8), scale="zeros").theta.size
    assert parameters == 8008000

    return {
        "title": ["0.25"],
        "curve-predict": ["0.2"],
        "curve-explain": [
            "0.2",
            number(x1 - x2),
            number(x2),
            number(good.steps[10].theta.item()),
            number(good.losses[20]).partition("×")[0],
        ],
        "rate-predict": [number(x1 / x0), "0.5"],
        "rate-explain": [
            *(number(value) for eta in (*pairs, large.eta) for value in (eta, 1 - 2 * eta)),
            number(slow.steps[20].theta.item()),
            "0.5",
        ],
        "valleys-explain": [
            number(right.eta),
            number(right.steps[-1].theta.item()),
            number(right.losses[-1]),
            number(left**4 / 100 - left**2 + 2 * left + 40),
            number(top),
            "1.1",
            number(jumped.eta),
            *(number(step.theta.item()) for step in for_ever.steps[-2:]),
        ],
        "bowl-explain": [
            "−0.1",
            *(number(value) for value in start.steps[1].theta - start.steps[0].theta),
            *map(number, start.steps[1].theta),
        ],
        "bowl-rate-explain": [
            *map(
                number,
                (too_large, 1 - 2 * too_large, 1 - 6 * too_large, diverging, 1 - 6 * diverging),
            )
        ],
        "count-explain": [number(2 * parameters / 1000 / 3600)],
        "code-predict": ["0.2", f"{good.steps[10].theta.item():.6f}"],
        "code-explain": [number(x1 / x0)],
        "summary": ["0.2"],
    }
