"""Lesson 02: the exercise on the published gate."""

import pytest
from hands import fill_in, press
from on_file import examples

from lessons_lib.lessons import chain_rule
from lessons_lib.lessons.chain_rule import fill_in_scene
from lessons_lib.notation import number

GATE = examples()["cs231n-gate"]
INPUTS = dict(zip("xyz", fill_in_scene.VALUES, strict=True))


@pytest.fixture
def app():
    return chain_rule.fill_in()


def test_the_exercise_is_the_published_gate(app):
    at, published = GATE["at"], GATE["published"]
    assert list(fill_in_scene.VALUES.values()) == [at["x"], at["y"], at["z"]]
    assert fill_in_scene.gate().start["z"] == published["f"]
    for letter, name in reversed(INPUTS.items()):  # as the walk finds them
        value = published[f"df/d{letter}"]
        fill_in(app, str(value), f"dz_d{name}")
        assert app.words.status.startswith("✓")
        assert app.words.formula[-1].endswith(f"= {number(value)}")


@pytest.mark.parametrize(
    ("key", "guess", "says"),
    [
        ("dz_dx1", "4", "the sign is wrong"),
        ("dz_dx2", "1", "only the first edge"),
        ("dz_dx2", "-3", "numbers along a path are added"),
        ("dz_dx2", "5", "x_2 itself is used"),
        ("dz_dx1", "-12", "z itself is used"),
        ("dz_dx1", "-20", "x_1 is treated as if it were multiplied in y"),
        ("dz_dx3", "-4", "x_3 itself is used"),
        ("dz_dx3", "1", "x_3 is treated as if it were added in z"),
        ("dz_dx3", "7", "One edge leads from x_3 to z"),
    ],
)
def test_a_wrong_answer_is_told_which_mistake_it_is(app, key, guess, says):
    fill_in(app, guess, key)
    assert app.values["moment"] == key
    assert says in app.words.status
    assert app.words.formula == ()
    assert "✗" in app.words.alt
    press(app, "Next")
    assert ("Off: " if key == "dz_dx1" else "You go on with your") in app.words.status


def test_all_six_right(app):
    for text in ["3", "−12", "−4", "3", "−4", "−4"]:
        fill_in(app, text)
    assert app.values["moment"] == "end"
    assert "✓ You filled in 6 of 6 numbers" in app.words.status
