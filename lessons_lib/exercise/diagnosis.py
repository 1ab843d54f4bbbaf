"""Diagnoses a wrong numerical answer in the graph of its calculation."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from math import floor, isfinite, isnan, log10

import numpy as np

from lessons_lib.exercise.calculation import Calculation, TracedNumber, constant, made
from lessons_lib.exercise.compare import agrees, rounded
from lessons_lib.exercise.formula import formula
from lessons_lib.exercise.slip import Slip, slips
from lessons_lib.functions import Array
from lessons_lib.language import say

DIGITS = 3
HALF = 0.5  # of the last digit


@dataclass(frozen=True)
class Diagnosis:
    """mine: the numbers of the answer, NaN for missing ones. goal: the right ones."""

    calculation: Calculation
    mine: Array
    goal: Array
    digits: int = DIGITS
    slack: float = HALF
    loose: float = HALF  # tolerance between a wrong number and the result of a mistake

    @cached_property
    def there(self) -> Array:
        """Which numbers are not blanks."""
        found: Array = ~np.isnan(self.mine)
        return found

    @cached_property
    def right(self) -> Array:
        """Which numbers are right."""
        return agrees(self.mine, self.goal, self.digits, self.slack)

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
        found: Array = self.right | agrees(self.mine, finite, self.digits, self.slack)
        return found

    @cached_property
    def honest(self) -> Array:
        """Which numbers result from rounding to three digits at every step."""
        return self.right | self._within(f"round {self.digits}") | self.follows & ~self._off_before

    @property
    def close(self) -> Array:
        """Which numbers can result from rounding to two digits at every step."""
        return self._within("round 2")

    @cached_property
    def _off_before(self) -> Array:
        """For each number, whether one of its inputs is off by more than rounding."""
        right = self.right | self._within(f"round {self.digits}")
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
        ways = [
            self.calculation.rounded(op, lambda one: True),
            self.calculation.rounded(op, lambda one: one.op in "+−"),
            self.calculation.rounded(op, lambda one: one.op in "·/"),
        ]
        ends = [self.goal, *(rounded(np.array(way), self.digits) for way in ways)]
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
        off = np.flatnonzero(~self.follows)
        if len(off) != 1 or len(self.goal) == 1:
            return ""
        index = int(off[0])
        source = self.calculation.outputs[index]
        later = [
            i
            for i, one in enumerate(self.calculation.outputs)
            if i != index and self.there[i] and one in self.calculation.above[source]
        ]
        if any(not self.right[i] for i in later):
            return say(
                "{name} is off. Everything after it is right with your {name}.",
                name=name(index),
            )
        if self.there.all():
            return say("Only {name} is off.", name=name(index))
        return say("{name} is off.", name=name(index))

    def on_the_way(self) -> str:
        """Recognise an intermediate or given number in place of the result."""
        found: list[TracedNumber] = []
        read: list[bool] = []
        for i in np.flatnonzero(~self.right):
            output = self.calculation.outputs[i]
            steps = [
                one
                for one in self.calculation.quantities
                if one is not output
                and one in self.calculation.own[output]
                and one.op != "constant"
                and self._equal(int(i), one.value)
            ]
            if not steps:
                return ""
            read.append(any(one.is_leaf for one in steps))
            found.append(([one for one in steps if not one.is_leaf] or steps)[-1])
        if all(read):
            if len(found) < len(self.goal):
                return ""
            if len(found) == 1:
                return say("This is a number that was given. Something is to be computed with it.")
            return say("These are numbers that were given. Something is to be computed with them.")
        if any(one.is_leaf for one in found):
            return ""
        formulas = say(", ").join(formula(one) for one in found)
        if len(found) == 1:
            return say(
                "This is a number on the way, {formula}. Go on from there.", formula=formulas
            )
        return say("These are numbers on the way: {formula}. Go on from there.", formula=formulas)

    def combined(self) -> str:
        """Recognise two given numbers combined, if that is the whole answer."""
        if len(self.goal) > 1:
            return ""
        numbers = {one.value: one for one in self.calculation.given}.values()
        for one, other in product(numbers, repeat=2):
            for op in "+−·/":
                result = made(op, one, other)
                if one is not other and self._equal(0, result.value):
                    return say("This is {formula}. Is that all?", formula=formula(result))
        return ""

    def possible(self) -> list[Slip]:
        """At most two slips that give the whole answer, or the only number that is off.

        Slips that are equivalent to an earlier one are left out.
        """
        off = np.flatnonzero(~self.follows)
        only = int(off[0]) if len(off) == 1 else None
        found: dict[tuple[float, ...], Slip] = {}
        for slip in slips(self.calculation):
            if self._would_give(slip, only):
                found.setdefault(self._elsewhere(slip), slip)
                if len(found) == 2:
                    break
        return list(found.values())

    def _would_give(self, slip: Slip, only: int | None) -> bool:
        outputs = self.calculation.outputs
        value = self.calculation.value(slip.changed)
        if all(self._equal(i, value(outputs[i])) for i in self._first_off_first):
            return True
        if only is None or not slip.changed.keys() <= self.calculation.own[outputs[only]]:
            return False
        changed = self._pins(but=outputs[only]) | dict(slip.changed)
        return self._equal(only, self.calculation.value(changed)(outputs[only]))

    def _elsewhere(self, slip: Slip) -> tuple[float, ...]:
        """The result of a slip with other given numbers."""
        others = {
            one: constant(one.value * (1.1 + 0.07 * i) + 0.01)
            for i, one in enumerate(self.calculation.quantities)
            if one.is_leaf and one.op != "constant"
        }
        value = self.calculation.value(others | dict(slip.changed))
        return tuple(float(f"{value(one):.9g}") for one in self.calculation.outputs)

    @cached_property
    def _first_off_first(self) -> list[int]:
        return [int(i) for i in np.argsort(self.right, kind="stable")]

    @cached_property
    def _smallest(self) -> float:
        return max(1e-6 * float(np.abs(self.goal).max()), 1e-10)

    def _equal(self, index: int, value: float) -> bool:
        """As `agrees`, for one number; faster, because thousands of slips are compared."""
        mine = float(self.mine[index])
        if isnan(mine):
            return True
        if not isfinite(value):
            return False
        last_digit = 10.0 ** (floor(log10(max(abs(value), self._smallest))) + 1 - self.digits)
        return abs(mine - value) <= (self.loose + 1e-6) * last_digit
