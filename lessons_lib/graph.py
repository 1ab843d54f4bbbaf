"""The chain rule on a graph small enough to draw: along a path a product, over paths a sum."""

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from math import prod
from typing import Any, NamedTuple

import numpy as np

from lessons_lib.checks import bare, is_number
from lessons_lib.functions import Function, quiet
from lessons_lib.language import say

exp = Function("exp", f=np.exp, d_f=lambda z, a: a)
log = Function("log", f=np.log, d_f=lambda z, a: 1 / z)
sin = Function("sin", f=np.sin, d_f=lambda z, a: np.cos(z))

MOST_PATHS = 10_000

_births = count()


@dataclass(frozen=True, eq=False, repr=False)
class Var:
    """A number in a graph, which knows what it was made of.

    `edges` holds (input, ∂self/∂input) for each input. + − × ÷ and powers of Vars and numbers make
    new Vars, and so do exp, log and sin of this module and the activations of `functions`; their
    name is that of the operation, and `operands` are the Vars and numbers it was applied to.

    Raises ValueError where the value or a derivative is no finite real number.
    """

    value: float
    name: str = ""
    edges: tuple[tuple["Var", float], ...] = ()
    operands: tuple[Any, ...] = ()
    born: int = field(default_factory=lambda: next(_births))  # inputs before results

    def __post_init__(self) -> None:
        for number in (self.value, *(factor for _, factor in self.edges)):
            if not is_number(number):
                raise ValueError(
                    say(
                        "a Var and its derivatives must be finite real numbers, but {name} "
                        "gives {number!r}.",
                        name=self.name or say("this one"),
                        number=bare(number),
                    )
                )
        object.__setattr__(self, "value", float(self.value))
        object.__setattr__(self, "edges", tuple((v, float(d)) for v, d in self.edges))

    @quiet
    def through(self, sigma: Function) -> "Var":
        """σ(self), which is how `sigma(var)` is made."""
        z = np.float64(self.value)
        a = sigma(z)
        return Var(a, sigma.name, ((self, sigma.d(z, a)),), (self,))

    def __add__(self, other: Any) -> "Var":
        return _made("+", self, other)

    def __radd__(self, other: Any) -> "Var":
        return _made("+", other, self)

    def __sub__(self, other: Any) -> "Var":
        return _made("−", self, other)

    def __rsub__(self, other: Any) -> "Var":
        return _made("−", other, self)

    def __mul__(self, other: Any) -> "Var":
        return _made("×", self, other)

    def __rmul__(self, other: Any) -> "Var":
        return _made("×", other, self)

    def __truediv__(self, other: Any) -> "Var":
        return _made("÷", self, other)

    def __rtruediv__(self, other: Any) -> "Var":
        return _made("÷", other, self)

    def __pow__(self, other: Any) -> "Var":
        return _made("^", self, other)

    def __rpow__(self, other: Any) -> "Var":
        return _made("^", other, self)

    def __neg__(self) -> "Var":
        return _made("×", -1.0, self)

    def __repr__(self) -> str:
        return f"Var({self.value:g}, {self.name!r})"

    def __array_ufunc__(self, ufunc: Any, method: str, *inputs: Any, **options: Any) -> "Var":
        """What NumPy asks for where it has a number before the Var, as in np.float64(2) * var."""
        if ufunc not in _OF_NUMPY:
            raise ValueError(
                say(
                    "NumPy's {name} does not take a Var. Take exp, log and sin from "
                    "lessons_lib.graph, and the activations from lessons_lib.functions.",
                    name=ufunc.__name__,
                )
            )
        return _made(_OF_NUMPY[ufunc], *inputs)


class Path(NamedTuple):
    """One way through the graph: its Vars from first to last, and ∂after/∂before of each step."""

    vars: tuple[Var, ...]
    factors: tuple[float, ...]

    @property
    def product(self) -> float:
        """What this path adds to the derivative of its last Var by its first."""
        return prod(self.factors)


def graph(z: Var) -> list[Var]:
    """All that z is made of, z included, every Var after its inputs."""
    _check_var(z)
    found, todo = {z}, [z]
    while todo:
        new = {v for v, _ in todo.pop().edges} - found
        found |= new
        todo += new
    return sorted(found, key=lambda v: v.born)


def derivatives(z: Var) -> dict[Var, float]:
    """∂z/∂v for every v that z is made of, in one walk backward from z."""
    dz = {z: 1.0}
    for v in reversed(graph(z)):
        for before, factor in v.edges:
            dz[before] = dz.get(before, 0.0) + dz[v] * factor
    return dz


def paths(s: Var, z: Var) -> list[Path]:
    """Every path from s to z; the sum of their products is ∂z/∂s.

    Raises ValueError for more than `MOST_PATHS`: their number can double with every Var.
    """
    _check_var(s)
    number: dict[Var, int] = {}
    for v in graph(z):
        number[v] = 1 if v is s else sum(number[before] for before, _ in v.edges)
    if number[z] > MOST_PATHS:
        raise ValueError(
            say(
                "there are {n} paths from {s} to {z}, and more than "
                "{most} are too many to list. derivatives(z) needs only one walk "
                "backward.",
                n=number[z],
                s=s.name or "s",
                z=z.name or "z",
                most=MOST_PATHS,
            )
        )
    to: dict[Var, list[Path]] = {}
    for v in graph(z):
        through = [(path, factor) for before, factor in v.edges for path in to[before]]
        longer = [Path((*path.vars, v), (*path.factors, factor)) for path, factor in through]
        to[v] = [Path((s,), ())] if v is s else longer
    return to[z]


def _check_var(v: Any) -> None:
    if not isinstance(v, Var):
        raise ValueError(say("a graph begins and ends in a Var, not in {v!r}.", v=v))


# f(a, b), ∂f/∂a, ∂f/∂b
_OPERATIONS: dict[str, tuple[Callable[[Any, Any], Any], ...]] = {
    "+": (lambda a, b: a + b, lambda a, b: 1.0, lambda a, b: 1.0),
    "−": (lambda a, b: a - b, lambda a, b: 1.0, lambda a, b: -1.0),
    "×": (lambda a, b: a * b, lambda a, b: b, lambda a, b: a),
    "÷": (lambda a, b: a / b, lambda a, b: 1 / b, lambda a, b: -a / b**2),
    "^": (lambda a, b: a**b, lambda a, b: b * a ** (b - 1), lambda a, b: a**b * np.log(a)),
}


_OF_NUMPY = {np.add: "+", np.subtract: "−", np.multiply: "×", np.divide: "÷", np.power: "^"}


@quiet
def _made(name: str, a: Any, b: Any) -> Var:
    f, *d_f = _OPERATIONS[name]
    values = _number(a), _number(b)
    edges = [(v, d(*values)) for v, d in zip((a, b), d_f, strict=True) if isinstance(v, Var)]
    return Var(f(*values), name, tuple(edges), (a, b))


def _number(v: Any) -> np.float64:
    value = v.value if isinstance(v, Var) else v
    if not isinstance(value, int | float | np.number):
        raise ValueError(say("a Var can be combined with a Var or a number, not with {v!r}.", v=v))
    return np.float64(value)
