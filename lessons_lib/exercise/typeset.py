"""The Markdown and LaTeX of the exercises as HTML and MathML, which a browser draws itself.

They are written to pages where no script may run: a file to be printed, the output of a cell.
Supported is what the questions contain: paragraphs, numbered lists, tables, code, bold words, and
formulas of letters, numbers, fractions, roots, hats, indices and brackets.
"""

import re
from collections.abc import Iterator
from html import escape

_SPAN = re.compile(r"\$([^$]+)\$|`([^`]+)`|\*\*(.+?)\*\*", re.DOTALL)
_TOKEN = re.compile(r"\\[A-Za-z]+|\d+(?:\.\d+)?|'+|\S")
_LETTERS = dict(theta="θ", eta="η", lambda_="λ", sigma="σ", Delta="Δ", partial="∂", nabla="∇")
_SIGNS = dict(
    cdot="·", dots="…", leftarrow="←", sum="∑", sin="sin", cos="cos", left="", right="", times="×"
)
_MINUS = {"-": "−", "'": "′"}
_PRIME = '<mo form="postfix">′</mo>'
_OPEN = re.compile(r"<mo>[^)\]}|]")  # a number follows


def html(markdown: str) -> str:
    """The text as HTML."""
    return "".join(_block(block) for block in re.split(r"\n\s*\n", markdown.strip()))


def mathml(latex: str) -> str:
    """The formula as MathML."""
    tokens = _TOKEN.findall(latex)[::-1]
    return f'<math displaystyle="true">{_row(tokens, "")}</math>'


def _block(text: str) -> str:
    lines = text.splitlines()
    if text.startswith("```"):
        return f"<pre><code>{escape(chr(10).join(lines[1:-1]))}</code></pre>"
    if text.startswith("|"):
        head, _, *rows = (
            [cell.strip() for cell in line.strip()[1:-1].split("|")] for line in lines
        )
        parts = [("th", head), *(("td", row) for row in rows)]
        cells = (
            "".join(f"<{tag}>{_line(cell)}</{tag}>" for cell in row + [""] * (len(head) - len(row)))
            for tag, row in parts
        )
        return f"<table>{''.join(f'<tr>{row}</tr>' for row in cells)}</table>"
    if re.match(r"\d+\. ", text):
        points = (_line(line.partition(". ")[2]) for line in lines)
        return f"<ol>{''.join(f'<li>{point}</li>' for point in points)}</ol>"
    return f"<p>{_line(text)}</p>"


def _line(text: str) -> str:
    parts, end = [], 0
    for span in _SPAN.finditer(text):
        parts.append(escape(text[end : span.start()]))
        formula, code, bold = span.groups()
        if formula:
            parts.append(mathml(formula))
        else:
            parts.append(f"<code>{escape(code)}</code>" if code else f"<b>{_line(bold)}</b>")
        end = span.end()
    return "".join([*parts, escape(text[end:])])


def _row(tokens: list[str], end: str) -> str:
    """The MathML of the tokens, which are taken off, to the token `end`."""
    return "".join(_atoms(tokens, end))


def _atoms(tokens: list[str], end: str) -> Iterator[str]:
    before = ""
    while tokens:
        if tokens[-1] == end:
            tokens.pop()
            return
        atom = _atom(tokens)
        if atom == "<mo>−</mo>" and (not before or _OPEN.match(before)):  # a sign, no difference
            atom = '<mo form="prefix">−</mo>'
        before = atom
        below = above = ""
        while tokens and tokens[-1][0] in "_^'":
            sign = tokens.pop()
            if sign == "_":
                below = _atom(tokens)
            else:
                above += _atom(tokens) if sign == "^" else _PRIME * len(sign)
        if above and below:
            yield f"<msubsup>{atom}{below}<mrow>{above}</mrow></msubsup>"
        elif above or below:
            tag = "msup" if above else "msub"
            yield f"<{tag}>{atom}<mrow>{above or below}</mrow></{tag}>"
        else:
            yield atom


def _atom(tokens: list[str]) -> str:
    token = tokens.pop()
    if token == "{":
        return f"<mrow>{_row(tokens, '}')}</mrow>"
    if token in ("\\frac", "\\sqrt", "\\hat"):
        inner = _atom(tokens)
        if token == "\\frac":
            return f"<mfrac>{inner}{_atom(tokens)}</mfrac>"
        if token == "\\sqrt":
            return f"<msqrt>{inner}</msqrt>"
        return f'<mover accent="true">{inner}<mo>^</mo></mover>'
    name = token.lstrip("\\")
    if token.startswith("\\"):
        letter = _LETTERS.get(name) or _LETTERS.get(f"{name}_")
        return f"<mi>{letter}</mi>" if letter else f"<mo>{_SIGNS[name]}</mo>"
    if token[0].isdigit():
        return f"<mn>{token}</mn>"
    if token.isalpha():
        return f"<mi>{token}</mi>"
    return f"<mo>{escape(_MINUS.get(token, token))}</mo>"
