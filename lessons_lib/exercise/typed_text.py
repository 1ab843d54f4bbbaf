"""The text of a cell: its parts and brackets, and typographic signs read as Python's."""

import ast
import re
import warnings
from collections.abc import Callable, Iterator

from lessons_lib.language import say
from lessons_lib.walks.signs import SIGNS, ascii_signs

TEXT = re.compile(r"""("{3}.*?"{3}|'{3}.*?'{3}|"[^"\n]*"|'[^'\n]*'|\#[^\n]*)""", re.DOTALL)
NUMBER = r"(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?"
PART = re.compile(rf"{NUMBER}|\w+|\.\.+|\*\*|//|<=|>=|==|[^\w\s]")
CLOSED_BY = {"(": ")", "[": "]", "{": "}"}


def parsed(source: str) -> ast.Module | None:
    """Its syntax tree, or None if it is not valid Python."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(source)
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        return None


def signs_read(source: str) -> str:
    """The source if it is valid Python, else with typographic signs replaced by Python's."""
    if parsed(source):
        return source
    quotes = {ord(quote): SIGNS[ord(quote)] for quote in "“”‘’"}
    return outside_text(ascii_signs, source.translate(quotes))


def outside_text(change: Callable[[str], str], source: str) -> str:
    """The source with a replacement everywhere except in comments and strings."""
    pieces = TEXT.split(source)
    pieces[::2] = map(change, pieces[::2])
    return "".join(pieces)


def parts_of(code: str) -> list[str]:
    """Its numbers, names and signs, without strings and comments."""
    return PART.findall(TEXT.sub("", code))


def bracket_slips(parts: list[str]) -> Iterator[str]:
    """What is wrong with the brackets: one is missing, or one too many, or of another kind."""
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
