"""Lesson 10: the training of the digits, held to loops written by hand."""

import math
from unittest.mock import Mock

import numpy as np
import pytest
from digits_by_hand import by_hand, softmax

from lessons_lib.data import digits, split
from lessons_lib.descent import minibatches
from lessons_lib.lessons.handwritten_digits import (
    ETAS,
    HIDDENS,
    digit_training,
)
from lessons_lib.lessons.handwritten_digits.digit_training import (
    Training,
    examples,
    trained,
    training,
)
from lessons_lib.network import Network


@pytest.fixture(scope="module")
def s():
    return split(*digits())


def test_two_epochs_are_those_of_loops_written_by_hand(s):
    net = Network.random((64, 8, 10))
    (w1, b1), (w2, b2) = ((layer.w.copy(), layer.b.copy()) for layer in net.layers)
    batches = minibatches(s.x, s.target, 32)
    for _ in range(2 * math.ceil(1438 / 32)):
        x, target = next(batches)
        a = 1 / (1 + np.exp(-(w1 @ x + b1)))
        at_output = (softmax(w2 @ a + b2) - target) / x.shape[1]
        at_hidden = a * (1 - a) * (w2.T @ at_output)
        w2 -= 0.1 * at_output @ a.T
        b2 -= 0.1 * at_output.sum(axis=1, keepdims=True)
        w1 -= 0.1 * at_hidden @ x.T
        b1 -= 0.1 * at_hidden.sum(axis=1, keepdims=True)
    now = Training(0.1, 8).upto(2)[-1]
    for layer, w, b in zip(now.net.layers, (w1, w2), (b1, b2), strict=True):
        np.testing.assert_allclose(layer.w, w, rtol=1e-9, atol=1e-12)
        np.testing.assert_allclose(layer.b, b, rtol=1e-9, atol=1e-12)
    for judged, x, target in (
        (now.training, s.x, s.target),
        (now.held_out, s.held_out_x, s.held_out_target),
    ):
        y = by_hand(now.net, x)
        assert judged.loss == pytest.approx(-np.log(y[target == 1]).mean())
        assert judged.right == np.mean(y.argmax(axis=0) == target.argmax(axis=0))


def test_an_epoch_is_computed_once(monkeypatch):
    calls = []
    real = digit_training.gradient_of_theta

    def counted(*args):
        slope = real(*args)
        return lambda theta: calls.append(1) or slope(theta)

    monkeypatch.setattr(digit_training, "gradient_of_theta", counted)
    one = Training(1.0, 2)
    assert len(one.upto(0)) == 1 and len(calls) <= 1
    first = one.upto(2)
    count = len(calls)
    assert count == 2 * 45 + 1
    assert one.upto(1) == first[:2] and one.upto(2) == first
    assert len(calls) == count
    assert one.upto(3)[:3] == first


def test_a_jump_leads_where_single_epochs_lead():
    slowly, at_once = Training(1.0, 8), Training(1.0, 8)
    for epoch in range(4):
        slowly.upto(epoch)
    for a, b in zip(slowly.upto(3), at_once.upto(3), strict=True):
        assert a.net.theta.tolist() == b.net.theta.tolist()


def test_other_trainings_are_kept():
    assert training(0.1, 2) is training(0.1, 2)
    assert training(0.1, 2) is not training(0.01, 2)
    assert len(ETAS) * len(HIDDENS) <= training.cache_info().maxsize
    assert trained(3) is training(1.0, 32).upto(3)[-1].net


def test_a_training_that_was_interrupted_goes_on(monkeypatch):
    whole, interrupted = Training(1.0, 2), Training(1.0, 2)
    known = interrupted.upto(1)
    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(Network, "at", Mock(side_effect=KeyboardInterrupt))
        interrupted.upto(3)
    assert interrupted.upto(1) == known
    for one, other in zip(interrupted.upto(3), whole.upto(3), strict=True):
        assert one.net.theta.tobytes() == other.net.theta.tobytes()


@pytest.mark.parametrize("hidden", (2, 128))
def test_the_largest_learning_rate_keeps_the_numbers_finite(hidden):
    for epoch in training(10.0, hidden).upto(4):
        assert np.isfinite([epoch.training.loss, epoch.held_out.loss]).all()
        assert np.isfinite(epoch.net.theta).all()


def test_no_held_out_digit_is_trained_on(s):
    seen = {column.tobytes() for column in np.ascontiguousarray(s.x.T)}
    held_out = [column.tobytes() for column in np.ascontiguousarray(s.held_out_x.T)]
    assert not seen & set(held_out)
    x, _ = digits()
    assert x.shape[1] == len(held_out) + s.x.shape[1]
    assert np.array_equal(examples().held_out_x, s.held_out_x)
