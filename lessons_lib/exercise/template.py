r"""A template of an exercise: draws its given numbers, and writes its texts with them.

The cells of the notebook are the template of the texts. `marked` lists, in any order, the pieces of
these cells that hold a drawn number: `\eta = {eta}`. Filled in with the numbers of the notebook, a
piece is found in the cell, in any language; filled in with others, it replaces what was found. So
no text is written twice.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from lessons_lib.language import Later

EASY = 3  # so many first seeds have short numbers


class Number(float):
    """A number in a text; its format is the number of digits, and how a negative one is written.

    {x} is -0.25, {x:3} has three significant digits, {x:m} is −0.25 with a true minus, {x:b} puts
    a negative number in brackets, and {x:+} is "+ 3" or "- 3".
    """

    def __format__(self, spec: str) -> str:
        digits, way = spec.rstrip("mb+") or "10", spec[-1:]
        text = np.format_float_positional(float(f"{self + 0.0:.{digits}g}"), trim="-")
        if way == "+":
            return text.replace("-", "- ") if self < 0 else f"+ {text}"
        if way == "b":
            return f"({text})" if self < 0 else text
        return text.replace("-", "−") if way == "m" else text


class Draw:
    """Draws numbers that are pleasant to calculate with; the same for the same seed."""

    def __init__(self, seed: int, attempt: int) -> None:
        self._rng = np.random.default_rng([seed, attempt])
        self._fine = seed > EASY

    def whole(self, low: int, high: int, but: Sequence[int] = (0,)) -> int:
        """A whole number from low to high, without those in `but`."""
        return int(self.pick(*(n for n in range(low, high + 1) if n not in but)))

    def decimal(self, low: float, high: float) -> float:
        """A number with one decimal, and after the first seeds two: from low to high, not 0."""
        parts = 20 if self._fine else 10
        steps = range(round(low * parts), round(high * parts) + 1)
        return float(self.pick(*(n for n in steps if n))) / parts

    def signed(self, low: float, high: float) -> float:
        """The same with a random sign."""
        return self.decimal(low, high) * float(self.pick(1, -1))

    def pick(self, *options: Any) -> Any:
        """One of the options."""
        return options[self._rng.integers(len(options))]

    def distinct(self, count: int, draw: Callable[[], float]) -> list[float]:
        """This many numbers of different size."""
        found: list[float] = []
        while len(found) < count:
            one = draw()
            if abs(one) not in map(abs, found):
                found.append(one)
        return found


@dataclass(frozen=True)
class Template:
    """draw(Draw) gives the given numbers; numbers(*given) names those used in the texts.

    marked: the pieces of the cells with numbers, one a line, as format strings of `numbers`.
    shown: numbers that the question takes from elsewhere, to be shown with it.
    picture: picture(*given) is the network or graph of the question as SVG.
    """

    draw: Callable[[Draw], tuple[Any, ...]]
    numbers: Callable[..., Mapping[str, Any]]
    marked: str
    shown: str = ""
    picture: Callable[..., str] | None = None

    @property
    def lesson(self) -> str:
        """The name of its lesson, in whose package it is defined."""
        return self.draw.__module__.split(".")[-2]

    def named(self, given: tuple[Any, ...]) -> dict[str, Any]:
        """The numbers of the texts, ready to be formatted."""
        return {
            name: one if isinstance(one, str) else Number(one)
            for name, one in self.numbers(*given).items()
        }

    def filled(self, cell: str, given: tuple[Any, ...], fresh: tuple[Any, ...]) -> str:
        """The cell, which has the numbers of `given`, with those of `fresh`."""
        pieces = self.pieces(given, fresh)
        longest = sorted(pieces, key=len, reverse=True)
        return re.sub("|".join(map(_whole, longest)), lambda found: pieces[found[0]], cell)

    def pieces(self, given: tuple[Any, ...], fresh: tuple[Any, ...]) -> dict[str, str]:
        """What is found in a cell -> what replaces it."""
        before, now = self.named(given), self.named(fresh)
        lines = self.marked.strip().splitlines()
        return {line.format(**before): line.format(**now) for line in lines}

    def said(self, text: str, given: tuple[Any, ...]) -> Later:
        """A text of the exercise, with the numbers where it has places for them."""
        text = Later(text)
        return Later(text, **self.named(given)) if "{" in text.parts[0] else text


def _whole(piece: str) -> str:
    """The piece as a pattern that matches no part of a longer number or word."""
    before = r"(?<![0-9A-Za-z.−_^-])" if piece[0].isalnum() else ""
    behind = r"(?![0-9A-Za-z]|\.[0-9])" if piece[-1].isalnum() else ""
    return before + re.escape(piece) + behind
