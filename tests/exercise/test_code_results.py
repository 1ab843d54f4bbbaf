"""What a learner's function returns: wrong signs, and right numbers in a form of no use."""

import numpy as np
import pytest
from others import CODE

from lessons_lib.lessons.forward_pass import exercises as forward_pass
from lessons_lib.lessons.six_neurons import exercises as six_neurons
from lessons_lib.lessons.to_frameworks import exercises as to_frameworks
from lessons_lib.network import backward, forward


def unsigned(value):
    if isinstance(value, dict):
        return {key: unsigned(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(map(unsigned, value))
    return abs(value) if isinstance(value, int | float | np.ndarray) else value


@pytest.mark.parametrize("name", CODE)
def test_no_function_is_right_without_the_minus_signs(name):
    right = CODE[name].exercise.right
    if name != "handwritten_digits.my_accuracy":  # nothing there is negative
        assert CODE[name](lambda *given: unsigned(right(*given))).mark == "✗"


def test_a_row_is_no_column():
    said = six_neurons.two_lines(lambda *given: [d.T for d in backward(*given).dC_dz])
    assert said.mark == "✗"
    assert "one array has the shape (1, 2) instead of (2, 1)." in said.text


def test_right_numbers_that_the_next_line_cannot_use():
    said = six_neurons.two_lines(lambda *given: [d.ravel() for d in backward(*given).dC_dz])
    assert said.mark == "✗"
    assert "The numbers are right, but one array has the shape (2,) instead of (2, 1)" in said.text


def test_brackets_too_many_are_of_no_use():
    for said in (
        six_neurons.two_lines(lambda *given: [[d] for d in backward(*given).dC_dz]),
        forward_pass.two_lines(lambda net, x: [[a] for a in forward(net, x).a[:-1]]),
        to_frameworks.local(lambda *given: [to_frameworks.local.exercise.right(*given)]),
    ):
        assert said.mark == "✗"
        assert "too many brackets" in said.text
