"""An exercise: a question, the right algorithm, and the mistakes it knows."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from lessons_lib.exercise.answer import Unreadable, is_blank, read, shown
from lessons_lib.exercise.compare import agrees, flat, same, same_shapes, sides
from lessons_lib.exercise.feedback import Feedback
from lessons_lib.functions import Array, quiet
from lessons_lib.language import say, sentences
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
            return Feedback("→", say(self.asks))
        target, numbers = read(right, right), read(answer, right)
        if not same(numbers, target, self.digits):
            found = self._found(answer, numbers, target, list(wrong))
            return Feedback("✗", say("Not yet. {found}", found=found))
        blank = np.isnan(flat(numbers))
        if blank.any():
            name = self._name(int(blank.argmax()))
            return Feedback("→", say("Right so far. Next: {name}.", name=name))
        return Feedback("✓", say("Right. {why}", why=self.why))

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
        return f"{self.call}(...)\n{say(self.asks)}"

    def _found(
        self,
        answer: Any,
        numbers: list[Array],
        target: list[Array],
        wrong: list[tuple[Mistake, list[Array]]],
    ) -> str:
        named = [mistake for mistake, value in wrong if same(numbers, value, NAMING_DIGITS)]
        if named:
            return _said(named)
        if not same_shapes(numbers, target):
            return _shapes(answer, numbers, target)
        mine, goal = flat(numbers), flat(target)
        first, where = 0, ""
        if self.names:
            first = int(agrees(mine, goal, self.digits).argmin())
            where = say("The first that is off is {name}. ", name=self._name(first))
            named = [
                mistake
                for mistake, value in wrong
                if same_shapes(value, target)
                and agrees(mine, flat(value), NAMING_DIGITS)[: first + 1].all()
                and not agrees(flat(value), goal, NAMING_DIGITS)[first]
            ]
            if named:
                return where + _said(named)
        near = ""
        if abs(mine[first] - goal[first]) < 0.05 * abs(goal[first]):
            near = say(
                "It is close, so perhaps a number was rounded on the way: keep three digits. "
            )
        unknown = say("This is not among the mistakes I know. ")
        return f"{where}{unknown}{near}{say(self.look)}"

    def _name(self, index: int) -> str:
        if index < len(self.names):
            return say(self.names[index])
        return say("number {n}", n=index + 1)


def _said(named: Sequence[Mistake]) -> str:
    whens = [mistake.when for mistake in named]
    named = [mistake for mistake in named if mistake.part_of not in whens]
    looks = sentences(dict.fromkeys(say(mistake.look) for mistake in named))
    if not any(whens):
        return looks
    when = say("; and also when ").join(say(mistake.when) for mistake in named)
    why = [why_the_same(named)] if len(named) > 1 else []
    return sentences([say("This is what comes out when {when}.", when=when), *why, looks])


def _shapes(answer: Any, numbers: list[Array], target: list[Array]) -> str:
    if isinstance(answer, tuple) and target[0].size == 1:
        return say(
            "{answer} are {n} numbers. Write a decimal point, as in 0.25.",
            answer=shown(answer),
            n=len(answer),
        )
    pairs = zip(numbers, target, strict=True)
    i, a, t = next((i, a, t) for i, (a, t) in enumerate(pairs, start=1) if sides(a) != sides(t))
    which = say("the answer")
    if len(target) > 1:
        which = say("array {i} of {n}", i=i, n=len(target))
    if t.size == 1:
        return say(
            "This must be one number, but {which} has the shape {shape}.",
            which=which,
            shape=a.shape,
        )
    if t.ndim == 1:
        return say(
            "These must be {n} numbers, but {which} has the shape {shape}.",
            n=t.size,
            which=which,
            shape=a.shape,
        )
    return say(
        "The shape must be {wanted}, but {which} has {shape}.",
        wanted=t.shape,
        which=which,
        shape=a.shape,
    )
