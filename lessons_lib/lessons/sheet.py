"""Printed digits beside exact ones: the rows of the picture, the table under it, the two panels."""

import re
from collections.abc import Iterable, Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from lessons_lib.app import Table
from lessons_lib.app.words import plain
from lessons_lib.draw.ledger import RIGHT, WRONG, Row
from lessons_lib.draw.style import subscript, superscript
from lessons_lib.language import say
from lessons_lib.lessons.examples import agrees, rounded

SIZE = WIDTH, HEIGHT = (8.6, 4.5)
_LEFT = 4.7


def panels(fig: Figure) -> tuple[Axes, Axes, float]:
    """Axes for a network on the left and for rows of numbers on the right; the left one's width."""
    part = _LEFT / WIDTH
    return fig.add_axes((0, 0, part, 1)), fig.add_axes((part, 0.01, 1 - part, 0.98)), _LEFT


def drawn(symbol: str) -> str:
    """A symbol in the notation of `markup`, as the text of a picture: w₅(θ¹)."""
    raised = re.sub(r"\^(\d+)", lambda power: superscript(power[1]), plain(symbol))
    return subscript(raised)


def minus(digits: str) -> str:
    """The digits with a true minus sign."""
    return digits.replace("-", "−")


def row(symbol: str, digits: str, value: float | None, lit: bool = False) -> Row:
    """A row of the picture; without a value it is still to come."""
    if value is None:
        return Row(drawn(symbol), minus(digits))
    mark = RIGHT if agrees(value, digits) else WRONG
    return Row(drawn(symbol), minus(digits), rounded(value, digits), mark, lit)


def sheet(printed: Iterable[tuple[str, str]], values: Sequence[float | None]) -> Table:
    """The numbers as a table; ours with three more decimals."""
    rows = [
        (symbol, minus(digits), "…", "")
        if value is None
        else (
            symbol,
            minus(digits),
            rounded(value, digits, more=3),
            RIGHT if agrees(value, digits) else WRONG,
        )
        for (symbol, digits), value in zip(printed, values, strict=True)
    ]
    header = (say("number"), say("printed"), say("here, with more digits"), say("agrees"))
    return Table(header, rows)
