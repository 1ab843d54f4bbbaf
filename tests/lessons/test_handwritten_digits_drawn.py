"""Lesson 10, a drawn digit: its outputs are those of its pixels, and where a pen leaves ink."""

import numpy as np
import pytest
from hands import press

from lessons_lib.functions import cross_entropy
from lessons_lib.lessons import handwritten_digits
from lessons_lib.lessons.handwritten_digits import drawing
from lessons_lib.lessons.handwritten_digits.digit_training import EPOCHS, examples, trained
from lessons_lib.network import forward, loss
from lessons_lib.notation import number

STROKES = {  # each by somebody who knows only what digits look like, in pixels of the square
    0: [(3, 1), (5, 1), (6, 3), (6, 5), (5, 7), (3, 7), (2, 5), (2, 3), (3, 1)],
    1: [(3, 2), (4.5, 0.8), (4.5, 7.5)],
    2: [(2, 2), (3, 0.8), (5, 1), (5.5, 3), (2, 7), (6, 7)],
    3: [(2, 1), (5, 1), (3.5, 3.5), (5.5, 5), (4.5, 7), (2, 7)],
    5: [(5.5, 1), (2.5, 1), (2.5, 3.5), (5, 4), (5, 6.5), (2.5, 7)],
    7: [(2, 1), (6, 1), (3.5, 7.5)],
}


@pytest.fixture
def app():
    app = handwritten_digits.drawn()
    yield app
    app.close()


def draw(app, places):
    for i, place in enumerate(places):
        message = {"drawn": 0, "at": [place], "goes_on": i > 0}
        app._hear_page(app._page, message, [])


@pytest.mark.parametrize("digit", STROKES)
def test_it_reads_what_a_pen_draws(app, digit):
    press(app, "Clear")
    assert app.words.status.startswith("The paper is blank")
    draw(app, STROKES[digit])
    app.set(digit=digit, epoch=EPOCHS)
    x = drawing.pixels(app.values["pixels"])
    y = forward(trained(EPOCHS), x).y.ravel()
    assert app.words.status == (
        f"The network says {digit}, with y_{digit} = {number(y[digit])}. That's what it should be."
    )
    again = handwritten_digits.drawn().set(**app.values)
    assert again.words == app.words


def test_the_way_back_is_that_of_a_nudge(app):
    app.set(digit=3, epoch=2)
    net, x, h = trained(2), drawing.pixels(app.values["pixels"]), 1e-5
    target = np.eye(10)[:, [3]]
    for pixel in (0, 10, 37):
        up, down = x.copy(), x.copy()
        up[pixel] += h
        down[pixel] -= h
        slope = (
            (loss(net, up, target, cross_entropy) - loss(net, down, target, cross_entropy)) / h / 2
        )
        shown = app.words.table.rows[pixel // 8][1 + pixel % 8]
        assert float(
            shown.replace("−", "-")
            .replace("×10⁻", "e-")
            .translate(str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789"))
        ) == pytest.approx(slope, rel=0.006, abs=1e-9)


def test_a_pen_that_begins_on_ink_rubs_out(app):
    press(app, "Clear")
    draw(app, [(1.5, 1.5), (5.5, 1.5)])
    rows = app.values["pixels"].split()
    assert rows[1] == "39999930" and rows[0] == rows[2] == "03333300"
    draw(app, [(3.5, 1.5), (4.5, 1.5)])
    assert app.values["pixels"].split()[1] == "39900930"
    press(app, "Undo")
    press(app, "Undo")
    assert app.values["pixels"] == ""


def test_beside_the_paper_a_pen_leaves_nothing(app):
    press(app, "Clear")
    draw(app, [(-3, 4), (12, -9), (8, 8)])
    assert app.values["pixels"] == ""


@pytest.mark.parametrize("wrong", ["123", "0" * 63 + "x", "9" * 65, "²" * 64])
def test_what_is_no_picture_is_refused(wrong):
    with pytest.raises(ValueError, match="A drawing must have 64 pixels"):
        drawing.read(wrong)


def test_the_examples_are_read_as_the_lesson_says():
    net = trained(EPOCHS)
    said = {
        n: forward(net, drawing.pixels(text)).y.argmax() for text, n in drawing.EXAMPLES.values()
    }
    assert [said[digit] for digit in (2, 4, 7)] == [2, 4, 7]


def test_a_digit_that_has_moved_is_another_picture():
    s, net = examples(), trained(EPOCHS)
    pictures, is_ = s.held_out_x.T.reshape(-1, 8, 8), s.held_out_target.argmax(axis=0)
    right = []
    for by in (0, 1, 2):
        moved = np.zeros_like(pictures)
        moved[:, :, : 8 - by] = pictures[:, :, by:]
        right.append((forward(net, moved.reshape(-1, 64).T).y.argmax(axis=0) == is_).mean())
    assert right[0] > 0.96 and 0.4 < right[1] < 0.6 and right[2] < 0.2
