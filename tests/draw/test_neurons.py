"""Neurons and wires: their direction is visible without colour."""

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex
from matplotlib.figure import Figure

from lessons_lib.app.settings import own_settings
from lessons_lib.draw.neurons import RADIUS, Neuron, Wires, bare_axes, columns, label
from lessons_lib.draw.style import BACKWARD, FORWARD, QUIET

WIDTH, HEIGHT, DPI = 4, 2, 100
START, END = (0.5, 1.0), (3.5, 1.0)


@own_settings
def grey(draw):
    """The picture of what draw(ax) draws, in greyscale: 0 is black, 1 white."""
    fig = Figure(figsize=(WIDTH, HEIGHT), dpi=DPI)
    canvas = FigureCanvasAgg(fig)
    ax = fig.add_axes((0, 0, 1, 1))
    bare_axes(ax, WIDTH, HEIGHT)
    draw(ax)
    for artist in fig.findobj():
        artist.set_animated(False)
    canvas.draw()
    return np.asarray(canvas.buffer_rgba())[..., :3] @ [0.299, 0.587, 0.114] / 255


def wire(reverse, lit=("w",), number="", update=False):
    def draw(ax):
        wires = Wires(ax, {"w": (START, END)})
        wires.show({"w": number}, lit=lit, reverse=reverse, update=update)

    return grey(draw)


def pieces(picture):
    """How many pieces the ink along the wire has, where the two arrow heads and number are not."""
    row = picture[round((HEIGHT - START[1]) * DPI) - 1, 200:280] < 0.7
    return np.count_nonzero(np.diff(row.astype(int)) == 1) + int(row[0])


def heads(picture):
    """Whether there is an arrow head at the left end, at the right end: ink beside the line."""
    y = round((HEIGHT - START[1]) * DPI) - 4
    return [bool((picture[y, part] < 0.7).any()) for part in (slice(95, 200), slice(200, 305))]


def test_a_wire_runs_forward_whole_and_back_dashed():
    assert pieces(wire(reverse=False)) == 1
    assert pieces(wire(reverse=True)) > 3


def test_a_wire_is_dotted_in_an_update():
    assert pieces(wire(reverse=False, update=True)) > pieces(wire(reverse=True))


def test_in_an_update_the_number_of_a_lit_wire_has_a_frame():
    def dark(**state):
        return np.count_nonzero(wire(reverse=False, number="0.5", **state) < 0.7)

    assert dark(update=True, lit=()) == dark(lit=())
    frame = wire(reverse=False, number="0.5", update=True)[: round(DPI * 0.8)]
    bare = wire(reverse=False, number="0.5")[: round(DPI * 0.8)]
    rows = [(picture < 0.7).sum(axis=1).max() for picture in (frame, bare)]
    assert rows[0] > 20 > 0 <= rows[1] < rows[0]


def test_a_wire_points_where_it_leads():
    assert heads(wire(reverse=False)) == [False, True]
    assert heads(wire(reverse=True)) == [True, False]


@pytest.mark.parametrize("reverse", [False, True])
def test_a_lit_wire_is_darker_and_wider(reverse):
    lit, quiet = wire(reverse), wire(reverse, lit=())
    assert lit.min() < quiet.min() - 0.2
    assert (lit < 0.99).sum() > (quiet < 0.99).sum() * 1.2


@pytest.mark.parametrize("reverse", [False, True])
def test_a_wire_carries_its_number(reverse):
    assert np.abs(wire(reverse, number="8") - wire(reverse)).max() > 0.3


def neuron(reverse, lit=True):
    def draw(ax):
        Neuron(ax, (2.0, 1.0)).show("", "", "", reverse=reverse, lit=lit)

    return grey(draw)


def test_a_neuron_is_a_circle_and_back_an_amplifier():
    circle, triangle = neuron(reverse=False) < 0.99, neuron(reverse=True) < 0.99
    assert circle.any()
    np.testing.assert_allclose(circle.sum(), np.pi * (RADIUS * DPI) ** 2, rtol=0.1)
    assert (circle == circle[:, ::-1]).mean() > 0.99
    heights = [triangle[:, x].sum() for x in range(WIDTH * DPI) if triangle[:, x].any()]
    assert np.argmax(heights) > 0.8 * len(heights)  # it points left
    assert (circle != triangle).sum() > 0.2 * circle.sum()


@pytest.mark.parametrize("reverse", [False, True])
def test_a_lit_neuron_is_tinted(reverse):
    lit, quiet = neuron(reverse), neuron(reverse, lit=False)
    assert lit[HEIGHT * DPI // 2, 200] < 0.96 < quiet[HEIGHT * DPI // 2, 200]


def test_a_neuron_says_three_things():
    def texts(**kwargs):
        fig = Figure()
        ax = fig.add_axes((0, 0, 1, 1))
        Neuron(ax, (2, 1)).show("in", "over", "under", reverse=False, lit=True, **kwargs)
        return {text.get_text(): text for text in ax.texts}

    said = texts()
    assert said.keys() == {"in", "over", "under"}
    assert said["over"].get_position()[1] > said["in"].get_position()[1] + RADIUS
    assert said["under"].get_position()[1] < said["in"].get_position()[1] - RADIUS
    assert texts(strong_above=True)["over"].get_weight() == "bold"
    assert texts(strong_below=True)["under"].get_weight() == "bold"


def test_colours_are_the_palette():
    fig = Figure()
    wires = Wires(fig.add_axes((0, 0, 1, 1)), {"a": (START, END), "b": (END, START)})
    for reverse, colour in ((False, FORWARD), (True, BACKWARD)):
        wires.show({"a": "1", "b": "2"}, lit={"b"}, reverse=reverse)
        (shafts,) = [
            c
            for c in fig.axes[0].collections
            if c.get_visible() and len(c.get_linestyle()) and c.get_zorder() == 1
        ]
        assert [to_hex(c) for c in shafts.get_edgecolor()] == [QUIET, colour]


def test_columns_are_even_and_centred():
    assert columns([1, 3], [1.0, 2.0], middle=5.0, gap=2.0) == [
        [(1.0, 5.0)],
        [(2.0, 7.0), (2.0, 5.0), (2.0, 3.0)],
    ]


def test_what_moves_is_animated():
    """Only animated artists are redrawn; others would not move."""
    fig = Figure()
    ax = fig.add_axes((0, 0, 1, 1))
    bare_axes(ax, WIDTH, HEIGHT)
    Neuron(ax, (2, 1))
    Wires(ax, {"w": (START, END)})
    label(ax, (1, 1), "C")
    drawn = [*ax.texts, *ax.patches, *ax.collections, *ax.lines]
    assert len(drawn) == 3 + 2 + 4 + 1 + 1
    assert all(artist.get_animated() for artist in drawn)
