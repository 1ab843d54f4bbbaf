"""Converts the text of a cell that calls a check to Python, or explains why it is no answer.

`as_python` transforms text and runs nothing. A cell that Python can't read becomes the call
`check.x.unread("why")`, whether the reason lies in the answer or in the lines before it.
"""

import ast
import re
from collections.abc import Callable, Iterator
from itertools import pairwise

from lessons_lib.exercise.own_lines import unreadable
from lessons_lib.exercise.typed_text import (
    CLOSED_BY,
    TEXT,
    bracket_slips,
    outside_text,
    parsed,
    parts_of,
    signs_read,
)
from lessons_lib.language import Later, say
from lessons_lib.walks.typed_line import BARS

# A call at the beginning of a line, or after a semicolon.
CALL = re.compile(
    r"""^(?:[^\n#"']*?[;；][ \t]*)??(?P<call>(\w+)[ \t]*[.。．][ \t]*(\w+))\b""", re.MULTILINE
)
PASTED = re.compile(r"^(?:```\w*[ \t]*$|[》>]{3}[ \t]?)|\ufeff", re.MULTILINE)  # with the answer
# IPython's syntax: %%time, files = !ls, check.x?
MAGIC = re.compile(r"^\s*[%!]|=\s*[%!]\w|\?\s*\Z", re.MULTILINE)

# What a pocket calculator has, available in the answers: the name, and NumPy's.
FUNCTIONS = {
    name: name
    for name in (
        *("sin", "cos", "tan", "arcsin", "arccos", "arctan", "sinh", "cosh", "tanh"),
        *("exp", "log", "log2", "log10", "sqrt"),
    )
} | {"ln": "log", "lg": "log10"}
CONSTANTS = {"pi": "pi", "π": "pi", "e": "e"}
JOINS = {ast.And: "and", ast.Or: "or", ast.BitAnd: "&", ast.BitOr: "|"}
TWO_POINTS = re.compile(r"\d+\.\d*(?:\.\d+)+")

BLANK_LEFT = Later("Replace all three dots with your answer.")
COMMA = Later("If you wrote a comma in a number, write a point, as in 0.25.")
_EQUALS = Later("Leave out the = sign, and write only your answer between the brackets.")
_QUOTE = Later("There's a stray quotation mark. Write numbers without quotation marks.")
_BRACKETS = Later("Write {call}( ) with your whole answer between the brackets.")
_BETWEEN = Later(
    "Something is missing between {left} and {right}: * for times, or a comma between two numbers."
)
_NO_COMMA = Later("Write a comma between two numbers, not {sign}.")
_NO_SIGN = Later("Leave out {sign}: Python can't make sense of it here.")
_NO_WORD = Later("Leave out {sign}, or if it's a number, write * before it.")
_IN_ITS_PLACE = Later("Write your answer in the place of {sign}.")
_GROUPED = Later("Group the parts of a calculation with round brackets ( ), not with {sign}.")
_PERCENT = Later("Write a percentage as a number: {n}% is {share}.")
_NO_PERCENT = Later("Leave out %, and divide by 100 instead.")
_EMPTY = Later("A number is missing where two commas, or a bracket and a comma, meet.")


def as_python(source: str, asks: Callable[[str, str], bool]) -> str:
    """The transformed text; asks(name, attribute) tells whether it is a check."""
    found = (call for call in CALL.finditer(PASTED.sub("", source)) if asks(call[2], call[3]))
    if (call := next(found, None)) is None or MAGIC.search(source):
        return source
    start, source = call.start("call"), call.string
    own, asked = signs_read(source[:start]), signs_read(source[start:])
    if why := unreadable(own):
        return f"{call[2]}.{call[3]}.unread({why!r})\n"
    lines, tree = asked.splitlines(keepends=True), parsed(asked)
    end = tree.body[0].end_lineno if tree else len(lines)
    asked = outside_text(lambda code: code.replace("^", "**"), "".join(lines[:end]))
    if (no_answer := _no_answer(asked, call["call"])) is not None:
        asked = f"{call[2]}.{call[3]}.unread({no_answer!r})\n"
    asked = re.sub(r"\)[ \t]*;\s*\Z", ")\n", asked)  # with it IPython would show nothing
    return own + asked + as_python("".join(lines[end:]), asks)


def of_a_lesson(source: str, ours: Callable[[str], bool]) -> str:
    """The source, or if it begins with a lesson's name: with its signs read, its brackets checked.

    ours(name) tells whether a module of the lessons has this name.
    """
    begins = re.match(r"\s*(\w+)[ \t]*[.。．]", source)
    if begins is None or not ours(begins[1]) or parsed(source):
        return source
    read = signs_read(source)
    if parsed(read):
        return read
    if wrong := next(bracket_slips(parts_of(read)), ""):
        return f'__import__("lessons_lib.exercise").exercise.Feedback("✗", {wrong!r})\n'
    return source


def _no_answer(asked: str, call: str) -> str | None:
    """Why this statement, which begins with check.x, is not an answer; None if it may be one."""
    tree = parsed(asked)
    if not tree:
        return slip(asked[len(call) :], call)
    if re.search(r"\d_\d", TEXT.sub("", asked)):
        return say(_NO_SIGN, sign="_")
    for node in ast.walk(tree):
        match node:
            case ast.Assign() | ast.AugAssign():
                return say(_EQUALS)
            case ast.AnnAssign():
                return say(_BRACKETS, call=call)
            case ast.BoolOp(op) | ast.BinOp(_, op) if type(op) in JOINS and not _names(node):
                return say(_NO_COMMA, sign=JOINS[type(op)])
            case ast.Expr(
                ast.Tuple() | ast.BinOp() | ast.Compare() | ast.Call(ast.Call())
            ) | ast.Expr(ast.Subscript()):
                return say(_BRACKETS, call=call)
            case ast.keyword(None, ast.Constant()):  # ², which becomes **(2)
                return say("A number is missing before the power.")
            case ast.Starred(ast.Constant()):
                return say("A number is missing before {sign}.", sign="*")
            case ast.BinOp(ast.Constant(n), ast.Mod()):
                return _percent(str(n))
            case ast.BinOp(_, ast.Mod()):
                return say(_NO_PERCENT)
            case ast.UnaryOp(ast.Invert()):
                return say(_NO_SIGN, sign="~")
            case ast.Compare(_, [ast.Is() | ast.IsNot()]):
                return say(_NO_SIGN, sign="is")
            case ast.Name("_", ast.Load()):
                return say(_IN_ITS_PLACE, sign="_")
            case ast.BinOp(left, _, right) if sign := _grouping(left) or _grouping(right):
                return say(_GROUPED, sign=sign)
            case ast.Call(ast.Constant() | ast.BinOp() | ast.UnaryOp() | ast.List() | ast.Tuple()):
                return say(_BETWEEN, left=ast.unparse(node.func), right="(")
            case ast.Subscript(ast.Constant() | ast.BinOp() | ast.UnaryOp()) | ast.Subscript(
                ast.List() | ast.Tuple(), ast.Tuple() | ast.Constant(float())
            ):
                return say(_BETWEEN, left=ast.unparse(node.value), right="[")
    return None


def _grouping(part: ast.expr) -> str:
    """The brackets around an operand if they are those of a set or of a list of one."""
    match part:
        case ast.Set() | ast.Dict():
            return "{ }"
        case ast.List([one]) if not isinstance(one, ast.Constant):
            return "[ ]"
    return ""


def _percent(n: str) -> str:
    return say(_PERCENT, n=n, share=f"{float(n) / 100:g}") if n[0].isdecimal() else say(_NO_PERCENT)


def _names(node: ast.AST) -> bool:
    return any(isinstance(within, ast.Name) for within in ast.walk(node))


def slip(code: str, call: str) -> str:
    """What is wrong with invalid text in a call; empty if unclear."""
    bare = TEXT.sub(lambda text: "" if text[0].startswith("#") else '""', code)
    bare = re.sub(r"\bper ?cent\b", "%", bare)
    return next(_slips(bare, parts_of(bare), call), "")


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
    if zeros := re.search(r"(?<=[(\[,])\s*(0+(\d+))(?![\w.])", bare):
        yield say("Write {n} instead of {zeros}.", n=zeros[2], zeros=zeros[1])
    if times := re.search(r"\d\s*([xX])\s*\d", bare):
        yield say("For times write *, not {sign}.", sign=times[1])
    if ";" in parts:
        yield say(_NO_COMMA, sign=";")
    if ":" in parts:
        yield say("Write / for divided by, or a comma between two numbers, not :.")
    if "=" in parts:
        yield say(_EQUALS)
    if "|" in parts:
        yield say(BARS)
    yield from bracket_slips(parts)
    for number, sign, behind in zip(parts, parts[1:], parts[2:], strict=False):
        if sign == "%" and not behind[0].isalnum():
            yield _percent(number)
        if _is_word(sign) and number[0].isdigit():
            several = behind[0].isdigit() or behind in ("-", "+")
            yield say(_NO_COMMA if several else _NO_WORD, sign=sign)
    for left, right in pairwise(parts):
        if right == "," and left in {",", *CLOSED_BY}:
            yield say(_EMPTY)
        if left in {"+", "-", "*", "/", "**"} and right in {",", *CLOSED_BY.values()}:
            yield say("A number is missing after {sign}.", sign=left)
        if _ends(left) and right[0].isalnum() and (_counts(left) or _counts(right)):
            yield say(_BETWEEN, left=left, right=right)
    for part in parts:
        if part == "?":
            yield say(_IN_ITS_PLACE, sign=part)
        if not (part.isascii() or part[0].isalnum()) or part in set("!$\\@&|"):
            yield say(_NO_SIGN, sign=part)


def _dots(bare: str) -> Iterator[str]:
    """Whether dots of the blank are left that are not a complete blank."""
    for points in re.finditer(r"\.[ .]*\.", bare):
        before, behind = bare[: points.start()].rstrip(), bare[points.end() :].lstrip()
        alone = before[-1:] in ("", *"([,") and behind[:1] in ("", *")],")
        if not alone or points[0] != "...":
            yield say(BLANK_LEFT)


def _ends(part: str) -> bool:
    return part[0].isalnum() or part in (")", "]")


def _is_word(part: str) -> bool:
    written = len(part) > 1 or part >= "⺀"  # where Chinese begins
    return part.isalpha() and written and part not in FUNCTIONS | CONSTANTS


def _counts(part: str) -> bool:
    return part[0].isdigit() or part in (*CLOSED_BY, *CLOSED_BY.values())
