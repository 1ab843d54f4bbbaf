"""What the tools of contributors say when something is to be done first."""

import shutil

import nbformat
import pytest
import regenerate_notebooks
import weave

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
