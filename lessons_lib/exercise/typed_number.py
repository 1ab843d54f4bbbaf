"""One typed number, such as 0.982, 1/3 or σ(4): parsed as in the brackets of a check, never run."""

import ast
import warnings
from dataclasses import dataclass
from typing import Any

import numpy as np

from lessons_lib.exercise.answer import Unreadable, gathered, misfit, read
from lessons_lib.exercise.asked import Asked
from lessons_lib.exercise.typed import BLANK_LEFT, as_python
from lessons_lib.functions import quiet
from lessons_lib.language import Later, say, sentences
from lessons_lib.walks.expression import Expression
from lessons_lib.walks.typed_expression import Reader

LONGEST = 200  # characters


@dataclass
class _NumberReader(Reader):
    """Reads a formula without inputs."""

    unreadable: str = Later("This can't be read.")
    no_number: str = Later("This can't be computed.")

    def formula(self, node: ast.expr, name: str | None = None) -> Expression:
        if isinstance(node, ast.Constant) and node.value is ...:
            raise Unreadable(say(BLANK_LEFT))
        return super().formula(node, name)

    def input(self, node: ast.expr, name: str) -> Expression:
        raise self.wrong_at(node, say("{name} isn't a name we know here.", name=name))

    def wrong_at(self, place: ast.AST | int, sentence: str) -> Exception:
        return _unreadable(sentence)


@quiet
def typed_number(text: str) -> float:
    """The number the text means. Raises Unreadable, with a sentence, if it isn't one."""
    if len(text) > LONGEST:
        raise Unreadable(say("This is too long for a number."))
    numbers = read(gathered(tuple(map(_value, _parts(text)))), 0.0)
    if why := misfit(numbers, read(0.0, 0.0), comma=True):
        raise Unreadable(why)
    if np.isnan(numbers[0]).any():
        raise Unreadable(say(Asked.no_name))
    return float(numbers[0].item())


def _parts(text: str) -> list[ast.expr]:
    """What stands between commas."""
    code = as_python(f"check.number({text.strip()}\n)", lambda *names: names == ("check", "number"))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(code)
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        raise _unreadable() from None
    match tree.body:
        case [ast.Expr(ast.Call(ast.Attribute(attr="unread"), [ast.Constant(str(why))]))]:
            raise Unreadable(why) if why and "check.number" not in why else _unreadable()
        case [ast.Expr(ast.Call(ast.Attribute(attr="number"), parts, []))]:
            return parts
        case [ast.Expr(ast.Call(ast.Attribute(attr="number"), _, [ast.keyword(str(name)), *_]))]:
            gathered((), **{name: ...})
    raise _unreadable()


def _value(node: ast.expr) -> Any:
    if isinstance(node, ast.Constant):
        return node.value
    if isinstance(node, ast.List | ast.Tuple):
        return [_value(part) for part in node.elts]
    try:
        return _NumberReader("").formula(node).what
    except RecursionError:
        raise _unreadable() from None


def _unreadable(why: str = _NumberReader.unreadable) -> Unreadable:
    return Unreadable(sentences([say(why), say(Asked.no_name)]))
