"""What a learner answered, in a small file beside the notebooks: one line of JSON for each answer.

Lines are only added, so that two notebooks can write at the same time. A line that cannot be read
is skipped, and where nothing can be written, everything else works as before. A blank writes
nothing, nor does the same answer once more, unless the blank stood there in between.
"""

import json
import os
from collections.abc import Iterator, Mapping
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from lessons_lib.exercise.answer import Unreadable, is_blank, read, shown, values
from lessons_lib.exercise.answered import Answered
from lessons_lib.exercise.predictions import Prediction
from lessons_lib.language import Later, say

FILE = "my_progress.txt"
SWITCH = "BACKPROP_PROGRESS"  # the environment variable; "off" records nothing
MOST = 2_000_000  # bytes; a longer file is not ours
LONGEST = 200  # characters of an answer
NOTED, TAKEN_BACK = "noted", "taken back"  # results of predictions
_ABOUT = Later(
    "Your answers in the lessons, for your eyes only: they aren't sent anywhere. You can read "
    "or delete this file."
)


class Entry(NamedTuple):
    """One answer: the exercise of a lesson, what was answered, and what was said."""

    day: date
    lesson: str
    exercise: str
    result: str
    answer: str
    mistakes: tuple[str, ...] = ()
    helped: bool = False
    seed: int = 0

    @property
    def key(self) -> tuple[str, str]:
        """The lesson, and the exercise in it."""
        return self.lesson, self.exercise

    def line(self) -> dict[str, Any]:
        """The entry as written to the file."""
        line = self._asdict() | {"day": self.day.isoformat()}
        line["mistakes"] = [_packed(one) for one in self.mistakes]
        return {name: value for name, value in line.items() if value or name == "answer"}


class Record:
    """The file in a folder, by default in the one in which the notebook runs."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._answered: set[tuple[str, str]] = set()  # since the kernel has started
        self._blank: set[tuple[str, str]] = set()  # and since the last answer
        self._complained = False

    @property
    def path(self) -> Path:
        """Where the file is."""
        return (self._folder or Path.cwd()) / FILE

    @property
    def is_on(self) -> bool:
        """Whether answers are recorded: not if the learner or the environment says off."""
        switches = [line["recording"] for line in self._lines() if "recording" in line]
        return os.environ.get(SWITCH) != "off" and switches[-1:] != ["off"]

    def switch(self, on: bool) -> None:
        """Record from now on, or stop. Raises OSError where nothing can be written."""
        self._add({"recording": "on" if on else "off"})

    def entries(self) -> list[Entry]:
        """All answers, the oldest first; none if the environment says off."""
        if os.environ.get(SWITCH) == "off":
            return []
        return [entry for line in self._lines() if (entry := _entry(line))]

    def hear(self, one: Answered) -> str:
        """Record an answer; returns a sentence to add to the feedback, or ""."""
        try:
            return self._heard(one) if self.is_on else ""
        except OSError as error:
            if self._complained:
                return ""
            self._complained = True
            return say("(Your progress can't be saved here: {why}.)", why=error.strerror or error)

    def _heard(self, one: Answered) -> str:
        lesson = one.module.removesuffix(".exercises").rpartition(".")[2]
        key = lesson, one.call
        before = next((entry for entry in reversed(self.entries()) if entry.key == key), None)
        if _is_untouched(one.answers):
            self._blank.add(key)
            return self._remembered(one, before) if before else ""
        predicted = isinstance(one.asked, Prediction)
        if one.feedback.unread or (one.feedback.mark == "→" and not predicted):
            return ""  # no answer, or not finished
        self._answered.add(key)
        entry = Entry(
            date.today(),
            *key,
            NOTED if predicted else one.feedback.mark,
            _written(one),
            one.feedback.mistakes,
            one.helped,
            one.seed,
        )
        same = before and before._replace(day=entry.day, helped=entry.helped) == entry
        if not same or key in self._blank:
            self._add(entry.line())
        self._blank.discard(key)
        return ""

    def _remembered(self, one: Answered, before: Entry) -> str:
        """What is known of a blank from before the kernel has started."""
        if before.key in self._answered or before.result == TAKEN_BACK:
            if before.result == NOTED:
                self._add(before._replace(day=date.today(), result=TAKEN_BACK).line())
            return ""
        if not isinstance(one.asked, Prediction):
            said = say("Last time you wrote {answer}: {mark}.", answer="{answer}", mark="{mark}")
            return said.replace("{answer}", before.answer).replace("{mark}", before.result)
        try:
            numbers = read(json.loads(before.answer), one.asked.truth)
        except (ValueError, RecursionError, Unreadable):
            return ""
        one.asked.noted_in.note(one.asked, numbers)
        return say("Your answer from last time is still saved: {answer}.", answer=values(numbers))

    def _lines(self) -> Iterator[dict[str, Any]]:
        try:
            if self.path.stat().st_size > MOST:
                return
            text = self.path.read_text(encoding="utf-8", errors="replace")
        except OSError:
            return
        for line in text.splitlines():
            try:
                found = json.loads(line)
            except (ValueError, RecursionError):
                continue
            if isinstance(found, dict):
                yield found

    def _add(self, line: Mapping[str, Any]) -> None:
        with self.path.open("ab+") as file:
            size = file.seek(0, os.SEEK_END)
            if size > MOST:
                return
            text = json.dumps(line, ensure_ascii=False) + "\n"
            if not size:
                text = json.dumps({"about": say(_ABOUT)}, ensure_ascii=False) + "\n" + text
            else:
                file.seek(-1, os.SEEK_END)
                text = text if file.read(1) == b"\n" else "\n" + text  # after half a line
            file.write(text.encode())


def _is_untouched(answers: tuple[Any, ...]) -> bool:
    try:
        return is_blank(answers[0] if len(answers) == 1 else answers or ...)
    except Unreadable:
        return False


def _written(one: Answered) -> str:
    """The answer as text: of a prediction the numbers, of a function its name and a short hash."""
    if isinstance(one.asked, Prediction):
        numbers = [array.tolist() for array in one.asked.noted_in.noted[one.asked]]
        several = isinstance(one.asked.truth, list | tuple)
        return json.dumps(numbers if several else numbers[0])
    if code := getattr(one.answers[0], "__code__", None):
        kinds = [value for value in code.co_consts if not hasattr(value, "co_code")]
        made = repr((code.co_code, code.co_names, code.co_varnames, kinds))
        return f"{shown(one.answers[0])} ({sha256(made.encode()).hexdigest()[:6]})"
    return ", ".join(map(_plain, one.answers))[:LONGEST]


def _plain(answer: Any) -> str:
    value = answer.tolist() if isinstance(answer, np.ndarray | np.generic) else answer
    return value if isinstance(value, str) else repr(value).replace("Ellipsis", "...")


def _entry(line: Mapping[str, Any]) -> Entry | None:
    try:
        lesson, exercise, result, answer = texts = [
            line[name] for name in ("lesson", "exercise", "result", "answer")
        ]
        mistakes = tuple(_unpacked(one) for one in line.get("mistakes", ()))
        day, seed = date.fromisoformat(line["day"]), int(line.get("seed", 0))
    except (LookupError, TypeError, ValueError, RecursionError):
        return None
    if not all(isinstance(text, str) for text in texts):
        return None
    return Entry(day, lesson, exercise, result, answer, mistakes, bool(line.get("helped")), seed)


def _packed(text: Any) -> Any:
    """A text that is translated on use: its English, and the values in it."""
    source, values = text.parts if isinstance(text, Later) else (str(text), {})
    packed = {name: _packed(value) for name, value in values.items()}
    return [source, packed] if packed else source


def _unpacked(text: Any) -> Later:
    if isinstance(text, str):
        return Later(text)
    source, values = text
    return Later(source, **{name: _unpacked(value) for name, value in values.items()})


RECORD = Record()
