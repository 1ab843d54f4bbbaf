"""The chain rule on a graph small enough to draw: along a path a product, over paths a sum."""

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from math import prod
from typing import Any, NamedTuple

import numpy as np

from lessons_lib import checks
from lessons_lib.functions import Function, quiet, relu, sigmoid, softplus, tanh

MOST_PATHS = 10_000
# Functions of one number, each with its derivative; at a kink, the one from the left.
exp = Function("exp", f=np.exp, d_f=lambda z, a: a)
log = Function("log", f=np.log, d_f=lambda z, a: 1 / z)
sqrt = Function("sqrt", f=np.sqrt, d_f=lambda z, a: 1 / (2 * a))
sin = Function("sin", f=np.sin, d_f=lambda z, a: np.cos(z))
cos = Function("cos", f=np.cos, d_f=lambda z, a: -np.sin(z))
absolute = Function("abs", f=np.abs, d_f=lambda z, a: np.where(z > 0, 1.0, -1.0))
_ALL = exp, log, sqrt, sin, cos, absolute, tanh, sigmoid, relu, softplus
FUNCTIONS = {function.name: function for function in _ALL}

# Functions of two numbers: f(a, b), ∂f/∂a, ∂f/∂b. Of two equal numbers, a is max and min.
OPERATIONS: dict[str, tuple[Callable[[Any, Any], Any], ...]] = {
    "+": (np.add, lambda a, b: 1.0, lambda a, b: 1.0),
    "−": (np.subtract, lambda a, b: 1.0, lambda a, b: -1.0),
    "×": (np.multiply, lambda a, b: b, lambda a, b: a),
    "÷": (np.divide, lambda a, b: 1 / b, lambda a, b: -a / b**2),
    "^": (np.power, lambda a, b: b * a ** (b - 1) if b else 0.0, lambda a, b: a**b * np.log(a)),
    "max": (np.maximum, lambda a, b: float(a >= b), lambda a, b: float(a < b)),
    "min": (np.minimum, lambda a, b: float(a <= b), lambda a, b: float(a > b)),
}
_OF_NUMPY = {f: name for name, (f, *_) in OPERATIONS.items()}
_births = count()


def _operator(name: str) -> tuple[Callable[[Any, Any], "Var"], Callable[[Any, Any], "Var"]]:
    return (lambda a, b: combine(name, a, b)), (lambda a, b: combine(name, b, a))


@dataclass(frozen=True, eq=False, repr=False)
class Var:
    """A number in a graph, which knows what it was made of.

    `edges` holds (input, ∂self/∂input) for each input. Python's operators, FUNCTIONS, activations
    and `combine` make new Vars, whose name is that of the operation, and whose `operands` are the
    Vars and numbers it was applied to. The value and the derivatives must be finite.
    """

    value: float
    name: str = ""
    edges: tuple[tuple["Var", float], ...] = ()
    operands: tuple[Any, ...] = ()
    born: int = field(default_factory=lambda: next(_births))  # inputs before results

    def __post_init__(self) -> None:
        name = self.name or "Var"
        value = float(checks.var(self.value, name))
        edges = tuple((v, float(checks.var(d, name))) for v, d in self.edges)
        self.__dict__.update(value=value, edges=edges)

    @quiet
    def through(self, sigma: Function) -> "Var":
        """σ(self), which is how `sigma(var)` is made."""
        z = np.float64(self.value)
        a = sigma(z)
        return Var(a, sigma.name, ((self, sigma.d(z, a)),), (self,))

    __add__, __radd__ = _operator("+")
    __sub__, __rsub__ = _operator("−")
    __mul__, __rmul__ = _operator("×")
    __truediv__, __rtruediv__ = _operator("÷")
    __pow__, __rpow__ = _operator("^")

    def __neg__(self) -> "Var":
        return combine("×", -1.0, self)

    def __abs__(self) -> "Var":
        return self.through(absolute)

    def __array_ufunc__(self, ufunc: Any, method: str, *inputs: Any, **options: Any) -> "Var":
        """What NumPy asks for if it has a number before the Var, as in np.float64(2) * var."""
        return combine(_OF_NUMPY[checks.operation(ufunc, _OF_NUMPY)], *inputs)

    def __repr__(self) -> str:
        return f"Var({self.value:g}, {self.name!r})"


@quiet
def combine(name: str, *inputs: Any) -> Var:
    """One of OPERATIONS on two numbers, Vars or not, as a Var: `combine("max", x, 0)`."""
    f, *d_f = OPERATIONS[name]
    values = [np.float64(checks.operand(v.value if isinstance(v, Var) else v)) for v in inputs]
    edges = [(v, d(*values)) for v, d in zip(inputs, d_f, strict=True) if isinstance(v, Var)]
    return Var(f(*values), name, tuple(edges), inputs)


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
    found, todo = {checks.end(z)}, [z]
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
    """Every path from s to z, at most MOST_PATHS; the sum of their products is ∂z/∂s."""
    checks.end(s)
    number: dict[Var, int] = {}
    for v in graph(z):
        number[v] = 1 if v is s else sum(number[before] for before, _ in v.edges)
    checks.few_paths(number[z], MOST_PATHS, s.name or "s", z.name or "z")
    to: dict[Var, list[Path]] = {}
    for v in graph(z):
        through = [(path, factor) for before, factor in v.edges for path in to[before]]
        longer = [Path((*path.vars, v), (*path.factors, factor)) for path, factor in through]
        to[v] = [Path((s,), ())] if v is s else longer
    return to[z]
