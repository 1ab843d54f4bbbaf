"""Any input is answered in words, without a traceback, and the learner's objects are unchanged."""

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest

from lessons_lib.exercise import Exercise, Feedback
from lessons_lib.mistakes.mistake import Mistake


def exercise(right, *mistakes, **more):
    return Exercise("Put it here.", lambda: right, (), mistakes, "So it is.", "Look.", **more)


ONE = exercise(0.25, Mistake("it is doubled", "Halve it.", lambda: 0.5), call="check.it")
TWO = exercise(
    np.array([3.0, -0.2]),
    Mistake("it is doubled", "Halve it.", lambda: np.array([6.0, -0.4])),
    names=("the first", "the second"),
)
WHOLE = exercise(7)
LISTS = exercise([np.ones((2, 3)), np.zeros((2, 1))])

itself = [1.0]
itself.append(itself)


class Nasty:
    def __repr__(self):
        raise RuntimeError("no picture of me")

    def __array__(self, *_, **__):
        raise RuntimeError("nor numbers")


@pytest.mark.parametrize(
    "answer",
    [
        0.25,
        0.2499,
        np.float32(0.25),
        np.array(0.25),
        np.array([[0.25]]),
        [0.25],
        (0.25,),
        Fraction(1, 4),
        Decimal("0.25"),
    ],
)
def test_right_in_any_form(answer):
    assert repr(ONE(answer)) == "✓ Right. So it is."


@pytest.mark.parametrize(
    "answer",
    [[3, -0.2], [np.array(3), np.array([-0.2])], (3, -0.2), np.array([[3], [-0.2]]), [[3, -0.2]]],
)
def test_right_as_row_or_column(answer):
    assert TWO(answer).mark == "✓"


def test_several_numbers_need_no_brackets():
    assert TWO(3, -0.2).mark == "✓"
    assert TWO(3, ...).text == "Right so far. Next: the second."


@pytest.mark.parametrize("blank", [..., [...], [..., ...], [[...], ...], (...,)])
@pytest.mark.parametrize("asked", [ONE, TWO, LISTS])
def test_a_blank_says_what_to_do(asked, blank):
    assert asked(blank) == Feedback("→", "Put it here.")
    assert asked() == Feedback("→", "Put it here.")


def test_a_blank_among_numbers():
    assert TWO([3, ...]) == Feedback("→", "Right so far. Next: the second.")
    assert TWO([..., -0.2]) == Feedback("→", "Right so far. Next: the first.")
    assert "it is doubled" in TWO([6, ...]).text
    assert "The first one that's off is the second." in TWO([..., 9]).text


@pytest.mark.parametrize(
    ("answer", "help"),
    [
        (None, "only None"),
        ("0.25", "without quotes"),
        ("", "without quotes"),
        (["0.25"], "without quotes"),
        (np.array(["a"]), "without quotes"),
        (True, "must be a number"),
        (np.bool_(False), "must be a number"),
        (np.nan, "Not every number is finite"),
        (float("inf"), "Not every number is finite"),
        ([np.nan, 1], "Not every number is finite"),
        (np.array([1, np.inf]), "Not every number is finite"),
        (np.array([None, 1]), "only None"),
        (1j, "real numbers"),
        (np.array([1j]), "real numbers"),
        ({1, 2}, "square brackets"),
        ({"a": 1}, "square brackets"),
        (print, "print isn't a number"),
        (lambda: 0.25, "isn't a number"),
        (Fraction, "Fraction isn't a number"),
        ([[1, 2], [3]], "numbers"),
        (10**400, "numbers"),
        (object(), "of type object"),
        (Nasty(), "of type Nasty"),
        ([Nasty()], "of type list"),
        (itself, "too many brackets"),
        (iter([1, 2]), "of type list_iterator"),
        (np.datetime64("2020"), "numbers"),
        (b"1", "without quotes"),
        (Decimal("nan"), "Not every number is finite"),
        (np.array([..., "a"]), "without quotes"),
    ],
)
@pytest.mark.parametrize("asked", [ONE, TWO])
def test_what_is_no_number_is_explained(asked, answer, help):
    said = asked(answer)
    assert said.mark == "✗"
    assert help in said.text


@pytest.mark.parametrize("asked", [ONE, TWO])
def test_a_number_with_a_name_is_explained(asked):
    for said in (asked(self=0.25), asked(answers=0.25), asked(0.25, w=2)):
        assert said.mark == "✗"
        assert said.text.startswith("Leave out ")
        assert said.text.endswith(" = and write only what comes after it.")


@pytest.mark.parametrize(
    ("asked", "answer", "help"),
    [
        (ONE, (0, 25), "not 2. If you wrote a comma in a number, write a point"),
        (ONE, [1, 2], "one number"),
        (ONE, [1, 2, 3], "This must be one number, not 3."),
        (TWO, 3, "This takes 2 numbers, not one."),
        (TWO, np.array(3), "This takes 2 numbers, not one."),
        (TWO, [1, 2, 3], "This takes 2 numbers, not 3."),
        (TWO, (3, 0, -0, 2), "This takes 2 numbers, not 4. If you wrote a comma"),
        (LISTS, 3, "a list of 2"),
        (LISTS, np.array(3), "a list of 2"),
        (LISTS, [1], "a list of 2, but it has 1."),
        (LISTS, [np.ones((3, 2)), np.zeros((2, 1))], "(2, 3), but array 1 of 2 has (3, 2)"),
        (LISTS, [np.ones((2, 3)), [None]], "only None"),
        (LISTS, {1: 2}, "a list of 2"),
    ],
)
def test_the_wrong_shape_is_explained(asked, answer, help):
    said = asked(answer)
    assert said.mark == "✗"
    assert help in said.text


def test_an_empty_list_is_explained():
    assert ONE([]).mark == TWO([]).mark == TWO(np.array([])).mark == "✗"


def test_the_first_number_that_is_off_is_told():
    assert "The first one that's off is the second. This isn't one of" in TWO([3, 7]).text
    assert "The first one that's off is the first. This isn't one of" in TWO([6, 1]).text


def test_nearly_right_is_told():
    assert "It's close" in exercise(1 / 3)(0.34).text
    assert "It's close" not in exercise(1 / 3)(0.4).text


def test_a_right_number_of_too_few_digits_is_told():
    several = exercise(np.array([1 / 3, 2 / 3]))
    for answer in ([0.33, 0.67], [0.333, 0.67], [0.33, ...]):
        assert several(answer) == Feedback("→", "This is right as far as it goes. Write 3 digits.")
    assert "as far as it goes" not in several([0.33, 0.66]).text
    assert "as far as it goes" not in exercise(333)(330).text
    assert "as far as it goes" not in exercise(1 / 3, digits=6)(0.33333).text


def test_a_number_of_few_digits_was_not_rounded():
    assert "It's close" not in ONE(0.26).text


def test_the_number_that_is_off_is_the_one_that_may_be_near():
    without_names = exercise(np.array([3.0, -2 / 9]))
    assert "It's close" not in without_names([3, 7]).text
    assert "It's close" in without_names([3, -0.225]).text


def test_a_whole_number_and_what_a_function_returns_are_not_rounded():
    assert "It's close" not in WHOLE(7.1).text
    assert "It's close" not in exercise(0.25, digits=6)(0.26).text


def test_only_what_was_typed_can_hold_a_comma():
    assert "If you wrote a comma" in ONE(0, 25).text
    returned = exercise(0.25, digits=6)(np.array([0.0, 25.0])).text
    assert "one number, not 2" in returned and "comma" not in returned


def test_two_mistakes_with_one_number_are_both_named():
    both = exercise(1.0, Mistake("a", "Do A.", lambda: 2.04), Mistake("b", "Do B.", lambda: 2.041))
    assert both(2.04).text == (
        "Not yet. It looks as if a; or as if b. They agree for these numbers; "
        "for others they'd differ. Do A. Do B."
    )


def test_two_mistakes_that_begin_alike_are_told_apart_by_the_rest():
    both = exercise(
        np.array([3.0, -0.2]),
        Mistake("a", "Do A.", lambda: np.array([1.04, 5.0])),
        Mistake("b", "Do B.", lambda: np.array([1.04, 7.0])),
        names=("the first", "the second"),
    )
    assert "as if a; or as if b. Here they give the same; elsewhere" in both([1.04, ...]).text
    assert "one of the mistakes we know" in both([1.04, 2]).text
    assert "also" not in both([1.04, 7]).text


def three(*mistakes):
    return exercise(np.array([1.0, 2.0, 3.0]), *mistakes, names="abc")


def test_one_number_is_named_only_by_what_went_right_before_it():
    off = Mistake("it is off", "Look.", lambda: np.array([1.0, 9.0, 5.0]))
    assert "The first one that's off is b. This could be a slip: it is off. Look." in (
        three(off)([1, 9, 3]).text
    )
    elsewhere = Mistake("it is off", "Look.", lambda: np.array([7.0, 9.0, 5.0]))
    assert "one of the mistakes we know" in three(elsewhere)([1, 9, 3]).text
    later = Mistake("it is off", "Look.", lambda: np.array([1.0, 2.004, 5.0]))
    assert "it is off" not in three(later)([1, 2.006, 3]).text


def test_a_special_case_is_not_named_beside_the_mistake_itself():
    whole = Mistake("it is off", "Look.", lambda: np.array([1.0, 9.0, 9.0]))
    part = Mistake("it is off, here", "Look.", lambda: np.array([1.0, 9.0, 3.0]), whole.when)
    assert "it is off, here" in three(whole, part)([1, 9, 3]).text
    assert "here" not in three(whole, part)([1, 9, ...]).text


def test_a_small_number_beside_a_large_one_must_be_right_too():
    asked = exercise(np.array([1.0, 1e-4, 0.0]))
    assert asked([1, 1e-4, 1e-17]).mark == "✓"
    assert asked([1, 1.1e-4, 0]).mark == asked([1, 1e-4, 1e-7]).mark == "✗"


def test_a_mistake_that_gives_the_right_number_is_none():
    harmless = exercise(1.0, Mistake("a", "Do A.", lambda: 1.004))
    assert harmless(1.0001).mark == "✓"
    assert all(mistake.anywhere for mistake, _ in harmless.wrong(()))


def test_what_can_be_made_anywhere_is_no_reason_beside_another_one():
    assert "the sign is wrong" in exercise(0.3)(-0.3).text
    said = exercise(0.3, Mistake("it is turned around", "Turn it.", lambda: -0.3))(-0.3).text
    assert "it is turned around" in said and "sign" not in said


def test_a_mistake_that_cannot_be_made_is_none():
    def impossible():
        raise ValueError("the shapes do not fit")

    for of in (impossible, lambda: np.inf, lambda: np.float64(1) / 0):
        assert ONE(0.4).text == exercise(0.25, Mistake("a", "Do A.", of))(0.4).text


@pytest.mark.parametrize("right", [0.117469, -0.00356516, 1234.5, 9.996, 1e-12, 0.0])
@pytest.mark.parametrize("digits", [2, 3, 6])
def test_as_many_digits_as_are_asked_for(right, digits):
    asked = exercise(right, digits=digits)
    assert asked(float(f"{right:.{digits}g}")).mark == "✓"
    assert asked(right * (1 + 0.4 * 10.0**-digits)).mark == "✓"
    assert right == 0 or asked(right * (1 + 6 * 10.0**-digits)).mark == "✗"
    assert asked(-right or 1e-6).mark == "✗"


def test_half_a_unit_of_the_last_digit_may_be_rounded_up_or_down():
    assert [exercise(1.125)(answer).mark for answer in (1.12, 1.13, 1.119, 1.131)] == [*"✓✓✗✗"]


def test_on_a_long_way_a_careful_learner_rounds_more_than_once():
    on_the_way = exercise(1.125, slack=2)
    assert [on_the_way(answer).mark for answer in (1.11, 1.14, 1.101, 1.15)] == [*"✓✓✗✗"]


@pytest.mark.parametrize("right", [7, np.int64(7), np.array([7, 70])])
def test_a_whole_number_is_right_or_wrong(right):
    assert exercise(right)(right).mark == exercise(right)(1.0 * right).mark == "✓"
    assert exercise(right)(right + 0.01).mark == "✗"


def test_the_answer_is_left_alone():
    answer = np.array([6.0, -0.4])
    answer.flags.writeable = False
    listed = [6.0, ...]
    TWO(answer)
    TWO(listed)
    assert answer.tolist() == [6.0, -0.4] and listed == [6.0, ...]


def test_what_a_learner_typed_is_escaped_on_the_page():
    page = ONE("<b onclick=x>&</b>")._repr_html_()
    assert "<b" not in page and "&lt;b onclick=x&gt;&amp;" in page
    assert 'role="status"' in page


def test_how_it_looks():
    assert repr(ONE) == "check.it(...)\nPut it here."
    assert repr(Feedback("→", "one\ntwo")) == "→ one\ntwo"
    assert "→ one<br>two" in Feedback("→", "one\ntwo")._repr_html_()
