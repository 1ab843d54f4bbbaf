"""Exercises in which one of several lines is wrong: what is printed, against a real network."""

import re

import numpy as np
import pytest
from others import ALL

from lessons_lib import lecture, network
from lessons_lib.exercise.practice import drawn
from lessons_lib.functions import half_squared_error
from lessons_lib.lessons.six_neurons import templates
from lessons_lib.network import Layer, Network

SEEDS = range(40)
LINE, SUSPECT = ALL["six_neurons.line"], ALL["forward_times_backward.suspect"]


def printed(exercise, seed):
    now = drawn(exercise, seed)
    return now, exercise.template.named(now.given)


def value(formula):
    return eval(formula.replace(r"\cdot", "*"))


@pytest.mark.parametrize("seed", SEEDS)
def test_one_line_is_wrong_and_all_others_follow(seed):
    now, texts = printed(LINE, seed)
    _, target1, target2 = now.given
    net = lecture.six_neurons()
    trace = network.forward(net, lecture.X)
    dC_dy = half_squared_error.d(trace.y, np.array([[target1], [target2]]))
    first, middle, _ = network.backward(net, trace, dC_dy).dC_dz
    assert [texts["d3"], texts["d4"]] == pytest.approx(middle[:, 0], rel=0.005)
    slope = trace.a[1][0, 0] * (1 - trace.a[1][0, 0])
    truth = {2: slope, 3: first[0, 0] / slope, 4: first[0, 0]}
    lines = {n: texts[f"line{n}"].split(" = ") for n in truth}
    for formula, result in lines.values():
        assert value(formula) == pytest.approx(float(result), rel=0.006)  # three digits
    wrong = now.right(*now.given)
    for n in range(2, wrong + 1):
        is_true = value(lines[n][0]) == pytest.approx(truth[n], rel=0.03, abs=1e-4)
        assert is_true == (n < wrong)


def test_every_wrong_line_is_drawn():
    assert {drawn(LINE, seed).given[0] for seed in SEEDS} == set(range(len(templates.WRONG)))
    assert {drawn(SUSPECT, seed).given[0] for seed in SEEDS} == {1, 2, 3, 4}


def _gradients(mistake, w1, w2, x, slope1, slope2, a1, end):
    """∂C/∂w₂, ∂C/∂b₂, ∂C/∂w₁, ∂C/∂b₁ with one of the four mistakes, as the notebook has them."""
    dC_dz2 = end if mistake == 1 else slope2 * end
    dC_dz1 = {2: w2 * dC_dz2, 3: slope1 * dC_dz2}.get(mistake, slope1 * w2 * dC_dz2)
    return np.array([a1 * dC_dz2, dC_dz2, (a1 if mistake == 4 else x) * dC_dz1, dC_dz1])


@pytest.mark.parametrize("seed", SEEDS)
def test_the_factors_are_those_of_the_mistake(seed):
    now, texts = printed(SUSPECT, seed)
    mistake, w2, x, a1, slope2 = now.given
    z1, y = np.log(a1 / (1 - a1)), (1 + np.sqrt(1 - 4 * slope2)) / 2
    w1 = 0.7
    net = Network(
        [Layer([[w1]], [[z1 - w1 * x]]), Layer([[w2]], [[np.log(y / (1 - y)) - w2 * a1]])]
    )
    trace = network.forward(net, [[x]])
    found = network.backward(net, trace, half_squared_error.d(trace.y, np.array([[0.1]])))
    right = [found.dC_dw[1], found.dC_db[1], found.dC_dw[0], found.dC_db[0]]
    given = (w1, w2, x, texts["slope1"], slope2, a1, y - 0.1)
    assert _gradients(0, *given) == pytest.approx(np.ravel(right))
    factors = [texts[f"of_{name}"] for name in ("w2", "b2", "w1", "b1")]
    assert _gradients(mistake, *given) / np.ravel(right) == pytest.approx(factors)
    fits = [
        n for n in (1, 2, 3, 4) if np.allclose(_gradients(n, *given) / np.ravel(right), factors)
    ]
    assert fits == [mistake]
    written = [float(f"{float(one):.4g}") for one in factors]
    assert factors == pytest.approx(written, rel=1e-9)  # nothing is rounded in the text


@pytest.mark.parametrize("exercise", [LINE, SUSPECT], ids=["line", "suspect"])
def test_each_line_has_its_answer(exercise):
    for seed in SEEDS:
        now = drawn(exercise, seed)
        right = now.right(*now.given)
        for n in range(1, 5):
            said = now.judge(n, now.given)
            assert said.mark == ("✓" if n == right else "✗")
            if n != right:
                assert int(re.search(r"\d", said.text)[0]) == n
        assert "{" not in now.judge(right, now.given).text
