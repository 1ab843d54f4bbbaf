"""Your own network and formula: right numbers, clear refusals, pictures without overlaps."""

import json
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from matplotlib.figure import Figure
from matplotlib.text import Text

from lessons_lib.lessons import your_own
from lessons_lib.lessons.your_own import expression_scene, network_picture, network_scene
from lessons_lib.lessons.your_own.states import SIGMAS, own_network
from lessons_lib.network import gradient
from lessons_lib.walks.typed_expression import typed

PUBLISHED = json.loads(
    (Path(__file__).parents[1] / "floor1" / "published_examples.json").read_text("utf-8")
)["examples"]
MAZUR = next(one for one in PUBLISHED if one["id"] == "mazur")
AS_TYPED = {
    "w": MAZUR["network"]["W"],
    "b": MAZUR["network"]["b"],
    "x": MAZUR["x"],
    "target": MAZUR["target"],
}


def drawn(seed):
    """Random settings of a network."""
    rng = np.random.default_rng(seed)
    sizes = rng.integers(1, 7, size=rng.integers(2, 7)).tolist()
    sigma = [str(rng.choice(list(SIGMAS))) for _ in sizes[1:]]
    cost = None
    if sigma[-1] == "sigmoid" and seed % 2:
        cost = "binary cross-entropy"
    return {"sizes": sizes, "sigma": sigma, "cost": cost, "biases": bool(seed % 3), "seed": seed}


@pytest.mark.parametrize("seed", range(60))
def test_every_gradient_of_any_network_and_its_check(seed):
    own = own_network(drawn(seed))
    walk = network_scene.walk_of(own)
    given = walk.start(own.net, own.x, own.target)
    numbers = walk.values(given)
    names = network_scene.Wiring(own.net.sizes).parameters
    right = dict(
        zip(names, gradient(own.net, own.x, own.target, own.cost).theta.tolist(), strict=True)
    )
    nudged = network_scene.nudged(own, walk, given)
    for key in walk.wiring.parameters:
        found = numbers[f"dC_d{key}"]
        assert found == pytest.approx(right[key], rel=1e-9, abs=1e-13)
        if "relu" not in " ".join(drawn(seed)["sigma"]):  # a nudge may cross a kink
            assert nudged[key] == pytest.approx(found, rel=1e-4, abs=1e-8)


def test_mazur_in_three_lines():
    app = your_own.network(AS_TYPED).set(moment="gradient")
    numbers = network_scene.walk_of(own_network(AS_TYPED)).values(app.values)
    published = MAZUR["published"]
    assert numbers["C"] == pytest.approx(published["E"], abs=5e-10)
    assert numbers["dC_dw_x1_z1"] == pytest.approx(published["dE/dw1"], abs=5e-10)
    assert numbers["dC_dw_a1_z3"] == pytest.approx(published["dE/dw5"], abs=5e-10)
    row = dict(zip(app.words.table.header, app.words.table.rows[0], strict=True))
    assert row["gradient"] == row["by nudging"] == "0.000439"


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ({"sizes": [2]}, "sizes must be"),
        ({"sizes": [2, 7]}, "sizes must be"),
        ({"sizes": [2] * 7}, "sizes must be"),
        ({"sizes": "2, 3"}, "sizes must be"),
        ({"sizes": [2, True]}, "sizes must be"),
        ({"sizes": [2, 2.0]}, "sizes must be"),
        ({"sizes": {"sizes": {}}}, "sizes must be"),
        ({"sizes": {"size": [2, 1]}}, "must be one of"),
        ({"sizes": [2, 2], "sigma": "sigmiod"}, "sigma must be one of"),
        ({"sizes": [2, 2], "sigma": ["tanh", "tanh"]}, "a list of one for each of the 1"),
        ({"sizes": [2, 2], "cost": "cost"}, "cost must be one of"),
        ({"sizes": [2, 2], "cost": 3}, "cost must be one of"),
        ({"sizes": [2, 2], "cost": "cross-entropy"}, "let the last activation be softmax"),
        ({"sizes": [2, 2], "biases": "no"}, "biases must be one of"),
        ({"sizes": [2, 2], "start": "one"}, "start must be one of"),
        ({"sizes": [2, 2], "start": "lecture"}, "start lecture"),
        ({"sizes": [2, 2], "seed": -1}, "seed"),
        ({"sizes": [2, 2], "x": [1]}, "x must be a list of 2 numbers"),
        ({"sizes": [2, 2], "x": ["a", "b"]}, "x must be a list of 2 numbers"),
        ({"sizes": [2, 2], "target": [1, float("nan")]}, "target must be a list"),
        ({"sizes": [2, 2], "sigma": "softmax", "target": [1, 1]}, "sum to 1"),
        ({"w": 3}, "w must be a list"),
        ({"w": [[[1, 2]]], "b": [[1], [2]]}, "b must have a list for each"),
        ({"w": [[[1, 2]]], "sizes": [3, 1]}, "make them fit"),
        ({"w": [[[1, 2]], [[1, 2]]]}, "as many inputs"),
        ({"w": [[[1] * 7]]}, "sizes must be"),
        ({"w": [[[1, 2]]], "b": [[1]], "biases": False}, "b is not 0"),
    ],
)
def test_what_makes_no_network_gets_a_sentence(settings, says):
    with pytest.raises(ValueError, match=r"must|needs|leave|Leave|lecture|inputs") as refused:
        your_own.network(**settings)
    assert says in str(refused.value)


@pytest.mark.parametrize(
    ("make", "state"),
    [
        (lambda: your_own.network([2, 3, 1], seed=4), {"moment": "dC_dz2", "x1": 0.5}),
        (lambda: your_own.network(AS_TYPED), {"number": "b3"}),
        (lambda: your_own.network([3, 4, 2], ["tanh", "softmax"]), {"moment": "C"}),
        (lambda: your_own.network(start="lecture"), {}),
        (lambda: your_own.expression("x*y + sin(x)", x=2), {"moment": "paths", "input": "y"}),
    ],
)
def test_one_line_makes_the_state_again(make, state):
    app = make().set(**state)
    again = eval(app.code, {"your_own": your_own})
    assert again.values == app.values
    assert repr(again) == repr(app)


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
    walk = network_scene.walk_of(own)
    fig = figure(network_picture.size(sizes))
    update = network_scene.scene_of(own)(fig)
    given = walk.start(own.net, own.x, own.target)
    last = walk.wiring.parameters[-2]
    for moment in network_scene.moments(walk):
        update(moment=moment, number=last, **given)
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


@pytest.mark.parametrize("text", ["+".join(f"w{i}*x{i}" for i in range(10)), "x" + "*x" * 38])
def test_the_nodes_of_a_large_graph_stand_apart(text):
    where, (width, height) = expression_scene.places(typed(text))
    for one, other in combinations(where.values(), 2):
        assert np.hypot(*np.subtract(one, other)) > 1.2
    assert all(0.5 < x < width and 0.5 < y < height for x, y in where.values())


def test_paths_are_multiplied_and_added():
    app = your_own.expression("z = (x*y + sin(x))**2", x=1, y=2).set(moment="paths")
    assert app.words.formula[-1] == "∂z/∂x = 11.4 + 3.07 = 14.4"
    assert app.set(moment="dz_dx").words.formula[-1].endswith("= 14.4")


def test_what_is_no_number_is_said_in_the_place_of_the_sentence():
    app = your_own.expression("1/x").set(x=0, moment="z")
    assert app.words.status.startswith("z divides by 0")
    assert app.words.formula == ()
    assert app.set(x=2).words.formula[-1] == "= 1 / 2 = 0.5"
    kink = your_own.expression("relu(x)", x=0)
    assert "kink" in kink.words.status


@pytest.mark.parametrize(
    ("formula", "values", "says"),
    [
        ("x*y", {"w": 1}, "no input 'w'"),
        ("x*y", {"x": "a"}, "x must be a number"),
        ("x*y", {"x": 1e9}, "x must be a number"),
        ("moment*2", {}, "a meaning already"),
        ("2x", {}, "* for every times"),
    ],
)
def test_what_makes_no_formula_gets_a_sentence(formula, values, says):
    with pytest.raises(ValueError, match=r"no|must|already") as refused:
        your_own.expression(formula, **values)
    assert says in str(refused.value)
