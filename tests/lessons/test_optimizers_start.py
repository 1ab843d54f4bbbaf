"""Lesson 09, a start of one's own: typed or touched, all rules begin there."""

import pytest
from hands import press
from racing_by_hand import HEIGHTS, SLOPES

from lessons_lib.lessons import optimizers
from lessons_lib.lessons.optimizers import AT_ITS_BEST, AT_ITS_WORST, typed_start
from lessons_lib.lessons.optimizers.race_scenes import vector
from lessons_lib.lessons.optimizers.racing_rules import PLACES
from lessons_lib.notation import number

pytestmark = pytest.mark.usefixtures("pictures_closed_after_each_test")


def draw(app, *places, goes_on=False):
    which = next(i for i, one in enumerate(app._page.touched) if one.has_trait("placeholder"))
    app._hear_page(app._page, {"drawn": which, "at": places, "goes_on": goes_on}, [])


@pytest.mark.parametrize("name", ["momentum", "own_rates", "race"])
@pytest.mark.parametrize("place", PLACES)
def test_it_starts_where_it_was_touched(name, place):
    app = getattr(optimizers, name)().set(landscape=place)
    own = app.words
    draw(app, [9, 0.1], [3.004, -1.25])
    assert app.values["start"] == "3, −1.25"
    height, slopes = HEIGHTS[place](3, -1.25), SLOPES[place](3, -1.25)
    assert f"θ^0 = (3, −1.25), where L = {number(height)}" in app.words.status
    assert app.words.formula[0].endswith(f"= {vector(slopes)}")
    at = app.set(t=1, eta=0.1).words.alt
    first = [value - 0.1 * slope for value, slope in zip((3, -1.25), slopes, strict=True)]
    assert f"● plain at θ = {vector(first)}, " in at
    press(app, "Undo")
    app.set(t=0)
    assert app.words.status == own.status


def test_what_is_typed_is_read_and_nothing_else():
    for text in ("−4, 2", "(-4,2)", " -4.0  2 "):
        assert typed_start.read(text) == "−4, 2"
    assert typed_start.read(" ") == "" and typed_start.point("") is None
    for text in ("1", "1 2 3", "5.7, 0", "0, −4.1", "x, y", "nan, 0"):
        with pytest.raises(ValueError, match=r"from −5\.6 to 5\.6 and θ_2 from −4 to 4"):
            typed_start.read(text)


def test_a_touch_beyond_the_edge_is_at_the_edge():
    assert typed_start.touched({}, (9, -9), None) == "5.6, −4"


def test_examples_start_where_the_landscape_says():
    app = optimizers.race().set(start="1, 1")
    for preset in (*AT_ITS_BEST.values(), *AT_ITS_WORST.values()):
        assert app.set(**preset).values["start"] == ""
