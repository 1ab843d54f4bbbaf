"""The messages of the contributors' tools if a step is missing."""

import os
import re
import shutil
import sys
from urllib.error import URLError

import live
import nbformat
import pytest
import pythons
import regenerate_notebooks
import weave

import pyodide

LESSON = "03_forward_pass"


@pytest.fixture
def notebooks(tmp_path, monkeypatch):
    """A folder with one lesson in two languages, where the tools look."""
    for path in (f"{LESSON}.ipynb", f"zh/prose/{LESSON}.md"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(weave.NOTEBOOKS / path, tmp_path / path)
    for tool in (weave, regenerate_notebooks):
        monkeypatch.setattr(tool, "NOTEBOOKS", tmp_path)
    return tmp_path


def looked_at(*numbers):
    return regenerate_notebooks.sources(regenerate_notebooks.lessons(numbers))


def test_a_mended_sentence_names_the_translation_to_look_at(notebooks):
    assert len(looked_at("03")) == 2
    english = notebooks / f"{LESSON}.ipynb"
    notebook = nbformat.read(english, as_version=4)
    cell = next(cell for cell in notebook.cells if cell.cell_type == "markdown")
    before = f"<!-- {cell.id} {weave.fingerprint(cell.source)} -->"
    cell.source += " Really."
    nbformat.write(notebook, english)
    after = f"<!-- {cell.id} {weave.fingerprint(cell.source)} -->"
    with pytest.raises(SystemExit, match=f"zh/prose/{LESSON}.md: the English text .*{after}"):
        looked_at()
    prose = notebooks / f"zh/prose/{LESSON}.md"
    text = prose.read_text(encoding="utf-8")
    prose.write_text(text.replace(before, after), encoding="utf-8")
    assert len(looked_at("03")) == 2


def test_a_missing_translation_names_the_command(notebooks):
    (notebooks / f"zh/prose/{LESSON}.md").rename(notebooks / "zh/prose/01_another.md")
    with pytest.raises(SystemExit, match=rf"{LESSON}\.md is missing: .*weave\.py zh"):
        looked_at()


def test_a_lesson_there_is_not(notebooks):
    with pytest.raises(SystemExit, match="two digits, such as 05, not 5"):
        looked_at("5")


@pytest.mark.parametrize("why", [URLError("no network"), TimeoutError("too slow")])
def test_what_could_not_be_fetched_is_one_sentence_with_a_way_out(why, monkeypatch, tmp_path):
    def urlopen(*_, **__):
        raise why

    def build(site, source, with_pyodide):
        pyodide.collect(site, source)

    monkeypatch.setattr(pyodide.urllib.request, "urlopen", urlopen)
    monkeypatch.setattr(live, "build", build)
    monkeypatch.setattr(sys, "argv", ["live.py", str(tmp_path / "site")])
    said = r"pyodide\.js .* could not be had from .*\(.*\)\. .*make lite PYODIDE=folder"
    with pytest.raises(SystemExit, match=said):
        live.main()


def test_a_folder_without_the_files_is_named(tmp_path):
    place = re.escape(str(tmp_path / "none" / "pyodide.js"))
    with pytest.raises(ValueError, match=f"could not be had from {place}"):
        pyodide.collect(tmp_path / "site", tmp_path / "none")


@pytest.mark.skipif(os.name == "nt", reason="shell scripts stand for pytest")
def test_each_promised_python_is_looked_for_and_what_is_red_or_absent_is_named(
    monkeypatch, tmp_path, capfd
):
    """Of three other Pythons one is green, one red, and one is not here."""
    programs = {"3.11": tmp_path / "green", "3.12": tmp_path / "red"}
    for python, code in (("3.11", 0), ("3.12", 1)):
        programs[python].mkdir()
        pytest_of_it = programs[python] / "pytest"
        pytest_of_it.write_text(f"#!/bin/sh\necho {python} runs $@\nexit {code}\n")
        pytest_of_it.chmod(0o755)
    monkeypatch.setattr(pythons, "promised", lambda: ["3.10", "3.11", "3.12", "3.13"])
    monkeypatch.setattr(pythons, "THIS", "3.10")  # runs already, by make test
    monkeypatch.setattr(pythons, "found", programs.get)
    monkeypatch.setattr(pythons, "environment", lambda python, _: programs[python])
    monkeypatch.setattr(sys, "argv", ["pythons.py", "-q", "tests/floor1"])
    with pytest.raises(SystemExit, match=r"^Red on Python 3\.12\.$"):
        pythons.main()
    said = capfd.readouterr().out
    assert "3.11 runs -q tests/floor1" in said and "3.12 runs -q tests/floor1" in said
    assert "Python 3.13 is promised, and not on this machine." in said
    assert "3.10" not in said


def test_the_python_that_runs_this_is_among_those_found():
    here = "{}.{}".format(*sys.version_info[:2])
    assert here in pythons.promised()
    assert pythons.found(here).exists()
    assert pythons.found("3.99") is None
