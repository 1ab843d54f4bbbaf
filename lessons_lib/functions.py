"""Every f beside its derivative: the activations of a neuron, the costs of an output.

Conventions, stated once: the squared error carries a factor ½; a cost is the *sum* over the outputs
(rows) and the *mean* over the examples (columns); the mean squared error alone takes the mean over
both. What the lecture calls ŷ is the `target`.

sigmoid's a·(1 − a) is right to 1e-16, the last digit of a and not its own: from z = 37 on, a is 1
and σ′ is 0, where e⁻ᶻ would be right. The same holds for a − target of the cross-entropies.

All of it takes complex numbers too, because `numeric.complex_step` differentiates with them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from lessons_lib import checks
from lessons_lib.checks import Array as Array

# A network that diverged has inf and NaN for results: they are to be looked at, not warned about.
quiet = np.errstate(over="ignore", invalid="ignore", divide="ignore")


@dataclass(frozen=True)
class Function:
    """An activation σ and its derivative σ′: `sigma(z)` has the shape of z, `sigma.d(z) * v` too.

    Element by element σ′(z) is an array of numbers; for softmax it is a `Jacobian`. d_f gets z and
    a = σ(z), because σ′ is often a plain expression in a.
    """

    name: str
    f: Callable[[Any], Any]
    d_f: Callable[[Any, Any], Any]

    def __call__(self, z: Any) -> Any:
        """σ(z), of the shape of z; for a `graph.Var` the Var that σ makes of it."""
        return z.through(self) if hasattr(z, "through") else self.f(z)

    def d(self, z: Any, a: Any = None) -> Any:
        """σ′(z). Who has a = σ(z) at hand, as after a forward pass, spares computing it again."""
        return self.d_f(z, self.f(z) if a is None else a)

    def __repr__(self) -> str:
        return self.name


@dataclass(frozen=True, eq=False)
class Jacobian:
    """σ′ of softmax, ∂aᵢ/∂zⱼ = aᵢ·(1 if i = j else 0) − aᵢ·aⱼ: every z moves every a."""

    a: Array

    def __mul__(self, dC_da: Array) -> Array:
        """The matrix times a vector, one of each for every example: (outputs, examples)."""
        mean = (self.a * dC_da).sum(axis=-2, keepdims=True)
        product: Array = self.a * (dC_da - mean)
        return product


def _sigmoid(z: Any) -> Any:
    # 1 / (1 + exp(−z)), all in one array: for many examples a new one costs more than its exp.
    e = np.asarray(np.maximum(z, _LOWEST))
    np.negative(e, out=e)
    np.exp(e, out=e)
    e += 1
    np.reciprocal(e, out=e)
    return e[()]


_LOWEST = np.array(-709.0)  # beyond it exp(−z) overflows, so no σ is below 1e-308


def _softplus(z: Any) -> Any:
    z = np.asarray(z)
    return np.maximum(z, 0) + np.log1p(np.exp(np.minimum(z, -z)))  # exp only sees −|z|


def _softmax(z: Any) -> Any:
    z = np.asarray(z)
    checks.check_columns(z)
    e = np.exp(z - z.real.max(axis=-2, keepdims=True))
    e /= e.sum(axis=-2, keepdims=True)
    return e


def _log_softmax(z: Any) -> Any:
    z = z - z.real.max(axis=-2, keepdims=True)
    return z - np.log(np.exp(z).sum(axis=-2, keepdims=True))


# np.maximum orders complex numbers by their real part. At a kink the derivative is the left one.
sigmoid = Function("sigmoid", f=_sigmoid, d_f=lambda z, a: a * (1 - a))
tanh = Function("tanh", f=np.tanh, d_f=lambda z, a: 1 - a * a)
relu = Function(
    "relu",
    f=lambda z: np.maximum(z, 0.0),
    d_f=lambda z, a: np.greater(np.real(z), 0).astype(float),
)
leaky_relu = Function(
    "leaky relu",
    f=lambda z: np.maximum(z, np.multiply(0.01, z)),
    d_f=lambda z, a: np.where(np.real(z) > 0, 1.0, 0.01),
)
softplus = Function("softplus", f=_softplus, d_f=lambda z, a: _sigmoid(z))
identity = Function(
    "identity", f=lambda z: np.asarray(z)[()], d_f=lambda z, a: np.ones(np.shape(z))
)
softmax = Function("softmax", f=_softmax, d_f=lambda z, a: Jacobian(a))

ACTIVATIONS = (sigmoid, tanh, relu, leaky_relu, softplus, identity, softmax)


@dataclass(frozen=True)
class Cost:
    """A cost C and its derivative: `cost(y, target)` is a number, `cost.d(y, target)` is ∂C/∂y.

    y and target have the shape (outputs, examples); leading axes of y broadcast.
    Raises ValueError where the shapes differ or the numbers are not what the cost can judge: the
    cross-entropies want probabilities.

    `of_z` holds the same cost as a function of the last z, for the activations that need it: where
    exp meets log, only the two together are stable. log(exp(−1000)) is −1000, log(0) is not.
    """

    name: str
    f: Callable[[Array, Array], Array]
    d_f: Callable[[Array, Array], Array]
    check_target: Callable[[Array], None]
    check_y: Callable[[Array], None] = lambda y: None
    of_z: Mapping[Function, "Cost"] = field(default_factory=dict, compare=False)

    @quiet
    def __call__(self, y: Any, target: Any) -> Any:
        """C: the sum over the outputs, the mean over the examples."""
        y, target = self._checked(y, target)
        return self.f(y, target).sum(axis=-2).mean(axis=-1)

    @quiet
    def d(self, y: Any, target: Any) -> Any:
        """∂C/∂y, of the shape of y. The mean over n examples puts 1/n into each column."""
        return self.d_unchecked(*self._checked(y, target))

    def d_unchecked(self, y: Array, target: Array) -> Array:
        """∂C/∂y without a check: for a training, which asks again and again with one target."""
        slope: Array = self.d_f(y, target) / y.shape[-1]
        return slope

    def _checked(self, y: Any, target: Any) -> tuple[Array, Array]:
        y, target = checks.as_numbers("y", y), checks.as_numbers("target", target)
        checks.check_shapes(y, target)
        self.check_y(y)
        self.check_target(target)
        return y, target

    def __repr__(self) -> str:
        return self.name


def _t_log(t: Array, y: Array) -> Array:
    return t * np.log(np.where(t == 0, 1, y))  # 0·log(0) = 0


def _t_over(t: Array, y: Array) -> Array:
    return t / np.where(t == 0, 1, y)


half_squared_error = Cost(
    "half squared error",
    f=lambda y, target: (y - target) ** 2 / 2,
    d_f=lambda y, target: y - target,
    check_target=checks.finite_target,
)
mean_squared_error = Cost(
    "mean squared error",
    f=lambda y, target: (y - target) ** 2 / len(target),
    d_f=lambda y, target: 2 * (y - target) / len(target),
    check_target=checks.finite_target,
)
binary_cross_entropy = Cost(
    "binary cross-entropy",
    f=lambda y, target: -_t_log(target, y) - _t_log(1 - target, 1 - y),
    d_f=lambda y, target: _t_over(1 - target, 1 - y) - _t_over(target, y),
    check_target=checks.target_from_0_to_1,
    check_y=checks.y_from_0_to_1,
    of_z={
        sigmoid: Cost(
            "binary cross-entropy of sigmoid",  # log σ(z) = −softplus(−z)
            f=lambda z, target: target * _softplus(-z) + (1 - target) * _softplus(z),
            d_f=lambda z, target: _sigmoid(z) - target,
            check_target=checks.target_from_0_to_1,
        )
    },
)
cross_entropy = Cost(
    "cross-entropy",
    f=lambda y, target: -_t_log(target, y),
    d_f=lambda y, target: -_t_over(target, y),
    check_target=checks.target_sums_to_1,
    check_y=checks.y_from_0_to_1,
    of_z={
        softmax: Cost(
            "cross-entropy of softmax",
            f=lambda z, target: -target * _log_softmax(z),
            d_f=lambda z, target: _softmax(z) - target,
            check_target=checks.target_sums_to_1,
        )
    },
)

COSTS = (half_squared_error, mean_squared_error, binary_cross_entropy, cross_entropy)
