"""Every lesson in every language: the same cells, formulas, numbers and controls."""

import re
from collections import Counter

import glossary
import nbformat
import pytest
import translate
import weave
from same import NUMBER, SIGN
from weave import NOTEBOOKS, PROGRAM, commented

from lessons_lib.language import SOURCE, languages

DOCS = NOTEBOOKS.parent / "docs"
NAMES = sorted(path.stem for path in NOTEBOOKS.glob("*.ipynb"))
OTHERS = [language for language in languages() if language != SOURCE]
WORDS = re.compile(r"\\text\{[^{}]*\}")
FORMULA = re.compile(r"\$\$.*?\$\$|\$[^$]+\$", re.DOTALL)
LINK = re.compile(r"\]\(([^)\s]*)\)")
CODE = re.compile(r"`[^`]+`")
TAG = re.compile(r"</?\w+>")
BOLD = re.compile(r"\*\*([^*]+)\*\*")


@pytest.fixture(params=[(name, language) for language in OTHERS for name in NAMES], ids="-".join)
def lesson(request):
    name, language = request.param
    return read(NOTEBOOKS / language / "prose" / f"{name}.md")


def read(path):
    """Its language, and each cell of prose: name -> (English, the other language)."""
    cells = weave.prose(path)
    english = {cell.id: cell.source for cell in weave.english(path.stem).cells if cell.id in cells}
    return weave.language(path), {cell: (english[cell], text) for cell, (_, text) in cells.items()}


def differing(lesson, found):
    pairs = {cell: tuple(map(found, texts)) for cell, texts in lesson[1].items()}
    return {cell: (one, other) for cell, (one, other) in pairs.items() if one != other}


@pytest.mark.parametrize("language", OTHERS)
def test_every_lesson_is_there_and_no_other(language):
    folder = NOTEBOOKS / language
    assert sorted(path.stem for path in folder.glob("prose/*.md")) == NAMES
    assert sorted(path.stem for path in folder.glob("*.ipynb")) == NAMES


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("name", NAMES)
def test_the_notebook_is_what_is_woven(name, language):
    """Fails where an English cell has changed, and its translation was not looked at."""
    path = NOTEBOOKS / language / "prose" / f"{name}.md"
    stored = nbformat.read(NOTEBOOKS / language / f"{name}.ipynb", as_version=4)
    assert [(cell.id, cell.source) for cell in stored.cells] == [
        (cell.id, cell.source) for cell in weave.woven(path).cells
    ]


@pytest.mark.parametrize("language", OTHERS)
def test_a_page_was_looked_at_when_the_english_one_changed(language):
    pages = [*NOTEBOOKS.parent.glob(f"*.{language}.md"), *DOCS.glob(f"*.{language}.md")]
    assert f"README.{language}.md" in {path.name for path in pages}
    assert all(weave.page(path).startswith("# ") for path in pages)


def test_the_same_formulas(lesson):
    def formulas(text):
        return sorted(WORDS.sub("", formula) for formula in FORMULA.findall(text))

    assert differing(lesson, formulas) == {}


def outside_formulas(text):
    return LINK.sub("]", FORMULA.sub("", text))


def test_the_same_numbers(lesson):
    assert differing(lesson, lambda text: sorted(NUMBER.findall(outside_formulas(text)))) == {}


def test_no_sign_is_lost(lesson):
    """There may be more of them: the arrow of a menu that is named twice, the six dots of ……."""
    lost = {}
    for cell, texts in lesson[1].items():
        english, other = (Counter(SIGN.findall(outside_formulas(text))) for text in texts)
        if english - other:
            lost[cell] = english - other
    assert lost == {}


def test_the_same_code_and_tags(lesson):
    language, cells = lesson
    same = {  # but for the comments of programs
        cell: (PROGRAM.sub(lambda one: commented(one[0], language), english), other)
        for cell, (english, other) in cells.items()
    }
    assert differing((language, same), lambda text: sorted(CODE.findall(text))) == {}
    assert differing(lesson, lambda text: TAG.findall(text)) == {}


def test_links_stay_in_the_language(lesson):
    language, cells = lesson
    astray = {}
    for cell, (english, other) in cells.items():
        wanted = sorted(in_language(link, language) for link in LINK.findall(english))
        found = sorted(link.partition("#")[0] for link in LINK.findall(other))
        if wanted != found:
            astray[cell] = (wanted, found)
    assert astray == {}


def in_language(link, language):
    """Where a link of the English notebook leads from the other one, without what is behind #."""
    file = link.partition("#")[0]
    folder, _, rest = file.partition("/")
    if folder in OTHERS:  # from English to here: back; to another language: past English
        return f"../{rest}" if folder == language else f"../{file}"
    if file == "../README.md":
        return f"../../README.{language}.md"
    return f"../{file}" if file.startswith("../") else file


def test_controls_are_called_what_they_are_called(lesson):
    language, cells = lesson
    names = {m.id: m.string for m in translate.translated(language) if m.id}
    wrong = {
        cell: name
        for cell, (english, other) in cells.items()
        for name in BOLD.findall(english)
        if name in names and f"**{names[name]}**" not in other
    }
    assert wrong == {}


def test_the_words_of_the_glossary(lesson):
    language, cells = lesson
    terms = glossary.terms(language)
    offences = {cell: glossary.offences(terms, *texts) for cell, texts in cells.items()}
    assert {cell: found for cell, found in offences.items() if found} == {}
