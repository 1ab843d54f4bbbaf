"""Why an answer is wrong: its reason, or its place, in the order in which they are looked for."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from lessons_lib.exercise.calculation import Calculation
from lessons_lib.exercise.compare import (
    HALF,
    Accuracy,
    agrees,
    exact,
    last_unit,
    shortened,
    typed_digits,
)
from lessons_lib.exercise.diagnosis import SIMPLE, Diagnosis
from lessons_lib.exercise.feedback import Feedback
from lessons_lib.exercise.possible import could_follow, together_would_give, would_give
from lessons_lib.exercise.slip import Slip
from lessons_lib.exercise.whole import cut_off, mistyped, scaled, whole
from lessons_lib.functions import Array
from lessons_lib.language import say, sentences
from lessons_lib.mistakes.coincidences import why_the_same
from lessons_lib.mistakes.mistake import Mistake
from lessons_lib.mistakes.wrong_factors import WRONG_SIGN

MOST_COMPARED = 5  # digits: more than that, a calculator's last ones may be off
SCALED = 6  # rank from which on a factor is told instead, without where it comes from
SHOWN = 2  # slips at most
FAR = 0.1  # of the right number

Result = tuple[Mistake, Array]  # a mistake and its numbers


@dataclass(frozen=True)
class Clues:
    """What else can explain a wrong answer; each is asked for only if nothing before it does.

    calculation: the traced calculation of the right numbers. slips: sentences on what else gives
    this answer. nearly: whether a function is nearly right in its other tests, too. cannot: why a
    single number is impossible. elsewhere: which other exercise has these numbers. copied:
    whether the lesson shows them above.
    """

    calculation: Callable[[], Calculation | None] = lambda: None
    slips: Callable[[], Sequence[str]] = lambda: ()
    nearly: Callable[[], bool] = lambda: True
    cannot: Callable[[float], str] = lambda number: ""
    elsewhere: Callable[[], str] = lambda: ""
    copied: Callable[[Array], str] = lambda numbers: ""


NO_CLUES = Clues()


@dataclass(frozen=True)
class Explanation:
    """mine: the numbers of the answer, NaN for missing ones. goal: the right ones.

    wrong: the known mistakes. name(i) names number i, look tells what to look at.
    """

    mine: Array
    goal: Array
    wrong: Sequence[Result]
    name: Callable[[int], str]
    look: str
    to: Accuracy
    clues: Clues

    def feedback(self) -> Feedback | None:
        """What to tell; None if the answer is right enough."""
        if self.to.by_hand and self.to.slack:
            named = self._named(self.to.digits)
            if not named and self.diagnosis and self.diagnosis.honest.all():
                return None
            if self._too_short():
                return self._as_far_as_it_goes(named or self._in_part(self.to.digits))
        for digits in sorted({self.to.digits, self._typed}, reverse=True):
            if known := self.named(digits):
                return known
            if found := self._whole(digits) or self._partly(digits):
                return self._not_yet(found)
        if not self.to.by_hand and (n := self._right_digits()) and self.clues.nearly():
            return self._not_yet(
                [say("It's right to {n} digits. Was something rounded, or is it float32?", n=n)]
            )
        if slips := self.clues.slips():
            return self._not_yet([*slips, say(self.look)])
        first, why = self._place or self._first_off, self._near()
        if not why and len(self.goal) == 1:
            why = self.clues.cannot(float(self.mine[0]))
        if not (why or self._place):
            why = say("This isn't one of the mistakes we know.")
        return self._not_yet([first, why, say(self.look)])

    def named(self, digits: int = 0) -> Feedback | None:
        """The mistakes with exactly this result, to the digits asked for or to more."""
        if named := self._named(digits or self.to.digits):
            return self._not_yet([self._said(named)], named)
        return None

    def _said(self, named: Sequence[Result]) -> str:
        """The names of mistakes with the same result, and what to look at."""
        named = without_special_cases(named)
        mistakes = [mistake for mistake, _ in named]
        looks = sentences(dict.fromkeys(say(mistake.look) for mistake in mistakes))
        if not any(mistake.when for mistake in mistakes):
            return looks
        when = say("; or as if ").join(say(mistake.when) for mistake in mistakes)
        why = ""
        if len(named) > 1:
            (_, value), *others = named
            throughout = all(
                agrees(value, other, self.to.digits, self.to.loose).all() for _, other in others
            )
            why = why_the_same(mistakes, throughout)
        return sentences([say("It looks as if {when}.", when=when), why, looks])

    @staticmethod
    def _not_yet(found: Iterable[str], named: Sequence[Result] = ()) -> Feedback:
        joined = sentences(found).replace("\n ", "\n")
        recognised = tuple(mistake.when for mistake, _ in named if mistake.when)
        return Feedback("✗", say("Not yet. {found}", found=joined), recognised)

    @property
    def _first(self) -> int:
        """The first number that is off by more than missing digits."""
        return int((self._right | self._short).argmin())

    @cached_property
    def _short(self) -> Array:
        """Which numbers only lack digits; a given number far from the right one was copied."""
        given = [one.value for one in self.diagnosis.calculation.given] if self.diagnosis else []
        copied = np.isin(self.mine, given) & (abs(self.mine - self.goal) > FAR * abs(self.goal))
        return shortened(self.mine, self.goal, self.to.digits) & ~copied

    @cached_property
    def _typed(self) -> int:
        """In how many digits a mistake must agree first: as many as the learner typed."""
        if not self.to.by_hand:
            return self.to.digits
        least = min((typed_digits(one) for one in self._off if one), default=0)
        return min(max(least, self.to.digits), MOST_COMPARED)

    def _agrees(self, value: Array, digits: int) -> Array:
        """Which numbers are those of a mistake; the last digit may be cut off, not rounded."""
        loose = self._loose(digits)
        smaller = np.where(np.isnan(self.mine) | (value == 0), value, self.mine)
        found = agrees(self.mine, value, digits, loose) & agrees(value, smaller, digits, loose)
        return found | self._cut(value) if self.to.by_hand and self.to.loose else found

    def _cut(self, value: Array) -> Array:
        """Which numbers are cut off at the last digit that was typed, if there are enough."""
        unit = np.array([last_unit(one) for one in self.mine])
        enough = np.array([typed_digits(one) >= self.to.digits for one in self.mine])
        cut: Array = enough & np.isclose(np.trunc(value / unit), self.mine / unit, rtol=1e-9)
        return cut

    def _loose(self, digits: int) -> float:
        """Within how many units of the last of so many digits."""
        return self.to.loose if digits == self.to.digits else HALF

    @cached_property
    def diagnosis(self) -> Diagnosis | None:
        """In the graph of the calculation, if there is one for as many numbers."""
        way = self.clues.calculation() if self.to.by_hand else None
        if way and self.mine.shape == self.goal.shape:
            return Diagnosis(way, self.mine, self.goal, self.to)
        return None

    @property
    def _off(self) -> Array:
        """The numbers that are not right, without blanks."""
        found: Array = self.mine[~self._right & np.isfinite(self.mine)]
        return found

    @cached_property
    def _right(self) -> Array:
        if self.mine.shape != self.goal.shape:
            return np.zeros(self.mine.shape, bool)
        return agrees(self.mine, self.goal, self.to.digits, self.to.slack)

    @cached_property
    def _fits(self) -> Array:
        """Which numbers are right, or follow from the learner's own."""
        return self.diagnosis.follows if self.diagnosis else self._right

    def _named(self, digits: int) -> list[Result]:
        """The mistakes with exactly this result; all are compared at once."""
        if not self.wrong:
            return []
        values = np.array([value for _, value in self.wrong])
        agree = self._agrees(values, digits)
        if digits > self.to.digits:  # more digits matter only where it is wrong
            agree |= self._right & self._agrees(values, self.to.digits)
        fits = np.atleast_1d(agree.all(axis=-1))
        return [one for one, fit in zip(self.wrong, fits, strict=True) if fit]

    def _in_part(self, digits: int) -> list[Result]:
        """The mistakes behind all wrong numbers, if the others are right or follow from them."""
        if len(self.goal) == 1 or not self.to.by_hand:
            return []
        found, first = [], int(self._fits.argmin())
        before = self.diagnosis.before(~self._fits) if self.diagnosis else slice(first + 1)
        for mistake, value in self.wrong:
            made = self._agrees(value, digits)
            begun = made[before].all()
            changes = not agrees(value, self.goal, self.to.digits, self.to.slack)[first]
            if mistake.when and begun and changes and (made | self._fits).all():
                found.append((mistake, value))
        return without_special_cases(found)

    def _whole(self, digits: int) -> list[str]:
        if not self.to.by_hand:
            return []
        found = whole(self.mine, self.goal, self._right, digits, self._loose(digits), self.name)
        return [found] if found else []

    def _partly(self, digits: int) -> list[str]:
        """A known mistake in some numbers, a number on the way, a slip, early rounding."""
        known, slips = self._in_part(digits), []
        if self.diagnosis:
            possible = self.diagnosis.possible(digits)
            simple = [one for one in possible if one.rank <= SIMPLE]
            slips = possible if digits == self._typed else simple
            if not simple and (way := self.diagnosis.on_the_way(digits)):
                return [self._place, way]
            if simple or not known:
                return self._slipped(slips, digits, simple=bool(simple))
        if not known:
            return []
        return [
            self._place or self._first_off,
            would_give([say(mistake.when) for mistake, _ in known[:SHOWN]]),
            *(say(mistake.look) for mistake, _ in known[:SHOWN]),
        ]

    def _slipped(self, slips: Sequence[Slip], digits: int, simple: bool) -> list[str]:
        """A slip in the calculation; a simple one comes before what else would give this."""
        assert self.diagnosis
        only, loose = self.diagnosis.only, self._loose(digits)
        scarce = not slips or slips[0].rank >= SCALED
        if scarce and only is not None and len(self.goal) > 1:
            mine, goal = self.mine[only], self.goal[only]
            if factor := scaled(mine, goal, digits, loose, self.name(only)):
                return [self._place, factor, say(self.look)]
        if not simple and (opposite := self._opposite(digits)):
            return opposite
        if not simple and self.to.slack and (cut := cut_off(self.mine, self.goal, self.to.digits)):
            return [cut, say(self.look)]
        if not simple and (other := self.clues.elsewhere()):
            return [other]
        if not simple and (typing := self._mistyped(only)):
            return [self._place, typing]
        first = self._place or self._first_off
        copied = "" if simple else self.clues.copied(self._off)
        if slips or copied:
            slipped = would_give([slip.says() for slip in slips]) if slips else ""
            return [first, slipped, copied, say(self.look)]
        early = digits == self._typed and self.diagnosis.rounded_on_the_way(digits)
        if other := (early or self.diagnosis.combined(digits) or self._several(digits)):
            return [other, say(self.look)]
        if digits == self._typed and (two := self.diagnosis.together(digits)):
            return [first, two, say(self.look)]
        every, after = self.diagnosis.with_own_numbers(digits)
        if own := (every or after)[:SHOWN]:
            whens = [say(mistake.when) for mistake in own]
            slipped = would_give(whens) if every else could_follow(whens)
            return [first, slipped, *(say(mistake.look) for mistake in own)]
        zero = self.diagnosis.no_zero()
        return [first, zero, say(self.look)] if zero else []

    def _mistyped(self, index: int | None) -> str:
        return "" if index is None else mistyped(self.mine[index], self.goal[index], self.to.digits)

    def _several(self, digits: int) -> str:
        """A slip for each of the numbers that are off."""
        assert self.diagnosis
        each = [
            say("in {name}, {slip}", name=self.name(index), slip=slip.says())
            for index, slip in self.diagnosis.one_each(digits)
        ]
        return together_would_give(each) if each else ""

    def _opposite(self, digits: int) -> list[str]:
        """A known mistake with the other sign."""
        if np.isnan(self.mine).any():
            return []
        for mistake, value in self.wrong:
            if mistake.when and self._agrees(-value, digits).all():
                both = together_would_give([say(mistake.when), say(WRONG_SIGN.when)])
                return [both, say(mistake.look)]
        return []

    @cached_property
    def _place(self) -> str:
        """Which number is off, if only one is."""
        return self.diagnosis.place(self.name) if self.diagnosis and self.to.by_hand else ""

    @cached_property
    def _first_off(self) -> str:
        if len(self.goal) == 1 or not self.to.by_hand:
            return ""
        return say("The first one that's off is {name}.", name=self.name(self._first))

    def _right_digits(self) -> int:
        """The number of digits to which all numbers are right, if at least two; else 0."""
        counts = range(2, self.to.digits)
        right = (n for n in counts if agrees(self.mine, self.goal, n, HALF).all())
        return max(right, default=0)

    def _too_short(self) -> bool:
        return bool(self._short.any() and (self._fits | self._short).all())

    def _as_far_as_it_goes(self, named: Sequence[Result]) -> Feedback:
        text = say(
            "This is right as far as it goes. Write {digits} digits.",
            digits=self.to.digits,
        )
        whens = [say(mistake.when) for mistake, _ in named if mistake.when]
        also = ""
        if whens:
            when = say("; or when ").join(whens)
            also = say("With so few digits, it's also what you get when {when}.", when=when)
        elif self.diagnosis and self.diagnosis.is_given:
            also = say("With so few digits, it's also one of the given numbers.")
        return Feedback("→", sentences([text, also]))

    def _near(self) -> str:
        first = self._first
        if not self.to.slack or not self.to.by_hand:
            return ""
        if self.diagnosis:
            close = bool(self.diagnosis.close[first])
        else:
            off, goal = abs(self.mine[first] - self.goal[first]), abs(self.goal[first])
            close = bool(not exact(self.goal, self.to.digits)[first] and off < 0.05 * goal)
        if not close:
            return ""
        return say("It's close, so perhaps you rounded too early: keep more digits until the end.")


def without_special_cases(named: Sequence[Result]) -> list[Result]:
    """The mistakes without those that are part of another one, or only made anywhere."""
    whens = {mistake.when for mistake, _ in named}
    general = [one for one in named if one[0].part_of not in whens]
    return [one for one in general if not one[0].anywhere] or general
