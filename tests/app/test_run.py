"""Run: steps that advance by themselves while other controls stay responsive."""

import asyncio
import gc
import threading

import pytest

from lessons_lib.app import Choice, Numbers, Run, Slider

from .dot import BLUE, RED, Dot, dot_app, error, press, shows, slider, status

LONG = 60  # seconds: only a deadlock takes that long


def running_app(dot=None, ready=None):
    return dot_app(
        dot or Dot(),
        parts=[
            Run("x", "step x", range(11), rest=0, ready=ready),
            Slider("y", "height y", 2.0, low=0, high=8, step=0.5),
            Choice("colour", "colour", BLUE, {"blue": BLUE, "red": RED}),
            Numbers("part", "change", {"size": ("size", 5.0), "tilt": ("tilt", 0.0)}, 0, 20, 0.5),
        ],
    )


def live(learner):
    """Run the learner's actions in an event loop; errors of tasks are returned, not logged."""
    mistakes = []

    async def main():
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(lambda _, context: mistakes.append(context.get("exception")))
        await learner()
        gc.collect()  # asyncio tells of a task's mistake when the task is gone
        assert asyncio.all_tasks() == {asyncio.current_task()}, "a training goes on"

    asyncio.run(main())
    return mistakes


async def reaches(app, x):
    async with asyncio.timeout(LONG):
        while app.values["x"] != x:
            await asyncio.sleep(0)


async def rests():
    for _ in range(20):
        await asyncio.sleep(0)


def test_train_takes_every_step_once():
    dot = Dot()
    app = running_app(dot)

    async def learner():
        press(app, "Train")
        await reaches(app, 10)
        await rests()
        press(app, "Train")
        assert "last step" in status(app)[-1]

    assert live(learner) == []
    assert list(dot.drawn) == list(range(11))
    assert shows(app, x=10)


def test_what_is_moved_meanwhile_answers_at_once():
    app = running_app()

    async def learner():
        press(app, "Train")
        await reaches(app, 3)
        slider(app, "height y").value = 6.5
        assert shows(app, x=3, y=6.5)
        await reaches(app, 4)
        app.set(colour=RED)
        assert shows(app, x=4, y=6.5, colour=RED)
        await reaches(app, 10)
        await rests()

    assert live(learner) == []
    assert shows(app, x=10, y=6.5, colour=RED)


def test_who_is_closed_trains_no_more():
    dot = Dot()
    app = running_app(dot)

    async def learner():
        press(app, "Train")
        await reaches(app, 3)
        app.close()
        await rests()

    assert live(learner) == []
    assert list(dot.drawn) == [0, 1, 2, 3]


def test_stop_stops_and_train_goes_on():
    dot = Dot()
    app = running_app(dot)

    async def learner():
        press(app, "Stop")
        assert "Nothing is running" in status(app)[-1]
        press(app, "Train")
        await reaches(app, 4)
        press(app, "Stop")
        assert "Press Train to continue" in status(app)[-1]
        await rests()
        assert shows_stopped(app, 4)
        press(app, "Train")
        await reaches(app, 6)
        press(app, "Stop")
        press(app, "Train")  # before the first training has noticed: still only one of them
        press(app, "Train")
        assert "already" in status(app)[-1]
        await reaches(app, 10)
        await rests()

    assert live(learner) == []
    assert list(dot.drawn) == list(range(11))


def shows_stopped(app, x):
    assert app.values["x"] == x
    assert app.set().values["x"] == x
    return shows(app, x=x)


@pytest.mark.parametrize(
    ("go_back", "x"),
    [
        (lambda app: press(app, "Reset"), 0),
        (lambda app: press(app, "Back"), 4),
        (lambda app: setattr(slider(app, "step x"), "value", 2), 2),
        (lambda app: app.set(x=3), 3),
    ],
)
def test_who_goes_back_ends_it(go_back, x):
    app = running_app()

    async def learner():
        press(app, "Train")
        await reaches(app, 5)
        go_back(app)
        await rests()

    assert live(learner) == []
    assert shows(app, x=x)


def test_who_jumps_ahead_does_not():
    dot = Dot()
    app = running_app(dot)

    async def learner():
        press(app, "Train")
        await reaches(app, 2)
        slider(app, "step x").value = 7
        await reaches(app, 10)
        await rests()

    assert live(learner) == []
    assert list(dot.drawn) == [0, 1, 2, 7, 8, 9, 10]


def walked(learner):
    """The drawn steps while a learner moves an app of which only steps 0 to 3 are ready."""
    dot = Dot()
    app = running_app(dot, ready=lambda values: 4 if values["colour"] == BLUE else 11)

    async def moves():
        await learner(app, slider(app, "step x"))
        await rests()

    assert live(moves) == []
    return app, list(dot.drawn)


def test_who_jumps_to_what_is_ready_is_there_at_once():
    async def learner(app, x):
        x.value = 3
        assert shows(app, x=3)
        app.set(colour=RED)
        x.value = 9
        assert shows(app, x=9, colour=RED)

    assert walked(learner)[1] == [0, 3, 3, 9]


def test_who_jumps_further_is_taken_there_step_by_step():
    async def learner(app, x):
        x.value = 6
        await reaches(app, 2)
        slider(app, "height y").value = 6.5
        await reaches(app, 6)

    app, drawn = walked(learner)
    assert drawn == [0, 1, 2, 2, 3, 4, 5, 6]
    assert shows(app, x=6, y=6.5)


@pytest.mark.parametrize(
    ("wish", "x"),
    [
        (lambda app, x: press(app, "Stop"), 2),
        (lambda app, x: press(app, "Train"), 10),
        (lambda app, x: setattr(x, "value", 8), 8),
        (lambda app, x: setattr(x, "value", 5), 5),
        (lambda app, x: setattr(x, "value", 1), 1),
    ],
)
def test_on_the_way_the_last_wish_counts(wish, x):
    async def learner(app, steps):
        steps.value = 7
        await reaches(app, 2)
        wish(app, steps)

    assert shows(walked(learner)[0], x=x)


def test_where_nothing_can_walk_a_jump_is_a_jump():
    dot = Dot()
    app = running_app(dot, ready=lambda _: 1)
    slider(app, "step x").value = 7
    assert shows(app, x=7) and list(dot.drawn) == [0, 7]


def test_a_mistake_is_shown_and_logged_and_ends_it():
    def before(x, **_):
        if x == 3:
            raise RuntimeError("no third step")

    app = running_app(Dot(before))

    async def learner():
        press(app, "Train")
        await reaches(app, 2)
        await rests()

    (mistake,) = live(learner)
    assert str(mistake) == "no third step"
    assert "no third step" in error(app) and "stopped" in error(app)
    assert app.values["x"] == 2
    assert shows(app.set(x=4), x=4)

    async def again():
        press(app, "Train")
        await reaches(app, 10)
        await rests()

    assert live(again) == []


def test_without_an_event_loop_each_press_is_one_step():
    app = running_app()
    for x in range(1, 11):
        press(app, "Train")
        assert shows(app, x=x)
    press(app, "Train")
    assert "last step" in status(app)[-1]
    press(app, "Back")
    assert shows(app, x=9)


def test_back_and_next_are_those_of_steps():
    app = running_app()
    press(app, "Next")
    assert shows(app, x=1)
    press(app, "Back")
    assert shows(app)
    press(app, "Back")
    assert "first step" in status(app)[-1]
    with pytest.raises(ValueError, match="x must be one of"):
        app.set(x=11)


def test_trained_in_one_thread_and_moved_in_another():
    app = running_app()

    async def learner():
        press(app, "Train")
        await reaches(app, 10)
        await rests()

    thread = threading.Thread(target=live, args=[learner], daemon=True)
    thread.start()
    for i in range(60):
        app.set(y=i % 16 / 2)
    thread.join(LONG)
    assert not thread.is_alive()
    assert shows(app, x=10, y=59 % 16 / 2)
