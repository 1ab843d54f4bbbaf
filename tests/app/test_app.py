"""An App as seen by its learner, by its author, and by a page without a kernel."""

import base64
import math

import ipywidgets as w
import numpy as np
import pytest
from IPython.core.formatters import DisplayFormatter

from lessons_lib.app import App, Slider, Words
from lessons_lib.app.page import PagePart

from . import dot
from .dot import (
    BLUE,
    CALL,
    RED,
    START,
    Dot,
    Page,
    box,
    decoded,
    dot_app,
    error,
    find,
    inside,
    pages,
    pixels,
    pixels_of,
    press,
    shows,
    slider,
    status,
)

VIEW = "application/vnd.jupyter.widget-view+json"
EVIL = "<script>alert('1')</script> \"><img src=x onerror=alert(2)> &lt; </div>"


def test_starts_with_the_defaults():
    assert shows(dot_app())


def test_set_shows_a_state_and_keeps_the_rest():
    app = dot_app()
    assert app.set(x=3, colour=RED) is app
    assert shows(app, x=3, colour=RED)
    app.set(y=7.5, part="tilt", tilt=15)
    assert shows(app, x=3, colour=RED, y=7.5, part="tilt", tilt=15.0)
    app.set()
    assert shows(app, x=3, colour=RED, y=7.5, part="tilt", tilt=15.0)
    app.set(**START)
    assert shows(app)


def test_the_state_is_drawn_once():
    dot = Dot()
    app = dot_app(dot)
    for x in (2, 2, 2):
        app.set(x=x)
    assert list(dot.drawn) == [0, 2]


def test_values_are_a_copy():
    app = dot_app()
    app.values["x"] = 9
    assert shows(app)


def test_words():
    words = dot_app().set(x=4).words
    assert isinstance(words, Words)
    assert words.status == "The dot is at x_1 = 4."
    assert words.formula == ("x = 4", "y = 2")


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"z": 1}, [CALL, "'z'", "x, y, colour, part, size, tilt"]),
        ({"x": 11}, ["x ", "0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10", "not 11"]),
        ({"x": -1}, ["x ", "not -1"]),
        ({"x": 2.5}, ["x ", "not 2.5"]),
        ({"x": "2"}, ["x ", "not '2'"]),
        ({"x": np.array([1, 2])}, ["x ", "one of 0, 1", "not array([1, 2])"]),
        ({"y": 8.5}, ["y ", "number from 0 to 8", "not 8.5"]),
        ({"y": -0.1}, ["y ", "number from 0 to 8", "not −0.1"]),
        ({"y": math.nan}, ["y ", "number from 0 to 8", "not nan"]),
        ({"y": math.inf}, ["y ", "number from 0 to 8", "not inf"]),
        ({"y": 10**400}, ["y ", "number from 0 to 8", "not 1000"]),
        ({"y": 1j}, ["y ", "number from 0 to 8", "not 1j"]),
        ({"y": None}, ["y ", "number from 0 to 8", "not None"]),
        ({"y": "high"}, ["y ", "number from 0 to 8", "not 'high'"]),
        ({"y": [1, 2]}, ["y ", "number from 0 to 8", "not [1, 2]"]),
        ({"colour": "green"}, ["colour ", f"{BLUE!r}, {RED!r}", "not 'green'"]),
        ({"colour": [RED]}, ["colour ", f"not ['{RED}']"]),
        ({"part": "y"}, ["part ", "'size', 'tilt'", "not 'y'"]),
        ({"tilt": 20.5}, ["tilt ", "number from 0 to 20", "not 20.5"]),
        ({"x": 5, "y": 99}, ["y ", "not 99"]),
        ({"x": 5, "z": 99}, ["'z'"]),
    ],
    ids=str,
)
def test_what_it_does_not_take_changes_nothing(values, says):
    dot = Dot()
    app = dot_app(dot).set(x=7)
    before, drawn = repr(app), list(dot.drawn)
    with pytest.raises(ValueError) as raised:
        app.set(**values)
    for part in says:
        assert part in str(raised.value)
    assert shows(app, x=7)
    assert repr(app) == before
    assert list(dot.drawn) == drawn
    assert error(app) is None
    assert shows(app.set(size=8), x=7, size=8.0)


def test_reset():
    app = dot_app().set(x=3, y=8, colour=RED, part="tilt", tilt=4)
    press(app, "Reset")
    assert shows(app)


class Broken(Exception):
    pass


@pytest.mark.parametrize(
    "mistake", [Broken("no such drawing"), ValueError("math domain error"), KeyError("x9")]
)
def test_a_mistake_of_the_scene_is_shown_and_raised(mistake, caplog):
    def before(x, **_):
        if x == 5:
            raise mistake

    app = dot_app(Dot(before)).set(x=4, y=3)
    before_text = repr(app)
    press(app, "Next")  # ipywidgets catches what the callback of a button raises, and logs it
    assert [record.exc_info[1] for record in caplog.records] == [mistake]
    for part in (type(mistake).__name__, mistake.args[0], "our mistake", "last state that worked"):
        assert part in error(app)
    assert shows(app, x=4, y=3.0)
    # the dot had moved before it failed: the still picture shows the state all the same
    data, _ = DisplayFormatter().format(app)
    assert data["text/plain"] == before_text
    shown = decoded(base64.b64decode(data["image/png"]))
    np.testing.assert_array_equal(shown, pixels_of(app.values))

    with pytest.raises(type(mistake)):
        app.set(x=5)
    assert shows(app, x=4, y=3.0)
    assert mistake.args[0] in error(app)
    press(app, "Back")
    assert shows(app, x=3, y=3.0)
    assert error(app) is None
    with pytest.raises(type(mistake)):
        slider(app, "step x").value = 5
    app.set(x=6)
    assert shows(app, x=6, y=3.0)
    assert error(app) is None


def test_words_that_cannot_be_shown_change_nothing():
    def scene(fig):
        text = fig.text(0.5, 0.5, "", animated=True)

        def update(x):
            text.set_text(f"{x}")
            return Words(status=f"{x}" if x < 3 else None, alt="")

        return update

    app = App(dot_app, scene, [Slider("x", "x", 0, 0, 9, 1)], size=(1, 1))
    before = pixels(app)
    with pytest.raises(AttributeError):
        app.set(x=3)
    np.testing.assert_array_equal(pixels(app), before)
    assert app.values == {"x": 0}


def test_a_mistake_at_the_very_start_is_raised():
    def before(**_):
        raise Broken

    with pytest.raises(Broken):
        dot_app(Dot(before))


def test_repr_is_the_call_and_what_is_said():
    app = dot_app()
    said = ["The dot is at x1 = 0.", "x = 0", "y = 2", "A dot at x = 0, y = 2.0"]
    assert repr(app).split("\n") == [CALL, *said]
    app.set(x=3, colour=RED, tilt=1.5)
    assert repr(app).split("\n")[0] == f"{CALL}.set(x=3, colour={RED!r}, tilt=1.5)"
    press(app, "Reset")
    assert repr(app).split("\n") == [CALL, *said]


@pytest.mark.parametrize(
    "values",
    [{}, {"x": 10}, {"y": 3}, {"y": 0.5, "colour": RED}, {"part": "tilt", "size": 7, "tilt": 0.5}],
    ids=str,
)
def test_repr_makes_the_same_app_again(values):
    app = dot_app().set(**values)
    call = repr(app).split("\n")[0]
    again = eval(call, {"dot": dot})
    assert repr(again) == repr(app)
    assert again.values == app.values
    np.testing.assert_array_equal(pixels(again), pixels(app))


def test_repr_knows_the_state_and_not_the_way_to_it():
    typed, moved, walked = dot_app().set(y=3, x=2.0, size=np.float64(7)), dot_app(), dot_app()
    slider(moved, "height y").value = 3.0
    slider(moved, "step x").value = 2
    slider(moved, "size").value = 7.0
    box(walked, "size").value = 7
    for _ in range(2):
        press(walked, "Next")
    walked.set(y=5)
    box(walked, "height y").value = 3
    assert typed.values == moved.values == walked.values
    assert repr(typed) == repr(moved) == repr(walked)
    assert "x=2" in repr(typed)
    assert "y=3," in repr(typed)


def test_its_output_is_a_text_a_picture_and_a_view():
    app = dot_app().set(x=6)
    data, metadata = DisplayFormatter().format(app)
    assert data.keys() == {"text/plain", "image/png", VIEW}
    assert data["text/plain"] == repr(app)
    assert data[VIEW]["model_id"] == app.model_id
    still = decoded(base64.b64decode(data["image/png"], validate=True))
    np.testing.assert_array_equal(still, pixels_of(app.values))
    about = metadata["image/png"]
    assert about["alt"] == app.words.alt == "A dot at x = 6, y = 2.0"
    assert (about["width"], about["height"]) == (120, 80)
    assert shows(app, x=6)  # displaying moves nothing


def test_its_output_is_the_same_bytes_for_the_same_state():
    one, other = dot_app().set(x=6), dot_app().set(y=7, x=1)
    other.set(x=6, y=2)
    for kind in ("text/plain", "image/png"):
        assert one._repr_mimebundle_()[0][kind] == other._repr_mimebundle_()[0][kind]


def test_two_displays_are_views_of_one_model():
    app = dot_app()
    first, _ = DisplayFormatter().format(app)
    app.set(x=3)
    second, _ = DisplayFormatter().format(app.set(x=4))
    assert first[VIEW] == second[VIEW]
    assert first["text/plain"] != second["text/plain"]
    assert dot_app().model_id != app.model_id


def evil_app():
    def scene(fig):
        fig.text(0.5, 0.5, "$<$", animated=True)

        def update(**values):
            if values["x"] == 2:
                raise Broken(EVIL)
            return Words(status=EVIL, alt=EVIL, formula=[EVIL, EVIL])

        return update

    return App(evil_app, scene, [Slider("x", EVIL, 0.0, 0, 5, 1.0)], size=(1, 1))


def test_no_text_becomes_a_tag():
    app = evil_app()
    with pytest.raises(Broken):
        app.set(x=2)
    assert all(set(page.tags) <= {"div"} for page in pages(app))
    assert app._page.alt == EVIL
    assert status(app) == [EVIL]
    assert EVIL in error(app)


def test_no_label_becomes_a_tag_in_an_error():
    app = evil_app()
    box(app, EVIL).value = 77
    assert "77" in error(app)
    assert all(set(page.tags) <= {"div"} for page in pages(app))


def test_every_control_has_a_name():
    app = dot_app()
    controls = [part for part in inside(app) if isinstance(part, w.ValueWidget | w.Button)]
    controls = [part for part in controls if not isinstance(part, w.HTML | w.Image)]
    assert len(controls) == 3 + 3 * 2 + 2 + 1
    assert all(part.description for part in controls)
    assert not any(part.disabled for part in controls)


def test_the_page_has_a_described_picture():
    app = dot_app().set(x=3)
    assert app._page.alt == "A dot at x = 3, y = 2.0"
    assert (app._image.width, app._image.height) == ("120", "80")
    (formula,) = [text for page in pages(app) for text in page.texts(**{"class": "lesson-formula"})]
    assert formula == "x = 3y = 2"


def test_the_numbers_are_below_and_follow():
    app = dot_app()
    toggle = find(app, w.ToggleButton, "The numbers")
    below = app.children[app.children.index(toggle) + 1]
    app.set(x=8)
    table = Page(below.value)
    assert table.tags[0] == "table"
    assert [texts for tag, _, texts in table.elements if tag == "td"] == [["8"], ["2.0"]]
    without = dot_app(Dot(table=False))
    assert not any(isinstance(part, w.ToggleButton) for part in inside(without))


def test_the_order_of_the_page():
    app = dot_app()
    *parts, last = app.children
    assert [type(part) for part in parts] == [
        w.HBox,
        w.HTML,
        w.Box,
        *[w.HBox, w.HBox, w.HBox],
        *[w.ToggleButton, w.HTML],
    ]
    assert isinstance(last, PagePart)
    assert find(app, w.Button, "Reset") in app.children[0].children


def test_the_page_says_how_sharp_the_picture_need_be():
    app = dot_app()
    first = app._repr_mimebundle_()[0]["image/png"]
    app._page.set_state({"sharpness": 1.3})  # page.js does this
    assert pixels(app).shape == (104, 156, 4)
    assert app.values == START
    app.set(x=3)
    assert pixels(app).shape == (104, 156, 4)
    assert app._image.width == "120"
    app.set(x=0)
    assert app._repr_mimebundle_()[0]["image/png"] == first  # what is stored is always sharp
    app._page.set_state({"sharpness": 2})
    assert shows(app)
