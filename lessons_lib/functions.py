"""Every f beside its derivative: the activations of a neuron, the costs of an output.

Conventions, stated once: the squared error carries a factor ½, a cost is the *sum* over the outputs
(rows) and the *mean* over the examples (columns). What the lecture calls ŷ is the `target`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

Array = np.ndarray[Any, np.dtype[Any]]


@dataclass(frozen=True)
class Function:
    """An activation σ and its derivative σ′, element by element: `sigma(z)`, `sigma.d(z)`."""

    name: str
    f: Callable[[Any], Any]
    d: Callable[[Any], Any]

    def __call__(self, z: Any) -> Any:
        """σ(z), of the shape of z."""
        return self.f(z)

    def __repr__(self) -> str:
        return self.name


@dataclass(frozen=True)
class Cost:
    """A cost C and its derivative: `cost(y, target)` is a number, `cost.d(y, target)` is ∂C/∂y.

    y and target have the shape (outputs, examples); leading axes of y broadcast.
    Raises ValueError where the two shapes differ or the target is outside what the cost can judge.
    """

    name: str
    f: Callable[[Array, Array], Any]
    d_f: Callable[[Array, Array], Any]
    lowest: float = -np.inf
    highest: float = np.inf

    def __call__(self, y: Any, target: Any) -> Any:
        """C: the sum over the outputs, the mean over the examples."""
        y, target = self._checked(y, target)
        return self.f(y, target).sum(axis=-2).mean(axis=-1)

    def d(self, y: Any, target: Any) -> Any:
        """∂C/∂y, of the shape of y. The mean over n examples puts 1/n into each column."""
        y, target = self._checked(y, target)
        return self.d_f(y, target) / y.shape[-1]

    def _checked(self, y: Any, target: Any) -> tuple[Array, Array]:
        y, target = np.asarray(y), np.asarray(target)
        if target.ndim != 2 or y.shape[-2:] != target.shape:
            raise ValueError(
                f"{self.name}: the target must have the shape of y, (outputs, examples) = "
                f"{y.shape[-2:]}, but it has {target.shape}. One column is one example."
            )
        if target.size == 0:
            raise ValueError(
                f"{self.name}: there is no example to take the mean of. Give one column."
            )
        if not np.all((target >= self.lowest) & (target <= self.highest) & np.isfinite(target)):
            raise ValueError(
                f"{self.name}: a target must be a finite number from {self.lowest:g} to "
                f"{self.highest:g}, but there is {_first_outside(target, self.lowest, self.highest)}."
            )
        return y, target

    def __repr__(self) -> str:
        return self.name


def _first_outside(target: Array, lowest: float, highest: float) -> float:
    outside = ~((target >= lowest) & (target <= highest) & np.isfinite(target))
    return float(target[outside][0])


def _sigmoid(z: Any) -> Any:
    # exp only ever sees a negative number, so it cannot overflow, and small values keep their digits
    e = np.exp(np.where(np.real(z) < 0, z, np.negative(z)))
    return np.where(np.real(z) < 0, e, 1) / (1 + e)


sigmoid = Function("sigmoid", f=_sigmoid, d=lambda z: _sigmoid(z) * _sigmoid(np.negative(z)))
tanh = Function("tanh", f=np.tanh, d=lambda z: 1 - np.tanh(z) ** 2)
relu = Function(
    "relu",
    f=lambda z: np.where(np.real(z) > 0, z, 0),
    d=lambda z: np.where(np.real(z) > 0, 1.0, 0.0),
)
identity = Function("identity", f=lambda z: z, d=lambda z: np.ones_like(z))

half_squared_error = Cost(
    "half squared error",
    f=lambda y, target: (y - target) ** 2 / 2,
    d_f=lambda y, target: y - target,
)
binary_cross_entropy = Cost(
    "binary cross-entropy",
    f=lambda y, target: -(target * np.log(y) + (1 - target) * np.log(1 - y)),
    d_f=lambda y, target: (y - target) / (y * (1 - y)),
    lowest=0,
    highest=1,
)
