"""Single slips in a function: its solution with one piece, or one line, written differently."""

import ast
import builtins
import re
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property, partial
from itertools import combinations
from typing import Any

import numpy as np

from lessons_lib.functions import sigmoid
from lessons_lib.language import Later, say

OPERATORS = (ast.Add, ast.Sub, ast.Mult, ast.Div)
ONE = ast.Constant(1)
LEAST = 4  # letters: a shorter piece is quoted with its surroundings
ATTRIBUTES = {"z": "a", "a": "z", "w": "b", "sum": "mean", "mean": "sum", "argmax": "max"}

INSTEAD = Later("{wrong} instead of {right}")
SWAPPED = Later("{one} and {other} are swapped")
MISSING = Later("a line like {line} is missing")
IN_THE_LOOP = Later("{line} is inside the loop")
BEHIND = Later("{line} is after the loop")
EARLY, LATE = Later("{line} comes too early"), Later("{line} comes too late")

Instead = Iterator[tuple[float, ast.expr]]  # (rank, replacement), simplest first
Text = tuple[float, str, Callable[[], str]]  # (rank, the function with a slip, its sentence)


@dataclass(frozen=True)
class CodeSlip:
    """The text of a function with a slip, the names it uses, and the sentence that tells it."""

    text: str
    names: dict[str, Any]
    says: Callable[[], str]

    @cached_property
    def function(self) -> Callable[..., Any]:
        """The function; raises SyntaxError if the slip makes no program."""
        names = dict(self.names)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", SyntaxWarning)  # 1(x) is a slip, too
            exec(compile(self.text, "<slip>", "exec"), names)
        function: Callable[..., Any] = names[self.text.partition("(")[0].removeprefix("def ")]
        return function


@cache
def code_slips(source: str) -> tuple[CodeSlip, ...]:
    """All single slips in the last function of a source of ours, the probable ones first."""
    start = source.rindex("\ndef ") + 1 if "\ndef " in source else 0
    before, text = source[:start], source[start:].rstrip()
    names: dict[str, Any] = {"np": np, "sigmoid": sigmoid}
    exec(compile(before, "<solution>", "exec"), names)
    found = {text: lambda: ""}
    for _, other, says in sorted(
        [*_pieces(text), *_lines(text), *_swapped(text)], key=lambda one: one[0]
    ):
        found.setdefault(other, says)
    return tuple(CodeSlip(other, names, says) for other, says in list(found.items())[1:])


def _pieces(text: str) -> Iterator[Text]:
    """One expression written differently."""
    tree = ast.parse(text)
    used = {one.id for one in ast.walk(tree) if isinstance(one, ast.Name)}
    used |= {one.arg for one in ast.walk(tree) if isinstance(one, ast.arg)}
    names = sorted(used - set(dir(builtins)))
    spans = _spans(text, tree)
    signed = [one.operand for one in ast.walk(tree) if isinstance(one, ast.UnaryOp)]
    for node, (start, end) in spans.items():
        if not isinstance(node, ast.expr) or isinstance(getattr(node, "ctx", None), ast.Store):
            continue
        if isinstance(node, ast.Constant) and node in signed:  # changed with its sign
            continue
        shown = start, end
        if isinstance(node, ast.Name | ast.Constant | ast.UnaryOp):  # with what is around it
            around = [(b, e) for b, e in spans.values() if b <= start and end <= e]
            long = (one for one in around if one[1] - one[0] > LEAST)
            shown = min(long, key=lambda one: one[1] - one[0], default=shown)
        for rank, other in _instead(node, names):
            wrong = ast.unparse(other)
            bracketed = isinstance(other, ast.UnaryOp) and text[end : end + 1] in (".", "[")
            written = f"({wrong})" if bracketed else wrong
            said = text[shown[0] : start] + written + text[end : shown[1]]
            right = text[shown[0] : shown[1]]
            changed = f"{text[:start]}({wrong}){text[end:]}"
            yield rank, changed, partial(say, INSTEAD, wrong=said, right=right)


def _spans(text: str, tree: ast.AST) -> dict[ast.AST, tuple[int, int]]:
    """The position of each expression and each simple statement in the text."""
    lines = text.splitlines(keepends=True)

    def place(line: int, byte: int) -> int:
        return sum(map(len, lines[: line - 1])) + len(lines[line - 1].encode()[:byte].decode())

    return {
        node: (
            place(node.lineno, node.col_offset),
            place(node.end_lineno or 0, node.end_col_offset or 0),
        )
        for node in ast.walk(tree)
        if isinstance(node, ast.expr | ast.Assign | ast.Return)
    }


def _swapped(text: str) -> Iterator[Text]:
    """Two parameters, each written for the other."""
    head, _, body = text.partition("\n")
    names = [one.arg for one in ast.walk(ast.parse(text)) if isinstance(one, ast.arg)]
    for one, other in combinations(names, 2):
        turn = {one: other, other: one}
        words = re.split(r"\b", body)
        changed = "".join(turn.get(word, word) for word in words)
        yield 2.5, f"{head}\n{changed}", partial(say, SWAPPED, one=one, other=other)


def _instead(node: ast.expr, names: list[str]) -> Instead:
    match node:
        case ast.BinOp(left, op, right):
            yield from ((1, left), (1, right), (1.5, ast.BinOp(right, op, left)))
            yield from ((2, ast.BinOp(left, other(), right)) for other in OPERATORS)
            yield 2.2, ast.BinOp(right, ast.Div(), left)
            yield 2, ast.BinOp(_turned(left), op, right)
            yield 2, ast.BinOp(left, op, _turned(right))
            if isinstance(left, ast.BinOp):  # other brackets
                yield 2, ast.BinOp(left.left, left.op, ast.BinOp(left.right, op, right))
            if isinstance(right, ast.BinOp):
                yield 2, ast.BinOp(ast.BinOp(left, op, right.left), right.op, right.right)
            yield 2.5, ast.BinOp(node, ast.Mult(), left)
            yield 2.5, ast.BinOp(node, ast.Mult(), right)
            yield 2, ast.UnaryOp(ast.USub(), node)
        case ast.UnaryOp(_, operand):
            yield 1, operand
            if isinstance(operand, ast.Constant) and isinstance(n := operand.value, int | float):
                yield from ((3, ast.Constant(other)) for other in (0, 1, 2, -n - 1, -n + 1))
        case ast.Attribute(value, name):
            yield 1, value
            if name in ATTRIBUTES:
                yield 2.5, ast.Attribute(value, ATTRIBUTES[name], ast.Load())
        case ast.Subscript(value, index):
            yield 2, value
            for other in (ast.BinOp(index, ast.Add(), ONE), ast.BinOp(index, ast.Sub(), ONE)):
                yield 2, ast.Subscript(value, other, ast.Load())
        case ast.Call(function, arguments, keywords):
            if isinstance(function, ast.Attribute):
                yield 1.5, ast.Call(function.value, arguments, keywords)  # σ for σ′
                yield 1.5, function.value
                if isinstance(one := function.value, ast.BinOp):  # (a · b).sum()
                    each = [_method(part, function.attr, node) for part in (one.left, one.right)]
                    yield 2, ast.BinOp(each[0], one.op, each[1])
            if len(arguments) == 1 and isinstance(one := arguments[0], ast.BinOp):  # σ(a + b)
                yield 2, ast.BinOp(ast.Call(function, [one.left], keywords), one.op, one.right)
            for i, argument in enumerate(arguments):
                yield 1.5, argument
                yield 2, ast.Call(function, arguments[:i] + arguments[i + 1 :], keywords)
                longer, shorter = (ast.BinOp(argument, op(), ONE) for op in (ast.Add, ast.Sub))
                if ast.unparse(function) == "range":
                    yield from ((2, ast.Call(function, [one], [])) for one in (longer, shorter))
            if isinstance(function, ast.Attribute) and function.attr == "insert":
                append = ast.Attribute(function.value, "append", ast.Load())
                yield 1.5, ast.Call(append, arguments[1:], [])
            for i in range(len(keywords)):
                yield 2, ast.Call(function, arguments, keywords[:i] + keywords[i + 1 :])
            yield 2, ast.UnaryOp(ast.USub(), node)
        case ast.Constant(int() | float() as n):
            yield from ((3, ast.Constant(other)) for other in (0, 1, 2, -n, n + 1, n - 1))
        case ast.Name():
            yield from ((3, ast.Name(other, ast.Load())) for other in names)
            yield 3, ONE
            yield from ((3.5, ast.BinOp(node, ast.Mult(), ast.Name(other))) for other in names)
            yield 2.5, ast.UnaryOp(ast.USub(), node)


def _method(value: ast.expr, name: str, call: ast.Call) -> ast.expr:
    return ast.Call(ast.Attribute(value, name, ast.Load()), call.args, call.keywords)


def _turned(node: ast.expr) -> ast.expr:
    if isinstance(node, ast.Attribute) and node.attr == "T":
        return node.value
    return ast.Attribute(node, "T", ast.Load())


def _lines(text: str) -> Iterator[Text]:
    """A line left out, moved up by one, into the loop, or after it."""
    head, *lines = text.splitlines()
    for i, line in enumerate(lines):
        above, below = lines[:i], lines[i + 1 :]
        piece = line.partition("  #")[0].strip()
        others = [(2, [], MISSING), (1.5, [f"    {line}"], IN_THE_LOOP)]
        others += [(1.5, [line.removeprefix("    ")], BEHIND)]
        for rank, instead, sentence in others:
            yield (
                rank,
                "\n".join([head, *above, *instead, *below]),
                partial(say, sentence, line=piece),
            )
        for j, other in enumerate(above):  # moved up
            indent = " " * (len(other) - len(other.lstrip()))
            moved = [*lines[:j], indent + line.lstrip(), *lines[j:i], *below]
            yield 2, "\n".join([head, *moved]), partial(say, EARLY, line=piece)
            moved = [*lines[:j], *lines[j + 1 : i + 1], _like(line, other), *below]
            yield 2, "\n".join([head, *moved]), partial(say, LATE, line=other.strip())


def _like(line: str, other: str) -> str:
    return " " * (len(line) - len(line.lstrip())) + other.lstrip()
