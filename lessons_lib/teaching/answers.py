"""Prints every exercise with its answer as Markdown, for teachers: `make answers`.

`python -m lessons_lib.teaching.answers zh` prints it in Chinese. Questions and functions are taken
from the notebooks.
"""

import json
import re
import sys
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

from lessons_lib.exercise import Code, Exercise, Prediction
from lessons_lib.exercise.answer import read, values
from lessons_lib.exercise.compare import DIGITS
from lessons_lib.language import SOURCE, say, speak
from lessons_lib.lessons import LESSONS, Lesson

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
CALL = re.compile(r"\bcheck\.(\w+)\(")
SOLUTION = re.compile(r"^```python\n.*?^```$", re.DOTALL | re.MULTILINE)


def lessons() -> list[ModuleType]:
    """The exercise modules, in the order of their lessons."""
    names = (f"lessons_lib.lessons.{lesson.name}.exercises" for lesson in LESSONS)
    return [import_module(name) for name in names if find_spec(name)]


def lesson_of(module: ModuleType) -> Lesson:
    """The lesson of an exercise module."""
    return next(lesson for lesson in LESSONS if lesson.name == module.__name__.split(".")[-2])


def in_lesson(module: ModuleType) -> list[Exercise | Code | Prediction]:
    """The exercises and predictions of a lesson, in source order."""
    return [one for one in vars(module).values() if isinstance(one, Exercise | Code | Prediction)]


def markdown(language: str = SOURCE) -> str:
    """All exercises as one page, with the notebooks of this language."""
    lines = [
        f"# {say('Answers')}",
        "",
        say("All exercises and predictions, with what the check replies to the usual mistakes."),
    ]
    for module in lessons():
        lesson = lesson_of(module)
        lines += ["", f"## {lesson.number} · {say(lesson.title)}"]
        asked = places(lesson.number, language)
        for name, one in vars(module).items():
            if one in in_lesson(module):
                lines += ["", *_described(one, *asked[name])]
    return "\n".join(lines)


def places(lesson: int, language: str) -> dict[str, tuple[str, str]]:
    """Where the notebooks ask each exercise: "two_steps" -> (question, cell with the solution)."""
    (path,) = (NOTEBOOKS if language == SOURCE else NOTEBOOKS / language).glob(
        f"{lesson:02}_*.ipynb"
    )
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    found, question = {}, ""
    for cell, behind in zip(cells, [*cells[1:], None], strict=True):
        text = "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            question = text[text.rfind("\n**") + 1 :]  # without heading and explanations
        else:
            for name in CALL.findall(text):
                found[name] = question, "".join(behind["source"] if behind else "")
    return found


def _described(one: Exercise | Code | Prediction, question: str, behind: str) -> Iterator[str]:
    if isinstance(one, Prediction):
        answer = values(read(one.truth, one.truth))
        yield from _asked(one.call, say("a prediction"), question, one.asks)
        yield say("**Answer:** {answer}. {why}", answer=answer, why=one.why)
        yield from ("", say("**Tempting:** {tempting}", tempting=one.tempting))
    elif isinstance(one, Code):
        exercise, n = one.exercise, len(one.unseen)
        yield from _asked(exercise.call, say("a function"), question, exercise.asks)
        yield from (SOLUTION.findall(behind)[-1], "")
        yield say("**Tested** on {n} cases. {why}", n=n, why=exercise.why)
        yield from ("", _row(say("mistake"), say("what to say")), "|---|---|")
        for mistake in exercise.mistakes:
            yield _row(mistake.when, mistake.look)
    else:
        right = one.right(*one.given)
        digits = max(one.digits, DIGITS)
        answer = values(read(right, right), digits)
        kind = say("a choice") if one.is_choice else say("numbers")
        yield from _asked(one.call, kind, question, one.asks)
        yield say("**Answer:** {answer}. {why}", answer=answer, why=one.why)
        yield from ("", *_wrong_answers(one, digits))


def _wrong_answers(one: Exercise, digits: int) -> Iterator[str]:
    replies: dict[str, tuple[str, str]] = {}
    for mistake, wrong in sorted(one.wrong(one.given), key=lambda known: known[0].anywhere):
        replies.setdefault(values(wrong, digits), (mistake.when, mistake.look))
    header = (say("a wrong answer"), say("you get it when"), say("what to say"))
    if one.is_choice:
        yield from (_row(header[0], header[2]), "|---|---|")
        yield from (_row(answer, look) for answer, (_, look) in replies.items())
        return
    yield from (_row(*header), "|---|---|---|")
    for answer, (when, look) in replies.items():
        yield _row(answer, when or say("you choose it"), look)


def _asked(call: str, kind: str, question: str, asks: str) -> Iterator[str]:
    title = say("{where}: {what}", where=f"`{call}(...)`", what=kind)
    todo = say("{where}: {what}", where=f"`{call}(...)`", what=say(asks))
    yield from (f"### {title}", "", question, "", todo, "")


def _row(*cells: str) -> str:
    return f"| {' | '.join(map(say, cells))} |"


if __name__ == "__main__":
    chosen = sys.argv[1] if sys.argv[1:] else SOURCE
    speak(chosen)
    sys.stdout.buffer.write(f"{markdown(chosen)}\n".encode())  # UTF-8 on Windows too
