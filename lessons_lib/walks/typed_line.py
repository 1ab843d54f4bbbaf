"""A line of a formula as it was typed, and what is wrong with it at which place."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from keyword import iskeyword
from unicodedata import east_asian_width

from lessons_lib.language import Later, say
from lessons_lib.walks.signs import ascii_signs

FUNCTIONS = {
    **{name: name for name in ("exp", "log", "sqrt", "sin", "cos", "tanh", "relu", "abs")},
    **{"ln": "log", "sigmoid": "σ", "σ": "σ", "max": "max", "min": "min"},
}
UNREADABLE = Later(
    "Something at the arrow can't be read. Use numbers, names, + − * /, ** or ^, "
    "brackets, and * for every multiplication, as in z = 2*x + sin(y)."
)
TAKEN = Later("{name} already has a meaning. Choose another name.")
BARS = Later("Write abs(…) for |…|.")
NEEDS_BRACKETS = Later("Write {name}(…): a function needs brackets.")
_BETWEEN = Later(
    "Something is missing between {left} and {right}. Write * for every multiplication."
)
_BEHIND = Later("A number or a name is missing after {sign}.")
_IN_FRONT = Later("A number or a name is missing before {sign}.")
_TOO_MANY = Later("There's one bracket {sign} too many.")
_NO_END = Later("The bracket {opened} is never closed: {closed} is missing.")

_LINE = re.compile("[^;；\n]+")
_NAMED = re.compile(r"\s*\w+\s*=(?!=)|")  # z =
_PART = re.compile(r"(?P<word>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?|\w+)|\*\*|[^\w\s]")
_SIGNS = {"+", "-", "*", "/", "**", ",", ")"}
_OF_NAMES = re.compile(r"^(\s*\w+\s*)(\([\w\s,]*\))(?=\s*=(?!=))")  # f(x) =


@dataclass(frozen=True)
class TypedLine:
    """What stands in a row up to a semicolon, and where in the row it begins."""

    typed: str
    row: str
    start: int

    @property
    def code(self) -> str:
        """The same in Python's signs."""
        return _as_python(self.typed)

    def wrong(self, sentence: str, column: int) -> ValueError:
        """The error with this sentence, and an arrow below what became this column of the code."""
        before = self.row[: self.start + self._place(column)]
        space = "".join("\u3000" if east_asian_width(sign) in "FW" else " " for sign in before)
        return ValueError(f"{say(sentence)}\n{self.row}\n{space}↑")

    def slip(self, column: int) -> ValueError:
        """What is wrong in a line that Python cannot parse; it stopped at this column."""
        before: re.Match[str] | None = None
        complete = False  # whether a number stands before, and no sign
        opened: list[re.Match[str]] = []
        named = _NAMED.match(self.code)
        for part in _PART.finditer(self.code, named.end() if named else 0):
            if iskeyword(part[0]):
                return self._said(TAKEN, part, name=part)
            if part["word"] and before and complete:
                if before[0] in FUNCTIONS:
                    return self._said(NEEDS_BRACKETS, before, name=before)
                return self._said(_BETWEEN, part, left=before, right=part)
            if part[0] == "(":
                opened.append(part)
            elif part[0] == ")" and not opened:
                return self._said(_TOO_MANY, part, sign=part)
            elif not part["word"] and part[0] not in _SIGNS:
                return self._said(BARS if part[0] == "|" else UNREADABLE, part)
            elif not (part["word"] or complete or part[0] in "+-"):
                if before:
                    return self._said(_BEHIND, before, sign=before)
                return self._said(_IN_FRONT, part, sign=part)
            elif part[0] == ")":
                opened.pop()
            before, complete = part, bool(part["word"]) or part[0] == ")"
        if before and not complete:
            return self._said(_BEHIND, before, sign=before)
        if opened:
            return self.wrong(Later(_NO_END, opened="(", closed=")"), opened[-1].start())
        return self.wrong(UNREADABLE, column)

    def _said(self, sentence: str, at: re.Match[str], **parts: re.Match[str]) -> ValueError:
        own = {
            name: self.typed[self._place(part.start()) : self._place(part.end())] or part[0]
            for name, part in parts.items()
        }
        return self.wrong(Later(sentence, **own), at.start())

    def _place(self, column: int) -> int:
        """Which of the typed signs became this column of the code."""
        longer = range(len(self.typed) + 1)
        return bisect_right(longer, column, key=lambda k: len(_as_python(self.typed[:k]))) - 1


def lines(text: str) -> Iterator[TypedLine]:
    """The lines of a text, divided by semicolons too."""
    for found in _LINE.finditer(text):
        if typed := found[0].strip():
            start = found.end() - len(found[0].lstrip())
            row = text.rfind("\n", 0, start) + 1
            yield TypedLine(typed, text[row:].partition("\n")[0].rstrip(), start - row)


def _as_python(typed: str) -> str:
    code = ascii_signs(typed).replace("^", "**")
    return _OF_NAMES.sub(lambda name: name[1] + " " * len(name[2]), code)
