"""Every number with a decimal point in the prose of a lesson is computed in facts/.

Those of an exercise with fresh numbers are its template's: see tests/exercise/test_templates.py.
"""

import re
from importlib import import_module

import nbformat
import pytest
import questions
from interactives import NOTEBOOKS

DECIMAL = re.compile(r"[-−]?\d+\.\d+")


def of_templates(lesson):
    """Question and help of each exercise with fresh numbers -> the decimals that it never draws."""
    found = {}
    for name, (*texts, has_template, _) in questions.texts("en").items():
        if name.startswith(f"{lesson}."):
            checks = import_module(f"lessons_lib.lessons.{lesson}.exercises")
            if not has_template:
                continue  # its numbers are those of the lesson
            template = getattr(checks, name.partition(".")[2]).template
            never = DECIMAL.findall(re.sub(r"{.*?}", "", template.marked))
            found |= {text: " ".join(n for n in never if n in text) for text in texts}
    return found


def prose(path):
    """Cell -> its text, for each cell of prose."""
    drawn = of_templates(path.stem[3:])
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.cell_type == "markdown":
            text = cell.source
            for question, never in drawn.items():
                text = text.replace(question, never)
            yield cell.id, text


@pytest.mark.parametrize("path", sorted(NOTEBOOKS.glob("*.ipynb")), ids=lambda path: path.stem)
def test_every_number_in_the_prose(path):
    facts = import_module(f"facts.{path.stem[3:]}").facts()
    found = {
        cell: {number.replace("-", "−") for number in DECIMAL.findall(text)}
        for cell, text in prose(path)
        if DECIMAL.search(text)
    }
    assert found == {cell: set(numbers) for cell, numbers in facts.items()}
