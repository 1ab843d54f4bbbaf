"""Diagnoses a wrong numerical answer in the graph of its calculation."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from math import floor, isfinite, isnan, log10

import numpy as np

from lessons_lib.exercise.calculation import Calculation, TracedNumber, constant
from lessons_lib.exercise.compare import HALF, USUAL, Accuracy, agrees, rounded, shortened
from lessons_lib.exercise.formula import formula
from lessons_lib.exercise.possible import could_be
from lessons_lib.exercise.slip import Slip, slips
from lessons_lib.exercise.together import causes, combined, hardly_chance
from lessons_lib.functions import Array
from lessons_lib.language import say
from lessons_lib.mistakes.mistake import Mistake

FEW = 2  # numbers that are off: of three, some three slips give nearly anything
SIMPLE = 2  # highest rank of a slip that is told beside another one, or before a known mistake
FARTHER = 1.5  # in rank: a second slip that is less probable than that is not told
WHERE_ROUNDED: tuple[Callable[[TracedNumber], bool], ...] = (
    lambda one: True,
    lambda one: one.op in "+−",
    lambda one: one.op in "×÷",
)


@dataclass(frozen=True)
class Diagnosis:
    """mine: the numbers of the answer, NaN for missing ones. goal: the right ones."""

    calculation: Calculation
    mine: Array
    goal: Array
    to: Accuracy = USUAL

    @cached_property
    def there(self) -> Array:
        """Which numbers are not blanks."""
        found: Array = ~np.isnan(self.mine)
        return found

    @cached_property
    def right(self) -> Array:
        """Which numbers are right."""
        return agrees(self.mine, self.goal, self.to.digits, self.to.slack)

    @cached_property
    def followed(self) -> Array:
        """Each number, computed from the learner's own other numbers."""
        return np.array(
            [self.calculation.value(self._pins(but=one))(one) for one in self.calculation.outputs]
        )

    @cached_property
    def follows(self) -> Array:
        """Which numbers are right, or would be if the learner's earlier numbers were."""
        value = self.followed
        finite = np.where(np.isfinite(value), value, np.inf)
        found: Array = self.right | agrees(self.mine, finite, self.to.digits, self.to.slack)
        return found

    @cached_property
    def honest(self) -> Array:
        """Which numbers result from rounding to three digits at every step."""
        return (
            self.right | self._within(f"round {self.to.digits}") | self.follows & ~self._off_before
        )

    def before(self, which: Array) -> list[int]:
        """The indices of the numbers from which the marked ones are computed."""
        marked = {self.calculation.outputs[i] for i in np.flatnonzero(which)}
        return [
            i
            for i, one in enumerate(self.calculation.outputs)
            if marked & self.calculation.above[one] - {one}
        ]

    @property
    def close(self) -> Array:
        """Which numbers can result from rounding to two digits at every step."""
        return self._within("round 2")

    @cached_property
    def _off_before(self) -> Array:
        """For each number, whether one of its inputs is off by more than rounding."""
        right = self.right | self._within(f"round {self.to.digits}")
        above = self.calculation.above
        return np.array(
            [
                any(
                    other is not one and one in above[other] and not right[i]
                    for i, other in enumerate(self.calculation.outputs)
                )
                for one in self.calculation.outputs
            ]
        )

    def _within(self, op: str) -> Array:
        ways = [self.calculation.rounded(op, where) for where in WHERE_ROUNDED]
        ends = [self.goal, *(rounded(np.array(way), self.to.digits) for way in ways)]
        noise = 1e-9 * np.abs(self.goal)
        low, high = np.min(ends, axis=0) - noise, np.max(ends, axis=0) + noise
        found: Array = ((low <= self.mine) & (self.mine <= high)) | ~self.there
        return found

    def _pins(self, but: TracedNumber) -> dict[TracedNumber, TracedNumber]:
        return {
            one: constant(value)
            for one, value in zip(self.calculation.outputs, self.mine, strict=True)
            if not np.isnan(value) and one is not but
        }

    # ------------------------------------------------------------------ sentences

    def place(self, name: Callable[[int], str]) -> str:
        """Which number is off, if only one is, and what follows for those after it."""
        index = self.only
        if index is None or len(self.goal) == 1:
            return ""
        source = self.calculation.outputs[index]
        later = [
            i
            for i, one in enumerate(self.calculation.outputs)
            if i != index and self.there[i] and one in self.calculation.above[source]
        ]
        if any(not self.right[i] for i in later):
            said = say(
                "{name} is off. What follows from it is right, given your number.", name=name(index)
            )
        elif np.count_nonzero(~self.right) == 1 and self.there.all():
            said = say("Only {name} is off.", name=name(index))
        else:
            said = say("{name} is off.", name=name(index))
        return said

    @cached_property
    def only(self) -> int | None:
        """The number that is off, if only one is."""
        off = np.flatnonzero(~(self.follows | shortened(self.mine, self.goal, self.to.digits)))
        return int(off[0]) if len(off) == 1 else None

    def rounded_on_the_way(self, digits: int | None = None) -> str:
        """Recognise every step rounded to one or two digits."""
        if not self.to.slack:  # a count
            return ""
        for few in (2, 1):
            for where in WHERE_ROUNDED:
                ends = self.calculation.rounded(f"round {few}", where)
                if all(self._equal(i, value, digits) for i, value in enumerate(ends)):
                    return (
                        say(
                            "You get this if you round every intermediate result to {n} "
                            "digits. Keep at least three until the end.",
                            n=few,
                        )
                        if few > 1
                        else say(
                            "You get this if you round every intermediate result to one "
                            "digit. Keep at least three until the end."
                        )
                    )
        return ""

    def on_the_way(self, digits: int | None = None) -> str:
        """Recognise an intermediate or given number in place of the result."""
        found: list[TracedNumber] = []
        read: list[bool] = []
        unused = [one for one in self.calculation.given if one not in self.calculation.above]
        for i in np.flatnonzero(~self.right):
            output = self.calculation.outputs[i]
            own = self.calculation.own[output]
            steps = [
                one
                for one in (*unused, *self.calculation.quantities)
                if one is not output
                and (one in own or one in unused)
                and one.op != "constant"
                and self._equal(int(i), one.value, digits)
            ]
            if not steps:
                return ""
            read.append(any(one.is_leaf for one in steps))
            found.append(([one for one in steps if not one.is_leaf] or steps)[-1])
        if all(read):
            if len(found) < len(self.goal) or self._is_one_digit:
                return ""
            if len(found) == 1:
                return say("This is one of the given numbers. Did you compute something with it?")
            return say("These are given numbers. Did you compute something with them?")
        if any(one.is_leaf for one in found):
            return ""
        formulas = say(", ").join(formula(one) for one in found)
        if len(found) == 1:
            return say(
                "This looks like an intermediate result: {formula}. Go on from there.",
                formula=formulas,
            )
        return say(
            "These look like intermediate results: {formula}. Go on from there.", formula=formulas
        )

    def combined(self, digits: int | None = None) -> str:
        """Recognise two given numbers combined, if that is the whole answer."""
        if len(self.goal) > 1 or self._is_one_digit:
            return ""
        for result in combined(self.calculation.given):
            one, other = result.of
            if one is not other and self._equal(0, result.value, digits):
                return could_be(result)
        return ""

    def possible(self, digits: int | None = None) -> list[Slip]:
        """At most two slips that give the whole answer, or the only number that is off.

        digits: to how many, if more than asked for. Slips that are equivalent to an earlier one
        are left out.
        """
        found: dict[tuple[float, ...], Slip] = {}
        for slip in self._fitting:
            if digits in (None, self.to.digits) or self._would_give(slip, digits):
                found.setdefault(self._elsewhere(slip), slip)
                if len(found) == 2:
                    break
        first = next(iter(found.values()), None)
        return [one for one in found.values() if first and one.rank <= first.rank + FARTHER]

    def one_each(self, digits: int | None = None) -> list[tuple[int, Slip]]:
        """A slip for each of the few numbers that are off, if there are several."""
        off = [int(index) for index in np.flatnonzero(~self.follows)]
        if not 1 < len(off) <= FEW or self._is_zero:
            return []
        simple = [one for one in self._slips if one.rank <= SIMPLE]
        found = [
            (index, slip)
            for index in off
            if (slip := next((one for one in simple if self._alone(one, index, digits)), None))
        ]
        return found if len(found) == len(off) else []

    def with_own_numbers(self, digits: int) -> tuple[list[Mistake], list[Mistake]]:
        """Known mistakes that give all wrong numbers from the learner's own, or after the first."""
        every: list[Mistake] = []
        after: list[Mistake] = []
        off = ~self.follows & self.there
        outputs, above = self.calculation.outputs, self.calculation.above
        if self._is_zero or not self.to.slack or len(outputs) == 1:
            return every, after
        for mistake, way in self.calculation.mistaken():
            made = off.copy()
            for i in np.flatnonzero(off):
                own = {
                    one: constant(self.mine[j])
                    for j, one in enumerate(way.outputs)
                    if j != i and self.there[j] and outputs[i] in above[outputs[j]]
                }
                made[i] = self._equal(int(i), way.value(own)(way.outputs[i]), digits)
            if not (off & ~made).any():
                every.append(mistake)
            elif made.any() and not (off & ~made)[int(off.argmax()) + 1 :].any():
                after.append(mistake)
        return every, after

    def together(self, digits: int) -> str:
        """Two causes that give the only number that is off, or the whole answer."""
        index = self._first_off_first[0] if self.only is None else self.only
        mine, outputs = float(self.mine[index]), self.calculation.outputs
        if self._is_zero or not mine or isnan(mine):
            return ""
        pins = {} if self.only is None else self._pins(but=outputs[index])
        unit = 10.0 ** (floor(log10(abs(mine))) + 1 - digits) if self.to.slack else 1.0
        checked = self._first_off_first if self.only is None else [index]
        for cause in hardly_chance(causes(self.calculation, pins), index, mine, unit):
            value = cause.calculation.value(cause.changed)
            if all(self._equal(i, value(cause.calculation.outputs[i]), digits) for i in checked):
                return cause.says()
        return ""

    def no_zero(self) -> str:
        """Why a number cannot be 0, if 0 is written for all that are off."""
        off = [self.calculation.outputs[i] for i in np.flatnonzero(~self.right)]
        last = {_last_step(one) for one in off}
        if not self._is_zero or not all(one.value for one in off):
            return ""
        if last == {"×"}:
            return say("A product is 0 only if one of its factors is 0, and none is here.")
        return say("The terms added here don't cancel.") if last <= {"+", "−"} else ""

    @property
    def is_given(self) -> bool:
        """Whether the answer is a single number, and one that was given."""
        return len(self.mine) == 1 and self.mine[0] in [one.value for one in self.calculation.given]

    @property
    def _is_one_digit(self) -> bool:
        """Whether it is a count of one digit, which many calculations give."""
        return not self.to.slack and bool((abs(self.mine) < 10).all())

    @cached_property
    def _is_zero(self) -> bool:
        """Whether all that is off is 0, which is a guess, and many slips give it."""
        off = self.mine[~self.right]
        return not off[~np.isnan(off)].any()

    @cached_property
    def _slips(self) -> list[Slip]:
        return slips(self.calculation)

    @cached_property
    def _fitting(self) -> list[Slip]:
        if self._is_zero:
            return []
        return [one for one in self._slips if self._would_give(one, self.to.digits)]

    def _would_give(self, slip: Slip, digits: int) -> bool:
        outputs = self.calculation.outputs
        value = self.calculation.value(slip.changed)
        if all(self._equal(i, value(outputs[i]), digits) for i in self._first_off_first):
            return True
        return self.only is not None and self._alone(slip, self.only, digits)

    def _alone(self, slip: Slip, index: int, digits: int | None) -> bool:
        """Whether a slip gives this number, if the learner's own others are as they are."""
        output = self.calculation.outputs[index]
        if slip.throughout or not slip.changed.keys() <= self.calculation.own[output]:
            return False
        changed = self._pins(but=output) | dict(slip.changed)
        return self._equal(index, self.calculation.value(changed)(output), digits)

    def _elsewhere(self, slip: Slip) -> tuple[float, ...]:
        """The result of a slip with other given numbers, for the only number that is off or all."""
        others = {
            one: constant(one.value * (1.1 + 0.07 * i) + 0.01)
            for i, one in enumerate(self.calculation.quantities)
            if one.is_leaf and one.op != "constant"
        }
        outputs = self.calculation.outputs
        if self.only is not None:
            outputs = (outputs[self.only],)
            others |= self._pins(but=outputs[0])
        value = self.calculation.value(others | dict(slip.changed))
        return tuple(float(f"{value(one):.9g}") for one in outputs)

    @cached_property
    def _first_off_first(self) -> list[int]:
        return [int(i) for i in np.argsort(self.right, kind="stable")]

    @cached_property
    def _smallest(self) -> float:
        return max(1e-6 * float(np.abs(self.goal).max()), 1e-10)

    def _equal(self, index: int, value: float, digits: int | None = None) -> bool:
        """As `agrees`, for one number, but by the smaller of the two, and exactly for a count.

        It is faster, because thousands of slips are compared.
        """
        mine = float(self.mine[index])
        if isnan(mine):
            return True
        if not isfinite(value):
            return False
        if not self.to.slack and float(value).is_integer():  # a count
            return mine == value
        digits, loose = (digits or self.to.digits), self.to.loose
        if digits > self.to.digits:
            loose = min(loose, HALF)
        size = max(min(abs(mine), abs(value)), self._smallest)
        last_digit = 10.0 ** (floor(log10(size)) + 1 - digits)
        return abs(mine - value) <= (loose + 1e-6) * last_digit


def _last_step(one: TracedNumber) -> str:
    """The operation that decides whether the number is 0."""
    while one.op in ("÷", "neg"):
        one = one.of[0]
    return one.op
