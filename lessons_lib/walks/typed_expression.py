"""A typed formula becomes a walk: z = (x*y + sin(x))**2 is read by Python's grammar, never run."""

import ast
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count

import numpy as np

from lessons_lib.functions import quiet
from lessons_lib.language import Later, say
from lessons_lib.notation import number
from lessons_lib.walks.expression import OPERATIONS, Expression, apply
from lessons_lib.walks.graph import walk_over
from lessons_lib.walks.signs import ascii_signs
from lessons_lib.walks.walk import Quantity, Walk, symbol

MOST_NODES, MOST_SIGNS = 40, 1000
FUNCTIONS = {
    **{name: name for name in ("exp", "log", "sqrt", "sin", "cos", "tanh", "relu", "abs")},
    **{"ln": "log", "sigmoid": "σ", "σ": "σ", "max": "max", "min": "min"},
}
CONSTANTS = {"e": float(np.e), "pi": float(np.pi), "π": float(np.pi)}
_OF_TWO = {"max", "min"}
_OPERATORS = {ast.Add: "+", ast.Sub: "−", ast.Mult: "×", ast.Div: "÷", ast.Pow: "^"}
_MORE_SIGNS = str.maketrans({**dict(zip("₀₁₂₃₄₅₆₇₈₉", "0123456789", strict=True)), "√": "sqrt"})

TOO_LARGE = Later(
    "This formula is too large to be drawn: at most {most} operations and inputs. Take a part of "
    "it."
)
TAKEN = Later("{name} has a meaning already. Take another name.")
TROUBLES = {
    "÷": Later("{v} divides by 0, and that is no number. Nudge an input."),
    "log": Later("{v} is the logarithm of {of}, and only positive numbers have one."),
    "sqrt": Later("{v} is the square root of {of}, and it needs a positive number here."),
    "^": Later("{v} is a power of {of} that is no number, or that has no derivative."),
    "": Later("{v} is too large for a computer’s numbers. Nudge an input."),
}
KINKS = {
    "relu": Later("{v} stands at the kink of relu: both 0 and 1 are a slope there. We take 0."),
    "abs": Later("{v} stands at the kink of |…|: both −1 and 1 are a slope there. We take −1."),
    "max": Later("{v} compares two equal numbers: either may move it. We take the first."),
    "min": Later("{v} compares two equal numbers: either may move it. We take the first."),
}


@dataclass(frozen=True)
class Typed:
    """What was typed: its text as it was read, the walk over it, its inputs and its end."""

    text: str
    walk: Walk
    inputs: tuple[str, ...]
    end: str

    @property
    def nodes(self) -> tuple[str, ...]:
        """The keywords of the inputs and of everything computed, each after what it is made of."""
        return tuple(key for key in self.walk.quantities if not key.startswith(f"d{self.end}_d"))

    @quiet
    def troubles(self, values: Mapping[str, float]) -> list[str]:
        """What is no number at these values, the first one alone; else the kinks."""
        kinks = []
        for key in self.nodes:
            formula = self.walk.quantities[key].formula
            if formula is None:
                continue
            what, of = str(formula.what), [part.value(values) for part in formula.operands]
            said = {"v": symbol(key), "of": number(of[0])}
            slopes = [slope.value(values) for slope in self.walk.quantities[key].edges.values()]
            if not np.isfinite([values[key], *slopes]).all():
                return [say(TROUBLES[self._cause(what, of)], **said)]
            gap = of[0] - (of[1] if what in _OF_TWO else 0)
            if what in KINKS and gap == 0:
                kinks.append(say(KINKS[what], **said))
        return kinks

    @staticmethod
    def _cause(what: str, of: list[float]) -> str:
        broken = {"÷": of[-1] == 0} | dict.fromkeys(("log", "sqrt", "^"), of[0] <= 0)
        return what if broken.get(what) else ""

    def paths(self, start: str) -> list[tuple[str, ...]]:
        """Every way from a node to the end, as keywords."""
        if start == self.end:
            return [(start,)]
        after = [key for key in self.nodes if start in self.walk.quantities[key].edges]
        return [(start, *path) for key in after for path in self.paths(key)]

    def path_count(self, start: str) -> int:
        """How many they are, without listing them."""
        ways: dict[str, int] = {}
        for key in self.nodes:
            before = self.walk.quantities[key].edges
            ways[key] = 1 if key == start else sum(ways[one] for one in before)
        return ways[self.end]


def typed(text: str) -> Typed:
    """Read one formula, or several with names, divided by semicolons: u = x*y; z = u + sin(u).

    Raises ValueError with a sentence, and an arrow at the place, for what cannot be read.
    """
    if not isinstance(text, str):
        raise ValueError(
            say(
                'a formula is a text in quotation marks, as in "x*y + sin(x)", not {came!r}.',
                came=text,
            )
        )
    if len(text) > MOST_SIGNS:
        raise ValueError(say(TOO_LARGE, most=MOST_NODES))
    return _Reader(_as_python(text)).read()


def _as_python(text: str) -> str:
    read = ascii_signs(text.translate(_MORE_SIGNS)).replace("^", "**")
    lines = (line.strip() for line in read.replace("\n", ";").split(";"))
    return "; ".join(line for line in lines if line)


@dataclass
class _Reader:
    """Walks over Python's syntax tree and notes a quantity for each operation."""

    text: str
    quantities: dict[str, Quantity] = field(default_factory=dict)
    named: dict[str, Expression] = field(default_factory=dict)
    spare: Iterator[int] = field(default_factory=lambda: count(1))

    def read(self) -> Typed:
        try:
            lines = self._lines()
            self._names = {node.id for node in ast.walk(self._tree) if isinstance(node, ast.Name)}
            for i, (name, formula) in enumerate(lines):
                name = name or (self._free("z") if i == len(lines) - 1 else None)
                found = self._read(formula, name)
                if name:
                    self.named[name] = found
        except RecursionError:
            raise ValueError(say(TOO_LARGE, most=MOST_NODES)) from None
        if not isinstance(found.what, str) or found.what not in self.quantities:
            raise ValueError(
                say("There is nothing to nudge in {typed}: no input.", typed=self.text)
            )
        end = found.what
        if self.quantities[end].formula is None:
            raise ValueError(
                say(
                    "{typed} computes nothing. Write a formula, as in z = x*y + sin(x).",
                    typed=self.text,
                )
            )
        used = self._used(end)
        quantities = {key: one for key, one in self.quantities.items() if key in used}
        inputs = tuple(key for key, one in quantities.items() if one.formula is None)
        others = [key for key in quantities if key not in inputs]
        ordered = {key: quantities[key] for key in (*inputs, *others)}
        return Typed(self.text, walk_over(ordered, end), inputs, end)

    def _lines(self) -> list[tuple[str | None, ast.expr]]:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                self._tree = ast.parse(self.text)
        except SyntaxError as error:
            raise self._wrong(_UNREADABLE, min(error.offset or 1, len(self.text)) - 1) from None
        except (ValueError, MemoryError):
            raise self._wrong(_UNREADABLE, 0) from None
        found: list[tuple[str | None, ast.expr]] = []
        for line in self._tree.body:
            match line:
                case ast.Assign([ast.Name(name)], formula):
                    inputs = {n.id for n in ast.walk(formula) if isinstance(n, ast.Name)}
                    if name in {*FUNCTIONS, *dict(found), *inputs}:
                        raise self._at(
                            line,
                            say(TAKEN, name=name),
                        )
                    found.append((name, formula))
                case ast.Expr(formula):
                    found.append((None, formula))
                case _:
                    raise self._at(line, _UNREADABLE)
        if not found:
            raise ValueError(say("Write a formula, as in z = x*y + sin(x)."))
        return found

    def _free(self, letter: str) -> str:
        taken = {*self._names, *self.quantities, *FUNCTIONS}
        if letter not in taken and letter != "v":
            return letter
        return next(name for i in self.spare if (name := f"{letter}{i}") not in taken)

    def _read(self, node: ast.expr, name: str | None = None) -> Expression:
        match node:
            case ast.Constant(int() | float() as value) if not isinstance(value, bool):
                return self._constant(node, value)
            case ast.Name(id=name_of):
                return self._name(node, name_of)
            case ast.UnaryOp(ast.UAdd(), operand):
                return self._read(operand, name)
            case ast.UnaryOp(ast.USub(), operand):
                return self._apply(node, "×", [Expression(-1.0), self._read(operand)], name)
            case ast.BinOp(left, operator, right) if type(operator) in _OPERATORS:
                operation = _OPERATORS[type(operator)]
                return self._apply(node, operation, [self._read(left), self._read(right)], name)
            case ast.Call(ast.Name(function), arguments, []) if function in FUNCTIONS:
                return self._call(node, FUNCTIONS[function], arguments, name)
            case ast.Call(ast.Name(function)) if len(function) > 1:
                raise self._at(
                    node,
                    say(
                        "{name} is no function that we know: {known}.",
                        name=function,
                        known=say(", ").join(FUNCTIONS),
                    ),
                )
            case ast.Call():
                raise self._at(node, say("Write * for times before a bracket."))
            case ast.Tuple():
                raise self._at(
                    node, say("If you wrote a comma in a number, write a point, as in 0.25.")
                )
        raise self._at(node, _UNREADABLE)

    def _constant(self, node: ast.expr, value: float) -> Expression:
        try:
            found = float(value)
        except OverflowError:
            found = np.inf
        if not np.isfinite(found):
            raise self._at(node, say("This number is too large."))
        return Expression(found)

    def _name(self, node: ast.expr, name: str) -> Expression:
        if name in self.named:
            return self.named[name]
        if name in CONSTANTS:
            return Expression(CONSTANTS[name])
        if name.startswith("d") and "_d" in name:  # as the derivatives of the walk are called
            raise self._at(node, say(TAKEN, name=name))
        if name in FUNCTIONS:
            raise self._at(node, say("Write {name}(…): a function needs brackets.", name=name))
        self._note(name, None)
        return Expression(name)

    def _call(
        self, node: ast.expr, function: str, arguments: list[ast.expr], name: str | None
    ) -> Expression:
        wanted = 2 if function in _OF_TWO else 1
        if len(arguments) < wanted or (wanted == 1 and len(arguments) > 1):
            raise self._at(
                node,
                say(
                    "Between the brackets of {function} belong {wanted} numbers, but there are "
                    "{came}.",
                    function=function,
                    wanted=wanted,
                    came=len(arguments),
                ),
            )
        parts = [self._read(argument) for argument in arguments]
        if wanted == 1:
            return self._apply(node, function, parts, name)
        found = parts[0]
        for i, part in enumerate(parts[1:], start=2):
            found = self._apply(node, function, [found, part], name if i == len(parts) else None)
        return found

    @quiet
    def _apply(
        self, node: ast.expr, operation: str, parts: list[Expression], name: str | None
    ) -> Expression:
        whole = apply(operation, *parts)
        if not whole.keywords():
            value = OPERATIONS[operation].f(*(np.float64(part.what) for part in parts))
            if not np.isfinite(value):
                raise self._at(
                    node,
                    say(
                        "This is no number: a division by 0, or a logarithm or a root of what has "
                        "none."
                    ),
                )
            return Expression(float(value))
        key = name or self._free("v")
        self._note(key, whole)
        return Expression(key)

    def _note(self, key: str, formula: Expression | None) -> None:
        self.quantities.setdefault(key, Quantity(key, symbol(key), formula))
        if len(self.quantities) > MOST_NODES:
            raise ValueError(say(TOO_LARGE, most=MOST_NODES))

    def _used(self, end: str) -> set[str]:
        found, todo = {end}, [end]
        while todo:
            new = set(self.quantities[todo.pop()].edges) - found
            found |= new
            todo += new
        return found

    def _at(self, node: ast.AST, sentence: str) -> ValueError:
        line = self.text.encode()[: getattr(node, "col_offset", 0)]
        return self._wrong(sentence, len(line.decode()))

    def _wrong(self, sentence: str, column: int) -> ValueError:
        return ValueError(f"{say(sentence)}\n{self.text}\n{' ' * max(column, 0)}↑")


_UNREADABLE = Later(
    "At the arrow is something that cannot be read. Write numbers, names, + − * / **, brackets, "
    "and * for every times, as in z = 2*x + sin(y)."
)
