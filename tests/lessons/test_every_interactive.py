"""What every interactive keeps, wherever its controls stand; a new one is found in its notebook."""

import re
from itertools import islice

import interactives
import numpy as np
import pytest
from hands import picture, press
from matplotlib.collections import PathCollection, PolyCollection
from matplotlib.lines import Line2D
from matplotlib.text import Text

from lessons_lib.app import AnswerBox, Choice, Numbers, Presets, Run, Steps, TextLine
from lessons_lib.walks.typed_expression import FUNCTIONS

MOMENTS = 45  # as long as the longest walk; of a longer training so many steps are taken
STATES = 4
TYPED = ("", "3", "−4", "1/3", "0,5", "1e300", "?")
NAMES = {*FUNCTIONS, "min", "XOR"}  # of functions, of a unit, of data: the same in every language
pytestmark = pytest.mark.usefixtures("pictures_closed_after_each_test")
every_interactive = pytest.mark.parametrize("call", interactives.calls())


def places(control):
    """All that a learner can do with a control: the values that it sets, for each of its dials."""
    if isinstance(control, AnswerBox):
        moments = control.defaults
        return [[{key: typed} for typed in TYPED] for key in moments]
    if isinstance(control, TextLine):
        return [[{name: text} for name in control.defaults for text in drawn(control)]]
    if isinstance(control, Numbers):
        return [list(dial.values()) for dial in control.places.values()]
    return [list(control.places.values())]


def drawn(control):
    """Its first text, and those of a finger that draws over it, from nothing on."""
    ((name, text),) = control.defaults.items()
    yield text
    if control.touched:
        text, before = "", None
        for place in ((0.3, 0.4), (1.5, 0.9), (7.9, 7.2), (9, -3)):
            yield text
            values = {"kind": 1, name: text}  # what a touch may ask for
            text, before = control.touched(values, place, before), place
        yield text


def worth_trying(control):
    """Every option of a list, and both ends and the middle of everything else."""
    for dial in places(control):
        some = dial if isinstance(control, Choice | Presets) else dial[:: max(1, len(dial) // 2)]
        yield from (*some, dial[-1])


def walk(app):
    """The control with Back and Next, if there is one."""
    return next((one for one in app._all if isinstance(one, Steps | Run)), None)


def state(app):
    return repr(app), picture(app), app.words.table


def check(app):
    """All that is said is a sentence, and all that is drawn can be seen."""
    said = " ".join((app.words.status, app.words.alt, *app.words.formula))
    assert app.words.status and app.words.alt
    assert not re.search(r"\bnan\b|\binf\b|None|(?<![\d^{])-\d", said), said
    assert all('role="alert"' not in str(getattr(part, "value", "")) for part in app.children)
    for artist in app._picture._figure.findobj(Text):
        words = set(re.findall(r"(?<!\\)\b[A-Za-z]{3,}", artist.get_text()))
        assert words <= NAMES, words
    for artist in app._picture._moving:
        if isinstance(artist, Line2D):
            assert not np.isinf(np.asarray(artist.get_xydata(), dtype=float)).any()
        if isinstance(artist, PathCollection | PolyCollection):
            assert all(np.isfinite(path.vertices).all() for path in artist.get_paths())


def set_and_check(app, values):
    app.set(**values)
    assert app.values | values == app.values
    check(app)


@every_interactive
def test_every_control_from_end_to_end(call):
    app = interactives.made(call)
    start = state(app)
    for control in reversed(app._all):  # a training last: before, nothing takes long
        if isinstance(walk(app), Steps) and control is not walk(app):
            app.set(**list(walk(app).places.values())[-1])
        for values in worth_trying(control):
            set_and_check(app, values)
        press(app, "Reset")
        assert state(app) == start


@every_interactive
def test_the_state_alone_decides_what_is_shown(call):
    app, rng, seen = interactives.made(call), np.random.default_rng(1), {}
    for _ in range(STATES):
        values = {}
        for control in app._all:
            for dial in places(control):
                values |= dial[rng.integers(len(dial))]
        set_and_check(app, values)
        seen[tuple(app.values.items())] = state(app)
    for values, before in seen.items():
        app.set(**dict(values))
        assert state(app) == before


@every_interactive
def test_back_shows_exactly_what_was_there(call):
    app, seen = interactives.made(call), []
    steps = walk(app)
    if steps is None:
        return
    for values in islice(steps.places.values(), MOMENTS if isinstance(steps, Steps) else 4):
        assert app.values | values == app.values
        seen.append(state(app))
        press(app, "Next")
    assert all(one not in seen[:i] for i, one in enumerate(seen))
    if len(steps.places) > len(seen):
        press(app, "Back")
    for before in reversed(seen[:-1]):
        press(app, "Back")
        assert state(app) == before


@every_interactive
def test_a_bad_value_is_refused_in_words(call):
    app = interactives.made(call)
    before = state(app)
    typed = {key for one in app._all if isinstance(one, AnswerBox) for key in one.defaults}
    for line in (one for one in app._all if isinstance(one, TextLine)):
        for key, wrong in ((key, "✗") for key in line.defaults):
            with pytest.raises(ValueError, match=wrong):
                app.set(**{key: wrong})
            typed.add(key)
    for key in app.values:
        for bad in (None,) if key in typed else (None, "✗", 1e9):
            with pytest.raises(ValueError, match=f"{key} must be (a .*|one .*|text), not "):
                app.set(**{key: bad})
    with pytest.raises(ValueError, match="has no setting 'speed'"):
        app.set(speed=1)
    assert state(app) == before
