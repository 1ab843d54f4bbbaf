"""Changes during drawing: outdated ones are dropped, the last one is always drawn.

JupyterLab handles widget messages in another thread than cells.
"""

import base64
import itertools
import sys
import threading
from contextlib import contextmanager

import ipywidgets as w
import numpy as np
import pytest
from IPython.core.formatters import DisplayFormatter

from lessons_lib.app import Slider

from .dot import (
    BLUE,
    RED,
    START,
    Dot,
    decoded,
    dot_app,
    error,
    find,
    pixels,
    pixels_of,
    press,
    shows,
    slider,
)

LONG = 60  # seconds: only a deadlock takes that long


class Gate:
    """Holds the update of one x until it is opened."""

    def __init__(self, x):
        self._x, self.reached, self.opened = x, threading.Event(), threading.Event()

    def __call__(self, x, **_):
        if x == self._x and not self.opened.is_set():
            self.reached.set()
            assert self.opened.wait(LONG)


@contextmanager
def elsewhere(work, *args, **kwargs):
    """Run it in another thread, which must have finished afterwards."""
    raised = []

    def run():
        try:
            work(*args, **kwargs)
        except Exception as mistake:
            raised.append(mistake)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    yield raised
    thread.join(LONG)
    assert not thread.is_alive(), "deadlock"


@contextmanager
def while_drawing(app, gate, x):
    """Inside, the update to x is under way; afterwards all that was wanted is drawn."""
    with elsewhere(app.set, x=x) as raised:
        assert gate.reached.wait(LONG)
        yield raised
        gate.opened.set()


def test_stale_updates_are_dropped_and_the_last_one_is_drawn():
    gate = Gate(1)
    dot = Dot(gate)
    app = dot_app(dot)
    with while_drawing(app, gate, 1):
        for x in range(2, 10):
            with elsewhere(app.set, x=x):
                pass  # it does not wait for the drawing
        assert shows_nothing_new(app)
    assert list(dot.drawn) == [0, 1, 9]
    assert shows(app, x=9)


def shows_nothing_new(app):
    """During an update, all queries return the previous picture."""
    assert app.values["x"] == 0
    assert repr(app).startswith("dot.dot_app()\nThe dot is at x1 = 0.")
    np.testing.assert_array_equal(pixels(app), pixels_of(app.values))
    return True


def test_changes_of_different_values_add_up():
    gate = Gate(1)
    app = dot_app(Dot(gate))
    with while_drawing(app, gate, 1):
        app.set(y=7)
        app.set(colour=RED)
        app.set(x=2, y=6)
    assert shows(app, x=2, y=6.0, colour=RED)


def test_back_to_what_is_shown_is_the_last_one_too():
    gate = Gate(1)
    app = dot_app(Dot(gate))
    with while_drawing(app, gate, 1):
        app.set(x=0)
    assert shows(app, x=0)


@pytest.mark.parametrize(
    ("move", "changed"),
    [
        (lambda app: setattr(slider(app, "step x"), "value", 8), {"x": 8}),
        (lambda app: setattr(slider(app, "height y"), "value", 8.0), {"x": 1, "y": 8.0}),
        (
            lambda app: setattr(find(app, w.Dropdown, "colour"), "value", RED),
            {"x": 1, "colour": RED},
        ),
        (
            lambda app: setattr(find(app, w.Dropdown, "change"), "value", "tilt"),
            {"x": 1, "part": "tilt"},
        ),
        (lambda app: press(app, "Reset"), {}),
    ],
    ids=["steps", "slider", "choice", "numbers", "reset"],
)
def test_a_control_moved_while_a_picture_is_drawn(move, changed):
    gate = Gate(1)
    app = dot_app(Dot(gate))
    with while_drawing(app, gate, 1):
        move(app)
    assert shows(app, **changed)


def test_a_control_moved_while_the_controls_are_moved():
    class Slow(Slider):
        def show(self, values):
            super().show(values)
            if values["z"] == 1:
                gate(values["z"])

    gate = Gate(1)
    app = dot_app(parts=[Slow("z", "z", 0.0, low=0, high=9, step=0.5)], scene=moved_by_z)
    with elsewhere(app.set, z=1):
        assert gate.reached.wait(LONG)
        slider(app, "z").value = 7.0
        gate.opened.set()
    assert app.values == {"z": 7.0}
    assert slider(app, "z").value == 7.0


def moved_by_z(fig):
    from lessons_lib.app import Words

    text = fig.text(0.5, 0.5, "", animated=True)

    def update(z):
        text.set_text(f"{z}")
        return Words(status=f"{z}", alt="")

    return update


def test_a_failing_update_does_not_take_the_next_one_with_it():
    gate = Gate(1)

    def before(x, **values):
        gate(x)
        if x == 1:
            raise RuntimeError("not this one")

    app = dot_app(Dot(before))
    with while_drawing(app, gate, 1) as raised:
        app.set(x=2)
    assert [str(mistake) for mistake in raised] == ["not this one"]
    assert shows(app, x=2)


def test_a_mistake_met_on_behalf_of_another_thread_is_shown_too():
    gate = Gate(1)

    def before(x, **values):
        gate(x)
        if x == 2:
            raise RuntimeError("not this one")

    app = dot_app(Dot(before))
    with while_drawing(app, gate, 1) as raised:
        slider(app, "step x").value = 2
    assert [str(mistake) for mistake in raised] == ["not this one"]
    assert "not this one" in error(app)
    assert app.values["x"] == 1
    assert shows(app.set(x=1), x=1)


def test_set_from_inside_an_update():
    def before(x, **_):
        if 0 < x < 6:
            app.set(x=x + 1)

    dot = Dot(before)
    app = dot_app(dot)
    app.set(x=1)
    assert list(dot.drawn) == [0, 1, 2, 3, 4, 5, 6]
    assert shows(app, x=6)
    press(app, "Back")
    assert shows(app, x=6)


def test_displayed_while_a_picture_is_drawn():
    gate = Gate(1)
    app = dot_app(Dot(gate))
    outputs = []
    with while_drawing(app, gate, 1):
        shower = threading.Thread(
            target=lambda: outputs.append(app._repr_mimebundle_()), daemon=True
        )
        shower.start()
    shower.join(LONG)
    assert not shower.is_alive(), "deadlock"
    ((data, metadata),) = outputs
    assert fits_together(data, metadata)
    assert shows(app, x=1)


def test_a_change_that_comes_while_it_is_displayed():
    display = threading.Event()
    gate = Gate(0)
    app = dot_app(Dot(lambda **values: gate(**values) if display.is_set() else None))
    display.set()
    with elsewhere(DisplayFormatter().format, app):
        assert gate.reached.wait(LONG)
        app.set(x=4)
        gate.opened.set()
    assert shows(app, x=4)


@contextmanager
def interrupted(reached):
    """Simulate an interrupt at the first place of our code not yet in `reached`.

    Python checks for interrupts at the start of a function and after each call. Yields a list
    with the place, which stays empty if there is no further one.
    """
    came = []

    def watch(frame, event, called):
        ours = "lessons_lib" in frame.f_code.co_filename
        name = getattr(called, "__name__", None) if event == "c_return" else None
        if not ours or event == "c_call" or name == "__enter__":
            return  # `with` itself calls that: what is between it and the block is Python's
        place = frame.f_back.f_lineno, frame.f_code.co_qualname, frame.f_lineno, event, name
        if place not in reached:
            reached.add(place)
            came.append(place)
            raise KeyboardInterrupt

    sys.setprofile(watch)
    try:
        yield came
    except KeyboardInterrupt:
        pass
    finally:
        sys.setprofile(None)


# Python reports an interrupt while it closes an abandoned generator as a warning, and goes on.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_an_interrupt_leaves_nothing_locked_wherever_it_comes():
    app, reached = dot_app(), set()
    for tilt in itertools.cycle(range(20)):  # another text: it is drawn, not stamped
        with interrupted(reached) as came:
            app.set(x=1, y=3, part="tilt", tilt=tilt)
            press(app, "Next")
        with elsewhere(app._repr_mimebundle_):
            pass
        with elsewhere(app.set, **START | {"x": 5, "y": 4}):
            pass
        assert shows(app, x=5, y=4.0), f"after an interrupt at {came}"
        if not came:
            break
    assert len(reached) > 100


def fits_together(data, metadata):
    """Whether text, alternative text and still picture belong to the same state."""
    text = data["text/plain"]
    x = int(text.partition("x1 = ")[2].partition(".")[0])
    assert f"x={x}" in text or x == 0
    assert metadata["image/png"]["alt"] == f"A dot at x = {x}, y = 2.0"
    values = dot_app().values | {"x": x}
    still = decoded(base64.b64decode(data["image/png"]))
    np.testing.assert_array_equal(still, pixels_of(values))
    return True


def test_displayed_while_others_move_it():
    app = dot_app()
    done = threading.Event()

    def move():
        x = 0
        while not done.is_set():
            x = (x + 1) % 11
            app.set(x=x)

    with elsewhere(move) as raised:
        outputs = [DisplayFormatter().format(app) for _ in range(6)]
        done.set()
    assert raised == []
    assert all(fits_together(data, metadata) for data, metadata in outputs)


def test_hammered_from_all_sides():
    dot = Dot()
    app = dot_app(dot)
    moves = {
        "x": lambda i: app.set(x=i % 11),
        "y": lambda i: setattr(slider(app, "height y"), "value", i % 16 / 2),
        "colour": lambda i: setattr(find(app, w.Dropdown, "colour"), "value", (RED, BLUE)[i % 2]),
        "size": lambda i: app.set(size=i % 20),
    }
    last = {name: 100 + i for i, name in enumerate(moves)}
    start = threading.Barrier(len(moves))
    raised = []

    def hammer(name):
        try:
            start.wait(LONG)
            for i in range(last[name] + 1):
                moves[name](i)
        except BaseException as mistake:
            raised.append(mistake)
            raise

    threads = [threading.Thread(target=hammer, args=[name], daemon=True) for name in moves]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(LONG)
        assert not thread.is_alive(), "deadlock"
    assert raised == []
    assert len(dot.drawn) <= sum(last.values()) + len(last) + 1
    y, size, colour = last["y"] % 16 / 2, float(last["size"] % 20), (RED, BLUE)[last["colour"] % 2]
    assert shows(app, x=last["x"] % 11, y=y, colour=colour, size=size)
