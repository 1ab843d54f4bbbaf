"""Lesson 01: every walk is held to its closed form, every count to a real network."""

import re
from itertools import islice

import numpy as np
import pytest
from hands import at_the_beginning, find, press
from matplotlib.colors import to_rgba
from matplotlib.patches import FancyArrowPatch
from matplotlib.text import Text
from reading import read

from lessons_lib.app import Presets
from lessons_lib.descent import descend, plain
from lessons_lib.draw.style import BACKWARD, FORWARD
from lessons_lib.lessons import gradient_descent
from lessons_lib.lessons.gradient_descent import IN_THE_BOWL, KINDS, ON_THE_CURVE
from lessons_lib.lessons.shared.landscape import BOWL, PARABOLA, STEPS, TWO_VALLEYS, WalkDown
from lessons_lib.notation import bracketed, number

MADE = {
    "curve": gradient_descent.curve,
    "bowl": gradient_descent.bowl,
    "count": gradient_descent.count,
}
RESET = "Reset"


@pytest.fixture(scope="module")
def app_of():
    return at_the_beginning(MADE)


def is_finite(app):
    """Whether all that is drawn has finite coordinates."""
    lines = [artist for artist in app._picture._moving if hasattr(artist, "get_xydata")]
    seen = [line.get_xydata() for line in lines if line.get_visible()]
    return bool(seen) and all(np.isfinite(np.asarray(xy, dtype=float)).all() for xy in seen)


def on_the_parabola(start, eta, t):
    theta = start * (1 - 2 * eta) ** t
    return [theta], theta**2


def in_the_bowl(start1, start2, eta, t):
    theta = [start1 * (1 - 2 * eta) ** t, start2 * (1 - 6 * eta) ** t]
    return theta, theta[0] ** 2 + 3 * theta[1] ** 2


def between_two_valleys(start, eta, t):
    """The walk in plain Python, with powers; it stops where the numbers do."""
    theta = start
    try:
        for _ in range(t):
            theta -= eta * (theta**3 / 25 - 2 * theta + 2)
        return [theta], theta**4 / 100 - theta**2 + 2 * theta + 40
    except OverflowError:
        return None


def same(text, value):
    """Whether a number is shown with its three digits; what has cancelled to nothing may differ."""
    return read(text) == pytest.approx(value, rel=6e-3, abs=1e-12)


def said(words):
    """θ (one number or two) and L, as the alternative text names them."""
    theta, loss = re.search(r"θ = (.+?), L = (≈ 0|[^ ]+?)\.(?: |$)", words.alt).groups()
    return theta.strip("()").split(", "), loss


# what is shown


@pytest.mark.parametrize("seed", range(3))
def test_any_walk_on_the_curve(seed, app_of):
    rng = np.random.default_rng(seed)
    app = app_of("curve")
    for _ in range(8):
        values = {
            "t": int(rng.integers(STEPS + 1)),
            "eta": float(rng.choice([0.01, 0.5, 1.0, 1.2, round(rng.uniform(0.01, 1.2), 2)])),
            "start": float(rng.choice([-10, 0, 10, round(rng.uniform(-10, 10), 1)])),
            "loss": str(rng.choice([PARABOLA.text, TWO_VALLEYS.text])),
        }
        words = app.set(**values).words
        assert is_finite(app)
        form = on_the_parabola if values["loss"] == PARABOLA.text else between_two_valleys
        expected = form(values["start"], values["eta"], values["t"])
        (theta,), loss = said(words)
        if expected and abs(expected[0][0]) < 1e90:
            assert same(theta, expected[0][0]) and same(loss, expected[1]), values
            assert ("left the picture" in words.status) == (abs(expected[0][0]) > 12)
        else:
            assert "left the picture" in words.status


@pytest.mark.parametrize("seed", range(3))
def test_any_walk_in_the_bowl(seed, app_of):
    rng = np.random.default_rng(seed)
    app = app_of("bowl")
    for _ in range(8):
        values = {
            "t": int(rng.integers(STEPS + 1)),
            "eta": float(rng.choice([0.01, 0.4, round(rng.uniform(0.01, 0.4), 2)])),
            "start1": float(rng.choice([-4, 0, 4, round(rng.uniform(-4, 4), 1)])),
            "start2": float(rng.choice([-2, 0, 2, round(rng.uniform(-2, 2), 1)])),
        }
        words = app.set(**values).words
        theta, loss = in_the_bowl(values["start1"], values["start2"], values["eta"], values["t"])
        assert is_finite(app)
        assert all(map(same, said(words)[0], theta)) and same(said(words)[1], loss), values
        gone = abs(theta[0]) > BOWL.edges[0] or abs(theta[1]) > BOWL.edges[1]
        assert ("left the picture" in words.status) == gone


@pytest.mark.parametrize("seed", range(2))
def test_any_network(seed, app_of):
    rng = np.random.default_rng(seed)
    app = app_of("count")
    for _ in range(6):
        inputs = int(rng.choice([1, 6, 7, 1000]))
        layers = int(rng.integers(1, 11))
        neurons = int(rng.choice([1, 6, 7, 1000]))
        words = app.set(inputs=inputs, layers=layers, neurons=neurons).words
        P = neurons * (inputs + 1) + (layers - 1) * neurons * (neurons + 1)
        assert f"{P:,} parameter{'s' if P > 1 else ''}," in words.status
        assert is_finite(app)


def test_a_walk_that_has_ended_stays_where_it_ended(app_of):
    app = app_of("curve").set(loss=TWO_VALLEYS.text, eta=1.2)
    last = WalkDown.down(TWO_VALLEYS, (10,), 1.2).last
    words = app.set(t=last).words
    assert words.status.startswith(f"Step {last}: ") and words.formula == ()
    assert app.set(t=STEPS).words == words
    assert "∞" in "".join(words.table.rows[last])


@pytest.mark.parametrize("name", ["curve", "bowl"])
def test_the_first_step_is_left_to_be_predicted(name, app_of):
    app = app_of(name)
    (formula,) = app.words.formula
    assert not re.search(r"\d", re.sub(r"\^\{\d\}", "", formula))
    assert arrows(app) == {} and "12" not in app.words.status


@pytest.mark.parametrize("t", [1, 7, 20])
@pytest.mark.parametrize("loss", [PARABOLA.text, TWO_VALLEYS.text])
def test_the_formula_of_the_curve_leads_to_the_next_place(loss, t, app_of):
    app = app_of("curve").set(loss=loss, eta=0.1, start=-9.3, t=t)
    form = on_the_parabola if loss == PARABOLA.text else between_two_valleys
    (here,), _ = form(-9.3, 0.1, t)
    (there,), _ = form(-9.3, 0.1, t + 1)
    slope, step = app.words.formula
    assert same(slope.split(" = ")[-1], (here - there) / 0.1)
    assert step.startswith(f"θ^{{{t + 1}}} = θ^{{{t}}} − η · L′(θ^{{{t}}}) = {number(here)} − 0.1")
    assert same(step.split(" = ")[-1], there)


def test_the_formula_of_the_bowl_and_its_table(app_of):
    words = app_of("bowl").set(t=1).words
    assert words.formula == (
        "∇L(θ^{1}) = (∂L/∂θ_1, ∂L/∂θ_2) = (2 · θ_1, 6 · θ_2) = (−6.4, 4.8)",
        "θ^{2} = θ^{1} − η · ∇L(θ^{1}) = (−3.2, 0.8) − 0.1 · (−6.4, 4.8) = (−2.56, 0.32)",
    )
    assert words.table.lit == 1 and len(words.table.rows) == STEPS + 1
    assert words.table.rows[1] == ("1", "−3.2", "0.8", "−6.4", "4.8", "12.2")


def test_the_status_says_which_way_and_how_far(app_of):
    app = app_of("curve")
    assert app.words.status == (
        "θ^0, the start. The slope is 20: uphill is to the right, "
        "so the next step goes to the left."
    )
    assert app.set(t=1).words.status == "Step 1: θ moved to the left by 4. L fell to 36."
    assert app.set(start=-10).words.status == "Step 1: θ moved to the right by 4. L fell to 36."
    assert app.set(start=0).words.status == "Step 1: θ didn't move. L is still 0."
    assert app.set(t=0).words.status.startswith("θ^0, the start. The slope is 0 here")
    grew = app.set(start=10, eta=1.1, t=2).words.status
    assert grew == (
        "Step 2: θ moved to the right by 26.4. L grew to 207. It has left the picture on the right."
    )
    both = app_of("bowl").set(t=1).words.status
    assert both == "Step 1: θ_1 changed by +0.8 and θ_2 by −1.2. L fell to 12.2."


def arrows(app):
    """The arrows that are seen: colour -> (start, change)."""
    return {
        arrow.get_edgecolor(): np.array([arrow._posA_posB[0], np.diff(arrow._posA_posB, axis=0)[0]])
        for arrow in app._picture._moving
        if isinstance(arrow, FancyArrowPatch) and arrow.get_visible()
    }


def test_the_arrow_of_the_curve_leads_to_the_next_place(app_of):
    app = app_of("curve").set(t=1)
    assert arrows(app)[to_rgba(FORWARD)].ravel() == pytest.approx([6, 36, -2.4, 0])
    assert arrows(app.set(eta=1.1, t=2)) == {}  # outside there is nothing to see


def test_the_arrows_of_the_bowl_point_up_and_down(app_of):
    app = app_of("bowl").set(start1=3, start2=-1, t=1)
    shown = arrows(app)
    assert shown[to_rgba(FORWARD)].ravel() == pytest.approx([2.4, -0.4, -0.48, 0.24])
    start, uphill = shown[to_rgba(BACKWARD)]
    assert start == pytest.approx([2.4, -0.4])
    assert uphill[0] == pytest.approx(-2 * uphill[1]) and uphill[0] > 0


def test_the_picture_of_the_count_holds_its_numbers(app_of):
    app = app_of("count").set(inputs=7, layers=2, neurons=1000)
    shown = [t.get_text() for t in app._picture._moving if isinstance(t, Text) and t.get_text()]
    assert [text for text in shown if text != "⋮"] == ["7", "1,000", "1,000", " 2,018,000", " 2"]


# presets


@pytest.mark.parametrize(("name", "etas"), [("curve", ON_THE_CURVE), ("bowl", IN_THE_BOWL)])
def test_each_example_is_of_its_kind(name, etas, app_of):
    app = app_of(name)
    box = find(app, "examples of η")
    for kind in KINDS:
        box.value = f"{kind}: η = {etas[kind]}"
        assert (app.values["eta"], app.values["t"]) == (etas[kind], STEPS)
        assert f"{kind.capitalize()}: with η = {etas[kind]} " in app.words.status
        assert box.value == f"{kind}: η = {etas[kind]}"
    app.set(eta=0.03)
    assert box.value == "your own"


def test_a_preset_is_named_as_long_as_the_state_is_its_own(app_of):
    app = app_of("count")
    box = find(app, "network")
    assert box.value == "the lecture's six neurons"
    box.value = "a thousand neurons in each of 8 layers"
    assert "8,008,000 parameters" in app.words.status
    before = app.values
    box.value = "your own"
    assert app.values == before
    app.set(neurons=999)
    assert box.value == "your own"
    press(app, RESET)
    assert box.value == "the lecture's six neurons"


def test_presets_have_no_value_of_their_own():
    with pytest.raises(ValueError, match="no value of their own"):
        Presets("examples", {"one": {"x": 1}}).check("x", 1)


def test_numbers_as_they_are_written():
    assert [bracketed(-2), bracketed(2), number(4.86e295), number(-np.inf)] == [
        "(−2)",
        "2",
        "4.86×10²⁹⁵",
        "−∞",
    ]


def test_the_walk_in_the_notebook_is_the_walk_of_the_picture():
    walk = islice(descend(lambda theta: 2 * theta, 10, plain(0.2)), STEPS + 1)
    pictured = WalkDown.down(PARABOLA, (10,), 0.2).steps
    assert [step.theta for step in walk] == [step.theta.item() for step in pictured]
