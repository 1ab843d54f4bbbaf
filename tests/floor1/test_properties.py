"""Properties that hold for all numbers."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lessons_lib.functions import (
    ACTIVATIONS,
    half_squared_error,
    identity,
    sigmoid,
    softmax,
    tanh,
)
from lessons_lib.graph import Var, derivatives, paths
from lessons_lib.network import Layer, Network, backward, forward, gradient, loss
from lessons_lib.numeric import compare, complex_step

# A slow machine is no mistake.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")

NUMBERS = st.floats(-4, 4)


@st.composite
def networks(draw, activations=ACTIVATIONS):
    sizes = draw(st.lists(st.integers(1, 5), min_size=2, max_size=5))
    layers = []
    for m, n in pairwise(sizes):
        values = draw(st.lists(NUMBERS, min_size=n * (m + 1), max_size=n * (m + 1)))
        w, b = np.split(np.array(values), [n * m])
        sigma = draw(st.sampled_from(activations))
        layers.append(Layer(w.reshape(n, m), b.reshape(n, 1), sigma))
    return Network(layers)


@st.composite
def problems(draw, activations=ACTIVATIONS):
    """A network, and x and target for one to four examples."""
    net = draw(networks(activations))
    inputs, outputs, n = net.sizes[0], net.sizes[-1], draw(st.integers(1, 4))
    values = draw(
        st.lists(NUMBERS, min_size=(inputs + outputs) * n, max_size=(inputs + outputs) * n)
    )
    x, target = np.split(np.array(values), [inputs * n])
    return net, x.reshape(inputs, n), target.reshape(outputs, n)


def close(a, b, scale=1.0):
    np.testing.assert_allclose(a, b, rtol=1e-9, atol=1e-11 * max(1.0, np.max(abs(scale))))


@given(networks(), st.randoms(use_true_random=False))
def test_theta_there_and_back(net, random):
    np.testing.assert_array_equal(net.at(net.theta).theta, net.theta)
    theta = np.array([random.random() for _ in net.theta])
    np.testing.assert_array_equal(net.at(theta).theta, theta)
    assert len(net.names) == len(set(net.names)) == len(theta)


@given(problems(), st.floats(-3, 3), st.floats(-3, 3))
def test_the_gradient_is_linear_in_the_cost(problem, k, j):
    net, x, target = problem
    trace = forward(net, x)
    one, other = half_squared_error.d(trace.y, target), np.sin(trace.y)
    both = backward(net, trace, k * one + j * other).theta
    apart = k * backward(net, trace, one).theta + j * backward(net, trace, other).theta
    close(both, apart, scale=both)


@given(problems())
def test_a_batch_is_the_mean_of_its_examples(problem):
    net, x, target = problem
    singles = [gradient(net, x[:, [i]], target[:, [i]]).theta for i in range(x.shape[1])]
    close(gradient(net, x, target).theta, np.mean(singles, axis=0), scale=np.max(np.abs(singles)))


@given(problems())
def test_the_order_of_the_examples_does_not_matter(problem):
    net, x, target = problem
    there = gradient(net, x, target).theta
    close(gradient(net, x[:, ::-1], target[:, ::-1]).theta, there, scale=there)


@given(problems((sigmoid, tanh, softmax)))
@settings(max_examples=60)
def test_backward_against_the_complex_step(problem):
    net, x, target = problem
    expected = complex_step(lambda theta: loss(net.at(theta), x, target), net.theta)
    close(gradient(net, x, target).theta, expected, scale=expected)


@given(problems())
def test_two_layers_of_which_one_does_nothing_are_one(problem):
    """A last layer that hands a on as it is changes neither the cost nor ∇C before it."""
    net, x, target = problem
    n = net.sizes[-1]
    longer = Network([*net.layers, Layer(np.eye(n), np.zeros((n, 1)), identity)])
    assert loss(longer, x, target) == pytest.approx(loss(net, x, target))
    there = gradient(net, x, target).theta
    close(gradient(longer, x, target).theta[: len(there)], there, scale=there)


OPERATIONS = (
    lambda a, b: a + b,
    lambda a, b: a - b,
    lambda a, b: tanh(a) * b,
    lambda a, b: a / (b * b + 1),
    lambda a, b: tanh(a + 2 * b),
)


@given(st.data())
def test_over_paths_a_sum(data):
    """A graph of up to 12 Vars, each made of two that came before."""
    variables = [Var(data.draw(st.floats(0.5, 2)), name) for name in "ab"]
    for _ in range(data.draw(st.integers(1, 10))):
        one, two = (data.draw(st.sampled_from(variables)) for _ in range(2))
        operation = data.draw(st.sampled_from(OPERATIONS))
        variables.append(operation(one, two))
    z = variables[-1]
    for v, slope in derivatives(z).items():
        products = [path.product for path in paths(v, z)]
        assert sum(products) == pytest.approx(slope, rel=1e-9, abs=1e-9 * max(map(abs, products)))


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=5), st.integers(0, 4), st.floats(0.1, 9))
def test_the_report_finds_the_entry_that_was_changed(values, i, by):
    i %= len(values)
    other = np.array(values)
    other[i] += by
    report = compare(values, other)
    assert report.entry == i
    assert abs(report.gradient - report.reference) == pytest.approx(by, rel=1e-6)
