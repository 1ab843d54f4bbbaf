"""A computation graph as a picture: nodes from left to right, a number on every edge."""

from collections.abc import Collection, Mapping

from matplotlib.axes import Axes

from lessons_lib.draw.neurons import Neuron, Point, Wires


class Graph:
    """A computation graph: nodes with text, edges with numbers, some of them highlighted.

    nodes maps each name to its centre, edges maps each name to the two nodes it connects.
    """

    def __init__(
        self,
        ax: Axes,
        nodes: Mapping[str, Point],
        edges: Mapping[str, tuple[str, str]],
        numbers_at: float = 0.5,
    ) -> None:
        self._nodes = {name: Neuron(ax, at, amplifier=False) for name, at in nodes.items()}
        ends = {name: (nodes[before], nodes[after]) for name, (before, after) in edges.items()}
        self._edges = Wires(ax, ends, amplifiers=False, numbers_at=(numbers_at, numbers_at))

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
            node.show(
                inside[name],
                above="",
                below=below.get(name, ""),
                reverse=reverse,
                lit=name in lit,
                strong_below=name in lit and name in below,
                update=update,
            )
        self._edges.show(numbers, lit=lit, reverse=reverse, chosen=chosen, update=update)
