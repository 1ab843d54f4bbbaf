"""The floors of `lessons_lib`: lower ones never import upper ones, each knows its own trade."""

import ast
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "lessons_lib"
FLOOR = {
    "language": 0,
    "notation": 1.5,
    "walks": 2,
    "mistakes": 2,
    "draw": 2,
    "app": 3,
    "exercise": 3,
    "lessons": 4,
    "teaching": 5,
    "server": 5,
    "progress": 5,
    "self_check": 5,
}  # every other module: 1
NEVER = {  # what a room may not know although it lies no higher
    "draw": {"network", "mistakes", "walks"},
    "walks": {"draw", "mistakes"},
    "mistakes": {"draw"},
    "app": {"walks"},
    "exercise": {"app"},
}
OUTSIDE = {  # what a room may import besides the standard library
    "draw": {"contourpy", "matplotlib", "numpy"},
    "app": {"IPython", "anywidget", "ipywidgets", "isal", "matplotlib", "numpy", "traitlets"},
    "exercise": {"IPython", "ipywidgets", "numpy"},
    "lessons": {"contourpy", "matplotlib", "numpy"},
    "server": {"nbformat"},
    "teaching": {"matplotlib", "numpy"},
    "self_check": {"packaging"},
}


def imports(source, package):
    """The full names of what `source`, a module in `package`, imports anywhere."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            module = [*base, *filter(None, [node.module])]
            yield from (".".join([*module, alias.name]) for alias in node.names)


def allowed(room, name):
    top, _, rest = name.partition(".")
    if top != "lessons_lib":
        outside = OUTSIDE.get(room, {"numpy"}) | sys.stdlib_module_names
        return top in outside and not name.startswith("matplotlib.pyplot")
    target = rest.partition(".")[0]
    if target in NEVER.get(room, ()) or (room == "app" and target not in FLOOR):
        return False
    return FLOOR.get(target, 1) <= FLOOR.get(room, 1)


def offences(package):
    """Every import of `package` that the floors forbid, as 'file: name'."""
    for path in sorted(package.rglob("*.py")):
        inside = path.relative_to(package)
        source = path.read_text(encoding="utf-8")
        for name in imports(source, ("lessons_lib", *inside.parts[:-1])):
            if not allowed(inside.with_suffix("").parts[0], name):
                yield f"{inside.as_posix()}: {name}"


def test_floors():
    assert list(PACKAGE.rglob("*.py")), "no module to look at"
    assert list(offences(PACKAGE)) == []


def found(folder, file, source):
    path = folder / file
    path.parent.mkdir(exist_ok=True)
    path.write_text(source, encoding="utf-8")
    return list(offences(folder))


@pytest.mark.parametrize(
    ("file", "source"),
    [
        ("network.py", "import numpy as np\nfrom lessons_lib.functions import sigmoid"),
        ("network.py", "from dataclasses import dataclass\nfrom . import functions"),
        ("draw/wires.py", "from matplotlib.figure import Figure\nfrom ..functions import sigmoid"),
        ("draw/wires.py", "from . import colours\nfrom lessons_lib.draw import ink"),
        ("walks/walk.py", "from lessons_lib import functions, notation\nfrom . import expression"),
        ("mistakes/wrong_factors.py", "from lessons_lib.walks.walk import Walk"),
        (
            "mistakes/backward.py",
            "from lessons_lib.network import Network\nfrom . import wrong_factors",
        ),
        ("notation.py", "from lessons_lib.language import say"),
        ("draw/wires.py", "from lessons_lib.notation import number"),
        ("app/app.py", "import ipywidgets\nfrom .encode import png\nimport lessons_lib.draw"),
        ("exercise/code.py", "from lessons_lib import draw, mistakes, network"),
        ("lessons/six_neurons.py", "from ..app import App\nfrom .. import draw, exercise, network"),
    ],
)
def test_going_down_is_allowed(tmp_path, file, source):
    assert found(tmp_path, file, source) == []


@pytest.mark.parametrize(
    ("file", "source", "name"),
    [
        ("network.py", "import lessons_lib.draw.wires", "lessons_lib.draw.wires"),
        ("network.py", "from lessons_lib import draw", "lessons_lib.draw"),
        ("network.py", "from lessons_lib.app.app import App", "lessons_lib.app.app.App"),
        ("network.py", "from . import exercise", "lessons_lib.exercise"),
        ("network.py", "from .notation import number", "lessons_lib.notation.number"),
        ("notation.py", "from .draw import style", "lessons_lib.draw.style"),
        ("network.py", "from .lessons import six", "lessons_lib.lessons.six"),
        ("network.py", "from .mistakes import wrong_factors", "lessons_lib.mistakes.wrong_factors"),
        ("network.py", "def f():\n    import scipy", "scipy"),
        ("functions.py", "import matplotlib", "matplotlib"),
        ("__init__.py", "from .app import App", "lessons_lib.app.App"),
        ("draw/wires.py", "from ..app import App", "lessons_lib.app.App"),
        ("draw/wires.py", "from ..network import forward", "lessons_lib.network.forward"),
        ("draw/__init__.py", "from .. import network", "lessons_lib.network"),
        (
            "draw/wires.py",
            "from ..mistakes import wrong_factors",
            "lessons_lib.mistakes.wrong_factors",
        ),
        ("walks/walk.py", "from ..draw.style import INK", "lessons_lib.draw.style.INK"),
        (
            "walks/walk.py",
            "from ..mistakes import wrong_factors",
            "lessons_lib.mistakes.wrong_factors",
        ),
        ("walks/walk.py", "from ..lessons import six", "lessons_lib.lessons.six"),
        ("walks/walk.py", "import matplotlib", "matplotlib"),
        ("draw/wires.py", "from ..walks import walk", "lessons_lib.walks.walk"),
        ("network.py", "from .walks import walk", "lessons_lib.walks.walk"),
        ("app/app.py", "from ..walks import walk", "lessons_lib.walks.walk"),
        ("mistakes/paths.py", "from ..draw import wires", "lessons_lib.draw.wires"),
        ("draw/wires.py", "import ipywidgets", "ipywidgets"),
        ("draw/wires.py", "import matplotlib.pyplot as plt", "matplotlib.pyplot"),
        ("app/app.py", "from matplotlib import pyplot", "matplotlib.pyplot"),
        ("app/app.py", "from ..functions import sigmoid", "lessons_lib.functions.sigmoid"),
        ("app/app.py", "import lessons_lib", "lessons_lib"),
        ("app/app.py", "from ..lessons import six", "lessons_lib.lessons.six"),
        ("exercise.py", "import ipycanvas as w", "ipycanvas"),
        ("exercise.py", "from .lessons import six", "lessons_lib.lessons.six"),
        ("exercise/code.py", "from ..app.words import Words", "lessons_lib.app.words.Words"),
        ("lessons/six.py", "from ipywidgets import HTML", "ipywidgets.HTML"),
    ],
)
def test_going_up_is_found(tmp_path, file, source, name):
    assert found(tmp_path, file, source) == [f"{file}: {name}"]


MATHEMATICS = ("functions", "network", "descent", "graph", "numeric", "data", "lecture")


def interruptions(source):
    """Where the mathematics is interrupted: what raises, what says something."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Raise):
            yield f"line {node.lineno} raises"
        elif isinstance(node, ast.Name) and node.id in ("say", "Later"):
            yield f"line {node.lineno} says something"


def twins(source):
    """The functions that are there twice, once with an underscore or a word to skip the checks."""
    names = {n.name for n in ast.walk(ast.parse(source)) if isinstance(n, ast.FunctionDef)}
    return {n for n in names if n.strip("_") != n and n.strip("_") in names} | {
        n for n in names if "unchecked" in n or "trusted" in n
    }


@pytest.mark.parametrize("module", MATHEMATICS)
def test_the_mathematics_is_not_interrupted(module):
    source = (PACKAGE / f"{module}.py").read_text(encoding="utf-8")
    assert list(interruptions(source)) == []
    assert twins(source) == set()


def test_interruptions_and_twins_are_found():
    assert list(interruptions("def f():\n    raise ValueError")) == ["line 2 raises"]
    assert list(interruptions("text = say('no')")) == ["line 1 says something"]
    assert twins("def _f(): ...\ndef f(): ...\ndef g_unchecked(): ...") == {"_f", "g_unchecked"}


def test_the_core_is_read_in_one_evening():
    def lines(module):
        return len((PACKAGE / f"{module}.py").read_text(encoding="utf-8").splitlines())

    assert sum(map(lines, MATHEMATICS)) <= 900
    assert lines("checks") <= 300


def test_the_checks_know_no_mathematics():
    names = list(imports((PACKAGE / "checks.py").read_text(encoding="utf-8"), ("lessons_lib",)))
    ours = {name.split(".")[1] for name in names if name.startswith("lessons_lib.")}
    assert ours == {"language"}
