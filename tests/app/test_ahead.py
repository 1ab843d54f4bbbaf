"""Frames for later: when the kernel sends them, and that what it shows is never an old one.

The page is played by a class.
"""

import asyncio
import random
import tracemalloc

import ipywidgets as w
import numpy as np
import pytest

from lessons_lib.app import Choice, Run, Slider, Steps, app
from lessons_lib.app import film as films

from .dot import BLUE, RED, Dot, box, controls, decoded, dot_app, find, pixels_of, press, slider
from .played_page import PlayedPage
from .test_leaks import population
from .test_run import live, rests


@pytest.fixture(autouse=True)
def at_once(monkeypatch):
    monkeypatch.setattr(app, "QUIET", 0)
    monkeypatch.setattr(app, "BREATH", 0)
    monkeypatch.setattr(app, "YIELD", 0)
    monkeypatch.setattr(app, "SLOW", 60)


def played(learner, **about):
    """The learner moves, in an event loop, an App in a page; learner(app, page)."""

    async def there():
        app = dot_app(**about)
        page = PlayedPage(app)
        await page.answers()
        await learner(app, page)

    assert live(there) == []


def right(page):
    """Whether the page shows the picture of the App's state."""
    np.testing.assert_array_equal(page.shows(), pixels_of(page.app.values))
    return True


def test_all_frames_come_nearest_first_each_once():
    async def learner(app, page):
        assert page.places == list(range(11))
        app.set(x=5)
        await page.answers()
        assert page.places == list(range(11))  # it has them
        assert right(page)
        app.set(y=3)
        await page.answers()
        assert page.places[11:] == [5, 6, 4, 7, 3, 8, 2, 9, 1, 10, 0]
        assert right(page)

    played(learner)


def test_who_walks_among_known_frames_lets_nothing_be_drawn_or_sent():
    dot = Dot()

    async def learner(app, page):
        drawn, sent = len(dot.drawn), len(page.sent)
        for x in range(11):
            slider(app, "step x").value = x
            await page.answers()
            assert right(page)
            assert app.values["x"] == x
            np.testing.assert_array_equal(decoded(app._image.value), pixels_of(app.values))
            assert app._page.alt == app.words.alt
        assert (len(dot.drawn), len(page.sent)) == (drawn, sent)

    played(learner, scene=dot)


@pytest.mark.parametrize(
    "move",
    [
        lambda app: setattr(slider(app, "height y"), "value", 7.0),
        lambda app: setattr(box(app, "height y"), "value", 7.0),
        lambda app: setattr(find(app, w.Dropdown, "colour"), "value", RED),
        lambda app: setattr(find(app, w.Dropdown, "change"), "value", "tilt"),
        lambda app: app.set(y=1, x=9),
        lambda app: app._page.set_state({"sharpness": 1.0}),
    ],
    ids=["slider", "box", "choice", "numbers", "set", "sharpness"],
)
def test_any_other_control_begins_anew(move):
    async def learner(app, page):
        generation, sent = page.generation, len(page.places)
        move(app)
        await page.answers()
        assert page.generation > generation
        assert len(page.places) == sent + 11
        app._page.set_state({"sharpness": 2.0})
        await page.answers()
        assert right(page)

    played(learner)


def test_frames_of_before_do_not_fit_while_the_kernel_has_not_heard():
    async def learner(app, page):
        for label in ("step x", "height y"):  # moved in the page, of which the kernel hears nothing
            slider(app, label).unobserve_all()
        slider(app, "step x").value = 3
        np.testing.assert_array_equal(page.shows(), pixels_of(app.values | {"x": 3}))
        slider(app, "height y").value = 7.0
        assert page.shows() is None

    played(learner)


def test_another_control_stops_what_is_under_way():
    async def learner(app, page):
        app.set(colour=RED)
        await asyncio.sleep(0)
        page.silent = True
        await page.answers()
        some = len(page.places)
        assert some < 22
        app.set(colour=BLUE)
        app.set(y=1)
        page.silent = False
        await page.answers()
        assert len(page.frames) == 11
        assert all(frame["generation"] == page.generation for frame in page.frames.values())
        assert right(page)

    played(learner)


@pytest.mark.parametrize("why", ["nobody looks", "no answer", "closed"])
def test_nothing_is_sent_ahead(why):
    async def there():
        app = dot_app()
        page = PlayedPage(app, looks=why != "nobody looks")
        page.silent = why == "no answer"
        if why == "closed":
            app.close()
        await page.answers()
        assert page.places == [0]
        if why == "nobody looks":
            for x in (3, 9):
                app.set(x=x)
                await page.answers()
            assert page.places == [0, 3, 9]
            app._page.set_state({"looked_at": True})
            await page.answers()
            assert len(page.frames) == 11

    assert live(there) == []


def test_no_more_than_two_are_on_their_way():
    async def learner(app, page):
        page.silent = True
        app.set(y=3)
        await page.answers()
        assert len(page.places) == 11 + 2

    played(learner)


def test_a_page_that_no_longer_answers_gets_its_pictures_from_the_kernel():
    async def learner(app, page):
        page.silent = True
        for y in range(8):
            app.set(y=y)
            await page.answers()
        sent = []
        app._image._send = lambda message, buffers=None: sent.append(buffers)
        app.set(y=0.5, x=2)
        assert sent == [[app._image.value]]
        np.testing.assert_array_equal(decoded(app._image.value), pixels_of(app.values))

    played(learner)


def test_a_picture_that_the_page_shows_does_not_travel_twice():
    async def learner(app, page):
        app._image.send_state = app._status.send_state = lambda *_: pytest.fail("sent again")
        app.set(x=3)
        app.set(y=3)
        await page.answers()
        assert right(page)

    played(learner)


def test_without_a_script_the_picture_has_its_words_beside_it():
    app = dot_app()
    assert app._status.value.endswith(f'<div class="lesson-over">{app.words.alt}</div>')

    async def learner(app, page):
        app.set(y=3)
        await page.answers()
        assert "lesson-over" not in app._status.value

    played(learner)


def test_a_new_page_gets_all_again():
    async def learner(app, page):
        app.set(x=4)
        await page.answers()
        again = PlayedPage(app)
        await again.answers()
        assert again.places[0] == 4
        assert len(again.frames) == 11
        assert right(again)

    played(learner)


def test_not_more_than_the_budget(monkeypatch):
    monkeypatch.setattr(films.Film.__init__, "__defaults__", (8000,))

    async def learner(app, page):
        for x in (0, 5, 10, 3):
            app.set(x=x)
            await page.answers()
            assert 1 < len(page.frames) < 11
            assert x in page.frames
            assert max(abs(place - x) for place in page.frames) <= len(page.frames)
            assert right(page)

    played(learner)


def test_a_slow_scene_is_not_drawn_ahead_for_long(monkeypatch):
    monkeypatch.setattr(app, "SLOW", -1)

    async def learner(app, page):
        assert page.places == [0, 1, 2]
        app.set(x=7)
        await page.answers()
        assert page.places == [0, 1, 2, 7]

    played(learner)


def test_who_waits_for_the_processor_lets_others_go_first(monkeypatch):
    """As if each frame had waited for the processor as long as it took."""
    monkeypatch.setattr(app, "YIELD", 1e9)
    monkeypatch.setattr(app, "LONGEST", 1000)
    monkeypatch.setattr(app.time, "thread_time", lambda: 0)

    async def there():
        one = dot_app()
        page = PlayedPage(one)
        for y in (2, 3):
            one.set(y=y)
            for _ in range(50):
                page.answer()
                await asyncio.sleep(0)
        ahead, places = one._ahead, page.places
        ahead.cancel()
        return places

    assert asyncio.run(there()) == [0, 1, 0]


def test_a_mistake_ahead_is_told_to_who_comes_there():
    def before(x, **_):
        if x == 2:
            raise RuntimeError("not this one")

    async def learner(app, page):
        assert page.places == [0, 1]
        with pytest.raises(RuntimeError, match="not this one"):
            app.set(x=2)
        app.set(x=1)
        await page.answers()
        assert right(page)

    played(learner, scene=Dot(before))


@pytest.mark.parametrize("kind", [Run, Steps])
def test_only_what_is_computed_already(kind):
    first = kind("x", "step x", range(11), ready=lambda values: 4)

    async def learner(app, page):
        assert page.places == [0, 1, 2, 3]

    played(learner, parts=[first, *controls()[1:]])


def test_two_thousand_moves_leave_nothing_behind():
    async def learner(app, page):
        async def walk(moves):
            for i in range(moves):
                slider(app, "step x").value = i % 11
                if i % 50 == 0:
                    slider(app, "height y").value = i // 50 % 3 + 0.5
                await page.answers()
                page.sent.clear()

        await walk(200)
        before = population()
        tracemalloc.start()
        await walk(200)
        held, _ = tracemalloc.get_traced_memory()
        await walk(2000)
        now, _ = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert population() == before
        assert now - held < 100 * 2000  # a state is a dict of 272 bytes, a picture has 1,500

    played(learner, scene=Dot(named=False))


@pytest.mark.parametrize("first", ["slider", "choice"])
def test_other_first_controls(first):
    x, y, colour, numbers = controls()
    if first == "slider":
        x = Slider("x", "step x", 0, 0, 4, 1)
        parts, places = [x, y, colour, numbers], 5
    else:
        colour = Choice("colour", "colour", BLUE, {"blue": BLUE, "red": RED})
        parts, places = [colour, x, y, numbers], 1

    async def learner(app, page):
        assert len(page.places) == places
        app.set(x=3)
        await page.answers()
        np.testing.assert_array_equal(decoded(app._image.value), pixels_of(app.values))

    played(learner, parts=parts)


def test_whatever_is_moved_the_last_picture_is_right():
    chance = random.Random(1)

    async def learner(app, page):
        for _ in range(60):
            for _ in range(chance.randrange(1, 4)):
                match chance.randrange(7):
                    case 0 | 1:
                        slider(app, "step x").value = chance.randrange(11)
                    case 2:
                        box(app, "step x").value = chance.randrange(13)  # sometimes refused
                    case 3:
                        slider(app, "height y").value = chance.randrange(3) * 1.0
                    case 4:
                        box(app, "height y").value = chance.choice([0.0, 1.0, 99.0])
                    case 5:
                        find(app, w.Dropdown, "colour").value = chance.choice([RED, BLUE])
                    case 6:
                        press(app, chance.choice(["Back", "Next", "Reset"]))
                if chance.random() < 0.3:
                    await asyncio.sleep(0)
            if chance.random() < 0.1:
                page._say({"hello": True})
            await page.answers()
            app.set(x=app.values["x"])  # numbers that were refused give way
            await page.answers()
            assert right(page)
            np.testing.assert_array_equal(decoded(app._image.value), pixels_of(app.values))

    played(learner)


def test_a_training_goes_on_while_frames_are_sent():
    async def learner(app, page):
        press(app, "Train")
        while app.values["x"] < 10:
            await page.answers()
            await rests()
        await page.answers()
        assert right(page)

    played(learner, parts=[Run("x", "step x", range(11), rest=0), *controls()[1:]])
