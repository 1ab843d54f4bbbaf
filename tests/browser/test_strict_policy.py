"""A page whose content policy allows scripts from the server alone: no anywidget runs there."""

import re

import interactives
import pytest
from conftest import Lab
from lesson import PATIENCE, STARTING, Lesson
from playwright.sync_api import expect

from lessons_lib.notation import plain

# What JupyterLab itself needs. An anywidget is a script at a "blob:", which is not allowed here.
NAME = "04_backward_pass"
SHOWN = [
    "".join(output["data"]["text/plain"]).splitlines()[0]
    for name, _, output in interactives.stored()
    if name == NAME
]
ROLES = "button|slider|spinbutton|combobox|textbox|img"
CONTROLS = re.compile(rf"^ *- (?:'?)({ROLES})(?: \"(.*?)\")?", re.M)
POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:"
)


@pytest.fixture(scope="module")
def strict(tmp_path_factory):
    headers = {"headers": {"Content-Security-Policy": POLICY}}
    lab = Lab(tmp_path_factory.mktemp("strict"), f"--ServerApp.tornado_settings={headers}")
    try:
        yield lab
    finally:
        lab.kill()


@pytest.fixture(scope="module")
def lesson(strict, browser):
    expect.set_options(timeout=PATIENCE)
    page, refused = browser.new_page(viewport={"width": 1280, "height": 800}), []
    page.on("console", lambda message: refused.append(message.text))
    lesson = Lesson(page, strict.log)
    lesson.open(f"{strict.address()}lab/tree/notebooks/{NAME}.ipynb?token={strict.token}")
    lesson.choose_from_menu("Run", "Run All Cells")
    expect(lesson.interactives).to_have_count(len(SHOWN), timeout=STARTING)
    broken = page.locator(".jupyter-widgets-error-widget")
    expect(broken).to_have_count(len(SHOWN), timeout=STARTING)  # where the script would have been
    expect(broken.locator("visible=true")).to_have_count(0)
    assert any(re.search("blob:.* violates .* Content Security Policy", text) for text in refused)
    yield lesson
    lesson.close()


def test_every_value_has_a_control_with_a_name_and_every_picture_its_words(lesson):
    """ipywidgets gives a slider's handle no name; the box beside it, of the same value, has one."""
    for call, app in zip(SHOWN, lesson.interactives.all(), strict=True):
        found = CONTROLS.findall(app.aria_snapshot())
        assert {role for role, name in found if not name} <= {"slider", "img"}
        names = [name for role, name in found if role == "spinbutton"]
        assert len(names) == len(set(names)) == sum(role == "slider" for role, _ in found)
        expect(app).to_contain_text(plain(interactives.made(call).words.alt))


def test_the_kernel_shows_every_picture(lesson):
    shown = lesson.nth(0)
    for button in ("Next", "Next", "Back"):
        with shown.new_picture():
            shown.press(button)
        assert shown.picture.evaluate("one => one.decode().then(() => one.naturalWidth)") > 0
