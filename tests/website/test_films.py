"""The pictures of the website step without a kernel: on their pages, and put into another page."""

import http.server
import json
import re
import threading
from contextlib import contextmanager
from urllib.parse import parse_qs, quote, urlsplit

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import expect

import film
from export import export
from lessons_lib.app.frames import Frame
from lessons_lib.language import SOURCE, languages, speak
from website.conftest import ROOT

LESSONS = sorted((ROOT / "notebooks").glob("[!.]*.ipynb"))
PAGES = [(language, path.stem) for language in languages() for path in LESSONS]
IN_VIEW = "figure => figure.scrollIntoView({block: 'center'})"
STEPPED = "([figure, before]) => figure.querySelector('.film-own').hash !== before"
SHOWN = """figure => ({
  src: figure.querySelector('img').src, alt: figure.querySelector('img').alt,
  said: figure.querySelector('.film-said').innerHTML})"""


@pytest.fixture(autouse=True)
def english_again():
    yield
    speak(SOURCE)


def address_of(language, lesson):
    folder = "" if language == SOURCE else f"{language}/"
    return f"{folder}notebooks/{folder}{lesson}.html"


def recorded(site, name, language):
    return json.loads((site / f"films/{name}.{language}.json").read_text(encoding="utf-8"))


def frame(content, key):
    return [content["texts"][at] for at in content["frames"][key]]


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_a_film_shows_what_the_app_shows(site, path):
    """Dot by dot and word by word, in the first and in the last state of each film."""
    for one in film.stored(path):
        for language in languages():
            speak(language)
            content = recorded(site, one.name, language)
            for key in {content["start"], list(content["frames"])[-1]}:
                file, alt, said, call, *rows = frame(content, key)
                app = film.made(call)
                shown = Frame.drawn(app._picture, app.values)
                assert (alt, said, "".join(rows)) == (shown.alt, shown.said, shown.numbers)
                with Image.open(site / "films" / file) as picture:
                    np.testing.assert_array_equal(
                        np.asarray(picture), app._picture.pixels()[..., :3]
                    )
                app.close()


def test_each_film_has_a_name_of_its_own():
    names = [one.name for path in LESSONS for one in film.stored(path)]
    assert len(set(names)) == len(names) > 0


def test_what_a_film_shows_is_read_and_not_run():
    with pytest.raises((AssertionError, ValueError)):
        film.made("six_neurons.walk().set(moment=print(1))")


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_every_state_that_a_control_leads_to_is_there(site, path):
    for one in film.stored(path):
        content = recorded(site, one.name, SOURCE)
        assert content["controls"] or one.shown in film.MEASURED
        for key in content["frames"]:
            parts = [content["parts"][at] for at in content["touch"][key]]
            for sets in (sets for one in (*content["controls"], *parts) for sets in one["sets"]):
                state = key.split(",")
                for name, value in sets:
                    state[name] = str(value)
                assert ",".join(state) in content["frames"]


@pytest.mark.parametrize("page", PAGES, ids="-".join)
def test_every_picture_of_every_page_steps(site, open_page, page):
    """Each control of each picture is moved: by keyboard, and its buttons by touch and by mouse."""
    language, lesson = page
    opened = open_page(address_of(*page), has_touch=True)
    problems = []
    opened.on("pageerror", lambda problem: problems.append(str(problem)))
    figures = opened.locator("figure.film")
    names = list(film.stored(ROOT / f"notebooks/{lesson}.ipynb"))
    assert figures.count() == len(names) > 0
    for one, figure in zip(names, figures.all(), strict=True):
        content = recorded(site, one.name, language)
        if one.shown in film.MEASURED:
            assert figure.locator(".film-bar").count() == 0
            continue
        figure.evaluate(IN_VIEW)
        figure.locator(".film-own[href*='#']").wait_for()  # the film is there
        for control in figure.locator(".film-bar :is(input, select)").all():
            with stepping(figure):
                move(control)
        if buttons := figure.locator(".film-bar button[data-by]").all():
            at_first = figure.locator("input").first.input_value() == "0"
            one, other = reversed(buttons) if at_first else buttons
            with stepping(figure):
                one.tap()
            with stepping(figure):
                other.click()
        key = shown_key(content, figure.locator(".film-own").get_attribute("href"))
        file, alt, _, call, *_ = frame(content, key)
        after = figure.evaluate(SHOWN)
        assert after["alt"] == alt
        assert after["src"].endswith(f"/films/{file}")
        assert (
            figure.locator(".film-wake").get_attribute("href").endswith(quote(call, safe="!*'()"))
        )
    assert problems == opened.elsewhere() == []


@contextmanager
def stepping(figure):
    """Wait, at the end of the block, until the picture is in another state."""
    before = figure.evaluate("figure => figure.querySelector('.film-own').hash")
    yield
    figure.page.wait_for_function(STEPPED, arg=[figure.element_handle(), before])


def move(control):
    """One position on, or back from the last one."""
    last = control.evaluate("one => Number(one.max || one.length - 1)")
    at = control.evaluate("one => Number(one.max ? one.value : one.selectedIndex)")
    if control.evaluate("one => one.tagName") == "SELECT":
        control.select_option(index=at - 1 if at == last else at + 1)
    else:
        control.press("ArrowLeft" if at == last else "ArrowRight")


def shown_key(content, address):
    """The key of the state that an address tells."""
    asked = parse_qs(urlsplit(address).fragment, keep_blank_values=True)
    return ",".join(str(texts.index(asked[name][0])) for name, texts in content["names"].items())


def test_by_mouse_by_keyboard_and_by_touch(open_page):
    page = open_page("embed/six_neurons.walk.html", has_touch=True)
    at, said = page.get_by_role("slider", name="step"), page.locator(".film-said")
    assert said.get_attribute("role") == "status"
    for number, go_on in enumerate(
        [
            page.get_by_role("button", name="Next").click,
            page.get_by_role("button", name="Next").tap,
            lambda: at.press("ArrowRight"),
            lambda: page.get_by_role("button", name="Next").press("Enter"),
        ],
        1,
    ):
        go_on()
        expect(at).to_have_value(str(number))
        expect(at).to_have_attribute("aria-valuetext", str(number))
        expect(page.locator(".film-at")).to_have_text(str(number))
    expect(said).to_contain_text("a")
    page.get_by_role("button", name="Back").focus()
    for _ in range(5):
        page.keyboard.press("Space")
    expect(page.locator(".film-note")).to_have_text("This is the first step. Press Next to go on.")
    assert page.evaluate("document.activeElement.textContent") == "Back"


def test_what_is_touched_in_a_picture_moves_its_control(site, open_page):
    """Touched again, a part has its next meaning: of a neuron z, then a."""
    page = open_page("embed/six_neurons.walk.html")
    picture, at = page.locator("img"), page.get_by_role("slider", name="step")
    expect(at).to_have_attribute("aria-valuetext", "0")
    content = recorded(site, "six_neurons.walk", SOURCE)
    name = list(content["names"]).index("moment")
    moments = content["names"]["moment"]
    z4, a4 = ([[name, moments.index(moment)]] for moment in ("z4", "a4"))
    parts = [content["parts"][number] for number in content["touch"][content["start"]]]
    (neuron,) = (part for part in parts if part["sets"] == [z4, a4])
    (left, top, right, bottom), box = neuron["places"][0], picture.bounding_box()
    place = {
        "x": (left + right) / 2000 * box["width"],
        "y": (top + bottom) / 2000 * box["height"],
    }
    picture.hover(position=place)
    assert picture.evaluate("one => one.style.cursor") == "pointer"
    for moment in ("z4", "a4"):
        picture.click(position=place)
        expect(page).to_have_url(re.compile(f"moment={moment}$"))
        expect(page.locator(".film-said")).to_contain_text(moment)
    picture.hover(position={"x": 2, "y": 2})
    assert picture.evaluate("one => one.style.cursor") == ""


def test_play_goes_on_until_something_else_is_touched(open_page):
    page = open_page("embed/six_neurons.walk.html")
    at, play = page.get_by_role("slider", name="step"), page.locator(".film-play")
    play.press("Enter")
    expect(play).to_have_text("Pause")
    expect(at).to_have_value("3")
    at.press("End")
    expect(play).to_have_text("Play")
    last = at.input_value()
    play.click()  # from the last step it begins again
    expect(at).to_have_value("1")
    play.click()
    expect(play).to_have_text("Play")
    at.press("End")
    at.press("ArrowLeft")
    play.click()
    expect(at).to_have_value(last)
    expect(play).to_have_text("Play")


def test_a_page_without_scripts_shows_the_still_pictures(open_page):
    page = open_page(address_of("en", "05_six_neurons"), java_script_enabled=False)
    for picture in page.locator("figure.film img").all():
        assert picture.evaluate("one => one.complete && one.naturalWidth > 0")
    assert not page.get_by_role("button", name="Next", exact=True).first.is_visible()


@pytest.mark.parametrize("page", PAGES, ids="-".join)
def test_little_is_fetched_before_the_first_move(open_page, page):
    opened = open_page(address_of(*page))
    opened.locator("figure.film").first.evaluate(IN_VIEW)
    opened.locator("figure.film .film-own[href*='#']").first.wait_for()  # the film is there
    opened.wait_for_load_state("networkidle")
    fetched = {one.url: one.sizes()["responseBodySize"] for one in opened.finished}
    assert any(url.endswith(".webp") for url in fetched)
    assert sum(fetched.values()) <= 1_500_000


def test_a_lost_network_is_told_and_a_found_one_goes_on(open_page):
    page = open_page("embed/six_neurons.walk.html")
    expect(page.get_by_role("slider", name="step")).to_have_attribute("aria-valuetext", "0")
    page.wait_for_load_state("networkidle")
    page.route("**/*.webp", lambda route: route.abort())
    page.get_by_role("slider", name="step").press("End")
    expect(page.locator(".film-note")).to_contain_text("Are you online?")
    page.unroute("**/*.webp")
    page.get_by_role("button", name="Back").click()
    expect(page.get_by_role("slider", name="step")).to_have_value("21")
    expect(page.locator(".film-note")).to_be_empty()


@pytest.fixture
def blog(address):
    """blog(html) serves a page from another origin; returns its address."""
    pages, servers = [], []

    class Blog(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(pages[0].encode())

        def log_message(self, *_):
            """Say nothing."""

    def served(html):
        pages.append(html)
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Blog)
        servers.append(server)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{server.server_port}/"

    yield served
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.mark.parametrize("width", [360, 900])
@pytest.mark.parametrize(("folder", "next_one"), [("", "Next"), ("zh/", "下一步")])
def test_one_line_puts_a_picture_into_another_page(open_page, blog, folder, next_one, width):
    """The line of docs/open.md, in another language too."""
    line = re.search(r"<iframe [^`]*</iframe>", (ROOT / "docs/open.md").read_text("utf-8"))[0]
    page = open_page("embed/six_neurons.walk.html", viewport={"width": width, "height": 800})
    there = re.sub("https://.*?/embed/", f"{page.home}{folder}embed/", line)
    page.goto(blog(f"<!doctype html><title>a blog</title><main>{there}</main>"))
    film = page.frame_locator("iframe")
    at = film.get_by_role("slider").first
    expect(at).to_have_attribute("aria-valuetext", "7")
    before = film.locator("img").get_attribute("alt")
    film.get_by_role("button", name=next_one, exact=True).click()
    expect(at).to_have_attribute("aria-valuetext", "8")
    expect(film.locator("img")).not_to_have_attribute("alt", before)
    inside = page.frames[1]
    assert inside.evaluate("document.documentElement.scrollWidth <= innerWidth")
    inside.wait_for_url(re.compile(r"/six_neurons\.walk\.html#moment=\w+$"))
    assert page.context.cookies() == []
    assert [url for url in page.elsewhere() if not url.startswith(page.url)] == []


def test_the_address_tells_any_state(open_page):
    page = open_page("embed/gradient_descent.curve.html#step=3")
    at = page.get_by_role("slider").first
    examples = page.get_by_label("examples of η")
    expect(at).to_have_attribute("aria-valuetext", "3")
    examples.select_option(index=2)
    at.press("End")
    said = page.locator(".film-said")
    expect(at).to_have_attribute("aria-valuetext", "20")
    page.get_by_role("button", name="Back").click()
    expect(at).to_have_attribute("aria-valuetext", "19")
    expect(said).to_contain_text("Step 19")
    shown, address = said.inner_text(), page.url
    page.goto(page.home)
    page.goto(address)
    expect(at).to_have_attribute("aria-valuetext", "19")
    expect(said).to_have_text(shown, use_inner_text=True)
    page.evaluate("location.hash = '#step=nonsense&t=99&other=1'")
    page.evaluate("location.hash = '#step=5'")
    expect(at).to_have_attribute("aria-valuetext", "5")


def test_the_names_of_the_controls(open_page):
    page = open_page("embed/gradient_descent.curve.html")
    for control in page.locator(".film-bar :is(input, select, button)").all():
        assert control.evaluate("one => (one.labels?.[0] ?? one).textContent.trim()")
    assert page.locator("img").get_attribute("alt")


@pytest.mark.parametrize("language", languages())
def test_a_lesson_in_one_file_steps_without_a_network(open_page, tmp_path, language):
    file = export(tmp_path, "04", language)
    page = open_page("embed/backward_pass.recursion.html")
    page.goto(file.as_uri())
    figures = page.locator("figure.film")
    assert figures.count() == 3
    for figure in figures.all():
        figure.evaluate(IN_VIEW)
        before = figure.locator("img").get_attribute("alt")
        slider = figure.get_by_role("slider").first
        expect(slider).to_have_attribute("aria-valuetext", re.compile("."))
        move(slider)
        expect(figure.locator("img")).not_to_have_attribute("alt", before)
    assert page.locator("math").count() > 5
    assert page.locator("text=/\\$/").count() == 0
    assert [url for url in page.elsewhere() if not url.startswith("file:")] == []
