"""Printed digits beside exact ones: the rows of the picture, the table, the two panels."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from lessons_lib.app import Table
from lessons_lib.draw.graph import Graph
from lessons_lib.draw.neurons import bare_axes
from lessons_lib.language import say
from lessons_lib.lessons.update_after.ledger_picture import RIGHT, WRONG, Row
from lessons_lib.lessons.update_after.published_examples import agrees, rounded
from lessons_lib.notation import minus, plain, subscript, superscript

SIZE = WIDTH, HEIGHT = (8.6, 4.5)
_LEFT = 4.9


def panels(fig: Figure) -> tuple[Axes, Axes, float]:
    """Axes for a network on the left and rows of numbers on the right, and the left one's width."""
    part = _LEFT / WIDTH
    return fig.add_axes((0, 0, part, 1)), fig.add_axes((part, 0.01, 1 - part, 0.98)), _LEFT


def network(ax: Axes, *columns: Sequence[str]) -> tuple[Graph, dict[str, tuple[str, str]]]:
    """A network of three columns of one or two nodes, with its wires w_1, w_2, … by their ends."""
    bare_axes(ax, _LEFT, HEIGHT)
    heights = {1: [2.275], 2: [3.35, 1.2]}
    nodes = {
        name: (x, y)
        for x, column in zip((0.55, 2.45, 4.35), columns, strict=True)
        for name, y in zip(column, heights[len(column)], strict=True)
    }
    ends = [
        (start, end) for before, after in pairwise(columns) for end in after for start in before
    ]
    wires = {f"w_{i}": pair for i, pair in enumerate(ends, start=1)}
    return Graph(ax, nodes, wires, pill=(0.42, 0.1)), wires


def drawn(symbol: str) -> str:
    """A symbol in the notation of `markup`, as the text of a picture: w₅(θ¹)."""
    raised = re.sub(r"\^(\d+)", lambda power: superscript(power[1]), plain(symbol))
    return subscript(raised)


def row(symbol: str, digits: str, value: float | None, lit: bool = False) -> Row:
    """A row of the picture; without a value it is not computed yet."""
    if value is None:
        return Row(drawn(symbol), minus(digits))
    mark = RIGHT if agrees(value, digits) else WRONG
    return Row(drawn(symbol), minus(digits), rounded(value, digits), mark, lit)


def digits_table(printed: Iterable[tuple[str, str]], values: Sequence[float | None]) -> Table:
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
