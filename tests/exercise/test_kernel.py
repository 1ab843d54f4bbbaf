"""A cell that calls a check: what else is in it stays Python's, and the shell as it was."""

import ast

import pytest
from cells import CHECKS

from lessons_lib.exercise import Exercise, answered
from lessons_lib.exercise.kernel import listen
from lessons_lib.exercise.predictions import LookBack


@pytest.mark.parametrize(
    ("cell", "error"),
    [
        ("def f(x):\n    return exq(x)\ncheck.one(f(1))", "name 'exq' is not defined"),
        ("def f(x):\n    return 1 / 0\n\ncheck.two([f(1), 2])", "division by zero"),
        ("a = exq(1)\ncheck.one(a)", "name 'exq' is not defined"),
    ],
)
def test_an_error_in_a_learners_own_code_is_pythons(run, cell, error):
    with pytest.raises(Exception, match=error):
        run(cell)


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        ("def f(x)\n    return x", "line 1: def f(x)\nA colon : is missing"),
        ("def f(x):\n    for i in range(3)\n        x += i", "line 2: for i in range(3)\nA colon"),
        ("def f(x):\n    return (2 * x\n", "The bracket ( is never closed"),
        ("def f(x):\n    return 2 * x)", "line 2: return 2 * x)\nThere's one bracket ) too many"),
        ("def f(x):\nreturn x", "line 2: return x\nWhat belongs to the line before"),
        ("def f(x):\n    y = x\n   return y", "line 3: return y\nLines that belong together"),
        ("def f(x):\n\ty = x\n        return y", "line 3: return y\nBegin the lines with spaces"),
        ("def f(x):\n    retrun x", "line 2: retrun x\nSomething is missing or misspelt"),
        ("eta = 0,3x", "line 1: eta = 0,3x\n"),
        ("lambda = 0.9", "line 1: lambda = 0.9\n"),
    ],
)
def test_lines_that_python_cannot_read_are_told(run, lines, why):
    said = run(f"{lines}\ncheck.one(0.25)")
    assert said.mark == "✗" and why in said.text


def test_every_check_of_a_cell_is_shown(run, capsys):
    last = run("check.one(0.7)\ncheck.two([0.5, -0.25])\nx = 3; check.one(0.25)")
    shown = capsys.readouterr().out
    assert [line[0] for line in shown.splitlines()] == ["✗", "✓"] and last.mark == "✓"
    assert run("check.one(...)\n0.25") == 0.25
    assert "Put it there." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("check.predictions(", "never closed"),
        ("check.predictions（））", "one bracket ) too many"),
        ("check.nothing(0.25)", "Put the name of the exercise after check"),
        ("check.prediction()", "Did you mean check.predictions?"),
    ],
)
def test_other_calls_of_a_lesson(run, shell, cell, said):
    from lessons_lib.lessons.chain_rule import exercises

    shell.user_ns["check"] = exercises
    assert said in run(cell).text
    assert isinstance(run("check.predictions（）；"), LookBack)


@pytest.mark.parametrize(
    "cell",
    [
        "def f(x):\n    return exq(x)\n\ncheck.one(f(1))",
        "def g(x):\n    return 1 / 0\n\ndef f(x):\n    return g(x)\n\ncheck.two([1, f(1)])",
        "def f(x):\n    return [][x]\n\ncheck.two(\n    1,\n    f(2),\n)",
    ],
)
def test_an_error_in_a_learners_function_shows_the_learners_lines_alone(shell, capsys, cell):
    shell.colors = "nocolor"
    shell.run_cell(cell)
    shown = capsys.readouterr().out
    assert "return" in shown and "f(" in shown
    assert "asked.py" not in shown and "<lambda>" not in shown and ".typed" not in shown


def test_an_error_in_the_function_that_is_judged_is_shown_with_its_line(run):
    said = run("def twice(x):\n    y = 2 * x\n    return exq(y)\ncheck.code(twice)").text
    assert "line 3, return exq(y)" in said and "name 'exq' is not defined" in said


@pytest.mark.parametrize(
    ("cell", "error"),
    [
        ("exp(1)", NameError),
        ("cos = cos(1)", NameError),
        ("[0.5, −0.25]", SyntaxError),
        ("x = （1）", SyntaxError),
        ("[1, 2", SyntaxError),
        ("2.0 ^ 3", TypeError),
        ("print(check.one(2x))", SyntaxError),
        ("1 / 0", ZeroDivisionError),
    ],
)
def test_any_other_cell_means_what_it_meant(run, cell, error):
    run("check.one(exp(1))")
    with pytest.raises(error):
        run(cell)


def test_other_code_in_a_cell_of_a_check_means_what_it_meant(run):
    assert run("x = 5 ^ 3\ncheck.one(2 ^ -2)\nx") == 6
    assert run("check.one(0.25)\n5 ^ 3") == 6
    assert run("text = '0，5 − ^'  # （\ncheck.one(2 ^ −2)\ntext") == "0，5 − ^"


def test_a_name_that_is_there_stays(run):
    run("def cos(x):\n    return 0.25\n\npi = 4")
    assert run("check.one(cos(9))").mark == "✓"
    assert run("check.two([1 / (pi - 2), -1 / pi])").mark == "✓"
    assert run("def f(e):\n    return e\n\ncheck.one(f(0.25))").mark == "✓"
    assert run("log = 0.125\ncheck.one(log * 2)").mark == "✓"
    assert run("from math import exp\ncheck.one(exp(0) / 4)").mark == "✓"
    assert run("check.one([e for e in [0.25]])").mark == "✓"


def test_no_name_is_left_behind(shell, run):
    before = set(shell.user_ns)
    run("check.two([exp(1), np.pi])")
    run("check.two([2x, 3])")
    assert {name for name in set(shell.user_ns) - before if not name.startswith("_")} == set()


def test_what_ipython_itself_reads_stays(run, capsys):
    assert run("%%time\ncheck.one(0.25)").mark == "✓"
    assert run("folder = %pwd\ncheck.one(0.25)").mark == "✓"
    run("check.one?")
    assert "Exercise" in capsys.readouterr().out
    assert "Put it there." in repr(run("check.one"))


def test_listening_twice_is_listening_once(shell, run):
    once = [list(hooks) for hooks in (shell.input_transformers_cleanup, shell.ast_transformers)]
    listen(shell)
    twice = (shell.input_transformers_cleanup, shell.ast_transformers)
    assert [len(hooks) for hooks in twice] == [len(hooks) for hooks in once]
    assert run("check.one(0.5 ^ 2)").mark == "✓"


def test_a_console_still_sees_that_a_line_goes_on(shell):
    assert shell.input_transformer_manager.check_complete("check.two([0.5,")[0] == "incomplete"


def test_our_own_mistakes_are_not_hidden(run, monkeypatch):
    def broken(*_):
        raise ZeroDivisionError("ours")

    monkeypatch.setattr(Exercise, "judge", broken)
    with pytest.raises(ZeroDivisionError, match="ours"):
        run("check.one(0.25)")


def test_an_interrupt_is_no_answer(shell):
    def stop():
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        CHECKS.one.typed(stop)


def test_reading_runs_nothing(shell, capsys):
    for typed in (
        "check.one(print('ran'))",
        "check.one(print('ran') ^ 2)",
        "check.one(2x print())",
    ):
        assert ast.parse(shell.transform_cell(typed))
    assert capsys.readouterr().out == ""


def test_an_answer_is_told_to_those_who_listen(run, monkeypatch):
    heard = []
    monkeypatch.setattr(answered, "LISTENERS", [lambda one: heard.append(one) or "Heard."])
    assert run("check.one(0.25)").text.endswith("Heard.")
    assert run("check.one(...)").text.endswith("Heard.")
    run("check.one(2x)")  # no answer
    assert [(one.call, one.answers, one.feedback.mark) for one in heard] == [
        ("check.one", (0.25,), "✓"),
        ("check.one", (...,), "→"),
    ]
