"""Lesson 02: the exercise on the published gate."""

import pytest
from matplotlib.figure import Figure
from on_file import examples

from lessons_lib.lessons import chain_rule
from lessons_lib.lessons.chain_rule import (
    fill_in_scene,
)
from lessons_lib.notation import number

GATE = examples()["cs231n-gate"]


def words_of(module):
    """update(**values) -> Words of an interactive, without the time its picture takes."""
    return module.scene(Figure(figsize=module.SIZE))


def test_the_exercise_is_the_published_gate():
    gate = fill_in_scene.Gate.make()
    at, published = GATE["at"], GATE["published"]
    assert list(fill_in_scene.VALUES.values()) == [at["x"], at["y"], at["z"]]
    assert gate.values["z"] == published["f"]
    for letter, key in zip("xyz", fill_in_scene.INPUTS, strict=True):
        answers = dict.fromkeys(fill_in_scene.INPUTS, 0) | {key: published[f"df/d{letter}"]}
        words = words_of(fill_in_scene)(answer=key, **answers)
        assert words.status.startswith("✓")
        assert words.formula[-1].endswith(f"= {number(published[f'df/d{letter}'])}")


@pytest.mark.parametrize(
    ("key", "guess", "says"),
    [
        ("dz_dx1", 0, "What is ∂z/∂x_1"),
        ("dz_dx1", 0, "0 would mean: z does not move when x_1 moves"),
        ("dz_dx1", 4, "the sign"),
        ("dz_dx2", 1, "only the first edge"),
        ("dz_dx2", -3, "the sum of the two edges"),
        ("dz_dx2", 5, "5 is x_2 itself"),
        ("dz_dx1", 3, "3 is y, the number on x_3"),
        ("dz_dx1", -12, "−12 is z itself"),
        ("dz_dx3", -4, "−4 is x_3 itself"),
        ("dz_dx3", 1, "if x_3 were added"),
        ("dz_dx3", 7, "Move x_3 by 1"),
    ],
)
def test_a_wrong_answer_is_told_which_mistake_it_is(key, guess, says):
    unanswered = dict.fromkeys(fill_in_scene.INPUTS, 0)
    words = words_of(fill_in_scene)(answer=key, **unanswered | {key: guess})
    assert says in words.status
    assert words.formula == ()
    assert words.alt.count("✗") == (guess != 0)


def test_all_three_right():
    app = chain_rule.fill_in().set(dz_dx1=-4, dz_dx2=-4, dz_dx3=3)
    assert "All three are right" in app.words.status
    assert app.words.alt.count("✓") == 3
