import mpmath
import numpy as np
import pytest
import sympy

from lessons_lib.functions import (
    ACTIVATIONS,
    COSTS,
    binary_cross_entropy,
    cross_entropy,
    half_squared_error,
    identity,
    leaky_relu,
    mean_squared_error,
    relu,
    sigmoid,
    softmax,
    softplus,
    tanh,
)
from lessons_lib.numeric import central_difference, complex_step

ELEMENTWISE = [sigma for sigma in ACTIVATIONS if sigma is not softmax]
ANALYTIC = [sigmoid, tanh, softplus, identity, softmax]
Z = [-1000.0, -750.0, -40.0, -5.0, -1.0, -1e-3, 1e-3, 0.5, 2.0, 5.0, 40.0, 750.0, 1000.0]

x = sympy.Symbol("x", real=True)
EXACT = {
    sigmoid: 1 / (1 + sympy.exp(-x)),
    tanh: sympy.tanh(x),
    relu: sympy.Max(x, 0),
    leaky_relu: sympy.Max(x, x / 100),
    softplus: sympy.log(1 + sympy.exp(x)),
    identity: x,
}


def exactly(expression, z):
    return float(sympy.N(expression.subs(x, sympy.Float(z, 60)).doit(), 60, maxn=2000))


@pytest.mark.parametrize("sigma", ELEMENTWISE, ids=str)
def test_value_and_derivative_against_sympy(sigma):
    z = np.array(Z)
    exact = [exactly(EXACT[sigma], v) for v in Z]
    slope = [exactly(sympy.diff(EXACT[sigma], x), v) for v in Z]
    np.testing.assert_allclose(sigma(z), exact, rtol=1e-14, atol=1e-300)
    np.testing.assert_allclose(sigma.d(z), slope, rtol=1e-12, atol=1e-16)
    np.testing.assert_array_equal(sigma.d(z, sigma(z)), sigma.d(z))


@pytest.mark.parametrize("sigma", ACTIVATIONS, ids=str)
def test_shapes_are_kept_and_the_input_is_not_touched(sigma):
    z = np.linspace(-2, 2, 24).reshape(2, 3, 4)
    before = z.copy()
    assert sigma(z).shape == (2, 3, 4)
    assert (sigma.d(z) * np.ones_like(z)).shape == (2, 3, 4)
    np.testing.assert_array_equal(z, before)


@pytest.mark.parametrize("sigma", ELEMENTWISE, ids=str)
def test_a_single_number_will_do(sigma):
    assert float(sigma(0.5)) == sigma(np.array([0.5]))[0]
    assert float(sigma.d(0.5)) == sigma.d(np.array([0.5]))[0]


@pytest.mark.parametrize("sigma", ANALYTIC, ids=str)
@pytest.mark.parametrize("scale", [1.0, 1000.0])
def test_jacobian_against_the_complex_step(sigma, scale):
    z = scale * np.array([0.3, -1.0, 0.7])
    v = np.array([[0.2], [-0.4], [0.9]])
    expected = complex_step(lambda z: (sigma(z[:, None]) * v).sum(), z)
    np.testing.assert_allclose((sigma.d(z[:, None]) * v)[:, 0], expected, rtol=1e-13, atol=1e-16)


def test_softmax_against_mpmath_and_as_a_distribution():
    z = np.array([[1.0, 1000.0], [2.0, -1000.0], [3.0, 999.0]])
    for column, result in zip(z.T, softmax(z).T, strict=True):
        e = [mpmath.exp(v) for v in column]
        np.testing.assert_allclose(result, [float(v / sum(e)) for v in e], rtol=1e-14)
    np.testing.assert_allclose(softmax(z).sum(axis=0), 1, rtol=1e-15)


def test_softmax_wants_one_column_for_each_example():
    with pytest.raises(ValueError, match=r"z must .*\(outputs, examples\), .* but it has \(3,\)"):
        softmax(np.array([1.0, 2.0, 3.0]))


@pytest.mark.parametrize("sigma", ACTIVATIONS, ids=str)
def test_lists_and_infinite_z_will_do(sigma):
    z = [[1.0, -2.0], [0.5, 3.0]]
    assert sigma(z).shape == (2, 2)
    np.testing.assert_array_equal(sigma(z), sigma(np.array(z)))
    if sigma is not softmax:
        np.testing.assert_array_equal(sigma.d(z), sigma.d(np.array(z)))
        assert sigma(np.inf) == (1 if sigma in (sigmoid, tanh) else np.inf)


def test_the_kinks_take_the_slope_from_the_left():
    assert (relu.d(0.0), leaky_relu.d(0.0)) == (0.0, 0.01)


# Costs

Y = np.array([[0.2, 0.7, 0.5], [0.8, 0.3, 0.5]])
TARGET = np.array([[0.0, 1.0, 0.25], [1.0, 0.0, 0.75]])


def by_hand(term, y, target):
    """Sum over the outputs, mean over the examples: in Python, one number after the other."""
    columns = range(y.shape[1])
    return sum(term(y[i, k], target[i, k]) for i in range(len(y)) for k in columns) / len(columns)


def xlogy(t, y):
    return t * mpmath.log(y) if t else 0


@pytest.mark.parametrize(
    ("cost", "term"),
    [
        (half_squared_error, lambda y, t: (y - t) ** 2 / 2),
        (mean_squared_error, lambda y, t: (y - t) ** 2 / 2),  # the 2 here is the two outputs
        (binary_cross_entropy, lambda y, t: -xlogy(t, y) - xlogy(1 - t, 1 - y)),
        (cross_entropy, lambda y, t: -xlogy(t, y)),
    ],
    ids=["half squared", "mean squared", "binary", "multi-class"],
)
def test_costs_sum_over_outputs_and_average_over_examples(cost, term):
    assert cost(Y, TARGET) == pytest.approx(float(by_hand(term, Y, TARGET)), rel=1e-14)


@pytest.mark.parametrize("cost", COSTS, ids=str)
def test_cost_derivative_against_the_complex_step(cost):
    expected = complex_step(lambda y: cost(y.reshape(Y.shape), TARGET), Y.ravel())
    np.testing.assert_allclose(cost.d(Y, TARGET).ravel(), expected, rtol=1e-14)


@pytest.mark.parametrize(
    ("cost", "sigma"), [(binary_cross_entropy, sigmoid), (cross_entropy, softmax)], ids=str
)
def test_cost_of_z_is_the_cost_of_sigma_of_z(cost, sigma):
    z = np.array([[0.5, -3.0, 8.0], [1.5, 2.0, -4.0]])
    joined = cost.of_z[sigma]
    assert joined(z, TARGET) == pytest.approx(cost(sigma(z), TARGET), rel=1e-13)
    expected = complex_step(lambda z: joined(z.reshape(2, 3), TARGET), z.ravel())
    np.testing.assert_allclose(joined.d(z, TARGET).ravel(), expected, rtol=1e-12, atol=1e-17)
    stepwise = sigma.d(z) * cost.d(sigma(z), TARGET)
    np.testing.assert_allclose(joined.d(z, TARGET), stepwise, rtol=1e-10)


@pytest.mark.parametrize("cost", [binary_cross_entropy, cross_entropy], ids=str)
def test_certainty_that_is_right_costs_nothing_and_wrong_costs_everything(cost):
    right, wrong = np.array([[1.0], [0.0]]), np.array([[0.0], [1.0]])
    assert cost(right, right) == 0
    assert cost(wrong, right) == np.inf
    assert cost.d(wrong, right)[0, 0] == -np.inf
    assert cost.d(right, right)[0, 0] == -1


def test_leading_axes_of_y_give_one_cost_each():
    y = np.stack([Y, Y[:, ::-1]])
    for cost in COSTS:
        assert list(cost(y, TARGET)) == [cost(one, TARGET) for one in y]
        np.testing.assert_array_equal(cost.d(y, TARGET)[1], cost.d(y[1], TARGET))


def test_central_difference_agrees_where_the_complex_step_cannot_go():
    z = np.array([-2.0, -0.5, 0.5, 2.0])
    for sigma in (relu, leaky_relu):
        expected = central_difference(lambda z, sigma=sigma: sigma(z).sum(), z)
        np.testing.assert_allclose(sigma.d(z), expected, rtol=1e-9)


@pytest.mark.parametrize(
    ("cost", "y", "target", "says"),
    [
        (half_squared_error, Y, TARGET[:1], r"shape of y.* \(2, 3\), but it has \(1, 3\)"),
        (half_squared_error, Y[:, 0], TARGET[:, 0], r"y must have .* but it has \(2,\)"),
        (half_squared_error, Y, [0, 1, 1], r"but it has \(3,\).*one_hot\(labels, classes\)"),
        (half_squared_error, Y, [["a"]], "target must be a table of numbers"),
        (half_squared_error, Y[:, :0], TARGET[:, :0], "at least one of each"),
        (half_squared_error, Y, TARGET * np.nan, "finite numbers, but it holds nan"),
        (mean_squared_error, Y, TARGET + np.inf, "finite numbers, but it holds inf"),
        (
            binary_cross_entropy,
            Y,
            2 * TARGET,
            "target must lie between 0 and 1, but goes from .* to 2",
        ),
        (
            binary_cross_entropy,
            Y,
            TARGET * np.nan,
            "target must hold finite numbers, but it holds nan",
        ),
        (
            binary_cross_entropy,
            -Y,
            TARGET,
            r"y must lie between 0 and 1, but goes from -0.8 .* Make the last layer sigmoid",
        ),
        (cross_entropy, Y, 1 - TARGET + 1e-3, "target must lie .* to 1.001"),
        (cross_entropy, Y, TARGET / 2, r"sums go from 0.5 to 0.5\. data.one_hot"),
        (cross_entropy, Y + 1, TARGET, "y must lie between 0 and 1, but goes from 1.2"),
    ],
)
def test_costs_say_what_they_cannot_judge(cost, y, target, says):
    for judge in (cost, cost.d):
        with pytest.raises(ValueError, match=says):
            judge(y, target)
