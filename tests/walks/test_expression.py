"""Formulas: text and value agree, and so do derivative and value."""

from fractions import Fraction
from math import isclose

import numpy as np
import pytest

from lessons_lib.walks.expression import MINUS_ONE, ONE, OPERATIONS, TWO, ZERO, Expression, apply
from lessons_lib.walks.expression import plus as added
from lessons_lib.walks.expression import times as multiplied
from walks.written import all_digits, computed

x, y = Expression("x"), Expression("y")
SYMBOLS = {"x": "x_1", "y": "y"}
ANYTHING = [name for name, operation in OPERATIONS.items() if operation.slopes]
CONSTANTS = (-1, 2, 3, 0.5, -1.5, Fraction(1, 2), Fraction(2, 3))


def drawn(rng, depth):
    """A random formula of x and y, as deep as that."""
    if depth == 0:
        pick = rng.integers(len(CONSTANTS) + 4)
        return Expression(CONSTANTS[pick]) if pick < len(CONSTANTS) else (x, y)[pick % 2]
    name = ANYTHING[rng.integers(len(ANYTHING))]
    parts = [drawn(rng, depth - 1) for _ in OPERATIONS[name].slopes]
    if name == "^":
        parts[1] = Expression(int(rng.integers(2, 4)))
    return apply(name, *parts)


@pytest.mark.parametrize("seed", range(200))
@np.errstate(all="ignore")
def test_written_computed_and_differentiated(seed):
    rng = np.random.default_rng(seed)
    formula = drawn(rng, depth=3)
    values = {"x": float(rng.uniform(-2, 2)), "y": float(rng.uniform(-2, 2))}
    value = formula.value(values)
    if not abs(value) < 1e6:
        return
    read = computed(formula.text({key: all_digits(one) for key, one in values.items()}))
    assert isclose(read, value, rel_tol=1e-9, abs_tol=1e-12), formula.text(SYMBOLS)
    slope = formula.derivative("x").value(values)
    along = np.imag(formula.value(values | {"x": values["x"] + 1e-20j})) / 1e-20
    if np.isfinite(along) and np.isfinite(slope):
        assert isclose(slope, along, rel_tol=1e-8, abs_tol=1e-9), formula.text(SYMBOLS)


@pytest.mark.parametrize(
    ("formula", "text"),
    [
        (x * y + 2, "x_1 · y + 2"),
        ((x + 2) * y, "(x_1 + 2) · y"),
        (x - (y - 2), "x_1 − (y − 2)"),
        (x / (x * y), "x_1 / (x_1 · y)"),
        ((x - y) ** 2 / 2, "(x_1 − y)² / 2"),
        (Fraction(1, 2) * (x - y) ** 2, "½ · (x_1 − y)²"),
        (Fraction(2, 3) * x, "2/3 · x_1"),
        (-1 * (x + y), "−(x_1 + y)"),
        (x + -1 * y, "x_1 + (−y)"),
        (x**-1.5, "x_1^{−1.5}"),
        (apply("sigmoid", x + y), "1 / (1 + e^{−(x_1 + y)})"),
        (apply("sin", x) ** 2, "sin(x_1)²"),
        (apply("exp", x) ** 2, "(e^{x_1})²"),
        (apply("softmax", x, x, y), "e^{x_1} / (e^{x_1} + e^{y})"),
        (apply("softmax", x, x), "e^{x_1} / e^{x_1}"),
        (apply("positive", x) * y, "[x_1 > 0] · y"),
    ],
)
def test_brackets_stand_only_where_they_are_needed(formula, text):
    assert formula.text(SYMBOLS) == text


def test_a_negative_number_is_bracketed_where_a_sign_stands_before_it():
    numbers = {"x": "−3", "y": "−2"}
    assert (x + y).text(numbers) == "−3 + (−2)"
    assert (x * y**2).text(numbers) == "(−3) · (−2)²"
    assert apply("exp", x).text(numbers) == "e^{−3}"
    assert (-1 * x).text(numbers) == "−(−3)"


def test_sums_and_products_are_simplified():
    assert multiplied(Expression(Fraction(1, 2)), multiplied(TWO, x)) == x
    assert multiplied(x, multiplied(MINUS_ONE, y)) == MINUS_ONE * (x * y)
    assert multiplied(x, ONE / y) == x / y
    assert multiplied(ZERO, x) == ZERO and multiplied(TWO, TWO) == Expression(4)
    assert added(x, multiplied(MINUS_ONE, y)) == x - y
    assert added(x, ZERO) == added(ZERO, x) == x
    assert added(x, x) == TWO * x


def test_parts_can_be_replaced_and_named():
    formula = x * y + x
    assert formula.keywords() == ("x", "y")
    assert formula.replaced({"x": y - 1}).text(SYMBOLS) == "(y − 1) · y + (y − 1)"
    assert formula.replaced({}) == formula
    assert apply("−", *(x + y).operands).value({"x": 5, "y": 3}) == 2  # one operation slipped


def test_nothing_times_anything_is_nothing():
    formula = x * apply("log", y)
    with np.errstate(all="ignore"):
        assert formula.value({"x": np.float64(0), "y": np.float64(0)}) == 0


@pytest.mark.parametrize("seed", range(200))
def test_numbers_that_cancel_leave_no_rounding(seed):
    """Of numbers with two decimals, a sum is 0 exactly where it is 0 with fractions."""
    rng = np.random.default_rng(seed)
    w, x, u, v = (Fraction(int(n), 100) for n in rng.integers(-300, 300, 4))
    for rest in (-(w * x + u * v), Fraction(1, 100) - (w * x + u * v)):
        exact = {"w": w, "x": x, "u": u, "v": v, "b": rest}
        z = Expression("w") * Expression("x") + Expression("u") * Expression("v") + Expression("b")
        value = z.value({name: float(one) for name, one in exact.items()})
        assert isclose(value, w * x + u * v + rest, rel_tol=1e-9, abs_tol=0)
