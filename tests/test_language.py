"""Texts appear in the chosen language, and in no other."""

import re

import interactives
import pytest
import translate
from babel.messages.catalog import Catalog
from weave import NOTEBOOKS

from lessons_lib.app import App, Slider, Words
from lessons_lib.exercise import Exercise
from lessons_lib.language import Later, languages, say, sentences, speak
from lessons_lib.mistakes.mistake import Mistake

TEXTS = {
    "The cost is {cost}.": "Le coût est de {cost}.",
    "two": "deux",
    "It {verb}, says {who}.": "{who} dit : {verb}.",
    "w_{a1→z3}": "w_{a1→z3} !",
    "Slope": "Pente",
    "Not yet. {found}": "Pas encore. {found}",
    "It looks as if {when}.": "Il semble que {when}.",
    "the sign is wrong": "le signe est faux",
    "Look.": "Regarde.",
    "There's no language {language!r} here. Choose one of these: {there}.": (
        "Pas de {language!r} : {there}."
    ),
}


@pytest.fixture
def french(tmp_path):
    catalogue = Catalog(locale="fr")
    for text, translation in TEXTS.items():
        catalogue.add(text, translation)
    (tmp_path / "fr.mo").write_bytes(translate.mo(catalogue))
    yield lambda: speak("fr", tmp_path)
    speak("en")


def test_the_languages_there_are(tmp_path):
    translated = {path.parents[1].name for path in NOTEBOOKS.glob("*/prose/*.md")}
    assert languages() == ["en", *sorted(translated)]
    assert languages(tmp_path) == ["en"]


def test_a_language_there_is_not(french):
    """It is said in every language: who has mistyped a language may read none of the others."""
    french()
    with pytest.raises(ValueError) as error:
        speak("xx")
    english, chinese = str(error.value).splitlines()
    assert english == "There's no language 'xx' here. Choose one of these: 'en', 'zh'."
    assert re.search("[一-鿿].*'xx'.*'en', 'zh'", chinese)
    assert say("two") == "deux"


def test_one_sentence_after_the_other():
    assert sentences(["One.", "", "Two."]) == "One. Two."
    speak("zh")
    assert sentences(["一。", "", "二。"]) == "一。二。"
    assert sentences([]) == ""
    speak("en")


def test_it_is_said_in_the_language_that_is_spoken(french):
    assert say("The cost is {cost}.", cost=2) == "The cost is 2."
    french()
    assert say("The cost is {cost}.", cost=2) == "Le coût est de 2."
    assert say("Nobody has translated {this}.", this="it") == "Nobody has translated it."
    assert say("") == ""
    speak("en")
    assert say("two") == "two"


def test_without_values_braces_are_braces(french):
    assert say("w_{a1→z3}") == "w_{a1→z3}"
    french()
    assert say("w_{a1→z3}") == "w_{a1→z3} !"


def test_later_is_english_until_it_is_said(french):
    for spoken_when_made in (lambda: None, french):
        speak("en")
        spoken_when_made()
        two = Later("two")
        sentence = Later("It {verb}, says {who}.", verb="rains", who=two)
        assert (two, sentence) == ("two", "It rains, says two.")
        french()
        assert say(two) == "deux"
        assert say("The cost is {cost}.", cost=two) == f"Le coût est de {two}." != say(two)
        assert say(sentence) == "deux dit : rains."


def test_words_controls_and_what_an_exercise_says(french):
    def scene(fig):
        words = Words(status=Later("The cost is {cost}.", cost=Later("two")), alt=Later("two"))
        return lambda x: words

    right, sign = (lambda: 2.0), Mistake(Later("the sign is wrong"), Later("Look."), lambda: -2.0)
    exercise = Exercise(Later("two"), right, (), [sign], why="", look="")
    french()
    app = App(repr, scene, [Slider("x", Later("Slope"), 0, 0, 1, 1)])
    assert repr(app).splitlines()[1:] == ["Le coût est de deux.", "deux"]
    assert "Pente" in interactives.labels(app)
    said = exercise(-2).text
    assert said == "Pas encore. Il semble que le signe est faux. Regarde."
    assert exercise().text == "deux"


@pytest.mark.parametrize(
    "value", [object(), translate.mo, [10**5000], "x\n" * 500, [[1]] * 900], ids=range(5)
)
def test_a_value_in_a_sentence_is_one_short_line_and_the_same_in_every_run(value):
    for said in (say("Not {came!r}.", came=value), Later("Not {came!r}.", came=value)):
        assert len(said) < 110
        assert not re.search("\n|0x[0-9a-f]{3}", said)


def test_a_short_value_is_shown_as_it_is():
    assert say("not {came!r}, {n:.1f}", came=[1, "a"], n=2) == "not [1, 'a'], 2.0"
