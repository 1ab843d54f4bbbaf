"""Lesson 05: what the walk shows is what the mathematics says, at every moment, any numbers."""

import re

import numpy as np
import pytest
from matplotlib.figure import Figure
from matplotlib.text import Text
from on_file import examples
from reading import NUMBER
from walks.written import formula_gives

from lessons_lib import lecture
from lessons_lib.functions import half_squared_error
from lessons_lib.lessons import six_neurons
from lessons_lib.lessons.shared.walked_network import known_at
from lessons_lib.lessons.six_neurons import walk_scene
from lessons_lib.network import forward
from lessons_lib.notation import number, subscript
from lessons_lib.numeric import complex_step
from lessons_lib.walks.lecture import (
    NEURONS,
    PARAMETERS,
    SIX_NEURONS,
    START,
    SYMBOLS,
    WIRES,
    activation,
)

LEE = examples()["lee-six-neurons"]


def numbers_from(seed):
    """22 random numbers for the walk, some of them at the ends of their sliders."""
    rng = np.random.default_rng(seed)
    drawn = np.where(
        rng.random(len(START)) < 0.15,
        rng.choice([-5.0, 0.0, 5.0], len(START)),
        rng.uniform(-3, 3, len(START)).round(1),
    )
    return dict(zip(START, drawn.tolist(), strict=True))


def cost_of(values, theta):
    net = lecture.six_neurons().at(theta)
    x, target = ([[values[f"{name}1"]], [values[f"{name}2"]]] for name in ("x", "target"))
    return half_squared_error(forward(net, x).y, np.array(target))


def numeric_gradient(values):
    theta = [values[key] for key in PARAMETERS]
    slopes = complex_step(lambda theta: cost_of(values, theta), theta)
    return dict(zip(PARAMETERS, slopes.tolist(), strict=True))


def shown(words):
    """The numbers the alternative text names: symbol -> text."""
    return dict(re.findall(rf"([^\s,]+) = ({NUMBER})", words.alt))


def test_the_lectures_numbers():
    case, backward = LEE["cases"][0], LEE["ours_half_squared_error"]
    found = SIX_NEURONS.values(START)
    sent = [found[activation(n)] for n in NEURONS]
    assert [found[f"z{n}"] for n in NEURONS] == pytest.approx(case["exact"]["z"], rel=1e-14)
    assert sent == pytest.approx(case["exact"]["a"], rel=1e-14)
    assert [f"{a:.2f}" for a in sent] == [f"{a:.2f}" for a in case["published"].values()]
    dC_dz = [found[f"dC_dz{n}"] for n in NEURONS]
    assert dC_dz == pytest.approx(backward["dC_dz"], rel=1e-13)
    assert found["C"] == pytest.approx(backward["C"], rel=1e-14)


@pytest.mark.parametrize("seed", range(20))
def test_every_gradient_for_any_numbers(seed):
    values = numbers_from(seed)
    found, slopes = SIX_NEURONS.values(values), numeric_gradient(values)
    for key in PARAMETERS:
        assert found[f"dC_d{key}"] == pytest.approx(slopes[key], rel=1e-12, abs=1e-16), key
    for n in NEURONS:  # a bias is added to z, so the cost feels both alike
        assert found[f"dC_dz{n}"] == pytest.approx(slopes[f"b{n}"], rel=1e-12, abs=1e-16)


@pytest.mark.parametrize("seed", range(5))
def test_each_formula_gives_its_result(seed):
    numbers = SIX_NEURONS.values(numbers_from(seed) if seed else START)
    for name in walk_scene.MOMENTS:
        for key in START if name == "gradient" else [""]:
            finds = walk_scene.what_happens(name, key).finds
            if finds:
                value = formula_gives(SIX_NEURONS, finds, numbers)
                assert value == pytest.approx(numbers[finds], rel=1e-12), finds
                line = SIX_NEURONS.lines(finds, numbers)[1]
                assert line.endswith(f"= {number(numbers[finds])}")


def test_the_walk_is_in_the_order_of_the_lecture():
    forward_half = ["z1", "a1", "z2", "a2", "z3", "a3", "z4", "a4", "z5", "y1", "z6", "y2", "C"]
    back = ["dC_dy2", "dC_dy1", *(f"dC_dz{n}" for n in "654321")]
    assert list(walk_scene.MOMENTS) == ["start", *forward_half, *back, "gradient"]


def test_nothing_is_used_before_it_is_known():
    given = {*PARAMETERS, "target1", "target2"}
    for before, name in zip(walk_scene.MOMENTS, walk_scene.MOMENTS[1:], strict=False):
        known = given | set(known_at(SIX_NEURONS, before))
        slopes = {f"s{key[1:]}" for key in known if key.startswith("z")}
        for key in PARAMETERS if name == "gradient" else [""]:
            finds = walk_scene.what_happens(name, key).finds
            used = set(SIX_NEURONS.formula(finds).keywords())
            assert used and used <= known | slopes, name


@pytest.mark.parametrize("seed", range(6))
def test_what_is_shown_is_what_is_computed(seed):
    rng = np.random.default_rng(seed)
    app = six_neurons.walk()
    for _ in range(12):
        values = numbers_from(int(rng.integers(1e9)))
        name = str(rng.choice(walk_scene.MOMENTS))
        chosen = str(rng.choice(list(START)))
        words = app.set(moment=name, number=chosen, **values).words
        numbers = SIX_NEURONS.values(values)
        known = known_at(SIX_NEURONS, name)
        if name == "gradient" and chosen in PARAMETERS:
            known.append(f"dC_d{chosen}")
        assert shown(words) == {SYMBOLS[key]: number(numbers[key]) for key in known}
        assert ("reversed" in words.alt) == (name in SIX_NEURONS.backward or name == "gradient")
        finds = walk_scene.what_happens(name, chosen).finds
        assert words.formula == (SIX_NEURONS.lines(finds, numbers) if finds else ())


def texts(fig):
    return {text.get_text(): text for text in fig.findobj(Text) if text.get_visible()}


@pytest.mark.parametrize("name", walk_scene.MOMENTS)
def test_the_picture_holds_the_numbers_that_are_known_and_no_others(name):
    fig = Figure()
    update = walk_scene.scene(fig)
    for seed in range(3):
        values = numbers_from(seed)
        update(moment=name, number="w_a3_z5", **values)
        numbers, known = SIX_NEURONS.values(values), known_at(SIX_NEURONS, name)

        def value(key, symbol, numbers=numbers, known=known):
            return subscript(symbol) + (f" = {number(numbers[key])}" if key in known else "")

        seen = texts(fig)
        reverse = name in SIX_NEURONS.backward or name == "gradient"
        for n in NEURONS:
            z, a = value(f"z{n}", f"z{n}"), value(activation(n), activation(n))
            if reverse:
                assert {z, a, subscript(f"σ′(z{n})"), number(numbers[f"s{n}"])} <= set(seen)
                with_number = value(f"dC_dz{n}", f"∂C/∂z{n}")
                assert (with_number in seen) == (f"dC_dz{n}" in known)
            else:
                assert {z, a, subscript(f"b{n} = ") + number(numbers[f"b{n}"])} <= set(seen)
        assert value("C", "C") in seen
        weights = [number(numbers[key]) for key in WIRES]
        felt = [y for y in ("y1", "y2") if f"dC_d{y}" in known and reverse]
        weights += [subscript(f"∂C/∂{y}\n") + number(numbers[f"dC_d{y}"]) for y in felt]
        shown = [t.get_text() for t in fig.findobj(Text) if t.get_bbox_patch() and t.get_text()]
        assert sorted(shown) == sorted(weights)


def test_what_takes_part_is_lit():
    fig = Figure()
    update = walk_scene.scene(fig)
    numbers = START | {"w_a1_z3": 2.1, "w_a2_z3": -1.1, "w_a3_z5": 3.3, "w_a3_z6": -1.3}
    lit = {"z3": {"2.1", "−1.1", "b₃ = 0"}, "dC_dz3": {"3.3", "−1.3"}}
    carried = {"z3": {"z₃", "a₁", "a₂"}, "dC_dz3": {"∂C/∂z₃"}}
    for name, expected in lit.items():
        update(moment=name, number="b6", **numbers)
        bold = {text for text, artist in texts(fig).items() if artist.get_weight() == "bold"}
        assert expected <= bold
        assert {text.partition(" =")[0] for text in bold - expected} == carried[name]


def test_the_table_fills_as_the_walk_goes_on():
    app = six_neurons.walk()
    empty = [
        sum(cell == "…" for row in app.set(moment=name).words.table.rows for cell in row)
        for name in walk_scene.MOMENTS
    ]
    assert empty == sorted(empty, reverse=True)
    assert empty[-1] == 0
    slopes = numeric_gradient(START)
    for key, row in zip(PARAMETERS, app.words.table.rows, strict=True):
        assert row[0] == SYMBOLS[key]
        assert row[-1] == number(slopes[key])


def test_an_input_of_zero_teaches_no_weight_of_the_first_layer():
    found = SIX_NEURONS.values(START | {"x1": 0.0, "x2": 0.0})
    first = [key for key, (source, _) in WIRES.items() if source.startswith("x")]
    assert len(first) == 4
    assert all(found[f"dC_d{key}"] == 0 for key in first)
    assert all(found[f"dC_d{key}"] != 0 for key in PARAMETERS if key not in first)


def test_training_follows_the_published_costs():
    expected = LEE["ours_half_squared_error"]
    _, costs = six_neurons.TRAINING.trajectory(0.5)
    assert costs[0] == pytest.approx(expected["C"], rel=1e-13)
    assert costs[1] == pytest.approx(expected["C_after_1_step_eta_0.5"], rel=1e-11)
    assert costs[100] == pytest.approx(expected["C_after_100_steps_eta_0.5"], rel=1e-8)


@pytest.mark.parametrize("eta", [0.1, 0.5, 3.3, 10.0])
def test_every_step_of_the_training_slider(eta):
    app = six_neurons.train().set(eta=eta)
    theta = lecture.six_neurons().theta
    for t in range(0, 101, 1 if eta == 0.5 else 20):
        words = app.set(t=t).words
        cost = cost_of(START, six_neurons.TRAINING.trajectory(eta)[0][t].theta)
        assert f"= {number(cost)}," in words.formula[1]
        assert f"and {number(cost)} at step {t} " in words.alt
    values = [row[2] for row in app.words.table.rows]
    for _ in range(100):
        theta = theta - eta * complex_step(lambda theta: cost_of(START, theta), theta)
    assert values == [number(value) for value in theta]


def test_the_highest_learning_rate_still_fits_the_axes():
    for eta in np.linspace(0.1, 10, 34):
        steps, costs = six_neurons.TRAINING.trajectory(float(eta))
        assert max(costs) < 0.5
        thetas = np.array([step.theta for step in steps])
        assert thetas.min() > -4 and thetas.max() < 6


@pytest.mark.parametrize("x", ["x1", "x2"])
@pytest.mark.parametrize("value", [0, 0.5, -3])
def test_an_input_at_the_last_moment_marks_the_gradients_it_wakes(x, value):
    words = (
        six_neurons.walk().set(moment="gradient", number=x, **{"x1": 0, "x2": 0, x: value}).words
    )
    wires = [key for key, (source, _) in WIRES.items() if source == x]
    assert [PARAMETERS[i] for i in words.table.lit] == wires
    assert [line.partition(" = ")[0] for line in words.formula] == [
        f"∂C/∂{SYMBOLS[key]}" for key in wires
    ]
    gradients = [words.table.rows[i][-1] for i in words.table.lit]
    assert [line.rpartition(" = ")[2] for line in words.formula] == gradients
    assert all((gradient == "0") == (value == 0) for gradient in gradients)
    assert ("woken up" in words.status) == (value != 0)
