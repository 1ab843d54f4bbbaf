"""The website: every lesson in every language, without requests to other servers."""

import json
import posixpath
import re
from html import unescape
from urllib.parse import unquote

import pytest

from lessons_lib.language import languages
from lessons_lib.teaching import answers
from website.conftest import ROOT

NAMES = sorted(path.stem for path in (ROOT / "notebooks").glob("[!.]*.ipynb"))
LIVE = re.compile(r'<p class="open-live">.*?</p>', re.DOTALL)
ADDRESS = re.compile(r'(?:href|src)="(?!https?:|data:|mailto:)([^"]+)"')
SPOKEN = re.compile(r'(?:title|aria-label|placeholder|alt)="([^"]+)"')


def notebook(language, name):
    return f"notebooks/{name}.ipynb" if language == "en" else f"notebooks/{language}/{name}.ipynb"


def page(language, name):
    """Where its page is in the site: each language has a site of its own, below the English one."""
    file = notebook(language, name).replace(".ipynb", ".html")
    return file if language == "en" else f"{language}/{file}"


def pages(site):
    """The pages to read, as seen from the top of the site."""
    found = sorted(file.relative_to(site).as_posix() for file in site.rglob("*.html"))
    return [path for path in found if not path.startswith("live/") and "_static/" not in path]


@pytest.fixture(
    params=[(language, name) for language in languages() for name in NAMES], ids="-".join
)
def lesson(request, site):
    """A lesson's language, its name, and its page."""
    return *request.param, (site / page(*request.param)).read_text(encoding="utf-8")


def test_pictures_keep_their_alternative_text(lesson):
    language, name, text = lesson
    cells = json.loads((ROOT / notebook(language, name)).read_text(encoding="utf-8"))["cells"]
    outputs = [output for cell in cells for output in cell.get("outputs", [])]
    said = [o["metadata"]["image/png"]["alt"] for o in outputs if "image/png" in o.get("data", {})]
    shown = re.findall(r'<img src="[./]*/films/[0-9a-f]{16}\.webp" alt="([^"]*)"', text)
    assert list(map(unescape, shown)) == said != []


def test_every_lesson_can_be_opened_live(lesson):
    language, name, text = lesson
    links = LIVE.search(text)[0]
    assert links.count("<a ") == 4
    assert f"path={notebook(language, name).replace('/', '%2F')}" in links
    assert ("in this browser" in links) == (language == "en")
    assert "OWNER" not in links


def test_lessons_lead_to_each_other_and_the_contents_list_all(lesson, site):
    language, name, text = lesson
    before, after = ([None, *NAMES, None][NAMES.index(name) + i] for i in (0, 2))
    for other in filter(None, (before, after)):
        assert len(re.findall(rf'href="{other}\.html"', text)) >= 3  # twice in it, and in the list
    front = (site / page(language, name)).parents[language != "en"].parent / "index.html"
    assert notebook(language, name)[:-6] + ".html" in ADDRESS.findall(front.read_text("utf-8"))


def test_the_arrows_stay_in_the_language(lesson):
    language, name, text = lesson
    arrows = re.findall(r'class="(?:left-prev|right-next)"\s+href="([^"]+)"', text)
    folder = posixpath.dirname(page(language, name))
    leads_to = [posixpath.normpath(posixpath.join(folder, arrow)) for arrow in arrows]
    assert leads_to
    if language == "en":
        assert not [to for to in leads_to if to.partition("/")[0] in languages()]
    else:
        assert [to for to in leads_to if not to.startswith(f"{language}/")] == []


def test_every_page_is_in_its_language_and_so_is_what_the_theme_says(lesson, site):
    language, name, text = lesson
    assert re.search(rf'<html[^>]* lang="{language}[-"]', text)
    if language != "en":
        english = (site / page("en", name)).read_text(encoding="utf-8")
        assert set(SPOKEN.findall(text)) & set(SPOKEN.findall(english)) <= {"name"}


def test_every_link_of_every_page_leads_somewhere(site):
    found = {site / path: (site / path).read_text(encoding="utf-8") for path in pages(site)}
    ids = {file: set(re.findall(r'\sid="([^"]+)"', text)) for file, text in found.items()}
    lost = []
    for file, text in found.items():
        for address in ADDRESS.findall(text):
            path, _, anchor = unquote(unescape(address)).partition("#")
            target = (file.parent / path.partition("?")[0]).resolve() if path else file
            there = target.is_file() and (not anchor or anchor in ids.get(target, {anchor}))
            if not there:
                lost.append(f"{file.relative_to(site)}: {address}")
    assert lost == []


def test_formulas_need_no_script_and_bold_type_was_seen(lesson):
    text = lesson[-1]
    assert not re.search("<script[^>]*mathjax", text, re.IGNORECASE)
    prose = re.sub(r"(?s)<(pre|code).*?</\1>|<[^>]*>", "", text.partition("<article")[2])
    assert not re.search(r"\\(frac|partial|sigma)\b|\*\*", prose)


def test_every_exercise_has_its_answer_on_a_page(site):
    page = (site / "docs/answers.html").read_text(encoding="utf-8")
    asked = re.findall(r"^### `(check\.\w+)\(", answers.markdown(), re.M)
    shown = re.findall(r"<h3><code[^>]*><span[^>]*>(check\.\w+)\(", page)
    assert shown == asked != []


@pytest.mark.parametrize(
    "look", [{"color_scheme": "dark"}, {"viewport": {"width": 390, "height": 800}}]
)
def test_nobody_else_is_asked_and_nothing_is_wider_than_the_page(site, open_page, look):
    opened, wide = open_page("index.html", **look), []
    for path in (path for path in pages(site) if "embed/" not in path):
        opened.goto(f"{opened.home}{path}")
        if not opened.evaluate("document.documentElement.scrollWidth <= innerWidth"):
            wide.append(path)
    opened.wait_for_load_state("networkidle")
    assert opened.elsewhere() == wide == []


@pytest.mark.parametrize(
    ("home", "words", "lesson"),
    [
        ("", "amplifier", "5 · Six neurons"),
        ("zh/", "梯度", "1 · 梯度下降"),
        ("zh/", "链式法则", "2 · 链式法则"),
        ("zh/", "sigmoid 梯度消失", "10 · 手写数字"),
    ],
)
def test_the_search_finds_a_lesson_in_the_language_of_the_page(open_page, home, words, lesson):
    opened = open_page(f"{home}search.html?q={words}", viewport={"width": 390, "height": 800})
    opened.locator("#search-results").get_by_text(lesson).first.wait_for()
    opened.wait_for_load_state("networkidle")
    assert opened.elsewhere() == []
    assert opened.evaluate("document.documentElement.scrollWidth <= innerWidth")
