import numpy as np
import pytest

from lessons_lib.data import (
    accuracy,
    digits,
    noisy_line,
    one_hot,
    spirals,
    split,
    two_moons,
    xor,
)


@pytest.mark.parametrize("make", [xor, two_moons, spirals])
@pytest.mark.parametrize("n", [1, 7, 200])
def test_two_classes_in_a_plane(make, n):
    x, target = make(n, seed=3)
    assert (x.shape, target.shape) == ((2, n), (1, n))
    assert set(target[0]) <= {0.0, 1.0}
    assert abs(target.sum() - n / 2) <= 1
    for one, other in zip((x, target), make(n, seed=3), strict=True):
        np.testing.assert_array_equal(one, other)
    assert (make(n, seed=4)[0] != x).any()


def test_xor_without_noise_is_the_truth_table():
    x, target = xor(4, noise=0)
    table = {(int(a), int(b)): int(t) for (a, b), t in zip(x.T, target[0], strict=True)}
    assert table == {(0, 0): 0, (0, 1): 1, (1, 0): 1, (1, 1): 0}


def test_moons_are_half_circles_and_spirals_turn_once_and_a_half():
    x, target = two_moons(500, noise=0)
    upper, lower = x[:, target[0] == 0], x[:, target[0] == 1]
    np.testing.assert_allclose(np.hypot(*upper), 1)
    np.testing.assert_allclose(np.hypot(lower[0] - 1, lower[1] - 0.5), 1)
    assert upper[1].min() >= 0
    assert lower[1].max() <= 0.5
    x, target = spirals(500, noise=0)
    radius = np.hypot(*x)
    assert 0.1 <= radius.min() < radius.max() <= 1
    turned = np.exp(-3j * np.pi * radius) * (x[0] + 1j * x[1]) / radius
    np.testing.assert_allclose(turned, 1 - 2 * target[0], atol=1e-12)


def test_a_noisy_line_is_a_line_but_for_the_noise():
    x, target = noisy_line(1000, seed=1, noise=0.1, w=-3, b=0.5)
    assert (x.shape, target.shape) == ((1, 1000), (1, 1000))
    assert np.polyfit(x[0], target[0], 1) == pytest.approx([-3, 0.5], abs=0.02)
    assert np.std(target + 3 * x - 0.5) == pytest.approx(0.1, rel=0.1)
    assert -1 <= x.min() < x.max() <= 1


def test_digits_are_those_of_the_uci():
    """The counts are those of the UCI's own description, optdigits.names, for the test set."""
    x, target = digits()
    assert (x.shape, target.shape) == ((64, 1797), (10, 1797))
    assert target.sum(axis=1).tolist() == [178, 182, 177, 183, 181, 182, 181, 179, 174, 180]
    assert set(np.unique(x * 16)) == set(range(17))
    # The first line of optdigits.tes, a zero.
    first = """ 0  0  5 13  9  1  0  0
                0  0 13 15 10 15  5  0
                0  3 15  2  0 11  8  0
                0  4 12  0  0  8  8  0
                0  5  8  0  0  9  8  0
                0  4 11  0  1 12  7  0
                0  2 14  5 10 12  0  0
                0  0  6 13 10  0  0  0"""
    assert (x[:, 0] * 16).tolist() == [float(pixel) for pixel in first.split()]
    assert target[:, 0].argmax() == 0


def test_split_deals_every_example_to_one_side():
    x = np.arange(50.0)[None]
    s = split(x, 2 * x, held_out=0.3, seed=1)
    assert (s.x.shape, s.held_out_x.shape) == ((1, 35), (1, 15))
    assert sorted([*s.x[0], *s.held_out_x[0]]) == x[0].tolist()
    np.testing.assert_array_equal(s.target, 2 * s.x)
    np.testing.assert_array_equal(s.held_out_target, 2 * s.held_out_x)
    np.testing.assert_array_equal(split(x, x, seed=2).x, split(x, x, seed=2).x)
    assert (split(x, x, seed=2).x != split(x, x, seed=3).x).any()


def test_one_hot_and_accuracy():
    target = one_hot([2, 0, 1, 2], 3)
    assert target.tolist() == [[0, 1, 0, 0], [0, 0, 1, 0], [1, 0, 0, 1]]
    y = np.array([[0.2, 0.5, 0.1, 0.6], [0.1, 0.3, 0.8, 0.3], [0.7, 0.2, 0.1, 0.1]])
    assert accuracy(y, target) == 0.75
    assert accuracy([[0.45, 0.9, 0.6, 0.1]], [[0, 1, 0, 0]]) == 0.75
    assert accuracy(np.full((1, 4), np.nan), [[0, 1, 0, 0]]) == 0
    assert accuracy(np.where(target == 1, np.nan, y), target) == 0


def test_a_whole_number_may_be_written_with_a_point():
    np.testing.assert_array_equal(xor(4.0)[0], xor(4)[0])
    np.testing.assert_array_equal(one_hot([0, 1], 2.0), np.eye(2))


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda: xor(0), "whole number from 1 up, not 0"),
        (lambda: two_moons(2.5), "whole number from 1 up, not 2.5"),
        (lambda: spirals(-3), "whole number from 1 up, not -3"),
        (lambda: noisy_line(5, noise=-1), "noise must be a finite number from 0 up, not -1"),
        (lambda: xor(np.nan), "whole number from 1 up, not nan"),
        (lambda: xor(np.inf), "whole number from 1 up, not inf"),
        (lambda: xor("a"), "whole number from 1 up, not 'a'"),
        (lambda: xor(4, noise="a"), "noise must be .* not 'a'"),
        (lambda: xor(4, seed=-1), "seed must be a whole number from 0 up, not -1"),
        (lambda: one_hot([0, 1], 2.5), "classes must be a whole number from 1 up, not 2.5"),
        (lambda: one_hot(["a"], 2), "labels must be .* numbers"),
        (lambda: one_hot([0, 10], 10), "from 0 to below 10, but .* 10"),
        (lambda: one_hot([0, -1], 10), "below 10, but .* -1"),
        (lambda: one_hot([0.5], 10), "below 10, but .*0.5"),
        (lambda: one_hot([], 10), r"labels is empty: its shape is \(0,\)"),
        (lambda: split(np.ones((2, 3)), np.ones((2, 4))), r"\(2, 3\) and \(2, 4\)"),
        (lambda: split(np.ones((2, 3)), np.ones((2, 3)), 0.1), "0.1 of 3 holds out 0"),
        (
            lambda: split(np.ones((2, 3)), np.ones((2, 3)), 2),
            "held_out must be .* from 0 to 1, not 2",
        ),
        (lambda: split(np.ones((2, 3)), np.ones((2, 3)), np.nan), "held_out must be .* not nan"),
        (lambda: split(np.ones((2, 3)), np.ones((2, 3)), "a"), "held_out must be .* not 'a'"),
        (lambda: split(np.ones((2, 3)), np.ones((2, 3)), seed="a"), "seed must be .* not 'a'"),
        (lambda: accuracy([[1.0]], [[1.0, 0.0]]), r"shape of y, \(1, 1\), but it has \(1, 2\)"),
    ],
)
def test_errors_say_what_was_expected_and_what_came(make, says):
    with pytest.raises(ValueError, match=says):
        make()
