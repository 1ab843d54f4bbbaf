"""Lesson 08: every training is held to one by hand, with gradients by autograd."""

import re
from itertools import pairwise, product

import autograd.numpy as anp
import numpy as np
import pytest
from autograd import grad
from hands import at_the_beginning, find, next_and_back, press
from matplotlib.figure import Figure

from lessons_lib import data
from lessons_lib.descent import descend
from lessons_lib.lessons import training
from lessons_lib.lessons.training import (
    EXAMPLES,
    bad_training_scenes,
    batches_scene,
    point_training,
)
from lessons_lib.lessons.training.batches_scene import EPOCHS, in_batches, per_epoch
from lessons_lib.lessons.training.point_training import (
    DATA,
    EQUAL,
    POINTS,
    UPDATES,
    first_network,
    train,
)
from lessons_lib.notation import number

MADE = {
    "learn": training.learn,
    "batches": training.batches,
    "no_bias": training.no_bias,
    "stale": training.stale,
    "bad_start": training.bad_start,
}
STEP = dict.fromkeys(MADE, "t") | {"batches": "epoch"}
ENDS = {
    "learn": {
        "t": range(UPDATES + 1),
        "points": DATA,
        "eta": (0.01, 5),
        "neurons": range(1, 17),
        "seed": range(10),
    },
    "batches": {"epoch": range(EPOCHS + 1), "size": range(1, POINTS + 1), "eta": (0.01, 1)},
    "no_bias": {"t": range(UPDATES + 1), "points": DATA, "eta": (0.01, 2)},
    "stale": {"t": range(UPDATES + 1), "eta": (0.01, 2), "seed": range(10)},
    "bad_start": {
        "t": range(UPDATES + 1),
        "start": bad_training_scenes.STARTS.values(),
        "points": DATA,
        "eta": (0.01, 2),
    },
}
MADE_OF = {"XOR": data.xor, "two moons": data.two_moons, "spirals": data.spirals}


app_of = at_the_beginning(MADE)


def split(theta, neurons):
    """θ cut into w and b of the three layers, in the order that `Network.theta` promises."""
    parts, at = [], 0
    for n, m in ((neurons, 2), (neurons, neurons), (1, neurons)):
        w = anp.reshape(theta[at : at + n * m], (n, m))
        b = anp.reshape(theta[at + n * m : at + n * m + n], (n, 1))
        parts.append((w, b))
        at += n * m + n
    return parts


def output(theta, x, neurons):
    first, second, (w, b) = split(theta, neurons)
    a = x
    for weights, biases in (first, second):
        a = anp.tanh(anp.dot(weights, a) + biases)
    return 1 / (1 + anp.exp(-(anp.dot(w, a) + b)))


def loss(theta, x, target, neurons):
    y = output(theta, x, neurons)
    return -anp.mean(target * anp.log(y) + (1 - target) * anp.log(1 - y))


def by_hand(theta, batches, eta, neurons=8, biases=True, stale=False):
    """Gradient descent in a loop: θ after each update. batches is one (x, target) for each."""
    slope, total, walk = grad(loss), np.zeros_like(theta), [theta]
    frozen = np.concatenate(
        [np.r_[np.zeros(w.size), np.ones(b.size)] for w, b in split(theta, neurons)]
    )
    for x, target in batches:
        g = slope(walk[-1], x, target, neurons)
        if not biases:
            g = g * (1 - frozen)
        total = total + g
        walk.append(walk[-1] - eta * (total if stale else g))
    return walk


def figures(text):
    """The numbers in a text, as they are written."""
    return re.findall(r"−?\d[\d,]*(?:\.\d+)?", text)


# the mathematics


@pytest.mark.parametrize(
    ("points", "options"),
    [
        ("XOR", {}),
        ("two moons", {"eta": 2.0, "neurons": 3, "seed": 4}),
        ("spirals", {"eta": 0.5, "start": "he"}),
        ("XOR", {"start": EQUAL}),
        ("XOR", {"biases": False}),
        ("two moons", {"eta": 0.5, "seed": 6, "stale": True}),
    ],
)
def test_every_training_is_the_one_by_hand(points, options):
    run, count = train(points, updates=60, **options), 60
    x, target = MADE_OF[points](POINTS)
    how = {"eta": 1.0} | options
    for key in ("start", "seed"):
        how.pop(key, None)
    walk = by_hand(run.start.theta, [(x, target)] * count, **how)
    neurons = options.get("neurons", 8)
    for t, (theta, step) in enumerate(zip(walk, run.steps, strict=True)):
        assert step.theta == pytest.approx(theta, rel=1e-6, abs=1e-9)
        assert run.losses[t] == pytest.approx(loss(theta, x, target, neurons), rel=1e-6)
    right = (output(walk[-1], x, neurons) > 0.5) == (target > 0.5)
    assert run.correct(count) == right.sum()
    if not options.get("stale"):
        parts = split(grad(loss)(walk[-1], x, target, neurons), neurons)
        if "biases" in options:
            parts = [(w, 0 * b) for w, b in parts]
        lengths = [np.sqrt((w**2).sum() + (b**2).sum()) for w, b in parts]
        assert run.sizes(count) == pytest.approx(lengths, rel=1e-5)


@pytest.mark.parametrize("size", [1, 32, 100])
def test_batches_use_every_point_once_an_epoch(size):
    x, target = data.two_moons(POINTS)
    order, batches = np.random.default_rng(0), []
    for _ in range(2):
        shuffled = order.permutation(POINTS)
        for chosen in np.split(shuffled, range(size, POINTS, size)):
            batches.append((x[:, chosen], target[:, chosen]))
    assert len(batches) == 2 * per_epoch(size)
    run = in_batches(size, 0.1)
    assert len(run.steps) == EPOCHS * per_epoch(size) + 1
    walk = by_hand(run.start.theta, batches, 0.1)
    for t in (0, 1, len(batches)):
        assert run.steps[t].theta == pytest.approx(walk[t], rel=1e-8, abs=1e-10)
        assert run.losses[t] == pytest.approx(loss(walk[t], x, target, 8), rel=1e-8)


def test_all_batch_sizes_begin_alike():
    starts = {
        in_batches(size, eta).steps[0].theta.tobytes() for size in (1, 32) for eta in (0.1, 1)
    }
    assert starts == {train("two moons").steps[0].theta.tobytes()}


@pytest.mark.parametrize("name", EXAMPLES)
def test_each_example_is_of_its_kind(name):
    kinds = {
        "learnt": "Learnt",
        "too small": "On its way",
        "too large": "Too large",
        "too few neurons": "Stuck",
        "an unlucky start": "Stuck",
    }
    app = app_of("learn").set(seed=9)
    find(app, "examples").value = name
    assert app.values["t"] == UPDATES and EXAMPLES[name].items() <= app.values.items()
    assert kinds[name.partition(":")[0]] + ": " in app.words.status
    app.set(t=UPDATES - 1)
    assert ": all " in app.words.status and not re.search(r"Learnt|Stuck", app.words.status)


@pytest.mark.parametrize(("neurons", "eta"), [*product((1, 8), (0.05, 1, 5))])
def test_the_verdict_says_what_the_losses_say(neurons, eta):
    for points, make in MADE_OF.items():
        run = train(points, neurons, eta)
        x, target = make(POINTS)
        y = output(run.steps[-1].theta, x, neurons)
        missed = int(((y > 0.5) != (target > 0.5)).sum())
        first, late = run.losses[0], run.losses[-50:]
        kind = run.verdict().partition(":")[0]
        assert (kind == "Learnt") == (missed == 0)
        if missed:
            assert (kind == "Too large") == (late[-1] > first)
        if kind == "Restless":
            assert any(after > before + 0.001 for before, after in pairwise(late))
        if kind == "On its way":
            assert late[-1] < 0.98 * late[0]
        if kind in ("On its way", "Stuck"):
            assert f" {missed} points are on the wrong side" in run.verdict()


# the mistakes


@pytest.mark.parametrize("points", DATA)
def test_without_biases_the_line_is_nailed_to_the_origin(points):
    run = train(points, biases=False)
    for t in range(0, UPDATES + 1, 50):
        assert run.says(t)(np.zeros((2, 1))).item() == 0.5
        assert all((layer.b == 0).all() for layer in run.network(t).layers)
    assert train(points).says(UPDATES)(np.zeros((2, 1))).item() != 0.5
    assert run.losses[-1] > 2 * train(points).losses[-1]


@pytest.mark.parametrize(("points", "eta"), [*product(DATA, (0.1, 1, 2))])
def test_equal_neurons_stay_equal_for_ever(points, eta):
    run = train(points, eta=eta, start=EQUAL)
    for t in (0, 1, 100, UPDATES):
        for layer in run.network(t).layers[:2]:
            assert np.ptp(bad_training_scenes.rows(layer), axis=0).max() < 1e-12
        assert bad_training_scenes.different(run.network(t).layers[0]) == 1
    assert np.abs(run.steps[-1].theta - 0.5).max() > 0.1  # they do move
    assert bad_training_scenes.different(train(points, eta=eta).network(UPDATES).layers[0]) == 8


@pytest.mark.parametrize("points", DATA)
def test_from_zeros_nothing_moves(points):
    run = train(points, start="zeros")
    assert np.abs(run.steps[-1].theta).max() < 1e-12
    assert run.sizes(0) == run.sizes(UPDATES) == [0, 0, 0]


def test_starts_differ_by_their_scale_alone():
    starts = {s: first_network(8, s).layers[1].w for s in ("small", "xavier", "he")}
    assert starts["small"] / 0.01 == pytest.approx(starts["xavier"] / np.sqrt(2 / 16))
    assert starts["he"] / np.sqrt(2 / 8) == pytest.approx(starts["small"] / 0.01)


# what is shown


@pytest.mark.parametrize("t", [0, 1, 25, 400])
def test_learn_shows_the_numbers_by_hand(t):
    app = app_of("learn").set(t=t, points="XOR")
    x, target = data.xor(POINTS)
    theta = by_hand(train("XOR").start.theta, [(x, target)] * t, 1.0)[-1]
    parts = split(grad(loss)(theta, x, target, 8), 8)
    lengths = [number(np.sqrt((w**2).sum() + (b**2).sum())) for w, b in parts]
    found = ((output(theta, x, 8) > 0.5) == (target > 0.5)).sum()
    value = number(loss(theta, x, target, 8))
    words = app.words
    each = ", ".join(f"|∇_{k}| = {v}" for k, v in enumerate(lengths, start=1))
    assert words.formula[1] == f"∇L(θ^{{{t}}}): {each}"
    assert f"L = {value}, {found} of {POINTS} points" in words.alt
    assert [row[3] for row in words.table.rows] == lengths
    assert [row[1] for row in words.table.rows] == ["24", "72", "9"]
    how = "L is" if t == 0 else "L fell to"
    assert f" {how} {value}. " in words.status
    bars = [text.get_text().strip() for text in app._picture._moving if is_text(text)]
    assert [text for text in bars if text] == lengths


def is_text(artist):
    return hasattr(artist, "get_text")


def test_the_angle_of_a_batch_is_the_one_by_hand():
    x, target = data.two_moons(POINTS)
    theta = in_batches(32, 0.1).steps[0].theta
    chosen = np.random.default_rng(0).permutation(POINTS)[:32]
    rough, exact = (
        grad(loss)(theta, x[:, few], target[:, few], 8) for few in (chosen, np.arange(POINTS))
    )
    lengths = np.sqrt((rough @ rough) * (exact @ exact))
    angle = np.degrees(np.arccos(rough @ exact / lengths))
    app = app_of("batches")
    assert app.words.formula[1].startswith(
        f"the gradient of the next batch points {angle:.0f}° away"
    )
    assert "points 0° away" in app.set(size=POINTS).words.formula[1]


def test_the_words_of_the_batches():
    app = app_of("batches")
    assert app.words.status.startswith("Epoch 0, the start: no point was used yet. Updates")
    words = app.set(epoch=1, size=1).words
    assert "used once. Updates with batches of 1: 100." in words.status
    words = app.set(epoch=3, size=32).words
    assert "used 3 times. Updates with batches of 32: 12." in words.status
    assert words.formula[0] == "updates in each epoch: ⌈100 / 32⌉ = 4"
    assert [row[:2] for row in words.table.rows] == [("1", "300"), ("32", "12"), ("100", "3")]
    for size, row in zip((1, 32, 100), words.table.rows, strict=True):
        assert row[2] == number(in_batches(size, 0.1).losses[3 * per_epoch(size)])
    assert [row[0] for row in app.set(size=100).words.table.rows] == ["1", "100"]


@pytest.mark.parametrize("name", MADE)
def test_the_start_is_there_before_any_training(name, monkeypatch):
    asked = []

    def noted(*how):
        for step in descend(*how):
            asked.append(step.t)
            yield step

    monkeypatch.setattr(point_training, "descend", noted)
    train.cache_clear()
    app = app_of(name)
    assert set(asked) == {0}
    app.set(**{STEP[name]: 1})
    assert max(asked) >= UPDATES


@pytest.mark.parametrize("name", ["no_bias", "bad_start"])
def test_the_answer_is_not_given_away_at_the_start(name):
    app = app_of(name)
    assert app.words.formula == ()
    assert len(app.set(t=1).words.formula) == 2


def test_the_words_follow_the_loss_up_and_down():
    app, losses = app_of("learn").set(eta=5), train("XOR", eta=5.0).losses
    for t in range(1, 8):
        how = "grew to" if losses[t] > losses[t - 1] else "fell to"
        assert f" L {how} {number(losses[t])}. " in app.set(t=t).words.status


@pytest.mark.parametrize("t", [1, 100])
def test_the_words_without_biases(t):
    x, target = data.xor(POINTS)
    said = []
    for sign, biases in (("✗", False), ("✓", True)):
        theta = by_hand(first_network(8).theta, [(x, target)] * t, 1.0, biases=biases)[-1]
        found = ((output(theta, x, 8) > 0.5) == (target > 0.5)).sum()
        value = number(loss(theta, x, target, 8))
        said.append(f"{sign} L = {value}, {found} of {POINTS} points on their side.")
    words = app_of("no_bias").set(t=t).words
    assert words.status == f"Update {t}. {said[0]} {said[1]}"
    at_origin = number(output(theta, np.zeros((2, 1)), 8).item())
    assert words.formula[0].endswith("= 0.5") and words.formula[1].endswith(f"= {at_origin}")


@pytest.mark.parametrize("t", [5, 60])
def test_the_lengths_of_stale_gradients(t):
    app = app_of("stale").set(t=t)
    x, target = data.two_moons(POINTS)
    start = first_network(8, seed=6).theta
    walk = by_hand(start, [(x, target)] * t, 0.5, stale=True)
    slopes = [grad(loss)(theta, x, target, 8) for theta in walk]
    whole, last = number(np.linalg.norm(np.sum(slopes, axis=0))), np.linalg.norm(slopes[-1])
    assert f": {whole} long, the last alone {number(last)}" in app.words.formula[0]
    fresh = by_hand(start, [(x, target)] * t, 0.5)[-1]
    length = number(np.linalg.norm(grad(loss)(fresh, x, target, 8)))
    assert app.words.formula[1].endswith(f": {length} long")


def test_the_table_of_the_start_holds_the_rows_of_layer_1():
    app = app_of("bad_start").set(t=400, start=EQUAL)
    table = app.words.table.rows
    assert len({row[1:4] for row in table}) == 1 and len({row[4:] for row in table}) == 8
    layer = train("XOR").network(400).layers[0]
    assert table[2][4:] == tuple(map(number, (*layer.w[2], *layer.b[2])))
    assert app.words.formula[0] == "different neurons in layer 1: ✗ 1, ✓ 8"


# every control


def is_finite(app):
    """Whether all that is drawn has finite coordinates."""
    moving = app._picture._moving
    places = [a.get_xydata() for a in moving if hasattr(a, "get_xydata")]
    places += [path.vertices for a in moving if hasattr(a, "get_paths") for path in a.get_paths()]
    return all(np.isfinite(np.asarray(xy, dtype=float)).all() for xy in places)


@pytest.mark.parametrize("name", MADE)
def test_every_control_at_its_ends(name):
    app = app_of(name)
    for key, values in ENDS[name].items():
        press(app, "Reset")
        values = list(values)
        for value in values if len(values) <= 5 else (values[0], values[-1]):
            end = {} if key == STEP[name] else {STEP[name]: ENDS[name][STEP[name]][-1]}
            app.set(**{key: value} | end)
            assert is_finite(app) and app.values[key] == value


@pytest.mark.parametrize("name", MADE)
def test_a_random_walk_over_all_controls_at_once(name):
    rng, app = np.random.default_rng(1), app_of(name)
    for _ in range(4):
        state = {}
        for key, values in ENDS[name].items():
            values = list(values)
            state[key] = values[rng.integers(len(values))]
        if name == "batches":
            state["size"] = max(state["size"], 5)  # one of 1 is always drawn too
        words = app.set(**state).words
        assert app.values == state and is_finite(app)
        step = state[STEP[name]]
        assert f"{step}" in words.status or step == 0
        for text in (words.status, words.alt, *words.formula):
            assert "nan" not in text and figures(words.alt)


@pytest.mark.parametrize("name", MADE)
def test_back_undoes_next(name):
    seen = next_and_back(app_of(name), 3)
    assert len({text for text, _ in seen}) == 4


@pytest.mark.parametrize(
    ("name", "values", "message"),
    [
        ("learn", {"eta": 6}, "eta must be a number from 0.01 to 5, not 6"),
        ("learn", {"points": "circles"}, "points must be one of"),
        ("batches", {"size": 0}, "size must be a whole number from 1 to 100, not 0"),
        ("bad_start", {"start": "ones"}, "start must be one of"),
    ],
)
def test_a_bad_value_is_refused_in_words(name, values, message):
    with pytest.raises(ValueError, match=message):
        app_of(name).set(**values)


@pytest.mark.parametrize("t", [1, 24, UPDATES])
def test_the_formula_is_that_of_the_update_just_made(t):
    update, lengths = training.learn().set(t=t).words.formula
    assert update.startswith(f"θ^{{{t}}} = θ^{{{t - 1}}} − η · ∇L(θ^{{{t - 1}}})")
    assert lengths.startswith(f"∇L(θ^{{{t}}}): |∇_1| = ")


def test_a_curve_that_is_there_already_is_named_once():
    for size, names in ((32, ["32", "1", "100"]), (1, ["1", "100"]), (100, ["100", "1"])):
        fig = Figure()
        batches_scene.scene(fig)(epoch=2, size=size, eta=0.1)
        shown = [text.get_text() for text in fig.axes[1].texts]
        assert [text for text in shown if text] == names
