"""Every sentence of the package is there in every language, with its numbers and its terms."""

import re

import glossary
import pytest
import translate
from babel.messages.mofile import read_mo
from same import NUMBER, SIGN

from lessons_lib.language import CATALOGUES, SOURCE, languages

PLACES = re.compile(r"\{[\w.]*(?:![a-z])?(?::[^{}]*)?\}")

OTHERS = [language for language in languages() if language != SOURCE]


@pytest.fixture(params=OTHERS)
def language(request):
    return request.param


@pytest.fixture
def texts(language):
    """The translations: English -> the other language."""
    return {m.id: m.string for m in translate.translated(language) if m.id}


def test_every_language_has_a_file_for_people_and_one_for_the_computer():
    people = {path.stem for path in CATALOGUES.glob("*.po")}
    assert OTHERS and people == set(OTHERS)


def test_every_sentence_is_translated_and_no_other(texts):
    said = set(translate.english())
    assert len(said) > 500
    assert said - texts.keys() == set(), "make translations lists them"
    assert texts.keys() - said == set(), "make translations removes them"
    assert [text for text, other in texts.items() if not other] == []


def test_the_file_for_the_computer_says_the_same(language, texts):
    with (CATALOGUES / f"{language}.mo").open("rb") as file:
        assert {m.id: m.string for m in read_mo(file) if m.id} == texts


@pytest.mark.parametrize("what", [PLACES, NUMBER, SIGN], ids=["places", "numbers", "signs"])
def test_the_same_values_numbers_and_signs(texts, what):
    def found(text):
        return sorted(what.findall(text))

    assert {text: other for text, other in texts.items() if found(text) != found(other)} == {}


def test_the_words_of_the_glossary(language, texts):
    terms = glossary.terms(language)
    offences = {text: glossary.offences(terms, text, other) for text, other in texts.items()}
    assert {text: found for text, found in offences.items() if found} == {}
