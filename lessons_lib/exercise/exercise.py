"""An exercise: a question, the right algorithm, and its known mistakes."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from lessons_lib.exercise.answer import Unreadable, gathered, is_blank, is_whole, misfit, read
from lessons_lib.exercise.asked import Asked
from lessons_lib.exercise.calculation import Calculation, traced
from lessons_lib.exercise.compare import agrees, exact, flat, same, same_shapes, shortened
from lessons_lib.exercise.diagnosis import Diagnosis
from lessons_lib.exercise.feedback import Feedback
from lessons_lib.exercise.rounding import without_rounding
from lessons_lib.exercise.whole import whole
from lessons_lib.functions import Array, quiet
from lessons_lib.language import say, sentences
from lessons_lib.mistakes.coincidences import why_the_same
from lessons_lib.mistakes.mistake import Mistake

HALF = 0.5  # of the last digit: the error of a rounded number
BY_HAND = 4  # most digits of an answer by hand; functions return all digits

SIMPLE = 2  # highest rank of a slip that is preferred to a partial mistake

Wrong = tuple[Mistake, list[Array]]  # a mistake and its result


@dataclass(frozen=True, repr=False, eq=False)
class Exercise(Asked):
    """`exercise(answer)` says whether the answer is right, or which mistake it is.

    call: how a learner calls it, without the brackets.
    asks: what to write in place of the blank `...`, in one or two sentences.
    right: the right algorithm; right(*given) is a number, an array, or nested lists of arrays.
    mistakes: algorithms on the same `given`, to be recognised.
    why: shown for a right answer. look: shown for a wrong answer without a known mistake.
    names: of the requested numbers, if there are several; then each can be judged alone.
    digits: how many significant digits must be right. Integers must match exactly.
    slack: the tolerance in units of the last digit. ½ accepts a rounded number; 2 is for long
    calculations, where a careful learner rounds at each step.
    by_hand: if `right` computes with whole networks, by_hand(*given) returns an equivalent
    algorithm for single numbers and its arguments; slips are searched in it.
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
    slack: float = HALF
    by_hand: Callable[..., tuple[Callable[..., Any], tuple[Any, ...]]] | None = None

    def __call__(self, /, *answers: Any, **named: Any) -> Feedback:
        """Judge the numbers that a learner typed."""
        try:
            return self.judge(gathered(answers, **named), self.given)
        except Unreadable as help:
            return Feedback("✗", str(help))

    @quiet
    def judge(self, answer: Any, given: tuple[Any, ...]) -> Feedback:
        """The same for any `given`; raises Unreadable if the answer contains no numbers."""
        right = without_rounding(self.right, given)
        return self.compared(answer, right, self.wrong(given), lambda: self.calculation(given))

    def calculation(self, given: tuple[Any, ...]) -> Calculation | None:
        """The traced calculation, or None if it cannot be traced."""
        if self.digits > BY_HAND:
            return None
        algorithm, numbers = self.by_hand(*given) if self.by_hand else (self.right, given)
        found = traced(algorithm, numbers)
        if found:
            for one, name in zip(found.outputs, self.names, strict=False):
                one.name = name
        return found

    def compared(
        self,
        answer: Any,
        right: Any,
        wrong: Iterable[Wrong],
        calculation: Callable[[], Calculation | None] = lambda: None,
    ) -> Feedback:
        """The same with precomputed results: right numbers, results of mistakes, calculation."""
        if is_blank(answer):
            return Feedback("→", say(self.asks))
        target, numbers = read(right, right), read(answer, right)
        slack = self._slack(right)
        if not same(numbers, target, self.digits, slack):
            found = self._found(numbers, target, list(wrong), slack, calculation)
            if found is not None:
                return found
        blank = np.isnan(flat(numbers))
        if blank.any():
            name = self._name(int(blank.argmax()))
            return Feedback("→", say("Right so far. Next: {name}.", name=name))
        return Feedback("✓", say("Right. {why}", why=self.why))

    def wrong(self, given: tuple[Any, ...]) -> Iterator[Wrong]:
        """The mistakes that apply here and change the result, each with its result."""
        right = without_rounding(self.right, given)
        target = read(right, right)
        for mistake in self.mistakes:
            try:
                result = without_rounding(mistake.of, given)
                numbers = read(result, right)
            except (ValueError, Unreadable):  # the mistake raises an error here
                continue
            if not same(numbers, target, self.digits, self._slack(right)):
                yield mistake, numbers

    def __repr__(self) -> str:
        return f"{self.call}(...)\n{say(self.asks)}"

    def _slack(self, right: Any) -> float:
        return 0 if is_whole(right) else self.slack

    def _found(
        self,
        numbers: list[Array],
        target: list[Array],
        wrong: list[Wrong],
        slack: float,
        calculation: Callable[[], Calculation | None],
    ) -> Feedback | None:
        """The feedback on numbers that are not right; None if they are right enough."""
        named = self._named(numbers, wrong)
        if not same_shapes(numbers, target):
            help = misfit(numbers, target, typed=self.digits <= BY_HAND) or ""
            return _not_yet([self._said(named) if named else help])
        mine, goal = flat(numbers), flat(target)
        diagnosis = None
        if self.digits <= BY_HAND and (way := calculation()):
            diagnosis = Diagnosis(way, mine, goal, self.digits, slack, self.slack)
        if slack and not named and diagnosis and diagnosis.honest.all():
            return None
        if slack and self.digits <= BY_HAND and self._too_short(mine, goal, slack):
            return self._as_far_as_it_goes(named)
        if named:
            return _not_yet([self._said(named)])
        if self.digits <= BY_HAND:
            right = agrees(mine, goal, self.digits, slack)
            if all_of_it := whole(mine, goal, right, self.digits, self.slack):
                return _not_yet([all_of_it])
        opposite = [m for m, v in wrong if same([-part for part in numbers], v, self.digits, HALF)]
        if opposite and opposite[0].when and self.digits <= BY_HAND:
            when = say(opposite[0].when)
            text = say("This, with the other sign, is what comes out when {when}.", when=when)
            return _not_yet([text, say(opposite[0].look)])
        if possible := self._possible(mine, goal, wrong, slack, diagnosis):
            return _not_yet(possible)
        if self.digits > BY_HAND and (n := self._right_digits(numbers, target)):
            return _not_yet(
                [say("It is right to {n} digits. Is something rounded, or float32?", n=n)]
            )
        return _not_yet(
            [
                self._first_off(mine, goal, slack),
                say("This is not among the mistakes I know."),
                self._near(mine, goal, slack, diagnosis),
                say(self.look),
            ]
        )

    def _named(self, numbers: list[Array], wrong: list[Wrong]) -> list[Wrong]:
        """The mistakes with exactly this result; all are compared at once."""
        fitting = [one for one in wrong if same_shapes(numbers, one[1])]
        if not fitting:
            return []
        values = np.array([flat(value) for _, value in fitting])
        agree = agrees(flat(numbers), values, self.digits, self.slack).all(axis=-1)
        return [fitting[i] for i in np.flatnonzero(agree)]

    def _possible(
        self,
        mine: Array,
        goal: Array,
        wrong: Sequence[Wrong],
        slack: float,
        diagnosis: Diagnosis | None,
    ) -> list[str]:
        """Which number is off, and possible slips; empty if neither is known."""
        known = self._in_part(mine, goal, wrong, slack, diagnosis)
        looks = [say(mistake.look) for mistake, _ in known[:2]]
        found = [say(mistake.when) for mistake, _ in known]
        place = ""
        if diagnosis:
            place = diagnosis.place(self._name)
            slips = diagnosis.possible()
            if not (slips and slips[0].rank <= SIMPLE) and (way := diagnosis.on_the_way()):
                return [place, way]
            found = (
                [slip.says() for slip in slips]
                if slips and slips[0].rank <= SIMPLE
                else [*found, *(slip.says() for slip in slips)]
            )
            if not found and (numbers := diagnosis.combined()):
                return [numbers, say(self.look)]
        if not found:
            return (
                [place, self._near(mine, goal, slack, diagnosis), say(self.look)] if place else []
            )
        place = place or self._first_off(mine, goal, slack)
        if len(found) == 1:
            said = say("One slip that would give this: {slip}.", slip=found[0])
        else:
            said = say(
                "Slips that would give this: {slip}; or {other}.", slip=found[0], other=found[1]
            )
        return [
            place,
            said,
            *(looks if known and found[0] == say(known[0][0].when) else [say(self.look)]),
        ]

    def _right_digits(self, numbers: list[Array], target: list[Array]) -> int:
        """The number of digits to which all numbers are right, if at least two; else 0."""
        counts = range(2, self.digits)
        return max((n for n in counts if same(numbers, target, n, HALF)), default=0)

    def _too_short(self, mine: Array, goal: Array, slack: float) -> bool:
        fits = agrees(mine, goal, self.digits, slack)
        return bool((fits | shortened(mine, goal, self.digits)).all())

    def _as_far_as_it_goes(self, named: Sequence[Wrong]) -> Feedback:
        text = say(
            "As far as it goes, this is right. Write {digits} digits of each number.",
            digits=self.digits,
        )
        whens = [say(mistake.when) for mistake, _ in named if mistake.when]
        also = ""
        if whens:
            when = say("; and also when ").join(whens)
            also = say("With so few digits it is also what comes out when {when}.", when=when)
        return Feedback("→", sentences([text, also]))

    def _in_part(
        self,
        mine: Array,
        goal: Array,
        wrong: Sequence[Wrong],
        slack: float,
        diagnosis: Diagnosis | None,
    ) -> list[Wrong]:
        """The mistakes behind all wrong numbers, if the others are right or follow from them."""
        if len(goal) == 1:
            return []
        fits = diagnosis.follows if diagnosis else agrees(mine, goal, self.digits, slack)
        found, first = [], int(fits.argmin())
        for mistake, value in wrong:
            made = agrees(mine, flat(value), self.digits, self.slack)
            begun = diagnosis is not None or made[: first + 1].all()
            changes = not agrees(flat(value), goal, self.digits, slack)[first]
            if mistake.when and begun and changes and (made | fits).all():
                found.append((mistake, value))
        whens = {mistake.when for mistake, _ in found}
        return [one for one in found if one[0].part_of not in whens]

    def _first_off(self, mine: Array, goal: Array, slack: float) -> str:
        if not self.names:
            return ""
        first = int(agrees(mine, goal, self.digits, slack).argmin())
        return say("The first that is off is {name}.", name=self._name(first))

    def _near(self, mine: Array, goal: Array, slack: float, diagnosis: Diagnosis | None) -> str:
        first = int(agrees(mine, goal, self.digits, slack).argmin())
        if not slack or self.digits > BY_HAND:
            return ""
        if diagnosis:
            close = bool(diagnosis.close[first])
        else:
            close = not exact(goal, self.digits)[first]
            close = close and abs(mine[first] - goal[first]) < 0.05 * abs(goal[first])
        if not close:
            return ""
        return say(
            "It is close, so perhaps a number was rounded on the way: keep more digits until the "
            "end."
        )

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


def _not_yet(found: Iterable[str]) -> Feedback:
    return Feedback("✗", say("Not yet. {found}", found=sentences(found)))
