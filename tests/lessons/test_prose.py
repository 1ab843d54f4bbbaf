"""Every number with a decimal point in the prose of a lesson is computed here, cell by cell."""

import re
from pathlib import Path

import nbformat
import numpy as np
import pytest

from lessons_lib.draw.style import number
from lessons_lib.functions import half_squared_error, sigmoid
from lessons_lib.lecture import TARGET, X, six_neurons
from lessons_lib.lessons import one_path, two_paths
from lessons_lib.lessons.backward_pass import GIVEN, one_neuron
from lessons_lib.lessons.gradient_descent import IN_THE_BOWL, ON_THE_CURVE
from lessons_lib.lessons.landscape import BOWL, PARABOLA, TWO_VALLEYS, Walk
from lessons_lib.lessons.lecture_network import (
    NEURONS,
    PARAMETERS,
    START,
    WIRES,
    activation,
    passes,
)
from lessons_lib.lessons.six_neurons import trajectory
from lessons_lib.network import Network, forward

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
DECIMAL = re.compile(r"[-−]?\d+\.\d+")


def six_neurons_facts():
    n = passes(START)
    sent = [f"{n[activation(k)]:.2f}" for k in NEURONS]
    _, costs = trajectory(0.5)
    largest = max(
        (key for key in PARAMETERS if key.startswith("w")), key=lambda k: abs(n["dC_d" + k])
    )
    assert largest == "w_a3_z6"
    walk, _ = trajectory(0.5)
    moves = dict(zip(PARAMETERS, abs(walk[-1].theta - walk[0].theta), strict=True))
    by_size = sorted(PARAMETERS, key=moves.__getitem__)
    assert by_size[-2:] == ["w_a3_z6", "b6"]
    assert set(by_size[:6]) == set(PARAMETERS[:6])
    assert moves["w_a4_z5"] < 0.1
    assert trajectory(10)[1][1] < costs[1] and trajectory(10)[1] == sorted(trajectory(10)[1])[::-1]
    assert half_squared_error(forward(six_neurons(), X).y, TARGET) == n["C"]

    def three(*keys):
        return [number(n[key]) for key in keys]

    return {
        "forward-explain": [*three("a1", "y1", "y2", "C"), *sent],
        "backward-predict": three("y2", "y1"),
        "backward-explain": three("s6", "y2", "dC_dz6", "dC_dz3", "dC_dz6", "dC_dz1"),
        "gradient-explain": three("a3", "dC_dz6", "dC_dw_a3_z6"),
        "train-predict": [*three("C"), "0.5"],
        "train-explain": [number(costs[t]) for t in (0, 1, 100)],
    }


def gradient_descent_facts():
    good = Walk.down(PARABOLA, (10,), 0.2)
    slow = Walk.down(PARABOLA, (10,), ON_THE_CURVE["too small"])
    right = Walk.down(TWO_VALLEYS, (10,), 0.1)
    left, top, _ = sorted(np.roots([1 / 25, 0, -2, 2]))  # where the slope is 0
    assert [
        np.sign(Walk.down(TWO_VALLEYS, (at,), 0.1).steps[-1].theta - at) for at in (1, 1.1)
    ] == [
        -1,
        1,
    ]
    jumped = Walk.down(TWO_VALLEYS, (10,), 0.5)
    assert jumped.steps[-1].theta < 0 and jumped.verdict().startswith("Too large")
    x0, x1, x2 = (step.theta.item() for step in good.steps[:3])
    start = Walk.down(BOWL, (-4, 2), 0.1)
    pairs = ON_THE_CURVE.values()
    large, diverging = IN_THE_BOWL["too large"], IN_THE_BOWL["diverging"]
    assert abs(Walk.down(PARABOLA, (10,), ON_THE_CURVE["diverging"]).steps[2].theta) > 12
    parameters = Network.random((1000, *[1000] * 8), scale="zeros").theta.size
    assert parameters == 8008000

    return {
        "curve-predict": ["0.2"],
        "curve-explain": [
            "0.2",
            number(x1 - x2),
            number(x2),
            number(good.steps[10].theta.item()),
            number(good.losses[20]).partition("e")[0],
        ],
        "rate-predict": [number(x1 / x0), "0.5"],
        "rate-explain": [
            *(number(value) for eta in pairs for value in (eta, 1 - 2 * eta)),
            number(slow.steps[20].theta.item()),
            "0.5",
        ],
        "valleys-explain": [
            "0.1",
            number(right.steps[-1].theta.item()),
            number(right.losses[-1]),
            number(left**4 / 100 - left**2 + 2 * left + 40),
            number(top),
            "1.1",
            "0.5",
        ],
        "bowl-explain": [
            "−0.1",
            *(number(value) for value in start.steps[1].theta - start.steps[0].theta),
            *map(number, start.steps[1].theta),
        ],
        "bowl-rate-explain": [
            *map(number, (large, 1 - 2 * large, 1 - 6 * large, diverging, 1 - 6 * diverging))
        ],
        "count-explain": [number(2 * parameters / 1000 / 3600)],
        "code-predict": ["0.2", f"{good.steps[10].theta.item():.6f}"],
        "code-explain": [number(x1 / x0)],
        "summary": ["0.2"],
    }


def chain_rule_facts():
    small = one_path.nudged(1, 0.01)
    near = two_paths.edge_numbers(3.2)
    return {
        "one-path-predict": ["0.01", "0.001"],
        "one-path-explain": [
            "0.01",
            number(small[0] / 0.01),
            number(small[1] / small[0]),
            number(small[1] / 0.01),
        ],
        "two-paths-explain": ["0.01", number(two_paths.nudges(2, 0.01, "none")["z"] / 0.01)],
        "two-paths-try": [
            "3.2",
            number(near["sx"] * near["xz"]),
            number(near["sy"] * near["yz"]),
        ],
    }


def forward_pass_facts():
    n = passes(START)
    more, other = (passes(START | {w: START[w] + 0.5}) for w in ("w_x1_z1", "w_x2_z1"))
    moved = [number(nudged["z1"] - n["z1"]) for nudged in (more, other)]
    assert n["z1"] == 4
    assert len({source for source, _ in WIRES.values()}) == 6
    return {
        "nudge-predict": [number(START["w_x1_z1"] + 0.5), "0.5"],
        "nudge-explain": ["0.5", *moved],
        "slide-explain": [text for a in (n["a2"], n["a4"]) for text in (f"{a:.2f}", number(a))],
        "zero-explain": [number(passes(START | {"x1": 0, "x2": 0})["a2"])],
    }


def backward_pass_facts():
    n = passes(START)
    one, muted = one_neuron(GIVEN), one_neuron(GIVEN | {"w4": 0})
    given = [number(GIVEN[key]) for key in ("dC_dz1", "dC_dz2")]
    paths = [GIVEN["w3"] * GIVEN["dC_dz1"], GIVEN["w4"] * GIVEN["dC_dz2"]]
    found = [one["dC_da"], one["s"], one["dC_dz"], muted["dC_dz"]]
    assert one["s"] == sigmoid.d(np.linspace(-6, 6, 121)).max() == 1 / 4
    assert one["s"] ** 10 < 1e-6
    return {
        "assemble-predict": given,
        "assemble-explain": [*given, *map(number, paths), *map(number, found)],
        "amplifier-explain": [number(sigmoid.d(z)) for z in (2, 6)],
        "cases-explain": [number(n[key]) for key in ("s5", "dC_dy1", "dC_dz5")],
    }


FACTS = {
    "01_gradient_descent": gradient_descent_facts,
    "02_chain_rule": chain_rule_facts,
    "03_forward_pass": forward_pass_facts,
    "04_backward_pass": backward_pass_facts,
    "05_six_neurons": six_neurons_facts,
}


@pytest.mark.parametrize("path", sorted(NOTEBOOKS.glob("*.ipynb")), ids=lambda path: path.stem)
def test_every_number_in_the_prose(path):
    facts = FACTS[path.stem]()
    cells = nbformat.read(path, as_version=4).cells
    found = {
        cell.id: {text.replace("-", "−") for text in DECIMAL.findall(cell.source)}
        for cell in cells
        if cell.cell_type == "markdown" and DECIMAL.search(cell.source)
    }
    assert found == {cell: set(numbers) for cell, numbers in facts.items()}
