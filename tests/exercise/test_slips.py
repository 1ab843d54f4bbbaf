"""Wrong numbers are explained by the graph of their calculation: consequences, single slips."""

import sys

import numpy as np
import pytest
from others import CODE, EXERCISES, PROOFS, another
from test_wrong_answers import is_told

from lessons_lib.exercise import Exercise
from lessons_lib.exercise.calculation import constant
from lessons_lib.exercise.code_slip import code_slips
from lessons_lib.exercise.slip import slips

BY_HAND = {
    name: one for name, one in EXERCISES.items() if name not in CODE and one.calculation(one.given)
}
CHOSEN = {"six_neurons.line", "forward_times_backward.suspect", "update_after.order"}


def numbers(values, digits=4):
    found = [float(f"{value:.{digits}g}") for value in values]
    return found if len(found) > 1 else found[0]


def test_each_exercise_in_numbers_is_followed_step_by_step():
    assert set(BY_HAND) == set(EXERCISES) - set(CODE) - CHOSEN - {"training.line"}


@pytest.mark.parametrize("name", BY_HAND)
def test_the_calculation_gives_the_right_numbers(name):
    for given in (BY_HAND[name].given, *(another(name, seed) for seed in range(5))):
        calculation = BY_HAND[name].calculation(given)
        found = [one.value for one in calculation.outputs]
        assert found == pytest.approx(np.ravel(PROOFS[name].right(*given)), rel=1e-9, abs=1e-12)


@pytest.mark.parametrize("name", BY_HAND)
def test_every_slip_is_found(name):
    exercise = BY_HAND[name]
    calculation = exercise.calculation(exercise.given)
    right = np.array([one.value for one in calculation.outputs])
    every = slips(calculation)
    for slip in every[:: max(1, len(every) // 40)]:
        value = calculation.value(slip.changed)
        made = np.array([value(one) for one in calculation.outputs])
        off = abs(made - right) > 0.03 * abs(right) + 1e-9
        if np.isfinite(made).all() and made[off].any():  # 0 is a guess, and many slips give it
            said = exercise(numbers(made))
            assert said.mark != "✓" and is_told(said), (made, slip.says(), said)


def test_chance_is_seldom_called_a_slip():
    rng = np.random.default_rng(0)
    said = []
    for exercise in BY_HAND.values():
        right = np.ravel(exercise.right(*exercise.given)).astype(float)
        for _ in range(20):
            off = right * np.exp(rng.normal(size=right.shape))
            said.append(exercise(numbers(off, digits=3)).text)
    assert sum("could be" in text and "slip" in text for text in said) < 0.1 * len(said)


@pytest.mark.parametrize("name", BY_HAND)
def test_the_search_is_small(name):
    """`benchmarks/feedback.py` measures its time; calls are the same on every machine."""
    exercise = BY_HAND[name]
    off = numbers(np.ravel(exercise.right(*exercise.given)) * 1.37 + 0.011, digits=3)
    calls = 0

    def count(_frame, event, _arg):
        nonlocal calls
        calls += event == "call"

    sys.setprofile(count)
    try:
        exercise(off)
    finally:
        sys.setprofile(None)
    assert 1000 < calls < 1_000_000


SIX = EXERCISES["six_neurons.dC_dz"]
TWO = EXERCISES["gradient_descent.two_steps"]


@pytest.mark.parametrize("off", range(4))
def test_all_is_right_with_the_learners_own_number(off):
    calculation = SIX.calculation(SIX.given)
    output = calculation.outputs[off]
    value = calculation.value({output: constant(1.7 * output.value)})
    name = SIX.names[off]
    said = SIX(numbers(value(one) for one in calculation.outputs)).text
    assert f"{name} is off. What follows from it is right, given your number." in said


def test_only_one_is_off():
    right = np.ravel(SIX.right(*SIX.given))
    right[3] *= 1.7
    assert "Only ∂C/∂z₃ is off." in SIX(numbers(right)).text  # not carried on
    assert "Only θ² is off." in TWO(4.4, 3.5).text
    assert "θ¹ is off. What follows from it is right, given your number." in TWO(4.1, 3.68).text


def test_a_place_is_told_by_its_numbers():
    said = EXERCISES["backward_pass.dC_dz"](0.147).text
    assert "slips: −1 has the opposite sign in (−1) · 0.5" in said
    assert "the biases" not in EXERCISES["forward_pass.z"](-7, 6).text
    assert "1 and 0 are swapped" in EXERCISES["forward_pass.z"](-7, 6).text
    wrong = EXERCISES["handwritten_digits.accuracy"](332 / 359).text
    assert "359 − 17 is worked out as 332" in wrong and "close" not in wrong


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("forward_times_backward.central", 1.1),
        ("gradient_descent.two_steps", [4.4, 3.9]),
        ("update_after.dC_dz1", 0.055),
        ("update_after.new_weight", 0.4),
        ("backward_pass.slope", 0.2),
        ("handwritten_digits.left", 0.03),
    ],
)
def test_right_with_fewer_digits_is_said_first(name, answer):
    said = EXERCISES[name](answer)
    assert said.mark == "→" and said.text.startswith("This is right as far as it goes.")


def test_rounding_on_the_way_is_right():
    assert EXERCISES["gradient_descent.ten_steps"](-3.47).mark == "✓"  # three digits at each step
    assert EXERCISES["gradient_descent.ten_steps"](-3.4).mark == "✗"
    neuron = EXERCISES["backward_pass.dC_dz"]
    assert neuron.judge(0.0, (2.0, np.array([3.0, -1.0]), np.array([0.3, 0.9]))).mark == "✓"


def test_what_is_no_number_is_no_calculation():
    text = Exercise("Put it.", lambda text: 7, ("text",), [], "So.", "Look.")
    assert text.calculation(("text",)) is None
    assert "one of the mistakes we know" in text(8).text


@pytest.mark.parametrize(
    ("name", "answer", "said"),
    [
        ("backward_pass.dC_dz", 3.8098, "/ (σ(2) · (1 − σ(2))) instead of"),
        ("chain_rule.sine", 4.66011589, "cos(3 · 3 · 3 · 3) instead of cos(3 · 3)"),
        ("forward_times_backward.central", 1.8, "a digit is left out."),
        ("forward_times_backward.central", 0.4, "This is one of the given numbers."),
        ("training.batch", [-0.276667, 0.0666667], "/ 3 instead of"),
        ("six_neurons.gradient", [0, 0, 0], "A product is 0"),
        ("forward_pass.z", [0, 5], "Only z₁ is off. The terms added here don't cancel."),
        ("your_own.path_sum", 43.0, "(−2) · 1.5 instead of"),
        ("update_after.new_weight", 0.16, "0.6 + 0.2 instead of 0.6 · 0.2"),
        ("update_after.new_weight", 0.4, "also one of the given numbers"),
        ("to_frameworks.slopes", [-0.04, 0.25, -0.09], "in each step of this kind"),
        ("chain_rule.sine", 0, "A product is 0 only if one of its factors is 0"),
        ("chain_rule.ratio", 18.215, "Perhaps two digits are swapped."),
        ("handwritten_digits.accuracy", 0.935, "Perhaps two digits are swapped."),
        ("six_neurons.dC_dz", [-0.0242, 0.164, ..., ..., ..., ...], "∂C/∂z₅ is off."),
        ("chain_rule.ratio", 18.15, "a digit is left out."),
        ("backward_pass.dC_dz", 0.024, "Perhaps two digits are swapped."),
        ("backward_pass.slope", 0.18, "0.8 · (1 − 0.8) is worked out as 0.18"),  # 9 times 2
        ("gradient_descent.ten_steps", 4.722, "this: the start is still 10; "),
        ("gradient_descent.ten_steps", -0.08062, "this: the learning rate is still 0.2; "),
        ("chain_rule.sine", 3.709, "this: y is used instead of dy/dx; sin(3 · 3) instead of"),
        ("update_after.slip", [3, -0.00275137], "This could be a slip: 0.3 in place of 0.9."),
        ("backward_pass.slope", 0.105, "this number above"),
        ("six_neurons.dC_dz", [-0.0242, 0.146, 0.117, ..., ..., ...], "∂C/∂z₄ is off. The lesson"),
        ("optimizers.stuck", [0.0173, 0.982], "these numbers above"),
        ("forward_times_backward.product", [-0.012, -0.25], "there's an extra σ′"),
        ("optimizers.momentum", [-0.7, -0.6], "After it, this could be a slip: λ is forgotten."),
        ("training.updates", 64, "a multiple of 10"),
        ("your_own.paths", 13, "a multiple of"),
        ("backward_pass.slope", 0.5, "never more than ¼"),
        (
            "update_after.dC_dz1",
            0.364,
            "This is the right answer to check.new_weight, not to this exercise.",
        ),
    ],
)
def test_each_kind(name, answer, said):
    assert said in EXERCISES[name](answer).text


@pytest.mark.parametrize("name", [name for name, one in BY_HAND.items() if one.impossible])
def test_what_is_right_is_never_impossible(name):
    exercise = BY_HAND[name]
    for given in (exercise.given, *(another(name, seed) for seed in range(30))):
        right = float(exercise.right(*given))
        assert not any(one.of(right, *given) for one in exercise.impossible)
        for one in exercise.impossible:
            assert one.of(1000.5, *given) or one.of(-1000.5, *given)


def test_several_slips_are_told_together():
    said = TWO(5.6, 4.48).text  # the first step goes up, the second one forgets the 4
    assert "Several slips together" in said and "θ¹" in said and "θ²" in said


def test_a_number_is_changed_together_with_its_sign():
    slips = {slip.says() for slip in code_slips("def last(row):\n    return row[-1]")}
    assert {"row[0] instead of row[-1]", "row[1] instead of row[-1]"} <= slips
    assert not [one for one in slips if "--" in one or "-0" in one]
