"""The teacher's guide agrees with the lessons: minutes, pictures, exercises, and its schedules."""

import re
from importlib import import_module
from pathlib import Path

import interactives
import nbformat
import pytest

from lessons_lib.lessons import LESSONS as LISTED
from lessons_lib.teaching import answers

ROOT = Path(__file__).parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("[0-9]*.ipynb"))
GUIDE = (ROOT / "docs/teaching.md").read_text(encoding="utf-8")
LESSON = re.compile(r"^### (\d+) · (.+?) \((.+?)\)$(.*?)(?=^##)", re.M | re.S)
LESSONS = {int(n): rest for n, *rest in LESSON.findall(GUIDE)}
TIME = re.compile(
    r"\*\*Time:\*\* (\d+) minutes(?:,(?: and)? (\d+) more for the exercises)?"
    r"(?:, and (\d+) for the optional parts)?"
)
PLAN = re.compile(r"^### (\w+) hours$(.*?)(?=^##)", re.M | re.S)
ROW = re.compile(r"^\| (\d+):(\d+) \| (\d+) \| (.+) \|$", re.M)
HOURS = {"Two": 2, "Four": 4, "Eight": 8}


def cells(n):
    return nbformat.read(NOTEBOOKS[n], as_version=4).cells


def title(n):
    return cells(n)[0].source


def minutes(n):
    """Those of the lesson, of its exercises, of its optional parts; "" where there is none."""
    return TIME.search(title(n)).groups(default="")


def test_every_lesson_is_in_it():
    assert list(LESSONS) == list(range(len(NOTEBOOKS)))


@pytest.mark.parametrize("n", LESSONS)
def test_its_name_its_minutes_and_its_parts(n):
    name, said, text = LESSONS[n]
    assert title(n).startswith(f"# {n} · {name}\n")
    lesson, exercises, more = minutes(n)
    assert said == f"{lesson} minutes" + (f", exercises {exercises}" if exercises else "") + (
        f", optional {more}" if more else ""
    )
    assert bool(more) == any(cell.id == "more" for cell in cells(n))
    parts = ["Goal", "Ask", "Misconceptions", "Show", "Exercises"]
    assert re.findall(r"^\*\*(.+?)\.\*\*", text, re.M) == parts


def test_the_list_of_lessons_says_the_same_minutes():
    said = [
        (one.number, *(str(part or "") for part in (one.minutes, one.exercise_minutes, one.more)))
        for one in LISTED
    ]
    assert said == [(n, *minutes(n)) for n in LESSONS]


@pytest.mark.parametrize("n", LESSONS)
def test_every_question_has_its_answer(n):
    (ask,) = re.findall(r"\*\*Ask\.\*\* (.+)", LESSONS[n][2])
    answered = re.findall(r"”( \()?", ask)
    assert answered and all(answered)


@pytest.mark.parametrize("n", LESSONS)
def test_misconceptions_have_evidence_or_are_called_a_guess(n):
    (wrong,) = re.findall(r"\*\*Misconceptions\.\*\* (.+)", LESSONS[n][2])
    ends = re.split(r"(?<=\)\.) ", wrong)  # of each, or of some that share it
    marks = ("](https://", "*our guess*", "Mazur", "Nielsen")
    assert all(any(mark in end for mark in marks) for end in ends)


@pytest.mark.parametrize("n", LESSONS)
def test_every_exercise_it_names_is_there(n):
    named = re.findall(r"`(check\.\w+)`", LESSONS[n][2])
    stem = NOTEBOOKS[n].stem[3:]
    if named:
        module = import_module(f"lessons_lib.lessons.{stem}.exercises")
        calls = [getattr(one, "exercise", one).call for one in answers.in_lesson(module)]
        assert set(named) <= set(calls)


@pytest.mark.parametrize("plan", PLAN.findall(GUIDE), ids=lambda plan: plan[0])
def test_a_plan_goes_by_the_clock(plan):
    hours, table = plan
    now = 0
    for hour, minute, length, what in ROW.findall(table):
        assert (int(hour), int(minute)) == divmod(now, 60), what
        now += int(length)
        whole = re.match(r"lesson (\d+)(?!.*(?:up to|the table))", what)
        assert not whole or length == minutes(int(whole[1]))[0], what
    assert now == 60 * HOURS[hours]


@pytest.mark.parametrize("call", re.findall(r"`(\w+\.\w+\(\)(?:\.set\(.*?\))?)`", GUIDE))
def test_every_picture_it_names_is_there(call):
    assert call.partition(".set(")[0] in interactives.calls()
    interactives.made(call)


@pytest.mark.parametrize("path", sorted((ROOT / "docs").glob("teaching.*.md")))
def test_a_translated_guide_says_the_same(path):
    """The same lessons and minutes, clock, pictures, exercises, controls and evidence."""
    other = path.read_text(encoding="utf-8")
    for what in (
        r"^### (\d+) · .*?(\d+)\D*(\d*)\D*(\d*)\D*$",
        ROW.pattern[:-8],
        r"`(\w[\w.]+\(.*?)`",
        r"`(check\.\w+)`",
        r"\]\((https:[^)]+)\)",
    ):
        found = re.compile(what, re.M).findall
        assert found(GUIDE) and found(other) == found(GUIDE), what
