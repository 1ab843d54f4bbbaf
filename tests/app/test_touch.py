"""What can be touched in a picture: the page is told where it is, and what it moves."""

import interactives
import numpy as np
import pytest
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.patches import Circle

from lessons_lib.app import App, Choice, Numbers, Slider, Steps, Words
from lessons_lib.draw.neurons import bare_axes

from .dot import decoded

pytestmark = pytest.mark.usefixtures("pictures_closed_after_each_test")

RED = np.array([255, 0, 0, 255])
SIZE = (4.0, 2.0)


def shapes(ax):
    """One artist of each kind, all in red, each with a url."""
    bare_axes(ax, *SIZE)
    lines = LineCollection(
        [[(2 + i / 4, 0.4 + i / 20) for i in range(5)]], colors="red", linewidths=1
    )
    lines.set_urls(["line"])
    areas = PolyCollection([[(3.2, 1.2), (3.8, 1.2), (3.8, 1.8), (3.2, 1.8)]], facecolors="red")
    areas.set_urls(["area"])
    return {
        "line": ax.add_collection(lines),
        "area": ax.add_collection(areas),
        "circle": ax.add_patch(Circle((1, 1.3), 0.4, facecolor="red", url="circle")),
        "text": ax.text(1, 0.4, "888", ha="center", va="center", color="red", url="text"),
    }


def made(names=("line", "area", "circle", "text")):
    def scene(fig):
        artists = shapes(fig.add_axes((0, 0, 1, 1)))
        plane = fig.add_axes((0.5, 0.6, 0.2, 0.3), xlim=(-2, 2), ylim=(0, 5), zorder=-1)
        plane.xaxis.set_url("across")
        plane.yaxis.set_url("up")
        for artist in artists.values():
            artist.set_animated(True)

        def update(shape, **others):
            for name, artist in artists.items():
                artist.set_visible(name == shape)
            return Words(shape, shape)

        return update

    controls = [
        Steps("shape", "shape", names),
        Slider("across", "x", 0, -1, 1, 0.1),
        Slider("up", "y", 0, 0, 5, 0.1),
    ]
    return App(made, scene, controls, size=SIZE)


def regions(app):
    """What the page gets for the displayed state."""
    sent = []
    app._page.send = lambda message, buffers=(): sent.append(message)
    app._hear_page(app._page, {"hello": True}, [])
    return sent[0]["regions"]


@pytest.mark.parametrize("shape", ["line", "area", "circle", "text"])
def test_a_part_is_where_it_is_drawn(shape):
    app = made().set(shape=shape)
    part, plane = regions(app)
    assert part["sets"] == [(0, ["line", "area", "circle", "text"].index(shape))]
    rows, columns = np.nonzero((decoded(app._image.value) == RED).all(axis=2))
    drawn = [columns.min() / 0.8, rows.min() / 0.4, columns.max() / 0.8, rows.max() / 0.4]
    places = np.array([(*place, *place)[:4] for place in part["places"]])
    covered = [*places[:, :2].min(axis=0), *places[:, 2:].max(axis=0)]
    np.testing.assert_allclose(covered, drawn, atol=40 if shape == "text" else 6)
    assert len(part["places"]) == (3 if shape == "line" else 1)
    assert plane == {"places": [[500, 100, 700, 400]], "sets": [], "x": (1, -2, 2), "y": (2, 0, 5)}


def test_what_is_hidden_or_means_nothing_to_a_control_cannot_be_touched():
    app = made(("line", "nothing")).set(shape="nothing")
    assert [part["sets"] for part in regions(app)] == [[]]
    app.set(shape="line")
    assert [part["sets"] for part in regions(app)] == [[(0, 0)], []]


def test_they_are_sent_only_when_they_change():
    app = made()
    sent = []
    app._page.send = lambda message, buffers=(): sent.append(message)
    for message in ({"hello": True}, {"got": 1}):
        app._hear_page(app._page, message, [])
    for shape, across in (("line", 0.5), ("area", 0.5), ("area", 0.2)):
        app.set(shape=shape, across=across)
    assert ["regions" in one for one in sent if "place" in one] == [True, False, True, False]
    app._hear_page(app._page, {"hello": True}, [])
    assert [one["place"] for one in sent if "regions" in one] == [0, 1, 1]  # a new page has none


@pytest.mark.usefixtures("words_alone")
@pytest.mark.parametrize("call", interactives.calls())
def test_each_part_of_each_picture_sets_a_value(call):
    app = interactives.made(call)
    for region in regions(app):
        for which, position in region["sets"]:
            before, widget = app.values, app._page.touched[which]
            widget.set_trait("index" if widget.has_trait("index") else "value", position)
            moved = {name for name, value in app.values.items() if before[name] != value}
            assert moved or app.values == before
            assert (
                widget.trait_values()["index" if widget.has_trait("index") else "value"] == position
            )


def test_a_held_node_is_let_go_when_it_is_touched_again():
    app = interactives.made("chain_rule.two_paths()")
    options = [value for _, value in app._page.touched[1].options]
    ways = [[options[at] for which, at in one["sets"] if which == 1] for one in regions(app)]
    assert ["x", "none"] in ways and ["y", "none"] in ways


def test_a_value_alone_means_the_first_control_that_offers_it():
    controls = [
        Choice("colour", "colour", "a", ["a", "b"]),
        Numbers("which", "change", {"b": ("b", 1.0), "c": ("c", 2.0)}, 0, 5, 1),
        Slider("n", "n", 3, 1, 9, 1),
    ]

    def scene(fig):
        ax = fig.add_axes((0, 0, 1, 1))
        texts = [ax.text(0.5, 0.5, "x", animated=True) for _ in range(4)]

        def update(**values):
            for text, url in zip(texts, ("b", "which=b", "c a", "n=4"), strict=True):
                text.set_url(url)
            return Words("", "")

        return update

    app = App(made, scene, controls, size=SIZE)
    assert [part["sets"] for part in regions(app)] == [
        [(0, 1)],
        [(1, 0)],
        [(1, 1), (0, 0)],
        [(2, 4)],
    ]


def test_only_a_walk_of_steps_is_played():
    assert App(made, lambda fig: lambda t: Words("", ""), [Steps("t", "t", range(200))])._page.pace
    for control in (Slider("t", "t", 1, 0, 9, 1), Choice("t", "t", "a", ["a", "b"])):
        assert App(made, lambda fig: lambda t: Words("", ""), [control])._page.pace == 0
