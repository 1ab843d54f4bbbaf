"""A third language is one folder and one catalogue, and nothing is said past the catalogue."""

import re
from collections import defaultdict

import interactives
import pseudo
import pytest
import test_lessons
import weave

from lessons_lib.exercise import Exercise, Predictions
from lessons_lib.language import say, speak
from lessons_lib.lessons import start_here
from lessons_lib.teaching import answers

INNERMOST = re.compile(r"⟦[^⟦⟧]*⟧")
WORD = re.compile(r"[A-Za-z]{4,}")
# What is written the same in every language: names of functions, of keywords, of people.
SAME = re.compile(r"RMSProp|Adam|Adagrad|Nesterov|Mazur|Xavier|sigmoid|tanh|relu|softmax|softplus")

pytestmark = pytest.mark.usefixtures("pictures_closed_after_each_test", "words_alone")
NO_NOTEBOOK = defaultdict(lambda: ("", "```python\n```"))  # its prose is in no catalogue


@pytest.fixture(scope="module", autouse=True)
def spoken(tmp_path_factory):
    folder = tmp_path_factory.mktemp("languages")
    pseudo.catalogue(folder)
    speak(pseudo.LANGUAGE, folder)
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
            assert past_the_catalogue(one().ledger.compared().text) == []


def test_what_a_sleeping_picture_says():
    assert start_here.lessons()._page.wake.startswith("⟦")


def test_the_list_for_teachers(monkeypatch):
    monkeypatch.setattr(answers, "places", lambda *_: NO_NOTEBOOK)
    page = re.sub(r"`[^`]*`", "", answers.markdown())
    assert past_the_catalogue(page) == []


@pytest.mark.parametrize("name", test_lessons.NAMES)
def test_the_prose_of_a_third_language_is_held_to_the_source(name, tmp_path):
    folder = tmp_path / pseudo.LANGUAGE / "prose"
    folder.mkdir(parents=True)
    path = folder / f"{name}.md"
    text = pseudo.prose(weave.to_translate(name), test_lessons.in_language)
    path.write_text(text, encoding="utf-8")
    code = [cell.source for cell in weave.woven(path).cells if cell.cell_type == "code"]
    assert f'speak("{pseudo.LANGUAGE}")' in code[0]
    lesson = test_lessons.read(path)
    test_lessons.test_the_same_formulas(lesson)
    test_lessons.test_the_same_numbers(lesson)
    test_lessons.test_no_sign_is_lost(lesson)
    test_lessons.test_the_same_code_and_tags(lesson)
    test_lessons.test_links_stay_in_the_language(lesson)
    links = [link for _, other in lesson[1].values() for link in test_lessons.LINK.findall(other)]
    assert [link for link in links if not leads_somewhere(link)] == []


def leads_somewhere(link):
    """From the folder of the language, if it had all lessons, and a README."""
    here = weave.NOTEBOOKS / pseudo.LANGUAGE
    target = (here / link.partition("#")[0]).resolve()
    english = weave.NOTEBOOKS / target.name if target.parent == here else target
    readme = weave.NOTEBOOKS.parent / f"README.{pseudo.LANGUAGE}.md"
    return "://" in link or target == readme or english.exists()
