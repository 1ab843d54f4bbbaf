"""Every lesson in a real JupyterLab: run all cells, move every control once, hear no complaint."""

import pytest
from interactives import EVERY_NOTEBOOK, NOTEBOOKS, stored_in
from lesson import PATIENCE, Interactive
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
# Moves each control once, and waits for each slider until the picture or the words have changed.
MOVE_EVERYTHING = """async ([app, patience]) => {
    let changes = 0;
    const what = {childList: true, subtree: true, attributes: true, attributeFilter: ['src']};
    const observer = new MutationObserver(() => changes++);
    for (const part of app.querySelectorAll('.lesson-picture, .lesson-says'))
        observer.observe(part, what);
    const tell = (control, name) => control.dispatchEvent(new Event(name, {bubbles: true}));
    for (const list of app.querySelectorAll('select')) {  // some choose what a slider changes
        list.selectedIndex = list.length - 1;
        tell(list, 'change');
    }
    const still = [];
    for (const handle of app.querySelectorAll('.noUi-handle')) {
        const before = changes, start = handle.getAttribute('aria-valuenow');
        const press = key =>
            handle.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true}));
        ['End', 'ArrowLeft', 'ArrowLeft'].forEach(press);
        if (handle.getAttribute('aria-valuenow') === start) press('ArrowRight');
        const late = performance.now() + patience;
        while (changes === before && performance.now() < late)
            await new Promise(requestAnimationFrame);
        if (changes === before) still.push(handle.getAttribute('aria-label'));
    }
    for (const box of app.querySelectorAll('input[type=number]')) {
        box.stepDown();
        for (const name of ['input', 'change']) tell(box, name);
    }
    for (const button of app.querySelectorAll('button')) button.click();
    return still;
}"""


@pytest.mark.parametrize("notebook", LESSONS)
def test_every_control_of_every_interactive(open_lesson, notebook):
    lesson = open_lesson(notebook)
    count = stored_in(notebook)
    assert count
    lesson.run_all_cells(count)
    for app in lesson.interactives.all():
        assert app.page.evaluate(MOVE_EVERYTHING, [app.element_handle(), PATIENCE]) == []
        expect(Interactive(app).error).to_have_text([])
    assert lesson.went_wrong() == []
    lesson.close()
