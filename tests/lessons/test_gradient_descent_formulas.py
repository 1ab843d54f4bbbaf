"""Lesson 01: losses, verdicts and counts, held to formulas and to a published example."""

import re

import numpy as np
import pytest
from hands import at_the_beginning
from on_file import examples
from reading import python

from lessons_lib.functions import half_squared_error
from lessons_lib.lessons import gradient_descent
from lessons_lib.lessons.gradient_descent.count_scene import duration
from lessons_lib.lessons.shared.landscape import BOWL, PARABOLA, STEPS, TWO_VALLEYS, WalkDown
from lessons_lib.network import Network, forward
from lessons_lib.notation import number
from lessons_lib.numeric import Counted, central_difference, complex_step

D2L = examples()["d2l-gradient-descent"]
MADE = {
    "curve": gradient_descent.curve,
    "bowl": gradient_descent.bowl,
    "count": gradient_descent.count,
}


@pytest.fixture(scope="module")
def app_of():
    return at_the_beginning(MADE)


def said(words):
    """θ (one number or two) and L, as the alternative text names them."""
    theta, loss = re.search(r"θ = (.+?), L = (≈ 0|[^ ]+?)\.(?: |$)", words.alt).groups()
    return theta.strip("()").split(", "), loss


def test_the_published_example(app_of):
    walk = WalkDown.down(PARABOLA, (10,), 0.2)
    assert f"{walk.steps[10].theta.item():.6f}" == str(D2L["published"]["x"])
    words = app_of("curve").set(t=10).words
    assert said(words)[0] == [number(D2L["published"]["x"])]


@pytest.mark.parametrize("landscape", [PARABOLA, TWO_VALLEYS, BOWL])
def test_each_gradient_belongs_to_its_loss(landscape):
    rng = np.random.default_rng(0)
    for theta in rng.uniform(-4, 4, size=(20, len(landscape.edges))):
        slopes = complex_step(landscape.loss, theta)
        assert landscape.gradient(theta) == pytest.approx(slopes, rel=1e-12, abs=1e-12)


@pytest.mark.parametrize("landscape", [PARABOLA, TWO_VALLEYS, BOWL])
def test_each_formula_is_its_function(landscape):
    theta = np.array([-3.7, 1.3])[: len(landscape.edges)]
    names = {"θ": theta[0], "θ_1": theta[0], "θ_2": theta[-1]}

    def value(text):
        return eval(python(text), {}, names)

    assert value(landscape.text) == pytest.approx(landscape.loss(theta))
    assert [value(text) for text in landscape.slopes] == pytest.approx(landscape.gradient(theta))


@pytest.mark.parametrize("eta", np.arange(0.01, 1.205, 0.01).round(2))
@pytest.mark.parametrize("start", [10.0, -0.1])
def test_the_verdict_on_the_parabola(eta, start):
    factor = 1 - 2 * eta
    if abs(factor) > 1 + 1e-9:
        kind = "Diverging"
    elif abs(factor) ** STEPS <= 0.02:
        kind = "Large" if factor < -1e-9 else "Good"
    else:
        kind = "Too small" if factor > 0 else "Too large"
    walk = WalkDown.down(PARABOLA, (start,), float(eta))
    assert walk.verdict().startswith(f"{kind}: with η = {number(eta)} ")
    if kind == "Too large":
        assert ("lower" in walk.verdict()) == (abs(factor) < 1)


def test_the_verdict_where_nothing_moves_and_where_the_numbers_end():
    assert WalkDown.down(PARABOLA, (0,), 1.2).verdict().startswith("The gradient is 0 at the start")
    assert WalkDown.down(BOWL, (0, 0), 0.2).verdict().startswith("The gradient is 0 at the start")
    # between two places for ever: lower than one step before, but not than two
    between = WalkDown.down(TWO_VALLEYS, (10,), 0.5)
    assert between.losses[-1] < between.losses[-2] and "It never comes to rest" in between.verdict()
    gone = WalkDown.down(TWO_VALLEYS, (10,), 1.2)
    assert gone.last < STEPS
    assert f"too large for a computer at step {gone.last}," in gone.verdict()
    endless = WalkDown.down(TWO_VALLEYS, (-9,), 0.82)  # L is ∞ before θ is
    assert endless.losses[-1] == np.inf and endless.verdict().startswith("Diverging")
    # fell from 60 to 0.4, and goes to and fro there, ever a bit further
    wider = WalkDown.down(TWO_VALLEYS, (10,), 0.43)
    assert (
        np.diff(wider.losses[-5:]) > -0.02
    ).all() and "It never comes to rest" in wider.verdict()
    # wild jumps, and at the end some steps to the same side
    wild = WalkDown.down(TWO_VALLEYS, (-2.5,), 1.04)
    assert wild.verdict().startswith("Too large")
    # a flat start in one direction alone: the steep one decides nothing
    assert WalkDown.down(BOWL, (3, 0), 0.4).verdict().startswith("Good")


@pytest.mark.parametrize(("place", "side"), [(12.1, "right"), (-12.1, "left"), (12, ""), (0, "")])
def test_where_the_curve_was_left(place, side):
    said = WalkDown.down(PARABOLA, (place,), 0.1).outside(0)
    assert said == (side and f"It has left the picture on the {side}.")


@pytest.mark.parametrize(
    ("place", "where"),
    [
        ((6, 4.1), "on the right"),
        ((-6, 1), "on the left"),
        ((0, 5), "at the top"),
        ((5.7, -9), "on the right"),
        ((5.5, -9), "at the bottom"),
        ((5.6, -4), ""),
    ],
)
def test_where_the_bowl_was_left(place, where):
    said = WalkDown.down(BOWL, place, 0.1).outside(0)
    assert said == (where and f"It has left the picture {where}.")


@pytest.mark.parametrize("sizes", [(2, 2, 2, 2), (1, 1), (64, 30, 30, 30), (5, 7, 7)])
def test_parameters_and_passes_are_those_of_a_real_network(sizes, app_of):
    net = Network.random(sizes)
    inputs, layers, neurons = sizes[0], len(sizes) - 1, sizes[1]
    words = app_of("count").set(inputs=inputs, layers=layers, neurons=neurons).words
    P = net.theta.size
    assert f"θ holds {P:,} parameter" in words.status
    assert words.formula[0].endswith(f"= {P:,}")
    weights = sum(layer.w.size for layer in net.layers)
    assert f"= {weights:,} weight" in words.formula[0]
    if P < 100:
        x, target = np.ones((inputs, 1)), np.zeros((neurons, 1))
        loss = Counted(lambda theta: half_squared_error(forward(net.at(theta), x).y, target))
        central_difference(loss, net.theta)
        assert words.formula[1].startswith(f"2 · P = {loss.passes} passes by nudging")
        assert f"{loss.passes:,} passes" in words.status


@pytest.mark.parametrize("sizes", [(1, 1, 1), (1000, 1, 7), (3, 2, 5), (9, 10, 1000)])
def test_the_formula_of_the_parameters_gives_their_number(sizes, app_of):
    inputs, layers, neurons = sizes
    words = app_of("count").set(inputs=inputs, layers=layers, neurons=neurons).words
    formula, _, result = re.fullmatch(r"P = (.+) = (.+) = ([\d,]+)", words.formula[0]).groups()
    value = eval(formula.replace("·", "*").replace(",", ""))
    assert value == int(result.replace(",", ""))
    assert value == neurons * (inputs + 1) + (layers - 1) * neurons * (neurons + 1)


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0.004, "0.004 seconds"),
        (1, "1 second"),
        (59.9, "59.9 seconds"),
        (60, "1 minute"),
        (90, "1.5 minutes"),
        (3600, "1 hour"),
        (16016, "4.45 hours"),
    ],
)
def test_a_time_in_the_unit_that_suits_it(seconds, text):
    assert duration(seconds) == text
