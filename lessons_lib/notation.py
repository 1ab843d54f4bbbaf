"""How numbers, symbols, formulas and tables are written, as text and as HTML.

A formula is text such as z_1, w_{a1→z3} and e^{−z}: `markup` converts it to HTML, `plain` to text
for screen readers. Pictures show plain text with Unicode subscripts and superscripts: z₁, θ¹².
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from math import isnan, nan
from typing import Any, Self

from lessons_lib.language import say

_SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_SUPERSCRIPTS = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
_SCRIPT = re.compile(r"([_^])(?:\{([^{}]*)\}|(\w))")
_PART = r"[∂dΔ]\w[′″]?(?:<su[bp]>[^<]*</su[bp]>)*"
_NUMBER = r"\(−?[\d.]+\)|(?<![\w.])−?[\d.]+"
_FRACTION = re.compile(rf"(?<!\w)({_PART})/({_PART})|({_NUMBER}) ?/ ?({_NUMBER})(?![\w.])")
_SYMBOL = r"(?:∂\w/∂\w|\w)(?:_\w|_\{[^{}]*\})?"
_VALUE = r"−?[\d.]+(?:×10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)?|½"
_FACTOR = re.compile(rf"{_VALUE}|σ′\({_SYMBOL}\)|{_SYMBOL}")
_CARRIED = re.compile(r"(?<![\w∂Δ>→])[ax]<sub>\d+</sub>(?!/)")


def minus(digits: str) -> str:
    """The digits with a true minus sign."""
    return digits.replace("-", "−")


class Marked(float):
    """A number with a mark after it, such as 4 ✗; without a number, the mark alone."""

    mark: str

    def __new__(cls, mark: str, value: float | None = None) -> Self:
        """The mark, after the value if there is one."""
        self = super().__new__(cls, nan if value is None else value)
        self.mark = mark
        return self


def number(value: Any, digits: int = 3) -> str:
    """Three significant digits with a true minus sign: 4, −0.0903, 2.1×10⁻⁵, ∞."""
    if isinstance(value, Marked):
        return value.mark if isnan(value) else f"{number(float(value), digits)} {value.mark}"
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


def typeset(text: str) -> str:
    """HTML of a line of a formula, with its fractions drawn as fractions.

    Where ∂C comes back, it has the colour of the backward pass, and what is carried forward the
    colour of the forward pass. The text inside stays what `markup` gives.
    """
    html = markup(text)
    if "∂C/∂" not in html:
        return _FRACTION.sub(_fraction, html)
    parts, end = [], 0
    for found in _FRACTION.finditer(html):
        parts += [_CARRIED.sub(_forward, html[end : found.start()]), _fraction(found, colour=True)]
        end = found.end()
    return "".join([*parts, _CARRIED.sub(_forward, html[end:])])


def typeset_lines(lines: Sequence[str]) -> Iterator[str]:
    """HTML of the lines of a formula.

    Where a line repeats the one before with numbers, each number has the colour of its symbol.
    """
    before = ""
    for line in map(_said, lines):
        yield _with_colours(before, line) if line.startswith("= ") else typeset(line)
        before = line


def _with_colours(symbols: str, numbers: str) -> str:
    html, (result, _, rest) = markup(numbers), symbols.partition(" = ")
    factors = [found[0] for found in _FACTOR.finditer(rest)] if numbers.count("=") > 1 else []
    found = list(re.finditer(_VALUE, html))
    if "∂C/∂" not in symbols or len(found) != len(factors) + 1 or _FRACTION.search(html):
        return typeset(numbers)
    parts, end = [], 0
    for value, symbol in zip(found, [*factors, result], strict=True):
        colour = {"a_": "forward", "x_": "forward"}.get(symbol[:2], "")
        if re.match(r"∂C/∂[zay]", symbol):
            colour = "backward"
        shown = f'<span class="lesson-{colour}">{value[0]}</span>' if colour else value[0]
        parts += [html[end : value.start()], shown]
        end = value.end()
    return "".join([*parts, html[end:]])


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


def _fraction(found: re.Match[str], *, colour: bool = False) -> str:
    above, below = (part for part in found.groups() if part)
    way = ""
    if colour and above == "∂C" and below[1] in "zay":
        way = " lesson-backward"
    elif colour and above.startswith("∂z"):
        way = " lesson-forward"
    return (
        f'<span class="lesson-fraction{way}"><span>{above}</span>'
        f'<span class="lesson-over">/</span><span>{below}</span></span>'
    )


def _forward(found: re.Match[str]) -> str:
    return f'<span class="lesson-forward">{found[0]}</span>'
