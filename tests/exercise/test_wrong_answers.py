"""Answers of a stranger, who had read only the learners' pages and no list of known mistakes.

strangers/*.json has, for each exercise, [answer, reason] of a right answer; and of a wrong one
[answer, reason, told], where `told` is a piece of the feedback that was read once and compared with
the reason. It is "" where nothing is known; a fourth entry says that the feedback names another
cause.
"""

import json
import linecache
from functools import cache
from pathlib import Path

import numpy as np
from others import CODE, EXERCISES

HERE = Path(__file__).parent / "strangers"
NUMBERS, FUNCTIONS = (
    json.loads((HERE / f"{kind}.json").read_text(encoding="utf-8"))
    for kind in ("numbers", "functions")
)
WRONG = {
    name: [one for one in listed if len(one) > 2] for name, listed in (NUMBERS | FUNCTIONS).items()
}
TOLD, LEAST = 0.9, 0.75  # of all, and of each exercise
ANOTHER_CAUSE = 0.005
UNKNOWN = "one of the mistakes we know"


def is_told(said):
    """Whether feedback on a wrong answer is a reason, or at least a place."""
    place = "The first one that's off" in said.text or " is off. " in said.text
    return said.mark != "✓" and (place or UNKNOWN not in said.text)


def judged(name, source):
    if name in EXERCISES and name not in CODE:
        return EXERCISES[name](*eval(f"({source},)"))
    names, cell = {"np": np}, f"<cell {hash(source)}>"  # with its source, as in a notebook
    linecache.cache[cell] = (len(source), None, source.splitlines(keepends=True), cell)
    exec(compile(source, cell, "exec"), names)
    return CODE[name](list(names.values())[-1])


@cache
def answers(right):
    """(exercise, [answer, reason, …], feedback)."""
    return [
        (name, one, judged(name, one[0]))
        for name, listed in (NUMBERS | FUNCTIONS).items()
        for one in listed
        if (len(one) == 2) == right
    ]


def test_every_exercise_is_answered():
    assert set(NUMBERS) == set(EXERCISES) - set(CODE)
    assert set(FUNCTIONS) == set(CODE)


def test_what_is_right_is_called_right():
    assert [(name, one) for name, one, said in answers(True) if said.mark != "✓"] == []


def test_what_is_wrong_is_never_called_right():
    assert [(name, one) for name, one, said in answers(False) if said.mark == "✓"] == []


def test_nearly_all_get_their_reason_or_their_place():
    told = {}
    for name, _, said in answers(False):
        told.setdefault(name, []).append(is_told(said))
    every = [one for each in told.values() for one in each]
    assert sum(every) >= TOLD * len(every)
    assert {name: np.mean(each) for name, each in told.items() if np.mean(each) < LEAST} == {}


def test_the_reason_is_the_one_that_was_read():
    changed = [(name, one, said) for name, one, said in answers(False) if one[2] not in said.text]
    other = [one for _, one, _ in answers(False) if len(one) > 3]
    assert len(changed) + len(other) <= 2 * ANOTHER_CAUSE * len(answers(False)), changed
    assert len(other) <= ANOTHER_CAUSE * len(answers(False))
