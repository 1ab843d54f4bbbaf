"""Every lesson in a real JupyterLab: run all cells, move every control once, hear no complaint."""

import json

import pytest
from interactives import EVERY_NOTEBOOK, NOTEBOOKS
from lesson import Interactive
from playwright.sync_api import expect

LESSONS = [path.relative_to(NOTEBOOKS).as_posix() for path in EVERY_NOTEBOOK]


def interactives_of(notebook):
    """How many interactives are stored in a notebook: each has left its still picture."""
    cells = json.loads((NOTEBOOKS / notebook).read_text(encoding="utf-8"))["cells"]
    outputs = [output for cell in cells for output in cell.get("outputs", [])]
    return sum("image/png" in output.get("data", {}) for output in outputs)


COUNT = """app => {
    app.pictures = 0;
    const picture = app.querySelector('.lesson-picture');
    new MutationObserver(() => app.pictures++).observe(picture, {childList: true, subtree: true});
}"""


def move_everything(app):
    """Move each control as a finger would, or a key, and wait for a picture to come of it."""
    app.evaluate(COUNT)
    for option in app.get_by_role("combobox").all():
        option.select_option(index=option.locator("option").count() - 1)
    for handle in app.get_by_role("slider").all():
        for key in ("End", "ArrowLeft", "ArrowLeft"):
            handle.press(key)
    for box in app.get_by_role("spinbutton").all():
        box.press("ArrowDown")  # its slider stands high, but the box may not have followed yet
    for button in app.get_by_role("button").all():
        button.click()
    app.page.wait_for_function("app => app.pictures > 0", arg=app.element_handle())


@pytest.mark.parametrize("notebook", LESSONS)
def test_every_control_of_every_interactive(open_lesson, notebook):
    lesson = open_lesson(notebook)
    count = interactives_of(notebook)
    assert count
    lesson.run_all_cells(count)
    for app in lesson.interactives.all():
        move_everything(app)
        expect(Interactive(app).error).to_have_text([])
    assert lesson.went_wrong() == []
    lesson.close()
