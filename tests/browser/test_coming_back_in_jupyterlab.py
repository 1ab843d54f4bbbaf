"""A learner saves, goes away, and comes back: to a kernel that lives, or is long gone."""

import re

from interactives import stored_in
from lesson import STARTING, Interactive
from playwright.sync_api import expect

DIGITS = "10_handwritten_digits.ipynb"


def test_a_picture_is_as_it_was_left_and_says_how_to_wake_it(open_lesson):
    lesson = open_lesson("00_start_here.ipynb")
    lesson.run_all_cells(2)
    miniature = Interactive(lesson.interactives.first)
    with miniature.new_picture():
        miniature.type("input 1", 3)
    left = miniature.shown()
    lesson.save()
    lesson.close()

    lesson = open_lesson("00_start_here.ipynb")
    miniature = Interactive(lesson.interactives.first)
    expect(miniature.picture).to_be_visible()
    assert miniature.shown() == left
    expect(lesson.widget_errors).to_have_count(0)
    note = miniature.app.evaluate("app => getComputedStyle(app, '::before').content")
    assert "Run All Cells" in note

    lesson.run_all_cells(2)
    miniature = Interactive(lesson.interactives.first)
    expect(miniature.box("input 1")).to_have_value("1")
    awake = miniature.app.evaluate("app => getComputedStyle(app, '::before').content")
    assert awake == "none"
    with miniature.new_picture():
        miniature.type("input 1", -2)
    assert lesson.went_wrong() == []


def test_after_two_runs_and_a_reload_every_picture_is_alive(open_lesson):
    lesson, count = open_lesson(DIGITS), stored_in(DIGITS)
    last = lesson.page.locator(".jp-CodeCell .jp-InputPrompt").last
    for _ in range(2):
        before = last.text_content()
        lesson.choose_from_menu("Run", "Run All Cells")
        expect(last).not_to_have_text(before)
        lesson.wait_until_it_has_run(count)
        expect(last).to_have_text(re.compile(r"\[\d+\]:"), timeout=STARTING)
    lesson.save()
    lesson.page.reload()
    expect(lesson.interactives).to_have_count(count, timeout=STARTING)
    expect(lesson.page.get_by_text("Loading widget")).to_have_count(0)
    expect(lesson.widget_errors).to_have_count(0)
    train = Interactive(lesson.interactives.first)
    with train.new_picture():
        train.press("Next")
