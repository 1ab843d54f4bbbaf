"""Where the nodes of a typed formula stand, and the way of each edge past all other nodes."""

from collections import defaultdict
from typing import NamedTuple

from lessons_lib.draw.neurons import Point
from lessons_lib.walks.typed_expression import Typed

WIDTH, RADIUS = 9.4, 0.3  # inches, as everything here
_COLUMN, _WIDEST, _PER_BAND = 1.3, 2.0, 7
_EDGE, _BETWEEN_BANDS = 0.62, 1.2
_ROOM = {True: 1.0, False: 0.5}  # of a node with its name, and of a long edge that passes


class GraphLayout(NamedTuple):
    """The centres of the nodes, the points that long edges go through, and the picture's size."""

    where: dict[str, Point]
    between: dict[str, list[Point]]
    size: tuple[float, float]


def edges(read: Typed) -> dict[str, tuple[str, str]]:
    """The edges of the graph, each by its name, a→b, and its two nodes."""
    return {f"{a}→{b}": (a, b) for b in read.nodes for a in read.walk.quantities[b].edges}


def layout(read: Typed) -> GraphLayout:
    """The graph from left to right; a long one continues in the next band."""
    columns = _columns(read)
    bands = [columns[k : k + _PER_BAND] for k in range(0, len(columns), _PER_BAND)]
    column_of = {key: k for k, keys in enumerate(columns) for key in keys}
    passing: dict[str, list[int]] = {}  # edge -> the columns in between
    for name, ends in edges(read).items():
        first, last = (column_of[key] for key in ends)
        if first // _PER_BAND == last // _PER_BAND:
            passing[name] = list(range(first + 1, last))
    high = _heights(read, columns, passing)
    longest = max(map(len, bands)) - 1
    step = _COLUMN if len(bands) > 1 else min(_WIDEST, (WIDTH - 2 * _EDGE) / max(longest, 1))
    left = (WIDTH - step * (longest + (len(bands) > 1) / 2)) / 2
    at: dict[tuple[str, int], Point] = {}
    floor = 0.0
    for i, _ in reversed(list(enumerate(bands))):
        here = {spot: y for spot, y in high.items() if spot[1] // _PER_BAND == i}
        low = min(here.values())
        for spot, y in here.items():
            across = step * (spot[1] % _PER_BAND + i % 2 / 2)
            at[spot] = (left + across, floor + y - low + _EDGE)
        floor += max(here.values()) - low + _BETWEEN_BANDS
    return GraphLayout(
        where={key: at[key, k] for key, k in column_of.items()},
        between={name: [at[name, k] for k in between] for name, between in passing.items()},
        size=(WIDTH, round(floor, 2)),
    )


def _columns(read: Typed) -> list[list[str]]:
    """The nodes by column, each just before the first that needs it."""
    depth = {read.end: 0}
    for key in reversed(read.nodes):
        if key != read.end:
            after = [one for one in read.nodes if key in read.walk.quantities[one].edges]
            depth[key] = 1 + max(depth[one] for one in after)
    return [
        [key for key in read.nodes if depth[key] == k]
        for k in reversed(range(max(depth.values()) + 1))
    ]


def _heights(
    read: Typed, columns: list[list[str]], passing: dict[str, list[int]]
) -> dict[tuple[str, int], float]:
    """How high nodes, and edges that pass, stand in each column: near what they come from."""
    ends = edges(read)
    found: dict[tuple[str, int], float] = {}
    latest: dict[str, float] = {}  # the height of a node, and of an edge so far
    for k, keys in enumerate(columns):
        long = [name for name, between in passing.items() if k in between]
        near = defaultdict[str, list[float]](list)
        for name, (before, after) in ends.items():
            if after in keys and before in latest:
                near[after].append(latest.get(name, latest[before]))
            if name in long:
                near[name].append(latest.get(name, latest[before]))
        wish = {key: sum(near[key]) / len(near[key]) for key in near}
        middle = sum(wish.values()) / len(wish) if wish else 0.0
        wish |= {key: middle for key in keys if key not in wish}
        order = sorted([*keys, *long], key=lambda key: -wish[key])
        rooms = [_ROOM[key in keys] for key in order]
        top = middle + sum(rooms) / 2
        for i, (key, room) in enumerate(zip(order, rooms, strict=True)):
            latest[key] = found[key, k] = top - sum(rooms[:i]) - room / 2
    return found
