"""Lesson 5 from the first cell to the last without a mouse, and after a restart of its kernel."""

import re

import pytest
from interactives import stored_in
from playwright.sync_api import expect

NOTEBOOK = "05_six_neurons.ipynb"
INTERACTIVES = stored_in(NOTEBOOK)
TRAINING, PLAY = 4, 5

FOCUSED = """() => {
    const at = document.activeElement;
    const kind = at.getAttribute('role') ?? at.type ?? at.tagName;
    return [[...document.querySelectorAll('.lesson-app')].indexOf(at.closest('.lesson-app')),
            kind, at.tagName === 'SELECT' ? at.ariaLabel : at.textContent];
}"""
CHOSEN = """cell => window.jupyterapp.shell.currentWidget.content.activeCellIndex === cell"""
# What each control is given; the picture, or what is said of it, is another one then.
KEYS = {
    "slider": ["ArrowRight"],
    "number": ["ControlOrMeta+a", "5", "Enter"],
    "select-one": ["ArrowDown"],
    "text": ["4", "Enter"],
    "Check": ["Enter"],
    "Back": ["Enter"],
    "Next": ["Space"],
    "Play": ["Enter", "Space"],
    "Reset": ["Enter"],
}
SPEED, TOGGLE = "speed", "The numbers"


@pytest.fixture
def lesson(open_lesson):
    lesson = open_lesson(NOTEBOOK, "doc")
    yield lesson
    assert lesson.went_wrong() == []
    lesson.close()


def test_a_whole_lesson_by_the_keyboard(lesson):
    keys, cells = lesson.page.keyboard, lesson.page.locator(".jp-Cell").count()
    for cell in range(1, cells):
        keys.press("Shift+Enter")
        lesson.page.wait_for_function(CHOSEN, arg=cell)
    keys.press("ControlOrMeta+Enter")  # the last one: no other cell follows it
    lesson.wait_until_it_has_run(INTERACTIVES)
    for _ in range(cells):
        keys.press("ArrowUp")
    lesson.page.wait_for_function(CHOSEN, arg=0)

    used = []
    for _ in range(100):
        keys.press("Tab")
        at, kind, text = lesson.page.evaluate(FOCUSED)
        if at < 0 and used and used[-1][0] == INTERACTIVES - 1:
            break  # behind the last one
        if at < 0:
            continue  # a link in the prose
        if kind == "DIV":
            continue  # a part that scrolls
        control = text if text in (*KEYS, SPEED, TOGGLE) else kind
        app = lesson.nth(at)
        if control == TOGGLE:
            keys.press("Space")
            expect(app.rows.first).to_be_visible()
        elif control == SPEED:
            keys.press("ArrowDown")
            expect(app.app.get_by_role("combobox", name=SPEED)).to_have_value("2")
        elif control == "Check":
            keys.press("Enter")
            expect(app.app.get_by_text("Type the number into the box.")).to_be_visible()
        elif control == "Back" and app.box(re.compile("^step|number")).input_value() == "0":
            keys.press("Enter")
            expect(app.app.get_by_text("This is the first step.")).to_be_visible()
        else:
            with app.new_state():
                for key in KEYS[control]:
                    keys.press(key)
        used.append((at, control))

    walk = ["Back", "Next", "Play", SPEED, "slider", "number", "Reset"]
    for at in range(INTERACTIVES):
        change = ["select-one"] if at < TRAINING else []
        expected = [*walk, *change, "slider", "number", TOGGLE]
        if at == PLAY:
            expected = ["text", "Check", "Reset", "Back", "Next", "slider", "number", TOGGLE]
        assert [control for where, control in used if where == at] == expected


def test_going_on_after_the_kernel_was_restarted(lesson):
    lesson.run_all_cells(INTERACTIVES)
    walk = lesson.nth(0)
    with walk.new_picture():
        walk.press("Next")
    before = walk.shown()
    lesson.restart_and_run_all_cells()
    expect(walk.formula).to_have_count(0)
    with walk.new_picture():
        walk.press("Next")
    expect(walk.status).to_have_text(before.status)
    expect(lesson.interactives).to_have_count(INTERACTIVES)
    assert walk.shown() == before
