"""What an interactive says about its picture, and how that becomes HTML."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape


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
    """What `update` returns: a sentence, lines of formula, the picture in words, its numbers."""

    status: str
    alt: str
    formula: Sequence[str] = ()
    table: Table | None = None


def markup(text: str) -> str:
    """HTML of a formula: z_1 and w_{a1→z3} get subscripts, e^{−z} a superscript."""
    html = escape(text)
    html = re.sub(r"_(?:\{([^}]*)\}|(\w))", lambda m: f"<sub>{m[1] or m[2]}</sub>", html)
    return re.sub(r"\^(?:\{([^}]*)\}|(\w))", lambda m: f"<sup>{m[1] or m[2]}</sup>", html)


def plain(text: str) -> str:
    """The same formula as plain text: z_1 becomes z1, w_{a1→z3} becomes w(a1→z3)."""
    return re.sub(r"_(\w)", r"\1", re.sub(r"_\{([^}]*)\}", r"(\1)", text))
