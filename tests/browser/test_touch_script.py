"""The script of an App under the finger, and playing by itself, in a page of its own."""

import pytest
from playwright.sync_api import expect
from script import filled, walk

# Of a picture of 600 × 300 pixels: a neuron, a wire beside it, and a plane.
REGIONS = [
    {"places": [[170, 100, 300, 300]], "sets": [[0, 5], [2, 2]]},
    {"places": [[100, 100], [120, 100], [140, 100]], "sets": [[2, 0]]},
    {"places": [[500, 200, 900, 800]], "sets": [], "x": [1, -1, 3], "y": [0, 0, 10]},
]


@pytest.fixture
def finger(page):
    """finger(x, y) are the pixels of a place of the picture, told in thousandths."""
    page.set_viewport_size({"width": 700, "height": 900})
    # Not of the img: its own style is layout.js's, whenever the room has another width.
    page.locator(".lesson-picture").evaluate("room => { room.style.width = '600px'; }")
    page.evaluate("regions => frame(3, {regions})", REGIONS)
    filled(page, 3, 4)
    page.wait_for_function("document.querySelector('img').clientHeight === 300")
    left, top = list(page.locator("img").bounding_box().values())[:2]
    return lambda x, y: (left + 0.6 * x, top + 0.3 * y)


def state(page):
    values = (
        "['walked', 'other', 'list'].map(m => models[m].get('index') ?? models[m].get('value'))"
    )
    return [round(value, 10) for value in page.evaluate(values)]


@pytest.mark.parametrize(
    ("place", "then"),
    [
        ((120, 100), [3, 0.5, 0]),
        ((122, 68), [3, 0.5, 0]),  # 10 pixels beside it
        ((130, 50), [3, 0.5, 1]),  # 15 pixels
        ((250, 200), [5, 0.5, 1]),
        ((154, 200), [5, 0.5, 1]),  # 10 pixels
        ((158, 100), [5, 0.5, 1]),  # nearer to the neuron than to the wire
        ((400, 500), [3, 0.5, 1]),
        ((632, 620), [3, 0.3, 1]),  # on the plane: x = 0.32, y = 3
        ((890, 200), [9, 1, 1]),  # both are more than their sliders have
    ],
)
def test_what_is_touched_moves_its_controls(page, finger, place, then):
    page.mouse.move(*finger(*place))
    cursor = page.locator("img").evaluate("picture => picture.style.cursor")
    page.mouse.click(*finger(*place))
    assert state(page) == then
    assert cursor == ("" if then == [3, 0.5, 1] else "pointer")
    told = page.evaluate("sent.filter(one => one.saved && one.saved !== 'page').length")
    assert bool(cursor) == bool(told)


def test_what_is_touched_again_has_its_next_meaning(page, finger):
    for then in ([5, 0.5, 1], [5, 0.5, 2], [5, 0.5, 2]):
        page.mouse.click(*finger(250, 200))
        assert state(page) == then


def test_what_can_be_touched_belongs_to_the_frame_that_is_shown(page, finger):
    page.evaluate("regions => frame(4, {regions})", REGIONS[::2])
    page.mouse.click(*finger(120, 100))
    assert state(page) == [3, 0.5, 0]
    page.evaluate("models.list.set('index', 1)")
    walk(page, 4)
    page.mouse.click(*finger(120, 100))
    assert state(page) == [4, 0.5, 1]


def test_a_mouse_drags_over_a_plane_and_beyond_its_edge(page, finger):
    page.mouse.move(*finger(650, 500))
    page.mouse.down()
    page.mouse.move(*finger(660, 260))
    assert state(page) == [9, 0.6, 1]
    page.mouse.move(*finger(250, 950))  # over the neuron, and below
    assert state(page) == [0, 0, 1]
    page.mouse.up()
    page.mouse.move(*finger(650, 500))
    assert state(page) == [0, 0, 1]


def test_a_finger_taps_and_does_not_keep_the_page_from_scrolling(page, finger):
    img = page.locator("img")
    assert img.evaluate("picture => getComputedStyle(picture).touchAction") == "auto"
    touch = {"pointerType": "touch", "bubbles": True, "cancelable": True, "pointerId": 7}
    x, y = finger(650, 500)
    at = {"clientX": x, "clientY": y}
    img.dispatch_event("pointerdown", touch | at)
    assert state(page) == [3, 0.5, 1]
    img.dispatch_event("click", at | {"bubbles": True})
    assert state(page) == [5, 0.5, 1]


def moves(page, *places):
    """A finger comes down at the first place and moves on; whether each move scrolls the page."""
    return page.locator("img").evaluate(
        """(img, places) => {
            const all = { bubbles: true, cancelable: true };
            const at = ([clientX, clientY]) => ({ ...all, clientX, clientY });
            const pen = (kind, place) => img.dispatchEvent(
                new PointerEvent(kind, { ...at(place), pointerType: 'touch', pointerId: 7 }));
            pen('pointerdown', places[0]);
            const scrolls = places.slice(1).map(place => {
                const one = new Touch({ identifier: 7, target: img, ...at(place) });
                const move = new TouchEvent('touchmove', { ...all, touches: [one] });
                const free = img.dispatchEvent(move);
                if (!free) pen('pointermove', place);
                return free;
            });
            pen('pointerup', places.at(-1));
            return scrolls;
        }""",
        places,
    )


def test_a_finger_drags_over_a_plane_and_elsewhere_it_scrolls(page, finger):
    assert moves(page, finger(650, 500), finger(650, 530), finger(660, 260)) == [False, False]
    assert state(page) == [9, 0.6, 1]
    assert moves(page, finger(50, 900), finger(50, 700)) == [True]
    assert moves(page, finger(120, 100), finger(140, 200)) == [True]  # a wire
    assert state(page) == [9, 0.6, 1]


def test_where_only_the_side_counts_a_finger_scrolls_up_and_down(page, finger):
    curve = {"places": [[500, 200, 900, 800]], "sets": [], "x": [1, -1, 3], "y": None}
    page.evaluate("regions => frame(3, {regions})", [curve])
    assert moves(page, finger(650, 300), finger(655, 500), finger(850, 500)) == [True, True]
    assert state(page) == [3, 0.5, 1]
    assert moves(page, finger(650, 300), finger(670, 305)) == [False]
    assert state(page) == [3, 0.7, 1]


def test_what_is_drawn_is_told_to_the_kernel_when_it_has_time(page, finger):
    paper = {"places": [[500, 200, 900, 800]], "sets": [], "x": [2, 0, 8], "y": [2, 6, 0]}
    page.evaluate("regions => frame(3, {regions})", [paper])
    sent = "sent.filter(one => one.drawn !== undefined).map(one => [one.goes_on, one.at])"
    page.mouse.move(*finger(550, 300))
    page.mouse.down()
    for x in (600, 650, 700):
        page.mouse.move(*finger(x, 300))
    page.mouse.up()
    assert page.evaluate(sent) == [[False, [[1, 1]]]]
    page.evaluate("hear({ drawn: true })")
    assert page.evaluate(sent)[1:] == [[True, [[2, 1], [3, 1], [4, 1]]]]
    page.evaluate("hear({ drawn: true })")
    assert len(page.evaluate(sent)) == 2  # the click at the end is no new stroke
    assert state(page) == [3, 0.5, 1]


def playing(page):
    return page.get_by_role("button", name="Pause").is_visible()


def test_play_walks_over_the_frames_to_the_last_one(page):
    filled(page, *range(3, 10))
    page.get_by_role("button", name="Play").click()
    page.wait_for_function("models.walked.get('value') === 9")
    expect(page.get_by_role("button", name="Play")).to_be_visible()
    saved = page.evaluate("sent.filter(one => one.saved === 'walked').map(one => one.value)")
    assert saved == [4, 5, 6, 7, 8, 9]
    page.get_by_role("button", name="Play").click()  # again, from the beginning
    assert page.evaluate("models.walked.get('value')") == 0


def test_play_waits_for_a_frame_that_is_not_there_yet(page):
    filled(page, 3, 4, 5)
    page.get_by_role("button", name="Play").click()
    page.wait_for_function("models.walked.get('value') === 6")
    page.wait_for_timeout(200)
    assert page.evaluate("models.walked.get('value')") == 6
    assert playing(page)
    page.evaluate("frame(6, {answer: true})")
    page.wait_for_function("models.walked.get('value') === 7")


@pytest.mark.parametrize(
    "touch",
    [
        "document.querySelector('img').dispatchEvent(new Event('pointerdown', {bubbles: true}))",
        "document.querySelector('#list').dispatchEvent(new Event('keydown', {bubbles: true}))",
        "document.querySelector('.lesson-app').style.marginTop = '3000px'",
        "leave()",
    ],
)
def test_whatever_else_is_touched_stops_it(page, touch):
    page.wait_for_function("model.get('looked_at')")
    page.get_by_role("button", name="Play").click()
    assert playing(page)
    page.evaluate(touch)
    page.wait_for_function("!document.body.innerText.includes('Pause')")


def test_its_speed_has_a_name_and_does_not_stop_it(page):
    page.get_by_role("button", name="Play").click()
    speed = page.get_by_role("combobox", name="speed")
    speed.select_option("4 ×")
    speed.press("ArrowUp")
    assert playing(page)


def test_nothing_is_played_where_there_is_no_walk(page):
    page.evaluate("""() => {
        leave();
        model.set('pace', 0);
        window.leave = widget.render({ model, el: document.getElementById('page') });
    }""")
    page.wait_for_timeout(100)
    expect(page.get_by_role("button", name="Play")).to_have_count(0)
