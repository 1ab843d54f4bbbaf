"""Every number with a decimal point in the prose of a lesson is computed here, cell by cell."""

import re
from pathlib import Path

import nbformat
import pytest

from lessons_lib.draw.style import number
from lessons_lib.functions import half_squared_error
from lessons_lib.lecture import TARGET, X, six_neurons
from lessons_lib.lessons import one_path, two_paths
from lessons_lib.lessons.lecture_network import NEURONS, PARAMETERS, START, activation, passes
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


FACTS = {"02_chain_rule": chain_rule_facts, "05_six_neurons": six_neurons_facts}


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
