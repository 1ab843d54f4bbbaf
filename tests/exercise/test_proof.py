"""Every mistake in every exercise it fits, on random networks: named rightly, and never praised."""

from collections import Counter
from contextlib import suppress

import numpy as np
import pytest
from others import ALL, RIGHT, another

from lessons_lib.exercise.answer import read

SEEDS = 100


def rounded(value, digits):
    """What somebody writes down who keeps so many significant digits."""
    if isinstance(value, list | tuple):
        return [rounded(part, digits) for part in value]
    return np.vectorize(lambda v: float(f"{v:.{digits}g}"), otypes=[float])(value)


def furthest(result, other):
    """The largest relative difference of two results."""
    numbers, others = read(result, result), read(other, other)
    if [a.shape for a in numbers] != [b.shape for b in others]:
        return np.inf
    a, b = (np.concatenate([array.ravel() for array in part]) for part in (numbers, others))
    return (abs(a - b) / np.maximum(abs(b), 1e-300)).max()


def test_every_exercise_has_an_independent_answer():
    assert set(RIGHT) == set(ALL)


@pytest.mark.parametrize("name", ALL)
def test_the_right_answer_is_right(name):
    exercise = ALL[name]
    for seed in range(SEEDS):
        given = another(exercise.given, seed)
        right = RIGHT[name](*given)
        assert exercise.judge(right, given).mark == "✓", seed
        assert exercise.judge(rounded(right, exercise.digits), given).mark == "✓", seed
    assert exercise.judge(RIGHT[name](*exercise.given), exercise.given).mark == "✓"


def made(exercise, given):
    """(mistake, what comes out) for each mistake that can be made."""
    for mistake in exercise.mistakes:
        with suppress(ValueError):
            yield mistake, mistake.of(*given)


@pytest.mark.parametrize("name", ALL)
def test_each_mistake_is_named_and_no_wrong_answer_is_called_right(name):
    exercise = ALL[name]
    answers, named = Counter(), Counter()
    for seed in range(SEEDS if exercise.given else 1):
        given = another(exercise.given, seed)
        truth = RIGHT[name](*given)
        right, wrong = exercise.right(*given), list(exercise.wrong(given))
        of = {mistake for mistake, _ in wrong}
        for mistake, result in made(exercise, given):
            said = exercise.compared(result, right, wrong)
            if furthest(result, truth) > 2.01 * 10 ** (1 - exercise.digits):
                assert said.mark == "✗", (seed, mistake.when)
            if mistake in of:
                told = [said]
                if seed < SEEDS / 10:  # as somebody writes it down
                    told.append(exercise.compared(rounded(result, 3), right, wrong))
                names = [mistake.when or mistake.look, mistake.part_of or mistake.when]
                answers[names[0]] += len(told)
                named[names[0]] += sum(any(n and n in t.text for n in names) for t in told)
    assert set(answers) == {mistake.when or mistake.look for mistake in exercise.mistakes}
    assert {when: n for when, n in answers.items() if named[when] < 0.99 * n} == {}
