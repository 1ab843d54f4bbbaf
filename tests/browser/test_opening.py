"""A lesson that is opened is alive, at its beginning, if it is one that can be trusted."""

import re
from pathlib import Path

import pytest
from conftest import Lab
from interactives import stored_in
from lesson import PATIENCE, Lesson
from playwright.sync_api import expect

import lessons_lib

FORWARD = "03_forward_pass.ipynb"
SCRIPT = "jupyter/share/jupyter/labextensions/backprop-by-hand/static/opening.js"


@pytest.fixture(scope="module")
def opening(tmp_path_factory):
    lab = Lab(tmp_path_factory.mktemp("opening"), opening=True)
    try:
        yield lab
    finally:
        lab.kill()


@pytest.fixture
def opened(opening, browser):
    expect.set_options(timeout=PATIENCE)
    lessons = []

    def opened(notebook):
        lesson = Lesson(browser.new_page(viewport={"width": 1280, "height": 800}), opening.log)
        lessons.append(lesson)
        lesson.page.set_default_timeout(PATIENCE)
        lesson.open(
            f"{opening.address()}lab/workspaces/{notebook[:2]}/tree/notebooks/{notebook}"
            f"?token={opening.token}"
        )
        return lesson

    yield opened
    for lesson in lessons:
        lesson.close()


def test_it_opens_alive_at_its_beginning_and_its_look_back_follows_the_notes(opened):
    lesson = opened(FORWARD)
    lesson.wait_until_it_has_run(stored_in(FORWARD))
    expect(lesson.page.get_by_role("heading", name="3 · The forward pass")).to_be_in_viewport()
    first = lesson.nth(0)
    with first.new_state():
        first.app.get_by_role("slider").first.press("ArrowRight")

    note = lesson.page.locator(".jp-CodeCell", has_text="check.predict_different").first
    note.locator(".cm-content").fill("check.predict_different(2)")
    note.locator(".cm-content").press("Control+Enter")
    expect(note).to_contain_text("Noted: 2")
    expect(lesson.page.get_by_text("1 came true.")).to_have_count(1)  # the look back follows


def test_what_is_not_trusted_is_not_run(opened, opening):
    path = opening.notebooks / "04_backward_pass.ipynb"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("backward_pass.amplifier()", "backward_pass.amplifier( )"))
    lesson = opened("04_backward_pass.ipynb")
    expect(lesson.page.locator(".jp-CodeCell .jp-InputPrompt").first).to_have_text("[1]:")
    expect(lesson.interactives).to_have_count(0)


def test_run_all_cells_stays_where_the_reader_is(opened):
    lesson = opened(FORWARD)
    lesson.wait_until_it_has_run(stored_in(FORWARD))
    middle = lesson.page.get_by_role("heading", name="One pass finds them all")
    middle.scroll_into_view_if_needed()
    place = "heading => heading.getBoundingClientRect().top"
    before = middle.evaluate(place)
    prompt = lesson.page.locator(".jp-CodeCell .jp-InputPrompt").last
    old = prompt.text_content()
    lesson.choose_from_menu("Run", "Run All Cells")
    expect(prompt).not_to_have_text(old)
    expect(prompt).to_have_text(re.compile(r"\[\d+\]:"))
    lesson.wait_until_it_has_run(stored_in(FORWARD))
    expect(middle).to_be_in_viewport()
    assert abs(middle.evaluate(place) - before) < 40


def test_a_page_that_holds_no_notebook_is_left_alone(browser):
    """As in Voila, whose shell has nothing that could be opened."""
    page = browser.new_page()
    page.add_script_tag(path=Path(lessons_lib.__file__).parent / SCRIPT)
    page.evaluate(
        """async () => {
            const make = await globalThis._JUPYTERLAB["backprop-by-hand"].get();
            make().default.activate({name: "Voila", shell: {}});
        }"""
    )
    page.close()
