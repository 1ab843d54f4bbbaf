"""The numbers with a decimal point in the prose of lesson 10, cell by cell."""

import numpy as np

from lessons_lib.data import accuracy
from lessons_lib.lessons.handwritten_digits import WORTH_SEEING
from lessons_lib.lessons.handwritten_digits import exercises as check
from lessons_lib.lessons.handwritten_digits.depth_scene import DEEPEST, sizes
from lessons_lib.lessons.handwritten_digits.digit_scenes import moved_against
from lessons_lib.lessons.handwritten_digits.digit_training import (
    BATCH,
    EPOCHS,
    examples,
    named_wrong,
    to_the_pixels,
    training,
)
from lessons_lib.lessons.handwritten_digits.train_scene import percent
from lessons_lib.network import forward
from lessons_lib.notation import number


def facts():
    s = examples()
    epochs = training(1.0, 32).upto(EPOCHS)
    last = epochs[-1]
    net = last.net

    # what the prose says in whole numbers
    assert (s.x.shape[1], s.held_out_x.shape[1], net.theta.size) == (1438, 359, 2410)
    assert -(-1438 // BATCH) * EPOCHS == 1350
    losses = np.array([(e.training.loss, e.held_out.loss) for e in epochs])
    gap = np.diff(losses, axis=1).ravel()
    assert gap[3:6].max() < 0.03 < gap[-1] and gap[1:11].mean() < gap[11:].mean()
    falls = [losses[t, 1] for t in (0, 5, 10, 20, 30)]
    assert sorted(falls, reverse=True) == falls and losses[:, 1].argmin() > 25
    assert training(1.0, 128).upto(EPOCHS)[-1].held_out.right == last.held_out.right

    # the wall
    outputs = [forward(epoch.net, s.held_out_x).y for epoch in epochs]
    said = outputs[1].argmax(axis=0)
    wrong = [named_wrong(y) for y in (outputs[1], outputs[-1])]
    assert [len(columns) for columns in wrong] == [100, 11]
    assert all(len(named_wrong(y)) for y in outputs)  # the wall is never empty
    assert np.mean(said[wrong[0]] == 3) > 0.5
    worst = wrong[1][0]
    y = forward(net, s.held_out_x).y
    assert WORTH_SEEING["a 6, read as 1"]["n"] == worst + 1
    assert (y[:, worst].argmax(), s.held_out_target[:, worst].argmax()) == (1, 6)
    assert 1.99 > np.abs(y - s.held_out_target)[:, worst].sum() > 1.97  # at most 2

    # the weights
    hidden, output = net.layers
    assert (output.w[:, 26].argmax(), output.w[:, 26].argmin()) == (2, 9)
    assert output.w.max() == output.w[2, 26]
    paper = np.flatnonzero(s.x.max(axis=1) == 0)
    assert [(int(i) // 8 + 1, int(i) % 8 + 1) for i in paper] == [(1, 1), (5, 1), (5, 8)]
    assert np.array_equal(hidden.w[:, paper], epochs[0].net.layers[0].w[:, paper])
    moved = np.abs(hidden.w - epochs[0].net.layers[0].w).mean(axis=0).reshape(8, 8)
    assert moved[:, 0].max() < 0.03 < 0.3 < moved[:, 2:6].min() + 0.02

    # the pixels
    slopes = to_the_pixels(net, s.held_out_x, s.held_out_target)

    def right(x):
        return percent(accuracy(forward(net, x).y, s.held_out_target))

    def says(column, eps):
        changed = moved_against(s.held_out_x, slopes, eps)[:, [column]]
        return int(forward(net, changed).y.argmax())

    assert [says(worst, eps) for eps in (0.1, 0.2)] == [1, 6]
    assert right(moved_against(s.held_out_x, slopes, 0.2)) == "100.0%"
    sure = WORTH_SEEING["a 2, read as 2"]["n"] - 1
    assert [says(sure, eps) for eps in (-0.2, -0.3)] == [2, 1]
    along = moved_against(s.held_out_x, slopes, -0.3)

    def by_chance(seed):
        change = np.random.default_rng(seed).choice([-0.3, 0.3], size=s.held_out_x.shape)
        return np.clip(s.held_out_x + change, 0, 1)

    tries = [by_chance(seed) for seed in range(10)]
    for changed in tries:
        assert np.abs(changed - s.held_out_x).sum() > 2 * np.abs(along - s.held_out_x).sum()
    kept = [accuracy(forward(net, x).y, s.held_out_target) for x in tries]

    # depth
    sigmoids = {scale: sizes(DEEPEST, "sigmoid", scale)[0] for scale in ("xavier", "he", "small")}
    relus = sizes(DEEPEST, "relu", "he")[0]

    def factor(dC_dz):
        return (dC_dz[0] / dC_dz[-1]) ** (1 / DEEPEST)

    starts = [factor(sizes(DEEPEST, "relu", "he", seed)[0]) for seed in range(8)]

    assert 100_000 < sigmoids["xavier"][-1] / sigmoids["xavier"][0] < 130_000
    at_the_front = sigmoids["xavier"][0]
    xavier = {name: sizes(DEEPEST, name, "xavier")[0][0] for name in ("sigmoid", "tanh", "relu")}
    assert max(xavier, key=xavier.get) == "tanh"
    assert all(sizes(DEEPEST, name, "small")[0][0] < 1e-9 for name in xavier)

    def share(epoch):
        return percent(epoch.held_out.right).removesuffix("%")

    # the exercises
    reached = next(t for t, epoch in enumerate(epochs) if epoch.held_out.right >= 0.9)
    assert check.predict_epochs.truth == reached
    assert check.predict_share.truth == 3 and sigmoids["xavier"][0] < sigmoids["xavier"][-1] / 1000
    assert check.accuracy.given[1:] == (s.held_out_x.shape[1], s.x.shape[1])
    assert check.output.given[1] == check.left.given[1] == 2

    return {
        "train-explain": [
            *(share(epochs[t]) for t in (1, 2, 5, 30)),
            number(last.training.loss),
            *(number(losses[t, 1]) for t in (10, 20, 30)),
            f"{100 / s.held_out_x.shape[1]:.1f}",
            percent(last.training.right).removesuffix("%"),
            "0.01",
            share(training(0.01, 32).upto(EPOCHS)[-1]),
            share(training(1.0, 2).upto(EPOCHS)[-1]),
        ],
        "mistakes-explain": [
            number(y[1, worst]),
            number(y[6, worst]),
            number(-np.log(y[6, worst])),
            number(y[6, worst] - 1),
        ],
        "weights-explain": [number(output.w[2, 26])],
        "pixels-explain": [
            "0.2",
            number(y[2, sure]),
            "−0.2",
            "−0.3",
            right(along).removesuffix("%"),
            "0.3",
            percent(np.mean(kept)).removesuffix("%"),
        ],
        "depth-step": ["0.01"],
        "depth-explain": [
            number(sigmoids["xavier"][-1]),
            number(at_the_front).partition("×")[0],
            f"{at_the_front:.8f}",
            *(number(factor(dC_dz)) for dC_dz in sigmoids.values()),
            *(number(value) for value in (min(starts), max(starts))),
            number(relus[0]),
        ],
        "code-explain": [f"{last.held_out.right:.3f}", share(last)],
        "summary": [share(last)],
    }
