"""Each other mistake does what its name says: against sums and products written out by hand."""

from itertools import islice

import numpy as np
import pytest

from lessons_lib.descent import adagrad, adam, descend, momentum, plain
from lessons_lib.mistakes import backward as wrong
from lessons_lib.mistakes import (
    descent,
    nudging,
    paths,
    update_rules,
    wrong_factors,
)
from lessons_lib.mistakes.coincidences import why_the_same
from lessons_lib.numeric import central_difference


def test_descent_by_hand():
    def g(theta):
        return 2 * theta  # L = θ²

    given = (g, 1.0, 0.1, 2)
    *_, last = islice(descend(g, 1.0, plain(0.1)), 3)
    assert descent.Descent()(*given) == pytest.approx(last.theta)
    assert descent.UPHILL.of(*given) == pytest.approx(1.2 * 1.2)
    assert descent.RATE_FORGOTTEN.of(*given) == pytest.approx(1 - 2 + 2)
    assert descent.STALE_GRADIENT.of(*given) == pytest.approx(0.8 - 0.1 * (2 + 1.6))
    assert descent.FIRST_GRADIENT.of(*given) == pytest.approx(0.8 - 0.1 * 2)
    assert descent.STEP_ONLY.of(*given) == pytest.approx(-0.1 * 1.6)
    assert descent.ONE_STEP.of(*given) == pytest.approx(0.8)
    assert descent.ONE_MORE.of(*given) == pytest.approx(0.64 * 0.8)
    assert descent.ONE_LESS.of(*given) == pytest.approx(0.8)


def test_descent_of_two_parameters_by_hand():
    def g(theta):
        return np.array([theta[1], 3 * theta[0]])

    given = (g, [1.0, 2.0], 0.1, 2)
    # the right way: (0.8, 1.7), then (0.63, 1.46)
    assert descent.Descent()(*given) == pytest.approx(np.array([0.63, 1.46]))
    # gradients (3, 2), then (3 · 0.7, 1.8)
    assert descent.PARTIALS_SWAPPED.of(*given) == pytest.approx(np.array([0.49, 1.62]))
    # 1 − 0.2 = 0.8, 2 − 0.24 = 1.76; 0.8 − 0.176 = 0.624, 1.76 − 0.1872 = 1.5728
    assert descent.UPDATED_TOO_EARLY.of(*given) == pytest.approx(np.array([0.624, 1.5728]))
    assert descent.UPDATED_TOO_EARLY.of(lambda t: 2 * t, 1.0, 0.1, 2) == pytest.approx(0.64)


# on the paths 2 · 3, 4 · 5 · 10 and 7; and at s, with 2 to x, 3 to z, and 4 and 5 from x to z
BY_HAND_PATHS = {
    paths.ADDED_ALONG: (5 + 19 + 7, 2 + (4 + 1 + 5 + 1) + 3 + 1),
    paths.FIRST_EDGE_ONLY: (2 + 4 + 7, 2 + 3),
    paths.LAST_EDGE_ONLY: (3 + 10 + 7, (1 + 1) + 1),
    paths.MULTIPLIED_OVER: (6 * 200 * 7, 2 * (4 * 5) * 3),
    paths.MEAN_OF_PATHS: (213 / 3, (2 * (4 + 5) / 2 + 3) / 2),
    paths.FIRST_PATH_ONLY: (6, 2 * 4),
    paths.LAST_PATH_ONLY: (7, 3),
    paths.SUBTRACTED: (6 - 200 - 7, 2 * (4 - 5) - 3),
    paths.SUM_AND_PRODUCT_SWAPPED: (5 * 19 * 7, (2 + (4 + 1) * (5 + 1)) * (3 + 1)),
}


@pytest.mark.parametrize("mistake", BY_HAND_PATHS, ids=lambda mistake: mistake.when)
def test_paths_by_hand(mistake):
    over_paths, from_the_back = BY_HAND_PATHS[mistake]
    assert mistake.of([[2, 3], [4, 5, 10], [7]]) == pytest.approx(over_paths)
    edges = {"s": [("x", 2), ("z", 3)], "x": [("z", 4), ("z", 5)]}
    back = paths.from_the_back(mistake)
    assert back.of(edges, "s", {"z": 1}) == pytest.approx(from_the_back)
    assert (back.when == mistake.when) == (mistake is not paths.LAST_EDGE_ONLY)


def test_every_mistake_of_paths_is_written_out():
    assert set(paths.PATHS) == set(BY_HAND_PATHS)
    assert paths.ChainRule()([[2, 3], [4, 5, 10], [7]]) == 213


MOMENTUM_BY_HAND = {  # of the gradients 4 and −1, with η = 0.1 and λ = 0.9
    "the last movement is forgotten": (-0.4, 0.1),
    "λ is forgotten": (-0.4, -0.4 + 0.1),
    "λ multiplies the gradient instead of v": (-0.36, -0.36 + 0.09),
    "λ also multiplies the gradient, or the recorded v": (
        -0.36,
        0.9 * (-0.36 + 0.1),
    ),
    "the gradient is multiplied by 1 − λ": (-0.04, -0.036 + 0.01),
    "the last movement is subtracted": (-0.4, 0.36 + 0.1),
    "the gradient is added, or v is recorded with the opposite sign": (0.4, 0.36 - 0.1),
    "the learning rate is forgotten": (-4, -3.6 + 1),
    "the last movement is multiplied by η too": (-0.4, 0.1 * (-0.36 + 1)),
    "η is used twice": (-0.04, 0.1 * (-0.36 + 0.1)),
}
ADAGRAD_BY_HAND = {  # of the gradients 3 and −4, with η = 0.5
    "the root is forgotten": (-0.5 * 3 / 9, 0.5 * 4 / 25),
    "only the latest gradient is in s": (-0.5, 0.5),
    "the gradients are added up, without squares and √": (-0.5, 0.5 * 4 / 7),
    "s holds the gradients instead of their squares": (-0.5 * 3 / 3**0.5, 0.5 * 4 / 7**0.5),
    "the squares are averaged, not added": (-0.5, 0.5 * 4 / 12.5**0.5),
    "only the new learning rate η / √s is computed": (-0.5 / 3, -0.5 / 5),
    "θ moves with the gradient": (0.5, -0.5 * 4 / 5),
    "the learning rate is forgotten": (-1, 4 / 5),
}
# of the gradients 2 and 1, with η = 2, β₁ = ½ and β₂ = ¾: m and s are 1 and 1, the hats these
M_HAT, S_HAT = (2, 4 / 3), (4, 16 / 7)
ADAM_BY_HAND = {
    "the bias correction is forgotten": (-2, -2),
    "the bias correction of m is forgotten": (-2 / 2, -2 / S_HAT[1] ** 0.5),
    "the bias correction of s is forgotten": (-2 * 2, -2 * M_HAT[1]),
    "the bias correction of step 1 is used at every step": (-2 * 2 / 2, -2 * 2 / 2),
    "β₁ and β₂ are swapped": (-2 * 2 / 2, -2 * (0.625 / 0.4375) / 2**0.5),
    "m̂ and ŝ are swapped": (-2 * 4 / 2**0.5, -2 * S_HAT[1] / M_HAT[1] ** 0.5),
    "the gradient itself is used instead of m̂": (-2 * 2 / 2, -2 * 1 / S_HAT[1] ** 0.5),
    "the root is forgotten": (-2 * 2 / 4, -2 * M_HAT[1] / S_HAT[1]),
    "1 − β is forgotten in both memories": (-2 * 4 / 4, -2 * (2 / 0.75) / (4 / 0.4375) ** 0.5),
    "θ moves with the gradient": (2 * 2 / 2, 2 * M_HAT[1] / S_HAT[1] ** 0.5),
    "the learning rate is forgotten": (-2 / 2, -M_HAT[1] / S_HAT[1] ** 0.5),
}


@pytest.mark.parametrize(
    ("known", "by_hand", "given"),
    [
        (update_rules.MOMENTUM, MOMENTUM_BY_HAND, ([4, -1], 0.1, 0.9)),
        (update_rules.ADAGRAD, ADAGRAD_BY_HAND, ([3, -4], 0.5)),
        (update_rules.ADAM, ADAM_BY_HAND, ([2, 1], 2, 0.5, 0.75)),
    ],
    ids=["momentum", "Adagrad", "Adam"],
)
def test_rules_by_hand(known, by_hand, given):
    assert set(by_hand) == {mistake.when for mistake in known}
    for mistake in known:
        assert mistake.of(*given) == pytest.approx(np.array(by_hand[mistake.when])), mistake.when


def test_rules_without_a_mistake():
    gradients = np.random.default_rng(0).normal(size=(5, 3))
    for formulas, right, numbers in (
        (update_rules.MOMENTUM_RULE, momentum, (0.1, 0.9)),
        (update_rules.ADAGRAD_RULE, adagrad, (0.3,)),
        (update_rules.ADAM_RULE, adam, (0.1, 0.9, 0.999)),
    ):
        following = iter([*gradients, np.zeros(3)])
        steps = descend(lambda theta, gs=following: next(gs), np.zeros(3), right(*numbers))
        theta = np.array([step.theta for step in islice(steps, 6)])
        assert formulas(gradients, *numbers) == pytest.approx(np.diff(theta, axis=0), rel=1e-6)


def test_nudging_by_hand():
    given = (lambda theta: theta[0] ** 3 + 5 * theta[1], np.array([2.0, 7.0]), 0.1)
    up, here, down = 2.1**3, 2**3, 1.9**3
    of = {mistake.when: mistake.of for mistake in nudging.NUDGING}
    for when, first, second in (
        ("the difference is divided by h, not by 2h", (up - down) / 0.1, 10),
        ("w is only nudged up", (up - here) / 0.1, 5),
        ("w is only nudged down", (here - down) / 0.1, 5),
        ("w is only nudged one way, and the difference is divided by 2h", (up - here) / 0.2, 2.5),
        ("the difference is the wrong way round", (down - up) / 0.2, -5),
        ("the difference is divided by 2, and h is forgotten", (up - down) / 2, 0.5),
        ("the difference isn't divided by anything", up - down, 1),
        ("the difference is divided by 2, then multiplied by h", (up - down) * 0.05, 0.05),
        (
            "all parameters are nudged at the same time",
            (up - down) / 0.2 + 5,
            (up - down) / 0.2 + 5,
        ),
    ):
        assert of[when](*given) == pytest.approx([first, second]), when
    assert nudging.Nudging()(*given) == pytest.approx(central_difference(*given))


@pytest.mark.parametrize(
    ("slip", "result"),
    [
        (wrong_factors.WRONG_SIGN, -0.5),
        (wrong_factors.TWICE, 1.0),
        (wrong_factors.HALF, 0.25),
        (wrong_factors.PERCENT, 50.0),
        (wrong_factors.TEN_TIMES, 5.0),
        (wrong_factors.TENTH, 0.05),
    ],
    ids=lambda one: getattr(one, "when", ""),
)
def test_slips(slip, result):
    assert slip.of(0.5) == pytest.approx(result)
    (made,) = wrong_factors.wrong_factors(lambda x: [x, [2 * x]], slip)
    assert made.of(0.5)[0] == pytest.approx(result)
    assert made.of(0.25)[1][0] == pytest.approx(result)


def test_what_can_be_made_anywhere():
    def two(x):
        return np.array([x, 2 * x])

    made = wrong_factors.anywhere(two, {0: "the first", 1: "the second"})
    assert made[3].when == "the sign is wrong, but only in the first"
    assert all(mistake.anywhere for mistake in made)
    results = [mistake.of(1.0).tolist() for mistake in made]
    assert results[:3] == [[-1, -2], [10, 20], [0.1, 0.2]]
    assert results[3:] == [[-1, 2], [10, 2], [0.1, 2], [1, -2], [1, 20], [1, 0.2]]


def test_degrees():
    mistake = wrong_factors.degrees_read_as_radians(np.cos)
    assert mistake.of(60.0) == pytest.approx(0.5)


def test_why_two_mistakes_are_the_same():
    assert "only this one σ′" in why_the_same([wrong.NO_SLOPE, wrong.NO_SLOPE_AT_OUTPUT], False)
    assert "two paths" in why_the_same([wrong.MEAN_OF_PATHS, wrong_factors.HALF], True)
    assert "for others they'd differ" in why_the_same([wrong.NO_SLOPE, wrong_factors.HALF], True)
    assert "elsewhere they" in why_the_same([wrong.NO_SLOPE, wrong_factors.HALF], False)
