"""The exercises in the notebooks: each occurs once, unanswered, with hints and a solution."""

import ast
import re
import subprocess
import sys
from itertools import pairwise

import nbformat
import numpy as np
import pytest
from interactives import NOTEBOOKS

from lessons_lib.exercise import Code, Feedback, Prediction
from lessons_lib.language import SOURCE, languages
from lessons_lib.lecture import six_neurons
from lessons_lib.teaching import answers

LESSONS = {answers.lesson_of(module).name: module for module in answers.lessons()}
CALL = re.compile(r"\bcheck\.(\w+)\(")
HELP = ("First hint", "Second hint", "Solution")


@pytest.fixture(params=LESSONS)
def lesson(request):
    return LESSONS[request.param]


@pytest.fixture
def cells(lesson):
    (path,) = NOTEBOOKS.glob(f"*_{answers.lesson_of(lesson).name}.ipynb")
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


def imports(source):
    """The import lines of a cell, and the rest of it."""
    lines = ast.parse(source).body
    found = [line for line in lines if isinstance(line, ast.Import | ast.ImportFrom)]
    rest = [line for line in lines if line not in found]
    return ast.unparse(ast.Module(found, [])), ast.unparse(ast.Module(rest, []))


def test_every_lesson_but_the_first_page_has_three_to_six_exercises():
    names = {path.stem.partition("_")[2] for path in NOTEBOOKS.glob("[0-9]*.ipynb")}
    assert set(LESSONS) == names - {"start_here"}
    for name, module in LESSONS.items():
        judged = [one for one in answers.in_lesson(module) if not isinstance(one, Prediction)]
        assert 3 <= len(judged) <= 6, name


def test_each_exercise_is_in_its_notebook_once(lesson, cells):
    defined = {name for name, one in vars(lesson).items() if one in answers.in_lesson(lesson)}
    assert sorted(name for name, *_ in exercises(cells)) == sorted(defined)


def test_each_is_called_by_its_name(lesson, cells):
    for name, _, _ in exercises(cells):
        assert repr(getattr(lesson, name)).startswith(f"check.{name}(...)")


def test_the_notebook_names_the_checks_of_its_own_lesson(lesson, cells):
    setup = next(cell.source for cell in cells if cell.id == "setup")
    name = answers.lesson_of(lesson).name
    assert f"from lessons_lib.lessons.{name} import exercises as check" in setup


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


def test_a_solution_needs_no_name_that_its_notebook_has_not_imported(lesson, cells):
    """A learner who writes what the prose says has the imports of the cells, and no others."""
    names = {"check": lesson}
    for cell, behind in pairwise(cells):
        if cell.cell_type == "code":
            exec(imports(cell.source)[0], names)
            solution = parts(behind).get("Solution") if CALL.search(cell.source) else None
            if solution:
                (code,) = re.findall(r"```python\n(.*?)\n```", solution, re.DOTALL)
                said = result(imports(code)[1], names)
                assert said.mark == "✓", (cell.id, said)


def test_predictions_are_compared_before_the_summary(lesson, cells):
    ids = [cell.id for cell in cells]
    if any(isinstance(one, Prediction) for one in answers.in_lesson(lesson)):
        at = ids.index("predictions")
        assert cells[at].source == "check.predictions()"
        assert next(name for name in ids[at + 1 :] if name != "can-do") == "summary"
        assert "saved any predictions" in cells[at].outputs[0].data["text/plain"]


def test_a_true_prediction_comes_true(lesson):
    made = [one for one in answers.in_lesson(lesson) if isinstance(one, Prediction)]
    for prediction in made:
        prediction(prediction.truth)
    said = lesson.predictions.compared()
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
    tables = re.findall(r"^\| (?:mistake|a wrong answer) \|(?:.*\n\|)+.*", page, re.MULTILINE)
    for table in tables:
        columns = {len(re.findall(r"(?<!\\)\|", row)) for row in table.splitlines()}
        assert columns in ({3}, {4}), table


@pytest.mark.parametrize("language", languages())
def test_teachers_see_the_question_the_solution_and_what_tempts(lesson, cells, language):
    page = answers.markdown(language)
    for name, one in vars(lesson).items():
        if one not in answers.in_lesson(lesson):
            continue
        question, behind = answers.places(int(lesson.__doc__[7:9]), language)[name]
        assert question.startswith("**") and question in page, name
        if isinstance(one, Code):
            assert answers.SOLUTION.findall(behind)[-1] in page, name
        if isinstance(one, Prediction):
            assert len(one.tempting) > 20 and (language != SOURCE or one.tempting in page), name


def test_one_command_prints_them():
    command = [sys.executable, "-m", "lessons_lib.teaching.answers"]
    printed = subprocess.run(command, capture_output=True, check=True, cwd=NOTEBOOKS.parent)
    assert printed.stdout.decode().splitlines() == answers.markdown().splitlines()
