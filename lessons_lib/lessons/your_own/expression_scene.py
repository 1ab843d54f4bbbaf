"""A typed formula as a graph: its values, every path from an input, and one walk backward."""

from collections.abc import Callable, Mapping
from itertools import pairwise
from math import prod

from matplotlib.figure import Figure

from lessons_lib.app import Table, Words
from lessons_lib.draw.graph import Graph
from lessons_lib.draw.neurons import bare_axes
from lessons_lib.functions import quiet
from lessons_lib.language import say, sentences
from lessons_lib.lessons.your_own.expression_layout import RADIUS, edges, layout
from lessons_lib.notation import bracketed, number, subscript
from lessons_lib.walks.typed_expression import Typed
from lessons_lib.walks.walk import symbol

MOST_LINES = 4  # paths that are written out
SIGNS = {"×": "·", "÷": "/", "log": "ln"}


def moments(read: Typed) -> tuple[str, ...]:
    """What the slider steps through: forward, the paths of the chosen input, backward."""
    forward = [key for key in read.walk.moments if key in read.nodes]
    backward = [key for key in read.walk.moments if key not in read.nodes]
    return ("start", *forward, "paths", *backward)


def size(read: Typed) -> tuple[float, float]:
    """Width and height of the picture in inches."""
    return layout(read).size


def scene_of(read: Typed) -> Callable[[Figure], Callable[..., Words]]:
    """The scene of `your_own.expression` for this formula."""
    walk = read.walk
    ends = edges(read)

    def scene(fig: Figure) -> Callable[..., Words]:
        ax = fig.add_axes((0, 0, 1, 1))
        where, between, (width, height) = layout(read)
        bare_axes(ax, width, height)
        picture = Graph(ax, where, ends, between=between, radius=RADIUS)

        @quiet
        def update(moment: str, input: str, **values: float) -> Words:
            numbers = walk.values(values)
            slopes = {e: walk.quantities[b].edges[a].value(numbers) for e, (a, b) in ends.items()}
            known = _known_at(read, moment)
            lit, status, lines = _happens(read, moment, input, numbers, slopes)
            backward = moment in walk.moments and moment not in read.nodes
            inside, below = {}, {}
            for key in read.nodes:
                slope = f"d{read.end}_d{key}"
                shown = slope if backward and slope in numbers else key
                inside[key] = number(numbers[shown]) if shown in known else ""
                below[key] = subscript(key + _sign(read, key))
            on = {e: number(slopes[e]) if e in lit else "" for e in ends}
            picture.show(inside, on, lit=lit, below=below, reverse=backward)
            troubles = read.troubles(numbers, None if moment == "paths" else moment)
            if _broken(numbers):
                status, lines = say("Nudge an input."), ()
            return Words(
                status=sentences([*troubles, status]),
                formula=lines,
                alt=_alt(read, numbers, known),
                table=_table(read, numbers, known),
            )

        return update

    return scene


def _broken(numbers: Mapping[str, float]) -> bool:
    return any(value != value or abs(value) == float("inf") for value in numbers.values())


def _sign(read: Typed, key: str) -> str:
    formula = read.walk.quantities[key].formula
    return f" {SIGNS.get(str(formula.what), formula.what)}" if formula else ""


def _known_at(read: Typed, moment: str) -> list[str]:
    if moment == "start":
        return list(read.inputs)
    return read.walk.known_at(read.end if moment == "paths" else moment)


def _happens(
    read: Typed, moment: str, chosen: str, numbers: Mapping[str, float], slopes: Mapping[str, float]
) -> tuple[set[str], str, tuple[str, ...]]:
    if moment == "start":
        return set(read.inputs), say("Your formula as a graph. Press Next to compute it."), ()
    if moment != "paths":
        found = read.walk.moments[moment]
        return set(found.lit), say(found.sentence), read.walk.lines(moment, numbers)
    n = read.path_count(chosen)
    paths = read.paths(chosen) if n <= MOST_LINES else []
    lines, products = [], []
    for path in paths:
        factors = [slopes[f"{a}→{b}"] for a, b in pairwise(path)]
        products.append(prod(factors))
        written = " · ".join(map(bracketed, factors))
        equals = f" = {number(products[-1])}" if len(factors) > 1 else ""
        where = " → ".join(map(symbol, path))
        lines.append(say("{where}: {what}", where=where, what=f"{written}{equals}"))
    result = numbers[f"d{read.end}_d{chosen}"]
    terms = " + ".join(map(bracketed, products)) + " = " if len(products) > 1 else ""
    lines.append(f"∂{symbol(read.end)}/∂{symbol(chosen)} = {terms}{number(result)}")
    lit = _on_paths(read, chosen)
    text = say(
        "Paths from {input} to {end}: {n}. Multiply along each one, then add them up.",
        input=symbol(chosen),
        end=symbol(read.end),
        n=n,
    )
    return lit, text, tuple(lines)


def _on_paths(read: Typed, start: str) -> set[str]:
    found = {start}
    for key in read.nodes:
        for before in read.walk.quantities[key].edges:
            if before in found:
                found |= {key, f"{before}→{key}"}
    return found


def _alt(read: Typed, numbers: Mapping[str, float], known: list[str]) -> str:
    facts = say(", ").join(f"{read.walk.symbols[key]} = {number(numbers[key])}" for key in known)
    return say("The graph of {formula}. Known so far: {facts}.", formula=read.text, facts=facts)


def _table(read: Typed, numbers: Mapping[str, float], known: list[str]) -> Table:
    rows = []
    for key in read.nodes:
        formula, slope = read.walk.quantities[key].formula, f"d{read.end}_d{key}"
        rows.append(
            (
                symbol(key),
                formula.text(read.walk.symbols) if formula else "",
                number(numbers[key]) if key in known else "…",
                number(numbers.get(slope, 1)) if slope in known or key == read.end else "…",
            )
        )
    header = (say("number"), say("formula"), say("value"), f"∂{symbol(read.end)}/∂")
    return Table(header, rows)
