"""Accessibility of every interactive: keyboard, screen reader, dark theme, zoom, print."""

import os
import re

import interactives
import nbformat
import pytest
from lesson import Interactive
from playwright.sync_api import expect

from lessons_lib.language import SOURCE, languages

CALLS = interactives.calls()
BUTTON, BOX = "button", "spinbutton"
ROLES = "|".join((BUTTON, BOX, "slider", "combobox", "textbox", "img"))
CONTROLS = re.compile(rf"^ *- (?:'?)({ROLES})(?: \"(.*?)\")?", re.M)
TEXT, FOCUS = 4.5, 3  # the least contrast (W3C, WCAG 2.2: 1.4.3 and 2.4.13)

# What has the focus: role, name, which interactive, thickness and contrast of the ring around it.
FOCUSED = """() => {
    const at = document.activeElement, look = getComputedStyle(at);
    const box = at.type === 'number' ? 'spinbutton' : 'textbox';
    const roles = {BUTTON: 'button', SELECT: 'combobox', INPUT: box};
    const label = at.labels && at.labels.length ? at.labels[0].textContent : at.textContent;
    return {
        role: at.getAttribute('role') ?? roles[at.tagName] ?? at.tagName,
        name: (at.getAttribute('aria-label') ?? label).replace(/\\s+/g, ' '),
        app: [...document.querySelectorAll('.lesson-app')].indexOf(at.closest('.lesson-app')),
        ring: look.outlineStyle === 'solid' ? parseFloat(look.outlineWidth) : 0,
        contrast: contrast(look.outlineColor, ground(at.parentElement)),
    };
}"""
COLOURS = """
    const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
    function over(colours) {  // later ones lie over earlier ones
        canvas.clearRect(0, 0, 1, 1);
        for (const colour of colours) {
            canvas.fillStyle = colour;
            canvas.fillRect(0, 0, 1, 1);
        }
        return [...canvas.getImageData(0, 0, 1, 1).data];
    }
    function ground(element) {
        const colours = [];
        for (let at = element; at; at = at.parentElement)
            colours.unshift(getComputedStyle(at).backgroundColor);
        return ['white', ...colours];
    }
    function luminance(colours) {
        const [r, g, b] = over(colours).map(c => c / 255).map(
            c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    }
    function contrast(colour, ground) {
        const [dark, light] = [luminance([...ground, colour]), luminance(ground)].sort();
        return (light + 0.05) / (dark + 0.05);
    }
"""
FAINT = """least => {
    const faint = [];
    const seen = element => element.checkVisibility({visibilityProperty: true});
    const look = (element, text) => {
        const found = contrast(getComputedStyle(element).color, ground(element));
        if (found < least) faint.push(`${text}: ${found.toFixed(2)}`);
    };
    let looked = 0;
    for (const app of document.querySelectorAll('.lesson-app')) {
        const texts = document.createTreeWalker(app, NodeFilter.SHOW_TEXT);
        for (let text; (text = texts.nextNode());) {
            const element = text.parentElement;
            if (!text.data.trim() || element.tagName === 'STYLE' || !seen(element)) continue;
            look(element, text.data);
            looked += 1;
        }
        for (const field of app.querySelectorAll('input, select')) look(field, field.value);
    }
    return [looked, faint];
}"""
CUT_OFF = """() => [...document.querySelectorAll('.lesson-app')].flatMap(app => {
    const right = app.getBoundingClientRect().right + 1;
    const parts = '.lesson-says *, button, select, input, .noUi-target, .lesson-picture';
    const out = [...app.querySelectorAll(parts)].filter(
        part => part.getBoundingClientRect().right > right).map(part => part.outerHTML);
    return app.getBoundingClientRect().right > innerWidth ? ['the whole', ...out] : out;
})"""
# What does not fit into the window from the first control to the last line of the caption.
TOO_HIGH = """() => [...document.querySelectorAll('.lesson-app')].flatMap(app => {
    const window = app.closest('.jp-WindowedPanel-outer').clientHeight;
    const caption = app.querySelector(':scope > .lesson-says').getBoundingClientRect().bottom;
    const height = Math.round(caption - app.getBoundingClientRect().top);
    const picture = app.querySelector('.lesson-picture').clientHeight;
    return height <= window && picture >= 200 ? [] : [[app.textContent, height, picture, window]];
})"""
SHORT_SLIDERS = """() => [...document.querySelectorAll('.noUi-target')].filter(
    track => track.clientWidth < 80).map(track => track.closest('.lesson-app').textContent)"""
CUT_PANELS = """() => [...document.querySelectorAll('.lesson-stacked img')].filter(panel => {
    const [, right, , left] = panel.style.clipPath.match(/[\\d.]+/g).map(Number);
    const [box, place] = [panel.parentElement, panel].map(one => one.getBoundingClientRect());
    return place.left + left < box.left - 1 || place.right - right > box.right + 1;
}).map(panel => panel.closest('.lesson-app').textContent)"""
TO_THEIR_ENDS = """() => {
    const handles = [...document.querySelectorAll('.lesson-app')].flatMap(
        app => app.querySelector('.noUi-handle') ?? []);
    const end = new KeyboardEvent('keydown', {key: 'End', bubbles: true});
    for (const handle of handles) handle.dispatchEvent(end);
    return handles.length;
}"""
# What is seen of each interactive: picture and words, controls; and whether a page may break it.
SEEN = """() => [...document.querySelectorAll('.lesson-app')].map(app => {
    const seen = what => [...app.querySelectorAll(what)].some(one => one.checkVisibility());
    return [seen('.lesson-picture img'), seen('.lesson-status'),
            seen('button, select, input, .noUi-handle'), getComputedStyle(app).breakInside];
})"""
BESIDE = """() =>
    innerWidth - document.querySelector('.jp-NotebookPanel').getBoundingClientRect().right"""
# Moves the first control of each to its end, or, if it is there, back to its beginning.
MOVE_ALL = """() => {
    for (const app of document.querySelectorAll('.lesson-app')) {
        const control = app.querySelector('select:not(.lesson-play *), .noUi-handle');
        const [at, most] = ['aria-valuenow', 'aria-valuemax'].map(x => control.getAttribute(x));
        if (control.tagName === 'SELECT') {
            const last = control.length - 1;
            control.selectedIndex = control.selectedIndex === last ? 0 : last;
            control.dispatchEvent(new Event('change', {bubbles: true}));
        } else {
            const key = at === most ? 'Home' : 'End';
            control.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true}));
        }
    }
}"""
ARE_BOXES = """([one, other]) => {  // what a browser draws for characters that no font here has
    const drawn = text => {
        const canvas = document.createElement('canvas'), pen = canvas.getContext('2d');
        pen.font = '30px sans-serif';
        pen.fillText(text, 0, 40);
        return canvas.toDataURL();
    };
    return drawn(one) === drawn(other);
}"""
# Each thing that has the focus from now on, the one that has it now first.
FOLLOW_THE_FOCUS = f"""() => {{
    const focused = {FOCUSED};
    window.went = [focused()];
    document.addEventListener('focusin', () => went.push(focused()));
}}"""
# Of each interactive with numbers: whether it says that they are open, and whether they are.
NUMBERS = """() => [...document.querySelectorAll('.lesson-app .widget-toggle-button')].map(one => {
    const row = one.closest('.lesson-app').querySelector('.lesson-numbers tbody tr');
    return [one.ariaExpanded, Boolean(row?.checkVisibility())];
})"""
# Notes how the words of each region that speaks change while it stays.
LISTEN = """() => {
    for (const app of document.querySelectorAll('.lesson-app')) {
        app.heard = [];
        for (const region of app.querySelectorAll('[role=status]')) {
            const hear = () => region.isConnected && app.heard.push(region.textContent);
            new MutationObserver(hear).observe(region, {childList: true, subtree: true});
        }
    }
}"""
# Of each: what it says, how many regions say it, what was heard last.
HEARD = """() => [...document.querySelectorAll('.lesson-app')].map(app => [
    app.querySelector('.lesson-says:not(.lesson-note) .lesson-status').textContent,
    app.querySelectorAll('[role=status]:has(.lesson-status)').length,
    app.heard.at(-1) ?? '',
])"""


# What the language of the words cannot change: the other tests run in each of them.
in_one_language = pytest.mark.parametrize("opened", [SOURCE], indirect=True)


@pytest.fixture(scope="module", params=languages())
def opened(lab, open_lesson, request):
    """All interactives in one notebook, run, as a page of its own, in one language."""
    file = f"all_interactives_{request.param}.ipynb"
    nbformat.write(interactives.notebook(f"speak({request.param!r})"), lab.notebooks / file)
    opened = open_lesson(file, "doc")
    opened.run_all_cells(len(CALLS))
    opened.page.evaluate(f"() => {{ {COLOURS}; Object.assign(window, {{contrast, ground}}) }}")
    if request.param == "zh" and opened.page.evaluate(ARE_BOXES, ["梯", "度"]):
        no_chinese()
    yield opened
    opened.change_theme("JupyterLab Light")  # the Lab remembers it
    opened.close()


def no_chinese():
    reason = "no font here has Chinese, so boxes would be measured: install fonts-noto-cjk"
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(autouse=True)
def nothing_goes_wrong(opened):
    yield
    assert opened.went_wrong() == []


@pytest.fixture(scope="module")
def apps(opened):
    """The interactives, by their calls."""
    found = dict(zip(CALLS, map(Interactive, opened.interactives.all()), strict=True))
    for app in found.values():
        expect(app.picture).to_be_attached()
    return found


@pytest.fixture
def window(opened):
    """window(width, height) changes the size of the page until the test is over."""
    usual, beside = opened.page.viewport_size, opened.page.evaluate(BESIDE)

    def resized(width, height):
        opened.page.set_viewport_size({"width": width, "height": height})
        # JupyterLab lays itself out some time after its window has another size
        opened.page.wait_for_function(f"beside => ({BESIDE})() === beside", arg=beside)

    yield resized
    resized(**usual)


def test_every_control_and_picture_has_a_name_in_words(apps):
    for call, app in apps.items():
        found = CONTROLS.findall(app.app.aria_snapshot())
        assert {BUTTON, "img"} < {role for role, _ in found}, call
        nameless = [role for role, name in found if not re.search(r"\w", name)]
        assert nameless == [], call


def test_every_picture_says_its_numbers(apps):
    silent = [call for call, app in apps.items() if not re.search(r"\d", app.shown().alt)]
    assert silent == []


@in_one_language
def test_tab_goes_through_all_controls_in_the_order_they_are_read(opened, apps):
    """One long walk: every control once, with a ring around it, and out again at the end."""
    page = opened.page
    expected = []
    for at, app in enumerate(apps.values()):
        found = CONTROLS.findall(app.app.aria_snapshot())
        expected += [(at, role, name) for role, name in found if role != "img"]
    first = opened.interactives.locator("button, .noUi-handle, select, input").first
    for _ in range(20):  # JupyterLab may take the focus to itself while it is busy
        first.focus()
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Tab")
        if page.evaluate(FOCUSED)["app"] >= 0:
            break
        page.wait_for_timeout(250)
    page.evaluate(FOLLOW_THE_FOCUS)
    for _ in expected:
        page.keyboard.press("Tab")
    *went, outside = page.evaluate("went")
    assert [(one["app"], one["role"], one["name"]) for one in went] == expected
    assert outside["app"] < 0
    for one in went:
        assert one["ring"] >= 2, one
        assert one["contrast"] >= FOCUS, one


@in_one_language
def test_what_is_said_is_announced(opened, apps):
    """A screen reader reads out what changes in a region that was there before."""
    opened.page.evaluate(LISTEN)
    before = {call: app.status.text_content() for call, app in apps.items()}
    opened.page.evaluate(MOVE_ALL)
    for call, app in apps.items():
        expect(app.status).not_to_have_text(before[call])
    for call, (said, regions, heard) in zip(apps, opened.page.evaluate(HEARD), strict=True):
        assert heard.strip().startswith(said.strip()), call
        assert regions == 1, call


@in_one_language
def test_the_numbers_open_and_close_by_the_keyboard(opened):
    toggles = opened.page.locator(".lesson-app .widget-toggle-button")
    assert toggles.count() > 1
    assert not any(shown for _, shown in opened.page.evaluate(NUMBERS))
    toggles.evaluate_all("all => all.slice(0, -1).forEach(toggle => toggle.click())")
    toggles.last.press("Space")
    every = f"() => ({NUMBERS})().every(([told, shown]) => told === 'true' && shown)"
    opened.page.wait_for_function(every)
    opened.page.keyboard.press("Enter")
    expect(toggles.last).to_have_attribute("aria-expanded", "false")
    assert [shown for _, shown in opened.page.evaluate(NUMBERS)].count(False) == 1
    opened.page.keyboard.press("Enter")


@pytest.mark.parametrize(("width", "height"), [(390, 844), (640, 400)], ids=["phone", "200 %"])
def test_nothing_is_cut_off(opened, apps, window, width, height):
    window(width, height)
    expect(opened.interactives.first).to_be_visible()
    assert opened.page.evaluate(CUT_OFF) == []


@pytest.fixture(scope="module")
def at_their_ends(opened, apps):
    """The last state has the longest words."""
    assert opened.page.evaluate(TO_THEIR_ENDS) > len(apps) / 2


@pytest.mark.usefixtures("at_their_ends")
@pytest.mark.parametrize(
    ("width", "height"),
    [(1280, 800), (1280, 720), (990, 692)],
    ids=["screen", "projector", "projector with a side bar"],
)
def test_controls_picture_and_caption_are_seen_together(opened, window, width, height):
    window(width, height)
    opened.page.wait_for_function(f"() => ({TOO_HIGH})().length === 0")
    assert opened.page.evaluate(TOO_HIGH) == []


def test_every_slider_is_long_enough_for_a_finger(opened, apps, window):
    window(990, 692)  # with three controls in a row
    opened.page.wait_for_function(f"() => ({SHORT_SLIDERS})().length === 0")


@in_one_language
def test_on_a_phone_panels_stand_below_each_other(opened, apps, window):
    window(390, 844)
    expect(opened.page.locator(".lesson-stacked").first).to_be_attached()
    stacked = opened.page.locator(".lesson-stacked").count()
    copies = opened.page.locator(".lesson-stacked img[aria-hidden]").count()
    assert copies >= stacked > len(apps) / 3
    opened.page.wait_for_function(f"() => ({CUT_PANELS})().length === 0")


@in_one_language
def test_on_a_phone_what_acts_is_in_view(opened, apps, window):
    window(390, 844)
    walk = apps["six_neurons.walk()"]
    typed = walk.app.get_by_role(BOX).first
    typed.fill("13")  # the cost, at the right end
    typed.press("Enter")
    box = walk.app.locator(".lesson-picture")
    opened.page.wait_for_function("box => box.scrollLeft > 0", arg=box.element_handle())
    typed.fill("22")  # the weight of the first wire
    typed.press("Enter")
    opened.page.wait_for_function("box => box.scrollLeft === 0", arg=box.element_handle())


@in_one_language
def test_on_paper_are_the_picture_and_its_words_but_no_controls(opened, apps):
    on_screen = opened.page.evaluate(SEEN)
    assert [seen[:3] for seen in on_screen] == [[True, True, True]] * len(apps)
    opened.page.emulate_media(media="print")
    assert opened.page.evaluate(SEEN) == [[True, True, False, "avoid"]] * len(apps)
    opened.page.emulate_media(media="screen")


@in_one_language
@pytest.mark.parametrize("theme", ["JupyterLab Light", "JupyterLab Dark"])
def test_every_text_stands_out_from_its_ground(opened, apps, theme):
    complaining = list(apps.values())[-1]
    box = complaining.app.get_by_role(BOX).first
    box.fill("12345")
    box.press("Enter")
    expect(complaining.error).to_be_visible()
    if theme != "JupyterLab Light":
        opened.change_theme(theme)
        dark = opened.page.locator("body[data-jp-theme-light=false]")
        expect(dark).to_have_count(1)
        palette = "invert(0.94) hue-rotate(180deg) brightness(1.1)"
        expect(complaining.picture).to_have_css("filter", palette)
    looked, faint = opened.page.evaluate(FAINT, TEXT)
    assert looked > 10 * len(apps)
    assert faint == []
