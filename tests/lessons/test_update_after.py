"""Lesson 07: rounds of training, the order of the update, and the published digits."""

import math
import re
from decimal import Decimal

import numpy as np
import pytest
from hands import find
from matplotlib.figure import Figure
from matplotlib.text import Text
from on_file import examples

from lessons_lib import lecture
from lessons_lib.functions import identity, sigmoid, tanh
from lessons_lib.lessons import update_after
from lessons_lib.lessons.update_after import (
    mazur,
    race_scene,
    rounds_scene,
)
from lessons_lib.lessons.update_after.ledger_picture import RIGHT, WRONG
from lessons_lib.lessons.update_after.mazur import PRINTED, SEQUENCES, STAGES
from lessons_lib.lessons.update_after.published_examples import agrees
from lessons_lib.lessons.update_after.two_orders import AFTER, EARLY, ORDERS, Task, slopes
from lessons_lib.network import Network, forward, gradient, loss
from lessons_lib.notation import number
from lessons_lib.numeric import complex_step

ON_FILE = examples(parse_float=Decimal)


def numbers(values):
    return np.array(values, dtype=float)


# A round of training


def by_nudging(theta):
    net = lecture.six_neurons()
    return complex_step(lambda t: loss(net.at(t), lecture.X, lecture.TARGET), theta)


@pytest.mark.parametrize("eta", [0.5, 5, 10])
def test_each_round_ends_against_the_gradient_that_nudging_finds(eta):
    app, theta = update_after.rounds().set(eta=eta), lecture.six_neurons().theta
    for t in range(rounds_scene.UPDATES):
        slope = by_nudging(theta)
        app.set(step=9 * t + 9)
        moved = theta - eta * slope
        columns = list(zip(*app.words.table.rows, strict=True))
        expected = ((theta, 5), (slope, 3), (moved, 5))
        for column, (values, digits) in zip(columns[1:], expected, strict=True):
            assert list(column) == [number(v, digits) for v in values]
        theta = moved
    app.set(step=22)
    cost = loss(lecture.six_neurons().at(theta), lecture.X, lecture.TARGET)
    assert app.words.formula[-1].endswith(f"= {number(cost)}")


def test_theta_moves_in_the_updates_and_nowhere_else():
    app, before = update_after.rounds(), None
    for step in rounds_scene.MOMENTS:
        words = app.set(step=step).words
        theta = [row[1] for row in words.table.rows]
        update = step in (9, 18)
        assert words.status.startswith("GRADIENT DESCENT") == update
        assert words.status.startswith("BACKPROPAGATION") == (step > 0 and not update)
        if before is not None:
            assert (theta != before) == (step in (10, 19)), step
        assert ("…" in {row[3] for row in words.table.rows}) == (not update)
        before = theta
    assert len(rounds_scene.KINDS) == 22 and rounds_scene.KINDS.count("update") == 2


def test_what_belonged_to_the_old_theta_is_forgotten_after_the_update():
    app = update_after.rounds()
    assert "∂C/∂z_1" in app.set(step=8).words.alt
    before, update = (texts(rounds_scene.scene, step=step, eta=5.0) for step in (8, 9))
    assert {"z₁ = 4", "a₁ = 0.982", "C = 0.417"} <= set(before)
    assert {"z₁", "a₁", "C"} <= set(update)
    assert "∂C/∂" not in app.set(step=10).words.alt


# The two orders


def hand_written(net, x, target, eta, early):
    """Number by number, example by example: Σ w · ∂C/∂z over old or over new weights."""
    examples = range(x.shape[1])
    a, z = [x.T.tolist()], []  # for each layer: a list for each example
    for layer in net.layers:
        rows = list(zip(layer.w, layer.b[:, 0], strict=True))
        z.append([[sum(w * v) + b for w, b in rows] for v in map(np.array, a[-1])])
        a.append([[float(layer.sigma(v)) for v in one] for one in z[-1]])
    back = [[(a[-1][e][i] - t[e]) / len(examples) for i, t in enumerate(target)] for e in examples]
    found = []
    for k, layer in reversed(list(enumerate(net.layers))):
        outputs, inputs = map(range, layer.w.shape)
        dz = [
            [float(layer.sigma.d(np.array(z[k][e][i]))) * back[e][i] for i in outputs]
            for e in examples
        ]
        dw = [[sum(dz[e][i] * a[k][e][j] for e in examples) for j in inputs] for i in outputs]
        db = [sum(dz[e][i] for e in examples) for i in outputs]
        found = [*(v for row in dw for v in row), *db, *found]
        used = [[layer.w[i, j] - early * eta * dw[i][j] for j in inputs] for i in outputs]
        back = [[sum(used[i][j] * dz[e][i] for i in outputs) for j in inputs] for e in examples]
    return found


@pytest.mark.parametrize("seed", range(6))
def test_slopes_in_both_orders(seed):
    rng = np.random.default_rng(seed)
    sizes = rng.integers(1, 5, size=rng.integers(2, 6))
    sigmas = [(sigmoid, tanh, identity)[i % 3] for i in range(len(sizes) - 1)]
    net = Network.random(sizes, seed, sigmas)
    net = net.at(rng.normal(size=net.theta.size))
    x, target = rng.normal(size=(sizes[0], 3)), rng.normal(size=(sizes[-1], 3))
    eta = rng.uniform(0.1, 2)
    found = [slopes(net, x, target, eta, early).theta for early in (0, 1)]
    for early, theta in enumerate(found):
        by_hand = hand_written(net, x, target, eta, early)
        np.testing.assert_allclose(theta, by_hand, rtol=1e-10, atol=1e-14)
    np.testing.assert_allclose(found[0], gradient(net, x, target).theta, rtol=1e-12, atol=1e-15)
    two, ways = net.at(np.array([net.theta] * 2)), np.array([0, 1])[:, None, None]
    both = slopes(two, x, target, eta, ways).theta
    np.testing.assert_allclose(both, found, rtol=1e-12, atol=1e-15)
    assert np.array_equal(found[0], found[1]) == (len(sizes) == 2)  # one layer has none before it


def test_without_an_update_both_orders_are_the_same():
    six = lecture.six_neurons()
    early, after = (slopes(six, lecture.X, lecture.TARGET, 0, way).theta for way in (1, 0))
    np.testing.assert_array_equal(early, after)


def test_nudging_tells_the_orders_apart():
    assert mazur.furthest_off(AFTER) < 1e-7
    assert mazur.furthest_off(EARLY) == pytest.approx(1 - 0.000364722878 / 0.000438567734, rel=1e-6)


# Mazur's page


def flat(value):
    if isinstance(value, dict):
        return [v for part in value.values() for v in flat(part)]
    return [v for part in value for v in flat(part)] if isinstance(value, list) else [value]


def test_mazurs_network_is_the_page():
    page = ON_FILE["mazur"]
    for layer, w, b in zip(mazur.NET.layers, *page["network"].values(), strict=True):
        np.testing.assert_array_equal(layer.w, numbers(w))
        np.testing.assert_array_equal(layer.b[:, 0], numbers(b))
    assert mazur.TASK.x[:, 0].tolist() == numbers(page["x"]).tolist()
    assert mazur.TASK.target[:, 0].tolist() == numbers(page["target"]).tolist()
    assert float(page["eta"]) == mazur.ETA


def test_which_of_the_pages_digits_need_which_order():
    """The facts are those of floor 1; each order is walked through to its end."""
    app, wrong = update_after.too_early(), {}
    for when in ORDERS:
        rows = app.set(step=6, when=when).words.table.rows
        assert [row[0] for row in rows] == list(PRINTED)
        wrong[when] = {row[0] for row in rows if row[3] == WRONG}
    later = {"y_1(θ^{10000})", "y_2(θ^{10000})"}
    assert wrong[AFTER] == {"C(θ^1)", *later, "C(θ^{10000})"}
    assert wrong[EARLY] == {"∂C/∂w_1", *(f"w_{i}(θ^1)" for i in range(1, 5)), "C(θ^{10000})"}
    right_then_short = mazur.NET.at(mazur.long_walk()[0, 0])
    assert agrees(loss(right_then_short, mazur.TASK.x, mazur.TASK.target), PRINTED["C(θ^{10000})"])


def test_our_digits_are_those_of_floor_1():
    exact = flat([entry["exact"] for entry in ON_FILE["mazur"]["disagrees"]])
    assert mazur.computed(AFTER)[-4:] == pytest.approx(numbers(exact), rel=1e-6)


@pytest.mark.parametrize("when", ORDERS)
def test_the_orders_differ_in_two_moments_that_change_places(when):
    assert sorted(SEQUENCES[when]) == sorted(STAGES)
    swapped = [a for a, b in zip(*SEQUENCES.values(), strict=True) if a != b]
    assert swapped == ["hidden", "update output"]
    app = update_after.too_early().set(when=when)
    for step in mazur.MOMENTS:
        words = app.set(step=step).words
        known = [row for row in words.table.rows if row[2] != "…"]
        assert {row[0] for row in known} == {
            name for stage in SEQUENCES[when][: step + 1] for name in STAGES[stage]
        }
        if step:
            right = sum(row[3] == RIGHT for row in known)
            assert words.status.endswith(f"so far {right} of {len(known)}.")


def test_the_walk_back_shows_the_weights_it_uses():
    app = update_after.too_early()
    after = app.set(step=2).words.formula[1]
    early = app.set(step=3, when=EARLY).words.formula[1]
    for text, w5, w7 in ((after, 0.4, 0.5), (early, 0.358916480, 0.511301270)):
        assert f"({number(w5)} · " in text and f" + {number(w7)} · " in text
        slope = 0.593269992 * (1 - 0.593269992) * (w5 * 0.138498562 - w7 * 0.0380982365)
        assert text.endswith(f"= {number(slope)}")


@pytest.mark.parametrize("when", ORDERS)
def test_the_network_shows_what_is_said_of_10_000_rounds(when):
    seen = texts(mazur.scene, step=6, when=when)
    late = mazur.after_many(when)
    net = mazur.NET.at(mazur.long_walk()[-1, ORDERS.index(when)])
    (y1, _), (w, _) = forward(net, mazur.TASK.x).y.ravel(), net.layers[1].w[0]
    assert late["y_1(θ^{10000})"] == pytest.approx(y1)
    assert {"y₁(θ¹⁰⁰⁰⁰)", number(y1), f"w₅ {number(w)}"} <= set(seen)
    assert f"w5 = {number(w)} (moved)" in repr(update_after.too_early().set(step=6, when=when))


# Two trainings


def losses_by_hand(task, eta, steps, early):
    net, found = task.net, []
    for _ in range(steps + 1):
        found.append(float(loss(net, task.x, task.target)))
        slope = np.array(hand_written(net, task.x, task.target, eta, early))
        net = net.at(net.theta - eta * slope * task.free)
    return found


@pytest.mark.parametrize("name", race_scene.TASKS)
@pytest.mark.parametrize("early", [0, 1])
def test_losses(name, early):
    task = race_scene.TASKS[name]
    found = task.losses(0.3, 10, early)
    np.testing.assert_allclose(found, losses_by_hand(task, 0.3, 10, early), rtol=1e-9)


def test_a_walk_that_leaves_the_numbers_has_an_infinite_loss():
    task = Task(Network.random((1, 3, 1), 0, identity), np.array([[1.0]]), np.array([[1.0]]))
    found = task.losses(50.0, 100, 1)
    assert np.isinf(found[-1]) and np.isfinite(found[0]) and not np.isnan(found).any()


@pytest.mark.parametrize(
    ("network", "eta", "begins"),
    [
        ("Mazur's 2-2-2", 2, "never further apart"),
        ("the six neurons", 2, "never further apart"),
        ("four layers, XOR", 0.3, "never further apart"),
        ("four layers, XOR", 0.45, "step 60, and “last” ends at L = 8.39×10⁻⁷."),
        ("four layers, XOR", 0.7, "step 1 for good. “Last” leaves it too, but comes back."),
        ("four layers, XOR", 0.9, "both leave the picture"),
        ("four layers, XOR", 2, "both leave the picture"),
    ],
)
def test_what_is_said_of_the_two_trainings(network, eta, begins):
    app = update_after.race().set(network=network, eta=eta)
    assert begins in app.words.status
    after, early = race_scene.losses(network, eta)
    for t in (0, 37, 100):
        words = app.set(t=t).words
        for name, values in (("updated last", after), ("updated too early", early)):
            seen = number(values[t], 4) if values[t] < 12 else "out of the picture"
            assert f"{seen} {name}" in words.formula[0]


def test_a_walk_is_judged_by_its_end():
    low, high = 0.1, 10.0
    for values, left, back in (
        ([low, low, low], None, False),
        ([low, high, low], None, True),
        ([low, high, high], 1, False),
        ([low, high, low, math.inf], 3, False),
    ):
        walk = np.array(values)
        assert (race_scene.leaves(walk), race_scene.comes_back(walk)) == (left, back)


def texts(scene, **values):
    fig = Figure()
    scene(fig)(**values)
    return [t.get_text() for t in fig.findobj(Text)]


def test_another_order_begins_its_walk_at_the_beginning():
    app = update_after.too_early().set(step=6)
    find(app, "when do we update?").value = "too early"
    assert (app.values["when"], app.values["step"]) == ("too early", 0)


def test_the_race_can_begin_with_nothing_to_see():
    words = update_after.race().set(eta=0).words
    assert words.status == "With η = 0 no weight moves in either order. Make η larger."
    after, early = re.findall(r"(\S+) updated", words.formula[0])
    assert after == early
