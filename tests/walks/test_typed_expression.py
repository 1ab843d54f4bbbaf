"""What somebody types as a formula: read by a grammar, never run, and right to its last digit."""

from itertools import pairwise
from math import isclose, prod

import numpy as np
import pytest
from on_file import examples

from lessons_lib.walks.typed_expression import MOST_NODES, typed
from walks.written import all_digits

PUBLISHED = examples()
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
        ("√x·3 + √4", "3*x**0.5 + 2", {"x": 9}),
        ("ｅｘｐ（x）", "exp(x)", {"x": 1}),
        ("e^x + π", "exp(x) + 3.141592653589793", {"x": 1}),
        ("ln(x)", "log(x)", {"x": 2}),
        ("-x**2", "0 - x*x", {"x": 3}),
        ("u = x*y; z = u + sin(u)", "x*y + sin(x*y)", {"x": 1, "y": 2}),
        ("max(x, y, 0)", "max(max(x, y), 0)", {"x": 1, "y": 2}),
        ("2*3*x", "6*x", {"x": 5}),
        ("C = ½·(y − ŷ)²", "0.5*(y - t)*(y - t)", {"y": 3, "ŷ": 1, "t": 1}),
        ("x^½ + 3⅛ · √6.25", "x**0.5 + 3.125*2.5", {"x": 4}),
        ("f（x, y） = x·y", "x*y", {"x": 2, "y": 3}),
        ("ReLU(x) + Sin(x)", "relu(x) + sin(x)", {"x": 2}),
    ],
)
def test_other_signs_are_read_as_meant(typed_so, means, values):
    one, other = typed(typed_so), typed(means)
    assert one.walk.values(values)[one.end] == pytest.approx(other.walk.values(values)[other.end])


@pytest.mark.parametrize(
    ("text", "says", "column"),
    [
        # signs and names side by side, or alone
        ("2x", "between 2 and x", 1),
        ("y + 2 x₁", "between 2 and x₁", 6),
        ("2√x", "between 2 and √", 1),
        ("y + √2x", "between 2 and x", 6),
        ("y + ½x", "between ½ and x", 5),
        ("(x + 1)(y", "The bracket ( is never closed", 7),
        ("(x)y", "between ) and y", 3),
        ("x*y*", "missing after *", 3),
        ("2^", "missing after ^", 1),
        ("x × ", "missing after ×", 2),
        ("x² ÷ ÷ y", "missing after ÷", 3),
        ("/ x", "missing before /", 0),
        ("* x", "can't be read", 0),
        ("(x + )", "missing after +", 3),
        ("max(, x)", "missing after (", 3),
        ("y + sin x", "Write sin(…)", 4),
        # brackets
        ("(x + y", "The bracket ( is never closed", 0),
        ("sin(x) * (y + (x)", "The bracket ( is never closed", 9),
        ("x + y)", "one bracket ) too many", 5),
        ("【x + y", "can't be read", 0),
        ("3(x)", "write * before it", 1),
        ("x (y)", "write * before it", 2),
        ("(x)(y)", "write * before it", 3),
        # functions and names
        ("x + __import__('os')", "a function we know", 4),
        ("y + max(x)", "two or more numbers in its brackets, not 1", 4),
        ("ln(x, y)", "ln takes one number in its brackets, not 2", 0),
        ("x + sin()", "sin takes one number in its brackets, not 0", 4),
        ("x + sin(x=1)", "can't be read", 8),
        ("sin + x", "needs brackets", 0),
        ("sin = 3", "already has a meaning", 0),
        ("x; moment = x*y", "already has a meaning", 3),
        ("2*lambda", "lambda already has a meaning", 2),
        ("x*|y|", "Write abs(…)", 2),
        ("x + moment", "already has a meaning", 4),
        ("z = z + 1", "already has a meaning", 0),
        ("x + dz_dx", "already has a meaning", 4),
        # numbers
        ("x, 5", "comma", 1),
        ("y + 1/0", "a number: it divides by 0", 5),
        ("y + log(0-1)", "takes the logarithm or root", 4),
        ("y + (0-1)^0.5", "takes the logarithm or root", 9),
        ("1e999*x", "too large", 0),
        ("x + 9**9**9", "too large", 5),
        ("x*10^400", "too large", 4),
        ("x * exp(1000)", "too large", 4),
        # what belongs to another language
        ("y + x.real", "can't be read", 5),
        ("lambda: x", "can't be read", 0),
        ("x if y else 2", "can't be read", 2),
        ("[x]", "can't be read", 0),
        ("(x + y) == y", "can't be read", 8),
        ("x % y", "can't be read", 2),
        ("x + y // 2", "can't be read", 6),
        ("x and y", "can't be read", 2),
        ("x[0]", "can't be read", 1),
        ("x + y!", "can't be read", 5),
        ("True*x", "can't be read", 0),
        ("2j*x", "can't be read", 0),
        ("import os", "can't be read", 0),
        ("x = y = 2*u", "can't be read", 0),
        # in several lines, and too much
        ("u = x*y; z = u + 2u", "between 2 and u", 18),
        ("+".join(f"x{i}*y" for i in range(30)), "at most 40", 71),
        ("sin(" * 45 + "x" + ")" * 45, "at most 40", 20),
    ],
)
def test_what_cannot_be_read_is_said_at_its_place_in_the_signs_that_were_typed(text, says, column):
    with pytest.raises(ValueError, match=r"\n") as refused:
        typed(text, reserved={"moment"})
    sentence, read, arrow = str(refused.value).split("\n")
    assert says in sentence
    assert read == text.rstrip()
    assert arrow == " " * column + "↑"


def test_the_arrow_stands_below_wide_signs_and_below_the_line_that_is_meant():
    with pytest.raises(ValueError, match="between 2 and ｙ") as refused:
        typed("u = x*x\n  （ｘ）＋2ｙ； z = u\nu")
    _, read, arrow = str(refused.value).split("\n")
    assert read == "  （ｘ）＋2ｙ； z = u"
    assert arrow == "  \u3000\u3000\u3000\u3000 ↑"


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", ";", "3", "x", "((((", "x\0", "\ud800", "x" * 2000, "-" * 900 + "x"),
        *("(" * 400 + "x" + ")" * 400, "9**9**9**9*x", "10**400*x", "+".join("x" * 60)),
        *(None, 3.5, ["x"], b"y", "'x'", "x:=2", "f'{x}'", "x;;", "=", "z=", "x\n\n*y"),
        *("()", "x + ()", "x…", "√", "2√", "x²³", "²", "^x", "x~y", "~x", "not x", "sin(*x)", "x#"),
        *("1.2.3*x", "0x1f*x", "1_000*x", "x" + "²" * 500, "x\u200b*y", "e", "é + ŷ", "x\ty", "\\"),
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
        ("x**1001", {"x": -10}, "too large"),
        ("x**y", {"x": -2, "y": 2}, "power of −2"),
        ("relu(x)", {"x": 0}, "kink of relu"),
        ("abs(x)", {"x": 0}, "kink of abs"),
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
    example = PUBLISHED[id_]
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
