"""The glossary of a language, notebooks/<language>/glossary.md, and who breaks it."""

import re
from dataclasses import dataclass

from weave import NOTEBOOKS

# Where a word is no term: code, names of values and functions, titles of books and lectures.
NO_TERM = re.compile(
    r"```.*?```|`[^`]*`|\{[^{}]*\}|\w+(?=\()|\w+[._]\w+|_\w+|\w+ = |\w+\.T\b|“[^”]*”|"
    r"\]\([^)]*\)|<[^>]*>|\*(?!\*)[A-Z][^*]*\*|[Cc]osts nothing|that costs|costs (?=[$*\d])",
    re.DOTALL,
)

QUOTED = re.compile(r"“[^”]*”")


@dataclass(frozen=True)
class Term:
    """An English term, what it may be called in the other language, and what never."""

    english: str
    allowed: tuple[str, ...]
    never: tuple[str, ...]


def terms(language):
    """The terms, the longest first."""
    text = (NOTEBOOKS / language / "glossary.md").read_text(encoding="utf-8")
    rows = [line.strip("|").split("|") for line in text.splitlines() if line.startswith("|")]
    found = [
        Term(english.strip(), _names(allowed), _names(never))
        for english, allowed, never in rows[2:]
    ]
    return sorted(found, key=lambda term: -len(term.english))


def offences(terms, english, other):
    """The terms that stand in the English text, and are called otherwise in the other one."""
    if english == other:  # a title
        return []
    found = []
    own = QUOTED.sub("", other)  # in quotation marks are the words of others
    rest = NO_TERM.sub(" ", english).lower()
    for term in terms:
        name = rf"(?<![a-z]){re.escape(term.english.lower())}s?(?![a-z])"
        rest, count = re.subn(name, " ", rest)  # "gradient descent" is no "gradient"
        if count and not any(allowed in other for allowed in term.allowed):
            found.append(f"{term.english}: {' / '.join(term.allowed)}")
        found += [f"never {never}" for never in term.never if never in own]
    return found


def _names(cell):
    return tuple(filter(None, (name.strip() for name in cell.split("/"))))
