"""Lesson 02: the numbers on the edges against complex steps and closed forms, at every control."""

import itertools
import re
from pathlib import Path

import nbformat
import numpy as np
import pytest
from matplotlib.figure import Figure
from matplotlib.text import Text
from reading import NUMBER, python

from lessons_lib.graph import Var, paths
from lessons_lib.lessons import chain_rule
from lessons_lib.lessons.chain_rule import (
    all_paths_scene,
    one_path_scene,
    two_paths_scene,
)
from lessons_lib.lessons.chain_rule.all_paths_scene import (
    BACK,
    MOMENTS,
    PATHS,
    START,
)
from lessons_lib.lessons.chain_rule.secant import Secant
from lessons_lib.lessons.chain_rule.stacked_bars import StackedBars
from lessons_lib.notation import number
from lessons_lib.numeric import complex_step

ROOT = Path(__file__).parents[2]
NOTEBOOK = nbformat.read(ROOT / "notebooks" / "02_chain_rule.ipynb", as_version=4)


def slope(f, at):
    """f′ at a number, by the complex step."""
    return complex_step(lambda v: f(v[0]), [float(at)])[0]


def words_of(module):
    """update(**values) -> Words of an interactive, without the time its picture takes."""
    return module.scene(Figure(figsize=module.SIZE))


def pictured(module, **values):
    """All texts in the picture of an interactive."""
    fig = Figure(figsize=module.SIZE)
    module.scene(fig)(**values)
    return [text.get_text() for text in fig.findobj(Text) if text.get_visible()]


def shown(words):
    """The numbers the alternative text names: symbol -> text."""
    return dict(re.findall(rf"(\S+) = (0/0|{NUMBER})", words.alt))


def source(cell):
    return next(c.source for c in NOTEBOOK.cells if c.id == cell)


# Case 1


def z_of_x(x):
    return (x**2 + 2) ** 2


@pytest.mark.parametrize("x", [0, 0.3, 1, 1.5])
def test_one_path_derivatives(x):
    dy_dx, dz_dy, dz_dx = one_path_scene.slopes(x)
    assert dy_dx == pytest.approx(2 * x)
    assert dz_dy == pytest.approx(2 * (x**2 + 2))
    assert dz_dx == pytest.approx(slope(z_of_x, x), rel=1e-12, abs=1e-15)


def test_the_ratios_are_those_of_polynomials():
    """(x + Δx)² − x² = (2x + Δx)·Δx, and with y instead of x the same again."""
    update = words_of(one_path_scene)
    nudges = [-1, -0.99, -0.5, -0.01, -1e-6, 1e-10, 0.01, 0.37, 1]
    for x, dx in itertools.product([0, 0.7, 1.5], nudges):
        words = update(x=x, dx=dx)
        dy_dx = 2 * x + dx
        dz_dy = 2 * (x**2 + 2) + dy_dx * dx
        found = shown(words)
        assert found["Δy/Δx"] == number(dy_dx)
        assert found["Δz/Δy"] == number(dz_dy)
        near = number(slope(z_of_x, x))
        assert found.get("dz/dx", "…") == (near if abs(dx) <= 0.1 else "…")
        assert words.formula[0].endswith(f"= {found['Δz/Δx']}")
        assert words.formula[1].endswith(f"= {found.get('dz/dx', '…')}")
        direction = "rises" if dx > 0 else "falls"
        assert words.status.startswith(f"x {direction} by {number(abs(dx))}, so y ")


def test_the_ratios_come_to_the_derivatives_in_the_table():
    for x in (0, 1, 1.5):
        rows = words_of(one_path_scene)(x=x, dx=1).table.rows
        assert [row[0] for row in rows] == ["1", "0.1", "0.01", "0.001", "→ 0"]
        slopes = [float(text) for text in rows[-1][3:]]
        assert slopes == pytest.approx(one_path_scene.slopes(x), rel=1e-4)
        errors = [[abs(float(t) - s) for t, s in zip(r[3:], slopes, strict=True)] for r in rows]
        assert all(np.diff(column).max() <= 0 for column in np.transpose(errors))
        assert max(errors[-2]) < 0.02


def test_no_nudge_is_no_ratio():
    update = words_of(one_path_scene)
    words = update(x=1, dx=0)
    assert "0/0 isn't a number" in words.status
    assert words.formula == (
        "Δz/Δx = 0/0",
        "dz/dx = dy/dx · dz/dy = 2 · 6 = 12",
    )
    assert words.table.rows[0] == ("0", "0", "0", "0/0", "0/0", "0/0")
    back = update(x=0.5, dx=-1)  # y comes back to where it was
    assert "y stays the same, and so z stays the same. Δz/Δy is 0/0" in back.status
    assert back.formula[0] == "Δz/Δx = 0/(−1) = 0"


# Case 2


def z_of_s(s):
    return (s**2 + 1) * (5 - s)


@pytest.mark.parametrize("s", [0, 0.5, 2, 3.2, 4])
def test_two_paths_add_up_to_the_derivative(s):
    edges = two_paths_scene.edge_numbers(s)
    through_x = edges["sx"] * edges["xz"]
    through_y = edges["sy"] * edges["yz"]
    assert through_x == pytest.approx(slope(lambda v: (v**2 + 1) * (5 - s), s), rel=1e-12)
    assert through_y == pytest.approx(slope(lambda v: (s**2 + 1) * (5 - v), s), rel=1e-12)
    assert through_x + through_y == pytest.approx(slope(z_of_s, s), rel=1e-12)


@pytest.mark.parametrize("mute", ["none", "x", "y"])
def test_a_muted_path_is_missing_with_exactly_its_product(mute):
    update = words_of(two_paths_scene)
    for s, ds in itertools.product([0, 2, 3.3, 4], [-1, -0.01, 0, 0.5, 1]):
        words = update(s=s, ds=ds, mute=mute)
        products = {"x": 2 * s * (5 - s), "y": -(s**2 + 1)}
        total = sum(value for path, value in products.items() if path != mute)
        known = number(total) if mute != "none" or abs(ds) <= 0.1 else "…"
        assert f"Sum: {known}." in words.alt
        assert words.formula[0].endswith(f"= {known}")
        assert words.table.rows[2][-1] == known
        x, y = (v + (0 if mute == k else ds) for k, v in (("x", s), ("y", s)))
        dz = (x**2 + 1) * (5 - y) - z_of_s(s)
        ratio = number(dz / ds) if ds else "0/0"
        assert f"Δz/Δs: {ratio}." in words.alt
        assert words.formula[1].endswith(f"= {ratio}")
        if mute != "none":
            assert words.status.endswith(f"product, {number(products[mute])}.")
        elif ds:
            direction = "rises" if dz > 0 else "falls"
            assert words.status.endswith(f"z {direction} by {number(abs(dz))}.")


def test_the_measured_ratio_comes_to_the_sum_whatever_is_muted():
    for mute, total in (("none", 7), ("x", -5), ("y", 12)):
        ratios = [two_paths_scene.nudges(2, ds, mute)["z"] / ds for ds in (1, 0.1, 0.01, 1e-6)]
        errors = [abs(ratio - total) for ratio in ratios]
        assert errors == sorted(errors, reverse=True) or max(errors) < 1e-8
        assert errors[-1] < 1e-5


# Four paths


def z_of(values):
    """z of the four paths, with s as the only argument, and without Var."""

    def z(s, x1=0, x2=0):
        x1 = x1 + values["s_x1"] * s
        x2 = x2 + values["s_x2"] * s
        y1 = values["x1_y1"] * x1 + values["x2_y1"] * x2
        y2 = values["x1_y2"] * x1 + values["x2_y2"] * x2
        return values["y1_z"] * y1 + values["y2_z"] * y2

    return z


def numbers_from(seed):
    drawn = np.random.default_rng(seed).integers(-9, 10, len(START))
    return dict(zip(START, map(int, drawn), strict=True))


@pytest.mark.parametrize("seed", range(10))
def test_the_sum_over_the_paths_is_the_walk_from_the_back(seed):
    values = numbers_from(seed) if seed else START
    numbers, z = all_paths_scene.numbers_of(values), z_of(values)
    assert sum(numbers[path] for path in PATHS) == numbers["dz_ds"] == z(1)
    assert (numbers["dz_dx1"], numbers["dz_dx2"]) == (z(0, 1, 0), z(0, 0, 1))
    assert (numbers["dz_dy1"], numbers["dz_dy2"]) == (values["y1_z"], values["y2_z"])
    assert [list(route[1:3]) for route in all_paths_scene.ROUTES] == [
        [f"x{i}", f"y{j}"] for i in "12" for j in "12"
    ]


@pytest.mark.parametrize("seed", range(4))
def test_every_formula_of_the_walk(seed):
    values = numbers_from(seed) if seed else START
    update = words_of(all_paths_scene)
    numbers = all_paths_scene.numbers_of(values)
    for moment in MOMENTS[1:]:
        words = update(moment=moment, edge="s_x1", **values)
        *_, terms, result = words.formula[-1].split("=")
        terms = python(terms).strip()
        if moment.startswith("dz_dy"):
            terms = str(values[f"{moment[4:]}_z"])
        assert number(eval(terms)) == result.strip()
        assert result.strip() == number(numbers["dz_ds" if moment == "sum" else moment])


def test_the_walk_shows_only_what_is_known():
    update = words_of(all_paths_scene)
    for i, moment in enumerate(MOMENTS):
        words = update(moment=moment, edge="s_x1", **START)
        assert len(words.table.rows) == min(i, 4) + 1
        assert [row[-1] for row in words.table.rows].count("…") == (i < 5)
        captions = {"x₁\ny₁", "x₁\ny₂", "x₂\ny₁", "x₂\ny₂", "Σ"}
        texts = pictured(all_paths_scene, moment=moment, edge="s_x1", **START)
        assert len(captions.intersection(texts)) == min(i, 5)
        assert len(re.findall(r"→ z = ", words.alt)) == min(i, 4)
        assert len(re.findall(r"∂z/∂\w+ = |dz/ds = ", words.alt)) == max(i - 5, 0)
        assert ("run backward" in words.alt) == (i > 5)


def test_many_layers_have_too_many_paths_to_list():
    s = Var(1.0)
    layer, edges = (1 * s, 1 * s), 2
    for _ in range(9):
        layer, edges = tuple(1 * layer[0] + 1 * layer[1] for _ in "12"), edges + 4
    z, edges = layer[0] + layer[1], edges + 2
    ways = len(paths(s, z))
    assert (
        f"10 layers of two nodes between $s$ and $z$ there are {ways} paths, but only {edges} edges"
        in (source("back-predict"))
    )


# The drawings


def test_the_pictures_carry_the_numbers():
    ratios = pictured(one_path_scene, x=1, dx=-0.5)
    nodes = ["x", "1", "Δx = −0.5", "y", "3", "Δy = −0.75", "z", "9", "Δz = −3.94"]
    edges = ["Δy/Δx = 1.5", "Δz/Δy = 5.25", "Δz/Δx = 7.88", "dy/dx = 2", "dz/dy = 6", "dz/dx = …"]
    assert {*nodes, *edges} <= set(ratios)
    assert "dz/dx = 12" in pictured(one_path_scene, x=1, dx=-0.1)
    assert "Σ" not in pictured(two_paths_scene, s=2, ds=0.5, mute="none")
    held = pictured(two_paths_scene, s=2, ds=0.5, mute="x")
    nodes = ["s", "Δs = 0.5", "x", "Δx = 0", "y", "Δy = −0.5", "z", "15", "Δz = −2.5"]
    assert {*nodes, "4", "3", "−1", "5", "12", "−5"} <= set(held)
    assert held.count("−5") == 3  # the path through y, the sum, and what was measured
    walk = pictured(all_paths_scene, moment="dz_dx2", edge="s_x1", **START)
    assert {"s", "x₁", "z", "∂z/∂x₂", "9", "∂z/∂y₁", "∂z/∂y₂"} <= set(walk)
    assert {"6", "−4", "8", "11", *map(number, START.values())} <= set(walk)
    app = chain_rule.fill_in().set(moment="dz_dx1", dz_dx2="5", dz_dx3="3")
    filled = [text.get_text() for text in app._picture._figure.findobj(Text)]
    assert {"∂z/∂x₁ = ?", "∂z/∂x₂ = 5 ✗", "∂z/∂x₃ = 3", "x₁", "−2", "y", "z", "−12"} <= set(filled)
    assert [filled.count(text) for text in ("1", "3", "−4", "?")] == [1, 2, 2, 1]


def test_the_stairs_of_a_sum_are_drawn_to_one_scale():
    ax = Figure().add_subplot()
    bars = StackedBars(ax, (1.0, 0.0), 0.5, 4.0, ["a", "b", "c"], ["Σ", "Δ"])
    values = {"a": 12, "b": -5, "c": 3, "Σ": 15, "Δ": -1}
    bars.show(values, muted=["b"])
    zero = ax.lines[0].get_ydata()[0]
    a, b, c, total, other = ax.patches
    unit = a.get_height() / 12
    assert unit > 0
    assert [bar.get_height() for bar in ax.patches] == pytest.approx(
        [unit * value for value in values.values()]
    )
    assert [bar.get_y() - zero for bar in (a, total, other)] == pytest.approx([0, 0, 0], abs=1e-12)
    assert b.get_y() == c.get_y() == pytest.approx(zero + 12 * unit)  # b is muted: not added
    assert c.get_y() + c.get_height() == pytest.approx(total.get_height() + zero)
    bars.show({"a": 12, "b": -5})
    assert [bar.get_visible() for bar in ax.patches] == [True, True, False, False, False]
    bars.show({"a": 0, "Σ": 0})
    assert [bar.get_height() for bar in ax.patches] == [0] * 5


def test_the_secant_has_the_slope_of_the_ratio_and_the_tangent_that_of_the_derivative():
    ax = Figure().add_subplot()
    picture = Secant(ax, one_path_scene.g, (-1, 3), (0, 11), ("x", "y"), "")
    _, tangent, secant, legs, ends = ax.lines

    def slope_of(line):
        (x0, x1), (y0, y1) = line.get_data()
        return (y1 - y0) / (x1 - x0)

    for end in (2.0, 0.5, -0.5):
        picture.show((1.0, 3.0), (end, one_path_scene.g(end)), 2.0)
        assert slope_of(tangent) == pytest.approx(2)
        assert slope_of(secant) == slope_of(ends) == pytest.approx(end + 1)
        assert legs.get_xydata().tolist() == [[1, 3], [end, 3], [end, one_path_scene.g(end)]]
    picture.show((1.0, 3.0), (1.0, 3.0), 2.0)
    assert np.isnan(secant.get_ydata()).all()


def test_the_back_walk_has_a_moment_for_every_node_but_z():
    assert ("start", *PATHS, "sum", *(f"dz_d{name}" for name in BACK)) == MOMENTS
    assert {*BACK, "z"} == set(all_paths_scene.NODES)
