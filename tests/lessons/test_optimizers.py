"""Lesson 09: the six rules held to loops written by hand, the stuck neuron to Nielsen's numbers."""

import re
from itertools import pairwise

import numpy as np
import pytest
from hands import at_the_beginning
from matplotlib.contour import ContourSet
from matplotlib.text import Text
from racing_by_hand import (
    HEIGHTS,
    RATE,
    SLOPES,
    TITLES,
    arrived,
    arrows,
    by_hand,
    is_finite,
    losses,
    same,
)
from reading import python, read

from lessons_lib.descent import RULES
from lessons_lib.lessons import optimizers
from lessons_lib.lessons.optimizers import RATES
from lessons_lib.lessons.optimizers.racing_rules import PLACES, RUNNERS, SCHEDULES, STEPS, Race
from lessons_lib.notation import number
from lessons_lib.numeric import complex_step

MADE = {name: getattr(optimizers, name) for name in ("momentum", "own_rates", "race", "neuron")}


@pytest.fixture(scope="module")
def app_of():
    return at_the_beginning(MADE)


def test_all_rules_of_the_package_run():
    assert len(RUNNERS) == len(RULES) == len({runner.look for runner in RUNNERS.values()})


@pytest.mark.parametrize("place", PLACES)
def test_each_gradient_belongs_to_its_loss_and_both_to_their_formulas(place):
    landscape = PLACES[place].landscape
    rng = np.random.default_rng(0)
    for theta in rng.uniform(-4, 4, size=(20, 2)):
        assert landscape.loss(theta) == pytest.approx(HEIGHTS[place](*theta), rel=1e-12)
        assert landscape.gradient(theta) == pytest.approx(SLOPES[place](*theta), rel=1e-9)
        slopes = complex_step(landscape.loss, theta)
        assert landscape.gradient(theta) == pytest.approx(slopes, rel=1e-10, abs=1e-12)
        names = {"θ_1": theta[0], "θ_2": theta[1]}
        for text, value in zip(
            (landscape.text, *landscape.slopes),
            (landscape.loss(theta), *slopes),
            strict=True,
        ):
            formula = python(text).replace("^", "**")
            assert eval(formula, {}, names) == pytest.approx(value, rel=1e-9)


@pytest.mark.parametrize("schedule", SCHEDULES)
@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("name", RUNNERS)
def test_each_walk_is_that_of_the_papers(name, place, schedule):
    race = Race(place, 0.13, 0.85, schedule)
    expected, _ = by_hand(name, place, 0.13, 0.85, schedule)
    found = [step.theta for step in race.walk(name).steps]
    sure = 40 if name == "RMSProp" else STEPS  # where it never rests, the last digits soon decide
    np.testing.assert_allclose(found[:sure], expected[:sure], rtol=1e-6, atol=1e-9)
    assert race.walk(name).losses[:sure] == pytest.approx(
        losses(name, place, 0.13, 0.85, schedule)[:sure], rel=1e-5, abs=1e-12
    )


def test_only_rules_without_rates_of_their_own_do_not_notice_that_the_ravine_was_turned():
    for eta in (0.05, 0.1, 0.3):
        for name in RUNNERS:
            one, other = (Race(f"{turned}ravine", eta).walk(name) for turned in ("", "rotated "))
            alike = one.losses == pytest.approx(other.losses, rel=1e-6)
            assert alike == (name in ("plain", "momentum", "Nesterov"))


# what is shown


def pairs(text):
    return [tuple(map(str.strip, pair)) for pair in re.findall(r"\(([^(),]+),([^(),]+)\)", text)]


@pytest.mark.parametrize("schedule", ["constant", "root"])
@pytest.mark.parametrize("name", RUNNERS)
def test_the_formulas_end_with_the_numbers_of_the_papers(name, schedule, app_of):
    app = app_of("race").set(rule=name, schedule=schedule, eta=0.13, lam=0.85, beside="nobody")
    at, memory = by_hand(name, "ravine", 0.13, 0.85, schedule)
    for t in (1, 2, 23, 60):
        gradient, *kept, moved = app.set(t=t).words.formula
        g = SLOPES["ravine"](*at[t - 1])
        assert all(map(same, pairs(gradient)[-1], g))
        assert (f", η = {number(0.13 * RATE[schedule](t - 1))}" in gradient) == (
            schedule != "constant"
        )
        assert moved.startswith(f"θ^{{{t}}} = θ^{{{t - 1}}} ")
        assert all(map(same, pairs(moved)[-1], at[t]))
        for line in kept:
            letter = line[0]
            if line.startswith("m̂"):
                hats = [x / (1 - 0.9**t) for x in memory[t]["m"]]
                squares = [x / (1 - 0.999**t) for x in memory[t]["s"]]
                assert all(map(same, pairs(line)[-2], hats))
                assert all(map(same, pairs(line)[-1], squares))
            else:
                assert all(map(same, pairs(line)[-1], memory[t][letter]))
                first = pairs(line)[0]
                assert all(map(same, first, memory[t - 1].get(letter, (0.0, 0.0))))
        shown = {line[0] for line in kept if not line.startswith("m̂")}
        assert (
            shown
            == {
                "plain": set(),
                "momentum": {"v"},
                "Nesterov": {"v"},
                "Adagrad": {"s"},
                "RMSProp": {"s"},
                "Adam": {"m", "s"},
            }[name]
        )


def value_of(side, known=()):
    """One side of a shown equation as numbers, calculated by NumPy: (2, 3) is an array."""
    side = re.sub(r"\(([^(),]+),([^(),]+)\)", r"A([\1,\2])", side)
    side = re.sub(r"√(A\(.*?\))", r"np.sqrt(\1)", side)
    return eval(python(side), {"A": np.array, "np": np} | dict(known))


@pytest.mark.parametrize("name", RUNNERS)
def test_the_formulas_are_true_as_they_stand(name, app_of):
    """What is between two signs of equality gives, to the digits shown, what is after them."""
    app = app_of("race").set(rule=name, eta=0.13, beside="nobody", landscape="rotated ravine")
    for t in (1, 9, 40):
        known = {}
        for line in app.set(t=t).words.formula[1:]:
            _, *sides = line.split(" = ")
            if line[0] == "θ":  # first comes the rule in letters
                del sides[0]
            equal = list(pairwise(sides))
            if line.startswith("m̂"):  # two equations in one line
                equal = zip(sides[1].split(", "), re.findall(r"\(.+?\)", sides[2]), strict=True)
            for one, other in equal:
                found, expected = value_of(one, known), value_of(other)
                size = max(abs(value) for pair in pairs(line) for value in map(read, pair))
                np.testing.assert_allclose(found, expected, rtol=0.02, atol=0.01 * size)
            known[line[0]] = value_of(sides[-1])


@pytest.mark.parametrize("name", RUNNERS)
def test_before_the_first_step_the_rule_stands_in_letters(name, app_of):
    app = app_of("race").set(rule=name)
    _, *before = app.words.formula
    _, *after = app.set(t=1).words.formula
    for letters, numbers in zip(before, after, strict=True):
        assert numbers.startswith(letters + " = ")
    assert not pairs("".join(before))


@pytest.mark.parametrize("seed", range(4))
def test_any_race(seed, app_of):
    rng = np.random.default_rng(seed)
    app = app_of("race")
    for _ in range(8):
        values = {
            "t": int(rng.choice([0, 1, STEPS, rng.integers(STEPS + 1)])),
            "rule": str(rng.choice(list(RUNNERS))),
            "beside": str(rng.choice(["all", "nobody", *RUNNERS])),
            "landscape": str(rng.choice(list(PLACES))),
            "eta": float(rng.choice([0.01, 1, round(rng.uniform(0.01, 1), 2)])),
            "lam": float(rng.choice([0, 0.99, round(rng.uniform(0, 0.99), 2)])),
            "schedule": str(rng.choice(list(RATES.values()))),
        }
        words = app.set(**values).words
        assert is_finite(app), values
        names = {"all": set(RUNNERS), "nobody": set()}.get(values["beside"], {values["beside"]})
        names |= {values["rule"]}
        rows = {row[0]: row for row in words.table.rows}
        assert set(rows) == {TITLES[name] for name in names}
        assert words.table.rows[words.table.lit][0] == TITLES[values["rule"]]
        race = values["landscape"], values["eta"], values["lam"], values["schedule"]
        for name in names:
            try:
                expected = losses(name, *race)[: values["t"] + 1]
            except OverflowError:
                assert "outside the picture" in words.status or values["t"] < 20
                continue
            if max(expected) > 1e12:
                continue  # chaos: the last digits decide where it is
            _, *theta, loss, since = rows[TITLES[name]]
            here = by_hand(name, *race)[0][values["t"]]
            assert all(same(x, y, 2e-2) or abs(y) < 1e-3 for x, y in zip(theta, here, strict=True))
            assert same(loss, expected[-1], 2e-2) or expected[-1] < 1e-5
            assert since == ("–" if arrived(expected) is None else str(arrived(expected))), values
            if values["t"]:
                assert f"{loss} for {TITLES[name]}" in words.status


def test_the_status_of_a_race(app_of):
    app = app_of("race").set(rule="momentum", beside="plain")
    assert app.words.status == "● plain and ■ momentum start at θ^0 = (−5, 1), where L = 3.75."
    assert app.set(beside="nobody").words.status.startswith("■ momentum starts at")
    everybody = app.set(beside="all").words.status
    assert everybody.startswith("All start at") and all(
        map(everybody.__contains__, TITLES.values())
    )
    app.set(beside="Nesterov", eta=0.3, t=60)
    assert app.words.status == (
        "Step 60. L is 0.0073 for ■ momentum (arrived at step 42), "
        "1.59×10¹⁴ for ▲ Nesterov (outside the picture). "
        "(Above 100 and below 0.0001, a curve of L runs along the edge.)"
    )


def test_who_leaves_the_numbers_says_so_and_the_others_go_on(app_of):
    app = app_of("race").set(landscape="saddle", eta=1, rule="Nesterov", t=STEPS)
    assert app.words.formula == ("▲ Nesterov has gone beyond the numbers a computer can hold.",)
    assert "∞ for ▲ Nesterov (outside the picture)" in app.words.status
    assert "arrived at step 13" in app.words.status and is_finite(app)
    assert len(app.set(rule="plain").words.formula) == 2
    momentum = app_of("momentum").set(landscape="saddle", eta=1, lam=0.99, t=STEPS)
    assert is_finite(momentum) and not arrows(momentum)


def seen_contours(app):
    moving = app._picture._moving
    return [a for a in moving if isinstance(a, ContourSet) and a.get_visible()]


def test_one_landscape_is_seen(app_of):
    app = app_of("race")
    seen = set()
    for place in PLACES:
        app.set(landscape=place)
        (contours,) = seen_contours(app)
        seen.add(contours)
    assert len(seen) == len(PLACES)


def test_contours_and_crosses_are_at_the_right_heights(app_of):
    app = app_of("race")
    for place in PLACES:
        app.set(landscape=place)
        (lines,) = seen_contours(app)
        for level, path in zip(lines.levels, lines.get_paths(), strict=True):
            assert len(path.vertices)
            heights = HEIGHTS[place](*path.vertices.T)
            np.testing.assert_allclose(heights, level, rtol=0.03, atol=0.01)
        (crosses,) = [
            a for a in app._picture._moving if getattr(a, "get_marker", lambda: "")() == "+"
        ]
        for cross in crosses.get_xydata():
            assert SLOPES[place](*cross) == pytest.approx((0, 0)) and HEIGHTS[place](*cross) == 0


@pytest.mark.parametrize("rule", ["momentum", "Nesterov"])
def test_the_arrows_add_up_to_the_step_that_comes_next(rule, app_of):
    app = app_of("momentum").set(rule=rule)
    at, memory = by_hand(rule, "ravine", 0.1)
    for t in (3, 8, 25):
        app.set(t=t)
        goes_on, new, step = arrows(app)
        assert goes_on[0] == pytest.approx(at[t]) and step[0] == pytest.approx(at[t])
        assert new[0] == pytest.approx(goes_on.sum(axis=0))
        assert goes_on[1] + new[1] == pytest.approx(step[1])
        change = np.subtract(at[t + 1], at[t])
        scale = np.hypot(*step[1]) / np.hypot(*change)
        assert step[1] == pytest.approx(scale * change)
        assert new[1] == pytest.approx(-scale * 0.1 * np.array(SLOPES["ravine"](*at[t])))
        v = memory[t if rule == "momentum" else t + 1]["v"]
        assert goes_on[1] == pytest.approx(scale * 0.9 * np.array(v))
        written = [a.get_text() for a in app._picture._moving if isinstance(a, Text)]
        assert f"→ ×{number(scale, 2)}" in written
    assert len(arrows(app.set(t=0, lam=0))) == 2  # nothing goes on


def test_the_three_races_are_one(app_of):
    race = app_of("race").set(rule="Adam", beside="plain", eta=0.3, t=17).words
    assert app_of("own_rates").set(rule="Adam", t=17).words == race
    race = app_of("race").set(rule="Nesterov", beside="plain", eta=0.2, lam=0.7, t=17).words
    assert app_of("momentum").set(rule="Nesterov", eta=0.2, lam=0.7, t=17).words == race
