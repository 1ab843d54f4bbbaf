import numpy as np
import pytest
import sympy

from lessons_lib import lecture
from lessons_lib.functions import ACTIVATIONS, relu, sigmoid, softmax, tanh
from lessons_lib.graph import (
    FUNCTIONS,
    Var,
    combine,
    cos,
    derivatives,
    exp,
    graph,
    log,
    paths,
    sin,
    sqrt,
)
from lessons_lib.network import gradient, loss
from lessons_lib.numeric import central_difference

EXPRESSIONS = {
    "sum and product": lambda a, b, f: (a + b) * (a + 2) + 3 * b,
    "difference and quotient": lambda a, b, f: (a - b) / (a * b) - 1 / b + (5 - a) / 2,
    "powers": lambda a, b, f: a**2 + a**b + 2**b - a**-1.5,
    "signs": lambda a, b, f: -(a - (-b)),
    "functions": lambda a, b, f: f.exp(a * b) + f.log(a + b) * f.sin(b) + f.sin(f.sin(a)),
    "more functions": lambda a, b, f: f.cos(a * b) * f.sqrt(b) + f.tanh(a) - f.Abs(b - a),
    "the larger and the smaller": lambda a, b, f: (
        f.Max(a, b) * f.Min(a, b**2) + f.Max(0, a - 2 * b)
    ),
    "one Var twice": lambda a, b, f: a * a * a + b * b / b,
}


class OurFunctions:
    exp, log, sin, cos, sqrt, tanh, Abs = exp, log, sin, cos, sqrt, tanh, abs

    @staticmethod
    def Max(a, b):
        return combine("max", a, b)

    @staticmethod
    def Min(a, b):
        return combine("min", a, b)


def test_each_function_by_its_name_against_the_central_difference():
    for name, function in FUNCTIONS.items():
        x = Var(0.7, "x")
        assert function(x).name == name
        (slope,) = central_difference(lambda x, f=function: f(x), [0.7])
        assert derivatives(function(x))[x] == pytest.approx(slope, rel=1e-9)


def test_at_a_kink_and_where_two_are_equal():
    x, zero = Var(2.0), Var(0.0)
    assert derivatives(combine("max", x, x))[x] == derivatives(combine("min", x, x))[x] == 1
    assert derivatives(combine("max", 0, zero))[zero] == derivatives(relu(zero))[zero] == 0
    assert derivatives(abs(zero))[zero] == -1
    assert derivatives(zero**0)[zero] == 0


@pytest.mark.parametrize("name", EXPRESSIONS)
def test_derivatives_against_sympy(name):
    x, y = sympy.symbols("x y", real=True)
    exact = EXPRESSIONS[name](x, y, sympy)
    a, b = Var(1.3, "a"), Var(0.7, "b")
    z = EXPRESSIONS[name](a, b, OurFunctions)
    at = {x: 1.3, y: 0.7}
    assert z.value == pytest.approx(float(exact.subs(at)), rel=1e-14)
    for var, symbol in ((a, x), (b, y)):
        slope = float(sympy.diff(exact, symbol).subs(at))
        assert derivatives(z)[var] == pytest.approx(slope, rel=1e-13)
        assert sum(path.product for path in paths(var, z)) == pytest.approx(slope, rel=1e-13)


def test_case_1_one_path_and_case_2_two_paths():
    """The lecture's two cases: y = g(x), z = h(y); and x = g(s), y = h(s), z = k(x, y)."""
    x = Var(2.0, "x")
    y = 3 * x
    z = y**2
    (path,) = paths(x, z)
    assert path.vars == (x, y, z)
    assert path.factors == (3.0, 12.0)
    assert path.product == derivatives(z)[x] == 36

    s = Var(2.0, "s")
    x, y = s**2, 5 * s
    z = x * y
    through_x, through_y = paths(s, z)
    assert (through_x.vars, through_x.factors) == ((s, x, z), (4.0, 10.0))
    assert (through_y.vars, through_y.factors) == ((s, y, z), (5.0, 4.0))
    assert derivatives(z)[s] == 40 + 20


def test_what_a_graph_holds_and_in_which_order():
    a, b = Var(1.0, "a"), Var(2.0, "b")
    c = a + b
    d = c * a
    unused = a * 7
    assert graph(d) == [a, b, c, d]
    assert unused not in derivatives(d)
    assert repr(a) == "Var(1, 'a')"
    assert derivatives(d) == {d: 1.0, c: 1.0, b: 1.0, a: 3.0 + 1.0}
    assert paths(unused, d) == []
    assert derivatives(a) == {a: 1.0}
    assert [path.product for path in paths(a, a)] == [1]


@pytest.mark.parametrize("sigma", [s for s in ACTIVATIONS if s is not softmax], ids=str)
def test_activations_take_a_var(sigma):
    z = Var(0.8)
    a = sigma(z)
    assert (a.value, a.name) == (sigma(0.8), sigma.name)
    assert derivatives(a)[z] == sigma.d(0.8)


def test_the_six_neurons_as_a_graph_agree_with_backward():
    net, x, target = lecture.six_neurons(), lecture.X, lecture.TARGET
    theta = [Var(value, name) for value, name in zip(net.theta, net.names, strict=True)]
    parameters = iter(theta)
    a, z = [Var(v) for v in x[:, 0]], []
    for _ in net.layers:
        w = [[next(parameters) for _ in range(2)] for _ in range(2)]
        b = [next(parameters) for _ in range(2)]
        z += [w[i][0] * a[0] + w[i][1] * a[1] + b[i] for i in range(2)]
        a = [sigmoid(v) for v in z[-2:]]
    cost = sum((a[i] - target[i, 0]) ** 2 / 2 for i in range(2))

    slopes, found = gradient(net, x, target), derivatives(cost)
    assert cost.value == pytest.approx(loss(net, x, target), rel=1e-15)
    np.testing.assert_allclose([found[v] for v in theta], slopes.theta, rtol=1e-13)
    np.testing.assert_allclose(
        [found[v] for v in z], np.concatenate(slopes.dC_dz)[:, 0], rtol=1e-13
    )
    w1 = theta[0]
    assert len(paths(w1, cost)) == 4  # through z3 or z4, then through z5 or z6
    assert sum(p.product for p in paths(w1, cost)) == pytest.approx(found[w1], rel=1e-13)


def test_a_long_chain_is_no_trouble_but_a_bush_of_paths_is():
    x = Var(1.0, "x")
    z = x
    for _ in range(5000):
        z = z + 1
    assert derivatives(z)[x] == 1
    for _ in range(40):
        z = z / 2 + z / 2
    assert derivatives(z)[x] == 1
    with pytest.raises(ValueError, match=f"{2**40} paths from x .* Use derivatives"):
        paths(x, z)


def test_numpys_numbers_mix_in_from_either_side():
    x = Var(3.0)
    for z in (np.float64(2) * x, x * np.float64(2), np.int64(2) * x):
        assert (z.value, derivatives(z)[x]) == (6.0, 2.0)
    for z, slope in (
        (np.float64(2) + x, 1.0),
        (np.float64(2) - x, -1.0),
        (np.float64(2) / x, -2 / 9),
        (np.float64(2) ** x, 8 * np.log(2)),
    ):
        assert derivatives(z)[x] == pytest.approx(slope, rel=1e-15)


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda: Var(np.nan), "finite real numbers, but Var gives nan"),
        (lambda: Var(1j), "finite real numbers.* 1j"),
        (lambda: Var("2"), "finite real numbers.* '2'"),
        (lambda: Var([1.0]), r"finite real numbers.* \[1.0\]"),
        (lambda: Var(1.0) / 0, "but ÷ gives inf"),
        (lambda: -1 / Var(0.0), "but ÷ gives -inf"),
        (lambda: log(Var(0.0)), "but log gives .*inf"),
        (lambda: exp(Var(1000.0)), "but exp gives .*inf"),
        (lambda: Var(-2.0) ** 0.5, r"but \^ gives .*nan"),
        (lambda: Var(-2.0) ** Var(2.0), r"derivatives must be .* but \^ gives .*nan"),
        (lambda: Var(1.0) + "1", "a Var or a number, not with '1'"),
        (lambda: [1.0] * Var(1.0), r"not with \[1.0\]"),
        (lambda: np.ones(2) * Var(1.0), r"not with array\(\[1., 1.\]\)"),
        (lambda: softmax(Var(1.0)), "z must have the shape"),
        (lambda: np.exp(Var(1.0)), "NumPy's exp .* functions in lessons_lib.graph"),
        (lambda: derivatives(3), "ends in a Var, not in 3"),
        (lambda: paths(Var(1.0), None), "ends in a Var, not in None"),
        (lambda: paths("x", Var(1.0)), "begins and ends in a Var, not in 'x'"),
    ],
)
def test_errors_say_what_was_expected_and_what_came(make, says):
    with pytest.raises(ValueError, match=says):
        make()
