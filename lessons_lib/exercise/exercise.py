"""An exercise: a question, the right algorithm, and the mistakes it knows."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from lessons_lib.exercise.answer import Unreadable, gathered, is_blank, is_whole, misfit, read
from lessons_lib.exercise.asked import Asked
from lessons_lib.exercise.compare import agrees, exact, flat, same, same_shapes, shortened
from lessons_lib.exercise.feedback import Feedback
from lessons_lib.functions import Array, quiet
from lessons_lib.language import say, sentences
from lessons_lib.mistakes.coincidences import why_the_same
from lessons_lib.mistakes.mistake import Mistake

BY_HAND = 3  # digits: as many as somebody writes down, while a function returns them all

Wrong = tuple[Mistake, list[Array]]  # a mistake, and what comes out of it


@dataclass(frozen=True, repr=False, eq=False)
class Exercise(Asked):
    """`exercise(answer)` says whether the answer is right, or which mistake it is.

    call: how a learner calls it, without the brackets.
    asks: what to put in the place of the blank `...`, in one or two sentences.
    right: the right algorithm. right(*given) is a number, an array, or nested lists of arrays.
    mistakes: what else is computed from `given`, to be recognised.
    why: said when the answer is right. look: said when it is wrong, and no known mistake.
    names: of the numbers asked for, where there are several; then each may be judged alone.
    digits: how many significant digits must be right. Whole numbers must be right as they are.
    slack: by how much of the last digit it may be off. ½ is a number that was rounded; 2 where the
    way is long, and a careful learner rounds at each step.
    """

    call: str
    asks: str
    right: Callable[..., Any]
    given: tuple[Any, ...]
    mistakes: Sequence[Mistake]
    why: str
    look: str
    names: Sequence[str] = ()
    digits: int = BY_HAND
    slack: float = 0.5

    def __call__(self, /, *answers: Any, **named: Any) -> Feedback:
        """What there is to say about the numbers that a learner typed."""
        try:
            return self.judge(gathered(answers, **named), self.given)
        except Unreadable as help:
            return Feedback("✗", str(help))

    @quiet
    def judge(self, answer: Any, given: tuple[Any, ...]) -> Feedback:
        """The same for anything given; raises Unreadable where the answer holds no numbers."""
        return self.compared(answer, self.right(*given), self.wrong(given))

    def compared(self, answer: Any, right: Any, wrong: Iterable[Wrong]) -> Feedback:
        """The same where it is known what is right, and what comes out of each mistake."""
        if is_blank(answer):
            return Feedback("→", say(self.asks))
        target, numbers = read(right, right), read(answer, right)
        if not same(numbers, target, self.digits, self._slack(right)):
            found = self._found(numbers, target, list(wrong), self._slack(right))
            return Feedback("✗", say("Not yet. {found}", found=found))
        blank = np.isnan(flat(numbers))
        if blank.any():
            name = self._name(int(blank.argmax()))
            return Feedback("→", say("Right so far. Next: {name}.", name=name))
        return Feedback("✓", say("Right. {why}", why=self.why))

    def wrong(self, given: tuple[Any, ...]) -> Iterator[Wrong]:
        """The mistakes that can be made here and change the result, each with what comes out."""
        right = self.right(*given)
        target = read(right, right)
        for mistake in self.mistakes:
            try:
                result = mistake.of(*given)
                numbers = read(result, right)
            except (ValueError, Unreadable):  # here it would not go unnoticed
                continue
            if not same(numbers, target, self.digits, self._slack(right)):
                yield mistake, numbers

    def __repr__(self) -> str:
        return f"{self.call}(...)\n{say(self.asks)}"

    def _slack(self, right: Any) -> float:
        return 0 if is_whole(right) else self.slack

    def _found(
        self, numbers: list[Array], target: list[Array], wrong: list[Wrong], slack: float
    ) -> str:
        by_hand = self.digits <= BY_HAND
        named = [one for one in wrong if same(numbers, one[1], self.digits, self.slack)]
        to_the_digit = any(same(numbers, value, digits=9, slack=0.5) for _, value in named)
        may_be_short = slack and by_hand and not to_the_digit
        if may_be_short and shortened(numbers, target, self.digits, slack):
            return say(
                "As far as it goes, this is right. Write {digits} digits of each number.",
                digits=self.digits,
            )
        if named:
            return self._said(named)
        if help := misfit(numbers, target, typed=by_hand):
            return help
        mine, goal = flat(numbers), flat(target)
        first, where = int(agrees(mine, goal, self.digits, slack).argmin()), ""
        if self.names:
            where = say("The first that is off is {name}.", name=self._name(first))
            named = [
                (mistake, value)
                for mistake, value in wrong
                if same_shapes(value, target)
                and agrees(mine, flat(value), self.digits, self.slack)[: first + 1].all()
                and not agrees(flat(value), goal, self.digits, slack)[first]
            ]
            if named:
                return sentences([where, self._said(named)])
        near = ""
        may_be_rounded = slack and by_hand and not exact(goal, self.digits)[first]
        if may_be_rounded and abs(mine[first] - goal[first]) < 0.05 * abs(goal[first]):
            near = say(
                "It is close, so perhaps a number was rounded on the way: keep more digits until "
                "the end."
            )
        unknown = say("This is not among the mistakes I know.")
        return sentences([where, unknown, near, say(self.look)])

    def _said(self, named: Sequence[Wrong]) -> str:
        whens = [mistake.when for mistake, _ in named]
        named = [one for one in named if one[0].part_of not in whens]
        mistakes = [mistake for mistake, _ in named]
        looks = sentences(dict.fromkeys(say(mistake.look) for mistake in mistakes))
        if not any(whens):
            return looks
        when = say("; and also when ").join(say(mistake.when) for mistake in mistakes)
        why = ""
        if len(named) > 1:
            (_, value), *others = named
            throughout = all(same(value, other, self.digits, self.slack) for _, other in others)
            why = why_the_same(mistakes, throughout)
        return sentences([say("This is what comes out when {when}.", when=when), why, looks])

    def _name(self, index: int) -> str:
        if index < len(self.names):
            return say(self.names[index])
        return say("number {n}", n=index + 1)
