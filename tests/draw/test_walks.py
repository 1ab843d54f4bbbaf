"""What the pictures of a walk and of a counted network hold, artist by artist."""

import numpy as np
import pytest
from matplotlib.figure import Figure

from lessons_lib.draw.arrow import Arrow
from lessons_lib.draw.bars import Bars
from lessons_lib.draw.layers import Layers
from lessons_lib.draw.step_lines import StepLines
from lessons_lib.draw.style import LOOKS
from lessons_lib.draw.trail import Trail
from lessons_lib.lessons.optimizers.contours import Contours
from lessons_lib.lessons.optimizers.tip_to_tail import TipToTail


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


def test_a_hidden_trail_holds_nothing_and_comes_back(ax):
    trail = Trail(ax, LOOKS[3])
    trail.show([(1, 2), (3, 4)], "θ¹")
    trail.hide()
    assert not any(len(line.get_xydata()) for line in ax.lines) and ax.texts[0].get_text() == ""
    trail.show([(1, 2), (3, 4)], "θ¹")
    assert markers(ax) == {"D": (3, 4)} and ax.lines[0].get_marker() == "D"


def test_a_quiet_trail_lies_below_the_other(ax):
    quiet, loud = Trail(ax, LOOKS[0]), Trail(ax, LOOKS[1])
    loud.show([(1, 2)], "")
    quiet.show([(1, 2)], "", quiet=True)
    below, above = ([line.get_zorder() for line in ax.lines[i : i + 3 : 2]] for i in (0, 4))
    assert all(one < other for one, other in zip(below, above, strict=True))
    quiet.show([(1, 2)], "")
    assert [line.get_zorder() for line in ax.lines[:3:2]] == above


def test_step_lines_end_with_their_markers(ax):
    StepLines(ax, LOOKS[:3]).show([[5, 4, 3], [], [7]])
    lines, ends = ax.lines[:3], ax.lines[3:]
    known = [[0, 5], [1, 4], [2, 3]]
    assert [line.get_xydata().tolist() for line in lines] == [known, [], [[0, 7]]]
    assert [end.get_xydata().tolist() for end in ends] == [[[2, 3]], [], [[0, 7]]]
    assert [end.get_marker() for end in ends] == [look.marker for look in LOOKS[:3]]


def test_contours_show_one_landscape(ax):
    heights = {"east": lambda at: at[..., 0], "north": lambda at: at[..., 1]}
    contours = Contours(
        ax, heights, {"east": [3], "north": [20, 40]}, {"east": [(1, 2)], "north": [(3, 4), (5, 6)]}
    )
    east, north = ax.collections
    contours.show("north")
    assert (east.get_visible(), north.get_visible()) == (False, True)
    assert ax.lines[0].get_xydata().tolist() == [[3, 4], [5, 6]]
    assert [set(path.vertices[:, 1]) for path in north.get_paths()] == [{20}, {40}]
    contours.show("east")
    assert (east.get_visible(), north.get_visible()) == (True, False)
    np.testing.assert_allclose(east.get_paths()[0].vertices[:, 0], 3)


def test_two_arrows_tip_to_tail_and_their_sum(ax):
    arrows = TipToTail(ax, ("a", "b"))
    arrows.show((1, 20), (0.3, 0), (0, 0.4))
    first, second, both = ([*map(np.array, a._posA_posB)] for a in ax.patches)
    assert first[0] == pytest.approx([1, 20]) and both[0] == pytest.approx([1, 20])
    assert second[0] == pytest.approx(first[1]) and both[1] == pytest.approx(second[1])
    assert (second[1] - second[0])[1] / (first[1] - first[0])[0] == pytest.approx(4 / 3)
    assert all(arrow.get_visible() for arrow in [*ax.patches, *ax.texts])
    arrows.show((1, 20), (0, 0), (2, 0))
    assert [arrow.get_visible() for arrow in ax.patches] == [False, True, True]
    factor, *names = ax.texts
    assert [text.get_visible() for text in names] == [False, True]
    assert factor.get_text() == f"→ ×{0.16 * np.ptp(ax.get_xlim()) / 2:.2g}"
    arrows.hide()
    assert not any(arrow.get_visible() for arrow in [*ax.patches, *names])
    assert factor.get_text() == ""


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
