"""Fresh numbers: every template for many seeds, and the texts with its numbers in each language.

PROOF_SEEDS=1000 tries as many seeds of each template here and in test_proof.py (minutes).
"""

import os
import re
from collections import Counter
from itertools import pairwise
from xml.etree import ElementTree

import numpy as np
import pytest
import questions
from others import ALL, PROOFS

from lessons_lib.exercise import page, practice, typeset
from lessons_lib.exercise.template import Draw, Number, _whole
from lessons_lib.language import languages, speak

SEEDS = range(1, 1 + int(os.environ.get("PROOF_SEEDS", "12")))
TEMPLATES = {name: one for name, one in ALL.items() if one.template}
INDEX = re.compile(r"[_^](?:\{[^{}]*\}|\w)|[a-z]\d")  # no number: θ², w₁
CALCULATOR = {"sin": np.sin, "cos": np.cos}


@pytest.fixture(params=languages())
def language(request):
    speak(request.param)
    yield request.param
    speak("en")


@pytest.fixture(params=TEMPLATES)
def name(request):
    return request.param


@pytest.fixture
def exercise(name):
    TEMPLATES[name].practice.go_to(0)
    yield TEMPLATES[name]
    TEMPLATES[name].practice.go_to(0)


def pieces_of(exercise):
    return exercise.template.pieces(exercise.given, exercise.given)


def cells(exercise):
    found = exercise.texts()
    return f"{found.asked}\n\n{found.help}"


def test_the_package_has_the_texts_of_the_notebooks(language):
    assert questions.file(language).read_text(encoding="utf-8") == questions.written(language)


def test_each_number_of_a_question_is_drawn_or_the_same_in_all(language, name, exercise):
    left = cells(exercise)
    for piece in sorted(pieces_of(exercise), key=len, reverse=True):
        left = re.sub(_whole(piece), " ", left)
    left = left.replace(exercise.call, "")
    assert set(re.findall(r"\d+(?:\.\d+)?", INDEX.sub(" ", left))) <= PROOFS[name].kept


def test_each_piece_is_in_a_question(exercise):
    found = Counter()
    for language in languages():
        speak(language)
        text = cells(exercise)
        found.update({p: len(re.findall(_whole(p), text)) for p in pieces_of(exercise)})
    speak("en")
    assert [piece for piece in pieces_of(exercise) if not found[piece]] == []


def test_the_solution_is_right_for_each_seed(name, exercise):
    draws = []
    for seed in SEEDS:
        exercise.new(seed)
        solution = exercise.texts().solution
        answer = eval(solution.removeprefix(exercise.call), CALCULATOR.copy())
        now = exercise.now()
        assert now.judge(answer, now.given).mark == "✓", (seed, solution)
        drawn = [exercise.template.draw(Draw(seed, attempt)) for attempt in range(20)]
        draws.append([repr(one) for one in drawn].index(repr(now.given)))
    assert np.mean(draws) < 4
    some = SEEDS[:12]
    assert len({repr(practice.drawn(exercise, seed).given) for seed in some}) >= len(some) / 2


def test_the_next_question_is_another_one(exercise):
    asked = [exercise.new().markdown.partition("\n\nPut your answer")[0] for _ in SEEDS[:12]]
    assert all(one != other for one, other in pairwise(asked))


def test_the_page_is_typeset_without_a_rest_of_markdown(language, exercise):
    for seed in SEEDS[:5]:
        exercise.new(seed)
        for text in (exercise.asked(), exercise.hint(), exercise.hint(), exercise.solution()):
            html = text._repr_html_()
            ElementTree.fromstring(f"<div>{html}</div>")
            shown = re.sub(r"<(code|pre)>.*?</\1>", "", html, flags=re.DOTALL)
            assert not re.search(r"[$\\]|\*\*", shown), shown


def test_formulas():
    def inside(latex):
        return typeset.mathml(latex).removeprefix('<math displaystyle="true">')

    assert inside(r"\theta_1^2 - a'") == (
        "<msubsup><mi>θ</mi><mn>1</mn><mrow><mn>2</mn></mrow></msubsup><mo>−</mo>"
        '<msup><mi>a</mi><mrow><mo form="postfix">′</mo></mrow></msup></math>'
    )
    assert inside(r"\frac{\partial C}{\sqrt s}") == (
        "<mfrac><mrow><mi>∂</mi><mi>C</mi></mrow><mrow><msqrt><mi>s</mi></msqrt></mrow></mfrac>"
        "</math>"
    )


@pytest.mark.parametrize(
    ("latex", "signs"),
    [("w = -2", 1), ("-a - b", 1), ("a · (-2) - (-3)", 2), (r"x^{-2} - \frac{-1}{|a| - 1}", 2)],
)
def test_a_sign_stands_at_its_number_and_a_difference_does_not(latex, signs):
    assert typeset.mathml(latex).count('<mo form="prefix">−</mo>') == signs


def test_a_table_keeps_its_empty_cells():
    assert typeset.html("| a | b |\n|---|---|\n| | 2 |") == (
        "<table><tr><th>a</th><th>b</th></tr><tr><td></td><td>2</td></tr></table>"
    )


def test_numbers():
    assert f"{Number(-0.5)} {Number(-2):m} {Number(-2):b} {Number(3):b}" == "-0.5 −2 (-2) 3"
    assert f"{Number(-4):+} {Number(4):+} {Number(2 / 3):3} {Number(-0.0)}" == "- 4 + 4 0.667 0"


@pytest.fixture
def neuron():
    exercise = ALL["backward_pass.dC_dz"]
    exercise.practice.go_to(0)
    yield exercise
    exercise.practice.go_to(0)


def right(exercise, seed):
    now = practice.drawn(exercise, seed)
    return now.right(*now.given)


def test_an_answer_is_judged_by_the_numbers_that_are_shown(neuron):
    assert neuron(right(neuron, 0)).mark == "✓"
    assert neuron.new().markdown != neuron.new().markdown
    neuron.new(7)
    assert "check.dC_dz.new(7)" in neuron.asked().markdown
    assert neuron(right(neuron, 7)).mark == "✓"
    assert neuron(right(neuron, 8)).mark == "✗"
    assert "old numbers" in neuron(right(neuron, 6)).text
    assert neuron(...).mark == "→"


def test_hints_come_one_by_one_and_belong_to_the_numbers(neuron):
    neuron.new(3)
    first, second, again = neuron.hint(), neuron.hint(), neuron.hint()
    assert first != second == again
    assert f"{practice.drawn(neuron, 3).given[1][0]:g}" in second.markdown


def test_after_the_solution_there_are_other_numbers(neuron):
    neuron.new(3)
    neuron.solution()
    said = neuron(right(neuron, 3))
    assert said.mark == "✓" and "seen the solution" in said.text
    assert neuron.practice.seed == 4 and said.then.markdown == neuron.asked().markdown
    assert neuron(right(neuron, 4)).mark == "✓" and neuron.practice.seed == 4


def test_the_buttons_do_what_the_calls_do(neuron):
    bar, below = neuron(0.5).buttons().children
    (another,) = bar.children
    another.click()
    assert neuron.practice.seed == 1 and neuron.asked()._repr_html_() in below.value
    bar, below = neuron(0.5).buttons().children
    _, hint, solution = bar.children
    hint.click()
    assert neuron.practice.hints == 1 and "<b>First hint</b>" in below.value
    solution.click()
    assert neuron.practice.solution and "check.dC_dz(" in below.value


def test_from_a_wrong_number_to_new_ones_with_one_press(name, exercise):
    wrong = next(exercise.wrong(exercise.given))[1]
    said = exercise([value.item() for array in wrong for value in array.ravel()])
    assert said.mark == "✗"
    bar, below = said.buttons().children
    bar.children[0].click()
    assert f"{exercise.call}.new(" in below.value and exercise.practice.seed
    assert exercise(right(exercise, exercise.practice.seed)).mark == "✓"


@pytest.fixture
def lesson():
    kinds = [one for name, one in TEMPLATES.items() if name.startswith("chain_rule.")]
    for one in kinds:
        one.practice.go_to(0)
        one.practice.solved = 0
    yield kinds
    for one in kinds:
        one.practice.go_to(0)
        one.practice.solved = 0


def offers(said):
    bar, below = said.buttons().children
    return {button.description: (button, below) for button in bar.children}


def test_who_has_solved_two_at_once_is_offered_another_kind(lesson):
    ratio, sine, *_ = lesson
    for seed in (1, 2):
        ratio.new(seed)
        said = ratio(right(ratio, seed))
        assert ("Another kind" in offers(said)) == (seed == 2)
    button, below = offers(said)["Another kind"]
    button.click()
    assert sine.practice.seed == 1 and sine.asked()._repr_html_() in below.value
    assert "Another kind" in offers(sine(right(sine, 1)))  # it goes on


@pytest.mark.parametrize("spoilt", ["wrong", "hint", "solution", "the notebook's numbers"])
def test_no_other_kind_before_this_one_is_solved_at_once(lesson, spoilt):
    ratio, *_ = lesson
    ratio.new(1)
    ratio(right(ratio, 1))
    ratio.new(2)
    if spoilt == "wrong":
        ratio(0.123)
    elif spoilt == "the notebook's numbers":
        ratio.practice.go_to(0)
    else:
        getattr(ratio, spoilt)()
    said = ratio(right(ratio, ratio.practice.seed))
    assert said.mark == "✓" and "Another kind" not in offers(said)


def test_an_exercise_without_a_template_says_so():
    said = ALL["update_after.order"].new()
    assert isinstance(said, page.Page) and "no other numbers" in said.markdown


def test_a_seed_is_a_whole_number(neuron):
    for seed in (-1, 0.5, "4"):
        with pytest.raises(ValueError, match="seed must be a whole number"):
            neuron.new(seed)
