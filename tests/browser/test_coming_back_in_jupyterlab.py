"""A learner saves, goes away, and comes back when the kernel is long gone."""

from lesson import Interactive
from playwright.sync_api import expect


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
