"""A typed formula becomes a walk: z = (x*y + sin(x))**2 is read by Python's grammar, never run."""

import ast
import warnings
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count

import numpy as np

from lessons_lib.functions import quiet
from lessons_lib.language import Later, say
from lessons_lib.notation import number
from lessons_lib.walks.expression import OPERATIONS, Expression, apply
from lessons_lib.walks.graph import walk_over
from lessons_lib.walks.typed_line import (
    FUNCTIONS,
    NEEDS_BRACKETS,
    TAKEN,
    UNREADABLE,
    TypedLine,
    lines,
)
from lessons_lib.walks.walk import Quantity, Walk, symbol

MOST_NODES, MOST_SIGNS = 40, 1000
CONSTANTS = {"e": float(np.e), "pi": float(np.pi), "π": float(np.pi)}
_OF_TWO = {"max", "min"}
_OPERATORS = {ast.Add: "+", ast.Sub: "−", ast.Mult: "×", ast.Div: "÷", ast.Pow: "^"}

TOO_LARGE = Later(
    "This formula is too large to be drawn: at most {most} operations and inputs. Take a part of "
    "it."
)
TOO_GREAT = Later("This number is too large.")
HOW_MANY = {
    1: Later("{function} takes one number in its brackets, not {came}."),
    2: Later("{function} takes two or more numbers in its brackets, not {came}."),
}
NO_NUMBER = Later(
    "This isn't a number: it divides by 0, or takes the logarithm or root of a number that has "
    "none."
)
TROUBLES = {
    "÷": Later("{v} divides by 0, and that isn't a number."),
    "log": Later("{v} is the logarithm of {of}, and only positive numbers have one."),
    "sqrt": Later("{v} is the square root of {of}, and it needs a positive number here."),
    "^": Later("{v} is a power of {of} that isn't a number, or that has no derivative."),
    "": Later("{v} is too large for a computer's numbers."),
}
KINKS = {
    "relu": Later(
        "{v} is at the kink of relu: the slope is 0 on the left and 1 on the right. We take 0."
    ),
    "abs": Later(
        "{v} is at the kink of abs: the slope is −1 on the left and 1 on the right. We take −1."
    ),
    "max": Later(
        "{v} compares two equal numbers, so a nudge to either could decide. We give the "
        "whole slope to the first."
    ),
    "min": Later(
        "{v} compares two equal numbers, so a nudge to either could decide. We give the "
        "whole slope to the first."
    ),
}


@dataclass(frozen=True)
class Typed:
    """What was typed: its text, the walk over it, its inputs and its end."""

    text: str
    walk: Walk
    inputs: tuple[str, ...]
    end: str

    @property
    def nodes(self) -> tuple[str, ...]:
        """The keywords of the inputs and of everything computed, each after what it is made of."""
        return tuple(key for key in self.walk.quantities if not key.startswith(f"d{self.end}_d"))

    @quiet
    def troubles(
        self,
        values: Mapping[str, float],
        at: str | None = None,
        names: Mapping[str, str] | None = None,
    ) -> list[str]:
        """What is no number at these values, the first one alone; else the kinks.

        With `at`, of the kinks only the one at this node. Nodes may have other `names`.
        """
        kinks = []
        for key in self.nodes:
            formula = self.walk.quantities[key].formula
            if formula is None:
                continue
            what, of = str(formula.what), [part.value(values) for part in formula.operands]
            said = {"v": symbol(key) if names is None else names[key], "of": number(of[0])}
            slopes = [slope.value(values) for slope in self.walk.quantities[key].edges.values()]
            if not np.isfinite([values[key], *slopes]).all():
                return [say(TROUBLES[_cause(what, of, values[key])], **said)]
            gap = of[0] - (of[1] if what in _OF_TWO else 0)
            if what in KINKS and gap == 0 and at in (None, key):
                kinks.append(say(KINKS[what], **said))
        return kinks

    def unfolded(self) -> dict[str, Expression]:
        """Each node as a formula of the inputs alone."""
        found: dict[str, Expression] = {}
        for key in self.nodes:
            formula = self.walk.quantities[key].formula
            found[key] = formula.replaced(found) if formula else Expression(key)
        return found

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


def typed(text: str, reserved: Collection[str] = ()) -> Typed:
    """Read one formula, or several with names, divided by semicolons: u = x*y; z = u + sin(u).

    Raises ValueError with a sentence, and an arrow at the place, for what cannot be read and for a
    name that is `reserved`.
    """
    if not isinstance(text, str):
        raise ValueError(
            say(
                'a formula is text in quotation marks, as in "x*y + sin(x)", not {came!r}.',
                came=text,
            )
        )
    if len(text) > MOST_SIGNS:
        raise ValueError(say(TOO_LARGE, most=MOST_NODES))
    return Reader(" ".join(text.split()), reserved).read(lines(text))


@dataclass
class Reader:
    """Walks over Python's syntax tree and notes a quantity for each operation.

    Operations on constants alone are computed. `unreadable` and `no_number` say what is wrong.
    """

    text: str
    reserved: Collection[str] = ()
    unreadable: str = UNREADABLE
    no_number: str = NO_NUMBER
    quantities: dict[str, Quantity] = field(default_factory=dict)
    named: dict[str, Expression] = field(default_factory=dict)
    spare: Iterator[int] = field(default_factory=lambda: count(1))
    names: set[str] = field(default_factory=set)
    line: TypedLine = field(init=False)

    def read(self, lines: Iterable[TypedLine]) -> Typed:
        """All lines of the text. Raises ValueError for what cannot be read."""
        parsed = [(line, self._parsed(line)) for line in lines]
        if not parsed:
            raise ValueError(say("Write a formula, as in z = x*y + sin(x)."))
        self.names = {name for _, tree in parsed for name in _names(tree)}
        for self.line, tree in parsed:
            name, formula = self._parts(tree)
            if not name and tree is parsed[-1][1]:
                name = self._free("z")
            try:
                found = self.formula(formula, name)
            except RecursionError:
                raise self.wrong_at(formula, say(TOO_LARGE, most=MOST_NODES)) from None
            if name:
                self.named[name] = found
        if not isinstance(found.what, str) or found.what not in self.quantities:
            raise ValueError(say("There's nothing to nudge in {typed}: no input.", typed=self.text))
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

    @staticmethod
    def _parsed(line: TypedLine) -> ast.stmt:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                return ast.parse(line.code).body[0]
        except SyntaxError as error:
            raise line.slip((error.offset or 1) - 1) from None
        except (ValueError, IndexError, MemoryError, RecursionError):
            raise line.slip(0) from None

    def _parts(self, tree: ast.stmt) -> tuple[str | None, ast.expr]:
        """The name in front of the =, if there is one, and the formula."""
        match tree:
            case ast.Assign([ast.Name(name)], formula):
                if name in {*FUNCTIONS, *self.reserved, *self.named, *_names(formula)}:
                    raise self.wrong_at(tree, say(TAKEN, name=name))
                return name, formula
            case ast.Expr(formula):
                return None, formula
        raise self.wrong_at(tree, self.unreadable)

    def _free(self, letter: str) -> str:
        taken = {*self.names, *self.quantities, *FUNCTIONS}
        if letter not in taken and letter != "v":
            return letter
        return next(name for i in self.spare if (name := f"{letter}{i}") not in taken)

    def formula(self, node: ast.expr, name: str | None = None) -> Expression:
        """The keyword of a new quantity, called `name`, or a constant."""
        match node:
            case ast.Constant(int() | float() as value) if not isinstance(value, bool):
                return self._constant(node, value)
            case ast.Name(id=name_of):
                return self._name(node, name_of)
            case ast.UnaryOp(ast.UAdd(), operand):
                return self.formula(operand, name)
            case ast.UnaryOp(ast.USub(), operand):
                return self._apply(node, "×", [Expression(-1.0), self.formula(operand)], name)
            case ast.BinOp(left, operator, right) if type(operator) in _OPERATORS:
                operation = _OPERATORS[type(operator)]
                return self._apply(node, operation, [self.formula(left), self.formula(right)], name)
            case ast.Call(ast.Name(function), arguments, []) if function.lower() in FUNCTIONS:
                return self._call(node, FUNCTIONS[function.lower()], arguments, name)
            case ast.Call(ast.Name(function), _, [named, *_]) if function.lower() in FUNCTIONS:
                raise self.wrong_at(named, self.unreadable)
            case ast.Call(ast.Name(function)) if len(function) > 1:
                raise self.wrong_at(
                    node,
                    say(
                        "{name} isn't a function we know: {known}.",
                        name=function,
                        known=say(", ").join(FUNCTIONS),
                    ),
                )
            case ast.Call(function):
                raise self.wrong_at(
                    _end(function), say("To multiply by a bracket, write * before it.")
                )
            case ast.Tuple([_, *_]):
                raise self.wrong_at(
                    _behind(node),
                    say("If you wrote a comma in a number, write a point, as in 0.25."),
                )
        raise self.wrong_at(_behind(node), self.unreadable)

    def _constant(self, node: ast.expr, value: float) -> Expression:
        try:
            found = float(value)
        except OverflowError:
            found = np.inf
        if not np.isfinite(found):
            raise self.wrong_at(node, say(TOO_GREAT))
        return Expression(found)

    def _name(self, node: ast.expr, name: str) -> Expression:
        if name in self.named:
            return self.named[name]
        if name in CONSTANTS:
            return Expression(CONSTANTS[name])
        derivative = name.startswith("d") and "_d" in name  # as those of the walk are called
        if derivative or name in self.reserved:
            raise self.wrong_at(node, say(TAKEN, name=name))
        if name in FUNCTIONS:
            raise self.wrong_at(node, say(NEEDS_BRACKETS, name=name))
        return self.input(node, name)

    def input(self, node: ast.expr, name: str) -> Expression:
        """A name without a meaning."""
        self._note(node, name, None)
        return Expression(name)

    def _call(
        self, node: ast.Call, function: str, arguments: list[ast.expr], name: str | None
    ) -> Expression:
        wanted = 2 if function in _OF_TWO else 1
        if len(arguments) < wanted or (wanted == 1 and len(arguments) > 1):
            raise self.wrong_at(
                node, say(HOW_MANY[wanted], function=ast.unparse(node.func), came=len(arguments))
            )
        parts = [self.formula(argument) for argument in arguments]
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
            of = [np.float64(part.what) for part in parts]
            value = OPERATIONS[operation].f(*of)
            if not np.isfinite(value):
                why = self.no_number if _cause(operation, of, value) else say(TOO_GREAT)
                raise self.wrong_at(_behind(node), why)
            return Expression(float(value))
        key = name or self._free("v")
        self._note(node, key, whole)
        return Expression(key)

    def _note(self, node: ast.expr, key: str, formula: Expression | None) -> None:
        self.quantities.setdefault(key, Quantity(key, symbol(key), formula))
        if len(self.quantities) > MOST_NODES:
            raise self.wrong_at(_behind(node), say(TOO_LARGE, most=MOST_NODES))

    def _used(self, end: str) -> set[str]:
        found, todo = {end}, [end]
        while todo:
            new = set(self.quantities[todo.pop()].edges) - found
            found |= new
            todo += new
        return found

    def wrong_at(self, place: ast.AST | int, sentence: str) -> Exception:
        """The error with this sentence; place: a part of the line, or where a part ends."""
        code = self.line.code.encode()
        byte = place if isinstance(place, int) else getattr(place, "col_offset", 0)
        if isinstance(place, int):  # on to the sign behind the part
            byte += len(code[byte:]) - len(code[byte:].lstrip(b" )"))
        return self.line.wrong(sentence, len(code[:byte].decode()))


def _names(tree: ast.AST) -> Iterator[str]:
    return (node.id for node in ast.walk(tree) if isinstance(node, ast.Name))


def _behind(node: ast.expr) -> ast.AST | int:
    """Where the first part of an operation ends, and its sign begins."""
    match node:
        case ast.BinOp(first) | ast.Compare(first) | ast.Attribute(first) | ast.Subscript(first):
            return _end(first)
        case ast.IfExp(_, first) | ast.BoolOp(_, [first, *_]) | ast.Tuple([first, *_]):
            return _end(first)
    return node


def _end(node: ast.expr) -> int:
    return node.end_col_offset or 0


def _cause(what: str, of: Sequence[float], value: float) -> str:
    """The operation if it cannot be done with these numbers; empty if its result is too large."""
    too_large = np.isinf(value) and of[0] != 0
    broken = {
        "÷": of[-1] == 0,
        "^": of[0] <= 0 and not too_large,
        "log": of[0] <= 0,
        "sqrt": of[0] <= 0,
    }
    return what if broken.get(what) else ""
