"""Thousands of updates leave nothing behind."""

import gc
import tracemalloc
from collections import Counter

import ipywidgets as w
import psutil
from comm.base_comm import BaseComm
from matplotlib._pylab_helpers import Gcf
from matplotlib.artist import Artist
from matplotlib.figure import Figure

from .dot import BLUE, RED, Dot, box, dot_app, find, press, slider

UPDATES, TRACED = 2000, 200
KINDS = (w.Widget, BaseComm, Artist, Figure)


def population():
    """How many widgets, comms, artists, figures there are."""
    gc.collect()
    found = Counter()
    for thing in gc.get_objects():
        for kind in KINDS:
            if issubclass(type(thing), kind):
                found[kind.__name__] += 1
    return found


def move(app, i):
    """One of many ways to change the state."""
    match i % 5:
        case 0:
            app.set(x=i % 11, size=i % 7)
        case 1:
            press(app, "Back" if i % 2 else "Next")
        case 2:
            slider(app, "height y").value = i % 15 / 2
        case 3:
            box(app, "step x").value = i % 13  # sometimes out of range
        case 4:
            find(app, w.Dropdown, "colour").value = (RED, BLUE)[i // 5 % 2]


def test_many_updates_leak_nothing():
    app = dot_app(Dot(named=False))  # drawing texts takes longest
    for i in range(100):
        move(app, i)
    before, resident = population(), psutil.Process().memory_info().rss
    for i in range(UPDATES):
        move(app, i)
    assert population() == before
    assert psutil.Process().memory_info().rss - resident < 2000 * UPDATES
    assert Gcf.get_all_fig_managers() == []


def test_what_python_allocates_is_given_back():
    tracemalloc.start()
    try:
        app = dot_app(Dot(named=False))
        for i in range(200):
            move(app, i)
        gc.collect()
        before, _ = tracemalloc.get_traced_memory()
        for i in range(TRACED):
            move(app, i)
        gc.collect()
        after, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert after - before < 200 * TRACED  # a state is a dict of 272 bytes, a picture has 1,500


def test_displaying_leaks_nothing():
    app = dot_app()
    app._repr_mimebundle_()
    before = population()
    for _ in range(20):
        app._repr_mimebundle_()
    assert population() == before
