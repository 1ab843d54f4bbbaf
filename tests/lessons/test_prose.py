"""Every number with a decimal point in the prose of a lesson is computed here, cell by cell."""

import re
from pathlib import Path

import nbformat
import numpy as np
import pytest

from lessons_lib.draw.style import number
from lessons_lib.functions import half_squared_error, sigmoid
from lessons_lib.lecture import TARGET, X, six_neurons
from lessons_lib.lessons.backward_pass import GIVEN, one_neuron
from lessons_lib.lessons.lecture_network import (
    NEURONS,
    PARAMETERS,
    START,
    WIRES,
    activation,
    passes,
)
from lessons_lib.lessons.six_neurons import trajectory
from lessons_lib.network import forward

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
