"""The exercises in the notebooks: each is there once, untouched, with hints and a solution."""

import ast
import re
import subprocess
import sys
from itertools import pairwise

import nbformat
import numpy as np
import pytest
from interactives import NOTEBOOKS

from lessons_lib.exercise import Feedback, Prediction
from lessons_lib.lecture import six_neurons
from lessons_lib.lessons import answers

LESSONS = {module.__name__.rpartition(".")[2]: module for module in answers.lessons()}
CALL = re.compile(r"\bcheck\.(\w+)\(")
HELP = ("First hint", "Second hint", "Solution")


@pytest.fixture(params=LESSONS)
def lesson(request):
    return LESSONS[request.param]


@pytest.fixture
def cells(lesson):
    (path,) = NOTEBOOKS.glob(f"*_{lesson.__name__.rpartition('.')[2]}.ipynb")
    return nbformat.read(path, as_version=4).cells


def exercises(cells):
    """(name, cell, the cell behind it) for each exercise and prediction of the notebook."""
    for cell, behind in pairwise(cells):
        if cell.cell_type == "code":
            for name in CALL.findall(cell.source):
                if name != "predictions":
                    yield name, cell, behind


def parts(cell):
    """The hints and the solution of a cell: title -> text."""
    found = re.findall(
        r"<details>\n<summary>([^<]*)</summary>\n\n(.*?)\n\n</details>", cell.source, re.DOTALL
    )
    return dict(found)


def result(source, names):
    """The value of the last expression of some Python code, as a cell shows it."""
    *body, last = ast.parse(source).body
    exec(compile(ast.Module(body, []), "cell", "exec"), names)
    return eval(compile(ast.Expression(last.value), "cell", "eval"), names)


def test_every_lesson_so_far_has_exercises():
    assert set(LESSONS) >= {
        "gradient_descent",
        "chain_rule",
        "forward_pass",
        "backward_pass",
        "six_neurons",
    }


def test_each_exercise_is_in_its_notebook_once(lesson, cells):
    defined = {name for name, one in vars(lesson).items() if one in answers.in_lesson(lesson)}
    assert sorted(name for name, *_ in exercises(cells)) == sorted(defined)


def test_each_is_called_by_its_name(lesson, cells):
    for name, _, _ in exercises(cells):
        assert repr(getattr(lesson, name)).startswith(f"check.{name}(...)")


def test_the_notebook_names_the_checks_of_its_own_lesson(lesson, cells):
    setup = next(cell.source for cell in cells if cell.id == "setup")
    name = lesson.__name__.rpartition(".")[2]
    assert f"from lessons_lib.lessons.exercises import {name} as check" in setup


def test_untouched_each_says_what_to_do(cells):
    for name, cell, _ in exercises(cells):
        (output,) = cell.outputs
        assert output.data["text/plain"].startswith("→"), name
        assert "..." in cell.source, name


def test_each_has_two_hints_and_a_solution_that_is_right(lesson, cells):
    for name, _, behind in exercises(cells):
        if isinstance(getattr(lesson, name), Prediction):
            continue
        help = parts(behind)
        assert tuple(help) == HELP, name
        (code,) = re.findall(r"```python\n(.*?)\n```", help["Solution"], re.DOTALL)
        said = result(code, {"check": lesson})
        assert isinstance(said, Feedback) and said.mark == "✓", (name, said)


def test_predictions_are_compared_before_the_summary(lesson, cells):
    ids = [cell.id for cell in cells]
    if any(isinstance(one, Prediction) for one in answers.in_lesson(lesson)):
        at = ids.index("predictions")
        assert cells[at].source == "check.predictions()"
        assert ids[at + 1] == "summary"
        assert "no prediction" in cells[at].outputs[0].data["text/plain"]


def test_a_true_prediction_comes_true(lesson):
    made = [one for one in answers.in_lesson(lesson) if isinstance(one, Prediction)]
    for prediction in made:
        prediction(prediction.truth)
    said = lesson.predictions()
    for prediction in made:
        prediction(...)
    assert said.text.splitlines()[0] == f"{len(made)} of {len(made)} came true."


def three(value):
    return float(f"{value:.3g}")


def test_a_careful_learner_who_rounds_every_step_to_three_digits_is_right():
    """Lesson 05 by hand, with the numbers the picture shows."""
    check = LESSONS["six_neurons"]
    net, trace, dC_dy = check.dC_dz.given
    d = [three(s * three(g)) for s, g in zip(slopes(trace.a[3]), dC_dy[:, 0], strict=True)]
    found = d[::-1]
    for k in (2, 1):
        sums = [
            three(sum(three(w * v) for w, v in zip(column, d, strict=True)))
            for column in net.layers[k].w.T
        ]
        d = [three(s * v) for s, v in zip(slopes(trace.a[k]), sums, strict=True)]
        found += d[::-1]
    assert check.dC_dz(found).mark == "✓"


def slopes(a):
    return [three(v * (1 - v)) for v in a[:, 0]]


def test_lesson_05_asks_for_the_target_turned_around():
    net, trace, dC_dy = LESSONS["six_neurons"].dC_dz.given
    assert np.array_equal(net.theta, six_neurons().theta)
    assert np.array_equal(trace.y - dC_dy, [[0], [1]])


def test_lesson_05_the_somebody_forgot_a_transpose():
    """The derivation with the mistake: its line 3 has the numbers of w, not of wᵀ."""
    w = six_neurons().layers[1].w
    assert w[0].tolist() == [2, -1] and w[:, 0].tolist() == [2, -2]


def test_answers_for_teachers():
    page = answers.markdown()
    for module in LESSONS.values():
        for one in answers.in_lesson(module):
            assert repr(one).partition("(")[0] in page
    assert (
        page.index("## 3 · The forward") < page.index("## 4 ·") < page.index("## 5 · Six neurons")
    )
    assert "**Answer:** −0.0242, 0.146, −0.0239, 0.0544, −0.00321, 0.00277." in page
    assert "| −0.171, 0.618, −0.128, 0.239, −0.0116, 0.013 | σ′ is missing at the output |" in page
    rows = [line for line in page.splitlines() if line.startswith("|")]
    assert all(len(re.findall(r"(?<!\\)\|", row)) in (3, 4) for row in rows)


def test_one_command_prints_them():
    command = [sys.executable, "-m", "lessons_lib.lessons.answers"]
    printed = subprocess.run(command, capture_output=True, check=True, cwd=NOTEBOOKS.parent)
    assert printed.stdout.decode().splitlines() == answers.markdown().splitlines()
