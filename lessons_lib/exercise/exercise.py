"""An exercise: a question, the right algorithm, and its known mistakes."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from typing import Any

import numpy as np

from lessons_lib.exercise.answer import Unreadable, gathered, is_blank, is_whole, misfit, read
from lessons_lib.exercise.asked import Asked
from lessons_lib.exercise.calculation import Calculation, traced
from lessons_lib.exercise.compare import DIGITS, HALF, Accuracy, flat, same, same_shapes
from lessons_lib.exercise.explanation import NO_CLUES, Clues, Explanation
from lessons_lib.exercise.feedback import Feedback
from lessons_lib.exercise.practice import Practice, Practised
from lessons_lib.exercise.questions import is_above
from lessons_lib.exercise.rounding import without_rounding
from lessons_lib.exercise.template import Template
from lessons_lib.functions import Array, quiet
from lessons_lib.language import Later, say
from lessons_lib.mistakes.mistake import Impossible, Mistake
from lessons_lib.mistakes.wrong_factors import anywhere

Wrong = tuple[Mistake, list[Array]]  # a mistake and its result


@dataclass(frozen=True, repr=False, eq=False)
class Exercise(Asked, Practised):
    """`exercise(answer)` says whether the answer is right, or which mistake it is.

    asks: what to write in place of the blank `...`, in one or two sentences.
    right: the right algorithm; right(*given) is a number, an array, or nested lists of arrays.
    mistakes: algorithms on the same `given`, to be recognised.
    why: shown for a right answer. look: shown for a wrong answer without a known mistake.
    impossible: what the right number can't be, told if nothing else explains a wrong one.
    names: of the requested numbers, if there are several; then each can be judged alone.
    digits: how many significant digits must be right. Integers must match exactly.
    slack: the tolerance in units of the last digit. ½ accepts a rounded number; 2 is for long
    calculations, where a careful learner rounds at each step.
    by_hand: if `right` computes with whole networks, by_hand(*given) returns an equivalent
    algorithm for single numbers and its arguments; slips are searched in it.
    template: draws other given numbers; then all texts are formatted with the template's names.
    call: how a learner calls it, without the brackets; `collected` tells it, and the other
    exercises of the lesson, `beside`.
    """

    asks: str
    right: Callable[..., Any]
    given: tuple[Any, ...]
    mistakes: Sequence[Mistake]
    why: str
    look: str
    impossible: Sequence[Impossible] = ()
    names: Sequence[str] = ()
    digits: int = DIGITS
    slack: float = HALF
    by_hand: Callable[..., tuple[Callable[..., Any], tuple[Any, ...]]] | None = None
    template: Template | None = None
    call: str = ""
    beside: Sequence["Exercise"] = ()
    practice: Practice = field(default_factory=Practice)

    def __post_init__(self) -> None:
        for text in ("asks", "why", "look"):
            object.__setattr__(self, text, self._with_numbers(getattr(self, text)))
        if self.template:
            object.__setattr__(self, "names", [self._with_numbers(name) for name in self.names])
            mistakes = [
                replace(
                    mistake,
                    when=self._with_numbers(mistake.when),
                    look=self._with_numbers(mistake.look),
                )
                for mistake in self.mistakes
            ]
            object.__setattr__(self, "mistakes", mistakes)
            impossible = [replace(one, why=self._with_numbers(one.why)) for one in self.impossible]
            object.__setattr__(self, "impossible", impossible)

    def __call__(self, /, *answers: Any, **named: Any) -> Feedback:
        """Judge the numbers that a learner typed."""
        try:
            answer = gathered(answers, **named)
            now = self.now()
            return self.followed(now.judge(answer, now.given), answer)
        except Unreadable as help:
            return Feedback("✗", str(help), unread=True)

    def blanks(self) -> str:
        """The blank of a call, or as many as there are numbers."""
        count = len(flat(read(right := self.right(*self.given), right)))
        return "..." if count == 1 else f"[{', '.join(['...'] * count)}]"

    @quiet
    def judge(self, answer: Any, given: tuple[Any, ...]) -> Feedback:
        """The same for any `given`; raises Unreadable if the answer contains no numbers."""
        right = without_rounding(self.right, given)
        return self.compared(
            answer,
            right,
            self.wrong(given),
            Clues(
                calculation=lambda: self.calculation(given),
                cannot=lambda number: self._cannot(number, given),
            ),
        )

    def _cannot(self, number: float, given: tuple[Any, ...]) -> str:
        """Why the right number can't be this one, or ""."""
        return next((say(one.why) for one in self.impossible if one.of(number, *given)), "")

    def calculation(self, given: tuple[Any, ...]) -> Calculation | None:
        """The traced calculation, or None if it cannot be traced."""
        if not self._by_hand or self.is_choice:
            return None
        algorithm, numbers = self.by_hand(*given) if self.by_hand else (self.right, given)
        found = traced(algorithm, numbers)
        if not found:
            return None
        for one, name in zip(found.outputs, self.names, strict=False):
            one.name = "" if one.is_leaf else name
        return replace(found, mistaken=cache(lambda: list(self._mistaken(given))))

    def _mistaken(self, given: tuple[Any, ...]) -> Iterator[tuple[Mistake, Calculation]]:
        """The calculations with a known mistake that can be traced."""
        right = self.right(*given)
        for mistake in self.mistakes:
            found = traced(mistake.of, given) if mistake.when else None
            if found and len(found.outputs) == len(flat(read(right, right))):
                yield mistake, found

    def compared(
        self,
        answer: Any,
        right: Any,
        wrong: Iterable[Wrong],
        clues: Clues = NO_CLUES,
    ) -> Feedback:
        """The same with precomputed results: right numbers, and results of mistakes."""
        if is_blank(answer):
            return Feedback("→", say(self.asks))
        target, numbers = read(right, right), read(answer, right)
        slack = self._slack(right)
        if not same(numbers, target, self.digits, slack):
            comma = isinstance(answer, tuple)  # a decimal comma: 0,25 is two numbers to Python
            help = misfit(numbers, target, comma and self._by_hand) or say(self.look)
            accuracy = Accuracy(self.digits, slack, self.slack)
            found = self._found(numbers, target, list(wrong), accuracy, help, clues)
            if found is not None:
                return found
        blank = np.isnan(flat(numbers))
        if blank.any():
            name = self._name(int(blank.argmax()))
            return Feedback("→", say("Right so far. Next: {name}.", name=name))
        return Feedback("✓", say("Right. {why}", why=self.why))

    def is_result(self, answer: Any, numbers: list[Array], like: Any) -> bool:
        """Whether an answer has these numbers."""
        return same(read(answer, like), numbers, self.digits, HALF)

    @cached_property
    def known(self) -> Sequence[Mistake]:
        """Its mistakes, and by hand those that can be made anywhere unless something is counted."""
        right = self.right(*self.given)
        if not self._by_hand or self.is_choice or is_whole(right):
            return self.mistakes
        computed = {i: name for i, name in enumerate(self.names) if not is_whole(right[i])}
        return [*self.mistakes, *anywhere(self.right, computed)]

    def wrong(self, given: tuple[Any, ...]) -> Iterator[Wrong]:
        """The mistakes that apply here and change the result, each with its result."""
        right = without_rounding(self.right, given)
        target = read(right, right)
        for mistake in self.known:
            try:
                result = without_rounding(mistake.of, given)
                numbers = read(result, right)
            except (ValueError, Unreadable):  # the mistake raises an error here
                continue
            if not same(numbers, target, self.digits, self._slack(right)):
                yield mistake, numbers

    def __repr__(self) -> str:
        return f"{self.call}(...)\n{say(self.asks)}"

    def _with_numbers(self, text: str) -> Later:
        return self.template.said(text, self.given) if self.template else Later(text)

    def _slack(self, right: Any) -> float:
        return 0 if is_whole(right) else self.slack

    def _found(
        self,
        numbers: list[Array],
        target: list[Array],
        wrong: list[Wrong],
        accuracy: Accuracy,
        help: str,
        clues: Clues,
    ) -> Feedback | None:
        """The feedback on numbers that are not right; None if they are right enough."""
        explanation = Explanation(
            flat(numbers),
            flat(target),
            [(one, flat(value)) for one, value in wrong if same_shapes(numbers, value)],
            self._name,
            self.look,
            accuracy,
            replace(clues, elsewhere=lambda: self._elsewhere(numbers), copied=self._copied),
        )
        fits = same_shapes(numbers, target)
        if fits and not self.is_choice:
            return explanation.feedback()
        not_yet = Feedback("✗", say("Not yet. {found}", found=help), unread=not fits)
        return explanation.named() or not_yet

    def _elsewhere(self, numbers: list[Array]) -> str:
        """Which other exercise of the lesson has these numbers."""
        for other in self.beside:
            now = other.now()
            right = without_rounding(now.right, now.given)
            if not other.is_choice and same(
                numbers, read(right, right), other.digits, other._slack(right)
            ):
                return say(
                    "This is the right answer to {call}, not to this exercise.", call=other.call
                )
        return ""

    def _copied(self, numbers: Array) -> str:
        """Whether the lesson has all these numbers before the question."""
        lesson, check = self.template.lesson if self.template else "", self.call.partition(".")[2]
        if not all(is_above(one, lesson, check) for one in numbers):
            return ""
        if len(numbers) == 1:
            return say("The lesson shows this number above, but it belongs to something else.")
        return say("The lesson shows these numbers above, but they belong to something else.")

    @property
    def _by_hand(self) -> bool:
        return Accuracy(self.digits).by_hand

    @property
    def is_choice(self) -> bool:
        """Whether the learner chooses one of several lines and computes nothing."""
        return bool(self.mistakes) and not any(one.when for one in self.mistakes)

    def _name(self, index: int) -> str:
        if index < len(self.names):
            return say(self.names[index])
        return say("number {n}", n=index + 1)
