"""Numbers that a learner fills into a walk: each is judged with those found before it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from lessons_lib.exercise.calculation import Calculation, called, traced
from lessons_lib.exercise.compare import DIGITS, HALF, agrees, rounded, shortened
from lessons_lib.exercise.diagnosis import Diagnosis
from lessons_lib.exercise.exercise import Exercise
from lessons_lib.exercise.explanation import Clues
from lessons_lib.exercise.feedback import Feedback
from lessons_lib.functions import Array, quiet
from lessons_lib.language import say
from lessons_lib.mistakes.mistake import Mistake
from lessons_lib.notation import number
from lessons_lib.walks.walk import Walk

Values = Mapping[str, float]
Known = tuple[Mistake, float]  # a mistake and its result
MOST_NAMED = 2


@dataclass(frozen=True)
class FilledIn:
    """A walk with the numbers of a learner, by keyword: `mine`.

    A wrong number is carried on: all later ones are judged with it.
    mistakes(walk, keyword, values) are the known mistakes of a step and their results; those of
    the second function are named only if none of the first one fits. neighbours(walk, keyword)
    are the quantities that are easily taken for another one.
    """

    walk: Walk
    given: Values
    mine: Values
    mistakes: Sequence[Callable[[Walk, str, Values], Iterable[Known]]]
    neighbours: Callable[[Walk, str], Iterable[str]]

    @cached_property
    def wrong(self) -> dict[str, float]:
        """The learner's wrong numbers, in the order of the walk."""
        off = (key for key in self.walk.moments if key in self.mine and key in self._carried[1])
        return {key: self.mine[key] for key in off}

    @property
    def values(self) -> dict[str, float]:
        """All numbers of the walk, computed with the wrong ones."""
        return self._carried[0]

    @cached_property
    @quiet
    def _carried(self) -> tuple[dict[str, float], set[str]]:
        values: dict[str, float] = {}
        wrong = set()
        for key, quantity in self.walk.quantities.items():
            formula = quantity.formula
            values[key] = float(formula.value(values) if formula else self.given[key])
            if key in self.mine and not self._is_right(key, values):
                wrong.add(key)
                values[key] = self.mine[key]
        return values, wrong

    @cached_property
    def _typed(self) -> dict[str, float]:
        """All numbers of the walk, computed with the learner's as typed."""
        return self.walk.values(self.given, self.mine)

    @quiet
    def feedback(self, key: str) -> Feedback:
        """What there is to say about one of the learner's numbers."""
        values = self.values
        if key not in self.wrong and not self.is_short(key):
            text = say("{number} is right.", number=number(self.mine[key]))
            if behind := self._behind(key):
                text = say(
                    "{number} is right, given your {names}.",
                    number=number(self.mine[key]),
                    names=say(", ").join(self.walk.symbols[one] for one in behind),
                )
            return Feedback("✓", text)
        right = np.float64(self._step(key, values))
        known = [(mistake, [np.array(v)]) for mistake, v in self._known(key)]
        judge = Exercise(
            asks="",
            right=lambda: right,
            given=(),
            mistakes=(),
            why="",
            look=say(self.walk.moments[key].sentence),
        )
        return judge.compared(
            self.mine[key], right, known, Clues(lambda: self._calculation(key, values))
        )

    def is_short(self, key: str) -> bool:
        """Whether it is right with fewer digits than are asked for."""
        return key not in self.wrong and self._is_short(key, self.values)

    @quiet
    def _step(self, key: str, values: Values) -> float:
        return float(self.walk.formula(key).value(values))

    def _is_right(self, key: str, values: Values) -> bool:
        mine = np.array([self.mine[key]])
        if self._is_short(key, values):
            return True
        return any(
            agrees(mine, np.array([self._step(key, one)]), DIGITS, HALF)[0]
            or self._is_honest(key, mine, one)
            for one in self._as_seen(key, values)
        )

    def _is_short(self, key: str, values: Values) -> bool:
        mine, goal = np.array([self.mine[key]]), np.array([self._step(key, values)])
        return bool(shortened(mine, goal, DIGITS)[0]) and not agrees(mine, goal, DIGITS, HALF)[0]

    def _as_seen(self, key: str, values: Values) -> Iterator[Values]:
        """The numbers with all digits, as the picture shows them, and as the learner typed them."""
        yield values
        used = self.walk.formula(key).keywords()
        shown = rounded(np.array([values[one] for one in used]), DIGITS).tolist()
        yield {**values, **dict(zip(used, shown, strict=True))}
        yield self._typed

    def _is_honest(self, key: str, mine: Array, values: Values) -> bool:
        """Whether it results from rounding at every step."""
        calculation = self._calculation(key, values)
        if calculation is None:
            return False
        goal = np.array([self._step(key, values)])
        return bool(Diagnosis(calculation, mine, goal).honest[0])

    def _calculation(self, key: str, values: Values) -> Calculation | None:
        formula = self.walk.formula(key)
        used = formula.keywords()
        beside = [other for one in used for other in self.neighbours(self.walk, one)]
        if len(used) == 1:
            beside = []  # nothing is computed: another number is no slip in an operation
        keys = list(
            dict.fromkeys((*used, *(one for one in beside if self._order[one] < self._order[key])))
        )

        def right(*numbers: float) -> float:
            names = self.walk.symbols
            found = {k: called(names[k], v) for k, v in zip(keys, numbers, strict=True)}
            result: float = formula.value(found)
            return result

        return traced(right, [values[one] for one in keys])

    @cached_property
    def _order(self) -> dict[str, int]:
        return {key: i for i, key in enumerate(self.walk.quantities)}

    @quiet
    def _known(self, key: str) -> list[Known]:
        """The mistakes with exactly this number, the first ones; else all of them."""
        others = {one: value for one, value in self.wrong.items() if one != key}
        values = self.walk.values(self.given, others)
        right, mine = self._step(key, values), self.mine[key]
        every: list[Known] = []
        for mistakes in self.mistakes:
            known = [
                (mistake, value)
                for mistake, value in mistakes(self.walk, key, values)
                if np.isfinite(value) and not self._same(value, right)
            ]
            if fitting := [one for one in known if self._same(mine, one[1])]:
                return fitting[:MOST_NAMED]
            every += known
        return every

    @staticmethod
    def _same(one: float, other: float) -> bool:
        return bool(agrees(np.array([one]), np.array([other]), DIGITS, HALF)[0])

    def _behind(self, key: str) -> list[str]:
        """The wrong numbers that this one is computed from."""
        found, todo = set(), [key]
        while todo:
            formula = self.walk.quantities[todo.pop()].formula
            for one in formula.keywords() if formula else ():
                if one not in found:
                    found.add(one)
                    if one not in self.wrong:
                        todo.append(one)
        return [one for one in self.wrong if one in found]
