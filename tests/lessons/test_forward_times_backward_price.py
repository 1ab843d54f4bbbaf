"""Lesson 06: what a gradient costs, counted and measured."""

import re
from math import log10

import pytest
from checked_by_hand import Machine, updates
from matplotlib.figure import Figure

from lessons_lib import lecture
from lessons_lib.draw.style import PAPER
from lessons_lib.lessons.forward_times_backward import (
    clock_scene,
    price_scene,
)
from lessons_lib.network import Network


@pytest.fixture(scope="module")
def say():
    """say[name](**values) is what the interactive of that name says, without drawing the pixels."""
    return updates()


def multiplied(sizes):
    """How often three nested loops multiply: forward, on the way back, and for ∂C/∂w."""
    ahead = back = products = 0
    for k in range(1, len(sizes)):
        for _neuron in range(sizes[k]):
            for _input in range(sizes[k - 1]):
                ahead += 1
                products += 1
                back += k > 1
    return ahead, back, products


def test_the_price_is_counted(say):
    for neurons in range(1, price_scene.MOST_NEURONS + 1):
        words = say["price"](neurons=neurons)
        parameters = 3 * neurons + (neurons + 1) * neurons + 2 * (neurons + 1)
        found = price_scene.counted(neurons)
        assert (found.nudging, found.forward, found.backward) == (2 * parameters, 1, 1)
        ahead, back, products = multiplied((2, neurons, neurons, 2))
        assert 1 < (back + products) / ahead < 2
        status, *formula = (text.replace(",", "") for text in (words.status, *words.formula))
        assert status.startswith(f"P = {parameters} parameters. Counted: {2 * parameters} passes")
        agree = int(re.search(r"agree to (\d) digits", status)[1])
        assert 5 <= agree <= 7 and 10.0 ** -(agree + 1) < found.error <= 10.0**-agree
        assert formula[0].endswith(f"= {2 * parameters * ahead} multiplications")
        total = ahead + back + products
        assert formula[1].endswith(
            f"{ahead} forward + ({back} + {products}) backward = {total} multiplications"
        )
    assert say["price"](neurons=20).status.startswith("P = 522 parameters")


def test_the_network_of_two_has_the_lectures_form():
    assert price_scene.network_of(2).sizes == lecture.six_neurons().sizes


@pytest.fixture
def machine(monkeypatch):
    fake = Machine()
    monkeypatch.setattr(clock_scene, "forward", fake.takes(2e-6, clock_scene.forward))
    monkeypatch.setattr(clock_scene, "backward", fake.takes(3e-6, clock_scene.backward))
    monkeypatch.setattr(clock_scene, "seconds", fake.seconds)
    clock_scene.measured.cache_clear()
    yield fake
    clock_scene.measured.cache_clear()


def test_the_clock_says_what_it_measured(machine, say):
    assert "Nothing has been measured" in say["clock"](networks=0).status
    assert machine.passes == 0
    before = {}
    for count, (neurons, magnitude) in enumerate(
        zip(clock_scene.NEURONS, range(2, 7), strict=True), 1
    ):
        words = say["clock"](networks=count)
        p = Network.random((neurons,) * 4).theta.size
        assert round(log10(p)) == magnitude
        found = clock_scene.measured(neurons)
        assert found == pytest.approx((p, 2e-6 * p, 3e-6 * p))
        assert found.ratio == pytest.approx(1.5)
        assert found.nudging == pytest.approx(4e-6 * p * p)
        ahead, back, nudging = map(clock_scene.short, (*found[1:], found.nudging))
        assert words.status.startswith(f"P = {p:,}: forward {ahead}, backward {back}: 1.5 times")
        assert words.status.endswith(f" 2 · {p:,} forward passes: {nudging}.")
        assert words.formula[0].endswith(f"= {back} ÷ {ahead} = 1.5")
        assert words.formula[1].endswith(f"= 2 · {p:,} · {ahead} = {nudging}")
        assert all(text in words.alt for text in (f"{p:,}", ahead, back, nudging))
        assert words.table.rows[words.table.lit] == (f"{p:,}", ahead, back, "1.5", nudging)
        before[count] = words, machine.passes
    for count, (words, _) in before.items():
        assert say["clock"](networks=count) == words
    assert machine.passes == before[count][1]  # each network is measured once


def test_the_clock_marks_what_it_measured(machine):
    fig = Figure()
    update = clock_scene.scene(fig)
    for count in (0, 3, len(clock_scene.NEURONS), 1):
        update(networks=count)
        found = [clock_scene.measured(neurons) for neurons in clock_scene.NEURONS[:count]]
        shown = [line for line in fig.axes[0].lines if line.get_animated()]
        values = zip(*((each.forward, each.backward, each.nudging) for each in found), strict=True)
        for line, times in zip(shown, list(values) or [[]] * 3, strict=True):
            assert list(line.get_xdata()) == [each.p for each in found]
            assert list(line.get_ydata()) == pytest.approx(list(times))
        hollow = [line.get_markerfacecolor() == PAPER for line in shown]
        assert hollow == [False, False, True]  # what is only calculated


@pytest.mark.parametrize(
    ("time", "text"),
    [
        (2.1e-7, "0.00021 ms"),
        (0.00021, "0.21 ms"),
        (4.3, "4.3 s"),
        (90, "1.5 min"),
        (5040, "1.4 h"),
    ],
)
def test_a_time_in_short(time, text):
    assert clock_scene.short(time) == text
