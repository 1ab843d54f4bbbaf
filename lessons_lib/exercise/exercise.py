"""An exercise: a question, the right algorithm, and the mistakes it knows."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from lessons_lib.exercise.answer import Unreadable, is_blank, read, shown
from lessons_lib.exercise.compare import agrees, flat, same, same_shapes, sides
from lessons_lib.exercise.feedback import Feedback
from lessons_lib.functions import Array, quiet
from lessons_lib.mistakes.coincidences import why_the_same
from lessons_lib.mistakes.mistake import Mistake

NAMING_DIGITS = 3  # a mistake is known by three digits, however many the right answer needs


@dataclass(frozen=True, repr=False, eq=False)
class Exercise:
    """`exercise(answer)` says whether the answer is right, or which mistake it is.

    call: how a learner calls it, without the brackets.
    asks: what to put in the place of the blank `...`, in one or two sentences.
    right: the right algorithm. right(*given) is a number, an array, or nested lists of arrays.
    mistakes: what else is computed from `given`, to be recognised.
    why: said when the answer is right. look: said when it is wrong, and no known mistake.
    names: of the numbers asked for, where there are several; then each may be judged alone.
    digits: how many significant digits must be right; the last of them may be off by two.
    """

    call: str
    asks: str
    right: Callable[..., Any]
    given: tuple[Any, ...]
    mistakes: Sequence[Mistake]
    why: str
    look: str
    names: Sequence[str] = ()
    digits: int = 3

    def __call__(self, answer: Any = ...) -> Feedback:
        """What there is to say about the numbers that a learner typed."""
        try:
            return self.judge(answer, self.given)
        except Unreadable as help:
            return Feedback("✗", str(help))

    @quiet
    def judge(self, answer: Any, given: tuple[Any, ...]) -> Feedback:
        """The same for anything given; raises Unreadable where the answer holds no numbers."""
        return self.compared(answer, self.right(*given), self.wrong(given))

    def compared(
        self, answer: Any, right: Any, wrong: Iterable[tuple[Mistake, list[Array]]]
    ) -> Feedback:
        """The same where it is known what is right, and what comes out of each mistake."""
        if is_blank(answer):
            return Feedback("→", self.asks)
        target, numbers = read(right, right), read(answer, right)
        if not same(numbers, target, self.digits):
            return Feedback("✗", f"Not yet. {self._found(answer, numbers, target, list(wrong))}")
        blank = np.isnan(flat(numbers))
        if blank.any():
            return Feedback("→", f"Right so far. Next: {self._name(int(blank.argmax()))}.")
        return Feedback("✓", f"Right. {self.why}")

    def wrong(self, given: tuple[Any, ...]) -> Iterator[tuple[Mistake, list[Array]]]:
        """The mistakes that can be made here and change the result, each with what comes out."""
        right = self.right(*given)
        target = read(right, right)
        for mistake in self.mistakes:
            try:
                result = mistake.of(*given)
                numbers = read(result, result)
            except (ValueError, Unreadable):  # here it would not go unnoticed
                continue
            if not same(numbers, target, max(self.digits, NAMING_DIGITS)):
                yield mistake, numbers

    def __repr__(self) -> str:
        return f"{self.call}(...)\n{self.asks}"

    def _found(
        self,
        answer: Any,
        numbers: list[Array],
        target: list[Array],
        wrong: list[tuple[Mistake, list[Array]]],
    ) -> str:
        named = [mistake for mistake, value in wrong if same(numbers, value, NAMING_DIGITS)]
        if named:
            return _said("This", named)
        if not same_shapes(numbers, target):
            return _shapes(answer, numbers, target)
        mine, goal = flat(numbers), flat(target)
        first, where = 0, "This"
        if self.names:
            first = int(agrees(mine, goal, self.digits).argmin())
            where = f"{self._name(first)} is the first that is off. It"
            named = [
                mistake
                for mistake, value in wrong
                if same_shapes(value, target)
                and agrees(mine, flat(value), NAMING_DIGITS)[: first + 1].all()
                and not agrees(flat(value), goal, NAMING_DIGITS)[first]
            ]
            if named:
                return _said(where, named)
        close = "It is close, so perhaps a number was rounded on the way: keep three digits. "
        near = close if abs(mine[first] - goal[first]) < 0.05 * abs(goal[first]) else ""
        return f"{where} is not among the mistakes I know. {near}{self.look}"

    def _name(self, index: int) -> str:
        return self.names[index] if index < len(self.names) else f"number {index + 1}"


def _said(what: str, named: Sequence[Mistake]) -> str:
    whens = [mistake.when for mistake in named]
    named = [mistake for mistake in named if mistake.part_of not in whens]
    looks = " ".join(dict.fromkeys(mistake.look for mistake in named))
    if not any(whens):
        return looks
    when = "; and also when ".join(mistake.when for mistake in named)
    why = f"{why_the_same(named)} " if len(named) > 1 else ""
    return f"{what} is what comes out when {when}. {why}{looks}"


def _shapes(answer: Any, numbers: list[Array], target: list[Array]) -> str:
    if isinstance(answer, tuple) and target[0].size == 1:
        return f"{shown(answer)} are {len(answer)} numbers. Write a decimal point, as in 0.25."
    pairs = zip(numbers, target, strict=True)
    i, a, t = next((i, a, t) for i, (a, t) in enumerate(pairs, start=1) if sides(a) != sides(t))
    which = f"array {i} of {len(target)}" if len(target) > 1 else "the answer"
    if t.size == 1:
        return f"This must be one number, but {which} has the shape {a.shape}."
    if t.ndim == 1:
        return f"These must be {t.size} numbers, but {which} has the shape {a.shape}."
    return f"The shape must be {t.shape}, but {which} has {a.shape}."
