"""A worksheet: all exercises of a lesson that have templates, with the numbers of one seed.

`check.sheet(4711)` shows it with its solution; `check.sheet(4711, [...])` judges what was written
into its blanks.
"""

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from html import escape
from typing import TYPE_CHECKING, Any

import numpy as np

from lessons_lib.checks import is_count
from lessons_lib.exercise import paper, typeset
from lessons_lib.exercise.answer import Unreadable, gathered, has_blank, read, values
from lessons_lib.exercise.asked import Asked
from lessons_lib.exercise.feedback import Feedback
from lessons_lib.exercise.practice import Practised, drawn
from lessons_lib.language import Later, say

if TYPE_CHECKING:
    from lessons_lib.exercise.exercise import Exercise

CALL = "check.sheet"
BEGINNING = re.compile(r"^\*\*[^*]+\*\*")  # Exercise.
ON_SCREEN = re.compile(r"(?<=[.。?？)）])[^.。?？]*`\.\.\.`[^.。]*[.。]")  # how to leave a blank


@dataclass(frozen=True, repr=False, kw_only=True)
class Worksheet(Feedback):
    """The sheet of one seed, shown as HTML that can be printed: questions, and their solutions."""

    seed: int
    exercises: tuple["Exercise", ...]

    def __repr__(self) -> str:
        return "\n\n".join(f"{n}. {one.question()}" for n, one in self._numbered())

    def _repr_html_(self) -> str:
        return paper.folded(self.asked(), self.solved())

    def asked(self) -> str:
        """The questions with their blanks, and a line with the seed, as HTML."""
        call = f"{CALL}({self.seed}, [...])"
        how = say("Sheet {seed}. To check it in the notebook: {call}", seed=self.seed, call=call)
        parts, place = [f"<p>{escape(how)}</p>"], 1
        for n, exercise in self._numbered():
            now = exercise.now()
            count = size(now)
            names = [say(name) for name in now.names] or [""] * count
            blanks = "".join(
                f"<span>({place + i}) {escape(name)}<span class='blank'></span></span>"
                for i, name in enumerate(names)
            )
            place += count
            text = ON_SCREEN.sub("", BEGINNING.sub(f"**{n}.**", exercise.question()))
            asked = typeset.html(text) + exercise.picture()
            parts.append(f"<section>{asked}<p>{blanks}</p></section>")
        return "".join(parts)

    def solved(self) -> str:
        """The solutions and the right numbers, as HTML."""
        parts = [f"<p>{escape(say('Sheet {seed}: solution', seed=self.seed))}</p>"]
        for n, exercise in self._numbered():
            now = exercise.now()
            numbers = values(read(right := now.right(*now.given), right))
            solution = typeset.html(exercise.texts().helps[-1][1])
            parts.append(f"<section><b>{n}.</b>{solution}<p>{escape(numbers)}</p></section>")
        return "".join(parts)

    def _numbered(self) -> Iterator[tuple[int, "Exercise"]]:
        """Each exercise, at this seed."""
        for n, one in enumerate(self.exercises, start=1):
            yield n, replace(one, practice=replace(one.practice, seed=self.seed))


class Sheet(Asked):
    """The worksheets of the lesson whose exercises are in this module: `Sheet(__name__)`."""

    wanted = Later("Write the number of the sheet, then your answers in square brackets.")

    def __init__(self, module: str) -> None:
        self._module = module

    @property
    def exercises(self) -> tuple["Exercise", ...]:
        """Those with templates, in the order of the lesson."""
        found = vars(sys.modules[self._module]).values()
        return tuple(one for one in found if isinstance(one, Practised) and one.template)  # type: ignore[misc]

    def __call__(self, /, *answers: Any, **named: Any) -> Any:
        """The sheet of a seed, or the feedback on what was written into its blanks."""
        try:
            seed, *given = answers if not named else (gathered(answers, **named),)
            if isinstance(seed, Unreadable):
                raise seed
            if not is_count(seed) or seed == 0:
                raise Unreadable(say(self.wanted))
            if not given:
                return Worksheet(mark="→", text="", seed=int(seed), exercises=self.exercises)
            return self._judged(int(seed), gathered(tuple(given)))
        except (Unreadable, ValueError) as help:
            return Feedback("✗", str(help) if isinstance(help, Unreadable) else say(self.wanted))

    def __repr__(self) -> str:
        return f"{CALL}(...)\n{say(self.wanted)}"

    def _judged(self, seed: int, written: Any) -> Feedback:
        """The feedback on each question, a line for each."""
        numbers = list(written) if isinstance(written, list | tuple | np.ndarray) else [written]
        fresh = [drawn(one, seed) for one in self.exercises]
        blanks = sum(map(size, fresh))
        if len(numbers) > blanks:
            text = say(
                "There are {n} blanks on this sheet, not {came}.", n=blanks, came=len(numbers)
            )
            raise Unreadable(text)
        numbers += [...] * (blanks - len(numbers))
        lines, marks = [], set()
        for n, one in enumerate(fresh, start=1):
            mine, numbers = numbers[: size(one)], numbers[size(one) :]
            answer = mine if len(mine) > 1 else mine[0]
            said = one.judge(answer, one.given)
            marks.add("→" if said.mark == "✓" and has_blank(answer) else said.mark)
            lines.append(f"{n}. {said}")
        mark = next(mark for mark in ("✗", "→", "✓") if mark in marks)
        heading = {
            "✗": say("Something is off on this sheet."),
            "→": say("Not everything is filled in yet."),
            "✓": say("Everything on this sheet is right."),
        }[mark]
        return Feedback(mark, "\n".join([heading, *lines]))


def size(exercise: "Exercise") -> int:
    """How many numbers an exercise asks for."""
    return int(exercise.blanks().count("..."))
