"""Lesson 12: the matrices and softmax against complex steps, and what their texts say."""

import re

import nbformat
import numpy as np
import pytest
from interactives import NOTEBOOKS
from reading import NUMBER, python, read

from lessons_lib.lessons import to_frameworks
from lessons_lib.lessons.to_frameworks import layer, softmax_scene
from lessons_lib.lessons.to_frameworks.layer import COLUMNS, MOMENTS, PRODUCTS, ROWS, WRONG
from lessons_lib.lessons.to_frameworks.layer_scene import shown
from lessons_lib.notation import number
from lessons_lib.numeric import complex_step

pytestmark = pytest.mark.usefixtures("pictures_closed_after_each_test")
NEURONS = 2, 3
EVERY = [(moment, neurons) for moment in MOMENTS for neurons in NEURONS]


def mean_cost(w, b, a, neurons):
    """The loss of the batch, example by example."""
    total = 0
    for i in range(layer.EXAMPLES):
        for n in range(neurons):
            z = b[n, 0] + sum(w[n, k] * a[k, i] for k in range(len(a)))
            total = total + (1 / (1 + np.exp(-z)) - layer.TARGET[n, i]) ** 2 / 2
    return total / layer.EXAMPLES


def by_complex_steps(neurons):
    w, b, a = layer.W[:neurons], layer.B[:neurons], layer.A
    parts = {"dC_dW": w, "dC_db": b, "dC_dA": a}

    def slope(key):
        def cost(flat):
            given = {**parts, key: flat.reshape(parts[key].shape)}
            return mean_cost(given["dC_dW"], given["dC_db"], given["dC_dA"], neurons)

        return complex_step(cost, parts[key].ravel()).reshape(parts[key].shape)

    return {key: slope(key) for key in parts}


@pytest.mark.parametrize("neurons", NEURONS)
@pytest.mark.parametrize("written", [COLUMNS, ROWS])
def test_the_products_are_the_derivatives_of_the_mean_cost(neurons, written):
    for key, slope in by_complex_steps(neurons).items():
        result = shown(key, written, neurons, 1).result
        turned = written == ROWS and key != "dC_dW"
        np.testing.assert_allclose(result, slope.T if turned else slope, rtol=1e-12)


@pytest.mark.parametrize("neurons", NEURONS)
def test_a_wrong_transposition_is_seen_in_the_shapes_or_makes_wrong_numbers(neurons):
    right = layer.matrices(neurons)
    silent = set()
    for moment in PRODUCTS[WRONG]:
        result = shown(moment, WRONG, neurons, 1).result
        if result is not None:
            silent.add(moment)
            assert result.shape == right[layer.symbol(moment)].shape
            assert not np.allclose(result, right[layer.symbol(moment)])
    assert silent == (set() if neurons == 3 else {"Z", "dC_dA"})


@pytest.mark.parametrize(("moment", "neurons"), EVERY)
@pytest.mark.parametrize("written", layer.WRITTEN)
def test_each_state_says_its_shapes_and_its_numbers(moment, neurons, written):
    app = to_frameworks.matrices()
    for example in range(1, layer.EXAMPLES + 1):
        words = app.set(moment=moment, written=written, neurons=neurons, example=example).words
        now = shown(moment, written, neurons, example)
        *_, (name, shape, numbers) = words.table.rows
        assert name == layer.symbol(moment)
        if now.result is None:
            assert "don't fit" in words.status and shape == "—"
            assert words.formula[1] == "There's no such product."
            continue
        assert shape == f"{now.result.shape[0]} × {now.result.shape[1]}"
        found = [[read(one) for one in row.split(", ")] for row in numbers.split("; ")]
        np.testing.assert_allclose(found, now.result, rtol=5e-3)
        assert ("numbers are wrong" in words.status) == (
            written == WRONG and moment in PRODUCTS[WRONG]
        )
        line, _, result = words.formula[1].removeprefix("= ").rpartition(" = ")
        assert read(result) == pytest.approx(now.result[now.at], rel=5e-3)
        sigma = {"σ": lambda z: 1 / (1 + np.exp(-z))}
        assert eval(python(line), sigma) == pytest.approx(now.result[now.at], abs=2e-3)
        assert now.at == (
            (0, 0)
            if moment in ("dC_dW", "dC_db")
            else ((example - 1, 0) if written == ROWS else (0, example - 1))
        )


def cost_of(z, t):
    """−ln of softmax, without subtracting the largest z."""
    return -z[t - 1] + np.log(np.exp(z).sum())


@pytest.mark.parametrize("seed", range(20))
def test_softmax_against_complex_steps(seed):
    rng = np.random.default_rng(seed)
    z = rng.uniform(-5, 5, 3)
    for t in (1, 2, 3):
        now = softmax_scene.numbers(dict(zip(("z1", "z2", "z3"), z, strict=True)), t)
        slope = complex_step(lambda z, t=t: cost_of(z, t), z)
        np.testing.assert_allclose(now.dC_dz[:, 0], slope, rtol=1e-9, atol=1e-12)
        np.testing.assert_allclose(now.dC_dz, now.y - now.target, atol=1e-12)
        for i in range(3):
            row = complex_step(lambda z, i=i: np.exp(z[i]) / np.exp(z).sum(), z)
            np.testing.assert_allclose(now.jacobian[i], row, rtol=1e-9, atol=1e-15)


@pytest.mark.parametrize("moment", softmax_scene.MOMENTS)
@pytest.mark.parametrize("chosen", ["z1", "z2", "z3"])
def test_the_formulas_of_softmax_are_computed_as_they_are_written(moment, chosen):
    app = to_frameworks.softmax()
    for t in (1, 2, 3):
        words = app.set(moment=moment, chosen=chosen, t=t, z1=0.5, z2=-1, z3=1.5).words
        for line in words.formula[moment != "other" :]:
            middle, _, result = line.rpartition(" = ")
            middle = middle.rpartition("= ")[2]
            middle = re.sub(rf"e\^{{({NUMBER})}}", r"exp(\1)", middle)
            value = eval(python(middle), {"exp": np.exp})
            assert value == pytest.approx(read(result), rel=2e-2, abs=2e-3)
        j = int(chosen[1])
        slope = complex_step(lambda z, t=t: cost_of(z, t), [0.5, -1, 1.5])[j - 1]
        if moment in ("dC_dz", "difference"):
            assert words.formula[1].endswith(f"= {number(slope)}")


@pytest.mark.parametrize("term", ["tensor", "Jacobian", "autograd", "zero_grad"])
def test_a_term_of_the_frameworks_is_in_bold_where_it_is_explained(term):
    (path,) = NOTEBOOKS.glob("*_to_frameworks.ipynb")
    cells = nbformat.read(path, as_version=4).cells
    assert sum(f"**{term}**" in cell.source for cell in cells) == 1
