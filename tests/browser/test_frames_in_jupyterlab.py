"""Pictures that the page has already: it shows them while the kernel is stopped."""

import os
import re
import time
from contextlib import contextmanager

import nbformat
import psutil
import pytest
from lesson import STARTING
from playwright.sync_api import expect

NOTEBOOK = "05_six_neurons.ipynb"
WALK = "six_neurons.walk()"
# Whether the first walk of the notebook has sent all its frames, and the page has got them. On a
# busy machine frames may be too slow to be drawn ahead; not here.
ALL_ARE_THERE = """
from lessons_lib.app import app
app.SLOW = float("inf")
from ipywidgets.widgets.widget import _instances
(walk,) = [one for one in _instances.values() if repr(one).startswith("six_neurons.walk()\\n")]
film, places = walk._page.film, walk._all[0].places
film.wound_up = False
walk._look_ahead()
there = not film.on_their_way and all(film.frame(place) for place in places)
"""
ASK = """async code => {
    const kernel = window.jupyterapp.shell.currentWidget.sessionContext.session.kernel;
    const content = {code, silent: true, user_expressions: {there: 'there'}};
    const answer = await kernel.requestExecute(content).done;
    return answer.content.user_expressions.there.data?.['text/plain'] === 'True';
}"""

pytestmark = pytest.mark.skipif(os.name == "nt", reason="a process cannot be stopped there")


def wait_for_all_frames(lesson):
    deadline = time.monotonic() + STARTING / 1000
    while not lesson.page.evaluate(ASK, ALL_ARE_THERE):
        assert time.monotonic() < deadline, "some frames never come"
        lesson.page.wait_for_timeout(100)


@pytest.fixture
def walk(lesson):
    """The walk at its beginning, all of whose frames the page has."""
    walk = lesson.interactive(WALK)
    walk.app.scroll_into_view_if_needed()
    walk.press("Reset")
    expect(walk.formula).to_have_count(0)
    wait_for_all_frames(lesson)
    return walk


@contextmanager
def stopped_kernel():
    """Inside, no kernel of this test does anything at all."""
    family = psutil.Process().children(recursive=True)
    kernels = [one for one in family if "ipykernel_launcher" in " ".join(one.cmdline())]
    assert kernels
    for kernel in kernels:
        kernel.suspend()
    try:
        yield
    finally:
        for kernel in kernels:
            kernel.resume()


def said(walk, symbol):
    expect(walk.formula.first).to_have_text(re.compile(rf"^{symbol} = "))
    expect(walk.picture).to_have_attribute("alt", re.compile(rf"\b{symbol} = "))


def test_the_page_walks_by_itself(walk):
    slider = walk.slider("step")
    with stopped_kernel():
        for by_key, symbol in enumerate(["z1", "a1", "z2"], start=1):
            with walk.new_picture():
                slider.press("ArrowRight")
            said(walk, symbol)
            expect(walk.box("step")).to_have_value(str(by_key))
        with walk.new_picture():
            walk.press("Next")
        said(walk, "a2")
        with walk.new_picture():
            walk.press("Back")
        said(walk, "z2")
        with walk.new_picture():
            slider.press("End")
        expect(walk.status).to_contain_text("gradient")
        with walk.new_picture():
            slider.press("Home")
        expect(walk.formula).to_have_count(0)
        first = walk.shown()
        with walk.new_picture():
            slider.press("ArrowRight")
        second = walk.shown()
    with walk.new_picture():  # the kernel has followed, and goes on from here
        walk.press("Back")
    assert walk.shown() == first
    with walk.new_picture():
        walk.press("Next")
    assert walk.shown() == second


def test_where_another_control_was_moved_the_kernel_is_waited_for(walk):
    with stopped_kernel():
        with walk.new_picture():
            walk.slider("step").press("ArrowRight")
        before = walk.shown()
        walk.slider("w x1→z1").press("ArrowRight")
        walk.slider("step").press("ArrowRight")
        walk.press("Next")
        assert walk.shown() == before
    expect(walk.formula.last).to_have_text("= (−1) · 1 + 1 · (−1) + 0 = −2")
    expect(walk.picture).to_have_attribute("alt", re.compile(r"z1 = 4\.1,"))


def test_two_views_are_in_step(lab, open_lesson):
    cells = [
        "from lessons_lib.lessons import six_neurons",
        "walk = six_neurons.walk()\nwalk",
        "walk",
    ]
    cells = [nbformat.v4.new_code_cell(cell) for cell in cells]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}
    notebook = nbformat.v4.new_notebook(cells=cells, metadata=kernel)
    nbformat.write(notebook, lab.notebooks / "twice.ipynb")
    lesson = open_lesson("twice.ipynb")
    lesson.run_all_cells(2)
    wait_for_all_frames(lesson)
    views = [lesson.nth(0), lesson.nth(1)]
    with stopped_kernel():
        for pressed, symbol in zip(views, ["z1", "a1"], strict=True):
            pressed.press("Next")
            for view in views:
                said(view, symbol)
        assert views[0].shown() == views[1].shown()
    assert lesson.went_wrong() == []
