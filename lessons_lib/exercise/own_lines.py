"""Why Python cannot read the lines that a learner wrote before a check."""

import ast
from itertools import chain

from lessons_lib.exercise.typed_text import bracket_slips, parts_of
from lessons_lib.language import say, sentences

BLOCKS = ("def", "for", "while", "if", "elif", "else", "with", "class", "try", "except")


def unreadable(code: str) -> str:
    """What is wrong with the first line that Python cannot read; "" if it reads all of them."""
    try:
        ast.parse(code)
    except SyntaxError as error:
        lines = code.splitlines()
        n = min(error.lineno or 1, len(lines))
        line = lines[n - 1].strip()
        where = say("Python can't read line {n}: {line}", n=n, line=line)
        return f"{where}\n{_why(error, line, code)}"
    except (ValueError, MemoryError, RecursionError):
        pass
    return ""


def _why(error: SyntaxError, line: str, code: str) -> str:
    if isinstance(error, TabError):
        return say("Begin the lines with spaces only, without tabs.")
    if isinstance(error, IndentationError):
        if "expected an indented block" in error.msg:
            return say("What belongs to the line before must begin 4 spaces further right.")
        return say("Lines that belong together must begin in the same column.")
    if line.split("(")[0].split(" ")[0].rstrip(":") in BLOCKS and not line.endswith(":"):
        return say("A colon : is missing at its end.")
    slips = chain(bracket_slips(parts_of(line)), bracket_slips(parts_of(code)))
    python = say("Python says: {said}", said=error.msg)
    return next(slips, "") or sentences([say("Something is missing or misspelt there."), python])
