"""One number typed into a box: parsed as meant or explained, and never run."""

import math

import pytest

from lessons_lib.exercise.answer import Unreadable
from lessons_lib.exercise.typed_number import LONGEST, typed_number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("4", 4),
        (" −0.0903 ", -0.0903),
        ("０．９８２", 0.982),
        ("1/3", 1 / 3),
        ("2·(−3)", -6),
        ("4²", 16),
        ("3½ − ¼", 3.25),
        ("√16", 4),
        ("e^(−1)", math.exp(-1)),
        ("1/(1+e^(-4))", 1 / (1 + math.exp(-4))),
        ("σ(4)", 1 / (1 + math.exp(-4))),
        ("0.982*(1-0.982)", 0.982 * 0.018),
        ("(4)", 4),
        ("[4]", 4),
        ("+4  # z", 4),
    ],
)
def test_what_a_number_may_look_like(text, value):
    assert typed_number(text) == pytest.approx(value, rel=1e-12)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("0,982", "write a point"),
        ("1;5", "comma"),
        ("1, 2, 3", "not 3"),
        ("0.2.5", "one decimal point too many"),
        ("2 3", "missing between 2 and 3"),
        ("z=4", "Leave out z"),
        ("5 %", "percentage"),
        ("x", "x isn't a name we know here"),
        ("", "Write the number itself"),
        ("...", "Write the number itself"),
        ("4 ...", "three dots"),
        ("'4'", "without quotes"),
        ("True", "not True"),
        ("None", "only None"),
        ("1/0", "can't be computed"),
        ("9**9**9**9", "too large"),
        ("1e999", "finite"),
        ("3j", "real"),
        ("4)+(3", "can't be read"),
        ("(" * 190, "bracket"),
        ("4" * (LONGEST + 1), "too long"),
        ("∛8", "make sense"),
        ("lambda: 3", "can't be read"),
    ],
)
def test_what_is_no_number_is_explained(text, says):
    with pytest.raises(Unreadable, match=says) as help:
        typed_number(text)
    assert "check.number" not in str(help.value)


@pytest.mark.parametrize(
    "text",
    ["print('ran')", "__import__('os').getcwd()", "4); print('ran'", "exec('print(1)')", "f'{4}'"],
)
def test_nothing_that_is_typed_is_run(text, capsys):
    with pytest.raises(Unreadable):
        typed_number(text)
    assert capsys.readouterr().out == ""
