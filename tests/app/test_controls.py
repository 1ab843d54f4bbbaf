"""The controls, moved as a learner moves them."""

import ipywidgets as w
import pytest

from lessons_lib.app import App, Choice, Presets, Slider, Steps, Words

from .dot import (
    BLUE,
    RED,
    Dot,
    box,
    controls,
    dot_app,
    error,
    find,
    press,
    shows,
    slider,
    status,
)


def test_next_and_back():
    app = dot_app()
    for x in range(1, 11):
        press(app, "Next")
        assert app.values["x"] == x
    assert shows(app, x=10)
    for x in reversed(range(10)):
        press(app, "Back")
        assert app.values["x"] == x
    assert shows(app)


@pytest.mark.parametrize(
    ("button", "x", "says", "other"),
    [("Next", 10, "last step", "Back"), ("Back", 0, "first step", "Next")],
)
def test_at_either_end_it_says_so(button, x, says, other):
    dot = Dot()
    app = dot_app(dot).set(x=x)
    drawn = list(dot.drawn)
    for _ in range(2):
        press(app, button)
        assert shows(app, x=x)
        assert says in status(app)[-1]
        assert other in status(app)[-1]
        assert error(app) is None
        assert not find(app, w.Button, button).disabled
    assert list(dot.drawn) == drawn
    press(app, other)
    assert shows(app, x=abs(x - 1))
    assert len(status(app)) == 1  # what was said about the end is gone


def test_slider_and_box_are_two_views_of_one_number():
    app = dot_app()
    slider(app, "height y").value = 6.5
    assert shows(app, y=6.5)
    box(app, "height y").value = 0.5
    assert shows(app, y=0.5)
    box(app, "height y").value = 0.123  # between the slider's stops
    assert shows(app, y=0.123)
    slider(app, "step x").value = 9
    assert shows(app, x=9, y=0.123)
    box(app, "step x").value = 4
    assert shows(app, x=4, y=0.123)
    press(app, "Next")
    assert shows(app, x=5, y=0.123)


def test_a_slider_under_the_hand_is_not_told_where_it_is():
    """An echoed value would move it back from where the learner has dragged it meanwhile."""
    app = dot_app()
    noisy = 0.1 + 0.2
    assert noisy != 0.3
    slider(app, "height y").value = noisy
    assert app.values["y"] == box(app, "height y").value == 0.3
    assert slider(app, "height y").value == noisy
    press(app, "Reset")
    assert shows(app)


def test_a_page_that_puts_the_slider_on_a_step_changes_nothing():
    app = dot_app()
    box(app, "height y").value = 0.123
    slider(app, "height y").value = 0  # the nearest step: the page cannot show 0.123
    assert app.values["y"] == box(app, "height y").value == 0.123
    slider(app, "height y").value = 0.5
    slider(app, "height y").value = 0  # now it is a learner
    assert shows(app, y=0.0)


@pytest.mark.parametrize("move", [slider, box])
def test_one_move_is_one_drawing(move):
    dot = Dot()
    app = dot_app(dot)
    move(app, "step x").value = 7
    move(app, "step x").value = 8
    assert list(dot.drawn) == [0, 7, 8]


def test_choice():
    dot = Dot()
    app = dot_app(dot)
    find(app, w.Dropdown, "colour").label = "red"
    assert shows(app, colour=RED)
    app.set(colour=BLUE)
    assert shows(app)
    assert len(dot.drawn) == 3


def test_numbers_change_the_chosen_one():
    app = dot_app().set(size=8)
    find(app, w.Dropdown, "change").label = "tilt"
    assert shows(app, part="tilt", size=8.0)
    slider(app, "tilt").value = 12.5
    assert shows(app, part="tilt", size=8.0, tilt=12.5)
    find(app, w.Dropdown, "change").label = "size"
    assert shows(app, part="size", size=8.0, tilt=12.5)
    box(app, "size").value = 2
    assert shows(app, part="size", size=2.0, tilt=12.5)
    app.set(tilt=3)  # not the chosen one: its slider keeps showing the chosen one
    assert shows(app, part="size", size=2.0, tilt=3.0)
    press(app, "Reset")
    assert shows(app)


@pytest.mark.parametrize(
    ("label", "typed", "good", "changed", "says"),
    [
        ("height y", 99, 6.5, {"y": 6.5}, ["from 0 to 8", "99"]),
        ("height y", -0.5, 6.5, {"y": 6.5}, ["from 0 to 8", "−0.5"]),
        ("height y", float("nan"), 6.5, {"y": 6.5}, ["from 0 to 8", "nan"]),
        ("step x", 11, 10, {"x": 10}, ["from 0 to 10", "11"]),
        ("step x", -1, 10, {"x": 10}, ["from 0 to 10", "−1"]),
        ("size", 20.5, 20, {"size": 20.0}, ["from 0 to 20", "20.5"]),
    ],
)
def test_a_number_out_of_range_is_answered_and_not_lost(label, typed, good, changed, says):
    dot = Dot()
    app = dot_app(dot)
    box(app, label).value = typed
    for part in [f"{label} must be", *says, "last state that worked"]:
        assert part in error(app)
    assert list(dot.drawn) == [0]
    assert box(app, label).value is typed or box(app, label).value == typed or typed != typed
    assert (
        slider(app, label).value == app.values[{"step x": "x", "height y": "y"}.get(label, "size")]
    )
    box(app, label).value = good
    assert error(app) is None
    assert shows(app, **changed)


def test_typed_nonsense_is_gone_with_the_next_good_state():
    app = dot_app()
    for good in (
        lambda: press(app, "Reset"),  # to the state that is shown already
        lambda: app.set(x=0),
        lambda: app.set(),
    ):
        box(app, "height y").value = 99
        assert error(app)
        good()
        assert error(app) is None
        assert shows(app)
    box(app, "height y").value = 99
    press(app, "Next")
    assert error(app) is None
    assert shows(app, x=1)


def test_nonsense_twice_then_the_last_good_number():
    app = dot_app().set(y=3)
    box(app, "height y").value = 99
    box(app, "height y").value = -99
    assert "−99" in error(app)
    box(app, "height y").value = 3
    assert error(app) is None
    assert shows(app, y=3.0)


PRESETS = {"far": {"x": 10, "y": 8.0}, "red": {"colour": RED}, "start": {"x": 0, "y": 2.0}}


def presets_app(dot):
    return dot_app(dot, [*controls(), Presets("show", PRESETS)])


def test_a_preset_is_one_move_and_its_name_follows_the_state():
    dot = Dot()
    app = presets_app(dot)
    names = find(app, w.Dropdown, "show")
    assert names.label == "start"
    names.label = "far"
    assert list(dot.drawn) == [0, 10]
    assert shows(app, x=10, y=8.0)
    assert names.label == "far"
    slider(app, "height y").value = 7.5
    assert names.label == "your own"
    box(app, "height y").value = 8
    assert names.label == "far"
    names.label = "red"
    assert shows(app, x=10, y=8.0, colour=RED)
    assert names.label == "far"  # the first of those that are shown
    press(app, "Reset")
    assert shows(app)
    assert names.label == "start"


def test_your_own_is_what_is_shown():
    dot = Dot()
    app = presets_app(dot)
    names = find(app, w.Dropdown, "show")
    names.label = "your own"
    assert names.label == "start"
    app.set(x=3)
    assert names.label == "your own"
    assert shows(app, x=3)
    assert list(dot.drawn) == [0, 3]
    assert "show" not in app.values
    with pytest.raises(ValueError, match="'show'"):
        app.set(show="far")


def small(*controls):
    def scene(fig):
        text = fig.text(0.5, 0.5, "", animated=True)

        def update(**values):
            text.set_text(str(values))
            return Words(status=str(values), alt="")

        return update

    return App(small, scene, controls, size=(1, 1))


def test_a_whole_slider_takes_whole_numbers_alone():
    app = small(Slider("n", "n", 1, 0, 9, 1))
    for given in (3, 3.0, "3"):
        app.set(n=given)
        assert app.values == {"n": 3}
        assert type(app.values["n"]) is int
    with pytest.raises(ValueError, match=r"n must be a whole number from 0 to 9, not 2\.5"):
        app.set(n=2.5)
    box(app, "n").value = 12
    assert "whole number from 0 to 9, not 12" in error(app)
    slider(app, "n").value = 5
    assert app.values == {"n": 5}
    assert box(app, "n").value == 5


def test_a_slider_of_fractions_gives_floats():
    app = small(Slider("eta", "η", 0.5, 0.0, 1.0, 0.1))
    for given in (1, 1.0, True):
        app.set(eta=given)
        assert type(app.values["eta"]) is float
    slider(app, "η").value = 0.1 + 0.2  # what a slider sends for 0.3
    assert app.values == {"eta": 0.3}
    assert repr(app).startswith("test_controls.small().set(eta=0.3)")


def test_reset_leads_back_to_what_the_cell_showed():
    app = dot_app().set(x=3, colour=BLUE)
    app._repr_mimebundle_()
    app.set(x=7, y=1)
    press(app, "Reset")
    assert shows(app, x=3, colour=BLUE)


def test_steps_along_names():
    names = ("start", "z1", "done")
    app = small(Steps("moment", "step", names))
    press(app, "Next")
    assert app.values == {"moment": "z1"}
    assert slider(app, "step").value == box(app, "step").value == 1
    slider(app, "step").value = 2
    assert app.values == {"moment": "done"}
    with pytest.raises(ValueError, match=r"moment must be one of 'start', 'z1', 'done', not 1\."):
        app.set(moment=1)
    box(app, "step").value = 3
    assert "step must be a whole number from 0 to 2, not 3." in error(app)
    press(app, "Back")
    assert app.values == {"moment": "z1"}


def test_steps_take_the_moment_itself():
    app = small(Steps("t", "t", range(101)))
    app.set(t=2.0)
    assert type(app.values["t"]) is int
    with pytest.raises(ValueError, match=r"t must be one of 0, …, 100, not 101\."):
        app.set(t=101)


def test_choice_takes_values_of_any_kind():
    app = small(Choice("f", "f", None, {"none": None, "two": 2, "letters": "ab"}))
    for value in (2, "ab", None):
        app.set(f=value)
        assert app.values == {"f": value}
        assert find(app, w.Dropdown, "f").value == value


def test_a_choice_sets_what_belongs_to_it_as_well():
    x, y, _, part = controls()
    app = dot_app(
        parts=[x, y, Choice("colour", "colour", BLUE, {"blue": BLUE, "red": RED}, {"x": 0}), part]
    )
    app.set(x=4)
    find(app, w.Dropdown, "colour").value = RED
    assert shows(app, x=0, colour=RED)
    assert shows(app.set(x=4, colour=BLUE), x=4)  # the list was not used


def test_a_walk_that_begins_at_3_says_3():
    app = small(Steps("t", "t", range(3, 8)))
    assert (app.values, box(app, "t").value, slider(app, "t").value) == ({"t": 3}, 3, 3)
    press(app, "Next")
    assert (app.values, box(app, "t").value) == ({"t": 4}, 4)
    slider(app, "t").value = 7
    assert app.values == {"t": 7}
    box(app, "t").value = 2
    assert "a whole number from 3 to 7, not 2" in error(app)
    assert app.values == {"t": 7}
