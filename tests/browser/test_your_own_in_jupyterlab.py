"""A network and a formula of one's own in JupyterLab: built, changed, played, taken along."""

import html
import re

import numpy as np
import pytest
from interactives import stored_in
from playwright.sync_api import expect

from lessons_lib.language import say, speak
from lessons_lib.lessons import your_own
from lessons_lib.lessons.shared.own_network import own_network
from lessons_lib.network import gradient

BUILD, WALK, PLAY, EXPRESSION = 0, 1, 2, 6
LINE = "[3, 4, 2], ['tanh', 'softmax'], seed=4"
SETTINGS = {"sizes": [3, 4, 2], "sigma": ["tanh", "softmax"], "seed": 4}
WIRE, NAME = "w_x2_z1", "w x2→z1"
OWN = own_network(**SETTINGS, **{WIRE: 2})

ACTIVE = "window.jupyterapp.shell.currentWidget.content.activeCellIndex"
FOCUSED = """() => {
    const at = document.activeElement;
    const name = at.getAttribute('aria-label') ?? at.labels?.[0]?.textContent ?? at.textContent;
    const app = [...document.querySelectorAll('.lesson-app')].indexOf(at.closest('.lesson-app'));
    return [app, name, at.tagName];
}"""


class Mouse:
    """Cells and controls by the mouse; only what must be typed is typed."""

    def __init__(self, lesson):
        self.lesson, self.page, self.keys = lesson, lesson.page, lesson.page.keyboard

    def run(self, cell, code=""):
        """Run a cell, with another code if there is one, and wait until it has run."""
        editor = self.page.locator(".jp-Cell").nth(cell).locator(".cm-content")
        editor.click()
        self.write(code)
        self.press_run()
        prompt = self.page.locator(".jp-Cell").nth(cell).locator(".jp-InputPrompt")
        expect(prompt).to_have_text(re.compile(r"\[\d+\]:"))

    def write(self, code):
        if code:
            self.keys.press("ControlOrMeta+a")
            self.keys.insert_text(code)

    def press_run(self):
        self.page.get_by_role("button", name=re.compile("^Run this cell")).click()

    def press(self, app, name):
        self.lesson.nth(app).press(name)

    def choose(self, app, name, option):
        self.lesson.nth(app).choose(name, option)

    def take_the_wire(self, app):
        """Make its weight what the slider changes: by touching it in the picture."""
        drawn = your_own.network(**SETTINGS)
        self.lesson.nth(app).touch(drawn, WIRE, moment="z1")
        drawn.close()
        expect(self.lesson.nth(app).slider(NAME)).to_be_focused()

    def type(self, app, name, text):
        self.lesson.nth(app).app.get_by_label(name, exact=True).last.click()
        self.keys.press("ControlOrMeta+a")
        self.keys.type(text)
        self.keys.press("Enter")


class Keyboard(Mouse):
    """All by the keyboard: arrows from cell to cell, Tab from control to control."""

    def run(self, cell, code=""):
        while self.page.evaluate(FOCUSED)[0] >= 0:  # back from the controls to their cell
            self.keys.press("Shift+Tab")
        self.keys.press("Escape")
        while (at := self.page.evaluate(ACTIVE)) != cell:
            self.keys.press("ArrowDown" if at < cell else "ArrowUp")
            self.page.wait_for_function(f"at => {ACTIVE} !== at", arg=at)
        self.keys.press("Enter")
        self.write(code)
        self.keys.press("ControlOrMeta+Enter")
        prompt = self.page.locator(".jp-Cell").nth(cell).locator(".jp-InputPrompt")
        expect(prompt).to_have_text(re.compile(r"\[\d+\]:"))

    def go(self, app, name, kind):
        for _ in range(250):  # behind the last one comes the first
            self.keys.press("Tab")
            if self.page.evaluate(FOCUSED) == [app, name, kind]:
                return
        raise AssertionError(f"Tab does not lead to {name}")

    def press(self, app, name):
        self.go(app, name, "BUTTON")
        self.keys.press("Enter")

    def choose(self, app, name, option):
        self.go(app, name, "SELECT")
        self.keys.press("Home")
        for _ in range(60):
            chosen = self.page.evaluate("document.activeElement.selectedOptions[0].text")
            if chosen.replace("\xa0", " ") == option:  # where ipywidgets keeps words together
                return
            self.keys.press("ArrowDown")
        raise AssertionError(f"{name} has no {option}")

    def take_the_wire(self, app):
        self.choose(app, say("change"), NAME)

    def type(self, app, name, text):
        self.go(app, name, "INPUT")
        self.keys.press("ControlOrMeta+a")
        self.keys.type(text)
        self.keys.press("Enter")


def sources(lesson):
    """The code of each cell, by its index."""
    return lesson.page.evaluate(
        "[...window.jupyterapp.shell.currentWidget.content.widgets]"
        ".map(cell => cell.model.sharedModel.getSource())"
    )


@pytest.mark.parametrize(
    ("folder", "language", "hand"), [("", "en", Mouse), ("zh/", "zh", Keyboard)]
)
def test_from_the_builder_to_the_file_and_a_formula(open_lesson, lab, folder, language, hand):
    notebook = f"{folder}11_your_own.ipynb"
    lesson = open_lesson(notebook, "doc")
    lesson.run_all_cells(stored_in(notebook))
    code = sources(lesson)
    at = {name: code.index(f"your_own.{name}(mine)") for name in ("play", "sheet", "pytorch")}
    walk_cell = next(i for i, one in enumerate(code) if "network(built)" in one)
    me = hand(lesson)
    speak(language)
    try:
        # Build it. Another seed, so that it is not the one of the lesson.
        me.type(BUILD, say("seed"), "4")
        expect(lesson.nth(BUILD).app.locator("pre")).to_have_text(f"your_own.network({LINE})")
        # Walk it, and change a weight on the picture.
        me.run(walk_cell)
        walk = lesson.nth(WALK)
        expect(walk.app.locator("pre")).to_have_text(f"your_own.network({LINE})")
        me.press(WALK, say("Next"))
        expect(walk.formula.first).to_contain_text("z1")
        me.take_the_wire(WALK)
        expect(walk.box(NAME)).to_have_value("-0.09")  # else it comes while the learner types
        me.type(WALK, NAME, "2")
        line = f"your_own.network({LINE}, {WIRE}=2)"
        expect(walk.app.locator("pre")).to_have_text(line)
        # Find one ∂C/∂z by hand: first without the slope, then right.
        me.run(at["play"])
        numbers = OWN.walk.values(OWN.start)
        me.type(PLAY, say("number"), "16")
        right = numbers["dC_dz3"]
        me.type(PLAY, "∂C/∂z₃ =", repr(right / numbers["s3"]))
        expect(lesson.nth(PLAY).status).to_contain_text(say("σ′ is missing"))
        me.type(PLAY, "∂C/∂z₃ =", repr(right))
        expect(lesson.nth(PLAY).status).to_contain_text("✓")
        # The sheet, and the program: the numbers of the changed network.
        me.run(at["sheet"], 'your_own.sheet(mine).save("mine.html")')
        me.run(at["pytorch"], 'your_own.pytorch(mine).save("mine.py")')
        notebooks = lab.notebooks / folder
        sheet = html.unescape((notebooks / "mine.html").read_text("utf-8"))
        assert line.replace("network", "play") in sheet and sheet.count("class='blank'") == 45
        program = (notebooks / "mine.py").read_text("utf-8")
        assert_it_prints_our_gradient(program)
        # A formula.
        formula = next(i for i, one in enumerate(code) if "x*y + sin(x)" in one)
        me.run(formula, 'your_own.expression("u = x*y; z = u + exp(u)", x=2, y=0)')
        me.type(EXPRESSION, say("step"), "4")
        expect(lesson.nth(EXPRESSION).formula.last).to_have_text("∂z/∂x = 0 + 0 = 0")
        me.choose(EXPRESSION, say("change"), "y")
        expect(lesson.nth(EXPRESSION).formula.last).to_have_text("∂z/∂y = 2 + 2 = 4")
    finally:
        speak("en")
    assert lesson.went_wrong() == []
    lesson.close()


def assert_it_prints_our_gradient(program):
    """Run it where PyTorch is; elsewhere look at the numbers that it begins with."""
    ours = gradient(OWN.net, OWN.x, OWN.target, OWN.cost).theta
    assert ours.size == 26
    try:
        import torch  # noqa: F401
    except ImportError:
        given = re.search(r"theta = \[.*?\n(.*?)\n\]", program, re.DOTALL)[1]
        numbers = [float(one) for one in re.findall(r"-?\d+\.\d+", given)]
        assert sorted(numbers) == sorted(OWN.net.theta)
        return
    printed = []
    exec(program, {"print": lambda one: printed.append(one.ravel().tolist())})
    assert np.allclose(np.concatenate(printed), ours, atol=1e-12)
