"""What the plane of the points and the curves beside it hold, artist by artist."""

import numpy as np
import pytest
from matplotlib.colors import to_hex
from matplotlib.figure import Figure

from lessons_lib.draw.bars import Bars
from lessons_lib.lessons.training.curves import Curves
from lessons_lib.lessons.training.plane import MARGIN, SIDE, Plane

X = np.array([[0.0, 2.0, 2.0, 0.0], [0.0, 0.0, 1.0, 1.0]])
TARGET = np.array([[0.0, 1.0, 0.0, 1.0]])


def slanted(x):
    """y = ½ on the line x₁ + x₂ = 1.5."""
    return 1 / (1 + np.exp(-4 * (x[:1] + x[1:] - 1.5)))


@pytest.fixture
def ax():
    return Figure().add_subplot()


def shown(ax):
    """(marker, face colour is none) -> the points drawn with it."""
    return {
        (line.get_marker(), line.get_markerfacecolor() == "none"): line.get_xydata().tolist()
        for line in ax.lines
        if line.get_marker() != "None"
    }


def test_the_points_by_class_and_those_on_the_wrong_side(ax):
    Plane(ax).show(X, TARGET, slanted)
    circles, triangles, rings = (
        shown(ax)[key] for key in (("o", False), ("^", False), ("o", True))
    )
    assert circles == [[0, 0], [2, 1]] and triangles == [[2, 0], [0, 1]]
    assert rings == [[2, 1], [0, 1]]
    assert ax.get_xlim() == pytest.approx((-2 * MARGIN, 2 + 2 * MARGIN))
    assert ax.get_ylim() == pytest.approx((-MARGIN, 1 + MARGIN))


def test_the_strong_line_is_where_y_is_a_half(ax):
    Plane(ax).show(X, TARGET, slanted)
    bands, half, _ = ax.collections
    corners = np.concatenate([path.vertices for path in half.get_paths()])
    assert len(corners) > 10
    assert slanted(corners.T) == pytest.approx(np.full((1, len(corners)), 0.5), abs=1e-3)
    faces, paths = [to_hex(face) for face in bands.get_facecolor()], bands.get_paths()
    assert len(faces) == len(paths) == 6 and len(set(faces)) == 6
    for x, expected in (((0, 0), [0, 1, 0, 0, 0, 0][::-1]), ((2, 1), [0, 0, 0, 0, 0, 1])):
        inside = [path.contains_point(x) for path in paths]
        assert sum(inside) == 1
        assert (inside.index(True) >= 3) == bool(slanted(np.array([x]).T) > 0.5), expected


@pytest.mark.parametrize("answer", [0.0, 0.5, 1.0])
def test_where_every_answer_is_the_same_there_is_no_line(ax, answer):
    plane = Plane(ax)
    plane.show(X, TARGET, slanted)
    plane.show(X, TARGET, lambda x: np.full((1, x.shape[1]), answer))
    bands, half, _ = ax.collections
    assert [len(path) for path in half.get_paths()] == [0]
    centre = [path.contains_point((1, 0.5)) for path in bands.get_paths()]
    assert centre.index(True) == {0.0: 0, 0.5: 2, 1.0: 5}[answer] and sum(centre) == 1


def test_the_network_is_asked_once(ax):
    asked = []
    Plane(ax).show(X, TARGET, lambda x: asked.append(x.shape) or slanted(x))
    assert len(asked) == 1


def test_the_lines_of_the_neurons_are_where_z_is_0(ax):
    neurons = np.array([[1.0, 2.0, -3.0], [0.0, 0.0, 1.0], [-4.0, 0.0, 2.0], [0.1, 5.0, 0.0]])
    plane = Plane(ax)
    plane.show(X, TARGET, slanted, neurons)
    segments = np.array(ax.collections[2].get_segments())
    assert len(segments) == 3  # without weights there is no line
    for (w1, w2, b), ends in zip(neurons[[0, 2, 3]], segments, strict=True):
        assert w1 * ends[:, 0] + w2 * ends[:, 1] + b == pytest.approx([0, 0], abs=1e-9)
        middle = ends.mean(axis=0)
        assert np.linalg.norm(ends - middle, axis=1).min() > 10
    plane.show(X, TARGET, slanted)
    assert ax.collections[2].get_segments() == []


def drawn(ax):
    """The curves and their markers that move, in order; not those of the key."""
    moving = [
        line for line in ax.lines if line.get_animated() and line.get_transform() != ax.transAxes
    ]
    return moving[::2], moving[1::2]


def test_curves_show_what_has_come_and_nothing_of_what_comes(ax):
    curves = Curves(ax, 2, x="t", last=4, value="L", highest=1)
    one, two = np.array([0.9, 0.5, 3.0, 0.2, 0.1]), np.array([0.9, 0.8, 0.7])
    show = [("a", np.arange(5), one), ("b", np.array([0, 2, 4]), two)]
    curves.show(show, 3)
    (first, second), markers = drawn(ax)
    assert first.get_xydata().tolist() == [[0, 0.9], [1, 0.5], [2, 3.0], [3, 0.2]]
    assert second.get_xydata().tolist() == [[0, 0.9], [2, 0.8]]
    assert [m.get_xydata().tolist() for m in markers] == [[[3, 0.2]], [[2, 0.8]]]
    curves.show(show, 2)
    assert drawn(ax)[1][0].get_xydata().tolist() == [[2, 1]]  # at the top edge
    assert [text.get_text() for text in ax.texts] == ["a", "b"]


def test_no_two_curves_look_alike(ax):
    Curves(ax, 3, x="t", last=4, value="L", highest=1)
    lines, markers = drawn(ax)
    assert len({(line.get_linestyle(), line.get_linewidth()) for line in lines}) == 3
    assert len({marker.get_marker() for marker in markers}) == 3


def test_a_number_too_small_for_a_bar_is_written(ax):
    bars = Bars(ax, {"a": "red", "b": "blue"}, lowest=1e-6, highest=10, write="{:g}".format)
    bars.show([0.25, 0])
    assert [bar.get_x() + bar.get_width() for bar in ax.patches] == [0.25, 1e-6]
    assert [text.get_text() for text in ax.texts] == [" 0.25", " 0"]


def test_the_line_of_a_sure_network_is_no_staircase():
    """A sigmoid of 300 · (x₁ + 0.37 · x₂) jumps from 0 to 1 between two places of the grid."""
    x = np.array([[-1.0, 1.0], [-1.0, 1.0]])
    ax = Figure().add_axes((0, 0, 1, 1))
    plane = Plane(ax)
    plane.show(x, np.array([[0, 1]]), lambda p: 1 / (1 + np.exp(-300 * (p[:1] + 0.37 * p[1:]))))
    (line,) = plane._half.get_paths()
    grid = np.ptp(ax.get_xlim()) / (SIDE - 1)
    assert abs(line.vertices @ [1, 0.37]).max() < 0.15 * grid
