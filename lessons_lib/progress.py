"""What you can do: which exercises you solved, which mistakes came back, what to practise next.

The answers are in a small file beside the notebooks; see `exercise/record.py`.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape
from itertools import groupby
from pathlib import Path

from lessons_lib.exercise import questions
from lessons_lib.exercise.record import FILE, NOTED, RECORD, TAKEN_BACK, Entry
from lessons_lib.language import say
from lessons_lib.lessons import LESSONS
from lessons_lib.notation import plain

EXPORTED = "my_progress.md"
AGAIN = (timedelta(0), timedelta(days=1), timedelta(days=7))  # after so many days solved, when next
MOST_NEXT = 3
_NUMBERS = {lesson.name: lesson.number for lesson in LESSONS}
_TITLES = {lesson.name: lesson.title for lesson in LESSONS}


@dataclass(frozen=True)
class Stand:
    """Where a learner stands with one exercise: its answers, the oldest first."""

    entries: Sequence[Entry]

    @property
    def lesson(self) -> str:
        """The name of the lesson."""
        return self.entries[0].lesson

    @property
    def exercise(self) -> str:
        """The call of the exercise."""
        return self.entries[0].exercise

    @property
    def wrong(self) -> int:
        """How many answers were wrong."""
        return sum(entry.result == "✗" for entry in self.entries)

    @property
    def is_solved(self) -> bool:
        """Whether the last answer is right."""
        return self.entries[-1].result == "✓"

    @property
    def is_solved_alone(self) -> bool:
        """Whether one answer was right at once: the first for its numbers, and without help."""
        alone = False
        for _, one_question in groupby(self.entries, lambda entry: entry.seed):
            first = next(one_question)
            alone |= first.result == "✓" and not first.helped
        return alone

    def due(self) -> date | None:
        """When to practise it next: now if it is wrong, else after a day, then after a week.

        What was right at once, and never wrong, comes back only after a week.
        """
        days: list[date] = []
        for entry in self.entries:
            if entry.result == "✗":
                days = []
            elif entry.day not in days and not entry.helped:
                days.append(entry.day)
        solved = len(days) + (not self.wrong and bool(days))
        last = self.entries[-1].day
        return last + AGAIN[solved] if solved < len(AGAIN) else None


class Progress:
    """All answers so far, as a page."""

    def __init__(self, entries: Iterable[Entry], today: date) -> None:
        answers = [entry for entry in entries if entry.result not in (NOTED, TAKEN_BACK)]
        found: dict[tuple[str, str], list[Entry]] = {}
        for entry in answers:
            if entry.lesson in _NUMBERS:
                found.setdefault(entry.key, []).append(entry)
        self._stands = sorted(map(Stand, found.values()), key=lambda one: _NUMBERS[one.lesson])
        self._today = today

    @property
    def mistakes(self) -> list[tuple[str, int]]:
        """The recognised mistakes with their counts, most frequent first."""
        every = (each for one in self._stands for entry in one.entries for each in entry.mistakes)
        return Counter(every).most_common()

    @property
    def next(self) -> list[Stand]:
        """What to practise next: what is due, most frequent mistakes first."""
        due = [one for one in self._stands if (day := one.due()) and day <= self._today]
        return sorted(due, key=lambda one: (one.is_solved, -one.wrong))[:MOST_NEXT]

    @property
    def untried(self) -> list[tuple[str, str]]:
        """Lesson and call of the first exercises without an answer, in the lessons begun."""
        begun = {one.lesson for one in self._stands}
        tried = {(one.lesson, one.exercise) for one in self._stands}
        every = [key for key in questions.every() if key[0] in begun and key not in tried]
        return every[: MOST_NEXT - len(self.next)]

    def _summary(self) -> str:
        if not self._stands:
            return say(
                "Nothing saved yet. Answer an exercise and come back: you'll see what you've "
                "solved and what to practise."
            )
        return say(
            "Exercises tried: {n}. Solved: {solved}. On the first try, without help: {alone}.",
            solved=sum(one.is_solved for one in self._stands),
            n=len(self._stands),
            alone=sum(one.is_solved_alone for one in self._stands),
        )

    def _rows(self) -> list[tuple[str, ...]]:
        return [
            (
                f"{_NUMBERS[one.lesson]} · {say(_TITLES[one.lesson])}",
                one.exercise,
                str(len(one.entries)),
                _yes(one.is_solved),
                _yes(one.is_solved_alone),
                self._when(one.due()),
            )
            for one in self._stands
        ]

    def _when(self, due: date | None) -> str:
        if due is None:
            return say("not needed")
        return say("now") if due <= self._today else due.isoformat()

    def _lists(self) -> list[tuple[str, list[str]]]:
        """Headings with their lines: what to practise next, and the mistakes."""
        practise = [
            *((one.lesson, one.exercise, _why(one)) for one in self.next),
            *((*key, say("you haven't tried it yet.")) for key in self.untried),
        ]
        proposed = [
            say("{exercise} in lesson {n}: {why}", exercise=call, n=_NUMBERS[lesson], why=why)
            for lesson, call, why in practise
        ]
        mistakes = [
            say("{mistake}: once", mistake=plain(say(each)))
            if n == 1
            else say("{mistake}: {n} times", mistake=plain(say(each)), n=n)
            for each, n in self.mistakes
        ]
        headed = [(say("Practise next"), proposed), (say("Mistakes that came up"), mistakes)]
        return [(head, lines) for head, lines in headed if lines]

    def _header(self) -> tuple[str, ...]:
        return (
            say("lesson"),
            say("exercise"),
            say("answers"),
            say("solved"),
            say("first try, no help"),
            say("practise again"),
        )

    def markdown(self) -> str:
        """The page for a teacher."""
        parts = [f"# {say('What I can do')}", self._summary()]
        if self._stands:
            table = [self._header(), ("---",) * len(self._header()), *self._rows()]
            parts.append("\n".join(f"| {' | '.join(row)} |" for row in table))
        for head, lines in self._lists():
            parts.append(f"## {head}\n\n" + "\n".join(f"- {line}" for line in lines))
        return "\n\n".join(parts) + "\n"

    def __repr__(self) -> str:
        rows = [
            " · ".join(row) for row in ((self._header(), *self._rows()) if self._stands else ())
        ]
        lists = [line for head, lines in self._lists() for line in (f"{head}:", *lines)]
        return "\n".join([self._summary(), *rows, *lists])

    def _repr_html_(self) -> str:
        parts = [f"<p><strong>{escape(self._summary())}</strong></p>"]
        for head, lines in self._lists():
            items = "".join(f"<li>{escape(line)}</li>" for line in lines)
            parts.append(f"<p>{escape(head)}</p><ul>{items}</ul>")
        if self._stands:
            parts.append(_table(say("All exercises you've tried"), self._header(), self._rows()))
        return f'<div style="line-height: 1.5">{"".join(parts)}</div>'


def show() -> Progress:
    """What you can do, and what to practise next."""
    return Progress(RECORD.entries(), date.today())


def export() -> str:
    """Write the page as Markdown into a file, for a teacher if you like. Nothing else sends it."""
    return _done(
        lambda: _beside(EXPORTED).write_text(show().markdown(), encoding="utf-8"),
        say("Saved as {file}. It isn't sent anywhere.", file=EXPORTED),
    )


def off() -> str:
    """Note no further answers, in this and all later sessions; `on()` takes it back."""
    done = say("From now on nothing is saved. To start again: progress.on().")
    return _done(lambda: RECORD.switch(False), done)


def on() -> str:
    """Note answers again."""
    return _done(lambda: RECORD.switch(True), say("From now on your answers are saved again."))


def forget() -> str:
    """Delete the file with all answers."""
    return _done(
        lambda: RECORD.path.unlink(missing_ok=True), say("{file} has been deleted.", file=FILE)
    )


def _why(one: Stand) -> str:
    """Why it is to be practised, and how."""
    if not one.is_solved:
        return say("the last answer was wrong.")
    if questions.every().get((one.lesson, one.exercise)):
        new = f"{one.exercise}.new()"
        return say("you got it right, so try other numbers: {new}.", new=new)
    return say("you got it right, so do it once more from scratch.")


def _beside(name: str) -> Path:
    return RECORD.path.with_name(name)


def _done(do: Callable[[], object], said: str) -> str:
    try:
        do()
    except OSError as error:
        return say("This can't be saved here: {why}.", why=error.strerror or error)
    return said


def _yes(fact: bool) -> str:
    return "✓" if fact else "–"


def _table(caption: str, header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    head = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in header)
    body = "".join(
        f'<tr><th scope="row">{escape(first)}</th>'
        + "".join(f"<td>{escape(cell)}</td>" for cell in rest)
        + "</tr>"
        for first, *rest in rows
    )
    return (
        f'<div style="overflow-x: auto"><table><caption>{escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )
