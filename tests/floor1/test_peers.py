"""`gradient` and the update rules against machinery that other people wrote."""

import importlib.util
import json
from itertools import islice
from pathlib import Path

import numpy as np
import pytest

from floor1.cases import NUMBER, RULES, START, STEPS_RECORDED, case, entries
from floor1.peers import by_autograd, by_jax, by_torch
from lessons_lib.descent import descend
from lessons_lib.functions import ACTIVATIONS, COSTS
from lessons_lib.network import gradient, loss

RECORDS = Path(__file__).with_name("records")


def ours(case):
    arguments = case.net, case.x, case.target, case.cost
    return loss(*arguments), gradient(*arguments).theta


def relative_error(a, b, floor=0.0):
    size = np.maximum(np.maximum(abs(a), abs(b)), floor)
    return np.max(abs(a - b) / np.where(size == 0, 1, size))


def test_the_cases_are_as_different_as_they_claim():
    cases = [case(seed) for seed in range(NUMBER)]
    assert {len(c.net.layers) for c in cases} == {1, 2, 3, 4, 5, 6}
    assert {n for c in cases for n in c.net.sizes} == set(range(1, 41))
    assert {c.x.shape[1] for c in cases} == set(range(1, 10))
    assert {c.cost for c in cases} == set(COSTS)
    assert {layer.sigma for c in cases for layer in c.net.layers} == set(ACTIVATIONS)


@pytest.mark.parametrize("first", range(0, NUMBER, 40))
def test_gradients_against_autograd(first):
    for seed in range(first, first + 40):
        c = case(seed)
        cost, theirs = by_autograd(c)
        our_cost, our_gradient = ours(c)
        assert our_cost == pytest.approx(cost, rel=1e-12), f"{seed}: {c}"
        # An entry 1e8 times smaller than the largest is a difference in which autograd's softmax
        # keeps fewer than ten digits: of case 53, 80-bit arithmetic and PyTorch side with us.
        floor = 1e-8 * abs(theirs).max()
        assert relative_error(our_gradient, theirs, floor) <= 1e-10, f"{seed}: {c}"


@pytest.mark.parametrize("peer", ["torch", "jax"])
def test_gradients_against_recorded_values(peer):
    with np.load(RECORDS / "gradients.npz") as file:
        recorded = file[peer]
    for seed in range(NUMBER):
        c = case(seed)
        our_cost, our_gradient = ours(c)
        ours_now = np.array([our_cost, *our_gradient[entries(len(our_gradient))]])
        theirs, recorded = np.split(recorded, [len(ours_now)])
        assert relative_error(ours_now, theirs) <= 1e-10, f"{seed}: {c}"
    assert len(recorded) == 0


@pytest.mark.parametrize(
    ("peer", "by_peer", "seeds"),
    [("torch", by_torch, range(NUMBER)), ("jax", by_jax, range(0, NUMBER, 25))],
)
def test_gradients_against_the_living_peer(peer, by_peer, seeds):
    if importlib.util.find_spec(peer) is None:
        pytest.skip(f"{peer} is not installed: the extra `peers` brings it")
    for seed in seeds:
        c = case(seed)
        cost, theirs = by_peer(c)
        our_cost, our_gradient = ours(c)
        assert our_cost == pytest.approx(cost, rel=1e-12), f"{seed}: {c}"
        assert relative_error(our_gradient, theirs) <= 1e-10, f"{seed}: {c}"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_update_rules_against_recorded_values(rule):
    def rosenbrock(theta):
        a, b = theta
        return np.array([-2 * (1 - a) - 400 * a * (b - a**2), 200 * (b - a**2)])

    recorded = json.loads((RECORDS / "rules.json").read_text(encoding="utf-8"))["theta"]
    walk = list(islice(descend(rosenbrock, START, rule(RULES[rule])), 201))
    for t in STEPS_RECORDED:
        theirs = np.array(recorded[rule.__name__][str(t)])
        assert relative_error(walk[t].theta, theirs) <= 1e-10, t
