"""Practice without end: an exercise with a template has other numbers for each seed.

`check.x.new()` shows the question with fresh numbers, and `check.x(answer)` is judged by these from
then on; `check.x.hint()` and `check.x.solution()` help with them. Seed 0 has the numbers of the
lecture. Who has solved some of a kind is offered other kinds of the lesson.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from lessons_lib.checks import settings
from lessons_lib.exercise.compare import agrees, flat
from lessons_lib.exercise.feedback import Feedback
from lessons_lib.exercise.page import FeedbackWithButtons, Page
from lessons_lib.exercise.questions import Question, question
from lessons_lib.exercise.template import Draw, Template
from lessons_lib.language import say, sentences

if TYPE_CHECKING:
    from lessons_lib.exercise.exercise import Exercise

MOST_DRAWS = 200
SAME_KIND = 2  # so many solved at once, and other kinds are mixed in
CANCELLED = 0.01  # a sum is at least this share of what is added


@dataclass
class Practice:
    """Where a learner stands: the seed of the present numbers, and how far the help was opened.

    solved: how many were solved in a row, each with the first answer and without help.
    """

    seed: int = 0
    hints: int = 0
    solution: bool = False
    answered: bool = False
    solved: int = 0

    def go_to(self, seed: int) -> None:
        """Begin with the numbers of this seed."""
        self.seed, self.hints, self.solution, self.answered = seed, 0, False, False

    def count(self, right: bool) -> None:
        """Count an answer; the first one for its numbers matters."""
        if self.answered or not self.seed:
            return
        self.answered = True
        self.solved = self.solved + 1 if right and not self.hints and not self.solution else 0


class Practised:
    """What an exercise with a template can do beyond judging an answer."""

    call: str
    given: tuple[Any, ...]
    template: Template | None
    practice: Practice
    beside: Sequence["Exercise"]

    def new(self, seed: int | None = None) -> Page:
        """The question with the next numbers, or with those of a seed from 0 up.

        Raises ValueError for another seed.
        """
        if self.template is None:
            return Page(say("This exercise has no other numbers."))
        if seed is not None:
            settings(seed=seed)
            self.practice.go_to(int(seed))
            return self.asked()
        before = self.texts()
        while self.texts() == before:  # two seeds may draw the same
            self.practice.go_to(self.practice.seed + 1)
        return self.asked()

    @property
    def mixed(self) -> "Exercise | None":
        """Another kind of exercise to go on with, if this kind was solved often enough.

        It is the one of the lesson that was practised least.
        """
        kinds = [other for other in self.beside if other.template]
        if self.practice.solved < SAME_KIND or not kinds:
            return None
        return min(kinds, key=lambda other: other.practice.seed)

    def another_kind(self) -> Page:
        """A question of another kind; after it, still others are mixed in."""
        other = self.mixed
        assert other
        other.practice.solved = max(other.practice.solved, SAME_KIND - 1)
        return other.new()

    def asked(self) -> Page:
        """The question with the present numbers."""
        how = say(
            "Put your answer in `{call}`. These are the numbers of `{new}`.",
            call=f"{self.call}({self.now().blanks()})",
            new=f"{self.call}.new({self.practice.seed})",
        )
        return Page(f"{self.question()}\n\n{how}", self.picture())

    def question(self) -> str:
        """The text of the question with the present numbers, as Markdown."""
        assert self.template is not None
        shown = self.template.shown.format(**self.template.named(self.now().given))
        return "\n\n".join(filter(None, (self.texts().asked, shown)))

    def picture(self) -> str:
        """The picture of the present numbers as SVG, or nothing."""
        assert self.template is not None
        draw = self.template.picture
        return draw(*self.now().given) if draw and self.practice.seed else ""

    def hint(self) -> Page:
        """The next hint for the present numbers."""
        hints = self.texts().helps[:-1]
        self.practice.hints = min(self.practice.hints + 1, len(hints))
        title, text = hints[self.practice.hints - 1]
        return Page(f"**{title}**\n\n{text}")

    def solution(self) -> Page:
        """The solution for the present numbers; the next question has others."""
        self.practice.solution = True
        title, text = self.texts().helps[-1]
        return Page(f"**{title}**\n\n{text}")

    def now(self) -> "Exercise":
        """The exercise with the present numbers."""
        now: Exercise = drawn(self, self.practice.seed)
        return now

    def followed(self, feedback: Feedback, answer: Any) -> Feedback:
        """The feedback on an answer, with a way to go on."""
        if self.template is None or feedback.mark == "→":
            return feedback
        self.practice.count(feedback.mark == "✓")
        seed, asked = self.practice.seed, self.asked() if self.practice.seed else None
        if feedback.mark == "✗" and seed:
            earlier = [drawn(self, before) for before in {seed - 1, 0}]
            if any(one.judge(answer, one.given).mark == "✓" for one in earlier):
                said = say("This is right for the old numbers. Now there are new ones.")
                feedback = Feedback("✗", said)
        seen = feedback.mark == "✓" and self.practice.solution
        if seen:  # now without the solution
            following = say("You've seen the solution. Here are other numbers:")
            feedback = Feedback("✓", sentences([feedback.text, following]))
            self.new()
        return FeedbackWithButtons(
            **vars(feedback), exercise=self, asked=asked, then=self.asked() if seen else None
        )

    def texts(self) -> Question:
        """The texts of the notebook, with the present numbers."""
        assert self.template is not None
        found = question(self.template.lesson, self.call.partition(".")[2])
        fresh = self.now().given
        return Question(
            self.template.filled(found.asked, self.given, fresh),
            self.template.filled(found.help, self.given, fresh),
        )


@cache
def drawn(exercise: Any, seed: int) -> "Exercise":
    """The exercise with the numbers of this seed; the first pleasant ones are taken."""
    lecture: Exercise = exercise
    template = lecture.template
    if seed == 0 or template is None:
        return lecture
    alike = coincidences(exercise)
    for attempt in range(MOST_DRAWS):
        fresh = at(exercise, template.draw(Draw(seed, attempt)))
        if is_pleasant(fresh, alike):
            return fresh
    raise RuntimeError(f"{exercise.call}: no pleasant numbers for seed {seed}")


def at(exercise: "Exercise", given: tuple[Any, ...]) -> "Exercise":
    """The same exercise with other given numbers, and its texts with them."""
    return replace(exercise, given=given, practice=Practice())


def coincidences(exercise: "Exercise") -> int:
    """How many pairs of mistakes have the same result."""
    values = [flat(numbers) for _, numbers in exercise.wrong(exercise.given)]
    same = 0
    for i, one in enumerate(values):
        others = [other for other in values[:i] if other.shape == one.shape]
        if others:
            alike = agrees(one, np.array(others), exercise.digits, exercise.slack)
            same += int(alike.all(axis=-1).sum())
    return same


def is_pleasant(exercise: "Exercise", alike: int) -> bool:
    """Whether each mistake changes the result, in its own way, and nothing cancels.

    Numbers rounded on the way must be judged as right. alike: how many pairs of mistakes may have
    the same result.
    """
    if len(list(exercise.wrong(exercise.given))) < len(exercise.known):
        return False
    if calculation := exercise.calculation(exercise.given):
        for one in calculation.quantities:
            largest = max((abs(operand.value) for operand in one.of), default=0)
            if one.op in ("+", "−") and abs(one.value) < CANCELLED * largest:
                return False
        for digits, where in (
            (exercise.digits, lambda one: True),
            (4, lambda one: True),
            (exercise.digits, lambda one: bool(one.name)),
        ):
            by_hand = calculation.rounded(f"round {digits}", where)
            if exercise.judge(_one_or_all(by_hand), exercise.given).mark != "✓":
                return False
    return coincidences(exercise) <= alike


def _one_or_all(numbers: list[float]) -> Any:
    return numbers if len(numbers) > 1 else numbers[0]
