"""Every f beside its derivative: the activations of a neuron, the costs of an output.

Conventions, stated once: the squared error carries a factor ½; a cost is the *sum* over the outputs
(rows) and the *mean* over the examples (columns); the mean squared error alone takes the mean over
both. What the lecture calls ŷ is the `target`.

All of it takes complex numbers too, because `numeric.complex_step` differentiates with them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from lessons_lib.language import say

Array = np.ndarray[Any, np.dtype[Any]]

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


_LOWEST = np.array(-709.0)  # beyond it exp(−z) overflows


def _softplus(z: Any) -> Any:
    positive = np.maximum(z, 0)
    return positive + np.log1p(np.exp(z - 2 * positive))  # exp only sees −|z|


def _softmax(z: Any) -> Any:
    if np.ndim(z) < 2:
        raise ValueError(
            say(
                "softmax compares the outputs of one example, so z must have the shape "
                "(outputs, examples), but it has {shape}. Write one column, as in [[1], "
                "[2], [3]].",
                shape=np.shape(z),
            )
        )
    e = np.exp(z - np.real(z).max(axis=-2, keepdims=True))
    e /= e.sum(axis=-2, keepdims=True)
    return e


def _log_softmax(z: Any) -> Any:
    z = z - np.real(z).max(axis=-2, keepdims=True)
    return z - np.log(np.exp(z).sum(axis=-2, keepdims=True))


# np.maximum orders complex numbers by their real part. At a kink the derivative is the left one.
sigmoid = Function("sigmoid", f=_sigmoid, d_f=lambda z, a: a * (1 - a))
tanh = Function("tanh", f=np.tanh, d_f=lambda z, a: 1 - a * a)
relu = Function("relu", f=lambda z: np.maximum(z, 0.0), d_f=lambda z, a: 1.0 * (np.real(z) > 0))
leaky_relu = Function(
    "leaky relu",
    f=lambda z: np.maximum(z, 0.01 * z),
    d_f=lambda z, a: np.where(np.real(z) > 0, 1.0, 0.01),
)
softplus = Function("softplus", f=_softplus, d_f=lambda z, a: _sigmoid(z))
identity = Function("identity", f=lambda z: z, d_f=lambda z, a: np.ones_like(z))
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
    check: Callable[[Array, Array], None]
    of_z: Mapping[Function, "Cost"] = field(default_factory=dict, compare=False)

    @quiet
    def __call__(self, y: Any, target: Any) -> Any:
        """C: the sum over the outputs, the mean over the examples."""
        y, target = self._checked(y, target)
        return self.f(y, target).sum(axis=-2).mean(axis=-1)

    @quiet
    def d(self, y: Any, target: Any) -> Any:
        """∂C/∂y, of the shape of y. The mean over n examples puts 1/n into each column."""
        y, target = self._checked(y, target)
        return self.d_f(y, target) / y.shape[-1]

    def _checked(self, y: Any, target: Any) -> tuple[Array, Array]:
        y, target = np.asarray(y), np.asarray(target, dtype=float)
        if target.ndim != 2 or y.shape[-2:] != target.shape:
            raise ValueError(
                say(
                    "{name}: the target must have the shape of y, (outputs, examples) = "
                    "{wanted}, but it has {shape}. One column is one example.",
                    name=self.name,
                    wanted=y.shape[-2:],
                    shape=target.shape,
                )
            )
        if target.size == 0:
            raise ValueError(
                say(
                    "{name}: there is no example to take the mean of, the target has the "
                    "shape {shape}. Give at least one column.",
                    name=self.name,
                    shape=target.shape,
                )
            )
        self.check(y, target)
        return y, target

    def __repr__(self) -> str:
        return self.name


def _numbers(y: Array, target: Array) -> None:
    if not np.isfinite(target).all():
        wrong = target[~np.isfinite(target)][0]
        raise ValueError(say("a target must be a finite number, not {wrong}.", wrong=wrong))


def _target_from_0_to_1(y: Array, target: Array) -> None:
    if not (target.min() >= 0 and target.max() <= 1):
        wrong = target[~((target >= 0) & (target <= 1))][0]
        raise ValueError(
            say(
                "a cross-entropy compares probabilities: a target must be from 0 to 1, "
                "not {wrong:g}. Write 1 for yes and 0 for no.",
                wrong=wrong,
            )
        )


def _target_sums_to_1(y: Array, target: Array) -> None:
    off = abs(target.sum(axis=0) - 1)
    if not (target.min() >= 0 and off.max() <= 1e-9):
        _target_from_0_to_1(y, target)
        raise ValueError(
            say(
                "each column of the target holds the probabilities of all classes, so it "
                "must sum to 1, but column {column} sums to {total:g}. "
                "data.one_hot(labels, classes) makes such a target.",
                column=off.argmax(),
                total=target[:, off.argmax()].sum(),
            )
        )


def _y_from_0_to_1(y: Array) -> None:
    outside = (np.real(y) < 0) | (np.real(y) > 1)
    if outside.any():
        raise ValueError(
            say(
                "a cross-entropy compares probabilities: y must be from 0 to 1, but it "
                "holds {wrong:g}. Let the last layer be sigmoid or softmax.",
                wrong=np.real(y)[outside][0],
            )
        )


def _probabilities(y: Array, target: Array) -> None:
    _y_from_0_to_1(y)
    _target_from_0_to_1(y, target)


def _distributions(y: Array, target: Array) -> None:
    _y_from_0_to_1(y)
    _target_sums_to_1(y, target)


def _t_log(t: Array, y: Array) -> Array:
    return t * np.log(np.where(t == 0, 1, y))  # 0·log(0) = 0


def _t_over(t: Array, y: Array) -> Array:
    return t / np.where(t == 0, 1, y)


half_squared_error = Cost(
    "half squared error",
    f=lambda y, target: (y - target) ** 2 / 2,
    d_f=lambda y, target: y - target,
    check=_numbers,
)
mean_squared_error = Cost(
    "mean squared error",
    f=lambda y, target: (y - target) ** 2 / len(target),
    d_f=lambda y, target: 2 * (y - target) / len(target),
    check=_numbers,
)
binary_cross_entropy = Cost(
    "binary cross-entropy",
    f=lambda y, target: -_t_log(target, y) - _t_log(1 - target, 1 - y),
    d_f=lambda y, target: _t_over(1 - target, 1 - y) - _t_over(target, y),
    check=_probabilities,
    of_z={
        sigmoid: Cost(
            "binary cross-entropy of sigmoid",  # log σ(z) = −softplus(−z)
            f=lambda z, target: target * _softplus(-z) + (1 - target) * _softplus(z),
            d_f=lambda z, target: _sigmoid(z) - target,
            check=_target_from_0_to_1,
        )
    },
)
cross_entropy = Cost(
    "cross-entropy",
    f=lambda y, target: -_t_log(target, y),
    d_f=lambda y, target: -_t_over(target, y),
    check=_distributions,
    of_z={
        softmax: Cost(
            "cross-entropy of softmax",
            f=lambda z, target: -target * _log_softmax(z),
            d_f=lambda z, target: _softmax(z) - target,
            check=_target_sums_to_1,
        )
    },
)

COSTS = (half_squared_error, mean_squared_error, binary_cross_entropy, cross_entropy)
