"""How numbers, symbols, formulas and tables are written, as text and as HTML.

A formula is text such as z_1, w_{a1→z3} and e^{−z}: `markup` converts it to HTML, `plain` to text
for screen readers. Pictures show plain text with Unicode subscripts and superscripts: z₁, θ¹².
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from lessons_lib.language import say

_SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_SUPERSCRIPTS = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
_SCRIPT = re.compile(r"([_^])(?:\{([^{}]*)\}|(\w))")


def minus(digits: str) -> str:
    """The digits with a true minus sign."""
    return digits.replace("-", "−")


def number(value: Any, digits: int = 3) -> str:
    """Three significant digits with a true minus sign: 4, −0.0903, 2.1×10⁻⁵, ∞."""
    value = float(value)
    text = f"{value:.0f}" if 10**digits - 0.5 <= abs(value) < 1e6 else f"{value:.{digits}g}"
    factor, _, exponent = text.partition("e")
    if exponent:
        ten = power(int(exponent))
        text = {"1": ten, "-1": f"-{ten}"}.get(factor, f"{factor}×{ten}")
    return {"-0": "0", "inf": "∞", "-inf": "−∞"}.get(text, minus(text))


def power(exponent: int) -> str:
    """A power of ten: 10⁻⁵."""
    return "10" + superscript(str(exponent))


def nearly(value: Any, size: float = 1.0) -> str:
    """The number, or ≈ 0 if it is only rounding error for numbers of this size."""
    return "≈ 0" if 0 < abs(value) < 1e-15 * size else number(value)


def bracketed(value: Any) -> str:
    """The number as a factor in a formula: negative ones in brackets, as in 3 · (−2)."""
    return f"({number(value)})" if value < 0 else number(value)


def subscript(text: str) -> str:
    """The digits of text as subscripts: z1 becomes z₁."""
    return text.translate(_SUBSCRIPTS)


def superscript(text: str) -> str:
    """The digits of text as superscripts: θ12 becomes θ¹²."""
    return text.translate(_SUPERSCRIPTS)


def markup(text: str) -> str:
    """HTML of a formula: z_1 and w_{a1→z3} get subscripts, e^{−z} a superscript."""
    html, found = escape(_said(text)), 1
    while found:  # one pass for each level of braces, from the inside out
        html, found = _SCRIPT.subn(_tagged, html)
    return html


def plain(text: str) -> str:
    """The same formula as plain text: z_1 becomes z1, w_{a1→z3} w(a1→z3), θ^{12} θ^12."""
    text = re.sub(r"_\{([^{}]*[^\w{}][^{}]*)\}", r"(\1)", _said(text))
    text = re.sub(r"_\{(\w+)\}|_(\w)", r"\1\2", text)
    return re.sub(r"\^\{(\w+)\}", r"^\1", re.sub(r"\^\{([^{}]*[^\w{}][^{}]*)\}", r"^(\1)", text))


@dataclass(frozen=True)
class Table:
    """A table with one header row; every cell is text in the notation of `markup`."""

    header: Sequence[str]
    rows: Sequence[Sequence[str]]
    lit: int | Collection[int] | None = None

    def html(self) -> str:
        """The table as HTML; the first cell of a row is its header, rows in `lit` are marked."""
        head = "".join(f'<th scope="col">{markup(cell)}</th>' for cell in self.header)
        lit = ' class="lit" aria-current="true"'
        marked = self.lit if isinstance(self.lit, Collection) else (self.lit,)
        body = "".join(
            f"<tr{lit if i in marked else ''}>"
            f'<th scope="row">{markup(first)}</th>'
            + "".join(f"<td>{markup(cell)}</td>" for cell in rest)
            + "</tr>"
            for i, (first, *rest) in enumerate(self.rows)
        )
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _said(text: str) -> str:
    """Translated; an "=" before an approximate value is dropped: L ≈ 0 instead of L = ≈ 0."""
    return say(text).replace("= ≈", "≈")


def _tagged(script: re.Match[str]) -> str:
    tag = "sub" if script[1] == "_" else "sup"
    return f"<{tag}>{script[2] or script[3] or ''}</{tag}>"
