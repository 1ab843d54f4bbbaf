"""Which frames a page keeps, and which is drawn ahead: nearest first, within a number of bytes."""

import random

import pytest

from lessons_lib.app.film import Film
from lessons_lib.app.frames import Frame
from lessons_lib.app.words import Words


def frame(size=100):
    return Frame({}, Words("", ""), bytes(size), said="", numbers="", alt="")


def filled(film, at, places, size=100):
    """Draw ahead until there is nothing to draw; the places in this order."""
    drawn = []
    while (place := film.next(at, places)) is not None:
        assert len(drawn) <= 2 * len(places), "it never ends"
        drawn.append(place)
        film.keep(place, frame(size), at)
    return drawn


def kept(film, places):
    return [place for place in places if film.frame(place)]


def test_nearest_first_and_of_two_the_one_ahead():
    assert filled(Film(), 3, range(7)) == [3, 4, 2, 5, 1, 6, 0]
    assert filled(Film(), 0.2, [0, 0.1, 0.2, 0.3]) == [0.2, 0.3, 0.1, 0]
    assert Film().next(0, []) is None


def test_the_budget_holds_the_nearest():
    film = Film(budget=550)
    assert filled(film, 5, range(11)) == [5, 6, 4, 7, 3]
    assert kept(film, range(11)) == [3, 4, 5, 6, 7]


def test_who_walks_on_takes_the_frames_along():
    film = Film(budget=550)
    filled(film, 5, range(21))
    assert filled(film, 8, range(21)) == [8, 9, 10]
    assert kept(film, range(21)) == [6, 7, 8, 9, 10]
    assert film.keep(20, frame(), 20) == [6]


def test_the_page_is_told_what_to_forget():
    film, page = Film(budget=1000), {}
    chance = random.Random(0)
    for _ in range(2000):
        at = chance.randrange(200)
        place = film.next(at, range(200)) if chance.random() < 0.7 else at
        if place is None or film.frame(place):
            continue
        page[place] = frame(chance.randrange(50, 300))
        for far in film.keep(place, page[place], at):
            del page[far]
        assert {one: film.frame(one) for one in page} == page
        assert kept(film, range(200)) == sorted(page)
        assert film.size == sum(one.size for one in page.values()) <= 1000 + 300


def test_a_frame_larger_than_the_budget_is_kept_alone():
    film = Film(budget=50)
    assert filled(film, 2, range(5), size=80) == [2]
    assert film.keep(3, frame(80), 3) == [2]
    assert kept(film, range(5)) == [3]


def test_another_setting_begins_a_new_generation():
    film = Film()
    film.set({"y": 1})
    filled(film, 0, range(3))
    first = film.generation
    film.set({"y": 1})
    assert film.generation == first
    assert kept(film, range(3)) == [0, 1, 2]
    film.set({"y": 2})
    assert film.generation != first
    assert kept(film, range(3)) == []
    film.set({"y": 1})
    assert kept(film, range(3)) == []


def test_what_is_on_its_way_is_counted_for_this_generation():
    film = Film()
    film.keep(0, frame(), 0)
    film.keep(1, frame(), 0)
    old = film.generation
    film.arrived(old)
    assert film.on_their_way == 1
    film.begin()
    film.keep(0, frame(), 0)
    film.arrived(old)
    assert film.on_their_way == 1
    for _ in range(3):  # several pages answer
        film.arrived(film.generation)
    assert film.on_their_way == 0


def test_wound_up_until_the_next_generation():
    film = Film()
    film.wound_up = True
    assert film.next(0, range(3)) is None
    film.begin()
    assert film.next(0, range(3)) == 0


def test_two_slow_frames_in_a_row_end_it_and_a_single_one_does_not():
    film = Film()
    for slow in (True, False, True):
        film.drawn_ahead(slow)
        assert film.next(0, range(3)) == 0
    film.drawn_ahead(True)
    assert film.next(0, range(3)) is None
    film.begin()
    film.drawn_ahead(True)
    assert film.next(0, range(3)) == 0


@pytest.mark.parametrize("age", [0, 1000])
def test_a_generation_is_young_at_first(age):
    film = Film()
    assert film.young(age) == 0  # before the first one
    film.begin()
    assert (film.young(age) > 0) == (age > 0)
