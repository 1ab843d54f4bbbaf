"""The wrong line of a learner's function: put right alone, it puts the function right."""

import pytest
from test_wrong_answers import judged

STEP = """
def step(theta, gradient, eta):
    g = gradient(theta)
    return theta - eta * g
"""
LOOP = """
def my_derivative(paths):
    total = 0
    for path in paths:
        product = 1
        for number in path:
            product = product * number
        total = total + product
    return total
"""


def told(name, source, *pieces):
    for right, wrong in pieces:
        assert right in source
        source = source.replace(right, wrong)
    return judged(name, source).text


def test_the_line_that_is_wrong():
    said = told("gradient_descent.step", STEP, ("eta * g", "eta * abs(g)"))
    assert "Only one line is wrong:\nreturn theta - eta * abs(g)\nThe first line" in said
    said = told("gradient_descent.step", STEP, ("g = gradient(theta)", "g = gradient(3 * theta)"))
    assert "Only one line is wrong:\ng = gradient(3 * theta)\n" in said


def test_a_line_too_much_and_one_with_other_names():
    said = told("chain_rule.two_lines", LOOP, ("number\n", "number\n            product += 3\n"))
    assert "Everything would be right without this:\nproduct += 3\n" in said
    adam = """
def mine(slopes, rate, b1, b2):
    found = []
    first, second = 0, 0
    for n, slope in enumerate(slopes, start=1):
        first = b1 * first + (1 - b1) * slope
        second = b2 * second + (1 - b2) * slope * slope
        one = first / (1 - b1**n)
        two = second / (1 - b2**n)
        found.append(-rate * one / two**0.5)
    return found
"""
    line = "        one = first / (1 - b1**n)\n"
    said = told("optimizers.adam", adam, (line, line.replace("first / ", "3 * ")))
    assert "Only one line is wrong:\none = 3 * (1 - b1**n)\n" in said  # with other names than ours


def test_two_lines():
    said = told("chain_rule.two_lines", LOOP, ("= 1", "= 3"), ("total + product", "7 - product"))
    assert "Look at these lines:\nproduct = 3\ntotal = 7 - product\n" in said


@pytest.mark.parametrize(
    "source",
    [
        "def mine(paths): return 3 * sum(map(sum, paths))",  # nothing of it would be left
        "mine = lambda paths: 3 * sum(map(sum, paths))",
    ],
)
def test_what_cannot_be_compared(source):
    assert "line" not in judged("chain_rule.two_lines", source).text


def test_a_slip_in_another_line_is_not_told():
    source = """
from math import exp


def my_local(operation, a=0, b=0):
    if operation == "+":
        return [1, 1]
    if operation == "×":
        return [b, a]
    if operation == "σ":
        return [0.25]
    return []
"""
    said = judged("to_frameworks.local", source).text
    assert "Only one line is wrong:\nreturn [0.25]" in said and "swapped" not in said
