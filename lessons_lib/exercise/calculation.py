"""Records a calculation as a graph, by running an algorithm on numbers that trace operations.

`traced(right, given)` runs the exercise's own algorithm. Each given number, and each number
computed from it, is a `TracedNumber` that knows its operation and its operands.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import count
from sys import _getframe
from typing import Any

import numpy as np

from lessons_lib.functions import Function, quiet

GIVEN = "given"
MOST = 400  # quantities; larger calculations are not done by hand

_births = count()


def _significant(digits: int) -> Callable[[float], float]:
    return lambda value: float(f"{value:.{digits}g}") if np.isfinite(value) else value


OPERATIONS: dict[str, Callable[..., Any]] = {
    "+": lambda a, b: a + b,
    "−": lambda a, b: a - b,
    "·": lambda a, b: a * b,
    "/": lambda a, b: a / b if b else np.inf,
    "//": lambda a, b: a // b if b else np.inf,
    "^": lambda a, b: a**b if a > 0 or (float(b).is_integer() and (a or b >= 0)) else np.nan,
    "neg": lambda a: -a,
    "abs": abs,
    "√": lambda a: a**0.5 if a >= 0 else np.nan,
    "exp": lambda a: float(np.exp(a)),
    "ln": lambda a: float(np.log(a)) if a > 0 else np.nan,
    "cos": lambda a: float(np.cos(a)),
    "sin": lambda a: float(np.sin(a)),
    "°": lambda a: float(np.radians(a)),
    "σ": lambda a: 1 / (1 + float(np.exp(-a))),
    "round 1": _significant(1),
    "round 2": _significant(2),
    "round 3": _significant(3),
    "round 4": _significant(4),
}


@dataclass(eq=False, repr=False)
class TracedNumber:
    """A number with its operation and operands.

    place: the place in the program where it was computed; numbers of the same place are the
    same step with other operands. A number that replaces another in a slip has none.
    """

    op: str
    of: tuple["TracedNumber", ...]
    value: float
    name: Any = ""
    place: Any = None
    born: int = field(default_factory=lambda: next(_births))

    @property
    def is_leaf(self) -> bool:
        """Whether it is given, or a constant in the formula."""
        return not self.of

    def __array_ufunc__(self, ufunc: Any, method: str, *inputs: Any, **options: Any) -> Any:
        """Called by NumPy when a NumPy number is the left operand."""
        inputs = tuple(
            np.array(one, dtype=object) if isinstance(one, TracedNumber) else one for one in inputs
        )
        return getattr(ufunc, method)(*inputs, **options)

    def through(self, sigma: Function) -> "TracedNumber":
        """σ(self)."""
        found: TracedNumber = _made("σ" if sigma.name == "sigmoid" else sigma.name, self)
        return found

    def __add__(self, other: Any) -> Any:
        if isinstance(other, TracedNumber) and other.op == "neg":  # θ + (−η · g) is θ − η · g
            return _made("−", self, other.of[0])
        return _made("+", self, other)

    def __radd__(self, other: Any) -> Any:
        return self if _is(other, 0) else _made("+", other, self)  # sum begins with 0

    def __sub__(self, other: Any) -> Any:
        return _made("−", self, other)

    def __rsub__(self, other: Any) -> Any:
        return _made("−", other, self)

    def __mul__(self, other: Any) -> Any:
        return _made("·", self, other)

    def __rmul__(self, other: Any) -> Any:
        return self if _is(other, 1) else _made("·", other, self)  # prod begins with 1

    def __truediv__(self, other: Any) -> Any:
        return _made("/", self, other)

    def __rtruediv__(self, other: Any) -> Any:
        return _made("/", other, self)

    def __floordiv__(self, other: Any) -> Any:
        return _made("//", self, other)

    def __rfloordiv__(self, other: Any) -> Any:
        return _made("//", other, self)

    def __pow__(self, other: Any) -> Any:
        return _made("^", self, other)

    def __rpow__(self, other: Any) -> Any:
        return _made("^", other, self)

    def __neg__(self) -> Any:
        return _made("neg", self)

    def __abs__(self) -> Any:
        return _made("abs", self)

    def sqrt(self) -> Any:
        """Called by np.sqrt."""
        return _made("√", self)

    def exp(self) -> Any:
        """Called by np.exp."""
        return _made("exp", self)

    def log(self) -> Any:
        """Called by np.log."""
        return _made("ln", self)

    def cos(self) -> Any:
        """Called by np.cos."""
        return _made("cos", self)

    def sin(self) -> Any:
        """Called by np.sin."""
        return _made("sin", self)

    def __index__(self) -> int:
        if self.value != int(self.value):
            raise TypeError(f"{self.value} is not a whole number")
        return int(self.value)

    def __lt__(self, other: Any) -> Any:
        return self.value < getattr(other, "value", other)

    def __gt__(self, other: Any) -> Any:
        return self.value > getattr(other, "value", other)

    def __le__(self, other: Any) -> Any:
        return self.value <= getattr(other, "value", other)

    def __ge__(self, other: Any) -> Any:
        return self.value >= getattr(other, "value", other)


def _is(value: Any, number: float) -> bool:
    return not isinstance(value, TracedNumber) and value == number


def constant(value: float) -> TracedNumber:
    """A constant in a formula."""
    return TracedNumber("constant", (), float(value))


def called(name: str, value: Any) -> Any:
    """The same value; a traced number gets this name in formulas."""
    if isinstance(value, TracedNumber):
        value.name = name
    return value


def made(op: str, *of: TracedNumber, place: Any = None) -> TracedNumber:
    """The result of an operation on others, as a traced number."""
    return TracedNumber(op, of, OPERATIONS[op](*(one.value for one in of)), place=place)


def _made(op: str, *of: Any) -> Any:
    of = tuple(one[()] if isinstance(one, np.ndarray) and not one.ndim else one for one in of)
    if any(isinstance(one, np.ndarray) for one in of):
        return NotImplemented
    parts = tuple(one if isinstance(one, TracedNumber) else constant(float(one)) for one in of)
    frame: Any = _getframe(2)
    while frame.f_code.co_filename == __file__:
        frame = frame.f_back
    return made(op, *parts, place=(op, frame.f_code, frame.f_lineno, frame.f_lasti))


@dataclass(frozen=True)
class Calculation:
    """The outputs, in the order of the answer, and the given numbers."""

    outputs: tuple[TracedNumber, ...]
    given: tuple[TracedNumber, ...]

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
        return lambda one: _value(one, changed, touched, known)

    def rounded(self, op: str, where: Callable[[TracedNumber], bool]) -> list[float]:
        """The outputs when each number for which `where` is true is rounded before it is used."""
        known: dict[TracedNumber, float] = {}
        for one in self.quantities:
            value = OPERATIONS[one.op](*(known[part] for part in one.of)) if one.of else one.value
            known[one] = OPERATIONS[op](value) if one.of and where(one) else value
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
        value = OPERATIONS[one.op](*(_value(part, changed, touched, known) for part in one.of))
    else:
        value = one.value
    known[one] = value
    return value


@quiet
def traced(right: Callable[..., Any], given: Sequence[Any]) -> Calculation | None:
    """The calculation of `right(*given)`, or None if it cannot be traced number by number."""
    leaves: list[TracedNumber] = []
    try:
        result = right(*(_noting(one, leaves) for one in given))
        outputs = list(_flat(result))
    except (TypeError, ValueError, AttributeError, IndexError, KeyError, ZeroDivisionError):
        return None
    if not any(isinstance(one, TracedNumber) for one in outputs):
        return None
    quantities = [one if isinstance(one, TracedNumber) else constant(one) for one in outputs]
    found = Calculation(*_shared(quantities, leaves))
    return found if len(found.quantities) <= MOST else None


def _noting(value: Any, leaves: list[TracedNumber]) -> Any:
    if isinstance(value, bool | str):
        return value
    if isinstance(value, int | float | np.number):
        leaves.append(TracedNumber(GIVEN, (), float(value)))
        return leaves[-1]
    if isinstance(value, np.ndarray) and value.dtype.kind in "iuf":
        noted = np.empty(value.shape, dtype=object)
        for index, number in np.ndenumerate(value):
            noted[index] = _noting(number, leaves)
        return noted
    if isinstance(value, list | tuple) and not hasattr(value, "_fields"):
        return type(value)(_noting(part, leaves) for part in value)
    if isinstance(value, dict):
        return {key: _noting(part, leaves) for key, part in value.items()}
    return value


def _flat(result: Any) -> Iterator[Any]:
    if isinstance(result, np.ndarray):
        result = result.tolist()
    if isinstance(result, list | tuple):
        for part in result:
            yield from _flat(part)
    else:
        yield result if isinstance(result, TracedNumber) else float(result)


def _shared(
    outputs: Sequence[TracedNumber], given: Sequence[TracedNumber]
) -> tuple[tuple[TracedNumber, ...], tuple[TracedNumber, ...]]:
    """The same quantities, with duplicates (the same operation on the same operands) merged."""
    same: dict[Any, TracedNumber] = {}
    new: dict[TracedNumber, TracedNumber] = {}
    for one in Calculation(tuple(outputs), ()).quantities:
        parts = tuple(new[part] for part in one.of)
        key = (one.op, parts) if parts else (one.value if one.op == "constant" else one)
        new[one] = same.setdefault(key, one)
        new[one].of = parts
    return tuple(new[one] for one in outputs), tuple(new.get(one, one) for one in given)
