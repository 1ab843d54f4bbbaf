"""Calls that cannot work are answered by the call that was meant; others stay Python's."""

import importlib
import inspect
import pkgutil

import pytest

from lessons_lib import lessons
from lessons_lib.lessons import gradient_descent, your_own

FUNCTIONS = [
    function
    for module in pkgutil.iter_modules(lessons.__path__)
    for lesson in [importlib.import_module(f"lessons_lib.lessons.{module.name}")]
    for name, function in vars(lesson).items()
    if inspect.isfunction(function) and function.__module__ == lesson.__name__ and name[0] != "_"
]


@pytest.fixture
def here(shell):
    shell.user_ns |= {"gradient_descent": gradient_descent, "your_own": your_own}


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda one: f"{one.__module__}.{one.__name__}")
@pytest.mark.parametrize("given", ["1, 2, 3", "eta=0.5", "1, eta=0.5"])
def test_settings_between_the_wrong_brackets(shell, run, function, given):
    shell.user_ns["picture"] = function
    takes_any = inspect.signature(function).parameters
    if takes_any and given != "1, 2, 3":
        return
    said = run(f"picture({given})")
    assert said.mark == "✗"
    settings = given.partition(", ")[2] or given
    meant = "[1, 2, 3]" if takes_any else settings if "eta" in given else "…=…"
    assert f"({meant})" in said.text


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    ("cell", "meant"),
    [
        ("gradient_descent.curve(eta=0.5, t=3)", "gradient_descent.curve().set(eta=0.5, t=3)"),
        ("your_own.network(2, 3, 1)", "your_own.network([2, 3, 1])"),
        ("your_own.play(2, 3, 1, seed=4)", "your_own.play([2, 3, 1], seed=4)"),
        ("check(0.25)", "check.one(0.25)"),
    ],
)
def test_the_call_that_was_meant(shell, run, cell, meant):
    check = type(gradient_descent)("check")
    vars(check)["one"] = shell.user_ns["check"].one
    shell.user_ns["check"] = check
    assert run(cell).text.endswith(f"as in {meant}.")


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    ("cell", "error"),
    [
        ("your_own.network(*[1, 2, 3])", TypeError),
        ("def picture(x):\n    return x\npicture(1, 2)", TypeError),
        ("gradient_descent = 3\ngradient_descent.curve(eta=0.5)", AttributeError),
        ("gradient_descent(0.5)", TypeError),
    ],
)
def test_any_other_call_stays_pythons(run, cell, error):
    with pytest.raises(error):
        run(cell)


@pytest.mark.usefixtures("here")
def test_a_call_that_fits_is_made(run):
    assert run("gradient_descent.curve()").values["eta"] == 0.2
    assert "2-3-1" in repr(run("your_own.network([2, 3, 1], seed=3)"))
