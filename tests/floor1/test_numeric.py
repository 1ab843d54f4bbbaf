import numpy as np
import pytest

from lessons_lib import lecture
from lessons_lib.network import Network, backward, forward, gradient, loss
from lessons_lib.numeric import Counted, central_difference, compare, complex_step


def f(theta):
    a, b, c = theta
    return a**3 * np.sin(b) + np.exp(a * c) / b


THETA = np.array([0.7, 1.9, -0.4])
A, B, C = THETA
EXACT = [
    3 * A**2 * np.sin(B) + C * np.exp(A * C) / B,
    A**3 * np.cos(B) - np.exp(A * C) / B**2,
    A * np.exp(A * C) / B,
]


def test_both_ways_find_the_gradient_each_to_its_precision():
    np.testing.assert_allclose(complex_step(f, THETA), EXACT, rtol=4e-16)
    np.testing.assert_allclose(central_difference(f, THETA), EXACT, rtol=1e-9)


def test_the_error_of_the_central_difference_falls_as_h_squared():
    errors = [abs(central_difference(f, THETA, h) - EXACT).max() for h in (1e-1, 1e-2, 1e-3)]
    assert errors[0] / errors[1] == pytest.approx(100, rel=0.1)
    assert errors[1] / errors[2] == pytest.approx(100, rel=0.1)


def test_the_price_of_a_gradient_in_passes():
    net = Network.random((4, 7, 3), seed=1)
    x, target = np.ones((4, 2)), np.zeros((3, 2))
    counted = Counted(lambda theta: loss(net.at(theta), x, target))
    by_difference = central_difference(counted, net.theta)
    assert counted.passes == 2 * len(net.theta) == 2 * 59
    there, back = Counted(forward), Counted(backward)
    trace = there(net, x)
    by_backward = back(net, trace, trace.y / 2).theta
    assert (there.passes, back.passes) == (1, 1)
    np.testing.assert_allclose(by_backward, by_difference, rtol=1e-7, atol=1e-10)


def test_the_report_names_the_parameter_that_is_furthest_off():
    net = lecture.six_neurons()
    right = gradient(net, lecture.X, lecture.TARGET).theta
    wrong = right.copy()
    wrong[8] *= 1.01
    report = compare(wrong, right, net.names)
    assert (report.entry, report.name) == (8, "layers[1].w[1, 0]")
    assert (report.gradient, report.reference) == (wrong[8], right[8])
    assert report.relative == pytest.approx(0.01 / 1.01)
    assert compare(right, right).relative == 0
    assert compare([0.0, 1.0], [0.0, -1.0]) == (1, "theta[1]", 1.0, -1.0, 2.0)


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda: complex_step(np.abs, [[1.0]]), r"theta must be a vector .* array\(\[\[1.\]\]\)"),
        (lambda: central_difference(f, [1.0, 2.0, np.nan]), "vector of finite numbers.*nan"),
        (lambda: complex_step(lambda t: abs(t[0]), [1.0]), "use central_difference"),
        (lambda: central_difference(lambda t: t, [1.0, 2.0]), r"one number, but it's array\(\[1."),
        (lambda: central_difference(f, THETA, h=0), "above 0, not 0"),
        (lambda: complex_step(f, THETA, h=-1e-20), "above 0, not -1e-20"),
        (lambda: complex_step(f, THETA, h="a"), "above 0, not 'a'"),
        (lambda: complex_step(f, "theta"), "theta must be .* numbers"),
        (lambda: compare([1.0], [1j]), r"reference must be a vector .*1\.j"),
        (lambda: compare(["x"], [1.0]), "gradient must be a table of numbers"),
        (lambda: compare([], []), "at least one"),
        (lambda: compare([1.0], [1.0, 2.0]), "are 1, 2 and 1"),
        (
            lambda: compare([1.0], [1.0], ["w", "b"]),
            "are 1, 1 and 2",
        ),
    ],
)
def test_errors_say_what_was_expected_and_what_came(make, says):
    with pytest.raises(ValueError, match=says):
        make()
