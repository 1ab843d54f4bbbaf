"""Every exercise of every lesson with its answer, for teachers: `make answers` prints Markdown.

`python -m lessons_lib.lessons.answers zh` prints it in Chinese.
"""

import pkgutil
import sys
from collections.abc import Iterator
from importlib import import_module
from types import ModuleType

from lessons_lib.exercise import Code, Exercise, Prediction
from lessons_lib.exercise.answer import read, values
from lessons_lib.language import SOURCE, say, speak
from lessons_lib.lessons import exercises
from lessons_lib.lessons.start_here import LESSONS


def lessons() -> list[ModuleType]:
    """The modules that hold exercises, in the order of their lessons."""
    found = pkgutil.iter_modules(exercises.__path__, f"{exercises.__name__}.")
    modules = (import_module(module.name) for module in found)
    return sorted(filter(in_lesson, modules), key=_lesson)


def in_lesson(module: ModuleType) -> list[Exercise | Code | Prediction]:
    """The exercises and predictions of a lesson, in the order in which they are written."""
    return [one for one in vars(module).values() if isinstance(one, Exercise | Code | Prediction)]


def markdown() -> str:
    """All of them, as one page."""
    lines = [f"# {say('Answers')}"]
    for module in lessons():
        lesson = _lesson(module)
        lines += ["", f"## {lesson} · {say(LESSONS[lesson].name)}"]
        for one in in_lesson(module):
            lines += ["", *_described(one)]
    return "\n".join(lines)


def _lesson(module: ModuleType) -> int:
    return int((module.__doc__ or "").removeprefix("Lesson ")[:2])


def _described(one: Exercise | Code | Prediction) -> Iterator[str]:
    if isinstance(one, Prediction):
        answer = values(read(one.truth, one.truth))
        yield from (_heading(one.call, say("a prediction")), "", say(one.asks), "")
        yield say("**Answer:** {answer}. {why}", answer=answer, why=one.why)
    elif isinstance(one, Code):
        exercise, n = one.exercise, len(one.unseen)
        yield from (_heading(exercise.call, say("a function")), "", say(exercise.asks), "")
        yield say("**Tested** on {n} cases. {why}", n=n, why=exercise.why)
        yield from ("", _row(say("mistake"), say("what to say")), "|---|---|")
        for mistake in exercise.mistakes:
            yield _row(mistake.when, mistake.look)
    else:
        right = one.right(*one.given)
        answer = values(read(right, right))
        yield from (_heading(one.call, say("numbers")), "", say(one.asks), "")
        yield say("**Answer:** {answer}. {why}", answer=answer, why=one.why)
        header = (say("a wrong answer"), say("comes out when"), say("what to say"))
        yield from ("", _row(*header), "|---|---|---|")
        for mistake, wrong in one.wrong(one.given):
            yield _row(values(wrong), mistake.when, mistake.look)


def _heading(call: str, kind: str) -> str:
    return f"### `{call}(...)`: {kind}"


def _row(*cells: str) -> str:
    return f"| {' | '.join(map(say, cells))} |"


if __name__ == "__main__":
    speak(sys.argv[1] if sys.argv[1:] else SOURCE)
    sys.stdout.buffer.write(f"{markdown()}\n".encode())  # Windows would not print a σ
