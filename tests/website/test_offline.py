"""What was visited is there without its server: a page of the website, and a lesson that runs."""

import time

import pytest
from playwright.sync_api import expect
from static_server import served

from lessons_lib.language import SOURCE, languages
from website.conftest import with_pyodide

KEPT = """async () => {
  const kept = new Set();
  for (const name of await caches.keys()) {
    for (const {url} of await (await caches.open(name)).keys()) kept.add(url);
  }
  return performance.getEntriesByType('resource').every(({name}) => kept.has(name.split('#')[0]));
}"""


def wait_until_kept(page):
    """Wait until all that the page has fetched is kept."""
    page.wait_for_load_state("networkidle")
    for _ in range(600):
        if page.evaluate(KEPT):
            return
        page.wait_for_timeout(50)
    raise AssertionError("not all is kept")


def slowly(route):
    """Let it arrive when the service worker is there, though it was asked for before."""
    time.sleep(0.7)
    route.continue_()


@pytest.mark.parametrize("language", languages())
def test_a_page_of_the_website(site, open_page, language):
    folder = "" if language == SOURCE else f"{language}/"
    with served(site) as address:
        page = open_page("index.html")
        page.route("**/*.json", slowly)
        page.goto(f"{address}{folder}notebooks/{folder}05_six_neurons.html")
        figure = page.locator("figure.film").first
        figure.scroll_into_view_if_needed()
        figure.locator(".film-own[href*='#']").wait_for()  # the film is there
        wait_until_kept(page)
    page.reload()
    figure.scroll_into_view_if_needed()
    before = figure.locator("img").get_attribute("alt")
    figure.get_by_role("slider").first.press("ArrowRight")
    expect(figure.locator("img")).not_to_have_attribute("alt", before)
    expect(figure.locator(".film-note")).to_be_empty()


@with_pyodide
def test_a_lesson_in_the_browser_alone(site, open_page):
    with served(site) as address:
        page = open_page("index.html")
        page.set_default_timeout(240_000)
        page.goto(f"{address}live/lab/index.html?path=notebooks/05_six_neurons.ipynb")
        page.locator(".lesson-app .lesson-picture img").first.wait_for()
        page.wait_for_load_state("networkidle")
    page.goto("about:blank")
    page.goto(f"{address}live/lab/index.html?path=notebooks/05_six_neurons.ipynb")
    page.locator(".lesson-app .lesson-picture img").first.wait_for()
