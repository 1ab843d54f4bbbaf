"""Lesson 00: the map says what the lessons say, the miniature computes, the self-check helps."""

import os
import re
import subprocess
import sys
from importlib import metadata
from pathlib import Path

import lesson_tables
import nbformat
import numpy as np
import pytest
from hands import find, picture, press
from reading import read

from lessons_lib import self_check
from lessons_lib.lessons import LESSONS, Lesson, start_here
from lessons_lib.lessons.start_here import lessons_scene

ROOT = Path(__file__).parents[2]
START = nbformat.read(ROOT / "notebooks" / "00_start_here.ipynb", as_version=4)
NOTEBOOKS = sorted((ROOT / "notebooks").glob("[0-9]*.ipynb"))


def test_every_notebook_is_a_lesson_with_its_title():
    assert [path.stem for path in NOTEBOOKS] == [f"{one.number:02}_{one.name}" for one in LESSONS]
    for path, lesson in zip(NOTEBOOKS[1:], LESSONS[1:], strict=True):
        first = nbformat.read(path, as_version=4).cells[0].source
        assert first.splitlines()[0] == f"# {lesson.number} · {lesson.title}"


def test_the_map_has_every_lesson_but_its_own():
    assert list(lessons_scene.ON_THE_MAP.values()) == list(LESSONS[1:])
    assert all(lesson.promise for lesson in LESSONS[1:])


@pytest.mark.parametrize("language", lesson_tables.readmes())
def test_the_readme_has_the_table_of_the_list(language):
    text = lesson_tables.readmes()[language].read_text(encoding="utf-8")
    assert lesson_tables.rows(language) in text
    assert lesson_tables.with_table(text, language) == text


def test_walk_over_the_map_and_back():
    app, seen = start_here.lessons(), []
    for at, lesson in lessons_scene.ON_THE_MAP.items():
        assert app.values == {"lesson": at}
        assert find(app, "lesson").value == at
        told = f"Lesson {at}, {lesson.title}, {lesson.minutes} minutes. {lesson.question}"
        assert app.words.status == told
        assert app.words.table.rows[app.words.table.lit][1] == lesson.title
        seen.append(picture(app))
        press(app, "Next")
    assert len(set(seen)) == len(seen)
    for before in reversed(seen[:-1]):
        press(app, "Back")
        assert picture(app) == before


def test_a_further_lesson_needs_only_its_row(monkeypatch):
    further = Lesson(11, "further", "Further", "And then?", 20, sign="θ", promise="You go on.")
    monkeypatch.setitem(lessons_scene.ON_THE_MAP, 11, further)
    words = start_here.lessons().set(lesson=11).words
    assert words.status == "Lesson 11, Further, 20 minutes. And then?"
    assert words.table.lit == 10


@pytest.mark.parametrize("x1", [-5, -1.3, 0, 5])
@pytest.mark.parametrize("x2", [-5, 0, 2.2, 5])
def test_the_miniature_shows_what_the_slide_computes(x1, x2):
    a = np.array([x1, x2])
    for w, b in (
        ([[1, -2], [-1, 1]], [1, 0]),
        ([[2, -1], [-2, -1]], [0, 0]),
        ([[3, -1], [-1, 4]], [-2, 2]),
    ):
        a = 1 / (1 + np.exp(-(np.array(w) @ a + b)))
    words = start_here.miniature().set(x1=x1, x2=x2).words
    shown = re.findall(r"y_\d = (\S+?)[ ,]", words.status)
    np.testing.assert_allclose([read(text) for text in shown], a, rtol=5e-3)


def test_everything_is_here():
    check = self_check.self_check()
    assert all(finding.fine for finding in check.findings)
    assert len(check.findings) >= 4
    assert "✗" not in repr(check) and repr(check).endswith(check.verdict)
    assert check.verdict.startswith("Everything is installed")


class Other(metadata.Distribution):
    """A package of another version, in the folder of this Python."""

    def __init__(self, version):
        self._version = version

    def read_text(self, filename):
        return f"Version: {self._version}\n" if filename == "METADATA" else None

    def locate_file(self, path):
        return metadata.distribution("numpy").locate_file(path)


@pytest.mark.parametrize(
    ("name", "found", "says"),
    [
        ("numpy", "1.26.4", "numpy is 1.26.4, but the lessons need <3,>=2.0"),
        ("ipywidgets", "7.7.1", "ipywidgets is 7.7.1, but the lessons need <9,>=8.1"),
        ("matplotlib", None, "matplotlib is missing"),
    ],
)
def test_what_is_missing_is_said_with_what_to_do(monkeypatch, name, found, says):
    def looked_for(package):
        if package == name and found is None:
            raise metadata.PackageNotFoundError(package)
        return Other(found) if package == name else metadata.distribution(package)

    monkeypatch.setattr(self_check, "distribution", looked_for)
    check = self_check.self_check()
    (wrong,) = [finding.sentence for finding in check.findings if not finding.fine]
    assert wrong.startswith(says)
    assert f'"{sys.executable}" -m pip install "{name}' in wrong
    assert check.verdict.startswith("One thing is missing")
    assert "&lt;" in check._repr_html_() or found is None


WITHOUT = """
import importlib.metadata as found
import sys

gone, distribution = sys.argv[1], found.distribution

def without(name):
    if name == gone:
        raise found.PackageNotFoundError(name)
    return distribution(name)

sys.modules[gone], found.distribution = None, without
"""
FIRST_CELL = next(cell.source for cell in START.cells if cell.cell_type == "code")


def first_cell(*options, before="", argument="", **environment):
    """What the first cell of the lesson shows in a Python of its own."""
    *lines, last = FIRST_CELL.splitlines()
    code = "\n".join([before, *lines, f"print({last})"])
    run = subprocess.run(
        [sys.executable, *options, "-c", code, argument],
        cwd=ROOT,
        env=os.environ | environment,
        capture_output=True,
        encoding="utf-8",
    )
    return run.stdout + run.stderr


@pytest.mark.parametrize("name", ["ipywidgets", "matplotlib", "numpy", "packaging"])
def test_the_first_cell_can_say_that_a_package_is_missing(name):
    said = first_cell("-X", "utf8", before=WITHOUT, argument=name)
    assert f"✗ {name} is missing. In a terminal type: " in said
    assert f'-m pip install "{name}' in said
    assert "One thing is missing." in said and "Error" not in said


def older(folder, name):
    """A folder with a version of that package which is too old."""
    info = folder / f"{name}-0.1.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 0.1\n")
    return folder


IN_FRONT = "import sys; sys.path.insert(0, sys.argv[1])"
AS_OF_THE_USER = IN_FRONT + "; import site; site.getusersitepackages = lambda: sys.argv[1]"


@pytest.mark.parametrize(
    ("before", "says"),
    [
        ("", "The variable PYTHONPATH lists that folder: remove it from there"),
        (AS_OF_THE_USER, "Set the variable PYTHONNOUSERSITE to 1"),
        (IN_FRONT, "Remove that folder from sys.path"),
    ],
)
@pytest.mark.parametrize("name", ["numpy", "ipywidgets"])
def test_a_package_that_hides_the_right_one_is_found(name, before, says, tmp_path):
    folder = older(tmp_path / "others", name)
    path = {} if before else {"PYTHONPATH": str(folder)}
    said = first_cell("-X", "utf8", before=before, argument=str(folder), **path)
    assert f"✗ {name} is 0.1, but the lessons need" in said
    assert f"It comes from the folder {folder.resolve()}. {says}" in said
    assert "pip install" not in said and "Error" not in said


def test_a_package_that_hides_nothing_is_installed_over(tmp_path, monkeypatch):
    folder = older(tmp_path, "numpy")
    monkeypatch.setattr(sys, "path", [*sys.path, str(folder)])
    (behind,) = metadata.distributions(name="numpy", path=[str(folder)])
    monkeypatch.setattr(self_check, "distribution", lambda _: behind)
    assert "pip install" in repr(self_check.self_check())
    assert "It comes from" not in repr(self_check.self_check())


def test_the_first_cell_can_say_that_nothing_is_installed():
    said = first_cell("-X", "utf8", "-S")
    assert "✗ The lessons themselves aren't installed here." in said
    assert "One thing is missing." in said and "Error" not in said


def test_an_old_python_and_an_absent_project_are_named(monkeypatch):
    monkeypatch.setattr(self_check.sys, "version_info", (3, 9, 1))
    assert "✗ This is Python 3.9.1, but the lessons need" in repr(self_check.self_check())

    def absent(project):
        raise metadata.PackageNotFoundError(project)

    monkeypatch.setattr(self_check, "metadata", absent)
    (only,) = self_check.self_check().findings
    assert not only.fine and "installed here" in only.sentence


def test_what_the_kernel_does_not_need_is_not_asked_for(monkeypatch):
    def looked_for(package):
        if package in ("jupyterlab", "isal"):
            raise metadata.PackageNotFoundError(package)
        return metadata.distribution(package)

    monkeypatch.setattr(self_check, "distribution", looked_for)
    assert repr(self_check.self_check()).count("✗") == 0
