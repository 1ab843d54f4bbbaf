"""Nothing is said past the catalogue: in a made-up language every sentence stands in ⟦brackets⟧.

Its sentences are a third longer than English ones, as those of many languages are; `pseudo` is also
what a screenshot of every lesson is made with, to see where a text is cut off.
"""

import re
from collections import defaultdict

import interactives
import pytest
import translate
from babel.messages.catalog import Catalog

from lessons_lib.app.style import page
from lessons_lib.exercise import Exercise, Predictions
from lessons_lib.language import say, speak
from lessons_lib.lessons import answers

INNERMOST = re.compile(r"⟦[^⟦⟧]*⟧")
WORD = re.compile(r"[A-Za-z]{4,}")
# What is written the same in every language: names of functions, of keywords, of people.
SAME = re.compile(r"RMSProp|Adam|Adagrad|Nesterov|Mazur|Xavier|sigmoid|tanh|relu|softmax|softplus")

NO_NOTEBOOK = defaultdict(lambda: ("", "```python\n```"))  # its prose is in no catalogue


def pseudo(text):
    return f"⟦{text}{'~' * (len(text) // 3)}⟧"


@pytest.fixture(scope="module", autouse=True)
def spoken(tmp_path_factory):
    folder = tmp_path_factory.mktemp("languages")
    catalogue = Catalog(locale="eo")
    for text in translate.english():
        if text:
            catalogue.add(text, pseudo(text))
    (folder / "eo.mo").write_bytes(translate.mo(catalogue))
    speak("eo", folder)
    yield
    speak("en")


def past_the_catalogue(text):
    """The words of a text that stand in no brackets."""
    found = 1
    while found:
        text, found = INNERMOST.subn(" ", text)
    return WORD.findall(SAME.sub(" ", text))


def test_words_past_the_catalogue_are_found():
    assert past_the_catalogue("⟦The cost is ⟦small⟧ at 3⟧, z = 4") == []
    assert past_the_catalogue("⟦The cost is⟧ small") == ["small"]


@pytest.mark.parametrize("call", interactives.calls())
def test_every_interactive(call):
    app = interactives.made(call)
    for words in interactives.all_words(app):
        table = words.table
        cells = [*table.header, *(cell for row in table.rows for cell in row)] if table else []
        for text in (words.status, words.alt, *words.formula, *cells):
            assert past_the_catalogue(say(text)) == [], text
    for label in interactives.labels(app):
        assert past_the_catalogue(label) == [], label


@pytest.mark.parametrize("module", answers.lessons(), ids=lambda module: module.__name__)
def test_every_exercise(module):
    for one in answers.in_lesson(module):
        asked = one()
        assert past_the_catalogue(asked.text) == []
        if isinstance(one, Exercise):
            for _, wrong in one.wrong(one.given):
                said = one(wrong if len(wrong) > 1 else wrong[0]).text
                assert past_the_catalogue(said) == [], said
    for one in vars(module).values():
        if isinstance(one, Predictions):
            assert past_the_catalogue(one().text) == []


def test_what_a_sleeping_picture_says():
    (said,) = re.findall(r"content: '(.+)';", page())
    assert said.startswith("⟦")


def test_the_list_for_teachers(monkeypatch):
    monkeypatch.setattr(answers, "places", lambda *_: NO_NOTEBOOK)
    page = re.sub(r"`[^`]*`", "", answers.markdown())
    assert past_the_catalogue(page) == []
