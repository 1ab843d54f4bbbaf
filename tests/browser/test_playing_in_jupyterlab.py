"""The pass as a game in JupyterLab: typing and Enter, without a mouse."""

import pytest
from interactives import stored_in
from playwright.sync_api import expect

NOTEBOOK = "05_six_neurons.ipynb"


@pytest.fixture
def lesson(open_lesson):
    lesson = open_lesson(NOTEBOOK, "doc")
    yield lesson
    assert lesson.went_wrong() == []
    lesson.close()


def test_the_pass_is_played_by_typing_and_enter(lesson):
    lesson.run_all_cells(stored_in(NOTEBOOK))
    app = lesson.page.locator(".lesson-app").last
    box = app.get_by_label("z₁ =")
    keys = lesson.page.keyboard
    box.focus()
    keys.type("3")
    keys.press("Enter")
    expect(app).to_contain_text("the bias is forgotten")
    expect(box).to_be_focused()
    keys.press("ControlOrMeta+a")
    keys.type("4")
    keys.press("Enter")
    expect(app).to_contain_text("z1 = 4 is right. What is a1?")
    expect(app.get_by_label("a₁ =")).to_be_focused()
    keys.type("1/(1+e^(-4))")
    keys.press("Enter")
    expect(app).to_contain_text("What is z2?")
