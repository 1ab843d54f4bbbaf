"""Records a calculation as a graph, by running an algorithm on numbers that trace operations.

`traced(right, given)` runs the exercise's own algorithm. Each given number, and each number
computed from it, is a `TracedNumber` that knows its operation and its operands.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import count
from operator import ge, gt, le, lt
from sys import _getframe
from typing import Any

import numpy as np

from lessons_lib.functions import Function, quiet
from lessons_lib.mistakes.mistake import Mistake
from lessons_lib.walks import expression
from lessons_lib.walks.expression import ATOM, Operation, Operators

GIVEN = "given"
MOST = 400  # quantities; larger calculations are not done by hand

_births = count()


def _significant(digits: int) -> Operation:
    def rounded(value: float) -> float:
        return np.float64(f"{value:.{digits}g}")

    return Operation(rounded, "{}".format, ATOM)


OPERATIONS = expression.OPERATIONS | {
    "neg": expression.NEGATIVE,
    "⌈⌉": Operation(np.ceil, "⌈{}⌉".format, ATOM),
    "°": Operation(np.radians, "{}°".format, ATOM, (ATOM,)),
    "exp": expression.OPERATIONS["exp"]._replace(written="e^({})".format),
    "^": expression.OPERATIONS["^"]._replace(written="{}^{}".format, needs=(ATOM, ATOM)),
    "σ": expression.OPERATIONS["σ"]._replace(f=lambda z: 1 / (1 + np.exp(-z))),  # fast
    **{f"round {digits}": _significant(digits) for digits in range(1, 5)},
}


def _function(op: str) -> Callable[["TracedNumber"], "TracedNumber"]:
    return lambda one: one.made(op, one)


def _comparison(holds: Callable[[Any, Any], bool]) -> Callable[["TracedNumber", Any], bool]:
    return lambda one, other: holds(one.value, getattr(other, "value", other))


@dataclass(eq=False, repr=False)
class TracedNumber(Operators):
    """A number with its operation and operands.

    place: the place in the program where it was computed; numbers of the same place are the
    same step with other operands. A number that replaces another in a slip has none.
    row: what it was given with: all numbers of one array have the same.
    same: all numbers of its calculation, by operation and operands.
    """

    op: str
    of: tuple["TracedNumber", ...]
    value: float
    name: Any = ""
    place: Any = None
    row: Any = None
    same: dict[Any, "TracedNumber"] = field(default_factory=dict)
    born: int = field(default_factory=lambda: next(_births))

    @property
    def is_leaf(self) -> bool:
        """Whether it is given, or a constant in the formula."""
        return not self.of

    def made(self, op: str, *of: Any) -> Any:
        """The result of an operation on traced and other numbers."""
        of = tuple(one[()] if isinstance(one, np.ndarray) and not one.ndim else one for one in of)
        if any(isinstance(one, np.ndarray) for one in of):
            return NotImplemented
        first, last = of[0], of[-1]
        if not isinstance(first, TracedNumber) and (op, first) in (("+", 0), ("×", 1)):
            return last  # sum and prod begin with these
        if op == "+" and isinstance(last, TracedNumber) and last.op == "neg":
            op, of = "−", (first, *last.of)  # θ + (−η · g) is θ − η · g
        parts = tuple(map(self.traced, of))
        if (op, parts) not in self.same:
            found = made(op, *parts)
            found.place, found.same = (op, *_place()), self.same
            self.same[op, parts] = found
        return self.same[op, parts]

    def traced(self, value: Any) -> "TracedNumber":
        """A traced number unchanged, any other as a constant of the same calculation."""
        if isinstance(value, TracedNumber):
            return value
        return self.same.setdefault(float(value), constant(value))

    def through(self, sigma: Function) -> Any:
        """σ(self)."""
        return self.made("σ" if sigma.name == "sigmoid" else sigma.name, self)

    def __array_ufunc__(self, ufunc: Any, method: str, *inputs: Any, **options: Any) -> Any:
        """Called by NumPy when a NumPy number is the left operand."""
        inputs = tuple(
            np.array(one, dtype=object) if isinstance(one, TracedNumber) else one for one in inputs
        )
        return getattr(ufunc, method)(*inputs, **options)

    def __index__(self) -> int:
        if self.value != int(self.value):
            raise TypeError(f"{self.value} is not a whole number")
        return int(self.value)

    __neg__, __abs__, __ceil__ = map(_function, ("neg", "abs", "⌈⌉"))
    # called by np.sqrt and so on
    sqrt, exp, log, cos, sin = map(_function, ("sqrt", "exp", "log", "cos", "sin"))
    __lt__, __gt__, __le__, __ge__ = map(_comparison, (lt, gt, le, ge))


def constant(value: Any) -> TracedNumber:
    """A constant in a formula."""
    return TracedNumber("constant", (), np.float64(value))


def called(name: str, value: Any) -> Any:
    """The same value; a traced number gets this name in formulas."""
    if isinstance(value, TracedNumber):
        value.name = name
    return value


def made(op: str, *of: TracedNumber) -> TracedNumber:
    """The result of an operation on others, which is not a part of their calculation."""
    return TracedNumber(op, of, OPERATIONS[op].f(*(one.value for one in of)))


def _place() -> Any:
    """Where the operation is in the traced program."""
    frame: Any = _getframe(2)
    while frame.f_code.co_filename in (__file__, expression.__file__):
        frame = frame.f_back
    return frame.f_code, frame.f_lineno, frame.f_lasti


@dataclass(frozen=True)
class Calculation:
    """The outputs, in the order of the answer, and the given numbers.

    mistaken: the same with each known mistake.
    """

    outputs: tuple[TracedNumber, ...]
    given: tuple[TracedNumber, ...]
    mistaken: Callable[[], Iterable[tuple[Mistake, "Calculation"]]] = tuple

    @cached_property
    def quantities(self) -> tuple[TracedNumber, ...]:
        """All numbers that the outputs depend on, in topological order."""
        found: dict[TracedNumber, None] = dict.fromkeys(self.outputs)
        todo = list(self.outputs)
        while todo:
            for one in todo.pop().of:
                if one not in found:
                    found[one] = None
                    todo.append(one)
        return tuple(sorted(found, key=lambda one: one.born))

    @cached_property
    def above(self) -> Mapping[TracedNumber, frozenset[TracedNumber]]:
        """For each quantity, all that depend on it, itself included."""
        reach: dict[TracedNumber, set[TracedNumber]] = {one: {one} for one in self.quantities}
        for one in reversed(self.quantities):
            for part in one.of:
                reach[part] |= reach[one]
        return {one: frozenset(all_) for one, all_ in reach.items()}

    @cached_property
    def uses(self) -> Mapping[TracedNumber, int]:
        """How often each quantity is an operand."""
        return Counter(part for one in self.quantities for part in one.of)

    @cached_property
    def own(self) -> Mapping[TracedNumber, frozenset[TracedNumber]]:
        """For each output, the quantities only it depends on, up to the other outputs."""
        return {output: frozenset(_until(output, self.outputs)) for output in self.outputs}

    def value(
        self, changed: Mapping[TracedNumber, TracedNumber]
    ) -> Callable[[TracedNumber], float]:
        """The value of any quantity when some are replaced by others."""
        touched: frozenset[TracedNumber] = frozenset()
        for one in changed:
            above = self.above.get(one, frozenset((one,)))
            touched = touched | above if touched else above
        known: dict[TracedNumber, float] = {}
        return quiet(lambda one: _value(one, changed, touched, known))

    def rounded(self, op: str, where: Callable[[TracedNumber], bool]) -> list[float]:
        """The outputs when each number for which `where` is true is rounded before it is used."""
        known: dict[TracedNumber, float] = {}
        for one in self.quantities:
            value = OPERATIONS[one.op].f(*(known[part] for part in one.of)) if one.of else one.value
            known[one] = OPERATIONS[op].f(value) if one.of and where(one) else value
        return [known[output] for output in self.outputs]

    @cached_property
    def size(self) -> float:
        """The largest number in it, which bounds rounding errors."""
        return max((abs(one.value) for one in self.quantities), default=0.0)


def _until(output: TracedNumber, others: Sequence[TracedNumber]) -> set[TracedNumber]:
    found, todo = {output}, [output]
    while todo:
        new = {part for part in todo.pop().of if part not in found and part not in others}
        found |= new
        todo += new
    return found


def _value(
    one: TracedNumber,
    changed: Mapping[TracedNumber, TracedNumber],
    touched: frozenset[TracedNumber],
    known: dict[TracedNumber, float],
) -> float:
    if one not in touched and one.place is not None:
        return one.value
    if one in known:
        return known[one]
    if one in changed:
        value = _value(changed[one], changed, touched, known)
    elif one.of:
        value = OPERATIONS[one.op].f(*(_value(part, changed, touched, known) for part in one.of))
    else:
        value = one.value
    known[one] = value
    return value


@quiet
def traced(right: Callable[..., Any], given: Sequence[Any]) -> Calculation | None:
    """The calculation of `right(*given)`, or None if it cannot be traced number by number."""
    leaves: list[TracedNumber] = []
    same: dict[Any, TracedNumber] = {}
    try:
        result = right(*(_noting(one, leaves, same) for one in given))
        outputs = list(_flat(result))
    except (TypeError, ValueError, AttributeError, IndexError, KeyError, ZeroDivisionError):
        return None
    if not any(isinstance(one, TracedNumber) for one in outputs):
        return None
    found = Calculation(tuple(map(leaves[0].traced, outputs)), tuple(leaves))
    return found if len(found.quantities) <= MOST else None


def _noting(
    value: Any, leaves: list[TracedNumber], same: dict[Any, TracedNumber], row: Any = None
) -> Any:
    if isinstance(value, bool | str):
        return value
    if isinstance(value, int | float | np.number):
        leaves.append(TracedNumber(GIVEN, (), np.float64(value), row=row, same=same))
        return leaves[-1]
    if isinstance(value, np.ndarray) and value.dtype.kind in "iuf":
        noted, row = np.empty(value.shape, dtype=object), object()
        for index, number in np.ndenumerate(value):
            noted[index] = _noting(number, leaves, same, row)
        return noted
    if isinstance(value, list | tuple) and not hasattr(value, "_fields"):
        row = object()
        return type(value)(_noting(part, leaves, same, row) for part in value)
    if isinstance(value, dict):
        return {key: _noting(part, leaves, same) for key, part in value.items()}
    return value


def _flat(result: Any) -> Iterator[Any]:
    if isinstance(result, np.ndarray):
        result = result.tolist()
    if isinstance(result, list | tuple):
        for part in result:
            yield from _flat(part)
    else:
        yield result if isinstance(result, TracedNumber) else float(result)
