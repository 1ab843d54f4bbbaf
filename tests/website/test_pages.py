"""The website to read: every lesson, every picture with its words, and nobody else is asked."""

import json
import re
from html import unescape

import pytest

from lessons_lib.language import SOURCE, languages
from lessons_lib.lessons import answers
from website.conftest import ROOT

LESSONS = sorted(path.stem for path in (ROOT / "notebooks").glob("[!.]*.ipynb"))
OTHERS = [language for language in languages() if language != SOURCE]


@pytest.fixture(params=LESSONS)
def lesson(request, site):
    """A lesson's name, and its page."""
    page = site / "notebooks" / f"{request.param}.html"
    return request.param, page.read_text(encoding="utf-8")


def test_pictures_keep_their_alternative_text(lesson):
    name, page = lesson
    cells = json.loads((ROOT / f"notebooks/{name}.ipynb").read_text(encoding="utf-8"))["cells"]
    outputs = [output for cell in cells for output in cell.get("outputs", [])]
    said = [o["metadata"]["image/png"]["alt"] for o in outputs if "image/png" in o.get("data", {})]
    shown = re.findall(r'<img alt="([^"]*)"[^>]*src="\.\./_images/[0-9a-f]{64}\.png"', page)
    assert list(map(unescape, shown)) == said != []


def test_every_lesson_can_be_opened_live(lesson):
    name, page = lesson
    links = re.search(r'<p class="open-live">.*?</p>', page, re.DOTALL)[0]
    assert f'href="../live/lab/index.html?path=notebooks%2F{name}.ipynb"' in links
    assert [text in links for text in ("on Binder", "in Colab", "on your machine")] == [True] * 3
    assert "OWNER" not in links


def test_lessons_lead_to_each_other_and_the_contents_list_all(lesson, site):
    name, page = lesson
    before, after = ([None, *LESSONS, None][LESSONS.index(name) + i] for i in (0, 2))
    for other in filter(None, (before, after)):
        assert len(re.findall(rf'href="{other}\.html"', page)) >= 3  # twice in it, and in the list
    front = (site / "index.html").read_text(encoding="utf-8")
    assert f'href="notebooks/{name}.html"' in front


def test_formulas_need_no_script(lesson):
    page = lesson[1]
    assert not re.search("<script[^>]*mathjax", page, re.IGNORECASE)
    assert not re.search(r"\\(frac|partial|sigma)\b", re.sub(r"(?s)<pre>.*?</pre>", "", page))


def test_every_exercise_has_its_answer_on_a_page(site):
    page = (site / "docs/answers.html").read_text(encoding="utf-8")
    asked = re.findall(r"^### `(check\.\w+)\(", answers.markdown(), re.M)
    shown = re.findall(r"<h3><code[^>]*><span[^>]*>(check\.\w+)\(", page)
    assert shown == asked != []


@pytest.mark.parametrize("name", LESSONS)
@pytest.mark.parametrize("language", OTHERS)
def test_pages_in_another_language_say_so_and_can_be_opened_live(site, language, name):
    page = (site / f"notebooks/{language}/{name}.html").read_text(encoding="utf-8")
    assert re.search(rf'<html[^>]*lang="{language.replace("_", "-")}"', page)
    links = re.search(r'<p class="open-live">.*?</p>', page, re.DOTALL)[0]
    assert f"path=notebooks%2F{language}%2F{name}.ipynb" in links
    assert "in this browser" not in links
    anchor = re.search(rf'README\.{language}\.html#([^"]+)"', links)[1]
    readme = (site / f"README.{language}.html").read_text(encoding="utf-8")
    assert f'id="{anchor}"' in readme
    prose = re.sub(r"(?s)<(pre|code).*?</\1>", "", page.partition("<article")[2])
    assert "**" not in prose, "bold type that Markdown did not see"


@pytest.mark.parametrize(
    "look", [{"color_scheme": "dark"}, {"viewport": {"width": 390, "height": 800}}]
)
@pytest.mark.parametrize(
    "path", ["index.html", "notebooks/05_six_neurons.html", "search.html?q=amplifier"]
)
def test_nobody_else_is_asked_and_nothing_is_wider_than_the_page(open_page, path, look):
    page = open_page(path, **look)
    page.wait_for_load_state("networkidle")
    assert page.elsewhere() == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    if "search" in path:
        page.locator("#search-results").get_by_text("5 · Six neurons").first.wait_for()
