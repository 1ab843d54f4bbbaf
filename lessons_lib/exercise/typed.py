"""Converts the text of a cell that calls a check to Python, or explains why it is no answer.

`as_python` transforms text and runs nothing. Invalid Python after `check.x(` becomes the call
`check.x.unread("why")`; errors before it, in a learner's own code, are left to Python, which
reports their line.
"""

import ast
import re
import warnings
from collections.abc import Callable, Iterator
from itertools import pairwise

from lessons_lib.language import Later, say
from lessons_lib.walks.signs import SIGNS, ascii_signs
from lessons_lib.walks.typed_line import BARS

CALL = re.compile(r"^(\w+)[ \t]*[.。．][ \t]*(\w+)\b", re.MULTILINE)
MAGIC = re.compile(r"^\s*[%!]|\?\s*\Z", re.MULTILINE)  # IPython's syntax: %%time, check.x?
TEXT = re.compile(r"""("{3}.*?"{3}|'{3}.*?'{3}|"[^"\n]*"|'[^'\n]*'|\#[^\n]*)""", re.DOTALL)

JOINS = {ast.And: "and", ast.Or: "or", ast.BitAnd: "&", ast.BitOr: "|"}
CLOSED_BY = {"(": ")", "[": "]", "{": "}"}
NUMBER = r"(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?"
TWO_POINTS = re.compile(r"\d+\.\d*(?:\.\d+)+")
PART = re.compile(rf"{NUMBER}|\w+|\.\.+|\*\*|//|<=|>=|==|[^\w\s]")

BLANK_LEFT = Later("Replace all three dots with your answer.")
COMMA = Later("If you wrote a comma in a number, write a point, as in 0.25.")
_EQUALS = Later("Leave out the = sign, and write only your answer between the brackets.")
_QUOTE = Later("There's a stray quotation mark. Write numbers without quotation marks.")
_BRACKETS = Later("Write {call}( ) with your whole answer between the brackets.")
_BETWEEN = Later(
    "Something is missing between {left} and {right}: * for times, or a comma between two numbers."
)
_NO_COMMA = Later("Write a comma between two numbers, not {sign}.")
_EMPTY = Later("A number is missing where two commas, or a bracket and a comma, meet.")


def as_python(source: str, asks: Callable[[str, str], bool]) -> str:
    """The transformed text; asks(name, attribute) tells whether it is a check."""
    call = next((found for found in CALL.finditer(source) if asks(*found.groups())), None)
    if call is None or MAGIC.search(source):
        return source
    own, asked = (_signs_read(part) for part in (source[: call.start()], source[call.start() :]))
    if not _parsed(own):
        return source
    lines, tree = asked.splitlines(keepends=True), _parsed(asked)
    end = tree.body[0].end_lineno if tree else len(lines)
    asked = _outside_text(lambda code: code.replace("^", "**"), "".join(lines[:end]))
    if (why := _no_answer(asked, call)) is not None:
        asked = f"{call[1]}.{call[2]}.unread({why!r})\n"
    return own + asked + as_python("".join(lines[end:]), asks)


def _no_answer(asked: str, call: re.Match[str]) -> str | None:
    """Why this statement, which begins with check.x, is not an answer; None if it may be one."""
    tree = _parsed(asked)
    if not tree:
        return slip(asked[len(call[0]) :], call[0])
    for node in ast.walk(tree):
        match node:
            case ast.Assign() | ast.AugAssign():
                return say(_EQUALS)
            case ast.AnnAssign():
                return say(_BRACKETS, call=call[0])
            case ast.BoolOp(op) | ast.BinOp(_, op) if type(op) in JOINS and not _names(node):
                return say(_NO_COMMA, sign=JOINS[type(op)])
            case ast.Expr(
                ast.Tuple() | ast.BinOp() | ast.Compare() | ast.Call(ast.Call())
            ) | ast.Expr(ast.Subscript()):
                return say(_BRACKETS, call=call[0])
            case ast.keyword(None, ast.Constant()):  # ², which becomes **(2)
                return say("A number is missing before the power.")
            case ast.Call(ast.Constant() | ast.BinOp() | ast.UnaryOp() | ast.List() | ast.Tuple()):
                return say(_BETWEEN, left=ast.unparse(node.func), right="(")
            case ast.Subscript(ast.Constant() | ast.BinOp() | ast.UnaryOp()) | ast.Subscript(
                ast.List() | ast.Tuple(), ast.Tuple() | ast.Constant(float())
            ):
                return say(_BETWEEN, left=ast.unparse(node.value), right="[")
    return None


def _names(node: ast.AST) -> bool:
    return any(isinstance(within, ast.Name) for within in ast.walk(node))


def slip(code: str, call: str) -> str:
    """What is wrong with invalid text in a call; empty if unclear."""
    bare = TEXT.sub(lambda text: "" if text[0].startswith("#") else '""', code)
    bare = re.sub(r"\bper ?cent\b", "%", bare)
    return next(_slips(bare, PART.findall(bare.replace('""', "").strip()), call), "")


def _slips(bare: str, parts: list[str], call: str) -> Iterator[str]:
    if parts[:1] not in (["("], ["="]):
        yield say(_BRACKETS, call=call)
    if re.search(r"""["']""", bare.replace('""', "")):
        yield say(_QUOTE)
    if two := TWO_POINTS.search(bare):
        yield say("The number {number} has one decimal point too many.", number=two[0])
    yield from _dots(bare)
    if re.search(r"\d,(0\d|\d+\s*%)", bare):  # two numbers; and none may begin with 0
        yield say(COMMA)
    for sign in (";", ":"):
        if sign in parts:
            yield say(_NO_COMMA, sign=sign)
    if "=" in parts:
        yield say(_EQUALS)
    if "|" in parts:
        yield say(BARS)
    yield from _brackets(parts)
    for number, sign, behind in zip(parts, parts[1:], parts[2:], strict=False):
        if sign == "%" and not behind[0].isalnum():
            percent = number if number[0].isdecimal() else "32"
            share = f"{float(percent) / 100:g}"
            yield say("Write a percentage as a number: {n}% is {share}.", n=percent, share=share)
    for left, right in pairwise(parts):
        if right == "," and left in {",", *CLOSED_BY}:
            yield say(_EMPTY)
        if left in {"+", "-", "*", "/", "**"} and right in {",", *CLOSED_BY.values()}:
            yield say("A number is missing after {sign}.", sign=left)
        if _ends(left) and right[0].isalnum() and (_counts(left) or _counts(right)):
            yield say(_BETWEEN, left=left, right=right)
    for part in parts:
        if not (part.isascii() or part[0].isalnum()) or part in set("?!$\\@&|"):
            yield say("Python can't make sense of {sign} here.", sign=part)


def _dots(bare: str) -> Iterator[str]:
    """Whether dots of the blank are left that are not a complete blank."""
    for points in re.finditer(r"\.[ .]*\.", bare):
        before, behind = bare[: points.start()].rstrip(), bare[points.end() :].lstrip()
        alone = before[-1:] in ("", *"([,") and behind[:1] in ("", *")],")
        if not alone or points[0] != "...":
            yield say(BLANK_LEFT)


def _brackets(parts: list[str]) -> Iterator[str]:
    still_open: list[str] = []
    for part in parts:
        if part in CLOSED_BY:
            still_open.append(part)
        elif part in CLOSED_BY.values():
            if not still_open:
                yield say("There's one bracket {sign} too many.", sign=part)
                return
            opened = still_open.pop()
            if CLOSED_BY[opened] != part:
                yield say(
                    "The bracket {opened} must be closed with {closed}, not {sign}.",
                    opened=opened,
                    closed=CLOSED_BY[opened],
                    sign=part,
                )
                return
    if still_open:
        opened = still_open[-1]
        yield say(
            "The bracket {opened} is never closed: {closed} is missing.",
            opened=opened,
            closed=CLOSED_BY[opened],
        )


def _ends(part: str) -> bool:
    return part[0].isalnum() or part in (")", "]")


def _counts(part: str) -> bool:
    return part[0].isdigit() or part in (*CLOSED_BY, *CLOSED_BY.values())


def _parsed(source: str) -> ast.Module | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(source)
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        return None


def _signs_read(source: str) -> str:
    """The source if it is valid Python, else with typographic signs replaced by Python's."""
    if _parsed(source):
        return source

    return _outside_text(ascii_signs, source.translate({ord(q): SIGNS[ord(q)] for q in "“”‘’"}))


def _outside_text(change: Callable[[str], str], source: str) -> str:
    """The source with a replacement everywhere except in comments and strings."""
    pieces = TEXT.split(source)
    pieces[::2] = map(change, pieces[::2])
    return "".join(pieces)
