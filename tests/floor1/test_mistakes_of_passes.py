"""Each mistake of the two passes does what its name says: against sums written out by hand."""

import numpy as np
import pytest

from lessons_lib.functions import binary_cross_entropy, half_squared_error
from lessons_lib.lecture import TARGET, X, six_neurons
from lessons_lib.mistakes import backward as wrong
from lessons_lib.mistakes import (
    forward,
    wires,
)
from lessons_lib.network import Network, backward, gradient
from lessons_lib.network import forward as right_forward

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
        f"{wrong.MEAN_OF_PATHS.when} (here)",
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
    assert (there.when, there.part_of) == ("σ′ is missing (here)", wrong.NO_SLOPE.when)


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
