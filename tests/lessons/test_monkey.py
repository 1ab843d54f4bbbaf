"""Random moves of every control of every interactive, from four threads at once.

`make monkey` makes 5,000 moves for each; MONKEY_MOVES sets the number, MONKEY_SEED the seed.
"""

import gc
import hashlib
import io
import os
import random
import threading
from itertools import cycle

import interactives
import ipywidgets as w
import pytest
from interactives import inside
from PIL import Image
from resident import resident

from lessons_lib.app.page import PagePart
from lessons_lib.app.picture import SHARPNESS
from lessons_lib.language import languages, say, speak

MOVES = int(os.environ.get("MONKEY_MOVES", 24))
SEED = int(os.environ.get("MONKEY_SEED", 0))
HANDS = 4
CACHES = 40e6 if MOVES > 100 else 0  # of computed walks, which may still be filling up
pytestmark = pytest.mark.usefixtures("pictures_closed_after_each_test")
LONG = 600  # seconds: only a deadlock takes that long
FEW = ["six_neurons.walk()"]
CALLS = interactives.calls() if "MONKEY_MOVES" in os.environ else FEW  # where one takes long


def controls(app):
    return [part for part in inside(app) if not isinstance(part, w.HTML | w.Image | w.Box)]


def from_the_page(widget, **data):
    """What the page sends when a learner has moved this widget."""
    widget._handle_msg({"content": {"data": data}, "buffers": []})


def move(control, chance):
    """What the page sends when a learner does something to this control."""
    match control:
        case w.Button():
            return {"method": "custom", "content": {"event": "click"}}
        case w.ToggleButton():
            state = {"value": chance.random() < 0.5}
        case w.Dropdown():
            state = {"index": chance.randrange(len(control.options))}
        case w.IntSlider() | w.FloatSlider():
            at = chance.choice([0, 1, chance.random()])
            steps = round((control.max - control.min) * at / control.step)
            state = {"value": control.min + steps * control.step}
        case w.Text():
            typed = ["", "4", "0.98", "−2", "1/3", "0,5", "σ(4)", "((", "1e300", "‮", "<b>4</b>"]
            state = {"value": chance.choice(typed)}
        case w.IntText():
            state = {"value": chance.choice([0, 1, -1, 7, 1000, -(10**12)])}
        case w.FloatText():
            state = {"value": chance.choice([0, 0.1, -1, 2.5, 1e-9, 1e300, -1e6])}
        case PagePart():  # page.js, in one or in several pages
            said = chance.choice([{"hello": True}, {"got": chance.randrange(9)}, None, None])
            if said is None and (planes := drawn(control)):
                at = [[chance.uniform(-3, 9), chance.uniform(-3, 9)] for _ in range(2)]
                said = {"drawn": chance.choice(planes), "at": at, "goes_on": chance.random() < 0.5}
            if said:
                return {"method": "custom", "content": said}
            sharpness = chance.choice([0.5, 1.0, 1.25, SHARPNESS])
            state = {"sharpness": sharpness, "looked_at": chance.random() < 0.5}
        case _:
            raise TypeError(f"the monkey has never seen {control!r}")
    return {"method": "update", "state": state}


def drawn(page):
    """The texts that a finger in the picture draws, as the page numbers them."""
    return [i for i, widget in enumerate(page.touched) if isinstance(widget, w.Text)]


def shown(app):
    """All that the page shows."""
    parts = [part for part in inside(app) if not isinstance(part, w.ToggleButton)]
    return [seen(getattr(part, "value", None)) for part in parts]


def seen(value):
    """A slider of the page may say 0.05000000000000004 for 0.05.

    And isal may, once in some thousand pictures, write the same pixels with other bytes.
    """
    match value:
        case float():
            return round(value, 10)
        case memoryview():
            return hashlib.sha256(Image.open(io.BytesIO(value)).tobytes()).hexdigest()
    return value


def in_a_new_page(app):
    """A page that keeps nothing yet says hello, and one of two sharpnesses is new to the App."""
    from_the_page(app._page, method="custom", content={"hello": True})
    for sharpness in (1.0, SHARPNESS):
        from_the_page(app._page, method="update", state={"sharpness": sharpness})


def part(app, label):
    named = [part for part in controls(app) if not isinstance(part, PagePart)]
    (found,) = [part for part in named if part.description == label]
    return found


def let_loose(app, moves, seed):
    """So many moves from each of the hands, all at the same time; what they raised."""
    raised = []

    def play(hand):
        chance = random.Random(f"{seed} {hand}")
        parts = controls(app)
        for _ in range(moves // HANDS):
            try:
                control = chance.choice(parts)
                from_the_page(control, **move(control, chance))
            except Exception as mistake:
                raised.append(mistake)

    hands = [threading.Thread(target=play, args=[i], daemon=True) for i in range(HANDS)]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join(LONG)
        assert not hand.is_alive(), "stuck"
    return raised


@pytest.fixture
def spoken(request):
    speak(request.param)
    yield
    speak("en")


IN_TURN = list(zip(cycle(languages()), interactives.calls(), strict=False))  # one is enough


@pytest.mark.parametrize(("spoken", "call"), IN_TURN, indirect=["spoken"])
def test_nothing_breaks_it(spoken, call, caplog):
    app = interactives.made(call)
    at_first = shown(app)
    assert let_loose(app, MOVES, SEED) == []
    assert caplog.records == []  # where ipywidgets writes what the callback of a button raised
    in_a_new_page(app)
    app.set(**app.values)
    again = interactives.made(call).set(**app.values)  # no trace of how it came here
    assert repr(again) == repr(app)
    for now, then in zip(shown(again), shown(app), strict=True):
        assert now == then
    from_the_page(part(app, say("Reset")), method="custom", content={"event": "click"})
    assert shown(app) == at_first


def population():
    gc.collect()
    return sum(isinstance(thing, w.Widget) for thing in gc.get_objects())


def grown(app, seed):
    """How many bytes more it holds after many moves."""
    before = resident()
    let_loose(app, max(100, MOVES), seed)
    return resident() - before


@pytest.mark.parametrize("call", CALLS)
def test_its_memory_stays_as_it_was(call):
    app = interactives.made(call)
    let_loose(app, max(100, MOVES), SEED)
    widgets = population()
    caches_fill_up_first = (grown(app, SEED + again) for again in (1, 2, 3))
    assert any(more < 20e6 + CACHES for more in caches_fill_up_first)
    assert population() == widgets
