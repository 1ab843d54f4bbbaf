"""Lesson 09: the stuck neuron, held to Nielsen's numbers and to loops written by hand."""

from math import exp, log

import numpy as np
import pytest
from hands import at_the_beginning
from on_file import examples
from racing_by_hand import is_finite, same

from lessons_lib.lessons import optimizers
from lessons_lib.lessons.optimizers.neuron_scene import COSTS, ENTROPY, SQUARED, STARTS, training
from lessons_lib.notation import number

NIELSEN = examples()["nielsen-saturation"]["cases"]
MADE = {name: getattr(optimizers, name) for name in ("momentum", "own_rates", "race", "neuron")}


@pytest.fixture(scope="module")
def app_of():
    return at_the_beginning(MADE)


def sigma(z):
    return 1 / (1 + exp(-z))


def neuron_by_hand(cost, w, b, eta):
    """w, b and ∂C/∂z at each step; ∂C/∂z by nudging z in the formula of the cost."""
    formula = {
        SQUARED: lambda z: 0.5 * (sigma(z) - 0) ** 2,
        ENTROPY: lambda z: -log(sigma(-z)),  # 1 − σ(z) is σ(−z)
    }[cost]
    states = []
    for _ in range(301):
        z, h = w + b, 1e-4
        slope = (formula(z + h) - formula(z - h)) / (2 * h)
        states.append((w, b, slope))
        w, b = w - eta * slope, b - eta * slope
    return states


@pytest.mark.parametrize("start", [*STARTS.values(), (-5.0, 3.0)])
@pytest.mark.parametrize("cost", COSTS)
def test_the_neuron_learns_as_by_hand(cost, start):
    for eta in (0.15, 1.0):
        found = [(n.w, n.b, n.dC_dz) for n in training(cost, *start, eta)]
        expected = neuron_by_hand(cost, *start, eta)
        np.testing.assert_allclose(found, expected, rtol=1e-4, atol=1e-6)


@pytest.mark.parametrize("case", NIELSEN, ids=lambda case: str(case["w"]))
def test_the_stuck_neuron_is_nielsens(case, app_of):
    assert (case["w"], case["b"]) in STARTS.values()
    app = app_of("neuron").set(w=case["w"], b=case["b"])
    published = case["published"] | case.get("exact", {})
    for t, key in ((0, "a at start"), (300, "a at end")):
        (row, _) = app.set(t=t).words.table.rows
        digits = len(str(published[key]).partition(".")[2])
        y = training(SQUARED, case["w"], case["b"], 0.15)[t].y
        assert row[4] == number(y) and round(y, digits) == published[key]


@pytest.mark.parametrize("seed", range(3))
def test_any_neuron(seed, app_of):
    rng = np.random.default_rng(seed)
    app = app_of("neuron")
    for _ in range(6):
        w, b = (float(rng.choice([-5, 0, 5, round(rng.uniform(-5, 5), 1)])) for _ in "wb")
        eta = float(rng.choice([0.01, 1, round(rng.uniform(0.01, 1), 2)]))
        t = int(rng.choice([0, 1, 300, rng.integers(301)]))
        words = app.set(t=t, w=w, b=b, eta=eta).words
        assert is_finite(app)
        for row, line, cost in zip(words.table.rows, words.formula, COSTS, strict=True):
            w_t, b_t, slope = neuron_by_hand(cost, w, b, eta)[t]
            z = w_t + b_t
            expected = (w_t, b_t, z, sigma(z), sigma(z) * sigma(-z), slope)
            close = (
                same(x, y, 1e-2) or abs(y) < 2e-3 for x, y in zip(row[1:], expected, strict=True)
            )
            assert all(close)
            assert line.endswith(f" = {row[-1]}") and row[4] in words.status
            assert (
                f"= {row[5]} · ({row[4]} − 0) =" if cost == SQUARED else f"= {row[4]} − 0 ="
            ) in line


def test_the_formulas_of_the_neuron(app_of):
    assert app_of("neuron").words.formula == (
        "● squared error: ∂C/∂z = σ′(z) · (y − ŷ) = 0.0177 · (0.982 − 0) = 0.0173",
        "■ cross-entropy: ∂C/∂z = y − ŷ = 0.982 − 0 = 0.982",
    )


def test_the_amplifier_makes_the_squared_error_at_least_four_times_smaller():
    for z in np.linspace(-5, 5, 9):
        squared, entropy = (training(cost, float(z), 0.0, 0.1)[0].dC_dz for cost in COSTS)
        assert 0 < 4 * squared <= entropy * (1 + 1e-12)


@pytest.mark.parametrize("kind", STARTS)
def test_the_starts_of_the_neuron(kind, app_of):
    app = app_of("neuron")
    ((box,),) = [control.widgets for control in app._all if isinstance(control, optimizers.Presets)]
    box.value = next(option for _, option in box.options if option.startswith(kind))
    assert (app.values["w"], app.values["b"]) == STARTS[kind]
    app.set(b=-1)
    assert box.value == "your own"
