"""The style and the script that every App brings to a page, in a page that holds nothing else."""

import re

import pytest
from playwright.sync_api import expect

from lessons_lib.app.page import page as brought

BODY = """
<body style="margin: 0">
<div class="lesson-app">
  <div class="widget-slider"><label>weight w</label><div class="noUi-handle"></div></div>
  <select></select>
  <div class="lesson-says"><div class="widget-html-content"></div></div>
  <button class="widget-toggle-button">The numbers</button>
  <div class="lesson-picture">
    <img width="400" style="min-width: 0" src="data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'/>">
  </div>
  <div class="lesson-needed"><input type="number" value="2"></div>
  PAGE
</div>
</body>
"""


@pytest.fixture
def page(browser):
    """A page of 600 pixels with one interactive, without network requests and errors."""
    page, wrong = browser.new_page(viewport={"width": 600, "height": 400}), []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on(
        "request", lambda request: wrong.append(request.url) if "http" in request.url[:5] else 0
    )
    page.set_content(BODY.replace("PAGE", brought()))
    yield page
    assert wrong == []
    page.close()


def test_controls_get_their_names_and_keep_them(page):
    handle = page.locator(".noUi-handle")
    expect(handle).to_have_attribute("aria-label", "weight w")
    expect(handle).to_have_attribute("data-lm-suppress-shortcuts", "true")
    expect(page.locator("select")).to_have_attribute("data-lm-suppress-shortcuts", "true")
    expect(page.locator(".widget-html-content")).to_have_attribute("role", "status")
    toggle = page.locator(".widget-toggle-button")
    expect(toggle).to_have_attribute("aria-expanded", "false")
    toggle.evaluate("toggle => toggle.classList.add('mod-active')")
    expect(toggle).to_have_attribute("aria-expanded", "true")
    page.locator("label").evaluate("label => { label.textContent = 'bias b'; }")
    expect(handle).to_have_attribute("aria-label", "bias b")
    page.locator(".lesson-app").evaluate("app => app.append(document.createElement('select'))")
    expect(page.locator("select").last).to_have_attribute("data-lm-suppress-shortcuts", "true")


@pytest.mark.parametrize(("width", "asked"), [(600, "1.5"), (320, "0.8"), (90, "0.5"), (1100, "2")])
def test_the_page_asks_for_as_many_pixels_as_it_shows(page, width, asked):
    page.set_viewport_size({"width": width, "height": 400})
    expect(page.locator(".lesson-needed input")).to_have_value(asked)


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
    assert "Run All Cells" in wake
