"""Every relative link of the README, the docs and the lessons has a target."""

import re
from itertools import pairwise
from pathlib import Path

import nbformat
import pytest
from interactives import EVERY_NOTEBOOK

from lessons_lib.language import SOURCE, languages

ROOT = Path(__file__).parents[1]
LESSONS = {SOURCE: sorted((ROOT / "notebooks").glob("*.ipynb"))}
READMES = {SOURCE: ROOT / "README.md"}
for language in set(languages()) - {SOURCE}:
    LESSONS[language] = sorted((ROOT / "notebooks" / language).glob("*.ipynb"))
    READMES[language] = ROOT / f"README.{language}.md"
NO_LINKS = {"CHANGELOG.md", "CODE_OF_CONDUCT.md"}
PAGES = [path for path in sorted(ROOT.glob("*.md")) if path.name not in NO_LINKS]
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


@pytest.mark.parametrize("page", [*PAGES, *DOCS, *EVERY_NOTEBOOK])
def test_every_link_leads_somewhere(page):
    links = LINK.findall(prose(page))
    assert links
    for file, anchor in links:
        target = (page.parent / file).resolve() if file else page
        assert target.exists(), file
        assert not anchor or anchor in anchors(target), anchor


@pytest.mark.parametrize("lessons", LESSONS.values(), ids=LESSONS)
def test_each_lesson_leads_to_the_next_and_back(lessons):
    for before, after in pairwise(lessons):
        assert prose(before).count(f"]({after.name})") >= 2, before.name
        assert prose(after).count(f"]({before.name})") >= 2, after.name


@pytest.mark.parametrize("language", READMES)
def test_the_readme_lists_every_lesson(language):
    links = [file for file, _ in LINK.findall(prose(READMES[language]))]
    assert [ROOT / file for file in links if file.endswith(".ipynb")] == LESSONS[language]
    others = {path.name for path in READMES.values()} - {READMES[language].name}
    assert others <= set(links), "it leads to the other languages"
