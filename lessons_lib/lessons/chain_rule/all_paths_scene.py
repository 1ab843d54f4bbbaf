"""A graph with four paths from s to z: the product of each path, then the same sum backward."""

from collections.abc import Callable, Iterable, Mapping
from itertools import pairwise
from math import prod

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from lessons_lib.app import Table, Words
from lessons_lib.draw.graph import Graph
from lessons_lib.draw.neurons import bare_axes
from lessons_lib.language import Later, say, sentences
from lessons_lib.lessons.chain_rule.stacked_bars import StackedBars
from lessons_lib.notation import bracketed, number, plain, subscript
from lessons_lib.walks.expression import Expression, total
from lessons_lib.walks.walk import Quantity, Walk, derivatives_backward, symbol

SIZE = WIDTH, HEIGHT = 8.5, 4.2
NODES = ("s", "x1", "x2", "y1", "y2", "z")
EDGES = {
    "s_x1": ("s", "x1"),
    "s_x2": ("s", "x2"),
    "x1_y1": ("x1", "y1"),
    "x1_y2": ("x1", "y2"),
    "x2_y1": ("x2", "y1"),
    "x2_y2": ("x2", "y2"),
    "y1_z": ("y1", "z"),
    "y2_z": ("y2", "z"),
}
START = dict(zip(EDGES, (2, 1, 3, -1, 1, 4, 1, 2), strict=True))
SYMBOLS = {name: symbol(name) for name in NODES}
ROUTES = [("s", x, y, "z") for x in ("x1", "x2") for y in ("y1", "y2")]

PATHS = ("path1", "path2", "path3", "path4")
BACK = ("y2", "y1", "x2", "x1", "s")
MOMENTS = ("start", *PATHS, "sum", *(f"dz_d{name}" for name in BACK))


def _brought(name: str) -> Expression:
    """The sum of what the edges bring to a node."""
    return total(Expression(key) * Expression(a) for key, (a, b) in EDGES.items() if b == name)


_FORWARD = {key: Quantity(key, "") for key in ("s", *EDGES)} | {
    name: Quantity(name, SYMBOLS[name], _brought(name)) for name in NODES[1:]
}
_DERIVATIVES = {name: f"∂z/∂{SYMBOLS[name]}" for name in BACK} | {
    "s": "dz/ds"
}  # s is the only input
_BACKWARD = derivatives_backward(_FORWARD.values(), "z", _DERIVATIVES)
WALK = Walk(_FORWARD | _BACKWARD, moments={}, known=("s",))


def numbers_of(values: Mapping[str, float]) -> dict[str, float]:
    """All numbers of the graph with these edges, and of its paths."""
    numbers = WALK.values({"s": 1.0, **values})
    products = {
        path: prod(factors(route, numbers)) for path, route in zip(PATHS, ROUTES, strict=True)
    }
    return numbers | products


def along(route: Iterable[str]) -> list[str]:
    """The keywords of the edges along a path."""
    return [f"{a}_{b}" for a, b in pairwise(route)]


def factors(route: Iterable[str], numbers: Mapping[str, float]) -> list[float]:
    """The numbers on the edges along a path."""
    return [numbers[key] for key in along(route)]


SENTENCES = {
    "start": Later(
        "The number on an edge says how fast its end changes when its start changes. Press "
        "Next to follow the paths from s to z."
    ),
    **{path: Later("Path {path} of 4. Along a path we multiply.", path=path[-1]) for path in PATHS},
    "sum": Later("Across paths we add. The four products add up to dz/ds."),
    "dz_dy2": Later(
        "Now from the back, with less work. Only one edge leads from y_2 to z, and its "
        "number is ∂z/∂y_2."
    ),
    "dz_dy1": Later("The same for y_1."),
    "dz_dx2": Later(
        "Two edges leave x_2, and what lies beyond them is known: two products and one sum."
    ),
    "dz_dx1": Later(
        "The same for x_1. Both numbers beyond it are used again; nothing is computed twice."
    ),
    "dz_ds": Later(
        "The same for s, and this is dz/ds: the sum over all four paths, with "
        "each edge used only once."
    ),
}


def lines(moment: str, numbers: Mapping[str, float]) -> tuple[str, ...]:
    """The formula of a moment, and if it helps also with its numbers."""
    if moment == "start":
        return ()
    if moment in PATHS:
        route = ROUTES[PATHS.index(moment)]
        product = " · ".join(map(bracketed, factors(route, numbers)))
        return (f"{_arrows(route)}:", f"{product} = {number(numbers[moment])}")
    if moment == "sum":
        terms = " + ".join(bracketed(numbers[path]) for path in PATHS)
        return ("dz/ds = Σ", f"= {terms} = {number(numbers['dz_ds'])}")
    return WALK.lines(moment, numbers)


def _arrows(route: Iterable[str]) -> str:
    return " → ".join(SYMBOLS[name] for name in route)


def lit(moment: str) -> set[str]:
    """The nodes and edges that take part in a moment."""
    if moment in PATHS:
        route = ROUTES[PATHS.index(moment)]
        return {*route, *along(route)}
    if moment == "sum":
        return {*NODES, *EDGES}
    name = moment.removeprefix("dz_d")
    onward = {key for key, (a, _) in EDGES.items() if a == name}
    return {name, *onward} if moment != "start" else set()


def known_backward(moment: str) -> list[str]:
    """The nodes whose derivative is known at a moment of the backward walk."""
    at = MOMENTS.index(moment) - MOMENTS.index("sum")
    return list(BACK[: max(at, 0)])


def paths_found(moment: str) -> int:
    """How many paths have been multiplied at a moment."""
    return min(MOMENTS.index(moment), len(PATHS))


def graph(ax: Axes) -> Graph:
    """The graph, in the left part of the axes."""
    up, down, middle = 3.2, 1.0, 2.1
    nodes = {"s": (0.55, middle), "z": (4.95, middle)}
    nodes |= {f"x{i}": (1.95, at) for i, at in ((1, up), (2, down))}
    nodes |= {f"y{i}": (3.55, at) for i, at in ((1, up), (2, down))}
    return Graph(ax, nodes, EDGES)


def scene(fig: Figure) -> Callable[..., Words]:
    """The picture of `chain_rule.all_paths`; its update takes the same keywords."""
    ax = fig.add_axes((0, 0, 1, 1))
    bare_axes(ax, WIDTH, HEIGHT)
    picture = graph(ax)
    captions = [subscript(f"x{i}\ny{j}") for i in "12" for j in "12"]
    bars = StackedBars(ax, (5.98, 0.25), 0.54, 3.7, captions, ["Σ"])

    def update(moment: str, edge: str, **values: float) -> Words:
        numbers = numbers_of(values)
        back = known_backward(moment)
        found = paths_found(moment)
        inside = {name: subscript(name) for name in NODES}
        for name in back:
            symbols, slope = plain(_derivative(name)), numbers[f"dz_d{name}"]
            inside[name] = f"{subscript(symbols)}\n{number(slope)}"
        picture.show(
            inside,
            {key: number(value) for key, value in values.items()},
            lit=lit(moment),
            reverse=bool(back),
            chosen=edge,
        )
        heights = {
            caption: numbers[path] for caption, path in zip(captions[:found], PATHS, strict=False)
        }
        if MOMENTS.index(moment) >= MOMENTS.index("sum"):
            heights["Σ"] = numbers["dz_ds"]
        now = captions[found - 1 : found] if moment in PATHS else ["Σ"]
        bars.show(heights, lit=now)
        return Words(
            status=SENTENCES[moment],
            formula=lines(moment, numbers),
            alt=_alt(numbers, found, back),
            table=_table(numbers, found, "Σ" in heights),
        )

    return update


def _derivative(name: str) -> str:
    return WALK.symbols[f"dz_d{name}"]


def _alt(numbers: Mapping[str, float], found: int, back: list[str]) -> str:
    edges = say(", ").join(
        say("{where}: {what}", where=f"{a} → {b}", what=number(numbers[key]))
        for key, (a, b) in EDGES.items()
    )
    ways = say(", ").join(
        f"{' → '.join(route)} = {number(numbers[path])}"
        for path, route in zip(PATHS[:found], ROUTES, strict=False)
    )
    known = say(", ").join(f"{_derivative(n)} = {number(numbers[f'dz_d{n}'])}" for n in back)
    graph_in_words = say("A graph from s through x1, x2 and y1, y2 to z.")
    if back:
        graph_in_words = say("A graph from s through x1, x2 and y1, y2 to z, run backward.")
    said = [graph_in_words, say("On its edges: {edges}.", edges=edges)]
    if ways:
        said.append(say("Paths: {ways}.", ways=ways))
    if known:
        said.append(say("Found so far, going back: {known}.", known=known))
    return sentences(said)


def _table(numbers: Mapping[str, float], found: int, added: bool) -> Table:
    rows = [
        (_arrows(route), *map(number, factors(route, numbers)), number(numbers[path]))
        for path, route in zip(PATHS[:found], ROUTES, strict=False)
    ]
    rows.append(("Σ", "", "", "", number(numbers["dz_ds"]) if added else "…"))
    header = (say("path"), say("first"), say("second"), say("third"), say("product"))
    return Table(header, rows, lit=len(rows) - 1)
