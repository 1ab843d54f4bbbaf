"""Predictions are noted, not judged, until the lesson's end."""

import numpy as np
import pytest

from lessons_lib.exercise import Feedback, Prediction, Predictions


@pytest.fixture
def ledger():
    return Predictions()


@pytest.fixture
def sign(ledger):
    return Prediction(
        "Up or down?", 1, "It is up.", "", (1, -1), call="check.sign", noted_in=ledger
    )


@pytest.fixture
def pair(ledger):
    return Prediction("Which two?", np.array([0.5, -0.5]), "Because.", "", noted_in=ledger)


def test_nothing_is_said_about_it_before_the_end(sign):
    assert sign(1) == Feedback("→", "Noted: 1. Now go on and see.")
    assert sign(-1) == Feedback("→", "Noted: −1. Now go on and see.")


def test_untouched(ledger, sign, pair):
    assert sign(...) == sign() == Feedback("→", "Up or down?")
    assert pair([..., ...]) == pair([0.5, ...]) == Feedback("→", "Which two?")
    assert ledger.compared() == Feedback("→", "You haven't saved any predictions in this lesson.")


def test_the_end_shows_where_prediction_and_truth_differ(ledger, sign, pair):
    sign(-1)
    pair([0.5, -0.5])
    assert ledger.compared().text.splitlines() == [
        "1 of 2 came true.",
        "✗ Up or down? You said −1; the answer is 1. It is up.",
        "✓ Which two? You said 0.5, −0.5; the answer is 0.5, −0.5. Because.",
    ]


def test_a_later_prediction_replaces_an_earlier_one_and_a_blank_takes_it_back(ledger, sign):
    sign(-1)
    sign(1)
    assert "1 of 1 came true." in ledger.compared().text
    assert sign(...).text == "Up or down? Your answer 1 is no longer saved."
    assert sign(...).text == "Up or down?"
    assert "saved any predictions" in ledger.compared().text


def test_a_count_is_a_whole_number(ledger):
    count = Prediction("How many of 105?", 7, "Seven.", "", range(106), noted_in=ledger)
    for answer in (-3, 106, 6.5):
        assert "Choose a whole number from 0 to 105. How many" in count(answer).text
    assert ledger.noted == {}


def test_several_numbers_need_no_brackets(ledger, pair):
    assert pair(0.5, -0.5) == Feedback("→", "Noted: 0.5, −0.5. Now go on and see.")
    assert "2 numbers, not 4. If you wrote a comma" in pair(0, 5, -0, 5).text


def test_a_number_with_a_name_is_explained(ledger, sign):
    assert "Leave out up = and write only what comes after it. Up or down?" in sign(up=1).text
    assert "saved any predictions" in ledger.compared().text


def test_a_choice_is_one_of_those_to_choose_from(ledger, sign):
    assert sign(7) == Feedback("✗", "Choose from these numbers: 1, −1. Up or down?")
    assert ledger.noted == {}


def test_a_whole_number_is_not_nearly_true(ledger):
    Prediction("How many?", 7, "Seven.", "", noted_in=ledger)(7.01)
    assert "0 of 1" in ledger.compared().text


def test_where_the_order_does_not_matter(ledger):
    either = Prediction(
        "Which?", np.array([5, 6]), "So.", "", range(9), any_order=True, noted_in=ledger
    )
    either(6, 5)
    assert "1 of 1" in ledger.compared().text
    either([6, 6])
    assert "0 of 1" in ledger.compared().text


@pytest.mark.parametrize("answer", ["up", None, [1, 2], {}, np.nan, 7])
def test_what_is_no_prediction_is_not_noted_and_leaves_an_earlier_one(ledger, sign, answer):
    refused = sign(answer)
    assert refused.mark == "✗"
    assert ledger.noted == {}
    sign(-1)
    assert sign(answer) == Feedback(
        "✗", f"{refused.text} Until then, your saved answer is still −1."
    )
    assert "You said −1" in ledger.compared().text


def test_half_a_prediction_leaves_an_earlier_one(ledger, pair):
    pair([0.5, -0.5])
    assert pair([0.25, ...]).text == "Which two? Until then, your saved answer is still 0.5, −0.5."
    assert "1 of 1" in ledger.compared().text


def test_they_are_compared_in_the_order_in_which_they_were_first_noted(ledger, sign, pair):
    sign(-1)
    pair([0.5, -0.5])
    sign(1)
    assert [line[:4] for line in ledger.compared().text.splitlines()[1:]] == ["✓ Up", "✓ Wh"]


def test_what_is_noted_is_a_copy(ledger, pair):
    mine = np.array([0.5, -0.5])
    pair(mine)
    mine[:] = 7
    assert "1 of 1" in ledger.compared().text


def test_how_it_looks(sign):
    assert repr(sign) == "check.sign(...)\nUp or down?"
