"""Lesson 01, losses that a learner types: held to the same formulas in plain Python."""

import math
import re

import numpy as np
import pytest

from lessons_lib.lessons.gradient_descent import curve
from lessons_lib.lessons.gradient_descent.typed_loss import LOSSES, heights, landscape, read
from lessons_lib.lessons.shared.landscape import PARABOLA, STEPS, TWO_VALLEYS, WalkDown
from lessons_lib.numeric import complex_step

OWN = {
    "(x - 3)**4 / 100": lambda x: (x - 3) ** 4 / 100,
    "x*x/10 + 4*cos(x)": lambda x: x * x / 10 + 4 * np.cos(x),
    "exp(theta / 4)": lambda x: np.exp(x / 4),
    "u = x/2; u*u + sin(3*u)": lambda x: (x / 2) ** 2 + np.sin(1.5 * x),
    "30 / (1 + e^(−x))": lambda x: 30 / (1 + np.exp(-x)),
}


@pytest.fixture(scope="module")
def app():
    app = curve()
    yield app
    app.close()


@pytest.mark.parametrize("text", OWN)
@pytest.mark.parametrize("start", [-9.3, 0.4, 6.0])
def test_a_typed_walk_is_the_one_in_plain_python(text, start):
    theta, walk = start, WalkDown.down(landscape(text), (start,), 0.05)
    for step, height in zip(walk.steps[:12], walk.losses, strict=False):
        assert step.theta.item() == pytest.approx(theta, rel=1e-9)
        assert height == pytest.approx(OWN[text](theta), rel=1e-9)
        theta -= 0.05 * complex_step(lambda x: OWN[text](x[0]), np.array([theta]))[0]


@pytest.mark.parametrize("known", [PARABOLA, TWO_VALLEYS], ids=["one", "two"])
def test_the_losses_of_the_lesson_are_what_they_say(known):
    typed = landscape(known.text.replace("·", "*"))
    places = np.linspace(-12, 12, 49)[:, None]
    assert typed is not known
    np.testing.assert_allclose(typed.loss(places), known.loss(places))
    np.testing.assert_allclose(typed.gradient(places), known.gradient(places), atol=1e-12)


@pytest.mark.parametrize("text", [*OWN, *LOSSES.values()])
def test_the_written_slope_gives_its_number(text, app):
    formula = app.set(loss=text, start=2.5, eta=0.01, t=1).words.formula[0]
    theta = WalkDown.down(landscape(text), (2.5,), 0.01).steps[1].theta.item()
    assert number_of(formula.split(" = ")[1]) == pytest.approx(
        landscape(text).gradient(np.array([theta])).item(), rel=0.02
    )


def number_of(formula):
    """What a written formula is, by Python's own reading."""
    for sign, python in (
        ("½", "0.5"),
        ("·", "*"),
        ("−", "-"),
        ("²", "**2"),
        ("^{", "**("),
        ("}", ")"),
        ("e**", "E**"),
    ):
        formula = formula.replace(sign, python)
    formula = re.sub(r"\[(.*?)\]", r"(\1)", formula)
    names = {"E": math.e, "sin": math.sin, "cos": math.cos, "ln": math.log}
    return eval(formula, names)


@pytest.mark.parametrize(
    ("text", "start", "eta", "says"),
    [
        ("ln(x)", -3.0, 0.2, "ln(θ) is the logarithm of −3, and only positive numbers have"),
        ("θ · θ − 20 · ln(θ + 6)", 10.0, 1.0, "θ^{1} = −8.75, and no step leads on from there. "),
        ("sqrt(x)", 2.0, 1.0, "√(θ) is the square root of −"),
        ("1/x", 0.0, 0.2, "1 / θ divides by 0, and that isn't a number. Try another start."),
        ("exp(exp(x))", 9.0, 0.2, "is too large for a computer's numbers. Try another start."),
        ("abs(x)", 0.0, 0.2, "abs(θ) is at the kink of abs"),
        ("10 · abs(θ)", 10.0, 0.2, "It never comes to rest."),
        ("-x*x", 3.0, 0.1, "L keeps falling, and there's no valley"),
        ("max(0, x) + x*0", -3.0, 0.2, "The gradient is 0 at the start"),
        ("sigmoid(x)", -2.0, 1.2, "still on our way"),
        ("exp(x)", 4.0, 0.1, "this is no valley: on one side L keeps falling"),
        ("exp(x)", 10.0, 0.2, "left the picture on the left"),
        ("exp(exp(x))", 6.0, 0.01, "L is above the picture."),
    ],
)  # fmt: skip
def test_what_goes_wrong_is_said(text, start, eta, says, app):
    app.set(loss=text, start=start, eta=eta, t=0)
    said = [app.set(t=t).words.status for t in (0, STEPS)]
    assert any(says in one for one in said), said
    assert not any("nan" in one or "We're in a valley" in one for one in said)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("x + y", "one parameter, θ, but there are 2: x, y"),
        ("ln(0 − x*x)", "isn't a number anywhere in the picture"),
        ("5", "no input"),
        ("x + 2)", "↑"),
        ("foo(x)", "isn't a function we know"),
        ("__import__('os')", "isn't a function we know"),
    ],
)
def test_what_is_no_loss_is_refused_in_words(text, says):
    with pytest.raises(ValueError, match=re.escape(says)):
        read(text)


@pytest.mark.parametrize("typed", ["L(θ) = θ^4", "L＝θ^4", " y=θ^4 "])
def test_what_stands_before_the_equals_sign_is_not_shown_twice(app, typed):
    app.set(loss=typed)
    assert app.values["loss"] == "θ^4" and "L(θ) = θ^4 with" in app.words.alt


@pytest.mark.parametrize(
    "text", [*OWN, *LOSSES.values(), "1/x", "x**(-9)", "exp(x)", "1e9*x*x", "x*1e-9", "0*x"]
)
def test_the_curve_fills_its_picture(text):
    losses, (low, high), step = heights(text)
    seen = losses[(losses >= low) & (losses <= high)]
    assert len(seen) >= 0.7 * np.isfinite(losses).sum()
    assert np.ptp(seen) >= 0.3 * (high - low) or np.ptp(seen) == 0
    assert 2 <= (high - low) / step <= 7


def test_the_scale_follows_the_loss_and_comes_back(app):
    before = app.set(loss=PARABOLA.text, start=10, eta=0.2, t=3)._image.value
    assert app.set(loss="x*x/100")._image.value != before
    assert app._picture._figure.axes[0].get_ylim()[1] < 2.1
    assert app.set(loss=PARABOLA.text)._image.value == before
