"""Lesson 09: which rule wins where, and the tables in the prose."""

from itertools import islice
from pathlib import Path

import nbformat
import numpy as np
import pytest
from hands import at_the_beginning
from racing_by_hand import TITLES, arrived, losses, rows

from lessons_lib.descent import descend
from lessons_lib.lessons import optimizers
from lessons_lib.lessons.optimizers import AT_ITS_BEST, AT_ITS_WORST
from lessons_lib.lessons.optimizers.racing_rules import PLACES, RUNNERS

ROOT = Path(__file__).parents[2]
MADE = {name: getattr(optimizers, name) for name in ("momentum", "own_rates", "race", "neuron")}


@pytest.fixture(scope="module")
def app_of():
    return at_the_beginning(MADE)


def rank(preset):
    """The rules of an example from the best to the worst: who arrived first, then who is lowest."""
    setting = preset["landscape"], preset["eta"], preset["lam"]

    def result(name):
        try:
            values = losses(name, *setting)
        except OverflowError:
            return np.inf, np.inf
        since = arrived(values)
        return np.inf if since is None else since, values[-1]

    return sorted(RUNNERS, key=result)


@pytest.mark.parametrize("name", RUNNERS)
def test_at_its_best_a_rule_wins_and_at_its_worst_it_is_better_not_to_have_it(name, app_of):
    assert rank(AT_ITS_BEST[name])[0] == name
    worst = rank(AT_ITS_WORST[name])
    if name == "plain":
        assert worst[-1] == name
    else:
        assert worst.index("plain") < worst.index(name)
    app = app_of("race")
    ((box,),) = [control.widgets for control in app._all if isinstance(control, optimizers.Presets)]
    for how, preset in (("best", AT_ITS_BEST[name]), ("worst", AT_ITS_WORST[name])):
        box.value = f"{how} for {TITLES[name]}"
        assert {key: app.values[key] for key in preset} == preset


def prose(cell):
    notebook = nbformat.read(ROOT / "notebooks" / "09_optimizers.ipynb", as_version=4)
    return next(c.source for c in notebook.cells if c.id == cell)


@pytest.fixture(scope="module")
def arrivals():
    """(rule, landscape) -> when it arrives, for each of the hundred learning rates."""

    def arrival(*race):
        try:
            return arrived(losses(*race))
        except OverflowError:
            return None

    etas = [k / 100 for k in range(1, 101)]
    return {
        (name, place): [arrival(name, place, eta) for eta in etas]
        for name in RUNNERS
        for place in PLACES
    }


def test_the_tables_in_the_prose(arrivals):
    fastest, robust = (
        {first: rest for first, rest in table.items() if first in TITLES.values()}
        for table in rows(prose("race-explain"))
    )
    assert list(fastest) == list(TITLES.values())
    for name, title in TITLES.items():
        best = [min(filter(None, arrivals[name, place]), default="–") for place in PLACES]
        assert fastest[title] == [str(cell) for cell in best], title
    assert list(robust) == list(TITLES.values())
    together = {}
    for name, title in TITLES.items():
        count = [len(list(filter(None, arrivals[name, place]))) for place in PLACES]
        together[name] = sum(count)
        assert robust[title] == [str(cell) for cell in (*count, together[name])], name
    first, second, third, *_ = sorted(together.values(), reverse=True)
    assert (first, second) == (together["Adam"], together["momentum"])
    said = f"Adam arrives in {first} of the {len(PLACES)} · 100 tries, momentum in {second}, "
    assert said + f"no other rule in more than {third}." in prose("race-explain")


def test_ten_times_larger_gradients_change_nothing_for_who_divides_by_them():
    start, slopes = np.array(PLACES["ravine"].start), np.array([0.1, 5.0])
    for name, same_walk in (("Adagrad", True), ("RMSProp", True), ("Adam", True), ("plain", False)):
        rule = RUNNERS[name].rule(0.1, 0.9)
        ends = [
            next(islice(descend(lambda at, k=k: k * slopes * at, start, rule), 30, None)).theta
            for k in (1, 10)
        ]
        assert np.allclose(*ends, rtol=1e-4) == same_walk, name


def test_the_winners_in_the_prose_are_the_winners(arrivals):
    text = prose("race-explain")
    for column, place in enumerate(PLACES):
        cells = {
            title: line.split("|")[column + 2].strip()
            for title in TITLES.values()
            for line in text.splitlines()
            if line.startswith(f"| {title} ") and text.index(line) < text.index("No rule wins")
        }
        best = min(min(filter(None, arrivals[name, place]), default=99) for name in RUNNERS)
        winners = {t for t, c in cells.items() if c.startswith("**")}
        assert winners == {t for t, c in cells.items() if c.strip("*") == str(best)}
        assert len(winners) == 1 and winners != {TITLES["Adam"]}
