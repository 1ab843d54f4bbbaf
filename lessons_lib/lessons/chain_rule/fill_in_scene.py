"""A chain rule exercise: y = x_1 + x_2, z = y · x_3, with feedback on wrong answers."""

from collections.abc import Callable
from dataclasses import dataclass

from matplotlib.figure import Figure

from lessons_lib.app import Words
from lessons_lib.draw.graph import Graph
from lessons_lib.draw.neurons import bare_axes
from lessons_lib.graph import Path, Var, paths
from lessons_lib.language import Later, say
from lessons_lib.notation import number, subscript
from lessons_lib.walks.graph import GraphWalk, graph_walk
from lessons_lib.walks.walk import symbol

SIZE = WIDTH, HEIGHT = 8.5, 4.2
VALUES = {"x1": -2.0, "x2": 5.0, "x3": -4.0}  # the numbers of Stanford's CS231n notes
INPUTS = {f"dz_d{name}": name for name in VALUES}
EDGES = {"x1_y": ("x1", "y"), "x2_y": ("x2", "y"), "y_z": ("y", "z"), "x3_z": ("x3", "z")}


@dataclass(frozen=True)
class Gate:
    """The graph with its numbers: the value of each node and the one path from each input to z."""

    walk: GraphWalk
    values: dict[str, float]
    paths: dict[str, Path]

    @classmethod
    def make(cls) -> "Gate":
        """The graph for VALUES."""
        x = {name: Var(value, name) for name, value in VALUES.items()}
        y = x["x1"] + x["x2"]
        z = y * x["x3"]
        ways = {name: path for name, var in x.items() for path in paths(var, z)}
        walk = graph_walk(z, {y: "y"})
        return cls(walk, dict(walk.start), ways)

    def known(self, keyword: str, guess: float) -> bool:
        """Whether this is the derivative of z by that input."""
        return guess == self.paths[INPUTS[keyword]].product

    def edges_of(self, keyword: str) -> dict[str, float]:
        """The edges on the path of an input, with their numbers."""
        name = INPUTS[keyword]
        along = ["x3_z"] if name == "x3" else [f"{name}_y", "y_z"]
        return dict(zip(along, self.paths[name].factors, strict=True))

    def lines(self, keyword: str) -> tuple[str, ...]:
        """The solution as a formula."""
        numbers = self.walk.values(self.values)
        if INPUTS[keyword] == "x3":
            return (" ".join(self.walk.lines(keyword, numbers)),)
        symbols, result = self.walk.lines(keyword, numbers, unfolded=["dz_dy"])
        factors = f"= ∂y/∂{symbol(INPUTS[keyword])} · ∂z/∂y ="
        return (symbols.replace("=", factors, 1), result)

    def answer(self, keyword: str, guess: float) -> str:
        """The feedback on a guess: why it is right, or which mistake it is."""
        name = INPUTS[keyword]
        x = symbol(name)
        if guess == 0:
            return say(
                "What is ∂z/∂{x}? Set your answer with the slider or type it into the box. "
                "0 would mean: z does not move when {x} moves.",
                x=x,
            )
        if self.known(keyword, guess):
            if name == "x3":
                return say(
                    "✓ {guess} is right. One path leads from {x} to z, with one edge: its "
                    "number is y.",
                    guess=number(guess),
                    x=x,
                )
            return say(
                "✓ {guess} is right. One path leads from {x} to z, with two edges: we multiply "
                "them.",
                guess=number(guess),
                x=x,
            )
        mistakes = self._mistakes(name)
        if guess in mistakes:
            mistake = say(mistakes[guess], x=x)
            return say("Not yet: {guess} {mistake}", guess=number(guess), mistake=mistake)
        return say("Not yet. Move {x} by 1 in your head. How far does z move?", x=x)

    def _mistakes(self, name: str) -> dict[float, str]:
        path = self.paths[name]
        usual: dict[float, str] = {
            -path.product: Later(
                "has the right size. Look at the sign: when {x} grows, does z grow?"
            ),
            self.values[name]: Later("is {x} itself. We ask how fast z moves when {x} moves."),
            self.values["z"]: Later("is z itself. We ask how fast z moves when {x} moves."),
        }
        if name == "x3":
            return usual | {1: Later("would be right if {x} were added. It is multiplied by y.")}
        return usual | {
            path.factors[0]: Later("is only the first edge, ∂y/∂{x}. Go on to z, and multiply."),
            sum(path.factors): Later("is the sum of the two edges. Along a path we multiply."),
            self.values["y"]: Later(
                "is y, the number on x_3 → z. That edge is not on the path of {x}."
            ),
        }


def scene(fig: Figure) -> Callable[..., Words]:
    """The picture of `chain_rule.fill_in`; its update takes the same keywords."""
    gate = Gate.make()
    ax = fig.add_axes((0, 0, 1, 1))
    bare_axes(ax, WIDTH, HEIGHT)
    nodes = {"x1": (1.0, 3.55), "x2": (1.0, 2.15), "x3": (4.1, 0.95), "y": (4.1, 2.85)}
    nodes["z"] = (7.2, 1.9)
    picture = Graph(ax, nodes, EDGES)
    ax.text(4.1, 3.6, "y = x₁ + x₂", ha="center", va="center")
    ax.text(7.2, 2.65, "z = y · x₃", ha="center", va="center")

    def update(answer: str, **answers: float) -> Words:
        right = [key for key, guess in answers.items() if gate.known(key, guess)]
        found = {edge: v for key in right for edge, v in gate.edges_of(key).items()}
        marks = {INPUTS[key]: _mark(key, guess, key in right) for key, guess in answers.items()}
        picture.show(
            {name: subscript(name) + f"\n{number(v)}" for name, v in gate.values.items()},
            {edge: number(found[edge]) if edge in found else "?" for edge in EDGES},
            lit={*found, *(node for edge in found for node in EDGES[edge]), "z"},
            below=marks,
        )
        status = gate.answer(answer, answers[answer])
        if len(right) == len(answers):
            status = say(
                "✓ All three are right. z falls when x_1 or x_2 grows, and rises with x_3."
            )
        return Words(
            status=status,
            formula=gate.lines(answer) if answer in right else (),
            alt=say(
                "The graph x1 → y, x2 → y, y → z, x3 → z. {values}. Answers: {answers}.",
                values=say(", ").join(f"{name} = {number(v)}" for name, v in gate.values.items()),
                answers=say("; ").join(marks.values()),
            ),
        )

    return update


def _mark(keyword: str, guess: float, right: bool) -> str:
    shown = f"{number(guess)} {'✓' if right else '✗'}" if guess else "?"
    return f"{subscript(f'∂z/∂{INPUTS[keyword]}')} {shown}"
