"""A minimal interactive for the tests, a moving dot, with helpers to use and inspect it."""

import io
from collections import deque
from functools import cache
from html.parser import HTMLParser

import ipywidgets as w
import numpy as np
from interactives import inside
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from PIL import Image

from lessons_lib.app import App, Choice, Numbers, Slider, Steps, Table, Words
from lessons_lib.app.rendering.letters import LetterRenderer
from lessons_lib.app.settings import own_settings

SIZE = (1.2, 0.8)
DOTS_PER_INCH = 200
RED, BLUE = "#cc0000", "#0000cc"
CALL = "dot.dot_app()"


class Dot:
    """The scene: a dot at (x, y) of 12 × 8 over a grey bar. `before` runs in every update.

    drawn: the last hundreds of x that were drawn.
    """

    def __init__(self, before=lambda **values: None, table=True, named=True):
        self.drawn = deque(maxlen=999)
        self._before, self._table, self._named = before, table, named

    def __call__(self, fig):
        fig.add_artist(Line2D([0, 1], [0.5, 0.5], color="#999999", lw=3))
        self._dot = fig.add_artist(Line2D([], [], marker="o", mew=0, animated=True))
        self._name = fig.text(0.5, 0.9, "", fontsize=6, animated=True, ha="center")
        return self.update

    def update(self, x, y, colour, part, size, tilt):
        self.drawn.append(x)
        self._dot.set_data([x / 12], [y / 8])
        self._before(x=x, y=y, colour=colour)
        self._dot.set(color=colour, markersize=size)
        self._name.set(text=part if self._named else "", rotation=tilt)
        rows = [("x", f"{x}"), ("y", f"{y}")]
        return Words(
            status=f"The dot is at x_1 = {x}.",
            alt=f"A dot at x = {x}, y = {y}",
            formula=(f"x = {x}", f"y = {y:g}"),
            table=Table(("what", "value"), rows, lit=0) if self._table else None,
        )


START = {"x": 0, "y": 2.0, "colour": BLUE, "part": "size", "size": 5.0, "tilt": 0.0}


def controls():
    return [
        Steps("x", "step x", range(11)),
        Slider("y", "height y", 2.0, low=0, high=8, step=0.5),
        Choice("colour", "colour", BLUE, {"blue": BLUE, "red": RED}),
        Numbers("part", "change", {"size": ("size", 5.0), "tilt": ("tilt", 0.0)}, 0, 20, 0.5),
    ]


def dot_app(scene=None, parts=None):
    return App(dot_app, scene or Dot(), parts or controls(), size=SIZE)


@own_settings
def redrawn(scene, values, size=SIZE, dpi=DOTS_PER_INCH):
    """The pixels of the state, with all artists drawn anew, without caches."""
    fig = Figure(figsize=size, dpi=dpi)
    scene(fig)(**values)
    for artist in fig.findobj():
        artist.set_animated(False)
    renderer = LetterRenderer(*fig.bbox.size, dpi)
    fig.draw(renderer)
    return np.array(renderer.buffer_rgba())


@cache
def _pixels_of(values):
    return redrawn(Dot(), dict(values))


def pixels_of(values):
    """The expected pixels of this state of a Dot."""
    return _pixels_of(tuple(values.items()))


def decoded(png):
    """The pixels of a PNG file, decoded by Pillow."""
    with Image.open(io.BytesIO(png)) as image:
        assert image.format == "PNG"
        assert image.mode == "RGBA"
        return np.asarray(image)


class Page(HTMLParser):
    """A parser for a piece of HTML; fails if tags are not nested."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.elements, self._open = [], []  # elements: (tag, attributes, [texts])
        self.feed(html)
        self.close()
        assert self._open == [], f"never closed: {self._open}"

    def handle_starttag(self, tag, attrs):
        element = (tag, dict(attrs), [])
        assert len(attrs) == len(element[1]), f"an attribute twice: {attrs}"
        self.elements.append(element)
        if tag not in ("img", "br"):
            self._open.append(element)

    def handle_endtag(self, tag):
        assert self._open, f"</{tag}> closes nothing"
        assert self._open[-1][0] == tag, f"</{tag}> closes <{self._open[-1][0]}>"
        self._open.pop()

    def handle_data(self, data):
        for _, _, texts in self._open:
            texts.append(data)

    @property
    def tags(self):
        return [tag for tag, _, _ in self.elements]

    def texts(self, **attributes):
        return [
            "".join(texts)
            for _, attrs, texts in self.elements
            if attributes.items() <= attrs.items()
        ]


def find(app, kind, label):
    """The one control of this kind with this label."""
    (found,) = [
        part for part in inside(app) if isinstance(part, kind) and part.description == label
    ]
    return found


def press(app, label):
    find(app, w.Button, label).click()


def slider(app, label):
    return find(app, w.IntSlider | w.FloatSlider, label)


def box(app, label):
    return find(app, w.IntText | w.FloatText, label)


def pages(app):
    return [Page(part.value) for part in inside(app) if isinstance(part, w.HTML)]


def status(app):
    """The sentences on the page: first of the picture, then those beside the controls."""
    said = [Page(app._status.value), *map(Page, (note.value for note in app._notes.values()))]
    return [text for page in said for text in page.texts(**{"class": "lesson-status"})]


def error(app):
    """The error message on the page; None if there is none."""
    found = [text for page in pages(app) for text in page.texts(**{"class": "lesson-error"})]
    assert len(found) < 2
    return found[0] if found else None


def pixels(app):
    """The picture in the page, decoded."""
    return decoded(app._image.value)


def shows(app, **changed):
    """Whether picture, sentence, controls and values all match START with these changes."""
    state = START | changed
    assert app.values == state
    np.testing.assert_array_equal(pixels(app), pixels_of(state))
    assert app._page.alt == app.words.alt == f"A dot at x = {state['x']}, y = {state['y']}"
    assert status(app)[0] == f"The dot is at x1 = {state['x']}."
    labels = {"step x": state["x"], "height y": state["y"], state["part"]: state[state["part"]]}
    for label, value in labels.items():
        assert slider(app, label).value == box(app, label).value == value, label
    assert find(app, w.Dropdown, "colour").value == state["colour"]
    assert find(app, w.Dropdown, "change").value == state["part"]
    return True
