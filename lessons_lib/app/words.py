"""What an interactive says about its picture, and how that becomes HTML."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from lessons_lib.language import say


@dataclass(frozen=True)
class Table:
    """A table with one header row; every cell is text in the notation of `markup`."""

    header: Sequence[str]
    rows: Sequence[Sequence[str]]
    lit: int | None = None

    def html(self) -> str:
        """The table as HTML, the first cell of each row its header, row `lit` marked."""
        head = "".join(f'<th scope="col">{markup(cell)}</th>' for cell in self.header)
        lit = ' class="lit" aria-current="true"'
        body = "".join(
            f"<tr{lit if i == self.lit else ''}>"
            f'<th scope="row">{markup(first)}</th>'
            + "".join(f"<td>{markup(cell)}</td>" for cell in rest)
            + "</tr>"
            for i, (first, *rest) in enumerate(self.rows)
        )
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


@dataclass(frozen=True)
class Words:
    """What `update` returns: a sentence, lines of formula, the picture in words, its numbers.

    All of it is text in the notation of `markup`, and may be a `Later`.
    """

    status: str
    alt: str
    formula: Sequence[str] = ()
    table: Table | None = None


_SCRIPT = re.compile(r"([_^])(?:\{([^{}]*)\}|(\w))")  # z_1, w_{a1→z3}, e^{−z}


def markup(text: str) -> str:
    """HTML of a formula: z_1 and w_{a1→z3} get subscripts, e^{−z} a superscript."""
    html, found = escape(say(text)), 1
    while found:  # one pass for each level of braces, from the inside out
        html, found = _SCRIPT.subn(_tagged, html)
    return html


def plain(text: str) -> str:
    """The same formula as plain text: z_1 becomes z1, w_{a1→z3} w(a1→z3), θ^{12} θ^12."""
    text = re.sub(r"_(\w)", r"\1", re.sub(r"_\{([^{}]*)\}", r"(\1)", say(text)))
    return re.sub(r"\^\{(\w+)\}", r"^\1", re.sub(r"\^\{([^{}]*\W[^{}]*)\}", r"^(\1)", text))


def _tagged(script: re.Match[str]) -> str:
    tag = "sub" if script[1] == "_" else "sup"
    return f"<{tag}>{script[2] or script[3] or ''}</{tag}>"
