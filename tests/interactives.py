"""Every interactive of every lesson, as found in the stored notebooks."""

import importlib
import json
from pathlib import Path

import ipywidgets as w
import nbformat

NOTEBOOKS = Path(__file__).parents[1] / "notebooks"
# In every language; JupyterLab keeps copies in hidden folders.
EVERY_NOTEBOOK = [path for path in sorted(NOTEBOOKS.rglob("*.ipynb")) if path.parent.name[0] != "."]


def stored():
    """The stored picture and text of each output that has both, notebook after notebook."""
    for path in sorted(NOTEBOOKS.glob("*.ipynb")):
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            for output in cell.get("outputs", []):
                if {"image/png", "text/plain"} <= output.get("data", {}).keys():
                    yield path.stem, cell["id"], output


def stored_in(notebook):
    """How many interactives a notebook such as "zh/05_six_neurons.ipynb" shows when it has run."""
    cells = json.loads((NOTEBOOKS / notebook).read_text(encoding="utf-8"))["cells"]
    outputs = [output for cell in cells for output in cell.get("outputs", [])]
    return sum("image/png" in output.get("data", {}) for output in outputs)


def calls():
    """The calls that create them, without duplicates: "six_neurons.walk()", …"""
    found = ("".join(output["data"]["text/plain"]).splitlines()[0] for *_, output in stored())
    return list(dict.fromkeys(call.partition(".set(")[0] for call in found))


def module(call):
    """The lesson's module that a call names."""
    return call.partition(".")[0]


def made(call):
    """A new App, created by this call."""
    lesson = importlib.import_module(f"lessons_lib.lessons.{module(call)}")
    return eval(call, {module(call): lesson})


def notebook(speaking):
    """All of them in one notebook, after a line that chooses the language."""
    lessons = ", ".join(dict.fromkeys(map(module, calls())))
    cells = ["from lessons_lib.language import speak", speaking]
    cells += [f"from lessons_lib.lessons import {lessons}", *calls()]
    return nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(cell) for cell in cells],
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}},
    )


def inside(widget):
    """The widget and all widgets in it."""
    yield widget
    for child in getattr(widget, "children", ()):
        yield from inside(child)


def labels(app):
    """The labels on and beside its controls, and the options of its lists."""
    for part in inside(app):
        if getattr(part, "description", "") and not isinstance(part, w.FloatText | w.IntText):
            yield part.description
        yield from getattr(part, "_options_labels", ())


def all_words(app):
    """Its texts at every option of every list, and at many positions of every slider."""
    yield app.words
    for part in list(inside(app)):
        if isinstance(part, w.Dropdown):
            for index in range(len(part.options)):
                part.index = index
                yield app.words
        elif isinstance(part, w.Text):
            for typed in ("1", "0,5", "x", ""):
                part.value = typed
                yield app.words
        elif isinstance(part, w.IntSlider | w.FloatSlider):
            steps = round((part.max - part.min) / part.step)
            for step in range(0, steps + 1, max(1, steps // 25)):
                part.value = part.min + step * part.step
                yield app.words
