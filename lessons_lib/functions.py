"""Functions with their derivatives: activations of neurons and costs of outputs.

Conventions: the squared error carries a factor ½; a cost is the *sum* over the outputs (rows) and
the *mean* over the examples (columns); only the mean squared error takes the mean over both. What
the lecture calls ŷ is the `target`.

sigmoid's a·(1 − a) has an absolute error of 1e-16, but no relative precision near 1: for z ≥ 37, a
is 1 and σ′ is 0 instead of e⁻ᶻ. The same holds for a − target in the cross-entropies.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from lessons_lib import checks
from lessons_lib.checks import Array as Array

# Overflow, underflow and 0/0 give inf, 0 and NaN without a warning, whatever np.seterr says.
quiet = np.errstate(all="ignore")


@dataclass(frozen=True)
class Function:
    """An activation σ and its derivative σ′; `sigma(z)` and `sigma.d(z) * v` have the shape of z.

    f and d_f are the formulas; d_f takes z and a = σ(z), because σ′ is often simplest in terms
    of a.
    """

    name: str
    f: Callable[[Any], Any]
    d_f: Callable[[Any, Any], Any]

    @quiet
    def __call__(self, z: Any) -> Any:
        """σ(z), of the shape of z; for a `graph.Var`, the resulting Var."""
        return z.through(self) if hasattr(z, "through") else self.f(z)

    @quiet
    def d(self, z: Any, a: Any = None) -> Any:
        """σ′(z); a = σ(z) is computed unless it is given."""
        return self.d_f(z, self.f(z) if a is None else a)

    def __repr__(self) -> str:
        return self.name.replace(" ", "_").replace("-", "_")


@dataclass(frozen=True, eq=False)
class Jacobian:
    """σ′ of softmax, ∂aᵢ/∂zⱼ = aᵢ·(1 if i = j else 0) − aᵢ·aⱼ: each a depends on every z."""

    a: Array

    @quiet
    def __mul__(self, dC_da: Array) -> Any:
        """The product with a vector, for every example: (outputs, examples)."""
        return self.a * (dC_da - (self.a * dC_da).sum(axis=-2, keepdims=True))


def _sigmoid(z: Any) -> Any:
    return 1 / (1 + np.exp(-np.maximum(z, -709.0)))  # exp(710) overflows; σ is at least 1e-308


def _softplus(z: Any) -> Any:
    return np.maximum(z, 0) + np.log1p(np.exp(np.minimum(z, np.negative(z))))  # exp(−|z|)


def _softmax(z: Any) -> Any:
    z = checks.outputs(z, "z")
    e = np.exp(z - z.real.max(axis=-2, keepdims=True))
    return e / e.sum(axis=-2, keepdims=True)


def _log_softmax(z: Any) -> Any:
    z = z - z.real.max(axis=-2, keepdims=True)
    return z - np.log(np.exp(z).sum(axis=-2, keepdims=True))


# All accept complex numbers. At a kink, d_f is the left derivative.
sigmoid = Function("sigmoid", f=_sigmoid, d_f=lambda z, a: a * (1 - a))
tanh = Function("tanh", f=np.tanh, d_f=lambda z, a: 1 - a * a)
relu = Function("relu", lambda z: np.maximum(z, 0.0), lambda z, a: 1.0 * (np.real(z) > 0))
leaky_relu = Function(
    "leaky relu",
    f=lambda z: np.maximum(z, np.multiply(0.01, z)),
    d_f=lambda z, a: np.where(np.real(z) > 0, 1.0, 0.01),
)
softplus = Function("softplus", f=_softplus, d_f=lambda z, a: _sigmoid(z))
identity = Function("identity", lambda z: np.asarray(z)[()], lambda z, a: np.ones(np.shape(z)))
softmax = Function("softmax", f=_softmax, d_f=lambda z, a: Jacobian(a))

ACTIVATIONS = (sigmoid, tanh, relu, leaky_relu, softplus, identity, softmax)


@dataclass(frozen=True)
class Cost:
    """A cost C and its derivative: `cost(y, target)` is a number, `cost.d(y, target)` is ∂C/∂y.

    y and target have the shape (outputs, examples); leading axes of y broadcast. `of_z` holds
    the same cost as a function of the last z, for activations where log and exp are only stable
    when combined: log(exp(−1000)) is −1000, but log(0) is not.
    """

    name: str
    f: Callable[[Array, Array], Array]
    d_f: Callable[[Array, Array], Array]
    check_target: Callable[[Array, str], Any] = lambda target, name: None
    check_y: Callable[[Array, str], Any] = lambda y, name: None
    of_z: Mapping[Function, "Cost"] = field(default_factory=dict, compare=False)

    @quiet
    @checks.checked(checks.judged)
    def __call__(self, y: Any, target: Any) -> Any:
        """C: the sum over the outputs, the mean over the examples."""
        return self.f(y, target).sum(axis=-2).mean(axis=-1)

    @quiet
    @checks.checked(checks.judged)
    def d(self, y: Any, target: Any) -> Any:
        """∂C/∂y, of the shape of y; the mean over n examples contributes a factor 1/n."""
        return self.d_f(y, target) / y.shape[-1]

    def __repr__(self) -> str:
        return self.name.replace(" ", "_").replace("-", "_")


half_squared_error = Cost(
    "half squared error",
    f=lambda y, target: (y - target) ** 2 / 2,
    d_f=lambda y, target: y - target,
)
mean_squared_error = Cost(
    "mean squared error",
    f=lambda y, target: (y - target) ** 2 / len(target),
    d_f=lambda y, target: 2 * (y - target) / len(target),
)
cross_entropy = Cost(
    "cross-entropy",
    f=lambda y, target: -target * np.log(np.where(target == 0, 1, y)),  # 0·log(0) = 0
    d_f=lambda y, target: -target / np.where(target == 0, 1, y),
    check_target=checks.distributions,
    check_y=checks.probabilities,
    of_z={
        softmax: Cost(
            "cross-entropy of softmax",
            f=lambda z, target: -target * _log_softmax(z),
            d_f=lambda z, target: _softmax(z) - target,
            check_target=checks.distributions,
        )
    },
)
binary_cross_entropy = Cost(
    "binary cross-entropy",
    f=lambda y, target: cross_entropy.f(y, target) + cross_entropy.f(1 - y, 1 - target),
    d_f=lambda y, target: cross_entropy.d_f(y, target) - cross_entropy.d_f(1 - y, 1 - target),
    check_target=checks.probabilities,
    check_y=checks.probabilities,
    of_z={
        sigmoid: Cost(
            "binary cross-entropy of sigmoid",  # log σ(z) = −softplus(−z)
            f=lambda z, target: target * _softplus(-z) + (1 - target) * _softplus(z),
            d_f=lambda z, target: _sigmoid(z) - target,
            check_target=checks.probabilities,
        )
    },
)

COSTS = (half_squared_error, mean_squared_error, binary_cross_entropy, cross_entropy)
