"""The texts of the exercises, as the notebooks have them: question, hints, and solution.

`make notebooks` writes languages/questions.<language>.json out of the notebooks, which need not be
where the package is.
"""

import json
import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from lessons_lib.language import CATALOGUES, SOURCE, spoken

HELP = re.compile(r"<details>\s*<summary>(.*?)</summary>(.*?)</details>", re.DOTALL)
CODE = re.compile(r"```python\n(.*?)```", re.DOTALL)


@dataclass(frozen=True)
class Question:
    """The Markdown cells of one exercise: the question, and the cell below the blank.

    has_template: whether it can be asked with other numbers. above: the numbers with three digits
    or more that the lesson has before it.
    """

    asked: str
    help: str
    has_template: bool = False
    above: str = ""

    @property
    def helps(self) -> list[tuple[str, str]]:
        """(title, Markdown) of each hint and, last, of the solution."""
        return [(title.strip(), text.strip()) for title, text in HELP.findall(self.help)]

    @property
    def solution(self) -> str:
        """The Python call with the right answer."""
        found = CODE.findall(self.help)
        return str(found[-1]).strip()

    @property
    def source(self) -> str:
        """The function of the solution, without the call."""
        return self.solution.rpartition("\ncheck.")[0]


def question(lesson: str, check: str) -> Question:
    """The question in the current language, in English where it has none."""
    found = _stored(spoken()).get(f"{lesson}.{check}") or _stored(SOURCE)[f"{lesson}.{check}"]
    return Question(*found)


def is_above(value: float, lesson: str, check: str) -> bool:
    """Whether the lesson has this number, with another sign perhaps, before the question."""
    found = Question(*_stored(SOURCE).get(f"{lesson}.{check}", ("", "")))
    return f"{abs(value):.9g}" in found.above.split()


@cache
def every() -> dict[tuple[str, str], bool]:
    """(lesson, call) of all exercises, in their order, and whether each has other numbers."""
    found = {}
    for key, (_, _, has_template, _) in _stored(SOURCE).items():
        lesson, _, check = key.partition(".")
        found[lesson, f"check.{check}"] = has_template
    return found


@cache
def _stored(language: str) -> Any:
    file = CATALOGUES / f"questions.{language}.json"
    return json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
