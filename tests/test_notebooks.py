"""The contents of stored notebooks, for readers without a kernel and for nbval."""

import ast
import base64
import io
import re

import nbformat
import pytest
from interactives import EVERY_NOTEBOOK, NOTEBOOKS
from PIL import Image

NAMED = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
RANDOM = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})?")


def test_there_are_notebooks():
    assert EVERY_NOTEBOOK


@pytest.fixture(params=EVERY_NOTEBOOK, ids=lambda path: path.relative_to(NOTEBOOKS).as_posix())
def notebook(request):
    return nbformat.read(request.param, as_version=nbformat.NO_CONVERT)


@pytest.fixture
def code(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


@pytest.fixture
def outputs(code):
    return [(cell.id, output) for cell in code for output in cell.outputs]


def test_format(notebook):
    assert (notebook.nbformat, notebook.nbformat_minor) == (4, 5)
    nbformat.validate(notebook)


def test_cells_have_names_of_their_own(notebook):
    ids = [cell.id for cell in notebook.cells]
    assert len(set(ids)) == len(ids)
    assert [i for i in ids if not NAMED.fullmatch(i) or RANDOM.fullmatch(i)] == []


def test_cells_were_run_in_order(code):
    assert [cell.execution_count for cell in code] == list(range(1, len(code) + 1))


def test_what_a_learner_types_stops_no_other_cell(code):
    """JupyterLab, nbclient and nbval go on below a cell that has this tag."""
    asks = [cell.id for cell in code if "..." in cell.source or "check." in cell.source]
    assert [cell.id for cell in code if "raises-exception" in cell.metadata.get("tags", [])] == asks


def test_no_error_is_stored(outputs):
    assert [i for i, output in outputs if output.output_type == "error"] == []


def test_no_widget_is_stored(notebook, outputs):
    """A page without a kernel shows a widget as an error, or refuses the whole notebook."""
    assert "widgets" not in notebook.metadata
    views = [i for i, output in outputs for mime in output.get("data", {}) if "widget" in mime]
    assert views == []


def test_pictures_are_small(outputs):
    for i, output in outputs:
        if png := output.get("data", {}).get("image/png"):
            with Image.open(io.BytesIO(base64.b64decode(png))) as image:
                assert image.mode == "P", i
                assert len(png) < image.width * image.height / 10, i


def test_no_memory_address_is_stored(outputs):
    """An address differs in every run, and tells a learner nothing."""
    assert [i for i, output in outputs if re.search(r"\bat 0x[0-9a-fA-F]+", str(output))] == []


def test_every_final_expression_has_its_output(code):
    """nbval compares an absent output with nothing, and passes."""
    silent = {cell.id: ast.parse(cell.source).body[-1:] for cell in code if not cell.outputs}
    ends = {i: ast.unparse(end) for i, (end,) in silent.items() if isinstance(end, ast.Expr)}
    assert [i for i, end in ends.items() if not end.startswith("speak(")] == []


def test_no_other_file_is_called_like_a_lesson():
    """Two files of one name side by side in a file browser: it is easy to open the wrong one."""
    beside = {path for lesson in EVERY_NOTEBOOK for path in lesson.parent.glob(f"{lesson.stem}.*")}
    assert beside == set(EVERY_NOTEBOOK)
