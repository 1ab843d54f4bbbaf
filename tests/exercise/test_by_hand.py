"""Mistakes of a single exercise that no stranger made, each against its result by hand."""

import re

import numpy as np
import pytest
from others import ALL, PROOFS
from test_wrong_answers import WRONG

from lessons_lib.exercise.answer import read
from lessons_lib.mistakes import (
    backward,
    descent,
    forward,
    nudging,
    paths,
    update_rules,
    wires,
    wrong_factors,
)
from lessons_lib.mistakes.mistake import Mistake

SHARED = {  # tests/floor1/test_mistakes*.py have these
    mistake.when
    for module in (backward, descent, forward, nudging, paths, update_rules, wires, wrong_factors)
    for value in vars(module).values()
    for mistake in (value if isinstance(value, tuple) else (value,))
    if isinstance(mistake, Mistake)
}


@pytest.mark.parametrize("name", [name for name in PROOFS if PROOFS[name].by_hand])
def test_by_hand(name):
    exercise, proof = ALL[name], PROOFS[name]
    usual = proof.given or exercise.given
    printed = name.startswith("six_neurons") or name == "your_own.dC_dz"
    tolerance = 0.003 if printed else 1e-9
    of = {mistake.when: mistake.of for mistake in exercise.mistakes}
    for when, result in proof.by_hand.items():
        numbers, result = result if isinstance(result, tuple) else (usual, result)
        made = of[when](*numbers)
        found = np.concatenate([array.ravel() for array in read(made, made)])
        assert found == pytest.approx(np.ravel(result), rel=tolerance), when


def test_none_is_left_out():
    for name, exercise in ALL.items():
        own = {
            mistake.when
            for mistake in exercise.mistakes
            if mistake.when not in SHARED | {""}
            and ", but only in " not in mistake.when  # a slip in one number
            and " (at neurons" not in mistake.when  # in one layer
        }
        made = {told for _, _, told, *_ in WRONG[name]}
        assert own <= made | set(PROOFS[name].by_hand or ()), name


def test_a_wrong_choice_is_answered_by_its_own_number():
    choices = [
        (mistake.look, float(np.ravel(mistake.of(*exercise.given))[0]))
        for exercise in ALL.values()
        for mistake in exercise.mistakes
        if not mistake.when
    ]
    assert len(choices) > 10
    for look, choice in choices:
        assert float(re.search(r"\d", look)[0]) == choice, look
