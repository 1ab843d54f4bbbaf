"""The texts of every picture can be read: none overlaps another, leaves it, or is crossed."""

from itertools import islice, pairwise

import interactives
import numpy as np
import pytest
from matplotlib.collections import LineCollection
from matplotlib.colors import to_hex
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


def trouble(picture, panels):
    """What cannot be read in a picture, or not on a phone, in words."""
    texts, whole = seen(picture), picture._figure.bbox
    cuts = [end * whole.width for _, end in panels[:-1]]
    touch = TOUCH * picture.sharpness
    wires = list(lit_wires(picture))
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
        inner = box.padded(-touch)
        if text.get_bbox_patch() is None and any(inside(inner, wire) for wire in wires):
            yield f"a wire crosses {name}"


def inside(box, points):
    """Whether one of the points (n, 2) lies in the box."""
    return bool(((points > box.min) & (points < box.max)).all(axis=1).any())


# The nodes of a typed expression shrink with its graph, and their texts do not yet.
CALLS = [call for call in interactives.calls() if not call.startswith("your_own.expression")]


@pytest.mark.parametrize("call", CALLS)
def test_every_text_can_be_read(call):
    app = interactives.made(call)
    found = {}
    for words in islice(interactives.all_words(app), 0, STATES, EVERY):
        for problem in trouble(app._picture, app._page.panels):
            found.setdefault(problem, words.status)
    app.close()
    assert not found
