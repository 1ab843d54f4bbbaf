"""Lesson 06: the check, the broken lines, the price and the clock, against loops done by hand."""

import re
from itertools import combinations
from math import log10

import numpy as np
import pytest
from checked_by_hand import TARGET, ahead, layers, sigma, updates
from hands import find
from matplotlib.collections import LineCollection
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.text import Text
from reading import NUMBER, read

from lessons_lib import lecture
from lessons_lib.draw.style import BACKWARD
from lessons_lib.lessons import forward_times_backward as lesson
from lessons_lib.lessons.forward_times_backward import (
    broken_scene,
    check_scene,
    clock_scene,
)
from lessons_lib.lessons.forward_times_backward.broken_lines import BROKEN, RIGHT, backpropagate
from lessons_lib.network import Network, gradient
from lessons_lib.walks.lecture import NEURONS, PARAMETERS, WIRES


@pytest.fixture(scope="module")
def say():
    """say[name](**values) is what the interactive of that name says, without drawing the pixels."""
    return updates()


def cost(theta):
    y = ahead(theta)[1][-1]
    return sum((a - t) ** 2 for a, t in zip(y, TARGET, strict=True)) / 2


def nudge(theta, h):
    slopes = []
    for i in range(18):
        up, down = list(theta), list(theta)
        up[i], down[i] = up[i] + h, down[i] - h
        slopes.append((cost(up) - cost(down)) / (2 * h))
    return slopes


def by_hand(theta, mistake=None):
    """Backpropagation neuron by neuron, in plain loops, with one of BROKEN in it."""
    zs, sent = ahead(theta)
    found, later = [], None
    for k in (2, 1, 0):
        dC_dz = []
        for i in (0, 1):
            z, a = zs[k][i], sent[k + 1][i]
            at = a if mistake == "σ′(a) instead of σ′(z)" else z
            slope = sigma(at) * (1 - sigma(at))
            if k == 2:
                dC_da = a - TARGET[i]
                dC_da *= -1 if mistake == "wrong sign of ∂C/∂y" else 1
                slope = 1 if mistake == "no σ′ at the output" else slope
            else:
                after = layers(theta)[k + 1][0]
                dC_da = 0
                for j in (0, 1):
                    weight = after[j][i]
                    if mistake == "w not transposed":
                        weight = after[i][j]
                    if mistake == "weights left out going back":
                        weight = 1
                    dC_da += weight * later[j]
                slope = 1 if mistake == "no σ′ at the hidden neurons" else slope
            dC_dz.append(slope * dC_da)
        own = mistake == "the neuron's own output for ∂z/∂w"
        carried = [[sent[k + 1][i]] * 2 if own else sent[k] for i in (0, 1)]
        dC_dw = [dC_dz[i] * carried[i][j] for i in (0, 1) for j in (0, 1)]
        found[:0] = dC_dw + dC_dz
        later = dC_dz
    return found


def theta_of(numbers):
    return broken_scene.network_with(numbers).theta


@pytest.mark.parametrize("numbers", [broken_scene.OF_THE_LECTURE, broken_scene.AT_RANDOM])
@pytest.mark.parametrize("line", [None, *BROKEN])
def test_each_broken_line_is_the_algorithm_it_says(line, numbers):
    found = broken_scene.verdict(line or broken_scene.NONE, numbers).found
    assert found == pytest.approx(by_hand(theta_of(numbers), line), rel=1e-11)


@pytest.mark.parametrize("sizes", [(2, 2, 2, 2), (3, 4, 1), (2, 5, 3, 4)])
def test_the_right_lines_are_backpropagation(sizes):
    rng = np.random.default_rng(0)
    net = Network.random(sizes, seed=3)
    x, target = rng.normal(size=(sizes[0], 1)), rng.normal(size=(sizes[-1], 1))
    expected = gradient(net, x, target).theta
    assert backpropagate(RIGHT, net, x, target).theta == pytest.approx(expected, rel=1e-12)


def test_a_w_that_is_not_turned_around_does_not_fit_layers_of_different_sizes():
    net = Network.random((2, 3, 2))
    with pytest.raises(ValueError, match="matmul"):
        backpropagate(BROKEN["w not transposed"].mistake.of, net, lecture.X, lecture.TARGET)


PATTERNS = {  # wrong gradients in layer 1, 2, 3, with the lecture's numbers
    broken_scene.NONE: (0, 0, 0),
    "no σ′ at the output": (6, 6, 6),
    "no σ′ at the hidden neurons": (6, 6, 0),
    "σ′(a) instead of σ′(z)": (6, 6, 6),
    "w not transposed": (6, 0, 0),
    "weights left out going back": (6, 6, 0),
    "the neuron's own output for ∂z/∂w": (4, 4, 4),
    "wrong sign of ∂C/∂y": (6, 6, 6),
}


@pytest.mark.parametrize("numbers", [broken_scene.OF_THE_LECTURE, broken_scene.AT_RANDOM])
@pytest.mark.parametrize("line", PATTERNS)
def test_the_check_finds_which_are_wrong_and_by_how_much(say, line, numbers):
    words = say["broken"](line=line, numbers=numbers)
    expected = PATTERNS[line]
    if line == "w not transposed" and numbers == broken_scene.AT_RANDOM:
        expected = (6, 6, 0)
    right = nudge(theta_of(numbers), 1e-5)
    found = by_hand(theta_of(numbers), line)
    wrong = [abs(f - r) > 1e-6 * abs(r) for f, r in zip(found, right, strict=True)]
    assert tuple(sum(wrong[i : i + 6]) for i in (0, 6, 12)) == expected
    if sum(expected):
        said = re.findall(r"layer \d: (\d) of 6", words.status)
        assert words.status.startswith(f"{sum(expected)} of 18 ")
        assert tuple(map(int, said)) == expected
        worst = max(abs(f - r) for f, r in zip(found, right, strict=True))
        says = re.search(rf": ({NUMBER}), but the check says ({NUMBER})\.", words.status)
        is_now, should = map(read, says.groups())
        assert abs(is_now - should) == pytest.approx(worst, abs=0.006 * (abs(is_now) + abs(should)))
    else:
        assert words.status == "All 18 derivatives agree with the check."
    for row, f, r, off in zip(words.table.rows, found, right, wrong, strict=True):
        assert read(row[1]) == pytest.approx(f, rel=0.006)
        assert read(row[2]) == pytest.approx(r, rel=0.006)
        assert read(row[3]) == pytest.approx(f / r, rel=0.006)
        assert row[4] == ("✗" if off else "✓")


def test_biases_stay_right_where_the_forward_value_is_wrong_and_only_there():
    for line in BROKEN:
        wrong = broken_scene.verdict(line, broken_scene.OF_THE_LECTURE).wrong
        off = {key[0] for key, is_wrong in zip(PARAMETERS, wrong, strict=True) if is_wrong}
        assert off == ({"w"} if "own output" in line else {"w", "b"})


def test_a_wrong_sign_is_minus_one_everywhere():
    times = broken_scene.verdict("wrong sign of ∂C/∂y", broken_scene.OF_THE_LECTURE).times
    assert times == pytest.approx(-np.ones(18), rel=1e-8)


@pytest.mark.parametrize("line", PATTERNS)
def test_the_picture_marks_what_is_wrong(line):
    fig = Figure()
    broken_scene.broken_scene(fig)(line=line, numbers=broken_scene.OF_THE_LECTURE)
    judged = broken_scene.verdict(line, broken_scene.OF_THE_LECTURE)
    off = {key for key, wrong in zip(PARAMETERS, judged.wrong, strict=True) if wrong}
    on_wires = [t.get_text() for t in fig.findobj(Text) if t.get_bbox_patch() and t.get_text()]
    assert on_wires.count("✓") == len(WIRES) - len(off & set(WIRES))
    assert sum(text.startswith("×") for text in on_wires) == len(off & set(WIRES))
    wires = next(c for c in fig.findobj(LineCollection) if c.get_visible())
    strong = [to_hex(colour) == BACKWARD for colour in wires.get_edgecolor()]
    assert strong == [key in off for key in WIRES]
    bold = [t.get_text() for t in fig.findobj(Text) if t.get_text().startswith("∂C/∂z")]
    strong = [t for t in fig.findobj(Text) if t.get_text() in bold and t.get_weight() == "bold"]
    assert len(strong) == sum(f"b{n}" in off for n in NEURONS)


def test_no_two_broken_lines_give_the_same_gradients():
    for numbers in (broken_scene.OF_THE_LECTURE, broken_scene.AT_RANDOM):
        for one, other in combinations(BROKEN, 2):
            a, b = (broken_scene.verdict(line, numbers).found for line in (one, other))
            assert abs(a - b).max() > 1e-4, (one, other)


@pytest.mark.parametrize("case", broken_scene.CASES)
def test_the_detective_is_told_yes_for_the_broken_line_only(say, case):
    words = say["mystery"](case=case, guess=broken_scene.NONE, numbers=broken_scene.OF_THE_LECTURE)
    assert words.formula == ("Which line is broken?",)
    assert not any(line in str(words) for line in BROKEN)
    for guess in BROKEN:
        for numbers in (broken_scene.OF_THE_LECTURE, broken_scene.AT_RANDOM):
            words = say["mystery"](case=case, guess=guess, numbers=numbers)
            first, *rest = words.formula
            if guess == broken_scene.CASES[case]:
                assert first.startswith("Yes.") and BROKEN[guess].wrong in first
                continue
            wrong = broken_scene.verdict(guess, numbers).wrong
            counts = [int(n) for n in re.findall(r"layer \d: (\d)", first)]
            assert first.startswith(f"No. That would make {sum(wrong)} of 18 wrong")
            assert sum(counts) == sum(wrong)
            would, is_now = (read(n) for n in re.findall(rf"(?:be|not) ({NUMBER})[,.]", rest[0]))
            assert would != is_now


@pytest.mark.parametrize("k", range(16))
@pytest.mark.parametrize("method", check_scene.METHODS)
def test_the_check_says_to_how_many_digits_it_agrees(say, method, k):
    words = say["check"](k=k, method=method, parameter="b1")
    right, rows = by_hand(check_scene.THETA), words.table.rows
    assert [read(row[3]) for row in rows] == pytest.approx(right, abs=6e-11)
    # all that the machine's rounding leaves open, on top of the bend of the curve
    rounding = 0 if method == "complex" else 4e-16 / 10.0**-k
    bend = 10.0**-k if method == "one-sided" else 10.0 ** (-2 * k)
    checks = [read(row[4]) for row in rows]
    assert checks == pytest.approx(right, abs=rounding + 0.1 * bend + 6e-11)
    found = check_scene.estimate(method, k)
    relative = max(abs(f - r) / max(abs(f), abs(r)) for f, r in zip(found, right, strict=True))
    said = re.search(r"to (\d+) digit", words.status)
    if said:
        assert -log10(relative) == pytest.approx(int(said[1]) + 0.5, abs=0.6)
    else:
        assert relative > 0.09 and "differs from the check in its first digit" in words.status


def test_to_both_sides_the_error_falls_like_h_squared_and_to_one_side_like_h():
    errors = {m: [check_scene.off(m, k).relative for k in range(16)] for m in check_scene.METHODS}
    for k in (1, 2):
        assert errors["central"][k] / errors["central"][k + 1] == pytest.approx(100, rel=0.01)
    for k in (1, 2, 3, 4):
        assert errors["one-sided"][k] / errors["one-sided"][k + 1] == pytest.approx(10, rel=0.05)
    best = {m: min(range(16), key=each.__getitem__) for m, each in errors.items()}
    assert best["central"] in (4, 5, 6) and errors["central"][best["central"]] < 1e-8
    assert best["one-sided"] in (6, 7) and errors["one-sided"][best["one-sided"]] > 1e-8
    assert errors["central"][8] < errors["central"][10] < errors["central"][12]
    assert errors["central"][15] > 0.1
    assert max(errors["complex"][8:]) < 1e-13


@pytest.mark.parametrize("k", range(11))
def test_the_estimate_is_right_in_the_early_digits(k):
    slopes = nudge(check_scene.THETA, 10.0**-k)
    assert check_scene.estimate("central", k) == pytest.approx(slopes, abs=4e-16 / 10.0**-k)


@pytest.mark.parametrize("parameter", PARAMETERS)
def test_the_formula_of_the_chosen_parameter(say, parameter):
    right = by_hand(check_scene.THETA)[PARAMETERS.index(parameter)]
    for k in range(0, 14, 3):
        words = say["check"](k=k, method="central", parameter=parameter)
        product, _, quotient = words.formula
        forward_value, backward_value = re.findall(
            rf"(?<== )\(?({NUMBER})\)? · \(?({NUMBER})", product
        )[0]
        assert read(forward_value) * read(backward_value) == pytest.approx(right, rel=0.012)
        assert read(product.rpartition("= ")[2]) == pytest.approx(right, abs=6e-11)
        up, down = (read(n) for n in re.findall(rf"\(({NUMBER}) − ({NUMBER})\)", quotient)[0])
        said = read(quotient.rpartition("= ")[2])
        assert (up - down) / (2 * 10.0**-k) == pytest.approx(said, abs=1.2e-4)
        row = words.table.rows[words.table.lit]
        assert (row[1], row[2]) == (forward_value, backward_value)


def test_the_curve_goes_as_far_as_the_learner_has_come_and_shows_no_later_check():
    fig = Figure()
    update = check_scene.scene(fig)
    for count, method in enumerate(check_scene.METHODS, start=1):
        for k in range(16):
            update(k=k, method=method, parameter="b1")
            lines = [line for line in fig.axes[1].lines if line.get_visible()]
            curves = [line for line in lines if line.get_animated() and line.get_marker() == "None"]
            (marker,) = (line for line in lines if line.get_marker() == "o")
            assert len(curves) == count
            assert {line.get_xdata()[-1] for line in curves} == {marker.get_xdata()[0]}
            assert marker.get_xdata()[0] == pytest.approx(10.0**-k)
            expected = max(check_scene.off(method, k).relative, 1e-16)
            assert marker.get_ydata()[0] == pytest.approx(expected)


def test_all_rings_and_dots_lie_in_the_picture():
    for method in check_scene.METHODS:
        for k in range(16):
            assert abs(check_scene.estimate(method, k)).max() < 0.15


@pytest.mark.parametrize(("method", "named"), [("central", 1), ("one-sided", 2), ("complex", 3)])
def test_a_check_is_named_when_it_is_drawn(method, named):
    fig = Figure()
    check_scene.scene(fig)(k=15, method=method, parameter="b1")
    names = [text for text in fig.axes[1].texts if text.get_text()]
    assert [name.get_visible() for name in names] == [n < named for n in range(3)]


def test_another_case_begins_without_a_guess():
    app = lesson.mystery().set(guess="w not transposed")
    find(app, "case").value = "C"
    assert app.values["case"] == "C" and "Which line is broken?" in app.words.formula[0]


def test_seconds_is_a_time_and_the_call_is_made():
    calls = []
    assert 0 < clock_scene.seconds(lambda: calls.append(1), patience=0) < 1
    assert len(calls) == 2  # once to warm up
