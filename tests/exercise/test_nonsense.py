"""Whole lessons with nonsense in every exercise: all other cells are unaffected."""

import itertools

import nbformat
import pytest
from interactives import NOTEBOOKS
from nbclient import NotebookClient

NONSENSE = [
    "-0,075, -0,25",
    "2x",
    "[0.1, 0.2",
    "−1 ^ （２",
    "cosin(9)",
    "'",
    "... 5",
    "1 / 0",
    "",
    "undefined",
]
LESSONS = ["01_gradient_descent", "zh/04_backward_pass"]
NOT_PYTHON = "def typed(:\n    return"


def spoiled(notebook):
    """Fill the blanks of each cell with nonsense, and put an error into one function."""
    nonsense = itertools.cycle(NONSENSE)
    for cell in notebook.cells:
        if cell.cell_type == "code" and "..." in cell.source:
            if cell.source.startswith("check."):
                cell.source = f"{cell.source.partition('(')[0]}({next(nonsense)})"
            else:
                cell.source = f"{NOT_PYTHON}\n\n{cell.source}"
            yield cell


@pytest.mark.parametrize("lesson", LESSONS)
def test_the_rest_of_the_lesson_is_there(lesson):
    path = NOTEBOOKS / f"{lesson}.ipynb"
    stored, notebook = (nbformat.read(path, as_version=4) for _ in range(2))
    asked = list(spoiled(notebook))
    NotebookClient(
        notebook,
        kernel_name="python3",
        resources={"metadata": {"path": path.parent}},
        store_widget_state=False,
    ).execute()
    for cell, before in zip(notebook.cells, stored.cells, strict=True):
        if cell in asked:
            (output,) = cell.outputs
            assert output.data["text/plain"][0] in "✗→"
        elif cell.cell_type == "code":
            texts = [
                [out.get("data", {}).get("text/plain") for out in one.outputs]
                for one in (cell, before)
            ]
            assert texts[0] == texts[1], cell.id
            pictures = [
                ["image/png" in out.get("data", {}) for out in one.outputs]
                for one in (cell, before)
            ]
            assert pictures[0] == pictures[1], cell.id
