"""Lesson 08: every training is held to one by hand, with gradients by autograd."""

import numpy as np
import pytest
from autograd import grad
from matplotlib.figure import Figure
from training_by_hand import MADE, app_of, by_hand, loss, output, split

from lessons_lib import data
from lessons_lib.descent import descend
from lessons_lib.lessons import training
from lessons_lib.lessons.training import (
    batches_scene,
    point_training,
)
from lessons_lib.lessons.training.batches_scene import in_batches, per_epoch
from lessons_lib.lessons.training.point_training import (
    EQUAL,
    POINTS,
    UPDATES,
    first_network,
    train,
)
from lessons_lib.notation import number

STEP = dict.fromkeys(MADE, "t") | {"batches": "epoch"}


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
    assert app.words.status.startswith("Epoch 0, the start: no point has been used yet. Updates")
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
        said.append(f"{sign} L = {value}, {found} of {POINTS} points correct.")
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
    slopes = [grad(loss)(theta, x, target, 8) for theta in walk[:t]]
    whole, last = number(np.linalg.norm(np.sum(slopes, axis=0))), np.linalg.norm(slopes[-1])
    summed = f": the sum has length {whole}, the last gradient {number(last)}"
    assert summed in app.words.formula[0]
    fresh = by_hand(start, [(x, target)] * (t - 1), 0.5)[-1]
    length = number(np.linalg.norm(grad(loss)(fresh, x, target, 8)))
    assert app.words.formula[1].endswith(f": the gradient has length {length}")


def test_the_table_of_the_start_holds_the_rows_of_layer_1():
    app = app_of("bad_start").set(t=400, start=EQUAL)
    table = app.words.table.rows
    assert len({row[1:4] for row in table}) == 1 and len({row[4:] for row in table}) == 8
    layer = train("XOR").network(400).layers[0]
    assert table[2][4:] == tuple(map(number, (*layer.w[2], *layer.b[2])))
    assert app.words.formula[0] == "different neurons in layer 1: ✗ 1, ✓ 8"


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
