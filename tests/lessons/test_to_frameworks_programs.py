"""Lesson 12, the exported programs: PyTorch and JAX print our gradient, recorded and live."""

import importlib.util
import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from floor1.programs import CASES, EXPORTS, program

from lessons_lib.functions import ACTIVATIONS, COSTS
from lessons_lib.lecture import six_neurons
from lessons_lib.lessons import to_frameworks
from lessons_lib.lessons.to_frameworks.printed import read
from lessons_lib.network import gradient

RECORDS = Path(__file__).parents[1] / "floor1" / "records" / "programs.json"
PROGRAMS = [(peer, seed) for peer in EXPORTS for seed in CASES]


def assert_it_is_our_gradient(text, case):
    ours = gradient(case.net, case.x, case.target, case.cost).theta
    values = np.concatenate([one.values for one in read(text)])
    assert abs(values - ours).max() < 1e-9
    assert to_frameworks.why(text, case.net, case.x, case.target, case.cost).mark == "✓"


def test_the_cases_have_every_activation_and_every_cost():
    cases = CASES.values()
    assert {layer.sigma for one in cases for layer in one.net.layers} == set(ACTIVATIONS)
    assert {one.cost for one in cases} == set(COSTS)
    assert {one.x.shape[1] > 1 for one in cases} == {True, False}


@pytest.mark.parametrize("peer", EXPORTS)
def test_what_they_printed_is_our_gradient(peer):
    recorded = json.loads(RECORDS.read_text(encoding="utf-8"))[peer]
    assert recorded.keys() == CASES.keys()
    for seed, text in recorded.items():
        assert_it_is_our_gradient(text, CASES[seed])


@pytest.mark.parametrize(("peer", "seed"), PROGRAMS[::10])
def test_what_they_print_now_is_our_gradient(peer, seed):
    if importlib.util.find_spec(peer) is None:
        pytest.skip(f"{peer} is not installed: the extra `peers` brings it")
    command = [sys.executable, "-c", program(peer, seed)]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    assert_it_is_our_gradient(run.stdout, CASES[seed])


@pytest.mark.parametrize("peer", EXPORTS)
def test_an_exported_program_is_python(peer):
    for seed in CASES:
        compile(program(peer, seed), "program", "exec")
    shown = EXPORTS[peer](six_neurons())
    assert repr(shown) == shown and shown in shown._repr_markdown_()
    assert "[1.0, -1.0]" in shown and "[1.0, 0.0]" in shown  # the lecture's x and target


def test_what_does_not_fit_is_said():
    with pytest.raises(ValueError, match="x"):
        to_frameworks.pytorch(six_neurons(), x=[[1.0]], target=[[1.0], [0.0]])
