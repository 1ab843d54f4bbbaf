"""The walk over any graph of `graph.Var`: values, local derivatives, and each ∂z/∂v."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from itertools import count as endless
from typing import Any

from lessons_lib.graph import Var, graph
from lessons_lib.language import Later
from lessons_lib.walks import sentences
from lessons_lib.walks.expression import OPERATIONS, Expression, apply
from lessons_lib.walks.sentences import count, listed
from lessons_lib.walks.walk import Moment, Quantity, Walk, derivatives_backward, symbol


@dataclass(frozen=True)
class GraphWalk(Walk):
    """The walk over a graph: the keyword of each Var, and the initial numbers.

    The keyword of an edge, in what takes part in a moment, is "x1→y".
    """

    keywords: Mapping[Var, str]
    start: Mapping[str, float]


def graph_walk(z: Var, names: Mapping[Var, str] | None = None) -> GraphWalk:
    """Forward over all that z depends on, in topological order, then backward from z.

    `names` gives the keywords of Vars; by default an input has its own name, z is "z", and Vars
    between them are v1, v2 …. A Var with edges but without operands keeps its value.
    """
    keywords = _keywords(graph(z), names or {})
    end = keywords[z]
    quantities = {}
    for var, key in keywords.items():
        formula, slopes = _formula(var, keywords), None
        if formula is None:
            slopes = _slopes(var, keywords)
        quantities[key] = Quantity(key, symbol(key), formula, slopes)
    walk = walk_over(quantities, end)
    start = {key: var.value for var, key in keywords.items()}
    return GraphWalk(walk.quantities, walk.moments, walk.known, keywords, start)


def walk_over(quantities: Mapping[str, Quantity], end: str) -> Walk:
    """Forward over quantities that are found one by one, and backward from the end."""
    found = [key for key, one in quantities.items() if one.formula is not None]
    known = tuple(key for key in quantities if key not in found)
    moments = {key: _forward(quantities[key]) for key in found}
    by = [key for key in reversed(list(quantities)) if key != end]
    symbols = {key: f"∂{symbol(end)}/∂{symbol(key)}" for key in by}
    backward = derivatives_backward(quantities.values(), end, symbols)
    onward: dict[str, list[str]] = {key: [] for key in quantities}
    for key, one in quantities.items():
        for before in one.edges:
            onward[before].append(key)
    for name, key in zip(backward, by, strict=True):
        moments[name] = _backward(name, key, end, onward[key])
    return Walk({**quantities, **backward}, moments, known)


def _keywords(variables: list[Var], names: Mapping[Var, str]) -> dict[Var, str]:
    taken = set(names.values())
    spare = {letter: (f"{letter}{i}" for i in endless(1)) for letter in "xv"}

    def keyword(var: Var) -> str:
        if var in names:
            return names[var]
        own = [var.name] if not var.operands and _is_free(var.name) else []
        last = ["z"] if var.operands and var is variables[-1] else []
        candidates: Iterator[str] = chain(own, last, spare["v" if var.operands else "x"])
        return next(name for name in candidates if name not in taken)

    found = {}
    for var in variables:
        found[var] = keyword(var)
        taken.add(found[var])
    return found


def _is_free(name: str) -> bool:
    return name.isidentifier() and not (name.startswith("d") and "_d" in name)  # as in dz_dx


def _formula(var: Var, keywords: Mapping[Var, str]) -> Expression | None:
    if not var.operands or var.name not in OPERATIONS:
        return None
    return apply(var.name, *(_operand(part, keywords) for part in var.operands))


def _operand(part: Any, keywords: Mapping[Var, str]) -> Expression:
    return Expression(keywords[part] if isinstance(part, Var) else float(part))


def _slopes(var: Var, keywords: Mapping[Var, str]) -> dict[str, Expression]:
    slopes: dict[str, float] = {}
    for before, factor in var.edges:
        slopes[keywords[before]] = slopes.get(keywords[before], 0.0) + factor
    return {key: Expression(factor) for key, factor in slopes.items()}


def _forward(quantity: Quantity) -> Moment:
    key, inputs = quantity.keyword, list(quantity.edges)
    text = sentences.COMPUTED[len(inputs) > 1]
    sentence = Later(text, v=quantity.symbol, inputs=listed([symbol(each) for each in inputs]))
    return Moment(key, sentence, frozenset({key, *inputs, *(f"{each}→{key}" for each in inputs)}))


def _backward(name: str, key: str, end: str, after: list[str]) -> Moment:
    one = sentences.LAST_EDGE if after == [end] else sentences.ONE_EDGE
    sentence = Later(
        sentences.EDGES if len(after) > 1 else one,
        v=symbol(key),
        end=symbol(end),
        slope=f"∂{symbol(end)}/∂{symbol(key)}",
        after=listed([symbol(each) for each in after]),
        count=count(len(after)),
    )
    return Moment(name, sentence, frozenset({name, key, *(f"{key}→{each}" for each in after)}))
