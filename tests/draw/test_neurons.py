"""Neurons and wires: their direction is visible without colour."""

from itertools import pairwise

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex
from matplotlib.figure import Figure

from lessons_lib.app.settings import own_settings
from lessons_lib.draw.neurons import (
    RADIUS,
    DataBox,
    Line,
    Neuron,
    bare_axes,
    columns,
    fitting,
    label,
)
from lessons_lib.draw.style import BACKWARD, FORWARD, NORMAL, QUIET
from lessons_lib.draw.wires import Wires

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
    above = slice(0, round(DPI * 0.93))  # the wire is at 1
    framed, bare = (
        np.count_nonzero(wire(reverse=False, number="0.5", update=update)[above] < 0.7)
        for update in (True, False)
    )
    assert framed > 1.5 * bare > 0


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
        Neuron(ax, (2.0, 1.0)).show([], reverse=reverse, lit=lit)

    return grey(draw)


def test_a_neuron_is_a_circle_and_back_an_amplifier():
    circle, triangle = neuron(reverse=False) < 0.99, neuron(reverse=True) < 0.99
    assert circle.any()
    np.testing.assert_allclose(
        circle.sum(), np.pi * (RADIUS * DPI + 2.4 / 72 * DPI / 2) ** 2, rtol=0.03
    )
    assert (circle == circle[:, ::-1]).mean() > 0.99
    heights = [triangle[:, x].sum() for x in range(WIDTH * DPI) if triangle[:, x].any()]
    assert np.argmax(heights) > 0.8 * len(heights)  # it points left
    assert (circle != triangle).sum() > 0.2 * circle.sum()


@pytest.mark.parametrize("reverse", [False, True])
def test_a_lit_neuron_is_tinted(reverse):
    lit, quiet = neuron(reverse), neuron(reverse, lit=False)
    assert lit[HEIGHT * DPI // 2, 200] < 0.96 < quiet[HEIGHT * DPI // 2, 200]


def test_a_neuron_says_three_things():
    def texts(strong=""):
        fig = Figure()
        ax = fig.add_axes((0, 0, 1, 1))
        said = {name: Line(name, name == strong) for name in ("in", "over", "under")}
        neuron = Neuron(ax, (2, 1))
        neuron.show([said["in"]], [said["over"]], said["under"], reverse=False, lit=True)
        return {text.get_text(): text for text in ax.texts if text.get_text()}

    said = texts()
    assert said.keys() == {"in", "over", "under"}
    assert said["over"].get_position()[1] > said["in"].get_position()[1] + RADIUS
    assert said["under"].get_position()[1] < said["in"].get_position()[1] - RADIUS
    for name in said:
        bold = {each for each, text in texts(name).items() if text.get_weight() == "bold"}
        assert bold == {name}


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
    DataBox(ax, (1, 1), 0.4)
    label(ax, (1, 1), "C")
    drawn = [*ax.texts, *ax.patches, *ax.collections, *ax.lines]
    neuron, box, wire, word = 5 + 2, 2 + 1, 1 + 4, 1
    assert len(drawn) == neuron + box + wire + word
    assert all(artist.get_animated() for artist in drawn)


def ends_of(count):
    """All wires between two columns of so many neurons."""
    left, right = columns([count, count], [1.0, 3.0], middle=3.0, gap=1.0)
    return {f"{i}{j}": (a, b) for i, a in enumerate(left) for j, b in enumerate(right)}


def drawn_wires(count, weights=None, reverse=False, lit=(), **kwargs):
    """Their shafts and the texts with their numbers."""
    ax = Figure().add_axes((0, 0, 1, 1))
    ends = ends_of(count)
    wires = Wires(ax, ends, **kwargs)
    wires.show(dict.fromkeys(ends, "1"), lit=lit, reverse=reverse, weights=weights)
    (shafts,) = [c for c in ax.collections if c.get_visible() and c.get_zorder() == 1]
    return shafts, ax.texts


@pytest.mark.parametrize("count", [2, 4, 6])
@pytest.mark.parametrize("reverse", [False, True])
def test_no_two_wires_begin_or_end_at_the_same_place(count, reverse):
    shafts, _ = drawn_wires(count, reverse=reverse)
    for end in (0, -1):
        places = np.array([segment[end] for segment in shafts.get_segments()])
        apart = np.linalg.norm(places[:, None] - places[None], axis=-1) + 9 * np.eye(count**2)
        assert apart.min() > 0.05


@pytest.mark.parametrize("reverse", [False, True])
def test_the_number_of_a_wire_is_on_it_and_clear_of_others(reverse):
    shafts, numbers = drawn_wires(2, reverse=reverse)
    for number, own in zip(numbers, ends_of(2), strict=True):
        for name, segment in zip(ends_of(2), shafts.get_segments(), strict=True):
            fine = np.vstack([np.linspace(a, b, 50) for a, b in pairwise(segment)])
            away = np.abs(fine - number.get_position()).max(axis=1).min()
            assert away < 0.02 if name == own else away > 0.2


def test_a_wire_is_as_thick_as_its_weight_and_coloured_by_its_sign():
    weights = {"00": 0.0, "01": 0.5, "10": 4.0, "11": -4.0}
    shafts, _ = drawn_wires(2, weights)
    zero, small, large, negative = shafts.get_linewidth()
    assert zero < small < large == negative
    assert len({to_hex(colour) for colour in shafts.get_edgecolor()}) == 3
    lit, _ = drawn_wires(2, weights, lit=weights)
    assert {to_hex(colour) for colour in lit.get_edgecolor()} == {FORWARD}


def test_nothing_flows_back_on_a_wire_one_way():
    ax = Figure().add_axes((0, 0, 1, 1))
    wires = Wires(ax, {"w": (START, END), "x": (END, START)}, one_way=["w"])
    wires.show({"w": "", "x": ""}, lit=[], reverse=True)
    shafts, heads = [c for c in ax.collections if c.get_visible()]
    (_, whole), (_, dashes) = shafts.get_linestyle()
    assert whole is None and dashes
    assert [len(path.vertices) > 0 for path in heads.get_paths()] == [False, True]


def test_long_lines_are_set_smaller():
    assert fitting("z", 0.8) == NORMAL
    long = fitting("z₁ = −0.000123", 0.8)
    assert fitting("z₁ = −0.000123", 0.8, bold=True) < long < NORMAL
