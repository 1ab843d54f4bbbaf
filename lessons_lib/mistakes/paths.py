"""Mistakes of the chain rule: multiply along a path, add over paths, with one piece replaced."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import prod
from typing import Any, cast

from lessons_lib.mistakes.mistake import Mistake

Edges = Mapping[str, Sequence[tuple[str, float]]]  # node -> (next node, number on the edge), …


@dataclass(frozen=True)
class ChainRule:
    """The chain rule with replaceable pieces: along a path, and over paths."""

    along: Callable[[Sequence[float]], Any] = prod
    over: Callable[[Sequence[float]], Any] = sum

    def __call__(self, paths: Sequence[Sequence[float]]) -> Any:
        """The derivative of the end with respect to the start, from the numbers on each path."""
        return self.over([self.along(path) for path in paths])

    def back(self, edges: Edges, node: str, known: Mapping[str, float]) -> Any:
        """The same on a graph, backward; `known` holds the derivatives at its end."""
        if node in known:
            return known[node]
        return self([[number, self.back(edges, end, known)] for end, number in edges[node]])


ADDED_ALONG = Mistake(
    "the numbers along a path are added",
    "Along a path we multiply: each edge multiplies what the one before passes on.",
    ChainRule(along=sum),
)
MULTIPLIED_OVER = Mistake(
    "the paths are multiplied",
    "Across paths we add: each path carries its own part of the nudge to the end.",
    ChainRule(over=prod),
)
SUM_AND_PRODUCT_SWAPPED = Mistake(
    "sums and products are swapped",
    "It's the other way round: along a path we multiply, across paths we add.",
    ChainRule(along=sum, over=prod),
)
MEAN_OF_PATHS = Mistake(
    "the paths are averaged, not added",
    "Across paths we add; we don't divide.",
    ChainRule(over=lambda products: sum(products) / len(products)),
)
FIRST_PATH_ONLY = Mistake(
    "only the first path is counted",
    "A nudge travels along every path at once. Across paths we add.",
    ChainRule(over=lambda products: products[0]),
)
LAST_PATH_ONLY = Mistake(
    "only the last path is counted",
    "A nudge travels along every path at once. Across paths we add.",
    ChainRule(over=lambda products: products[-1]),
)
LARGEST_PATH_ONLY = Mistake(
    "only the largest path is counted",
    "A nudge travels along every path at once. Across paths we add.",
    ChainRule(over=max),
)
SUBTRACTED = Mistake(
    "the other paths are subtracted from the first one",
    "Across paths we add. A negative product stays negative.",
    ChainRule(over=lambda products: 2 * products[0] - sum(products)),
)
FIRST_EDGE_ONLY = Mistake(
    "only the first edge of each path is counted",
    "Go on along the path to its end, and multiply.",
    ChainRule(along=lambda path: path[0]),
)
LAST_EDGE_ONLY = Mistake(
    "only the last edge of each path is counted",
    "The path begins earlier: multiply by the numbers on its other edges too.",
    ChainRule(along=lambda path: path[-1]),
)
NUMBERS_LEFT_OUT = Mistake(  # from the back: of an edge and the derivative at its end
    "the numbers on the edges are left out",
    "Multiply the derivative at the end of an edge by the number on the edge.",
    LAST_EDGE_ONLY.of,
)

ALONG = (ADDED_ALONG, FIRST_EDGE_ONLY, LAST_EDGE_ONLY)
OVER = (MULTIPLIED_OVER, MEAN_OF_PATHS, FIRST_PATH_ONLY, LAST_PATH_ONLY, SUBTRACTED)
PATHS = (*ALONG, *OVER, SUM_AND_PRODUCT_SWAPPED)


def from_the_back(mistake: Mistake) -> Mistake:
    """The same mistake at each node of a graph: of(edges, node, known)."""
    here = NUMBERS_LEFT_OUT if mistake is LAST_EDGE_ONLY else mistake
    return replace(here, of=cast(ChainRule, mistake.of).back)
