"""Every lesson in a real JupyterLab: run all cells, move every control once, hear no complaint."""

from contextlib import contextmanager

import pytest
from interactives import EVERY_NOTEBOOK, NOTEBOOKS, stored_in
from lesson import Interactive
from playwright.sync_api import expect

EVERY = [path.relative_to(NOTEBOOKS).as_posix() for path in EVERY_NOTEBOOK]
LANGUAGES = sorted({notebook.rpartition("/")[0] for notebook in EVERY})
LESSONS = [  # the controls are the same in all languages, so each lesson takes its turn in one
    notebook
    for notebook in EVERY
    if (int(notebook.rpartition("/")[2][:2]) - LANGUAGES.index(notebook.rpartition("/")[0]))
    % len(LANGUAGES)
    == 0
]
COUNT = """app => {
    app.changes = 0;
    const changes = {childList: true, subtree: true, attributes: true, attributeFilter: ['src']};
    for (const part of app.querySelectorAll('.lesson-picture, .lesson-says'))
        new MutationObserver(() => app.changes++).observe(part, changes);
}"""


@contextmanager
def change(app):
    """Wait, at the end of the block, until another picture is shown or something else is said."""
    before = app.evaluate("app => app.changes")
    yield
    app.page.wait_for_function(
        "([app, before]) => app.changes > before", arg=[app.element_handle(), before]
    )


def move_everything(app):
    """Move each control as a finger would, or a key, and wait for what comes of it."""
    app.evaluate(COUNT)
    for choice in app.locator("select").all():  # some choose what a slider is to change
        choice.select_option(index=choice.locator("option").count() - 1)
    for handle in app.locator(".noUi-handle").all():
        start = handle.get_attribute("aria-valuenow")
        with change(app):
            for key in ("End", "ArrowLeft", "ArrowLeft"):
                handle.press(key)
            if handle.get_attribute("aria-valuenow") == start:  # a busy kernel sees no change
                handle.press("ArrowRight")
    for box in app.locator("input[type=number]").all():
        box.press("ArrowDown")  # its slider stands high, but the box may not have followed yet
    for button in app.locator("button").all():
        button.click()


@pytest.mark.parametrize("notebook", LESSONS)
def test_every_control_of_every_interactive(open_lesson, notebook):
    lesson = open_lesson(notebook)
    count = stored_in(notebook)
    assert count
    lesson.run_all_cells(count)
    for app in lesson.interactives.all():
        move_everything(app)
        expect(Interactive(app).error).to_have_text([])
    assert lesson.went_wrong() == []
    lesson.close()
