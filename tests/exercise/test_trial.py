"""What a learner's function does beside its result, and which of its lines is named."""

from collections import deque

import numpy as np
import pytest

from lessons_lib.functions import sigmoid
from lessons_lib.lessons.backward_pass import exercises as backward_pass
from lessons_lib.lessons.forward_times_backward import exercises as forward_times_backward
from lessons_lib.lessons.gradient_descent import exercises as gradient_descent
from lessons_lib.lessons.optimizers import exercises as optimizers

AGAIN = "and finds it changed when it is called again"
REMEMBERED = [0.0]
CALLS = 0


def momentum(gradients, eta, lam):
    v = 0
    for g in gradients:
        v = lam * v - eta * g
        yield v


def values(moves):
    return dict(enumerate(moves)).values()


def one_by_one(moves):
    return map(np.array, moves)


@pytest.mark.parametrize("form", [deque, iter, values, one_by_one])
def test_whatever_holds_the_numbers_one_after_the_other_is_a_list(form):
    assert optimizers.two_lines(lambda *given: form([*momentum(*given)])).mark == "✓"


def from_the_last_call(gradients, eta, lam):
    moves = []
    for g in gradients:
        REMEMBERED[0] = lam * REMEMBERED[0] - eta * g
        moves.append(REMEMBERED[0])
    return moves


def from_the_last_default(gradients, eta, lam, moves=[]):  # noqa: B006
    moves += momentum(gradients, eta, lam)
    return moves


@pytest.mark.parametrize(
    ("function", "name"), [(from_the_last_call, "REMEMBERED"), (from_the_last_default, "moves")]
)
def test_what_stays_from_one_call_to_the_next_is_told(function, name):
    said = optimizers.two_lines(function)
    assert said.mark == "✗"
    assert f"Your function changes {name}, {AGAIN}" in said.text


def test_a_right_function_may_count_its_calls():
    def counted(*given):
        global CALLS
        CALLS += 1
        return [*momentum(*given)]

    assert optimizers.two_lines(counted).mark == "✓"
    assert CALLS == 3


def test_a_view_that_is_noted_again_and_again_is_one_array():
    def views(gradients, eta, lam):
        moves, v = [], np.zeros((1, *np.shape(gradients[0])))
        for g in gradients:
            v *= lam
            v -= eta * g
            moves.append(v[0, ...])
        return moves

    assert "The same array appears 3 times" in optimizers.two_lines(views).text


def slopes(cost, theta, h, back):
    found = []
    for i in range(len(theta)):
        theta[i] += h
        ahead = cost(theta)
        theta[i] -= 2 * h
        found.append((ahead - cost(theta)) / (2 * h))
        theta[i] += back * h
    return found


def test_what_was_put_back_up_to_rounding_is_unchanged():
    assert forward_times_backward.two_lines(lambda *given: slopes(*given, back=1)).mark == "✓"
    left = forward_times_backward.two_lines(
        lambda cost, theta, h: slopes(cost, theta, h, back=0.99)
    )
    assert "changes theta" in left.text


def test_a_cost_of_a_list_takes_a_list():
    def listed(cost, theta, h):
        nudged = np.eye(len(theta)) * h
        return [(cost(list(theta + one)) - cost(list(theta - one))) / (2 * h) for one in nudged]

    assert forward_times_backward.two_lines(listed).mark == "✓"


def test_a_number_that_is_near_in_the_first_test_alone_was_not_rounded():
    def quarter(z, w, dC_dz_next):
        return (w * dC_dz_next).sum() / 4

    def rounded(z, w, dC_dz_next):
        return float(f"{(w * dC_dz_next).sum() * sigmoid.d(z):.2g}")

    assert "something rounded" in backward_pass.two_lines(rounded).text
    assert "something rounded" not in backward_pass.two_lines(quarter).text


def test_the_line_that_is_told_is_one_of_the_cell_of_the_function(run, shell):
    shell.user_ns["check"] = gradient_descent
    run("# one line more\n\ndef helped(theta):\n    return theta.value")
    said = run("def step(theta, gradient, eta):\n    return helped(theta)\ncheck.step(step)")
    assert "stopped in line 2, return helped(theta)\nin another cell, at return theta.value" in (
        said.text
    )


def test_a_power_written_with_a_roof_is_explained():
    said = gradient_descent.step(lambda theta, gradient, eta: theta - eta ^ 2 * gradient(theta))
    assert said.text.endswith("In Python a power is written **, as in x**2.")
