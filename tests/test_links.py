"""Every relative link of the README, the docs and the lessons leads somewhere."""

import re
from itertools import pairwise
from pathlib import Path

import nbformat
import pytest

ROOT = Path(__file__).parents[1]
LESSONS = sorted((ROOT / "notebooks").glob("*.ipynb"))
DOCS = sorted((ROOT / "docs").glob("*.md"))
LINK = re.compile(r"\]\((?!https?://)([^)#\s]*)(#[^)\s]*)?\)")


def prose(path):
    if path.suffix == ".ipynb":
        cells = nbformat.read(path, as_version=nbformat.NO_CONVERT).cells
        return "\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
    return path.read_text(encoding="utf-8")


def anchors(path):
    titles = re.findall(r"^#+ (.*)$", prose(path), re.MULTILINE)
    return {"#" + re.sub(r"[^\w -]", "", title).lower().replace(" ", "-") for title in titles}


@pytest.mark.parametrize("page", [ROOT / "README.md", *DOCS, *LESSONS], ids=lambda path: path.name)
def test_every_link_leads_somewhere(page):
    links = LINK.findall(prose(page))
    assert links
    for file, anchor in links:
        target = (page.parent / file).resolve() if file else page
        assert target.exists(), file
        assert not anchor or anchor in anchors(target), anchor


def test_each_lesson_leads_to_the_next_and_back():
    for before, after in pairwise(LESSONS):
        assert prose(before).count(f"]({after.name})") >= 2, before.name
        assert prose(after).count(f"]({before.name})") >= 2, after.name


def test_the_readme_lists_every_lesson():
    listed = [Path(file).name for file, _ in LINK.findall(prose(ROOT / "README.md"))]
    assert [name for name in listed if name.endswith(".ipynb")] == [path.name for path in LESSONS]
