"""Every text of a picture can be read: it stays in it, clear of other texts, nodes and wires."""

from itertools import islice, pairwise

import interactives
import numpy as np
import pytest
from matplotlib.collections import LineCollection
from matplotlib.colors import to_hex
from matplotlib.patches import Circle
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from lessons_lib.draw.style import BACKWARD, FORWARD, UPDATE

STATES, EVERY = 60, 5  # of the states that all_words goes through, so many, and each fifth
TOUCH = 2  # CSS pixels that two boxes may share: letters do not fill their box


def seen(picture):
    """The texts that a reader sees, each with its box in pixels."""
    figure, renderer = picture._figure, picture._paper.renderer
    unseen = set()
    for ax in figure.axes:
        for axis in (ax.xaxis, ax.yaxis):
            low, high = sorted(axis.get_view_interval())
            for tick in (*axis.get_major_ticks(), *axis.get_minor_ticks()):
                if not (ax.axison and low - 1e-9 <= tick.get_loc() <= high + 1e-9):
                    unseen |= {tick.label1, tick.label2}
    texts = [text for text in figure.findobj(Text) if text not in unseen]
    return [
        (text, text.get_window_extent(renderer))
        for text in texts
        if text.get_visible() and text.get_text().strip()
    ]


def lit_wires(picture):
    """The courses of the wires that act, in pixels, in fine steps."""
    for wires in picture._figure.findobj(LineCollection):
        if not wires.get_visible() or wires.get_zorder() != 1 or wires.axes.axison:
            continue
        strong = [to_hex(colour) in (FORWARD, BACKWARD, UPDATE) for colour in wires.get_edgecolor()]
        for segment, on in zip(wires.get_segments(), strong, strict=False):
            if on:
                pixels = wires.get_transform().transform(segment)
                steps = [np.linspace(a, b, 20) for a, b in pairwise(pixels)]
                yield np.concatenate(steps)


def neurons(picture):
    """The centres and the radii of the round nodes, in pixels."""
    for circle in picture._figure.findobj(Circle):
        if circle.get_visible():
            to_pixels = circle.axes.transData.transform
            centre = to_pixels(circle.center)
            yield centre, to_pixels(np.add(circle.center, (circle.radius, 0)))[0] - centre[0]


def on_a_node(box, centre, radius, touch):
    """Whether a text lies on the edge of a node, from outside or from inside."""
    middle = (box.min + box.max) / 2
    if np.hypot(*(middle - centre)) < radius:
        sides = [(x, middle[1]) for x in (box.x0 + touch, box.x1 - touch)]
        return any(np.hypot(*(side - centre)) > radius for side in sides)
    nearest = np.clip(centre, box.min + touch, box.max - touch)
    return np.hypot(*(nearest - centre)) < radius


def trouble(picture, panels):
    """What cannot be read in a picture, or not on a phone, in words."""
    texts, whole = seen(picture), picture._figure.bbox
    cuts = [end * whole.width for _, end in panels[:-1]]
    touch = TOUCH * picture.sharpness
    wires, nodes = list(lit_wires(picture)), list(neurons(picture))
    for i, (text, box) in enumerate(texts):
        name = repr(text.get_text())
        if not all(whole.padded(1).contains(*corner) for corner in box.corners()):
            yield f"{name} leaves the picture"
        if any(box.x0 + touch < cut < box.x1 - touch for cut in cuts):
            yield f"{name} lies in two panels"
        for other, its_box in texts[:i]:
            shared = Bbox.intersection(box, its_box)
            if shared is not None and min(shared.width, shared.height) > touch:
                yield f"{name} lies on {other.get_text()!r}"
        if any(on_a_node(box, *node, touch) for node in nodes):
            yield f"{name} lies on the edge of a node"
        inner = box.padded(-touch)
        if text.get_bbox_patch() is None and any(inside(inner, wire) for wire in wires):
            yield f"a wire crosses {name}"


def inside(box, points):
    """Whether one of the points (n, 2) lies in the box."""
    return bool(((points > box.min) & (points < box.max)).all(axis=1).any())


@pytest.mark.usefixtures("words_alone")  # of the states in between
@pytest.mark.parametrize("call", interactives.calls())
def test_every_text_can_be_read(call):
    app = interactives.made(call)
    found = {}
    for words in islice(interactives.all_words(app), 0, STATES, EVERY):
        app._picture.pixels()
        for problem in trouble(app._picture, app._page.panels):
            found.setdefault(problem, words.status)
    app.close()
    assert not found
