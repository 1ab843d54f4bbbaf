"""Pictures of any network and any formula: no text lies on another."""

from itertools import combinations

import numpy as np
import pytest
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from lessons_lib.lessons.shared.network_picture import picture_size
from lessons_lib.lessons.shared.own_network import own_network
from lessons_lib.lessons.shared.svg import as_svg
from lessons_lib.lessons.shared.walked_network import moments
from lessons_lib.lessons.your_own import expression_scene, network_scene
from lessons_lib.lessons.your_own.expression_layout import RADIUS, layout
from lessons_lib.walks.typed_expression import typed


def overlaps(fig):
    """Pairs of texts in a figure that lie upon each other."""
    renderer = fig.canvas.get_renderer()
    boxes = [
        (text.get_text(), text.get_window_extent(renderer).padded(-1))
        for text in fig.findobj(Text)
        if text.get_text().strip() and text.get_visible()
    ]
    return [(a, b) for (a, one), (b, other) in combinations(boxes, 2) if one.overlaps(other)]


def figure(size):
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    fig = Figure(figsize=size, dpi=100)
    FigureCanvasAgg(fig)
    return fig


@pytest.mark.parametrize(
    "sizes",
    [(1, 1), (2, 2, 2, 2), (2, 3, 1), (6, 6), (3, 4, 2), (6,) * 6, (1, 6, 1, 6, 1), (1,) * 6],
)
def test_no_text_of_a_network_lies_on_another(sizes):
    own = own_network(list(sizes), seed=1)
    walk = own.walk
    fig = figure(picture_size(walk.wiring))
    update = network_scene.scene_of(own)(fig)
    last = walk.wiring.parameters[-2]
    for moment in moments(walk):
        update(moment=moment, number=last, **own.start)
        assert not overlaps(fig), moment


@pytest.mark.parametrize(
    "text",
    [
        *("x**2", "z = (x*y + sin(x))**2", "max(x, y, 0) * relu(x - y) / exp(y)"),
        *("u = x*y; v = u + sin(u); z = v*u", "(x1*w1 + x2*w2 + b - 1)**2"),
    ],
)
def test_no_text_of_a_graph_lies_on_another(text):
    read = typed(text)
    fig = figure(expression_scene.size(read))
    update = expression_scene.scene_of(read)(fig)
    given = {key: 0.123 * (i + 1) for i, key in enumerate(read.inputs)}
    for moment in expression_scene.moments(read):
        update(moment=moment, input=read.inputs[0], **given)
        assert not overlaps(fig), moment


LONG = ["+".join(f"w{i}*x{i}" for i in range(10)), "x" + "*x" * 38]
PASSING = [
    "max(x, y, 0) * relu(x - y) / exp(y)",
    "sigmoid(w1*x1 + w2*x2 + b) - x1*w2",
    "x*y*z*x*y*x + x",
]


@pytest.mark.parametrize("text", LONG)
def test_the_nodes_of_a_large_graph_stand_apart(text):
    where, _, (width, height) = layout(typed(text))
    for one, other in combinations(where.values(), 2):
        assert np.hypot(*np.subtract(one, other)) > 2.4 * RADIUS
    assert all(RADIUS < x < width - RADIUS and RADIUS < y < height for x, y in where.values())


@pytest.mark.parametrize("text", PASSING)
def test_edges_pass_nodes_and_their_names(text):
    read = typed(text)
    fig = figure(expression_scene.size(read))
    update = expression_scene.scene_of(read)(fig)
    update(moment="start", input=read.inputs[0], **dict.fromkeys(read.inputs, 1.0))
    renderer, (ax,) = fig.canvas.get_renderer(), fig.axes
    names = [text for text in fig.findobj(Text) if text.get_bbox_patch() and text.get_text()]
    taken = [name.get_window_extent(renderer) for name in names]
    radius = ax.transData.transform((RADIUS, 0))[0] - ax.transData.transform((0, 0))[0]
    for x, y in ax.transData.transform(list(layout(read).where.values())):
        taken.append(Bbox.from_extents(x, y, x, y).padded(0.7 * radius))
    assert len(names) == len(read.nodes)
    for wires in fig.findobj(LineCollection):
        for wire in map(wires.get_transform().transform, wires.get_segments()):
            for box in taken:
                assert not ((wire > box.min) & (wire < box.max)).all(axis=1).any()


def test_on_paper_nothing_is_a_link():
    @as_svg
    def picture():
        fig = Figure()
        fig.add_artist(Line2D([0, 1], [0, 1], url="w_x1_z1", gid="acts"))
        fig.add_artist(LineCollection([[(0, 1), (1, 0)]], urls=["w_x1_z1"]))
        return fig

    svg = picture()
    assert "<path" in svg
    assert not any(name in svg for name in ("w_x1_z1", "acts", "<a "))


def test_on_paper_the_last_digit_of_a_processor_changes_nothing():
    @as_svg
    def picture(end):
        fig = Figure()
        fig.add_artist(Line2D([0.1234567, end], [0.1, end], linestyle="--"))
        return fig

    assert picture(0.7654321) == picture(0.7654321 + 1e-8) != picture(0.77)
