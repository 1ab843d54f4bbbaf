"""Every relative link of the README, the docs and the lessons leads somewhere."""

import re
from itertools import pairwise
from pathlib import Path

import nbformat
import pytest

ROOT = Path(__file__).parents[1]
LESSONS = sorted((ROOT / "notebooks").glob("*.ipynb"))
CHINESE = sorted((ROOT / "notebooks/zh").glob("*.ipynb"))
READMES = [ROOT / "README.md", ROOT / "README.zh.md"]
OTHERS = [ROOT / "CONTRIBUTING.md", ROOT / "SECURITY.md"]
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


@pytest.mark.parametrize("page", [*READMES, *OTHERS, *DOCS, *LESSONS, *CHINESE])
def test_every_link_leads_somewhere(page):
    links = LINK.findall(prose(page))
    assert links
    for file, anchor in links:
        target = (page.parent / file).resolve() if file else page
        assert target.exists(), file
        assert not anchor or anchor in anchors(target), anchor


@pytest.mark.parametrize("lessons", [LESSONS, CHINESE], ids=["en", "zh"])
def test_each_lesson_leads_to_the_next_and_back(lessons):
    for before, after in pairwise(lessons):
        assert prose(before).count(f"]({after.name})") >= 2, before.name
        assert prose(after).count(f"]({before.name})") >= 2, after.name


@pytest.mark.parametrize(
    ("readme", "lessons"), [(READMES[0], LESSONS), (READMES[1], CHINESE)], ids=["en", "zh"]
)
def test_the_readme_lists_every_lesson(readme, lessons):
    listed = [ROOT / file for file, _ in LINK.findall(prose(readme)) if file.endswith(".ipynb")]
    assert listed == lessons
