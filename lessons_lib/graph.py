"""The chain rule on a small computation graph: multiply along a path, add over paths."""

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from math import prod
from typing import Any, NamedTuple

import numpy as np

from lessons_lib import checks
from lessons_lib.functions import Function, quiet, relu, sigmoid, softplus, tanh

MOST_PATHS = 10_000
# Functions of one number, each with its derivative; at a kink, the left derivative.
exp = Function("exp", f=np.exp, d_f=lambda z, a: a)
log = Function("log", f=np.log, d_f=lambda z, a: 1 / z)
sqrt = Function("sqrt", f=np.sqrt, d_f=lambda z, a: 1 / (2 * a))
sin = Function("sin", f=np.sin, d_f=lambda z, a: np.cos(z))
cos = Function("cos", f=np.cos, d_f=lambda z, a: -np.sin(z))
absolute = Function("abs", f=np.abs, d_f=lambda z, a: np.where(z > 0, 1.0, -1.0))
_ALL = exp, log, sqrt, sin, cos, absolute, tanh, sigmoid, relu, softplus
FUNCTIONS = {function.name: function for function in _ALL}

# Functions of two numbers: f(a, b), ∂f/∂a, ∂f/∂b. For equal numbers, max and min select a.
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
    """A number in a computation graph that records how it was computed.

    `edges` holds (input, ∂self/∂input) for each input. Python's operators, FUNCTIONS,
    activations and `combine` create new Vars: `name` is that of the operation, `operands` are
    the Vars and numbers it was applied to. Value and derivatives must be finite.
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
        """σ(self); called by `sigma(var)`."""
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
        """Called by NumPy when a NumPy number is the left operand, as in np.float64(2) * var."""
        return combine(_OF_NUMPY[checks.operation(ufunc, _OF_NUMPY)], *inputs)

    def __repr__(self) -> str:
        return f"Var({self.value:g}, {self.name!r})"


@quiet
def combine(name: str, *inputs: Any) -> Var:
    """Apply one of OPERATIONS to two numbers or Vars: `combine("max", x, 0)` is a Var."""
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
        """The product of the derivatives along the path: its contribution to ∂last/∂first."""
        return prod(self.factors)


def graph(z: Var) -> list[Var]:
    """All Vars that z depends on, and z, in topological order."""
    found, todo = {checks.end(z)}, [z]
    while todo:
        new = {v for v, _ in todo.pop().edges} - found
        found |= new
        todo += new
    return sorted(found, key=lambda v: v.born)


def derivatives(z: Var) -> dict[Var, float]:
    """∂z/∂v for every v that z depends on, in one backward pass from z."""
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
