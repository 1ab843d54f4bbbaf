import re
from itertools import islice

import numpy as np
import pytest

from lessons_lib import lecture
from lessons_lib.descent import minibatches
from lessons_lib.functions import (
    binary_cross_entropy,
    cross_entropy,
    half_squared_error,
    identity,
    relu,
    sigmoid,
    softmax,
    tanh,
)
from lessons_lib.network import (
    Layer,
    Network,
    backward,
    forward,
    gradient,
    gradient_of_theta,
    loss,
)
from lessons_lib.numeric import compare, complex_step

X, TARGET = lecture.X, lecture.TARGET


@pytest.fixture
def six():
    return lecture.six_neurons()


def gradient_step_by_step(net, x, target, cost):
    trace = forward(net, x)
    return backward(net, trace, cost.d(trace.y, target))


@pytest.mark.parametrize("cost", [half_squared_error, binary_cross_entropy], ids=str)
@pytest.mark.parametrize("x", [[[1.0], [-1.0]], [[0.0], [0.0]], [[0.3, -2.0], [1.7, 0.4]]])
@pytest.mark.parametrize("way", [gradient, gradient_step_by_step])
def test_six_neurons_against_the_complex_step(six, cost, x, way):
    target = np.repeat(TARGET, np.shape(x)[1], axis=1)
    expected = complex_step(lambda theta: cost(forward(six.at(theta), x).y, target), six.theta)
    np.testing.assert_allclose(way(six, x, target, cost).theta, expected, rtol=0, atol=1e-14)


def test_the_gradient_as_a_function_of_theta(six):
    slope = gradient_of_theta(six, X, TARGET, binary_cross_entropy)
    for theta in (six.theta, six.theta + 0.5):
        expected = gradient(six.at(theta), X, TARGET, binary_cross_entropy).theta
        np.testing.assert_array_equal(slope(theta), expected)


def test_with_a_size_each_call_takes_the_next_minibatch(six):
    x, target = np.random.default_rng(0).normal(size=(2, 7)), np.full((2, 7), 0.5)
    slope = gradient_of_theta(six, x, target, size=3)
    for batch in islice(minibatches(x, target, 3), 5):
        np.testing.assert_array_equal(slope(six.theta), gradient(six, *batch).theta)
    with pytest.raises(ValueError, match="size must be a whole number"):
        gradient_of_theta(six, x, target, size=0)


def test_the_gradient_as_a_function_of_theta_checks_the_examples_at_once(six):
    with pytest.raises(ValueError, match="x must have the shape"):
        gradient_of_theta(six, [[1], [2], [3]], TARGET)
    with pytest.raises(ValueError, match="target must hold finite numbers, but it holds nan"):
        gradient_of_theta(six, X, [[np.nan], [0]])
    with pytest.raises(ValueError, match="cost must be one of"):
        gradient_of_theta(six, X, TARGET, cost="squares")


def test_the_gradient_as_a_function_of_theta_goes_on_with_the_examples_it_was_given(six):
    x, target = np.array(X), np.array(TARGET)
    slope = gradient_of_theta(six, x, target)
    before = slope(six.theta)
    x[:], target[:] = np.nan, np.nan
    np.testing.assert_array_equal(slope(six.theta), before)


def test_a_later_theta_whose_y_is_no_probability_is_an_error_too(six):
    *others, last = six.layers
    net = Network([*others, Layer(last.w, last.b, identity)])
    inside = np.zeros_like(net.theta)
    inside[-2:] = 0.5
    slope = gradient_of_theta(net.at(inside), X, TARGET, binary_cross_entropy)
    assert np.isfinite(slope(inside)).all()
    with pytest.raises(ValueError, match="y must lie between 0 and 1"):
        slope(6 * inside)


def test_dC_dz_is_what_a_nudge_of_z_does(six):
    """A nudge of b is one of z, so ∂C/∂z of a single example is ∂C/∂b by the complex step."""
    expected = complex_step(lambda theta: loss(six.at(theta), X, TARGET), six.theta)
    of_b = [name.split(".")[1].startswith("b") for name in six.names]
    dC_dz = np.concatenate(gradient(six, X, TARGET).dC_dz)[:, 0]
    np.testing.assert_allclose(dC_dz, expected[of_b], rtol=0, atol=1e-15)


def test_the_input_may_be_nudged_too(six):
    expected = complex_step(lambda x: loss(six, x[:, None], TARGET), X[:, 0])
    dC_dx = six.layers[0].w.T @ gradient(six, X, TARGET).dC_dz[0]
    np.testing.assert_allclose(dC_dx[:, 0], expected, rtol=0, atol=1e-15)


def test_a_trace_holds_every_z_and_a(six):
    trace = forward(six, X)
    assert len(trace.z) == 3
    assert trace.a[0].tolist() == X.tolist()
    assert trace.y is trace.a[-1]
    for layer, before, z, a in zip(six.layers, trace.a, trace.z, trace.a[1:], strict=False):
        for i in range(2):
            expected = sum(layer.w[i, j] * before[j, 0] for j in range(2)) + layer.b[i, 0]
            assert z[i, 0] == pytest.approx(expected, rel=1e-15)
            assert a[i, 0] == pytest.approx(1 / (1 + np.exp(-expected)), rel=1e-14)


def test_a_batch_is_the_mean_of_its_examples(six):
    rng = np.random.default_rng(1)
    x, target = rng.normal(size=(2, 5)), rng.random((2, 5))
    for cost in (half_squared_error, binary_cross_entropy):
        examples = [(x[:, [i]], target[:, [i]]) for i in range(5)]
        mean = np.mean([loss(six, *example, cost) for example in examples])
        assert loss(six, x, target, cost) == pytest.approx(mean, rel=1e-14)
        singles = [gradient(six, *example, cost) for example in examples]
        batch = gradient(six, x, target, cost)
        mean = np.mean([single.theta for single in singles], axis=0)
        np.testing.assert_allclose(batch.theta, mean, rtol=1e-11)
        # The mean's 1/n is in each column already, so ∂C/∂w is a plain sum over the examples.
        np.testing.assert_allclose(batch.dC_dz[0][:, [3]], singles[3].dC_dz[0] / 5, rtol=1e-11)


@pytest.mark.parametrize(
    ("cost", "sigma"), [(binary_cross_entropy, sigmoid), (cross_entropy, softmax)]
)
def test_z_of_a_thousand_costs_a_thousand(cost, sigma):
    net = Network([Layer(1000 * np.eye(2), [[0], [0]], sigma)])
    x, target = [[1.0, -1.0], [0.0, 0.0]], np.array([[0.0, 1.0], [1.0, 0.0]])
    costs = [loss(net, np.array(x)[:, [k]], target[:, [k]], cost) for k in (0, 1)]
    half = np.log(2) if sigma is sigmoid else 0  # the other sigmoid, at z = 0, costs log 2
    assert costs == pytest.approx([1000 + half, 1000 + half], rel=1e-15)
    second = [[-0.25, 0.25]] if sigma is sigmoid else [[-0.5, 0.5]]
    dC_dz = gradient(net, x, target, cost).dC_dz[0]
    np.testing.assert_allclose(dC_dz, [[0.5, -0.5], *second], rtol=1e-15)
    expected = complex_step(lambda theta: loss(net.at(theta), x, target, cost), net.theta)
    np.testing.assert_allclose(gradient(net, x, target, cost).theta, expected, rtol=1e-14)


def test_a_loss_surface_is_one_call(six):
    axis = np.linspace(-3, 3, 100)
    theta = np.broadcast_to(six.theta, (100, 100, 18)).copy()
    theta[..., 0], theta[..., 8] = axis[:, None], axis
    surface = loss(six.at(theta), X, TARGET)
    assert surface.shape == (100, 100)
    for i, j in [(0, 0), (99, 0), (31, 77)]:
        assert surface[i, j] == pytest.approx(loss(six.at(theta[i, j]), X, TARGET), rel=1e-14)
    slopes = gradient(six.at(theta), X, TARGET).theta
    assert slopes.shape == (100, 100, 18)
    np.testing.assert_allclose(
        slopes[31, 77], gradient(six.at(theta[31, 77]), X, TARGET).theta, rtol=1e-12
    )


def test_names_say_where_each_parameter_is(six):
    assert len(six.names) == len(six.theta) == 18
    assert six.names[:7] == (
        *("layers[0].w[0, 0]", "layers[0].w[0, 1]", "layers[0].w[1, 0]", "layers[0].w[1, 1]"),
        *("layers[0].b[0, 0]", "layers[0].b[1, 0]", "layers[1].w[0, 0]"),
    )
    other = Network.random((3, 2, 4))
    other = other.at(np.arange(len(other.theta)))
    for name, value in zip(other.names, other.theta, strict=True):
        assert eval(name, {"layers": other.layers}) == value


def test_what_is_made_from_theta_keeps_sizes_and_activations():
    net = Network.random((3, 5, 2), sigma=(relu, softmax))
    again = net.at(net.theta + 1)
    assert again.sizes == net.sizes == (3, 5, 2)
    assert [layer.sigma for layer in again.layers] == [relu, softmax]
    np.testing.assert_array_equal(again.layers[1].w, net.layers[1].w + 1)


@pytest.mark.parametrize(
    ("scale", "deviation"),
    [("zeros", 0), ("small", 0.01), ("xavier", np.sqrt(2 / 400)), ("he", np.sqrt(2 / 300))],
)
def test_random_weights_have_the_spread_that_was_asked_for(scale, deviation):
    layer = Network.random((300, 100), seed=5, scale=scale).layers[0]
    assert layer.w.std() == pytest.approx(deviation, rel=0.02)
    assert abs(layer.w.mean()) <= deviation / 30
    assert not layer.b.any()


def test_a_seed_is_a_network():
    assert Network.random((2, 3, 1), seed=7).theta.tolist() == (
        Network.random((2, 3, 1), seed=7).theta.tolist()
    )
    assert Network.random((2, 3, 1), seed=7).theta.tolist() != (
        Network.random((2, 3, 1), seed=8).theta.tolist()
    )


def test_he_keeps_the_signal_of_relu_alive_and_small_lets_it_die():
    x = np.random.default_rng(0).normal(size=(100, 50))
    sizes = (100,) * 11
    spread = {s: forward(Network.random(sizes, 0, relu, s), x).y.std() for s in ("small", "he")}
    assert spread["small"] < 1e-8
    assert 0.2 < spread["he"] < 5


def test_a_network_that_diverged_is_a_result(six):
    infinite = np.where(six.theta > 0, np.inf, 1)
    for theta in (infinite, np.full(18, 1.7e308), six.theta * 1e200, six.theta * np.nan):
        net = six.at(theta)
        trace = forward(net, X)
        slopes = gradient(net, X, TARGET, binary_cross_entropy)
        assert [a.shape for a in trace.a] == [(2, 1)] * 4
        assert slopes.theta.shape == (18,)
        assert np.ndim(loss(net, X, TARGET, binary_cross_entropy)) == 0
    assert np.isnan(loss(six.at(six.theta * np.nan), X, TARGET))


def test_the_complex_step_agrees_through_deep_networks():
    net = Network.random((3, 4, 5, 2), seed=2, sigma=(tanh, sigmoid, softmax))
    x, target = np.random.default_rng(0).normal(size=(3, 7)), np.eye(2)[:, [0, 1, 1, 0, 1, 0, 0]]
    expected = complex_step(lambda t: loss(net.at(t), x, target, cross_entropy), net.theta)
    report = compare(gradient(net, x, target, cross_entropy).theta, expected, net.names)
    assert report.relative < 1e-10, report  # large terms cancel in the small ones


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda: Layer([1, -2], [[1]]), r"w must have the shape \(neurons, inputs\).* \(2,\)"),
        (lambda: Layer([[1, -2], [3]], [[1], [1]]), "rows of equal length"),
        (lambda: Layer([[1, "two"]], [[1]]), "table of numbers"),
        (lambda: Layer([[1, -2]], [1]), r"b \(neurons, 1\), but they have .* and \(1,\)\. Write"),
        (lambda: Layer([[1, -2]], [[1], [2]]), r"have \(1, 2\) and \(2, 1\)"),
        (lambda: Layer([[1, np.nan]], [[1]]), "finite numbers, but it holds nan"),
        (lambda: Layer([[]], [[1]]), "w is empty"),
        (lambda: Layer([[1]], [[1]], "sigmod"), "one of .*sigmoid, tanh, relu.*, not 'sigmod'"),
        (lambda: Layer([["1"]], [[1]]), r"table of numbers.* \[\['1'\]\]"),
        (lambda: Network([]), r"at least one Layer, .* it is \(\)"),
        (lambda: Network(["a"]), r"list of .* Layer, as in Network\(.* but it is \('a',\)"),
        (lambda: Network([1, 2]), r"list of .* Layer.* but it is \(1, 2\)"),
        (lambda: Network(5), "list of .* Layer.* but it is 5"),
        (lambda: Network(Layer([[1]], [[0]])), r"list of .* Layer.* but it is Layer\("),
        (
            lambda: Network([Layer([[1, 2]], [[0]]), Layer([[1, 2]], [[0]])]),
            r"as many inputs .* shapes of w are \[\(1, 2\), \(1, 2\)\]",
        ),
        (lambda: Network.random((2,)), r"\(inputs, neurons of each layer\), .* not \(2,\)"),
        (lambda: Network.random(2, 3), "neurons of each layer.* not 2"),
        (lambda: Network.random((2, 0)), r"whole numbers from 1 up.* \(2, 0\)"),
        (lambda: Network.random((2, 2.5)), r"whole numbers from 1 up.* \(2, 2.5\)"),
        (lambda: Network.random((2, np.nan)), r"whole numbers from 1 up.* nan\)"),
        (lambda: Network.random("23"), "whole numbers from 1 up.* '23'"),
        (lambda: Network.random((2, None)), r"whole numbers from 1 up.* None\)"),
        (lambda: Network.random((2, 1), seed=-1), "seed must be a whole number from 0 up, not -1"),
        (lambda: Network.random((2, 1), seed="a"), "seed must be .* not 'a'"),
        (
            lambda: Network.random((2, 2), scale="xavir"),
            r"'zeros', 'small', 'xavier', 'he'\), not 'xavir'",
        ),
        (
            lambda: Network.random((2, 2, 1), sigma=(relu,)),
            "one for each layer, but .*relu.* sizes",
        ),
        (lambda: Network.random((2, 2), sigma="relu"), "one of .*relu.* not 'relu'"),
        (lambda: Network.random((2, 2), scale=[1]), r"'he'\), not \[1\]"),
        (lambda: lecture.six_neurons().at("theta"), "theta must be .* numbers.* but it's 'theta'"),
        (
            lambda: lecture.six_neurons().at([1, 2]),
            r"parameters of sizes \(2, 2, 2, 2\) .* shape is \(2,\)",
        ),
        (lambda: lecture.six_neurons().at(1.0), r"shape is \(\)"),
        (lambda: forward(lecture.six_neurons(), [1, -1]), r"\(2, n\), but it has \(2,\)"),
        (lambda: forward(lecture.six_neurons(), [[1], [2], [3]]), r"but it has \(3, 1\)"),
        (lambda: forward(lecture.six_neurons(), np.zeros((2, 0))), "x is empty"),
        (lambda: forward(lecture.six_neurons(), [[1], [np.inf]]), "it holds inf"),
        (lambda: gradient(lecture.six_neurons(), X, TARGET.T), "target must have the shape of y"),
        (
            lambda: loss(lecture.six_neurons(), X, TARGET, "half"),
            "half_squared_error, .*, not 'half'",
        ),
        (lambda: gradient(lecture.six_neurons(), X, TARGET, None), "cost must be .* not None"),
        (lambda: loss(lecture.six_neurons(), X, TARGET * 3, binary_cross_entropy), "to 3"),
        (
            lambda: gradient(Network.random((2, 2), sigma=softmax), X, TARGET / 2, cross_entropy),
            r"sums go from 0.5 to 0.5\. data.one_hot",
        ),
    ],
)
def test_errors_say_what_was_expected_and_what_came(make, says):
    with pytest.raises(ValueError, match=says):
        make()


def test_backward_wants_the_trace_and_the_derivative_of_its_network(six):
    trace = forward(six, X)
    with pytest.raises(ValueError, match=r"shape of y, \(2, 1\), but it has \(2,\)"):
        backward(six, trace, np.zeros(2))
    with pytest.raises(ValueError, match="dC_dy must be a table of numbers"):
        backward(six, trace, [["a"], ["b"]])
    with pytest.raises(ValueError, match=r"trace must be forward\(net, x\) .* but it's ndarray"):
        backward(six, X, [[0.0], [0.0]])
    for sizes in ((2, 2), (2, 2, 3, 2), (3, 2, 2, 2)):
        other = forward(Network.random(sizes), np.ones((sizes[0], 1)))
        with pytest.raises(
            ValueError, match=r"sizes \(2, 2, 2, 2\), but .* " + re.escape(str(sizes))
        ):
            backward(six, other, np.zeros((2, 1)))


def test_a_network_is_a_value(six):
    """Later changes of the arrays it was made from do not affect it, and it is read-only."""
    w, b, theta = np.eye(2), np.zeros((2, 1)), six.theta
    layer, net = Layer(w, b), six.at(theta)
    for array in (w, b, theta):
        array += 1
    np.testing.assert_array_equal(layer.w, np.eye(2))
    np.testing.assert_array_equal(layer.b, np.zeros((2, 1)))
    np.testing.assert_array_equal(net.theta, six.theta)
    for array in (layer.w, layer.b, net.layers[0].w, net.layers[2].b):
        with pytest.raises(ValueError, match="read-only"):
            array += 1


def test_sizes_and_places_go_on_to_a_network_of_its_own(six):
    """What `at` and the joined cost make of a network does not change the network."""
    net = Network.random((3, 2), sigma=softmax).at(np.arange(8.0))
    target = np.array([[1.0], [0.0]])
    before = loss(net, np.ones((3, 1)), target)
    gradient(net, np.ones((3, 1)), target, cross_entropy)
    assert loss(net, np.ones((3, 1)), target) == before
    assert net.at(net.theta).layers[0].sigma is softmax
    assert six.at(six.theta).sizes == (2, 2, 2, 2)
