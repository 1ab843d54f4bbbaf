"""What the pictures of a walk and of a counted network hold, artist by artist."""

import numpy as np
import pytest
from matplotlib.figure import Figure

from lessons_lib.draw.arrow import Arrow
from lessons_lib.draw.bars import Bars
from lessons_lib.draw.layers import Layers
from lessons_lib.draw.trail import Trail


@pytest.fixture
def ax():
    ax = Figure().add_subplot()
    ax.set(xlim=(-10, 10), ylim=(0, 50))
    return ax


def markers(ax):
    """Every visible line without a line: marker -> where it is."""
    return {
        line.get_marker(): tuple(line.get_xydata()[-1])
        for line in ax.lines
        if line.get_visible() and len(line.get_xydata()) == 1
    }


def test_the_trail_marks_where_the_walk_is(ax):
    assert Trail(ax).show([(1, 2), (3, 4), (5, 6)], "θ²")
    whole, start, now, _ = ax.lines
    assert whole.get_xydata().tolist() == [[1, 2], [3, 4], [5, 6]]
    assert start.get_xydata().tolist() == [[1, 2]] and now.get_xydata().tolist() == [[5, 6]]
    (name,) = ax.texts
    assert name.get_text() == "θ²"
    assert name.get_position()[0] == 5 and name.get_position()[1] > 6


@pytest.mark.parametrize(
    ("last", "marker", "edge"),
    [
        ((12, 30), ">", (10, 30)),
        ((-11, 99), "<", (-10, 50)),
        ((3, 51), "^", (3, 50)),
        ((3, -1), "v", (3, 0)),
        ((np.inf, np.inf), ">", (10, 50)),
        ((-1e300, 7), "<", (-10, 7)),
    ],
)
def test_a_walk_that_left_is_pointed_to_from_the_edge(ax, last, marker, edge):
    trail = Trail(ax)
    assert not trail.show([(1, 2), last], "θ¹")
    shown = markers(ax)
    assert shown.pop(marker) == edge
    assert shown == {"o": (1, 2)}  # the start alone
    assert np.isfinite(ax.lines[0].get_xydata()).all()
    x, y = ax.texts[0].get_position()
    assert -10 < x < 10 and 0 < y < 50
    assert trail.show([(1, 2), (2, 3)], "θ¹") and marker not in markers(ax)


def test_an_arrow_goes_from_start_by_the_change_and_vanishes_where_short(ax):
    arrow = Arrow(ax, "red")
    (patch,) = ax.patches
    arrow.show((1, 2), (3, -1))
    assert patch.get_visible()
    assert patch._posA_posB == [(1, 2), (4, 1)]
    arrow.show((1, 2), (0, 0))
    assert not patch.get_visible()
    arrow.show((1, 2), (3, -1), visible=False)
    assert not patch.get_visible()


def test_bars_end_at_their_numbers():
    ax = Figure().add_subplot()
    Bars(ax, {"a": "red", "b": "blue"}, highest=1e8).show([16016000, 1])
    assert [bar.get_x() + bar.get_width() for bar in ax.patches] == [16016000, 1]
    assert [text.get_text() for text in ax.texts] == [" 16,016,000", " 1"]


@pytest.mark.parametrize(
    ("sizes", "inputs", "neurons", "wires"),
    [([2, 2, 2, 2], 2, 6, 12), ([6, 1], 6, 1, 6), ([1000, 7, 3], 4, 7, 28)],
)
def test_layers_show_some_neurons_of_all_layers(sizes, inputs, neurons, wires):
    ax = Figure().add_subplot()
    layers = Layers(ax, 8, 3, most=4)
    layers.show([9, 9, 9, 9])
    layers.show(sizes)
    squares, circles = (line.get_xydata() for line in ax.lines)
    assert (len(squares), len(circles)) == (inputs, neurons)
    assert len(ax.collections[0].get_segments()) == wires
    texts = [text.get_text() for text in ax.texts if text.get_text()]
    assert [text for text in texts if text != "⋮"] == [f"{size:,}" for size in sizes]
    assert texts.count("⋮") == sum(size > 6 for size in sizes)
    heights = np.concatenate([squares, circles])[:, 1]
    assert heights.min() > 0.2 and heights.max() < 3
