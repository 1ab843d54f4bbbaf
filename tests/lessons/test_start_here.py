"""Lesson 00: the map says what the lessons say, the miniature computes, the self-check helps."""

import re
import sys
from importlib import metadata
from pathlib import Path

import nbformat
import numpy as np
import pytest
from hands import picture, press

from lessons_lib.lessons import self_check as looked
from lessons_lib.lessons import start_here

ROOT = Path(__file__).parents[2]
LESSONS = sorted((ROOT / "notebooks").glob("[01]?_*.ipynb"))[1:]


def test_the_map_has_every_lesson_with_its_title():
    assert [int(path.name[:2]) for path in LESSONS] == list(start_here.LESSONS)
    for path, (at, lesson) in zip(LESSONS, start_here.LESSONS.items(), strict=True):
        first = nbformat.read(path, as_version=4).cells[0].source
        assert first.splitlines()[0] == f"# {at} · {lesson.name}"


def test_the_map_asks_what_the_readme_asks():
    rows = re.findall(
        r"^\| \[(\d+) · (.+?)\]\(.*?\) \| (.+?) \|", (ROOT / "README.md").read_text("utf-8"), re.M
    )
    asked = {int(at): (name, question) for at, name, question in rows if int(at)}
    assert asked == {at: (one.name, one.question) for at, one in start_here.LESSONS.items()}


def test_walk_over_the_map_and_back():
    app, seen = start_here.lessons(), []
    for at, lesson in start_here.LESSONS.items():
        assert app.values == {"lesson": at}
        assert app.words.status == f"Lesson {at}, {lesson.name}. {lesson.question}"
        assert app.words.table.rows[app.words.table.lit][1] == lesson.name
        seen.append(picture(app))
        press(app, "Next")
    assert len(set(seen)) == len(seen)
    for before in reversed(seen[:-1]):
        press(app, "Back")
        assert picture(app) == before


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
    np.testing.assert_allclose([float(text.replace("−", "-")) for text in shown], a, rtol=5e-3)


def test_everything_is_here():
    check = start_here.self_check()
    assert all(finding.fine for finding in check.findings)
    assert len(check.findings) >= 4
    assert "✗" not in repr(check) and repr(check).endswith(check.verdict)
    assert check.verdict.startswith("Everything is here")


@pytest.mark.parametrize(
    ("name", "found", "says"),
    [
        ("numpy", "1.26.4", "numpy is 1.26.4, but the lessons need <3,>=2.0"),
        ("ipywidgets", "7.7.1", "ipywidgets is 7.7.1, but the lessons need <9,>=8.1"),
        ("matplotlib", None, "matplotlib is missing"),
    ],
)
def test_what_is_missing_is_said_with_what_to_do(monkeypatch, name, found, says):
    def version(package):
        if package != name:
            return metadata.version(package)
        if found is None:
            raise metadata.PackageNotFoundError(package)
        return found

    monkeypatch.setattr(looked, "version", version)
    check = start_here.self_check()
    (wrong,) = [finding.sentence for finding in check.findings if not finding.fine]
    assert wrong.startswith(says)
    assert f'"{sys.executable}" -m pip install "{name}' in wrong
    assert check.verdict.startswith("One thing is missing")
    assert "&lt;" in check._repr_html_() or found is None


def test_an_old_python_and_an_absent_project_are_named(monkeypatch):
    monkeypatch.setattr(looked.sys, "version_info", (3, 9, 1))
    assert "✗ This is Python 3.9.1, but the lessons need" in repr(start_here.self_check())

    def absent(project):
        raise metadata.PackageNotFoundError(project)

    monkeypatch.setattr(looked, "metadata", absent)
    (only,) = start_here.self_check().findings
    assert not only.fine and "not installed" in only.sentence


def test_what_the_kernel_does_not_need_is_not_asked_for(monkeypatch):
    def version(package):
        if package in ("jupyterlab", "isal"):
            raise metadata.PackageNotFoundError(package)
        return metadata.version(package)

    monkeypatch.setattr(looked, "version", version)
    assert repr(start_here.self_check()).count("✗") == 0
