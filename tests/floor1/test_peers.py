"""`gradient` and the update rules against other implementations."""

import importlib.util
from itertools import islice
from pathlib import Path

import numpy as np
import pytest

from floor1.cases import NUMBER, RULES, START, STEPS, case, entries
from floor1.peers import by_autograd, by_jax, by_torch, walk_by_torch
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


def assert_whole_gradients_agree(by_peer, seeds):
    for seed in seeds:
        c = case(seed)
        (cost, theirs), (our_cost, our_gradient) = by_peer(c), ours(c)
        assert our_cost == pytest.approx(cost, rel=1e-12), f"{seed}: {c}"
        # An entry 1e8 times smaller than the largest is a difference of larger numbers that keeps
        # fewer than ten digits, whoever takes it: in case 53, 80-bit arithmetic lies in the middle
        # between PyTorch and us, and autograd is further off.
        floor = 1e-8 * abs(theirs).max()
        assert relative_error(our_gradient, theirs, floor) <= 1e-10, f"{seed}: {c}"


def test_the_cases_are_as_different_as_they_claim():
    cases = [case(seed) for seed in range(NUMBER)]
    assert {len(c.net.layers) for c in cases} == {1, 2, 3, 4, 5, 6}
    assert {n for c in cases for n in c.net.sizes} == set(range(1, 41))
    assert {c.x.shape[1] for c in cases} == set(range(1, 10))
    assert {c.cost for c in cases} == set(COSTS)
    assert {layer.sigma for c in cases for layer in c.net.layers} == set(ACTIVATIONS)


FORTIES = [range(first, first + 40) for first in range(0, NUMBER, 40)]


@pytest.mark.parametrize("seeds", FORTIES, ids=str)
def test_gradients_against_autograd(seeds):
    assert_whole_gradients_agree(by_autograd, seeds)


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


def living(peer):
    if importlib.util.find_spec(peer) is None:
        pytest.skip(f"{peer} is not installed: the extra `peers` brings it")


@pytest.mark.parametrize("seeds", FORTIES, ids=str)
@pytest.mark.parametrize(("peer", "by_peer"), [("torch", by_torch), ("jax", by_jax)])
def test_gradients_against_the_living_peer(peer, by_peer, seeds):
    living(peer)
    assert_whole_gradients_agree(by_peer, seeds)


def recorded_walk(rule):
    with np.load(RECORDS / "rules.npz") as file:
        return file[rule.__name__]


def living_walk(rule):
    living("torch")
    return walk_by_torch(rule)


@pytest.mark.parametrize("theirs", [recorded_walk, living_walk])
@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_every_step_of_every_rule_against_torch(rule, theirs):
    def rosenbrock(theta):
        a, b = theta
        return np.array([-2 * (1 - a) - 400 * a * (b - a**2), 200 * (b - a**2)])

    walk = islice(descend(rosenbrock, START, rule(RULES[rule])), STEPS + 1)
    assert relative_error(np.array([step.theta for step in walk]), theirs(rule)) <= 1e-10
