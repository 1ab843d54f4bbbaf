"""What somebody types as a formula: read by a grammar, never run, and right to its last digit."""

import json
from itertools import pairwise
from math import isclose, prod
from pathlib import Path

import numpy as np
import pytest

from lessons_lib.walks.typed_expression import MOST_NODES, typed
from walks.written import all_digits

PUBLISHED = json.loads(
    (Path(__file__).parents[1] / "floor1" / "published_examples.json").read_text("utf-8")
)["examples"]
ONE, TWO = ("sin", "cos", "tanh", "exp", "sigmoid", "σ"), ("+", "-", "*", "/")


def drawn(rng, depth):
    """A random formula that is analytic everywhere near its inputs, as text."""
    if depth == 0:
        return ("x", "y", "w1", f"{rng.uniform(1, 2):.3f}")[rng.integers(4)]
    kind = rng.integers(4)
    if kind == 0:
        return f"{ONE[rng.integers(len(ONE))]}({drawn(rng, depth - 1)})"
    if kind == 1:
        return f"({drawn(rng, depth - 1)})**{rng.integers(2, 4)}"
    sign = TWO[rng.integers(len(TWO))]
    return f"({drawn(rng, depth - 1)}) {sign} ({drawn(rng, depth - 1)})"


@pytest.mark.parametrize("seed", range(200))
@np.errstate(all="ignore")
def test_one_walk_backward_is_the_sum_over_paths_and_the_complex_step(seed):
    rng = np.random.default_rng(seed)
    read = typed(f"x + {drawn(rng, 3)}")
    given = {key: float(rng.uniform(0.5, 1.5)) for key in read.inputs}
    values = read.walk.values(given)
    if not np.isfinite(list(values.values())).all() or abs(values[read.end]) > 1e6:
        return
    for key in read.inputs:
        along = read.walk.values(given | {key: given[key] + 1e-20j})[read.end]
        backward = values[f"d{read.end}_d{key}"]
        assert isclose(backward, np.imag(along) * 1e20, rel_tol=1e-8, abs_tol=1e-9)
        paths = read.paths(key)
        edges = {key: read.walk.quantities[key].edges for key in read.nodes}
        products = [prod(edges[b][a].value(values) for a, b in pairwise(path)) for path in paths]
        assert len(paths) == read.path_count(key)
        assert isclose(sum(products), backward, rel_tol=1e-8, abs_tol=1e-9)


@pytest.mark.parametrize(
    ("typed_so", "means", "values"),
    [
        ("z = x² · y", "x*x*y", {"x": 3, "y": 2}),
        ("x^2 − y", "x*x - y", {"x": 3, "y": 2}),
        ("√(x₁) ÷ 2", "x1**0.5/2", {"x1": 4}),
        ("ｅｘｐ（x）", "exp(x)", {"x": 1}),
        ("e^x + π", "exp(x) + 3.141592653589793", {"x": 1}),
        ("ln(x)", "log(x)", {"x": 2}),
        ("-x**2", "0 - x*x", {"x": 3}),
        ("u = x*y; z = u + sin(u)", "x*y + sin(x*y)", {"x": 1, "y": 2}),
        ("max(x, y, 0)", "max(max(x, y), 0)", {"x": 1, "y": 2}),
        ("2*3*x", "6*x", {"x": 5}),
    ],
)
def test_other_signs_are_read_as_meant(typed_so, means, values):
    one, other = typed(typed_so), typed(means)
    assert one.walk.values(values)[one.end] == pytest.approx(other.walk.values(values)[other.end])


@pytest.mark.parametrize(
    ("text", "says", "column"),
    [
        ("2x", "* for every times", 0),
        ("y + x.real", "cannot be read", 4),
        ("x + __import__('os')", "no function that we know", 4),
        ("x, 5", "comma", 0),
        ("3(x)", "* for times", 0),
        ("x(y)", "* for times", 0),
        ("y + 1/0", "no number", 4),
        ("y + log(0-1)", "no number", 4),
        ("1e999*x", "too large", 0),
        ("y + max(x)", "2 numbers", 4),
        ("sin(x, y)", "1 numbers", 0),
        ("sin + x", "needs brackets", 0),
        ("sin = 3", "a meaning already", 0),
        ("z = z + 1", "a meaning already", 0),
        ("x + dz_dx", "a meaning already", 4),
        ("lambda: x", "cannot be read", 0),
        ("x if y else 2", "cannot be read", 0),
        ("[x]", "cannot be read", 0),
        ("x == y", "cannot be read", 0),
        ("True*x", "cannot be read", 0),
        ("2j*x", "cannot be read", 0),
        ("import os", "cannot be read", 0),
        ("x*y*", "cannot be read", 3),
    ],
)
def test_what_cannot_be_read_is_said_at_its_place(text, says, column):
    with pytest.raises(ValueError, match=r"\n") as refused:
        typed(text)
    sentence, read, arrow = str(refused.value).split("\n")
    assert says in sentence
    assert read == text
    assert arrow == " " * column + "↑"


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", ";", "3", "x", "((((", "x\0", "\ud800", "x" * 2000, "-" * 900 + "x"),
        *("(" * 400 + "x" + ")" * 400, "9**9**9**9*x", "10**400*x", "+".join("x" * 60)),
        *(None, 3.5, ["x"], b"y", "'x'", "x:=2", "f'{x}'", "x;;", "=", "z=", "x\n\n*y"),
    ],
)
def test_nonsense_gets_a_sentence(text):
    try:
        read = typed(text)
    except ValueError as refused:
        assert len(str(refused)) > 20
    else:
        assert len(read.nodes) <= MOST_NODES


@pytest.mark.parametrize(
    ("text", "values", "says"),
    [
        ("1/x", {"x": 0}, "divides by 0"),
        ("log(x)", {"x": -1}, "logarithm of −1"),
        ("log(x)", {"x": 0}, "logarithm of 0"),
        ("sqrt(x)", {"x": 0}, "square root of 0"),
        ("x**0.5", {"x": -4}, "power of −4"),
        ("exp(x)", {"x": 1000}, "too large"),
        ("relu(x)", {"x": 0}, "kink of relu"),
        ("abs(x)", {"x": 0}, "kink of |…|"),
        ("max(x, y)", {"x": 2, "y": 2}, "two equal numbers"),
        ("min(x, 2)", {"x": 2}, "two equal numbers"),
    ],
)
def test_kinks_and_what_is_no_number_are_said(text, values, says):
    read = typed(text)
    assert says in "\n".join(read.troubles(read.walk.values(values)))
    elsewhere = read.walk.values({key: 1.5 + i for i, key in enumerate(read.inputs)})
    assert not read.troubles(elsewhere)


@pytest.mark.parametrize(
    ("id_", "at"),
    [
        ("cs231n-gate", None),
        ("micrograd-neuron", None),
        ("cs231n-neuron", {"w0": 2, "w1": -3, "w2": -3, "x0": -1, "x1": -2}),
    ],
)
def test_published_examples(id_, at):
    example = next(one for one in PUBLISHED if one["id"] == id_)
    read = typed(example["expression"])
    values = read.walk.values(at or example["at"])
    for name, wanted in example["published"].items():
        if "/" in name and np.ndim(wanted) == 0:
            assert values[name.replace("/", "_")] == pytest.approx(wanted, abs=5e-5)
    if at:
        gradients = [values[f"df_d{key}"] for key in ("w0", "w1", "w2", "x0", "x1")]
        wanted = example["exact"]["df/dw"] + example["exact"]["df/dx"]
        assert gradients == pytest.approx(wanted, abs=1e-9)


def test_a_formula_is_written_as_it_is_read():
    read = typed("z = (x*y + sin(x))**2")
    values = read.walk.values({"x": 1, "y": 2})
    names = {key: all_digits(value) for key, value in values.items()}
    assert read.walk.formula("z", read.nodes[2:]).text(read.walk.symbols) == "(x · y + sin(x))²"
    assert len(names) == 11
