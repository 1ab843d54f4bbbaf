"""A computation graph as a picture: nodes from left to right, a number on every edge."""

from collections.abc import Collection, Mapping, Sequence

from matplotlib.axes import Axes

from lessons_lib.draw.neurons import RADIUS, Line, Neuron, Point, lines
from lessons_lib.draw.wires import PILL, Wires


class Graph:
    """A computation graph: nodes with text, edges with numbers, some of them highlighted.

    nodes maps each name to its centre, edges maps each name to the two nodes it connects, and
    `between` to the points that it goes through. Touched, a node stands for its value or its
    derivative, y or dz_dy, then for what `again` says, and an edge for its name. `radius` is that
    of a node, `pill` half the size of a number.
    """

    def __init__(
        self,
        ax: Axes,
        nodes: Mapping[str, Point],
        edges: Mapping[str, tuple[str, str]],
        *,
        between: Mapping[str, Sequence[Point]] | None = None,
        radius: float = RADIUS,
        again: str = "",
        pill: Point = PILL,
    ) -> None:
        self._nodes = {
            name: Neuron(ax, at, amplifier=False, radius=radius) for name, at in nodes.items()
        }
        self._again = again
        for node in self._nodes.values():
            node.fade_wires()
        through = between or {}
        routes = {
            name: (nodes[before], *through.get(name, ()), nodes[after])
            for name, (before, after) in edges.items()
        }
        self._edges = Wires(ax, routes, amplifiers=False, radius=radius, pill=pill)
        befores = {before for before, _ in edges.values()}
        self._end = next(name for name in nodes if name not in befores)

    def show(
        self,
        inside: Mapping[str, str],
        numbers: Mapping[str, str],
        *,
        lit: Collection[str],
        below: Mapping[str, str] | None = None,
        reverse: bool = False,
        chosen: str | None = None,
        update: bool = False,
    ) -> None:
        """Set the texts of nodes and edges; `lit` names the highlighted ones; reverse flips arrows.

        In an update, highlighted ones have the colour of a moving parameter.
        """
        below = below or {}
        for name, node in self._nodes.items():
            values = [name, f"d{self._end}_d{name}"]
            node.stands_for(" ".join([*(reversed(values) if reverse else values), self._again]))
            node.show(
                lines(inside[name]),
                below=Line(below.get(name, ""), name in lit),
                reverse=reverse,
                lit=name in lit,
                update=update,
            )
        self._edges.show(numbers, lit=lit, reverse=reverse, chosen=chosen, update=update)
