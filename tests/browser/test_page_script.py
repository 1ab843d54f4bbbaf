"""The script of an App: names, frames and steps, in a page that holds nothing else."""

import re

import pytest
from playwright.sync_api import expect
from script import filled, shows, walk


def test_controls_get_their_names_and_keep_them(page):
    handle = page.locator(".noUi-handle")
    expect(handle).to_have_attribute("aria-label", "weight w")
    expect(handle).to_have_attribute("data-lm-suppress-shortcuts", "true")
    expect(page.locator("#list")).to_have_attribute("data-lm-suppress-shortcuts", "true")
    expect(page.locator(".widget-html-content")).to_have_attribute("role", "status")
    toggle = page.locator(".widget-toggle-button")
    expect(toggle).to_have_attribute("aria-expanded", "false")
    toggle.evaluate("toggle => toggle.classList.add('mod-active')")
    expect(toggle).to_have_attribute("aria-expanded", "true")
    page.locator("label").evaluate("label => { label.textContent = 'bias b'; }")
    expect(handle).to_have_attribute("aria-label", "bias b")
    page.locator(".lesson-app").evaluate("app => app.append(document.createElement('select'))")
    expect(page.locator("select").last).to_have_attribute("data-lm-suppress-shortcuts", "true")


def test_the_picture_has_its_words(page):
    expect(page.locator("img")).to_have_attribute("alt", "at first")
    page.evaluate("model.set('alt', 'two neurons')")
    expect(page.locator("img")).to_have_attribute("alt", "two neurons")


@pytest.mark.parametrize(
    ("width", "height", "asked"),
    [(700, 900, 1.75), (390, 900, 0.975), (1100, 900, 2), (700, 150, 0.8)],
    ids=["wide", "phone", "sharpest", "low"],
)
def test_the_page_asks_for_as_many_pixels_as_it_shows(page, width, height, asked):
    page.set_viewport_size({"width": width, "height": height})
    page.wait_for_function("asked => model.get('sharpness') === asked", arg=asked)
    if asked != 2:
        last = "asked => sent.some(one => one.saved === 'page' && one.sharpness === asked)"
        page.wait_for_function(last, arg=asked)


def test_no_rule_of_the_style_is_dropped(page):
    rules = page.evaluate("""() => {
        const count = rules => [...rules].reduce((n, one) => n + 1 + count(one.cssRules ?? []), 0);
        return count(document.styleSheets[0].cssRules);
    }""")
    style = page.locator("style").text_content()
    assert rules == re.sub(r"/\*.*?\*/", "", style, flags=re.S).count("{")
    wake = page.locator(".lesson-app").evaluate(
        "app => getComputedStyle(app).getPropertyValue('--lesson-wake')"
    )
    assert wake == '"Run \'All Cells"'


def test_a_known_frame_is_shown_at_once(page):
    filled(page, 3, 4, 5)
    assert shows(page, 3)
    for place in (4, 5, 3):
        walk(page, place)
        assert shows(page, place)
        assert page.evaluate("models.box.get('value')") == place
    walk(page, 6)
    assert shows(page, 3)
    assert page.evaluate("sent.filter(one => one.got).length") == 3


def test_places_between_whole_numbers(page):
    filled(page, 0.3)
    walk(page, 0.1 + 0.2)
    assert shows(page, 0.3)


@pytest.mark.parametrize("moved", ["models.other.set('value', 1)", "models.list.set('index', 0)"])
def test_with_another_control_elsewhere_no_frame_fits(page, moved):
    filled(page, 3, 4)
    page.evaluate(moved)
    walk(page, 4)
    assert shows(page, 3)
    page.evaluate("models.other.set('value', 0.5)")
    page.evaluate("models.list.set('index', 1)")
    assert shows(page, 4)  # back again: now it fits


def test_an_answer_is_shown_unless_the_learner_is_at_a_known_frame(page):
    page.evaluate("frame(7, {answer: true})")
    assert shows(page, 7)  # the kernel does not follow fast enough, but it gets somewhere
    filled(page, 3)
    assert shows(page, 3)
    page.evaluate("frame(6, {answer: true})")
    assert shows(page, 3)
    walk(page, 6)
    assert shows(page, 6)


def test_what_the_kernel_shows_by_itself_gives_way_to_a_frame_that_fits(page):
    filled(page, 3)
    page.evaluate("models.image.set('value', png('picture of the kernel'))")
    assert shows(page, 3)
    page.evaluate("models.other.set('value', 1)")
    address = page.locator("img").get_attribute("src")
    page.evaluate("models.image.set('value', png('picture of the kernel'))")
    expect(page.locator("img")).not_to_have_attribute("src", address)


def test_a_known_frame_is_decoded_before_it_is_wanted(page):
    filled(page, 3, 4)
    ready = """place => {
        models.walked.set('value', place);
        const { complete, naturalWidth } = document.querySelector('img');
        return complete && naturalWidth === 40;
    }"""
    for place in (4, 3):
        page.wait_for_function(ready, arg=place)
    assert all(page.evaluate(ready, place) for place in (4, 3, 4))


def test_no_address_outlives_its_frame(page):
    page.evaluate("""() => {
        const [make, drop] = [URL.createObjectURL, URL.revokeObjectURL];
        window.addresses = new Set();
        URL.createObjectURL = blob => { const at = make(blob); addresses.add(at); return at; };
        URL.revokeObjectURL = at => { addresses.delete(at); drop(at); };
    }""")
    filled(page, 3, 4, 5)
    filled(page, 4)
    page.evaluate("frame(2, {forget: [5, 3]})")
    assert page.evaluate("addresses.size") == 2
    page.evaluate("frame(3, {generation: 2})")
    assert page.evaluate("addresses.size") == 1
    page.evaluate("destroyed()")
    assert page.evaluate("addresses.size") == 0


def test_a_new_generation_makes_the_old_one_worthless(page):
    filled(page, 3, 4)
    page.evaluate("frame(3, {generation: 2, answer: true, said: 'new'})")
    assert page.evaluate("models.said.get('value')") == "new"
    walk(page, 4)
    assert page.evaluate("models.said.get('value')") == "new"
    page.evaluate("hear", {"generation": 2, "made_for": [0.5, 1]})
    page.evaluate("frame(4, {generation: 2, said: 'new 4'})")
    assert page.evaluate("models.said.get('value')") == "new 4"


def test_it_forgets_what_it_is_told_to_forget(page):
    filled(page, 3, 4, 5)
    page.evaluate("frame(2, {forget: [5, 4]})")
    for place in (4, 5):
        walk(page, place)
        assert shows(page, 3)
    walk(page, 2)
    assert shows(page, 2)


def test_back_and_next_move_the_slider_and_at_its_ends_ask_the_kernel(page):
    page.evaluate("""() => {
        window.clicks = 0;
        for (const one of document.querySelectorAll('button')) one.onclick = () => { clicks += 1; };
    }""")
    filled(page, 8, 9)
    walk(page, 8)
    page.get_by_text("Next").click()
    assert shows(page, 9)
    saved = "sent.filter(one => one.saved === 'walked').map(one => one.value)"
    assert page.evaluate(saved) == [9]
    page.get_by_text("Next").click()
    assert page.evaluate("clicks") == 1
    page.get_by_text("Back").click()
    assert shows(page, 8)
    page.get_by_text("The numbers").click()
    assert page.evaluate("clicks") == 2
    assert page.evaluate(saved) == [9, 8]


def test_the_box_of_who_types_is_left_alone(page):
    box = "box => { box.className = 'lesson-box'; document.body.append(box); box.focus(); }"
    page.evaluate(f"({box})(document.createElement('input'))")
    filled(page, 3, 4)
    page.evaluate("models.box.set('value', 12)")
    walk(page, 4)
    assert shows(page, 4)
    assert page.evaluate("models.box.get('value')") == 12


def test_it_tells_whether_somebody_looks(page):
    page.wait_for_function("model.get('looked_at')")
    page.locator(".lesson-app").evaluate("app => { app.style.marginTop = '3000px'; }")
    page.wait_for_function("!model.get('looked_at')")
    page.locator(".lesson-app").evaluate("app => { app.style.marginTop = 0; }")
    page.wait_for_function("model.get('looked_at')")
    page.evaluate("""() => {
        Object.defineProperty(document, 'hidden', {value: true});
        document.dispatchEvent(new Event('visibilitychange'));
    }""")
    page.wait_for_function("!model.get('looked_at') && sent.at(-1).looked_at === false")


def test_a_closed_view_leaves_nothing_behind(page):
    page.wait_for_function("model.get('looked_at')")
    page.evaluate("leave()")
    assert not page.evaluate("model.get('looked_at')")
    before = page.evaluate("sent.length")
    page.get_by_text("Next").click()
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    page.evaluate("model.set('alt', 'other words')")
    expect(page.locator("img")).to_have_attribute("alt", "at first")
    assert page.evaluate("sent.length") == before


SAYS = """([sentence, formula]) => {
    document.querySelector('.lesson-says > div').innerHTML = `<div class="lesson-status">${sentence}
        </div><div class="lesson-formula"><div>${formula}</div></div>`;
}"""


def test_a_formula_that_is_too_long_beside_the_sentence_stands_below_it(page):
    page.set_viewport_size({"width": 900, "height": 600})
    wide = page.locator(".lesson-app.lesson-wide")
    long = " = ".join(["(−0.0794, −0.462) − 0.1 · (−2.1, 0.0492)"] * 3)
    page.evaluate(SAYS, ["L fell.", "θ = 1"])
    page.wait_for_timeout(100)
    expect(wide).to_have_count(0)
    page.evaluate(SAYS, ["L fell. " * 60, long])
    expect(wide).to_have_count(1)
    page.evaluate(SAYS, ["L fell.", "θ = 1"])  # it does not jump back
    page.wait_for_timeout(100)
    expect(wide).to_have_count(1)
