"""The pass as a game: typed numbers on the picture, in any walk, by keyboard alone."""

import pytest
from hands import fill_in, find, press
from interactives import inside

from lessons_lib.language import speak
from lessons_lib.lessons import six_neurons
from lessons_lib.notation import number
from lessons_lib.walks.lecture import SIX_NEURONS, START

pytestmark = pytest.mark.usefixtures("pictures_closed_after_each_test")
VALUES = SIX_NEURONS.values(START)


@pytest.fixture
def app():
    return six_neurons.play()


def box(app):
    return next(part for part in inside(app) if type(part).__name__ == "Text")


def test_a_right_number_leads_on_and_is_explained(app):
    fill_in(app, "4")
    assert app.values["moment"] == "a1"
    assert app.words.status.startswith("✓ z_1 = 4 is right. What is a_1?")
    assert app.words.formula[-1] == "= 1 · 1 + (−2) · (−1) + 1 = 4"
    assert (box(app).description, box(app).value) == ("a₁ =", "")


def test_all_39_by_typing_alone(app):
    for key in SIX_NEURONS.moments:
        assert app.values["moment"] == key
        fill_in(app, f"{VALUES[key]:.3g}".replace("-", "−"))
    assert app.values["moment"] == "end"
    assert app.words.status == "✓ You filled in 39 of 39 numbers. Right: 39."
    fill_in(app, "7")  # nothing is asked for any more
    assert app.values["moment"] == "end"


def test_a_wrong_number_stays_is_named_and_carried_on(app):
    fill_in(app, "3")
    assert app.values["moment"] == "z1"
    assert "the bias is forgotten" in app.words.status
    assert app.words.formula == ()
    assert "z_1 = 3 ✗" in app.words.alt
    press(app, "Next")
    assert app.words.status.startswith("✗ You go on with your z_1 = 3")
    carried = SIX_NEURONS.values(START, {"z1": 3})
    assert number(carried["a1"]) != number(VALUES["a1"])
    fill_in(app, number(VALUES["a1"]))
    assert app.values["moment"] == "a1"
    fill_in(app, number(carried["a1"]))
    assert app.values["moment"] == "z2"
    assert app.words.table.rows[1] == ("a_1", "0.953", "0.953", "✓")
    app.set(moment="end")
    assert "Off: z_1. All the others are right, given your numbers." in app.words.status


@pytest.mark.parametrize("typed", ["0,982", "x", "1/0", "2 3", "<b>4</b>"])
def test_bad_input_is_explained_and_kept(app, typed):
    fill_in(app, typed)
    assert app.values["moment"] == "z1"
    assert app.words.status.startswith("✗ ") and len(app.words.status) > 20
    assert box(app).value == typed
    press(app, "Next")
    press(app, "Back")
    assert box(app).value == typed
    fill_in(app, "4")
    assert app.values["moment"] == "a1"


def test_without_a_number_of_the_learners_the_right_one_is_filled_in(app):
    press(app, "Next")
    assert app.words.status.startswith("z_1 is 4. What is a_1?")
    app.set(moment="dC_dz6")
    assert "C = 0.417" in app.words.alt and "∂C/∂z_6 = ?" in app.words.alt


def test_few_digits_give_nothing_away(app):
    fill_in(app, "0.98", "a1")
    assert app.values["moment"] == "a1"
    assert "Write 3 digits" in app.words.status
    assert app.words.formula == ()
    assert "0.982" not in app.words.alt


def test_check_without_a_number_says_what_to_do(app):
    press(app, "Check")
    notes = [part.value for part in inside(app) if "lesson-note" in part._dom_classes]
    assert any("Type the number into the box." in note for note in notes)


def test_from_code_too(app):
    app.set(z1=4, a1="0.982", moment="z2")
    assert app.values["z1"] == "4"
    assert app.words.status.startswith("✓ a_1 = 0.982 is right.")
    with pytest.raises(ValueError, match="z1 must be a number or text"):
        app.set(z1=[4])


def test_an_emptied_box_is_a_blank_again(app):
    fill_in(app, "3")
    fill_in(app, "")
    assert app.words.status.startswith("What is z_1?")


def test_in_chinese():
    speak("zh")
    try:
        app = six_neurons.play()
        fill_in(app, "3")
        assert "还不对" in app.words.status and find(app, "检查")
    finally:
        speak("en")
