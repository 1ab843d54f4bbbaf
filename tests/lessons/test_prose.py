"""Every number with a decimal point in the prose of a lesson is computed in facts/."""

import re
from importlib import import_module

import nbformat
import pytest
from interactives import NOTEBOOKS

DECIMAL = re.compile(r"[-−]?\d+\.\d+")


@pytest.mark.parametrize("path", sorted(NOTEBOOKS.glob("*.ipynb")), ids=lambda path: path.stem)
def test_every_number_in_the_prose(path):
    facts = import_module(f"facts.{path.stem[3:]}").facts()
    cells = nbformat.read(path, as_version=4).cells
    found = {
        cell.id: {text.replace("-", "−") for text in DECIMAL.findall(cell.source)}
        for cell in cells
        if cell.cell_type == "markdown" and DECIMAL.search(cell.source)
    }
    assert found == {cell: set(numbers) for cell, numbers in facts.items()}
