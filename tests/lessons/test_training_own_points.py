"""Lesson 08, points of one's own: what is typed or touched is what the network learns."""

import numpy as np
import pytest
from autograd import grad
from hands import press
from training_by_hand import by_hand, loss, output

from lessons_lib.lessons import training
from lessons_lib.lessons.training import typed_points
from lessons_lib.lessons.training.point_training import UPDATES, first_network, train
from lessons_lib.notation import number

XOR = "0 0 0; 1 1 0; 0 1 1; 1 0 1"


@pytest.fixture
def app():
    app = training.own_points()
    yield app
    app.close()


def draw(app, *places, goes_on=False):
    which = next(i for i, one in enumerate(app._page.touched) if one.has_trait("placeholder"))
    app._hear_page(app._page, {"drawn": which, "at": places, "goes_on": goes_on}, [])


@pytest.mark.parametrize("t", [0, 1, 30])
def test_it_trains_on_what_was_typed(app, t):
    words = app.set(points=XOR, t=t, eta=1).words
    data = np.array([[0, 1, 0, 1], [0, 1, 1, 0]]), np.array([[0, 0, 1, 1]])
    theta = by_hand(first_network(8).theta, [data] * t, 1.0)[-1]
    right = ((output(theta, data[0], 8) > 0.5) == (data[1] > 0.5)).sum()
    assert f"L = {number(loss(theta, *data, 8))}, {right} of 4 points" in words.alt
    length = np.linalg.norm(grad(loss)(theta, *data, 8)[-9:])
    assert words.formula[1].endswith(f"|∇_3| = {number(length)}")


def test_a_tap_adds_a_point_of_the_class_and_a_drag_moves_it(app):
    press(app, "Clear")
    assert "no points yet" in app.words.status and app.values["points"] == ""
    draw(app, [0.5, -1.004])
    app.set(kind=1)
    draw(app, [1.5, 3])
    assert app.values["points"] == "0.5 −1 0; 1.5 2 1"
    draw(app, [0.55, -0.95])  # near the first
    draw(app, [-1, 0], [-1.25, 0], goes_on=True)
    assert app.values["points"] == "1.5 2 1; −1.25 0 0"
    press(app, "Undo")
    assert app.values["points"] == "0.5 −1 0; 1.5 2 1"


def test_more_points_than_fit_are_refused(app):
    full = "; ".join(f"{i / 50} 0 0" for i in range(typed_points.MOST))
    app.set(points=full)
    draw(app, [0, 1.5])
    assert app.values["points"] == typed_points.read(full)
    assert any("At most 60 points, not 61" in note.value for note in app._notes.values())


@pytest.mark.parametrize(
    "wrong", ["1 2", "1 2 3", "0 3 1", "a b 0", "0 0 0.5", "nan 0 1", "0 0 0; ✗"]
)
def test_what_is_no_point_is_named(wrong):
    with pytest.raises(ValueError, match=r"Point \d must be x_1 and x_2"):
        typed_points.read(wrong)


@pytest.mark.parametrize(
    "typed", ["0,5 ; 1"[:0] + "0.5, -1, 0\n1 1 1;", "0.5 −1 0;1 1 1", "０.５ －1 0； 1 1 1"]
)
def test_other_ways_to_write_the_same(typed):
    assert typed_points.read(typed) == "0.5 −1 0; 1 1 1"


def test_each_example_is_of_its_kind():
    ring, turns, one_place = (
        train(text, eta=0.5, updates=UPDATES) for text in typed_points.EXAMPLES.values()
    )
    assert ring.correct(UPDATES) == ring.count and turns.correct(UPDATES) == turns.count
    assert one_place.correct(UPDATES) == one_place.count - 1
    slow = train(typed_points.EXAMPLES["at one place"], eta=0.1, updates=UPDATES)
    assert slow.verdict().endswith("and 1 point is on the wrong side.")
    assert (one_place.losses >= np.log(2) / 2).all()  # two of four points cost ln 2 each
