"""The walk over any graph of Vars: its numbers, its formulas, and what it calls things."""

from math import isclose

import numpy as np
import pytest

from lessons_lib import graph
from lessons_lib.functions import ACTIVATIONS, softmax
from lessons_lib.graph import Var, derivatives, exp, log, sin
from lessons_lib.language import say
from lessons_lib.numeric import complex_step
from lessons_lib.walks.graph import graph_walk
from walks.written import formula_gives

ONE = (exp, log, sin, *(sigma for sigma in ACTIVATIONS if sigma is not softmax))
TWO = (
    lambda a, b: a + b,
    lambda a, b: a - b,
    lambda a, b: a * b,
    lambda a, b: a / b,
    lambda a, b: a + a,
    lambda a, b: -a,
    lambda a, b: 2 * a - 0.5,
    lambda a, b: 1.5 / a,
    lambda a, b: a**2,
    lambda a, b: a**3,
    lambda a, b: a**-1,
    lambda a, b: 2**a,
    lambda a, b: a**b,
)


def drawn(seed):
    """A random graph of up to 15 operations on 1 to 4 inputs; none of its numbers is extreme."""
    rng = np.random.default_rng(seed)
    made = [Var(v, f"x{i}") for i, v in enumerate(rng.uniform(0.3, 2, rng.integers(1, 5)), 1)]
    while len(made) < 16:
        a, b = (made[i] for i in rng.integers(len(made), size=2))
        pick = int(rng.integers(len(ONE) + len(TWO)))
        try:
            new = ONE[pick](a) if pick < len(ONE) else TWO[pick - len(ONE)](a, b)
        except ValueError:  # no finite real number comes out
            continue
        if abs(new.value) < 50 and all(abs(slope) < 50 for _, slope in new.edges):
            made.append(new)
    return made[-1]


@pytest.mark.parametrize("seed", range(200))
def test_numbers_formulas_and_order(seed):
    z = drawn(seed)
    walk = graph_walk(z)
    values, exact = walk.values(walk.start), derivatives(z)
    end = walk.keywords[z]
    for var, key in walk.keywords.items():
        assert isclose(values[key], var.value, rel_tol=1e-12)
        for before, slope in _edges(var).items():
            local = walk.quantities[key].edges[walk.keywords[before]].value(values)
            assert isclose(local, slope, rel_tol=1e-10, abs_tol=1e-12)
        if var is not z:
            assert isclose(values[f"d{end}_d{key}"], exact[var], rel_tol=1e-9, abs_tol=1e-10)
    known = set(walk.known)
    for key, moment in walk.moments.items():
        used = set(walk.formula(key).keywords())
        assert moment.finds == key and used <= known and key not in known
        assert isclose(formula_gives(walk, key, values), values[key], rel_tol=1e-9, abs_tol=1e-10)
        known.add(key)
    assert known == set(walk.quantities) == set(values)
    assert walk.known_at(list(walk.moments)[-1]) == [*walk.known, *walk.moments]


def _edges(var):
    """The local derivative by each input, once for all edges from it."""
    slopes = {}
    for before, slope in var.edges:
        slopes[before] = slopes.get(before, 0) + slope
    return slopes


@pytest.mark.parametrize("seed", range(0, 200, 10))
def test_the_derivatives_are_those_of_the_walks_own_values(seed):
    z = drawn(seed)
    walk = graph_walk(z)
    values, end = walk.values(walk.start), walk.keywords[z]

    def value(x):
        moved = walk.start | dict(zip(walk.known, x, strict=True))
        return complex(walk.values(moved)[end])

    slopes = complex_step(value, [walk.start[key] for key in walk.known])
    for key, slope in zip(walk.known, slopes, strict=True):
        assert isclose(values[f"d{end}_d{key}"], slope, rel_tol=1e-9, abs_tol=1e-10)


def test_another_input_and_a_number_of_the_learners():
    x, y = Var(2.0, "x"), Var(3.0, "y")
    walk = graph_walk((x + y) * x)
    assert list(walk.quantities) == ["x", "y", "v1", "z", "dz_dv1", "dz_dy", "dz_dx"]
    assert walk.values(walk.start)["dz_dx"] == 7
    assert walk.values(walk.start | {"x": -1.0})["z"] == -2
    own = walk.values(walk.start, {"dz_dv1": 10.0})
    assert (own["dz_dy"], own["dz_dx"]) == (10, 15)


def test_what_is_written_and_said():
    x, y = Var(2.0, "x1"), Var(-3.0, "x10")
    q = x * y
    walk = graph_walk(q / (y - 1) + exp(q), {q: "q"})
    values = walk.values(walk.start)
    lines = {key: walk.lines(key, values) for key in walk.moments}
    assert lines["q"] == ("q = x_1 · x_{10}", "= 2 · (−3) = −6")
    assert lines["v1"] == ("v_1 = x_{10} − 1", "= −3 − 1 = −4")
    assert lines["v3"] == ("v_3 = e^{q}", "= e^{−6} = 0.00248")
    assert lines["dz_dv2"] == ("∂z/∂v_2 = 1",)
    assert lines["dz_dv1"] == ("∂z/∂v_1 = −q / v_1² · ∂z/∂v_2", "= −(−6) / (−4)² · 1 = 0.375")
    said = {key: str(say(moment.sentence)) for key, moment in walk.moments.items()}
    assert said["q"].startswith("q is computed from x_1 and x_{10}. On each edge we record")
    assert said["v1"].startswith("v_1 is computed from x_{10}. On the edge we record")
    assert said["dz_dv2"] == "One edge leads from v_2 to z: its number is ∂z/∂v_2."
    assert said["dz_dv1"] == "One edge leads from v_1 on to v_2: multiply its number by ∂z/∂v_2."
    assert said["dz_dq"].startswith("From q, two edges lead on to v_2 and v_3: multiply along")
    assert walk.moments["dz_dq"].lit == {"dz_dq", "q", "q→v2", "q→v3"}


@pytest.mark.parametrize(
    "names", [("x", "x"), ("", ""), ("v1", "z"), ("dz_dx", "dz_dv1"), ("a b", "1"), ("x1", "x2")]
)
def test_no_two_quantities_have_one_keyword(names):
    a, b = Var(2.0, names[0]), Var(5.0, names[1])
    z = a * b + b
    walk = graph_walk(z)
    assert len(set(walk.keywords.values())) == 4
    assert len(walk.quantities) == 4 + 3
    values = walk.values(walk.start)
    assert values[walk.keywords[z]] == 15
    assert values[f"d{walk.keywords[z]}_d{walk.keywords[b]}"] == 3


def test_a_var_made_by_hand_keeps_its_value_and_hands_derivatives_back():
    s = Var(1.0, "s")
    x = Var(2.0, "x", ((s, 2.0),))
    walk = graph_walk(x * x)
    assert walk.known == ("s", "x") and list(walk.moments) == ["z", "dz_dx", "dz_ds"]
    assert walk.lines("dz_ds", walk.values(walk.start)) == ("∂z/∂s = 2 · ∂z/∂x", "= 2 · 4 = 8")


def test_a_single_var_has_no_moments():
    walk = graph_walk(Var(3.0, "x"))
    assert walk.values(walk.start) == {"x": 3.0} and not walk.moments


def test_every_operation_of_the_graph_has_a_formula():
    x = Var(0.7, "x")
    made = [x + 1, x - 1, 2 * x, x / 2, x**2, *(f(x) for f in ONE)]
    assert set(graph.OPERATIONS) - {"max", "min"} == {z.name for z in made[:5]}
    for z in made:
        assert graph_walk(z).quantities["z"].formula is not None, z.name
