"""Lesson 10: the training is held to loops written by hand, every gradient to a nudge."""

import asyncio
import math
import re

import numpy as np
import pytest
from digits_by_hand import by_hand
from hands import at_the_beginning, find, picture, press
from interactives import inside
from matplotlib.collections import PolyCollection
from matplotlib.image import AxesImage
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from reading import read

from lessons_lib.data import digits, split
from lessons_lib.lessons import handwritten_digits
from lessons_lib.lessons.handwritten_digits import (
    WORTH_SEEING,
)
from lessons_lib.lessons.handwritten_digits.digit_scenes import COLUMNS, ROWS, moved_against
from lessons_lib.lessons.handwritten_digits.digit_training import (
    EPOCHS,
    named_wrong,
    to_the_pixels,
    trained,
    training,
)
from lessons_lib.lessons.handwritten_digits.train_scene import percent
from lessons_lib.notation import number

MADE = {
    name: getattr(handwritten_digits, name)
    for name in ("train", "mistakes", "weights", "pixels", "depth")
}


@pytest.fixture(scope="module")
def app_of():
    return at_the_beginning(MADE)


@pytest.fixture(scope="module")
def s():
    return split(*digits())


# the pictures


def test_training_by_button_by_slider_and_by_next_show_the_same(app_of):
    app = app_of("train")

    async def press_train():
        press(app, "Train")
        while app.values["epoch"] < 3:
            await asyncio.sleep(0.01)
        press(app, "Stop")
        await asyncio.sleep(0.15)

    asyncio.run(press_train())
    seen = repr(app), picture(app)
    press(app, "Reset")
    assert (repr(app.set(epoch=3)), picture(app)) == seen
    press(app, "Back")
    assert app.values["epoch"] == 2
    press(app, "Next")
    assert (repr(app), picture(app)) == seen
    app.set(eta=0.1)
    assert picture(app) != seen[1]
    app.set(eta=1)
    assert (repr(app), picture(app)) == seen


@pytest.mark.parametrize("epoch", (0, 1, EPOCHS))
def test_what_is_said_of_an_epoch(epoch, app_of, s):
    words = app_of("train").set(epoch=epoch).words
    net = trained(epoch)
    for line, x, target in zip(
        words.formula, (s.x, s.held_out_x), (s.target, s.held_out_target), strict=True
    ):
        y = by_hand(net, x)
        right = int(np.sum(y.argmax(axis=0) == target.argmax(axis=0)))
        loss = -np.log(y[target == 1]).mean()
        assert line.endswith(f": L = {number(loss)}, {right:,} of {x.shape[1]:,} right")
    assert percent(right / 359) in words.status
    assert ("last epoch" in words.status) == (epoch == EPOCHS)
    assert words.table.rows[epoch][0] == str(epoch) and words.table.lit == epoch
    assert len(words.table.rows) == epoch + 1  # what is not yet trained is not yet known


@pytest.mark.parametrize(("name", "other"), [("learning rate η", 0.01), ("hidden neurons", 2)])
def test_another_training_begins_at_its_beginning(name, other, app_of):
    app = app_of("train").set(epoch=4)
    find(app, name).value = other
    assert app.values["epoch"] == 0 and other in app.values.values()


def test_a_jump_to_what_is_not_yet_computed_is_walked():
    training.cache_clear()
    app = handwritten_digits.train().set(hidden=2)
    steps = next(w for w in inside(app) if getattr(w, "max", None) == EPOCHS)

    async def jump():
        steps.value = 4
        assert app.values["epoch"] == 0
        while app.values["epoch"] < 4:
            assert training(1.0, 2).known <= app.values["epoch"] + 2
            await asyncio.sleep(0.01)
        steps.value = 0
        steps.value = 4  # known by now
        assert app.values["epoch"] == 4

    asyncio.run(jump())


def test_the_curves_end_at_this_epoch(app_of):
    app = app_of("train").set(epoch=4)
    lines = [artist.get_xydata() for artist in app._picture._moving]
    assert sorted(map(len, lines)) == [1, 1, 1, 1, 5, 5, 5, 5]
    assert {xy[-1, 0] for xy in lines} == {4}


@pytest.mark.parametrize("epoch", (1, 5, EPOCHS))
def test_the_wall_holds_the_mistakes_and_no_others(epoch, app_of, s):
    y = by_hand(trained(epoch), s.held_out_x)
    costs = {
        i: -math.log(y[target, i])
        for i, target in enumerate(s.held_out_target.argmax(axis=0))
        if y[:, i].argmax() != target
    }
    assert named_wrong(y).tolist() == sorted(costs, key=costs.get, reverse=True)
    words = app_of("mistakes").set(epoch=epoch).words
    assert f"{len(costs)} of 359" in words.status
    assert ("worst are on the wall" in words.status) == (len(costs) > ROWS * COLUMNS)
    assert len(words.table.rows) == min(len(costs), ROWS * COLUMNS)
    for _, n, said, is_, y_said, y_is in words.table.rows:
        i = int(n) - 1
        assert (y[:, i].argmax(), s.held_out_target[:, i].argmax()) == (int(said), int(is_))
        assert (y_said, y_is) == (number(y[int(said), i]), number(y[int(is_), i]))
    assert words.formula[1].endswith(f"= {number(max(costs.values()))}")


def images(app):
    """The pictures in the picture: arrays of colours."""
    return [a.get_array() for a in app._picture._moving if isinstance(a, AxesImage)]


def test_a_tile_shows_the_pixels_of_its_digit(app_of, s):
    app = app_of("mistakes").set(epoch=1, look=8)
    n = int(app.words.table.rows[7][1]) - 1
    wall, closer = images(app)
    ink = 255 - closer[..., 0].astype(float)
    expected = s.held_out_x[:, n].reshape(8, 8)
    np.testing.assert_allclose(ink / ink.max(), expected / expected.max(), atol=0.01)
    np.testing.assert_array_equal(wall[12:20, 10:18], closer)  # second row, second column
    assert wall[8:12].max() == 0  # nothing is drawn between the rows


def bars(app):
    """The heights of the bars, the heights of their outlines, and where ŷ stands."""
    moving = [a for a in app._picture._moving if a.get_visible()]
    filled, outlines = (
        [a.get_height() for a in moving if isinstance(a, Rectangle) and a.get_fill() == fill]
        for fill in (True, False)
    )
    (target,) = [a.get_position()[0] for a in moving if getattr(a, "get_text", str)() == "ŷ"]
    return filled, outlines, target


def test_the_bars_are_the_outputs_of_the_picture_with_the_frame(app_of, s):
    app = app_of("mistakes").set(epoch=1, look=8)
    _, n, _, is_, *_ = app.words.table.rows[7]
    y = by_hand(trained(1), s.held_out_x[:, [int(n) - 1]]).ravel()
    filled, outlines, target = bars(app)
    assert filled == pytest.approx(y) and outlines == [] and target == int(is_)
    frames = [a for a in app._picture._moving if isinstance(a, PolyCollection)]
    framed = [a.get_linewidth() for a in frames]
    assert [list(widths).index(max(widths)) for widths in framed] == [7, 0]


def test_the_outlines_are_the_outputs_before_the_change(app_of, s):
    app = app_of("pixels").set(epoch=2, eps=0.5)
    filled, outlines, target = bars(app)
    assert outlines == pytest.approx(by_hand(trained(2), s.held_out_x[:, [152]]).ravel())
    assert f"→ {number(filled[6])}" in app.words.formula[1] and target == 6


def test_an_empty_place_on_the_wall_is_empty(app_of, s):
    app = app_of("mistakes").set(epoch=EPOCHS, look=ROWS * COLUMNS)
    count = len(named_wrong(by_hand(trained(EPOCHS), s.held_out_x)))
    last = f"There's no picture {ROWS * COLUMNS}, so this is the last one. Picture {count}: "
    assert last in app.words.status
    assert "There is no" not in app.set(look=count).words.status
    assert images(app)[0][-8:].max() == 0
    captions = [a.get_text() for a in app._picture._moving if hasattr(a, "get_text")]
    assert sum("≠" in text for text in captions) == count


def test_a_neuron_is_drawn_with_its_weights(app_of):
    app = app_of("weights").set(epoch=2, neuron=11)
    hidden, output = trained(2).layers
    everyone, closer = images(app)
    np.testing.assert_array_equal(everyone[10:18, 20:28], closer)
    red, blue = (closer[..., i].astype(int) for i in (0, 2))
    w = hidden.w[10].reshape(8, 8)
    strong = abs(w) > 0.05
    assert np.array_equal((blue > red)[strong], (w > 0)[strong])
    onward = output.w[:, 10]
    assert f"votes for {onward.argmax()} and against {onward.argmin()}." in app.words.status
    rows = [[read(cell) for cell in row[1:]] for row in app.words.table.rows]
    np.testing.assert_allclose(rows, w, rtol=6e-3)
    (minus,) = [
        line.get_xydata()
        for line in app._picture._moving
        if isinstance(line, Line2D) and line.get_marker() == "_" and len(line.get_xydata())
    ]
    marked = {(int(y), int(x)) for x, y in minus}
    assert marked == {tuple(map(int, at)) for at in np.argwhere(w < -0.24)}


def test_the_slope_of_each_pixel_is_that_of_a_nudge(s):
    net = trained(2)
    for n in (0, 152):
        x, target = s.held_out_x[:, [n]], s.held_out_target[:, [n]]
        slopes = to_the_pixels(net, x, target).ravel()
        nudges = 1e-6 * np.eye(64)
        up, down = (-np.log(by_hand(net, x + d)[target.ravel() == 1]) for d in (nudges, -nudges))
        np.testing.assert_allclose(slopes, ((up - down) / 2e-6).ravel(), rtol=1e-5, atol=1e-8)


def test_the_pixels_move_against_their_slopes():
    x, slopes = np.array([[0.5], [0.5], [0.0], [1.0]]), np.array([[2.0], [-1.0], [1.0], [-4.0]])
    assert moved_against(x, slopes, 0.4).ravel() == pytest.approx([0.3, 0.6, 0, 1])
    assert moved_against(x, slopes, -0.4).ravel() == pytest.approx([0.7, 0.4, 0.1, 0.6])
    assert moved_against(x, slopes, 0).tolist() == x.tolist()


@pytest.mark.parametrize("eps", (-0.5, -0.1, 0.0, 0.05, 0.5))
@pytest.mark.parametrize("n", (1, 153))
def test_what_is_said_of_changed_pixels(n, eps, app_of, s):
    words = app_of("pixels").set(n=n, eps=eps, epoch=2).words
    net, x = trained(2), s.held_out_x[:, [n - 1]]
    is_ = int(s.held_out_target[:, n - 1].argmax())
    slopes = to_the_pixels(net, x, s.held_out_target[:, [n - 1]])
    changed = np.clip(x - eps * slopes / abs(slopes).max(), 0, 1)
    before, after = by_hand(net, x).ravel(), by_hand(net, changed).ravel()
    assert words.formula[1] == f"y_{is_} = {number(before[is_])} → {number(after[is_])}"
    assert f"should be {is_}, and the network says {before.argmax()}." in words.status
    if eps:
        assert ("surer" in words.status) == (after[is_] > before[is_]) == (eps > 0)
        assert words.status.endswith(f"says {after.argmax()}.")


@pytest.mark.parametrize(("name", "state"), WORTH_SEEING.items())
def test_each_digit_worth_seeing_is_what_its_name_says(name, state, app_of):
    is_, says = re.findall(r"\d", name)
    status = app_of("pixels").set(**state).words.status
    assert f"should be {is_}, and the network says {says}." in status
