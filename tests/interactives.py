"""Every interactive of every lesson, found in the stored notebooks."""

import importlib
import json
from pathlib import Path

NOTEBOOKS = Path(__file__).parents[1] / "notebooks"


def stored():
    """The stored picture and text of each output that has both, notebook after notebook."""
    for path in sorted(NOTEBOOKS.glob("*.ipynb")):
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            for output in cell.get("outputs", []):
                if {"image/png", "text/plain"} <= output.get("data", {}).keys():
                    yield path.stem, cell["id"], output


def calls():
    """The calls that make them, each once: "six_neurons.walk()", …"""
    found = ("".join(output["data"]["text/plain"]).splitlines()[0] for *_, output in stored())
    return list(dict.fromkeys(call.partition(".set(")[0] for call in found))


def module(call):
    """The lesson's module that a call names."""
    return call.partition(".")[0]


def made(call):
    """What this call makes: an App of its own."""
    lesson = importlib.import_module(f"lessons_lib.lessons.{module(call)}")
    return eval(call, {module(call): lesson})
