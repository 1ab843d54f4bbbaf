"""A graph with four paths from s to z: each path a product, then the same sum from the back."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from matplotlib.figure import Figure

from lessons_lib.app import Table, Words
from lessons_lib.draw.graph import Graph, symbol
from lessons_lib.draw.neurons import bare_axes
from lessons_lib.graph import Path, Var, derivatives, paths
from lessons_lib.language import Later, say, sentences
from lessons_lib.lessons.chain_rule.sums import Sum
from lessons_lib.notation import bracketed, number, subscript

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

PATHS = ("path1", "path2", "path3", "path4")
BACK = ("y2", "y1", "x2", "x1", "s")
MOMENTS = ("start", *PATHS, "sum", *(f"dz_d{name}" for name in BACK))


@dataclass(frozen=True)
class FourPaths:
    """The numbers of the graph for eight numbers on its edges."""

    values: Mapping[str, float]
    paths: list[Path]
    dz: dict[str, float]  # ∂z/∂node for every node

    @classmethod
    def of(cls, values: Mapping[str, float]) -> "FourPaths":
        """The graph whose edges carry these numbers: each node adds up what its edges bring."""
        nodes = {"s": Var(1.0, "s")}
        for name in NODES[1:]:
            edges = [(nodes[a], values[key]) for key, (a, b) in EDGES.items() if b == name]
            total = sum(before.value * number for before, number in edges)
            nodes[name] = Var(total, name, tuple(edges))
        found = derivatives(nodes["z"])
        ways = sorted(paths(nodes["s"], nodes["z"]), key=names)
        return cls(values, ways, {name: found[var] for name, var in nodes.items()})


def names(path: Path) -> list[str]:
    """The names of the nodes along a path."""
    return [var.name for var in path.vars]


def along(path: Path) -> list[str]:
    """The keywords of the edges along a path."""
    return [f"{a}_{b}" for a, b in pairwise(names(path))]


def derivative(name: str) -> str:
    """The symbol of the derivative of z by a node: z depends on s alone, so there it is dz/ds."""
    return "dz/ds" if name == "s" else f"∂z/∂{SYMBOLS[name]}"


def out_of(name: str) -> dict[str, str]:
    """The edges that leave a node, by keyword, and where each leads."""
    return {key: b for key, (a, b) in EDGES.items() if a == name}


SENTENCES = {
    "start": Later(
        "The number on an edge says how fast its end moves when its beginning "
        "moves. Press Next to follow the paths from s to z."
    ),
    **{path: Later("Path {path} of 4. Along a path we multiply.", path=path[-1]) for path in PATHS},
    "sum": Later("Over the paths we add. The four products together are dz/ds."),
    "dz_dy2": Later(
        "Now from the back, with less work. From y_2 one edge leads to z, and "
        "its number is ∂z/∂y_2."
    ),
    "dz_dy1": Later("The same for y_1."),
    "dz_dx2": Later(
        "From x_2 two edges lead on, and what lies behind them is known: two products and one sum."
    ),
    "dz_dx1": Later(
        "The same for x_1. Both numbers behind it are used again; nothing is computed twice."
    ),
    "dz_ds": Later(
        "The same for s, and this is dz/ds: the sum over all four paths, with "
        "each edge used only once."
    ),
}


def lines(moment: str, graph: FourPaths) -> tuple[str, ...]:
    """The formula of a moment, and where it helps the same formula with its numbers."""
    if moment == "start":
        return ()
    if moment in PATHS:
        path = graph.paths[PATHS.index(moment)]
        route = " → ".join(SYMBOLS[name] for name in names(path))
        product = " · ".join(map(bracketed, path.factors))
        return (f"{route}:", f"{product} = {number(path.product)}")
    if moment == "sum":
        terms = " + ".join(bracketed(path.product) for path in graph.paths)
        return ("dz/ds = Σ", f"= {terms} = {number(graph.dz['s'])}")
    name = moment.removeprefix("dz_d")
    result = number(graph.dz[name])
    ways = out_of(name)
    if name.startswith("y"):
        return (f"{derivative(name)} = {result}",)
    symbols = " + ".join(
        f"{bracketed(graph.values[key])} · {derivative(b)}" for key, b in ways.items()
    )
    numbers = " + ".join(
        f"{bracketed(graph.values[key])} · {bracketed(graph.dz[b])}" for key, b in ways.items()
    )
    return (f"{derivative(name)} = {symbols}", f"= {numbers} = {result}")


def lit(moment: str, graph: FourPaths) -> set[str]:
    """The nodes and edges that take part in a moment."""
    if moment in PATHS:
        path = graph.paths[PATHS.index(moment)]
        return {*names(path), *along(path)}
    if moment == "sum":
        return {*NODES, *EDGES}
    name = moment.removeprefix("dz_d")
    return {name, *out_of(name)} if moment != "start" else set()


def known_backward(moment: str) -> list[str]:
    """The nodes whose derivative of z the walk from the back has found at a moment."""
    at = MOMENTS.index(moment) - MOMENTS.index("sum")
    return list(BACK[: max(at, 0)])


def paths_found(moment: str) -> int:
    """How many paths have been multiplied at a moment."""
    return min(MOMENTS.index(moment), len(PATHS))


def scene(fig: Figure) -> Callable[..., Words]:
    """The picture of `chain_rule.all_paths`; its update takes the keywords of that."""
    ax = fig.add_axes((0, 0, 1, 1))
    bare_axes(ax, WIDTH, HEIGHT)
    up, down, middle = 3.2, 1.0, 2.1
    nodes = {"s": (0.55, middle), "z": (4.95, middle)}
    nodes |= {f"x{i}": (1.95, at) for i, at in ((1, up), (2, down))}
    nodes |= {f"y{i}": (3.55, at) for i, at in ((1, up), (2, down))}
    picture = Graph(ax, nodes, EDGES, numbers_at=0.3)
    captions = [subscript(f"x{i}\ny{j}") for i in "12" for j in "12"]
    bars = Sum(ax, (5.98, 0.25), 0.54, 3.7, captions, ["Σ"])

    def update(moment: str, edge: str, **values: float) -> Words:
        graph = FourPaths.of(values)
        back = known_backward(moment)
        found = paths_found(moment)
        inside = {
            name: subscript(f"{derivative(name)}\n".replace("_", "")) + number(graph.dz[name])
            if name in back
            else subscript(name)
            for name in NODES
        }
        picture.show(
            inside,
            {key: number(value) for key, value in values.items()},
            lit=lit(moment, graph),
            reverse=bool(back),
            chosen=edge,
        )
        heights = {
            caption: path.product
            for caption, path in zip(captions[:found], graph.paths, strict=False)
        }
        if MOMENTS.index(moment) >= MOMENTS.index("sum"):
            heights["Σ"] = graph.dz["s"]
        now = captions[found - 1 : found] if moment in PATHS else ["Σ"]
        bars.show(heights, lit=now)
        return Words(
            status=SENTENCES[moment],
            formula=lines(moment, graph),
            alt=_alt(graph, found, back),
            table=_table(graph, found, "Σ" in heights),
        )

    return update


def _alt(graph: FourPaths, found: int, back: list[str]) -> str:
    edges = say(", ").join(
        f"{a} → {b}: {number(graph.values[key])}" for key, (a, b) in EDGES.items()
    )
    ways = say(", ").join(
        f"{' → '.join(names(path))} = {number(path.product)}" for path in graph.paths[:found]
    )
    known = say(", ").join(f"{derivative(n)} = {number(graph.dz[n])}" for n in back)
    graph_in_words = say("A graph from s over x1, x2 and y1, y2 to z.")
    if back:
        graph_in_words = say("A graph from s over x1, x2 and y1, y2 to z, run backward.")
    said = [graph_in_words, say("On its edges: {edges}.", edges=edges)]
    if ways:
        said.append(say("Paths: {ways}.", ways=ways))
    if known:
        said.append(say("Known from the back: {known}.", known=known))
    return sentences(said)


def _table(graph: FourPaths, found: int, added: bool) -> Table:
    rows = [
        (
            " → ".join(SYMBOLS[name] for name in names(path)),
            *map(number, path.factors),
            number(path.product),
        )
        for path in graph.paths[:found]
    ]
    rows.append(("Σ", "", "", "", number(graph.dz["s"]) if added else "…"))
    header = (say("path"), say("first"), say("second"), say("third"), say("product"))
    return Table(header, rows, lit=len(rows) - 1)
