"""From a wrong number to a new question of the same kind with one press of a button."""

from interactives import stored_in
from playwright.sync_api import expect

NOTEBOOK = "04_backward_pass.ipynb"


def test_another_one_and_its_solution(open_lesson):
    lesson = open_lesson(NOTEBOOK)
    lesson.run_all_cells(stored_in(NOTEBOOK))
    cell = lesson.page.locator(".jp-CodeCell", has_text="check.dC_dz(").first
    cell.scroll_into_view_if_needed()
    editor = cell.locator(".cm-content")

    def answer(text):
        editor.fill(text)
        editor.press("Control+Enter")

    answer("check.dC_dz(0.42)")
    expect(cell).to_contain_text("one place too far right")
    cell.get_by_role("button", name="Another one").click()
    expect(cell).to_contain_text("check.dC_dz.new(1)")
    assert cell.locator("math").count() >= 5  # the numbers of the question

    answer("check.dC_dz(0.1)")
    expect(cell.get_by_role("button", name="Solution")).to_be_visible()
    cell.get_by_role("button", name="Solution").click()
    solution = cell.locator("pre code")
    expect(solution).to_contain_text("check.dC_dz(")
    answer(solution.text_content())
    expect(cell).to_contain_text("check.dC_dz.new(2)")
