"""A frame: everything an App shows in one state, the picture as PNG and the words as HTML."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any, Self

from lessons_lib.app.parts import Part
from lessons_lib.app.picture import Picture
from lessons_lib.app.words import Words
from lessons_lib.notation import markup, plain, typeset_lines

_REST = r"[^\s<\u3000-\uffef]*"  # of a symbol or a word; no Chinese
_SCRIPT = "(?:<su[bp]>[^<]*</su[bp]>)*"
_SYMBOL = rf"(?<![a-zA-Z0-9<&/])[a-zA-Zα-ωŷ∂Δ∇|]{_REST}{_SCRIPT}{_REST}"
_VALUE = r"(?:\([^()<>]{1,24}\)|−?[\d.]*\d(?:×10[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+)?)"
_MARK = "[●■▲◆✚★✗✓□] "
_DERIVATIVE = rf"∂\w/∂\w{_SCRIPT}|σ′\([^)]*\)"
_TOGETHER = re.compile(rf"(?:{_MARK})?{_SYMBOL} [=≈] {_VALUE}|{_MARK}\w{_REST}|{_DERIVATIVE}")


@dataclass(frozen=True)
class Frame:
    """What a page needs to show the state `values`; a page that has it needs no kernel."""

    values: Mapping[str, Any]
    words: Words
    png: bytes
    said: str  # HTML: the sentence, the line of code, the formula
    numbers: str  # HTML: the table; empty if there is none
    alt: str  # plain text: the picture in words
    parts: Sequence[Part] = ()  # what can be touched in it
    focus: float = 0.0  # where something acts, as a share of the picture's width

    @classmethod
    def drawn(cls, picture: Picture, values: Mapping[str, Any]) -> Self:
        """The frame of these values, drawn now at the picture's sharpness."""
        words: Words = picture.update(**values)
        lines = "".join(f"<div>{line}</div>" for line in typeset_lines(words.formula))
        code = f'<pre class="lesson-code">{escape(words.code)}</pre>' if words.code else ""
        return cls(
            values=values,
            words=words,
            png=picture.png(),
            said=sentence(words.status) + code + f'<div class="lesson-formula">{lines}</div>',
            numbers=words.table.html() if words.table else "",
            alt=plain(words.alt),
            parts=picture.parts(),
            focus=picture.focus,
        )

    @property
    def size(self) -> int:
        """Its bytes: those of the picture, and of the words in UTF-8."""
        return len(self.png) + sum(len(x.encode()) for x in (self.said, self.numbers, self.alt))


def sentence(text: str) -> str:
    """A status sentence as HTML; L = 3.75 and ● plain stay in one line."""
    together = _TOGETHER.sub(r'<span class="lesson-together">\g<0></span>', markup(text))
    return f'<div class="lesson-status">{together}</div>'
