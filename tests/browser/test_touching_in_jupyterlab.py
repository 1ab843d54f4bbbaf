"""A finger in the picture, and Play, in a real JupyterLab."""

import re

import pytest
from playwright.sync_api import expect

from lessons_lib.lessons import six_neurons

NOTEBOOK = "05_six_neurons.ipynb"
LISTEN = """app => {  // what is shown meanwhile, however late we look
    window.shownFormulas = [];
    const note = () => shownFormulas.push(app.querySelector('.lesson-formula')?.textContent ?? '');
    new MutationObserver(note).observe(app, {subtree: true, childList: true, characterData: true});
}"""


@pytest.fixture
def walk(lesson):
    walk = lesson.interactive("six_neurons.walk()")
    walk.app.scroll_into_view_if_needed()
    walk.press("Reset")
    expect(walk.formula).to_have_count(0)
    return walk


@pytest.fixture(scope="module")
def drawn():
    app = six_neurons.walk()
    yield app
    app.close()


def test_a_wire_becomes_what_the_slider_changes(walk, drawn):
    with walk.new_picture():
        walk.touch(drawn, "w_a2_z3")
    weight = walk.slider("w a2→z3")
    expect(weight).to_be_focused()
    expect(walk.box("w a2→z3")).to_have_value("-1")
    with walk.new_picture():
        walk.app.page.keyboard.press("ArrowRight")
    expect(walk.box("w a2→z3")).to_have_value("-0.9")
    with walk.new_picture():
        walk.touch(drawn, "x2", number="w_a2_z3")
    expect(walk.box("x2")).to_have_value("-1")


def test_a_neuron_leads_to_the_moment_that_finds_it(walk, drawn):
    with walk.new_picture():
        walk.touch(drawn, "z4")
    expect(walk.formula.first).to_have_text(re.compile("^z4 = "))
    with walk.new_picture():
        walk.touch(drawn, "z4", moment="z4")  # again
    expect(walk.formula.first).to_have_text(re.compile("^a4 = "))
    with walk.new_picture():
        walk.slider("step").press("End")
    state = {"moment": "gradient"}
    with walk.new_picture():
        walk.touch(drawn, "dC_dz4", **state)
    expect(walk.formula.first).to_have_text(re.compile("^∂C/∂z4 = "))
    with walk.new_picture():
        walk.touch(drawn, "w_a1_z4", moment="dC_dz4")
    expect(walk.slider("w a1→z4")).to_be_focused()


def test_play_walks_until_the_picture_is_touched(walk, drawn):
    play = walk.app.get_by_role("button", name="Play", exact=True)
    walk.app.get_by_role("combobox", name="speed").select_option("0.5 ×")  # far from its end
    walk.app.evaluate(LISTEN)
    play.click()
    walk.app.page.wait_for_function("shownFormulas.some(one => one.startsWith('a1 = '))")
    with walk.new_picture():
        walk.touch(drawn, "w_a3_z5")
    expect(play).to_be_visible()
    moment = walk.slider("step")
    assert moment.get_attribute("aria-valuenow") != moment.get_attribute("aria-valuemax")
