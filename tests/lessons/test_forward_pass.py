"""Lesson 03: ∂z/∂w is what the wire carries, measured by nudging, at every setting."""

import re

import numpy as np
import pytest
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from on_file import examples
from reading import python, read

from lessons_lib import lecture
from lessons_lib.draw.style import NEGATIVE_SOFT, POSITIVE_SOFT, QUIET
from lessons_lib.lessons import forward_pass
from lessons_lib.lessons.forward_pass import carried_scene, nudge_scene
from lessons_lib.lessons.forward_pass.proportion import Proportion
from lessons_lib.lessons.shared.network_picture import NetworkPicture
from lessons_lib.network import forward
from lessons_lib.notation import number, plain
from lessons_lib.numeric import complex_step
from lessons_lib.walks.lecture import (
    BIASES,
    NEURONS,
    PARAMETERS,
    SIX_NEURONS,
    START,
    SYMBOLS,
    WIRES,
    activation,
    title,
)

LEE = examples()["lee-six-neurons"]
THETA = np.array([START[key] for key in PARAMETERS])


def z_of(theta, x):
    trace = forward(lecture.six_neurons().at(theta), [[x["x1"]], [x["x2"]]])
    return dict(zip(NEURONS, np.concatenate(trace.z).ravel(), strict=True))


def slope(parameter, x):
    """∂z/∂(parameter) of the neuron it goes into, by the complex step: no formula of ours."""
    neuron = nudge_scene.fed(parameter)[1]
    return complex_step(lambda theta: z_of(theta, x)[neuron], THETA)[PARAMETERS.index(parameter)]


def random_x(rng):
    return {f"x{i}": float(rng.choice([-1, 0, 1, round(rng.uniform(-1, 1), 1)])) for i in "12"}


def test_the_three_numbers_of_the_slide():
    slide = LEE["forward_pass_slide"]
    for wire, key in (
        ("w_x2_z2", "dz2/dw(x2->z2)"),
        ("w_a2_z4", "dz4/dw(a2->z4)"),
        ("w_a4_z6", "dz6/dw(a4->z6)"),
    ):
        assert round(nudge_scene.carries(wire, SIX_NEURONS.values(START))[1], 2) == slide[key]


@pytest.mark.parametrize("seed", range(4))
def test_what_a_wire_carries_is_the_derivative(seed):
    x = random_x(np.random.default_rng(seed))
    numbers = SIX_NEURONS.values(START | x)
    for parameter in PARAMETERS:
        assert nudge_scene.carries(parameter, numbers)[1] == pytest.approx(slope(parameter, x))


def moved(words):
    """What the sentence says about z: before, after, and how far it moved, as texts."""
    found = re.search(r"went from (\S+) to (\S+): it changed by (\S+)\.$", words.status)
    return found.groups()


@pytest.fixture(scope="module")
def nudged():
    return forward_pass.nudge()


@pytest.mark.parametrize("wire", PARAMETERS)
def test_nudging_every_wire_at_both_ends(nudged, wire):
    neuron = nudge_scene.fed(wire)[1]
    for nudge in (-1, 1):
        words = nudged.set(wire=wire, nudge=nudge, x1=1, x2=-1).words
        theta = THETA + nudge * (np.array(PARAMETERS) == wire)
        before, after = z_of(THETA, START)[neuron], z_of(theta, START)[neuron]
        assert moved(words) == (number(before, 5), number(after, 5), number(after - before))
        slope_line, change_line = words.formula
        assert slope_line.endswith(f"= {number(slope(wire, START))}")
        assert change_line.startswith(f"Δ{SYMBOLS[f'z{neuron}']} = ")
        assert change_line.endswith(f"= {number(after - before)}")
        value = dict(zip(PARAMETERS, theta, strict=True))[wire]
        assert f"around {title(wire)} = {number(value)}: " in words.alt
        assert f"slope {number(slope(wire, START))}, marked at" in words.alt
        assert f" = {number(nudge)}." in words.alt


def test_nothing_is_given_away_before_the_nudge():
    app = forward_pass.nudge()
    assert app.words.formula[1] == "= 1 · 1 + (−2) · (−1) + 1 = 4"
    assert not any("∂" in line for line in app.words.formula)
    still, moved = (app.set(wire="w_a2_z4", nudge=nudge).words.alt for nudge in (0, 1))
    assert "slope" not in still and "slope 0.119" in moved


def test_the_line_appears_with_the_nudge():
    fig = Figure()
    proportion = Proportion(fig.add_subplot(), limit=1)
    for run in (0, 0.5, 0):
        proportion.show(-1, run, "Δw", "Δz")
        sloping = [
            line
            for line in fig.axes[0].lines
            if line.get_visible() and list(line.get_ydata()) == [1, -1]
        ]
        assert bool(sloping) == (run != 0)


@pytest.mark.parametrize("seed", range(3))
def test_random_walks_over_all_controls_of_the_nudge(nudged, seed):
    rng = np.random.default_rng(seed)
    for _ in range(6):
        wire, x = str(rng.choice(PARAMETERS)), random_x(rng)
        nudge = round(rng.uniform(-1, 1), 1)
        chosen = str(rng.choice(["x1", "x2"]))
        words = nudged.set(wire=wire, nudge=nudge, number=chosen, **x).words
        theta = THETA + nudge * (np.array(PARAMETERS) == wire)
        name = nudge_scene.fed(wire)
        z = z_of(theta, x)
        assert f"{name} = {number(z[name[1]])}," in plain(words.alt)
        if nudge and slope(wire, x):
            assert moved(words)[1] == number(z[name[1]], 5)


def test_at_zero_the_first_weights_move_nothing_and_the_biases_do(nudged):
    still = z_of(THETA, {"x1": 0, "x2": 0})
    for wire in PARAMETERS:
        theta = THETA + (np.array(PARAMETERS) == wire)
        idle = z_of(theta, {"x1": 0, "x2": 0}) == still
        assert idle == wire.startswith("w_x")
        assert (
            "This wire carries 0." in nudged.set(wire=wire, nudge=1, x1=0, x2=0).words.status
        ) == idle


def carried_numbers(words):
    """What the alternative text says the wires carry: title -> text."""
    return dict(re.findall(r"(w \w\d→z\d) carries ([^,]*?)(?=,|\.$)", words.alt))


@pytest.mark.parametrize("seed", range(2))
def test_every_wire_gets_its_number_when_its_source_has_sent(seed):
    rng = np.random.default_rng(seed)
    app = forward_pass.carried()
    for moment in carried_scene.MOMENTS:
        x = random_x(rng) if seed else {"x1": 1.0, "x2": -1.0}
        words = app.set(moment=moment, **x).words
        at = carried_scene.MOMENTS.index(moment)
        gone = carried_scene.MOMENTS[1 : at + 1]
        sent = {key for key, (source, _) in WIRES.items() if activation(source) in gone}
        expected = {key: number(slope(key, x)) for key in WIRES if key in sent}
        assert carried_numbers(words) == {title(key): text for key, text in expected.items()}
        for key, (name, into, text) in zip(PARAMETERS, words.table.rows, strict=True):
            assert (name, into) == (SYMBOLS[key], f"z_{nudge_scene.fed(key)[1]}")
            assert text == ("1" if key in BIASES else expected.get(key, "…"))
        if moment in ("start", "all"):
            continue
        *sums, one, other = words.formula
        if moment in ("x1", "x2"):
            assert not sums
        else:  # its weights are not in the picture
            ((z, terms, result),) = [line.split(" = ") for line in sums]
            assert z == f"z_{moment[1]}" and len(re.findall("·", terms)) == 2
            assert eval(python(terms)) == pytest.approx(read(result), abs=0.03)
        for line in (one, other):
            name = re.match(r"∂z_\d/∂(\S+) = ", line)[1]
            key = next(key for key in WIRES if SYMBOLS[key] == name)
            assert key in sent and line.endswith(f"= {expected[key]}")


@pytest.mark.parametrize(("x1", "x2", "idle"), [(0, 0, 4), (0, 0.4, 2), (1, -1, 0)])
def test_the_weights_that_cannot_learn_are_counted(x1, x2, idle):
    words = forward_pass.carried().set(moment="all", x1=x1, x2=x2).words
    assert ("can't learn" in words.status) == bool(idle)
    assert not idle or f"{idle} of them are 0" in words.status
    assert sum(text == "0" for text in carried_numbers(words).values()) == idle
    assert words.formula[0].endswith(f"= {number(x1)} · ∂C/∂z_1")
    assert words.formula[1].endswith("= 1 · ∂C/∂z_1")


def test_only_a_wire_that_shows_its_weight_has_the_colour_of_its_sign():
    """Else a violet wire would say −1, where the input is negative."""
    numbers = SIX_NEURONS.values(START)
    picture = NetworkPicture(Figure().add_axes((0, 0, 1, 1)), cost=False)
    colours = []
    for texts in (None, dict.fromkeys(WIRES, "1")):
        picture.show(numbers, numbers, (), on_wires=texts)
        lines, _ = picture._wires._arrows[False]
        colours.append({to_hex(colour) for colour in lines.get_colors()})
    assert colours == [{POSITIVE_SOFT, NEGATIVE_SOFT}, {QUIET}]
