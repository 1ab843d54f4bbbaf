"""Lesson 08: every training, and every mistake, held to loops written by hand."""

import re
from itertools import pairwise, product

import numpy as np
import pytest
from autograd import grad
from hands import find
from training_by_hand import app_of, by_hand, loss, output, split

from lessons_lib import data
from lessons_lib.lessons.training import (
    EXAMPLES,
    bad_training_scenes,
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

MADE_OF = {"XOR": data.xor, "two moons": data.two_moons, "spirals": data.spirals}


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
