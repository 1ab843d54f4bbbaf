"""Worksheets: questions with the numbers of a seed, their solutions, and slips found in them."""

import re

import numpy as np
import pytest
from chromium import launched
from others import ALL
from playwright.sync_api import sync_playwright

from lessons_lib.exercise.practice import drawn
from lessons_lib.exercise.sheet import Sheet, Worksheet
from lessons_lib.language import languages, speak
from lessons_lib.teaching import answers, sheets

SHEETS = {
    answers.lesson_of(module).name: one
    for module in answers.lessons()
    for one in vars(module).values()
    if isinstance(one, Sheet)
}


def right(sheet, seed):
    """All numbers that belong into the blanks, in one row."""
    fresh = [drawn(one, seed) for one in sheet.exercises]
    return [float(v) for one in fresh for v in np.ravel(one.right(*one.given))]


@pytest.fixture(params=SHEETS)
def sheet(request):
    return SHEETS[request.param]


def test_every_lesson_with_templates_has_a_sheet():
    with_templates = {name.partition(".")[0] for name, one in ALL.items() if one.template}
    assert set(SHEETS) == with_templates


@pytest.mark.parametrize("seed", [1, 4711])
def test_the_right_numbers_are_right(sheet, seed):
    said = sheet(seed, right(sheet, seed))
    assert said.mark == "✓"
    assert said.text.count("✓") == len(sheet.exercises)


def test_each_number_has_a_blank_and_is_in_the_solution(sheet):
    page = sheet(4711)
    assert page.asked().count("class='blank'") == len(right(sheet, 4711))
    for one in (drawn(one, 4711) for one in sheet.exercises):
        assert one.call in page.solved()
    assert "check.sheet(4711" in page.asked()
    assert "`" not in re.sub(r"<code>.*?</code>", "", page.asked())


def test_a_slip_is_found_in_its_question():
    sheet = SHEETS["six_neurons"]
    written = right(sheet, 4711)
    written[2] *= -1
    said = sheet(4711, written)
    first, *others = said.text.splitlines()[1:]
    assert said.mark == "✗"
    assert "the sign is wrong, but only in ∂C/∂z₄" in first
    assert [one.partition("✓")[0] for one in others] == ["2. ", "3. "]


def test_what_is_not_filled_in_yet_is_asked_for():
    sheet = SHEETS["backward_pass"]
    dC_dz, slope = right(sheet, 5)
    assert sheet(5, [dC_dz]).mark == "→"
    assert sheet(5, [dC_dz, ...]).mark == "→"
    assert sheet(5, [..., slope * 1.5]).mark == "✗"
    assert sheet(5, dC_dz, slope).mark == "✓"


@pytest.mark.parametrize("given", [(), (0,), (-3,), (1.5,), ("a",), (4711, [1, 2, 3])])
def test_what_is_no_sheet_is_explained(given):
    said = SHEETS["backward_pass"](*given)
    assert said.mark == "✗"
    assert "number of the sheet" in said.text or "2 blanks on this sheet, not 3" in said.text


def test_the_files_are_the_same_in_every_run(tmp_path):
    first = sheets.write(tmp_path / "1", 7)
    second = sheets.write(tmp_path / "2", 7)
    assert len(first) == 2 * len(SHEETS)
    for one, other in zip(first, second, strict=True):
        assert one.read_bytes() == other.read_bytes()


@pytest.mark.parametrize("language", languages())
def test_a_sheet_fits_on_paper_and_on_a_phone(tmp_path, language):
    files = sheets.write(tmp_path, 4711, language)
    speak("en")
    with sync_playwright() as playwright:
        browser = launched(playwright.chromium)
        page = browser.new_page(viewport={"width": 700, "height": 900})
        for width in (700, 390):  # that of A4 between its margins; a phone
            page.set_viewport_size({"width": width, "height": 900})
            for file in files:
                page.goto(file.as_uri())
                wide = page.evaluate("document.documentElement.scrollWidth")
                assert wide <= width, (file.name, wide)
        browser.close()


def test_in_a_notebook_the_solution_is_folded():
    page = SHEETS["six_neurons"](3)
    assert isinstance(page, Worksheet)
    html = page._repr_html_()
    assert html.count("<details>") == 1 and "<svg" in html.partition("<details>")[0]
