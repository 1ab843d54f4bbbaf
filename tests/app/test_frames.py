"""A frame is all that an App shows in one state; the places of a control are states in a row."""

import re

import numpy as np
import pytest

from lessons_lib.app import Run, Slider, Steps
from lessons_lib.app.frames import Frame, sentence
from lessons_lib.app.picture import Picture
from lessons_lib.notation import markup

from .dot import SIZE, START, Dot, decoded, dot_app, pixels_of

STATES = [START | {"x": x, "y": 3.0} for x in range(11)]


@pytest.mark.parametrize("values", STATES, ids=lambda values: f"x={values['x']}")
def test_a_frame_is_all_that_the_app_shows_in_its_state(values):
    app = dot_app().set(**values)
    frame = Frame.drawn(Picture(Dot(), SIZE), values)
    np.testing.assert_array_equal(decoded(frame.png), pixels_of(values))
    assert frame.values == app.values
    assert app._status.value.startswith(frame.said)
    assert frame.numbers == app._numbers.value
    assert frame.alt == app.words.alt
    assert frame.words == app.words


def test_the_size_is_that_of_the_picture_and_the_words():
    frame = Frame.drawn(Picture(Dot(), SIZE), START)
    words = frame.said + frame.numbers + frame.alt
    assert words.isascii()
    assert frame.size == len(frame.png) + len(words)


@pytest.mark.parametrize(
    ("text", "together"),
    [
        ("From θ^0 = (−5, 1), where L = 3.75.", ["θ<sup>0</sup> = (−5, 1)", "L = 3.75"]),
        ("✗ L = 2.1×10⁻⁵, ● plain, it", ["✗ L = 2.1×10⁻⁵", "● plain,"]),
        ("∂C/∂z_3 by σ′(z_3) and 3/4.", ["∂C/∂z<sub>3</sub>", "σ′(z<sub>3</sub>)"]),
        ("全部从θ^0 = 3出发，那里L ≈ 0。", ["θ<sup>0</sup> = 3", "L ≈ 0"]),
        ("w_{a = 3}, and a long word = another", ["a = 3"]),
    ],
)
def test_a_sentence_keeps_a_symbol_and_its_value_together(text, together):
    html = sentence(text)
    assert re.findall('<span class="lesson-together">(.*?)</span>', html) == together
    assert re.sub("</?span[^>]*>", "", html) == f'<div class="lesson-status">{markup(text)}</div>'


@pytest.mark.parametrize(
    ("control", "places"),
    [
        (Slider("x", "x", 1.0, 0, 1, 0.25), [0, 0.25, 0.5, 0.75, 1]),
        (Slider("x", "x", 0.3, 0.1, 0.7, 0.1), [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7]),
        (Slider("x", "x", 3, 2, 5, 1), [2, 3, 4, 5]),
        (Steps("x", "x", range(3, 6)), [3, 4, 5]),
        (Steps("x", "x", ["a", "b", "c"]), [0, 1, 2]),
        (Run("x", "x", range(4)), [0, 1, 2, 3]),
    ],
    ids=["quarters", "tenths", "whole", "numbers", "names", "run"],
)
def test_places_are_where_the_slider_can_be(control, places):
    assert list(control.places) == places
    heard = []
    control.listen(lambda **values: heard.append(values), print, print)
    for place, values in reversed(control.places.items()):
        control.slider.value = place
        if heard:  # the first one may be where it is
            assert heard[-1] == values
    assert len(heard) >= len(places) - 1
