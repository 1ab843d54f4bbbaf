"""No label, button or option of a made-up longer language is cut off.

Exception: an option longer than a line of a phone; the open list shows it in full.
"""

import interactives
import nbformat
import pseudo
import pytest
from playwright.sync_api import expect

CUT_OFF = """() => [...document.querySelectorAll('.lesson-app')].flatMap(app => {
    const hidden =
        '.lesson-box > label, .lesson-unlabelled .widget-slider > label, .lesson-over';
    const parts = 'label, button, .widget-hbox, .lesson-says *';
    const wide = [...app.querySelectorAll(parts)].filter(part =>
        !part.matches(hidden) && getComputedStyle(part).display !== 'inline'
        && part.scrollWidth > part.clientWidth + 1);
    const pen = document.createElement('canvas').getContext('2d');
    const lists = [...app.querySelectorAll('select')].filter(list => {
        const {font, paddingLeft, paddingRight} = getComputedStyle(list);
        const room = list.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight);
        pen.font = font;
        const cut = [...list.options].some(option => pen.measureText(option.text).width > room + 1);
        const line = app.clientWidth - 2 * parseFloat(getComputedStyle(app).paddingLeft);
        return cut && list.offsetWidth < line - 10;
    });
    return [...wide, ...lists].map(part => `${part.clientWidth}: ${part.outerHTML}`);
})"""


@pytest.fixture(scope="module")
def opened(lab, open_lesson):
    pseudo.catalogue(lab.notebooks)
    file = "longer_words.ipynb"
    speaking = f"from pathlib import Path\nspeak({pseudo.LANGUAGE!r}, Path())"
    nbformat.write(interactives.notebook(speaking), lab.notebooks / file)
    opened = open_lesson(file, "doc")
    opened.run_all_cells(len(interactives.calls()))
    yield opened
    opened.close()


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (390, 844)], ids=["screen", "phone"])
def test_nothing_is_cut_off(opened, width, height):
    opened.page.set_viewport_size({"width": width, "height": height})
    expect(opened.interactives.first).to_contain_text("⟦")
    assert opened.page.evaluate(CUT_OFF) == []
    assert opened.went_wrong() == []
