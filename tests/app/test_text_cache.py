"""Cached texts have the same pixels as drawn ones, whatever changes about them."""

import random

import numpy as np
import pytest
from matplotlib.patches import Circle
from matplotlib.text import Text

from lessons_lib.app.picture import Picture

from .dot import BLUE, RED, SIZE, decoded, redrawn

CHANGES = {
    "text": ["4", "−0.0903", "z₁ 1.84\na₁ 0.864", "", "fjÅy∑"],
    "position": [(1, 4), (6, 4), (6.03, 4.01), (11.9, 0.1), (13, 9)],
    "color": [RED, BLUE, (0, 0, 0, 0.5)],
    "alpha": [None, 0.3],
    "weight": ["normal", "bold"],
    "style": ["normal", "italic"],
    "fontsize": [7, 18],
    "rotation": [0, 35, 90],
    "ha": ["left", "center", "right"],
    "va": ["top", "baseline"],
    "visible": [True, False],
}
FRAMES = {"facecolor": ["white", "#ffeeaa"], "edgecolor": ["black", RED], "linewidth": [0, 6]}
GROUNDS = [(3, 4), (6, 4), (6.2, 4)]


def scene(frame):
    """A text over a disc, both of which move."""

    def draw(fig):
        ax = fig.add_axes((0, 0, 1, 1))
        ax.set(xlim=(0, 12), ylim=(0, 8))
        ax.set_axis_off()
        disc = ax.add_patch(Circle((3, 4), 2.5, color="#cccccc", animated=True, zorder=1))
        box = {"pad": 1.5, "boxstyle": "round"} if frame else None
        text = ax.text(0, 0, "", bbox=box, animated=True, zorder=2)

        def update(ground, edge=None, **look):
            disc.center = ground
            text.set(**look)
            if frame:
                text.get_bbox_patch().set(**edge)

        return update

    return draw


def states(frame, count, seed=0):
    pick = random.Random(seed).choice
    for _ in range(count):
        look = {name: pick(values) for name, values in CHANGES.items()}
        edge = {name: pick(values) for name, values in FRAMES.items()} if frame else None
        yield look | {"ground": pick(GROUNDS), "edge": edge}


@pytest.mark.parametrize("frame", [False, True], ids=["bare", "framed"])
def test_the_same_pixels_as_a_full_drawing(frame):
    picture = Picture(scene(frame), SIZE)
    walk = [state for state in states(frame, 60) for _ in "12"]
    walk += random.Random(1).choices(walk, k=60)
    expected = {}
    for state in walk:
        picture.update(**state)
        key = repr(state)
        if key not in expected:
            expected[key] = redrawn(scene(frame), state)
        np.testing.assert_array_equal(decoded(picture.png()), expected[key], err_msg=key)


@pytest.mark.parametrize("changed", [*CHANGES, "ground"])
def test_one_change_at_a_time(changed):
    first = {name: values[0] for name, values in CHANGES.items()} | {"ground": (3, 4)}
    picture = Picture(scene(False), SIZE)
    for value in [*(GROUNDS if changed == "ground" else CHANGES[changed])] * 2:
        state = first | {changed: value}
        picture.update(**state)
        np.testing.assert_array_equal(decoded(picture.png()), redrawn(scene(False), state))


def test_a_text_that_comes_again_is_not_drawn_again(monkeypatch):
    drawn = []
    monkeypatch.setattr(Text, "draw", lambda text, _: drawn.append(text.get_text()))
    picture = Picture(scene(False), SIZE)
    drawn.clear()
    for text in "abab":
        picture.update(text=text, position=(6, 4), ground=(3, 4))
        picture.png()
    assert drawn == ["a", "b"]
