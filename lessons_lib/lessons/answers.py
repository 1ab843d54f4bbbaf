"""Every exercise of every lesson with its answer, for teachers: `make answers` prints Markdown."""

import pkgutil
import sys
from collections.abc import Iterator
from importlib import import_module
from types import ModuleType

from lessons_lib.exercise import Code, Exercise, Prediction
from lessons_lib.exercise.answer import read, values
from lessons_lib.lessons import exercises


def lessons() -> list[ModuleType]:
    """The modules that hold exercises, in the order of their lessons."""
    found = pkgutil.iter_modules(exercises.__path__, f"{exercises.__name__}.")
    modules = (import_module(module.name) for module in found)
    return sorted(filter(in_lesson, modules), key=_title)


def in_lesson(module: ModuleType) -> list[Exercise | Code | Prediction]:
    """The exercises and predictions of a lesson, in the order in which they are written."""
    return [one for one in vars(module).values() if isinstance(one, Exercise | Code | Prediction)]


def markdown() -> str:
    """All of them, as one page."""
    lines = ["# Answers"]
    for module in lessons():
        lines += ["", f"## {_title(module)}"]
        for one in in_lesson(module):
            lines += ["", *_described(one)]
    return "\n".join(lines)


def _title(module: ModuleType) -> str:
    return (module.__doc__ or "").partition("\n")[0]


def _described(one: Exercise | Code | Prediction) -> Iterator[str]:
    if isinstance(one, Prediction):
        yield from (f"### `{one.call}(...)`: a prediction", "", one.asks, "")
        yield f"**Answer:** {values(read(one.truth, one.truth))}. {one.why}"
    elif isinstance(one, Code):
        yield from (f"### `{one.exercise.call}(...)`: a function", "", one.exercise.asks, "")
        yield f"**Tested** on {len(one.unseen)} cases. {one.exercise.why}"
        yield from ("", "| mistake | what to say |", "|---|---|")
        for mistake in one.exercise.mistakes:
            yield f"| {mistake.when} | {mistake.look} |"
    else:
        right = one.right(*one.given)
        yield from (f"### `{one.call}(...)`", "", one.asks, "")
        yield f"**Answer:** {values(read(right, right))}. {one.why}"
        yield from ("", "| a wrong answer | comes out when | what to say |", "|---|---|---|")
        for mistake, numbers in one.wrong(one.given):
            yield f"| {values(numbers)} | {mistake.when} | {mistake.look} |"


if __name__ == "__main__":
    sys.stdout.buffer.write(f"{markdown()}\n".encode())  # Windows would not print a σ
