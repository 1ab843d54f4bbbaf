"""Every applicable mistake in every exercise, on random networks: recognised, never accepted."""

import os
from collections import Counter
from contextlib import suppress
from functools import cache

import numpy as np
import pytest
from others import ALL, CODE, PROOFS, another

from lessons_lib.exercise.answer import read

SEEDS = int(os.environ.get("PROOF_SEEDS", "40"))
# The tolerated relative error of a right answer; repeated here, so that
# no check becomes more lenient unnoticed.
ROUNDED = 0.005  # three digits


def whole(name):
    """Whether the independent answer is in integers, so that the exercise must accept no other."""
    right = PROOFS[name].right(*ALL[name].given)
    numbers = right if isinstance(right, list) else [right]
    return all(isinstance(number, int) for number in numbers)


COUNTED = {name for name in ALL.keys() - CODE.keys() if whole(name)}


def near(name):
    """The largest tolerated relative error of an answer."""
    if name in COUNTED:
        return 0
    return PROOFS[name].near or (5e-6 if name in CODE else ROUNDED)


def rounded(value, digits):
    """What a person writes down who keeps this many significant digits."""
    if isinstance(value, list | tuple):
        return [rounded(part, digits) for part in value]
    return np.vectorize(lambda v: float(f"{v:.{digits}g}"), otypes=[float])(value)


def flat(result):
    return np.concatenate([array.ravel() for array in read(result, result)])


def furthest(result, other):
    """The largest relative difference of two results."""
    numbers, others = read(result, result), read(other, other)
    if [a.squeeze().shape for a in numbers] != [b.squeeze().shape for b in others]:
        return np.inf  # a row for a column is let pass, the numbers are the same
    a, b = flat(result), flat(other)
    with np.errstate(over="ignore"):
        return (abs(a - b) / np.maximum(abs(b), 1e-300)).max(initial=0)


@cache
def case(name, seed):
    """Random given numbers for an exercise, and its answer computed independently."""
    given = another(name, seed)
    return given, PROOFS[name].right(*given)


def test_every_exercise_has_an_independent_answer():
    assert set(PROOFS) == set(ALL)


@pytest.mark.parametrize("name", ALL)
def test_the_right_answer_is_right(name):
    exercise = ALL[name]
    for seed in range(SEEDS):
        given, right = case(name, seed)
        assert exercise.judge(right, given).mark == "✓", seed
        written = right if name in COUNTED else rounded(right, exercise.digits)
        assert exercise.judge(written, given).mark == "✓", seed
    assert exercise.judge(PROOFS[name].right(*exercise.given), exercise.given).mark == "✓"


@pytest.mark.parametrize("name", ALL)
def test_what_is_off_by_more_is_wrong(name):
    """Each number on its own, in the exercise's own case."""
    exercise = ALL[name]
    right = exercise.right(*exercise.given)
    if isinstance(right, list):
        return  # of many arrays: the mistakes below are off everywhere
    for i, value in enumerate(np.ravel(right)):
        off = np.array(right, dtype=float)
        more = 0.01 if name in COUNTED else 1e-6
        off.flat[i] = value * (1 + 1.01 * near(name)) + np.copysign(more, value)
        assert exercise(off).mark == "✗", (i, off)


def made(exercise, given):
    """(mistake, its result) for each applicable mistake."""
    for mistake in exercise.known:
        with suppress(ValueError):
            yield mistake, mistake.of(*given)


def names(mistake):
    return [name for name in (mistake.when or mistake.look, mistake.part_of) if name]


def better(mistake, wrong, share):
    """The mistakes with the same result that are named instead of one that can be made anywhere."""
    results = dict(wrong)
    return [
        other
        for other, value in wrong
        if mistake.anywhere and not other.anywhere
        if furthest(results[mistake], value) <= 2 * share
    ]


def named_in_vain(said, mistake, wrong, share):
    """What is said of a mistake besides it, and gives something else."""
    named = {
        one: np.concatenate([array.ravel() for array in value])
        for one, value in wrong
        if one is mistake or (one.when and one.when in said.text)
    }
    off = {one: furthest(named[mistake], value) > 2 * share for one, value in named.items()}
    alike = [one.when for one in named if not off[one]]
    return [one.when for one in named if off[one] and not any(one.when in when for when in alike)]


@pytest.mark.parametrize("name", ALL)
def test_each_mistake_is_named_and_no_wrong_answer_is_called_right(name):
    exercise = ALL[name]
    answers, named = Counter(), Counter()
    for seed in range(SEEDS if exercise.given else 1):
        given, truth = case(name, seed)
        right, wrong = exercise.right(*given), list(exercise.wrong(given))
        of = {mistake for mistake, _ in wrong}
        for mistake, result in made(exercise, given):
            said = exercise.compared(result, right, wrong)
            if furthest(result, truth) > near(name):
                assert said.mark != "✓", (seed, mistake.when)
            if mistake in of:
                assert named_in_vain(said, mistake, wrong, near(name) or ROUNDED) == [], seed
                told = [said]
                written = rounded(result, exercise.digits)  # as a person writes it down
                if seed < SEEDS / 10 and furthest(written, truth) > near(name):
                    told.append(exercise.compared(written, right, wrong))
                when, *_ = names(mistake)
                answers[when] += len(told)
                reasons = [mistake, *better(mistake, wrong, near(name) or ROUNDED)]
                texts = [text for one in reasons for text in names(one)]
                named[when] += sum(any(text in t.text for text in texts) for t in told)
    assert set(answers) == {mistake.when or mistake.look for mistake in exercise.known}
    assert {when: n for when, n in answers.items() if named[when] < 0.99 * n} == {}


@pytest.mark.parametrize("name", CODE)
def test_a_function_that_makes_the_mistake_is_told_so(name):
    for mistake in ALL[name].known:
        said = CODE[name](lambda *given, mistake=mistake: mistake.of(*given))
        assert said.mark == "✗"
        assert any(n in said.text for n in names(mistake)), (mistake.when, said)


@pytest.mark.parametrize("name", sorted(set(ALL) - set(CODE)))
def test_each_mistake_can_be_made_with_the_numbers_of_the_exercise(name):
    exercise = ALL[name]
    assert {mistake for mistake, _ in exercise.wrong(exercise.given)} == set(exercise.known)


@pytest.mark.parametrize("name", ALL)
def test_what_is_said_to_differ_for_other_numbers_does(name):
    """Two mistakes that are always the same have a reason of their own."""
    exercise, cases = ALL[name], CODE[name].unseen if name in CODE else [ALL[name].given]
    for given in cases:
        right, wrong = exercise.right(*given), list(exercise.wrong(given))
        for mistake, result in wrong:
            said = exercise.compared(mistake.of(*given), right, wrong)
            if "for others they'd differ" in said.text:
                alike = [
                    other
                    for other, value in wrong
                    if other is not mistake and furthest(value, result) < near(name)
                ]
                for seed in range(10):
                    new = another(name, seed)
                    alike = [
                        other
                        for other in alike
                        if np.allclose(flat(other.of(*new)), flat(mistake.of(*new)), rtol=1e-6)
                    ]
                assert alike == [], (mistake.when, [other.when for other in alike])
