"""Text typed into a cell that calls a check: parsed as meant, or explained."""

import ast
import warnings
from types import SimpleNamespace

import numpy as np
import pytest
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

from lessons_lib.exercise import Code, Exercise, Feedback, Prediction, Predictions
from lessons_lib.exercise.asked import Asked
from lessons_lib.exercise.kernel import listen
from lessons_lib.language import SOURCE, languages, speak
from lessons_lib.teaching import answers

ledger = Predictions()


def _exercise(name, right):
    return Exercise(f"check.{name}", "Put it there.", lambda: right, (), [], "Yes.", "Look again.")


def _double(x):
    return 2 * x


CHECKS = SimpleNamespace(
    one=_exercise("one", 0.25),
    two=_exercise("two", np.array([0.5, -0.25])),
    many=_exercise("many", 1024.0),
    noted=Prediction("check.noted", "How many?", 7, "Seven.", "", ledger),
    code=Code(
        Exercise("check.code", "Write it.", _double, (1.0,), [], "Yes.", "Look."), [(1.0,), (2.0,)]
    ),
    predictions=ledger,
)


@pytest.fixture
def shell(tmp_path, monkeypatch):
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path))
    config = Config({"HistoryManager": {"enabled": False}})
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # some versions of IPython warn of their own doings
        shell = InteractiveShell(config=config)
    listen(shell)
    shell.user_ns["check"] = CHECKS
    ledger.noted.clear()
    return shell


@pytest.fixture
def run(shell):
    """run(cell) -> what the cell displays; Python's errors are raised."""

    def run(cell):
        shown = []
        shell.display_trap.hook = shown.append
        result = shell.run_cell(cell)
        result.raise_error()
        return shown[-1] if shown else None

    return run


@pytest.fixture(autouse=True)
def english_again():
    yield
    speak(SOURCE)


@pytest.mark.parametrize(
    "typed",
    [
        "check.two([0.5, −0.25])",
        "check.two([0.5, –0.25])",
        "check.two（［０．５，－０．２５］）",
        "check.two(【0。5、-0.25】)",
        "check.two([1÷2, −1∕4])",
        "check.two([0.5·1, -0.25])",
        "check.two([0.5\u00a0, −0.25\u200b])",
        "check.two([2⁻¹, -2⁻²])",
        "check.two([cos(0) / 2, -sqrt(1 / 16)])",
        "check.two([exp(ln(0.5)), -log(e) / 4])",
        "check.two([np.sin(pi / 2) / 2, -math.pi / (4 * π)])",
        "check.two([sigmoid(0), -sigmoid(0)^2])",
        "check.two(0.5, -2^-2)",
        "check.two([0.5,\n   # the second one: (−\n   −0.25])",
        "half = 0.5\ncheck.two([half, -half^2])",
        "def half(x):\n    return exp（−x） * x ÷ 2\n\n\ncheck.two([half(0) + 1 / 2, -0.25])",
        "check.many(2^10)",
        "check.many(2ˆ10)",
        "check.many(2∧10)",
        "check．many（２＾１０）",
        "check。many(2^10)",
        "check.many(2 × 2 ^ 9)",
        "check.many(4 ** 5)",
        "check.one(0.5^2)   # not 2^0.5",
        "check.one(-(-8) * 0.5^5)",
        "def twice(x):\n    return x + x\ncheck.code(twice)",
        "twice = lambda x: 2 * x\ncheck.code（twice）",
        "check.code(lambda x: x * 2)",
        "  check.one(0.25)",
        "\n\ncheck . one(0.25)",
    ],
)
def test_read_as_it_was_meant(run, typed):
    assert run(typed).mark == "✓"


SLIPS = {
    "If you wrote a comma in a number": """
        check.two([-0,075, -0,25])
        check.two([0,5, -0,25])
        check.two([0,5, -0.25])
        check.two(0,5, -0,25)
        check.one(0,25)
        check.one(1,024)
        check.one(0，25)
        check.noted(7,0)
        check.many(−1,024)
        check.two([0,5*1, -0.25])
        check.two([1 - 0,5*1, -0.25])
        check.two([0.5, 1, -0,25/1])
    """,
    "bracket": """
        check.two([0.5, -0.25)
        check.two([0.5, -0.25]
        check.two([0.5, -0.25]])
        check.two(0.5, -0.25])
        check.two([0.5,
        check.two([0.5, -0.25
        check.two(
        check.two(（0.5, -0.25)
        check.one(0.25))
        check.one((0.5 + (0.25))
        check.one(0.25  # done)
        check.one 0.25
        check.one(0.25), 3
        check.one(0.5)(0.5)
        check.one[0.25]
        check.one{0.25}
        check.one: 0.25
        check.one: [0.25]
        check.one(0.5) * 2
        check.code(
    """,
    "something is missing": """
        check.two([0.5 -0.25 7])
        check.two([0.5 0.25])
        check.one(2x)
        check.one(2pi)
        check.one(6cos(9))
        check.one(6 cos(9))
        check.one(cos 9)
        check.one(2(3 + 1))
        check.one((3 + 1)2)
        check.one((3 + 1)(2))
        check.one(0.25(1 - 0.25))
        check.one(1 000)
        check.one([0.1][0.2])
        check.two([0.5, [1][2, 3]])
        check.one(about 3)
        check.one(3 meters)
        check.noted(7 or so 8)
    """,
    "three points": """
        check.two([...0.5, -0.25])
        check.two([0.5..., -0.25])
        check.two([0.5, -0.25, ...])
        check.two([0.5, ..])
        check.two([......])
        check.one(... * 2)
        check.one(-...)
        check.one(… 0.25)
        check.one(..., 0.25)
        check.noted(7 ...)
    """,
    "sign =": """
        check.two([0.5 = -0.25])
        check.one = 0.25
        check.one = (0.25)
        check.one(0.25) = 3
        check.two(w = 0.5, -0.25)
        check.one(0.25 =)
    """,
    "quot": """
        check.two(["0.5", "-0.25"])
        check.two([“0.5”, -0.25])
        check.two(["0.5, -0.25])
        check.one('0.25)
        check.one(0.25")
        check.one("a quarter")
        check.noted('seven')
        check.one(don't know)
    """,
    "is not known here": """
        check.one(x)
        check.one(COS(9))
        check.two([quarter, half])
        check.one(a·b)
        check.one(yes)
        check.one(z_1 * w)
        check.code(dobule)
        check.noted(seven)
    """,
    "A number is missing": """
        check.two([0.5,, -0.25])
        check.two([, -0.25])
        check.two([0.5, , -0.25])
    """,
    "a number is missing": """
        check.one(0.25 *)
        check.two([0.5 +, -0.25])
    """,
    "write a comma, not": """
        check.two([0.5 and -0.25])
        check.two(0.5 or -0.25)
        check.one(1 & 2)
        check.noted(7 | 8)
        check.two([0.5; -0.25])
        check.two([0.5：-0.25])
        check.one(3:)
    """,
    "0.4.3.92 has a point too many": "check.two([0.4。3.92])\ncheck.two([0.4.3.92])",
    "point too many": """
        check.one(0..25)
        check.one(1.024.0)
    """,
    "per cent": "check.one(25%)\ncheck.one(25 %)",
    "one in each place": """
        check.two([[1, 2], 3])
        check.two([[1, 2], ...])
        check.two([[0.5], [-0.25, 1]])
        check.two([(0.5,), (1, 2)])
    """,
    "The sign ° says nothing": "check.one(6*cos(9°))\ncheck.one(sin(30°) / 2)",
    "says nothing to Python": "check.one(√2)\ncheck.one($0.25)\ncheck.one(≈0.25)",
    "divided by 0": "check.one(1 / 0)\ncheck.one(1 / (2 - 2.0))",
    "too large": "check.one(10^10^10)\ncheck.one(9**9**9**9)\ncheck.one(10.0**400)",
    "finite": "check.one(sqrt(-1))\ncheck.two([log(0), 1])\ncheck.one(1e999)",
    "cannot be": "check.one(>3)\ncheck.one(if)\ncheck.one(I do not know)\ncheck.one(~0.5)",
    "name of your function": "check.code(my double)\ncheck.code(exq)",
    "Leave out": "check.one(w=0.25)\ncheck.two(a=0.5, b=-0.25)",
    "only None": "check.one(None)",
}
CASES = [
    (said, typed.strip()) for said, cells in SLIPS.items() for typed in cells.strip().splitlines()
]


@pytest.mark.parametrize(("said", "typed"), CASES)
def test_answered_in_words(run, capfd, said, typed):
    feedback = run(typed)
    assert isinstance(feedback, Feedback) and feedback.mark in "✗→"
    assert said in feedback.text
    assert capfd.readouterr().err == ""
    assert run("check.one(0.25)").mark == "✓"


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("Cos", "cos"),
        ("cosinus", "cos"),
        ("cos9", "cos"),
        ("sinus", "sin"),
        ("squrt", "sqrt"),
        ("dobule", "double"),
    ],
)
def test_a_name_that_is_near_is_offered(run, name, near):
    run("double = 2")
    assert f"Did you mean {near}?" in run(f"check.one({name}(9))").text


@pytest.mark.parametrize("name", ["eta", "η", "quarter", "theta", "Alpha", "_", "__", "z_1", "不"])
def test_a_name_is_not_offered_for_another(run, shell, name):
    shell.user_ns.pop(name, None)
    said = run(f"check.one({name})").text
    assert "is not known here" in said and "Did you mean" not in said


@pytest.mark.parametrize("language", sorted(set(languages()) - {SOURCE}))
def test_answered_in_the_lessons_language(run, language):
    for _, typed in CASES:
        speak(SOURCE)
        english = run(typed).text
        speak(language)
        text = run(typed).text
        assert text and text != english, typed


@pytest.mark.parametrize("module", answers.lessons(), ids=lambda one: one.__name__[12:])
def test_every_exercise_of_every_lesson_answers(shell, run, module):
    shell.user_ns["check"] = module
    for name, one in vars(module).items():
        if isinstance(one, Asked):
            for typed in (
                "([2x])",
                "([1, 2",
                "(−1 ^ （2））",
                "(cosin(9))",
                "(1/0)",
                "('0.5')",
                "=1",
            ):
                assert run(f"check.{name}{typed}").mark in "✗→", (name, typed)


@pytest.mark.parametrize(
    ("cell", "error"),
    [
        ("def twice(x)\n    return 2 * x\ncheck.code(twice)", "expected ':'"),
        ("def twice(x):\n    return (2 * x\n\ncheck.code(twice)", "never closed"),
        ("def f(x):\n    return exq(x)\ncheck.one(f(1))", "name 'exq' is not defined"),
        ("def f(x):\n    return 1 / 0\n\ncheck.two([f(1), 2])", "division by zero"),
        ("a = exq(1)\ncheck.one(a)", "name 'exq' is not defined"),
        ("check.nothing(0.25)", "nothing"),
    ],
)
def test_an_error_in_a_learners_own_code_is_pythons(run, cell, error):
    with pytest.raises(Exception, match=error):
        run(cell)


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
    assert run("log = 0.25\ncheck.one(log)").mark == "✓"
    assert run("from math import exp\ncheck.one(exp(0) / 4)").mark == "✓"
    assert run("check.one([e for e in [0.25]])").mark == "✓"


def test_no_name_is_left_behind(shell, run):
    before = set(shell.user_ns)
    run("check.two([exp(1), np.pi])")
    run("check.two([2x, 3])")
    assert {name for name in set(shell.user_ns) - before if not name.startswith("_")} == set()


def test_what_ipython_itself_reads_stays(run, capsys):
    assert run("%%time\ncheck.one(0.25)").mark == "✓"
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


def test_a_thousand_signs_are_answered_too(run):
    assert run(f"check.one({'-' * 400}0.25)").mark == "✓"
    assert run(f"check.one({'(' * 300}0.25{')' * 300})").mark == "✗"
    assert run(f"check.one({'9' * 5000})").mark == "✗"


def test_a_note_that_cannot_be_read_leaves_the_one_before(run):
    run("check.noted(6)")
    assert run("check.noted(7,0)").text.endswith("Until then your note is still 6.")
    assert run("check.noted(7x)").text.endswith("Until then your note is still 6.")
    assert "You said 6" in ledger.compared().text
    run("check.noted(...)")
    assert "no prediction" in ledger.compared().text


def test_reading_runs_nothing(shell, capsys):
    for typed in (
        "check.one(print('ran'))",
        "check.one(print('ran') ^ 2)",
        "check.one(2x print())",
    ):
        assert ast.parse(shell.transform_cell(typed))
    assert capsys.readouterr().out == ""
