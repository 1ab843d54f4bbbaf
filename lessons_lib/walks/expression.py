"""Formulas as expression trees that can be written, evaluated, differentiated and varied."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from operator import add
from typing import Any, NamedTuple, Self, TypeVar

import numpy as np

from lessons_lib import functions
from lessons_lib.notation import minus, number

# Operator precedence: an operand of lower precedence gets brackets.
ANY, SUM, PRODUCT, POWER, ATOM = range(5)
ROUNDING = 8 * np.finfo(float).eps  # of a sum, relative to its largest term


One = TypeVar("One", bound="Operators")
T = TypeVar("T")


def operator(operation: str) -> Callable[[One, Any], One]:
    """The method of an operator of Python."""
    return lambda a, b: a.made(operation, a, b)


def swapped(operation: str) -> Callable[[One, Any], One]:
    """The same where self is the right operand."""
    return lambda b, a: b.made(operation, a, b)


class Operators:
    """Python's operators, which combine without simplifying: a + b is a.made("+", a, b)."""

    def made(self, operation: str, *operands: Any) -> Self:
        """The result of an operation; one of the operands is self."""
        raise NotImplementedError

    __add__, __radd__ = operator("+"), swapped("+")
    __sub__, __rsub__ = operator("−"), swapped("−")
    __mul__, __rmul__ = operator("×"), swapped("×")
    __truediv__, __rtruediv__ = operator("÷"), swapped("÷")
    __pow__, __rpow__ = operator("^"), swapped("^")


@dataclass(frozen=True)
class Expression(Operators):
    """A keyword, a constant, or one of OPERATIONS with its operands."""

    what: str | float | Fraction
    operands: tuple["Expression", ...] = ()

    def value(self, values: Mapping[str, Any]) -> Any:
        """Evaluate with a real or complex number for each keyword."""
        if self.operands:
            parts = self._terms() if self.what == "+" else self.operands
            return _operation(self).f(*[part.value(values) for part in parts])
        return values[self.what] if isinstance(self.what, str) else np.float64(self.what)

    def text(self, names: Mapping[str, str]) -> str:
        """The formula with each keyword replaced by a text: its symbol, or its number."""
        return self._text(names)[0]

    def keywords(self) -> tuple[str, ...]:
        """The keywords in it, without duplicates, from left to right."""
        if not self.operands:
            return (self.what,) if isinstance(self.what, str) else ()
        return tuple(dict.fromkeys(key for part in self.operands for key in part.keywords()))

    def derivative(self, keyword: str, result: "Expression | None" = None) -> "Expression":
        """∂self/∂keyword, without factors 1 and terms 0.

        `result` represents the value of self in it, as a does in σ′(z) = a · (1 − a).
        """
        if not self.operands:
            return ONE if self.what == keyword else ZERO
        total = ZERO
        for part, slope in zip(self.operands, _operation(self).slopes, strict=True):
            if keyword in part.keywords():
                outer = slope(result or self, *self.operands)
                total = plus(total, times(outer, part.derivative(keyword)))
        return total

    def replaced(self, parts: Mapping[str, "Expression"]) -> "Expression":
        """The same with some keywords replaced by expressions."""
        if not self.operands:
            return parts.get(self.what, self) if isinstance(self.what, str) else self
        return Expression(self.what, tuple(part.replaced(parts) for part in self.operands))

    def _text(self, names: Mapping[str, str]) -> tuple[str, int]:
        constant, rest = self._factors()
        if constant < 0:
            positive = rest if constant == -1 else Expression(-constant) * rest
            return written(NEGATIVE, [positive], lambda part: part._text(names))
        if self.operands:
            return written(_operation(self), self.operands, lambda part: part._text(names))
        if isinstance(self.what, str):
            text = names[self.what]
            return text, SUM if text.startswith("−") else ATOM
        if self.what == Fraction(1, 2):
            return "½", ATOM
        if isinstance(self.what, Fraction) and self.what.denominator > 1:
            return minus(str(self.what)), SUM if self.what < 0 else PRODUCT
        return number(self.what, 6), SUM if self.what < 0 else ATOM

    def _terms(self) -> Iterator["Expression"]:
        """The terms of a sum of sums, from left to right."""
        for part in self.operands:
            yield from part._terms() if part.what == "+" else (part,)

    def _factors(self) -> tuple[Any, "Expression"]:
        """The constant in front of a product, or 1, and the rest."""
        first = self.operands[0] if self.what == "×" else self
        if first is self or first.operands or isinstance(first.what, str):
            return 1, self
        return first.what, self.operands[1]

    def made(self, operation: str, *operands: "Expression | float") -> "Expression":
        """One of OPERATIONS on expressions and constants."""
        return apply(operation, *operands)


class Operation(NamedTuple):
    """How an operation is computed, written and differentiated.

    `needs` is the precedence each operand needs to be written without brackets. `slopes` holds
    the derivative by each operand, as an expression of the result and all operands.
    """

    f: Callable[..., Any]
    written: Callable[..., str]
    holds: int
    needs: tuple[int, ...] = ()
    slopes: tuple[Callable[..., Expression], ...] = ()


def written(
    operation: Operation, operands: Sequence[T], text: Callable[[T], tuple[str, int]]
) -> tuple[str, int]:
    """An operation as text, and its precedence; text(operand) gives both for an operand."""
    texts = [text(one) for one in operands]
    needs = operation.needs or (ANY,) * len(texts)
    if operation is OPERATIONS["^"] and texts[1][0] == "2":
        return f"{_inside(*texts[0], ATOM)}²", POWER
    inside = [_inside(*one, least) for one, least in zip(texts, needs, strict=True)]
    return operation.written(*inside), operation.holds


def _inside(text: str, holds: int, least: int) -> str:
    return text if holds >= least else f"({text})"


def apply(operation: str, *operands: "Expression | float | Fraction") -> Expression:
    """One of OPERATIONS on expressions and constants."""
    parts = (part if isinstance(part, Expression) else Expression(part) for part in operands)
    return Expression(operation, tuple(parts))


def plus(a: Expression, b: Expression) -> Expression:
    """The sum of both, simplified: a + 0 is a, a + (−b) is a − b, 2 · a + a is 3 · a."""
    if ZERO in (a, b):
        return b if a == ZERO else a
    (c, one), (d, other) = _split(a), _split(b)
    if one == other:
        return times(Expression(c + d), one)
    return a - times(Expression(-d), other) if d < 0 else a + b


def times(a: Expression, b: Expression) -> Expression:
    """The product of both, simplified, with a constant in front: x · (2 · y) is 2 · (x · y)."""
    (c, a), (d, b) = _split(a), _split(b)
    constant = c * d
    if b == ONE or (a.what == "÷" and a.operands[0] == ONE):
        a, b = b, a
    if a == ONE:
        product = b
    elif b.what == "÷" and b.operands[0] == ONE:
        product = a / b.operands[1]
    else:
        product = a * b
    if constant == 0 or product == ONE:
        return Expression(constant)
    if product.what == "÷" and constant not in (1, -1):
        above, below = product.operands
        product = times(Expression(abs(constant)), above) / below
        constant = 1 if constant > 0 else -1
    return product if constant == 1 else Expression(constant) * product


def total(terms: Iterable[Expression]) -> Expression:
    """The sum of all terms."""
    return reduce(plus, terms, ZERO)


def _split(e: Expression) -> tuple[Any, Expression]:
    """A constant factor of the expression, and the rest."""
    if not e.operands:
        return (1, e) if isinstance(e.what, str) else (e.what, ONE)
    if e.what != "÷":
        return e._factors()
    (c, above), (d, below) = map(_split, e.operands)
    if not (float(c).is_integer() and float(d).is_integer() and d):
        return 1, e
    constant = Fraction(int(c), int(d))
    return constant if constant.denominator > 1 else int(constant), (
        above if below == ONE else above / below
    )


def _operation(e: Expression) -> Operation:
    return OPERATIONS[str(e.what)]


def _sum(*terms: Any) -> Any:
    """Their sum; 0 where only rounding is left, as in 0.1 · 3 + (−0.3)."""
    result, largest = reduce(add, terms), max(map(abs, terms))
    rounded = abs(result) <= ROUNDING * largest < np.inf and not np.iscomplexobj(result)
    return np.float64(0) if rounded else result


def _product(a: Any, b: Any) -> Any:
    return a * b if a != 0 and b != 0 else np.float64(0)  # 0 · ln 0 is 0 in a cross-entropy


def _softmax(z: Any, *layer: Any) -> Any:
    highest = max(layer, key=np.real)
    return np.exp(z - highest) / sum(np.exp(other - highest) for other in layer)


def _written_softmax(z: str, *layer: str) -> str:
    powers = " + ".join(f"e^{{{other}}}" for other in layer)
    return f"e^{{{z}}} / " + (f"({powers})" if len(layer) > 1 else powers)


ZERO, ONE, TWO, MINUS_ONE = map(Expression, (0, 1, 2, -1))

NEGATIVE = Operation(np.negative, "−{}".format, SUM, (PRODUCT,))
_PAIR = PRODUCT, PRODUCT
# named as in `graph.Var` and `functions`; σ abbreviates the sigmoid
OPERATIONS = {
    "+": Operation(
        _sum, "{} + {}".format, SUM, (SUM, PRODUCT),
        (lambda e, a, b: ONE, lambda e, a, b: ONE),
    ),
    "−": Operation(
        lambda a, b: a - b, "{} − {}".format, SUM, (SUM, PRODUCT),
        (lambda e, a, b: ONE, lambda e, a, b: MINUS_ONE),
    ),
    "×": Operation(
        _product, "{} · {}".format, PRODUCT, _PAIR, (lambda e, a, b: b, lambda e, a, b: a)
    ),
    "÷": Operation(
        lambda a, b: a / b, "{} / {}".format, PRODUCT, (PRODUCT, POWER),
        (lambda e, a, b: 1 / b, lambda e, a, b: times(MINUS_ONE, a / b**2)),
    ),
    "^": Operation(
        lambda a, b: a**b, "{}^{{{}}}".format, POWER, (ATOM, ANY),
        (lambda e, a, b: times(b, _lower(a, b)), lambda e, a, b: times(e, apply("log", a))),
    ),
    "exp": Operation(np.exp, "e^{{{}}}".format, POWER, (), (lambda e, a: e,)),
    "log": Operation(np.log, "ln({})".format, ATOM, (), (lambda e, a: 1 / a,)),
    "sin": Operation(np.sin, "sin({})".format, ATOM, (), (lambda e, a: apply("cos", a),)),
    "cos": Operation(
        np.cos, "cos({})".format, ATOM, (), (lambda e, a: times(MINUS_ONE, apply("sin", a)),)
    ),
    "sigmoid": Operation(
        functions.sigmoid, "1 / (1 + e^{{−{}}})".format, PRODUCT, (ATOM,),
        (lambda e, a: e * (1 - e),),
    ),
    "σ": Operation(functions.sigmoid, "σ({})".format, ATOM, (), (lambda e, a: e * (1 - e),)),
    "tanh": Operation(functions.tanh, "tanh({})".format, ATOM, (), (lambda e, a: 1 - e**2,)),
    "relu": Operation(
        functions.relu, "max(0, {})".format, ATOM, (), (lambda e, a: apply("positive", a),)
    ),
    "leaky relu": Operation(
        functions.leaky_relu, "max(0.01 · {0}, {0})".format, ATOM, (ATOM,),
        (lambda e, a: Expression(0.01) + 0.99 * apply("positive", a),),
    ),
    "softplus": Operation(
        functions.softplus, "ln(1 + e^{{{}}})".format, ATOM, (),
        (lambda e, a: apply("sigmoid", a),),
    ),
    "identity": Operation(lambda z: z, "{}".format, SUM, (), (lambda e, a: ONE,)),
    "sqrt": Operation(np.sqrt, "√({})".format, ATOM, (), (lambda e, a: 1 / times(TWO, e),)),
    "abs": Operation(
        lambda a: a if np.real(a) > 0 else -a, "abs({})".format, ATOM, (),
        (lambda e, a: 2 * apply("positive", a) - 1,),
    ),
    "max": Operation(
        lambda a, b: a if np.real(a) >= np.real(b) else b, "max({}, {})".format, ATOM, (),
        (lambda e, a, b: 1 - apply("positive", b - a), lambda e, a, b: apply("positive", b - a)),
    ),
    "min": Operation(
        lambda a, b: a if np.real(a) <= np.real(b) else b, "min({}, {})".format, ATOM, (),
        (lambda e, a, b: 1 - apply("positive", a - b), lambda e, a, b: apply("positive", a - b)),
    ),
    "positive": Operation(lambda z: np.float64(np.real(z) > 0), "[{} > 0]".format, ATOM, ()),
    "softmax": Operation(_softmax, _written_softmax, PRODUCT, ()),
}  # fmt: skip


def _lower(a: Expression, b: Expression) -> Expression:
    """The power a^(b − 1)."""
    if b == TWO:
        return a
    return a ** (b - 1 if b.operands or isinstance(b.what, str) else float(b.what) - 1)
