"""A chain rule exercise: y = x_1 + x_2, z = y · x_3, filled in by the learner."""

from collections.abc import Collection, Mapping

from matplotlib.figure import Figure

from lessons_lib.draw.graph import Graph
from lessons_lib.draw.neurons import bare_axes
from lessons_lib.graph import Var
from lessons_lib.lessons.shared.play import Show
from lessons_lib.notation import number, subscript
from lessons_lib.walks.graph import GraphWalk, graph_walk
from lessons_lib.walks.walk import Moment

SIZE = WIDTH, HEIGHT = 8.5, 4.2
VALUES = {"x1": -2.0, "x2": 5.0, "x3": -4.0}  # the numbers of Stanford's CS231n notes
NODES = {"x1": (1.0, 3.55), "x2": (1.0, 2.15), "x3": (4.1, 0.95), "y": (4.1, 2.85), "z": (7.2, 1.9)}


def gate() -> GraphWalk:
    """The walk over the graph, for VALUES."""
    x1, x2, x3 = (Var(value, name) for name, value in VALUES.items())
    y = x1 + x2
    return graph_walk(y * x3, {y: "y"})


def picture(fig: Figure) -> Show:
    """Draw the graph, and return how it shows what is known.

    An edge shows its number once the derivative of the node it leaves is known.
    """
    walk = gate()
    ends = {f"{a}→{b}": (a, b) for b in NODES for a in walk.quantities[b].edges}
    ax = fig.add_axes((0, 0, 1, 1))
    bare_axes(ax, WIDTH, HEIGHT)
    drawn = Graph(ax, NODES, ends)
    ax.text(4.1, 3.6, "y = x₁ + x₂", ha="center", va="center")
    ax.text(7.2, 2.65, "z = y · x₃", ha="center", va="center")

    def show(numbers: Mapping[str, float], known: Collection[str], now: Moment) -> None:
        found = [key for key in known if key != now.finds]
        slopes = {
            edge: number(walk.quantities[b].edges[a].value(numbers)) if f"dz_d{a}" in found else "?"
            for edge, (a, b) in ends.items()
        }
        derivatives = {v: f"dz_d{v}" for v in NODES if f"dz_d{v}" in known}
        drawn.show(
            {v: _written(subscript(v), v, numbers, known, "\n") for v in NODES},
            slopes,
            lit=now.lit,
            below={
                v: _written(subscript(f"∂z/∂{v}"), key, numbers, known)
                for v, key in derivatives.items()
            },
            reverse=now.finds.startswith("dz_d"),
        )

    return show


def _written(
    name: str, key: str, numbers: Mapping[str, float], known: Collection[str], gap: str = " = "
) -> str:
    return f"{name}{gap}{number(numbers[key])}" if key in known else name
