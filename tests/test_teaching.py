"""The teacher's guide agrees with the lessons: minutes, pictures, numbers on the hand-outs."""

import re
from pathlib import Path

import interactives
import nbformat
import pytest

ROOT = Path(__file__).parents[1]
GUIDE = (ROOT / "docs/teaching.md").read_text(encoding="utf-8")
LESSON = re.compile(r"^### (\d+) · (.+?) \((\d+) minutes\)$(.*?)(?=^##)", re.M | re.S)
LESSONS = {int(n): (name, int(minutes), text) for n, name, minutes, text in LESSON.findall(GUIDE)}


def test_every_lesson_is_in_it():
    assert list(LESSONS) == list(range(1, 11))


@pytest.mark.parametrize("n", LESSONS)
def test_its_name_its_minutes_and_its_parts(n):
    name, minutes, text = LESSONS[n]
    (path,) = (ROOT / "notebooks").glob(f"{n:02}_*.ipynb")
    title = nbformat.read(path, as_version=4).cells[0].source
    assert title.startswith(f"# {n} · {name}\n")
    assert f"**Time:** {minutes} minutes" in title
    assert re.findall(r"^\*\*(.+?)\.\*\*", text, re.M) == [
        "Goal",
        "Ask",
        "Misconceptions",
        "Project",
    ]


@pytest.mark.parametrize("call", re.findall(r"`(\w+\.\w+\(\)(?:\.set\(.*?\))?)`", GUIDE))
def test_every_picture_it_names_is_there(call):
    assert call.partition(".set(")[0] in interactives.calls()
    interactives.made(call)
