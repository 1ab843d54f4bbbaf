"""Each mistake does what its name says: against sums and products written out by hand."""

from itertools import islice

import numpy as np
import pytest

from lessons_lib.descent import adagrad, adam, descend, momentum, plain
from lessons_lib.functions import binary_cross_entropy, half_squared_error
from lessons_lib.lecture import TARGET, X, six_neurons
from lessons_lib.mistakes import backward as wrong
from lessons_lib.mistakes import (
    descent,
    forward,
    nudging,
    paths,
    update_rules,
    wires,
    wrong_factors,
)
from lessons_lib.mistakes.coincidences import why_the_same
from lessons_lib.network import Network, backward, gradient
from lessons_lib.network import forward as right_forward
from lessons_lib.numeric import central_difference

NET = Network.random((3, 3, 3, 3), seed=4)
NET = NET.at(np.random.default_rng(5).normal(size=NET.theta.shape))
INPUT = np.array([[0.3], [-1.2], [0.8]])
TRACE = right_forward(NET, INPUT)
DC_DY = TRACE.y - np.array([[1.0], [0.0], [0.0]])
GIVEN = (NET, TRACE, DC_DY)
N = range(3)


def s(a):
    return a * (1 - a)


def by_hand(slope, over):
    """∂C/∂z of all layers; slope(k, i) is the factor of neuron i in layer k, over(k, i, d) ∂C/∂a.

    d holds ∂C/∂z of the layer behind.
    """
    d = [slope(2, i) * DC_DY[i, 0] for i in N]
    found = [d]
    for k in (1, 0):
        d = [slope(k, i) * over(k, i, d) for i in N]
        found.insert(0, d)
    return np.array(found)


def slope(k, i):
    return s(TRACE.a[k + 1][i, 0])


def sigma(z):
    return 1 / (1 + np.exp(-z))


def over(k, i, d):
    return sum(NET.layers[k + 1].w[j, i] * d[j] for j in N)


# each mistake, written out
BY_HAND = {
    wrong.NO_SLOPE_AT_OUTPUT: (lambda k, i: 1 if k == 2 else slope(k, i), over),
    wrong.MEAN_OF_OUTPUTS: (lambda k, i: slope(k, i) / (3 if k == 2 else 1), over),
    wrong.NO_SLOPE: (lambda k, i: 1, over),
    wrong.NO_SLOPE_AT_HIDDEN: (lambda k, i: slope(k, i) if k == 2 else 1, over),
    wrong.SLOPE_OF_A: (lambda k, i: s(sigma(TRACE.a[k + 1][i, 0])), over),
    wrong.SIGMA_FOR_SLOPE: (lambda k, i: TRACE.a[k + 1][i, 0], over),
    wrong.SLOPE_OF_LAYER_BEFORE: (lambda k, i: slope({2: 1, 1: 0, 0: 0}[k], i), over),
    wrong.SLOPE_OF_LAYER_BEHIND: (lambda k, i: slope({2: 2, 1: 2, 0: 1}[k], i), over),
    wrong.NOT_TRANSPOSED: (
        slope,
        lambda k, i, d: sum(NET.layers[k + 1].w[i, j] * d[j] for j in N),
    ),
    wrong.FIRST_PATH_ONLY: (slope, lambda k, i, d: NET.layers[k + 1].w[0, i] * d[0]),
    wrong.LAST_PATH_ONLY: (slope, lambda k, i, d: NET.layers[k + 1].w[2, i] * d[2]),
    wrong.MEAN_OF_PATHS: (slope, lambda k, i, d: over(k, i, d) / 3),
    wrong.WEIGHT_FORGOTTEN: (slope, lambda k, i, d: sum(d)),
    wrong.updated_too_early(0.5): (
        slope,
        lambda k, i, d: sum(
            (NET.layers[k + 1].w[j, i] - 0.5 * d[j] * TRACE.a[k + 1][i, 0]) * d[j] for j in N
        ),
    ),
}


@pytest.mark.parametrize("mistake", BY_HAND, ids=lambda mistake: mistake.when)
def test_backward_by_hand(mistake):
    found = np.array(mistake.of(*GIVEN).dC_dz)[:, :, 0]
    assert found == pytest.approx(by_hand(*BY_HAND[mistake]), rel=1e-12)
    assert found != pytest.approx(by_hand(slope, over), rel=1e-3)


def test_every_mistake_of_dC_dz_is_written_out():
    assert set(wrong.OF_Z) - set(BY_HAND) == {wrong.ROUNDED_TOO_EARLY}


def test_without_a_mistake_it_is_the_backward_pass():
    for found, right in (
        (wrong.Backward()(*GIVEN).theta, backward(*GIVEN).theta),
        (wrong.Backward(slope=None, only=7)(*GIVEN).theta, backward(*GIVEN).theta),
    ):
        assert found == pytest.approx(right, rel=1e-14)
    assert forward.Forward()(NET, INPUT).y == pytest.approx(TRACE.y, rel=1e-14)


def test_missing_slope_at_the_output_is_the_gradient_of_the_cross_entropy():
    net = six_neurons()
    trace = right_forward(net, X)
    found = wrong.NO_SLOPE_AT_OUTPUT.of(net, trace, half_squared_error.d(trace.y, TARGET)).theta
    assert found == pytest.approx(gradient(net, X, TARGET, binary_cross_entropy).theta, rel=1e-12)


def test_the_wrong_sign_of_dC_dy_turns_every_sign():
    assert wrong.TARGET_MINUS_Y.of(*GIVEN).theta == pytest.approx(-backward(*GIVEN).theta)


def test_in_one_layer_alone():
    there = wrong.once(wrong.MEAN_OF_PATHS, 1, "here")
    right = by_hand(slope, over)
    found = np.array(there.of(*GIVEN).dC_dz)[:, :, 0]
    assert found[2] == pytest.approx(right[2])
    assert found[:2] == pytest.approx(right[:2] / 3)
    assert (there.when, there.part_of) == (
        f"{wrong.MEAN_OF_PATHS.when}, here",
        wrong.MEAN_OF_PATHS.when,
    )


def test_rounded_too_early_is_what_the_slide_gives():
    net = six_neurons()
    trace = right_forward(net, X)
    found = wrong.ROUNDED_TOO_EARLY.of(net, trace, trace.y - TARGET).dC_dz
    assert found[2][1, 0] == pytest.approx(0.83 * 0.17 * 0.83)
    assert found[2][0, 0] == pytest.approx(0.62 * 0.38 * -0.38)


def test_weights_and_biases():
    d = backward(*GIVEN).dC_dz
    a = [a[:, 0] for a in TRACE.a]
    z = [None, TRACE.z[0][:, 0], TRACE.z[1][:, 0]]
    for k in range(3):
        own = [[d[k][i, 0] * a[k + 1][i] for j in N] for i in N]
        assert wrong.OWN_OUTPUT.of(*GIVEN).dC_dw[k] == pytest.approx(np.array(own))
        leaving = [[d[k][i, 0] * a[k + 1][j] for j in N] for i in N]
        assert wrong.LAYER_OUTPUT.of(*GIVEN).dC_dw[k] == pytest.approx(np.array(leaving))
        swapped = [[d[k][j, 0] * a[k][i] for j in N] for i in N]
        assert wrong.OUTER_SWAPPED.of(*GIVEN).dC_dw[k] == pytest.approx(np.array(swapped))
        if k:
            with_z = [[d[k][i, 0] * z[k][j] for j in N] for i in N]
            assert wrong.Z_CARRIED.of(*GIVEN).dC_dw[k] == pytest.approx(np.array(with_z))


def test_sum_and_mean_over_examples():
    trace = right_forward(NET, np.hstack([INPUT, -INPUT]))
    given = (NET, trace, half_squared_error.d(trace.y, np.zeros((3, 2))))
    right = backward(*given).theta
    assert wrong.SUM_OF_EXAMPLES.of(*given).theta == pytest.approx(2 * right)
    assert wrong.MEAN_OF_EXAMPLES.of(*given).theta == pytest.approx(right / 2)


def test_forward_by_hand():
    w, b = NET.layers[0].w, NET.layers[0].b[:, 0]
    adds = [sum(w[i, j] * INPUT[j, 0] for j in N) for i in N]
    turned = [sum(w[j, i] * INPUT[j, 0] for j in N) for i in N]

    def z(mistake):
        return mistake.of(NET, INPUT).z[0][:, 0]

    assert z(forward.BIAS_FORGOTTEN) == pytest.approx(np.array(adds))
    assert z(forward.BIAS_SUBTRACTED) == pytest.approx(np.array(adds) - b)
    assert z(forward.W_TRANSPOSED) == pytest.approx(np.array(turned) + b)
    assert forward.SIGMA_FORGOTTEN.of(NET, INPUT).a[1][:, 0] == pytest.approx(np.array(adds) + b)
    sent = forward.SLOPE_SENT.of(NET, INPUT).a[1]
    assert sent == pytest.approx(s(TRACE.a[1]))


def test_wires():
    given = (NET, TRACE, [(0, 1, 2), (1, 0, 2)])
    assert wires.carried(*given) == pytest.approx([INPUT[2, 0], TRACE.a[1][2, 0]])
    assert wires.WEIGHT_READ.of(*given) == pytest.approx(
        [NET.layers[0].w[1, 2], NET.layers[1].w[0, 2]]
    )
    assert wires.Z_READ.of(*given) == pytest.approx([INPUT[2, 0], TRACE.z[0][2, 0]])
    assert wires.END_READ.of(*given) == pytest.approx([TRACE.a[1][1, 0], TRACE.a[2][0, 0]])


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
    assert back.when == mistake.when


def test_every_mistake_of_paths_is_written_out():
    assert set(paths.PATHS) == set(BY_HAND_PATHS)
    assert paths.ChainRule()([[2, 3], [4, 5, 10], [7]]) == 213


MOMENTUM_BY_HAND = {  # of the gradients 4 and −1, with η = 0.1 and λ = 0.9
    update_rules.LAST_FORGOTTEN: (-0.4, 0.1),
    update_rules.LAMBDA_FORGOTTEN: (-0.4, -0.4 + 0.1),
    update_rules.LAMBDA_AT_GRADIENT: (-0.36, -0.36 + 0.09),
    update_rules.LAMBDA_AT_BOTH: (-0.36, 0.9 * (-0.36 + 0.1)),
    update_rules.REST_AT_GRADIENT: (-0.04, -0.036 + 0.01),
    update_rules.V_TAKEN_BACK: (-0.4, 0.36 + 0.1),
    update_rules.MOMENTUM_UPHILL: (0.4, 0.36 - 0.1),
    update_rules.MOMENTUM_WITHOUT_RATE: (-4, -3.6 + 1),
    update_rules.RATE_AT_V: (-0.4, 0.1 * (-0.36 + 1)),
    update_rules.RATE_TWICE: (-0.04, 0.1 * (-0.36 + 0.1)),
}
ADAGRAD_BY_HAND = {  # of the gradients 3 and −4, with η = 0.5
    update_rules.ROOT_FORGOTTEN: (-0.5 * 3 / 9, 0.5 * 4 / 25),
    update_rules.LATEST_ONLY: (-0.5, 0.5),
    update_rules.SIZES_ADDED: (-0.5, 0.5 * 4 / 7),
    update_rules.SQUARES_FORGOTTEN: (-0.5 * 3 / 3**0.5, 0.5 * 4 / 7**0.5),
    update_rules.MEAN_OF_SQUARES: (-0.5, 0.5 * 4 / 12.5**0.5),
    update_rules.GRADIENT_FORGOTTEN: (-0.5 / 3, -0.5 / 5),
    update_rules.ADAGRAD_UPHILL: (0.5, -0.5 * 4 / 5),
    update_rules.ADAGRAD_WITHOUT_RATE: (-1, 4 / 5),
}
# of the gradients 2 and 1, with η = 2, β₁ = ½ and β₂ = ¾: m and s are 1 and 1, the hats these
M_HAT, S_HAT = (2, 4 / 3), (4, 16 / 7)
ADAM_BY_HAND = {
    update_rules.NO_CORRECTION: (-2, -2),
    update_rules.NO_CORRECTION_OF_M: (-2 / 2, -2 / S_HAT[1] ** 0.5),
    update_rules.NO_CORRECTION_OF_S: (-2 * 2, -2 * M_HAT[1]),
    update_rules.POWER_FORGOTTEN: (-2 * 2 / 2, -2 * 2 / 2),
    update_rules.BETAS_SWAPPED: (-2 * 2 / 2, -2 * (0.625 / 0.4375) / 2**0.5),
    update_rules.MEMORIES_SWAPPED: (-2 * 4 / 2**0.5, -2 * S_HAT[1] / M_HAT[1] ** 0.5),
    update_rules.G_FOR_M: (-2 * 2 / 2, -2 * 1 / S_HAT[1] ** 0.5),
    update_rules.ADAM_WITHOUT_ROOT: (-2 * 2 / 4, -2 * M_HAT[1] / S_HAT[1]),
    update_rules.REST_FORGOTTEN: (-2 * 4 / 4, -2 * (2 / 0.75) / (4 / 0.4375) ** 0.5),
    update_rules.ADAM_UPHILL: (2 * 2 / 2, 2 * M_HAT[1] / S_HAT[1] ** 0.5),
    update_rules.ADAM_WITHOUT_RATE: (-2 / 2, -M_HAT[1] / S_HAT[1] ** 0.5),
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
    assert set(by_hand) == set(known)
    for mistake, result in by_hand.items():
        assert mistake.of(*given) == pytest.approx(np.array(result)), mistake.when


def test_rules_without_a_mistake():
    gradients = np.random.default_rng(0).normal(size=(5, 3))
    for pieces, right, numbers in (
        (update_rules.Momentum(), momentum, (0.1, 0.9)),
        (update_rules.Adagrad(), adagrad, (0.3,)),
        (update_rules.Adam(), adam, (0.1, 0.9, 0.999)),
    ):
        found = update_rules.movements(pieces)(gradients, *numbers)
        assert found == pytest.approx(update_rules.movements(right)(gradients, *numbers), rel=1e-6)


def test_nudging_by_hand():
    given = (lambda theta: theta[0] ** 3 + 5 * theta[1], np.array([2.0, 7.0]), 0.1)
    up, here, down = 2.1**3, 2**3, 1.9**3
    for mistake, first, second in (
        (nudging.TWO_FORGOTTEN, (up - down) / 0.1, 10),
        (nudging.UPWARDS_ONLY, (up - here) / 0.1, 5),
        (nudging.DOWNWARDS_ONLY, (here - down) / 0.1, 5),
        (nudging.HALF_THE_WAY, (up - here) / 0.2, 2.5),
        (nudging.WRONG_WAY_ROUND, (down - up) / 0.2, -5),
        (nudging.H_FORGOTTEN, (up - down) / 2, 0.5),
        (nudging.NOT_DIVIDED, up - down, 1),
        (nudging.BRACKETS_FORGOTTEN, (up - down) * 0.05, 0.05),
        (nudging.ALL_AT_ONCE, (up - down) / 0.2 + 5, (up - down) / 0.2 + 5),
    ):
        assert mistake.of(*given) == pytest.approx([first, second]), mistake.when
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


def test_a_slip_in_one_number_alone():
    made = wrong_factors.wrong_factor_in_one(
        lambda x: np.array([x, 2 * x]), ("the first", "the second")
    )
    assert made[0].when == "the sign is wrong, in the first alone"
    results = [mistake.of(1.0).tolist() for mistake in made]
    assert results == [[-1, 2], [10, 2], [0.1, 2], [1, -2], [1, 20], [1, 0.2]]


def test_degrees():
    mistake = wrong_factors.degrees_read_as_radians(np.cos)
    assert mistake.of(60.0) == pytest.approx(0.5)


def test_why_two_mistakes_are_the_same():
    assert "only this one σ′" in why_the_same([wrong.NO_SLOPE, wrong.NO_SLOPE_AT_OUTPUT], False)
    assert "two paths" in why_the_same([wrong.MEAN_OF_PATHS, wrong_factors.HALF], True)
    assert "for others they would differ" in why_the_same(
        [wrong.NO_SLOPE, wrong_factors.HALF], True
    )
    assert "in the other numbers" in why_the_same([wrong.NO_SLOPE, wrong_factors.HALF], False)


def test_what_is_found_is_handed_over_in_another_order():
    right = backward(*GIVEN)
    turned, biases_first = wrong.LAST_LAYER_FIRST.of(*GIVEN), wrong.B_BEFORE_W.of(*GIVEN)
    for k in range(3):
        assert turned.dC_dz[k] == pytest.approx(right.dC_dz[2 - k])
        assert turned.dC_dw[k] == pytest.approx(right.dC_dw[2 - k])
        assert turned.dC_db[k] == pytest.approx(right.dC_db[2 - k])
        assert biases_first.dC_dw[k] == pytest.approx(right.dC_db[k])
        assert biases_first.dC_db[k] == pytest.approx(right.dC_dw[k])


def test_a_single_neuron_has_no_everywhere():
    assert "everywhere" not in "".join(mistake.when for mistake in wrong.AT_A_NEURON)
    there = wrong.once(wrong.SLOPE_MISSING, 1, "here")
    assert (there.when, there.part_of) == ("σ′ is missing, here", wrong.NO_SLOPE.when)


def test_what_goes_back_over_the_wires_by_mistake():
    out = [slope(2, i) * DC_DY[i, 0] for i in N]
    middle = [slope(1, i) * over(1, i, out) for i in N]
    always_the_last = [slope(0, i) * over(0, i, out) for i in N]
    found = wrong.LAST_CARRIED_BACK.of(*GIVEN).dC_dz
    assert np.concatenate(found)[:, 0] == pytest.approx([*always_the_last, *middle, *out])
    dC_da = [over(1, i, DC_DY[:, 0]) for i in N]
    first = [slope(0, i) * over(0, i, dC_da) for i in N]
    middle = [slope(1, i) * dC_da[i] for i in N]
    found = wrong.SLOPE_NOT_CARRIED.of(*GIVEN).dC_dz
    assert np.concatenate(found)[:, 0] == pytest.approx([*first, *middle, *out])


def test_what_is_taken_for_the_gradient_of_one_weight():
    right = backward(*GIVEN)
    for k in range(3):
        a, d, sent = TRACE.a[k][:, 0], right.dC_dz[k][:, 0], TRACE.a[k + 1][:, 0]
        for i, j in np.ndindex(3, 3):
            begin = s(a[j]) if k else a[j]
            for mistake, value in (
                (wrong.OTHER_WIRE, d[i] * a[j - 1]),
                (wrong.SLOPE_CARRIED, d[i] * begin),
                (wrong.CARRIED_ADDED, d[i] + a[j]),
                (wrong.SLOPE_ONCE_MORE, d[i] * s(sent[i]) * a[j]),
            ):
                assert mistake.of(*GIVEN).dC_dw[k][i, j] == pytest.approx(value), mistake.when


def test_what_is_taken_for_the_gradient_of_a_bias():
    for layer, right, zero, one, times_b in zip(
        NET.layers,
        backward(*GIVEN).dC_db,
        *(m.of(*GIVEN).dC_db for m in (wrong.BIAS_0, wrong.BIAS_1, wrong.BIAS_TIMES_B)),
        strict=True,
    ):
        assert (zero == 0).all() and (one == 1).all() and zero.shape == one.shape == right.shape
        assert times_b == pytest.approx(layer.b * right, rel=1e-12)
