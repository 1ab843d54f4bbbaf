"""Every rule for an input: a condition, and the error message if it does not hold.

Nothing else on floor 1 raises. A function of the mathematics calls the rules for its arguments
first, one line each.
"""

from cmath import isfinite
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from inspect import signature
from itertools import pairwise
from numbers import Real
from sys import float_info
from typing import Any, TypeVar

import numpy as np

from lessons_lib.language import Later, say

Array = np.ndarray[Any, np.dtype[Any]]
F = TypeVar("F", bound=Callable[..., Any])


@dataclass(frozen=True)
class Rule:
    """A condition and its error message, which refers to the parameters of `holds`: {x.shape}."""

    holds: Callable[..., Any]
    text: str

    def __call__(self, *values: Any) -> Any:
        """Return the first value, or raise ValueError if the rule is broken."""
        if not self.holds(*values):
            shown = [v.item() if isinstance(v, np.generic) else v for v in values]
            names = signature(self.holds).parameters
            raise ValueError(say(self.text, **dict(zip(names, shown, strict=True))))
        return values[0]


def checked(check: Callable[..., tuple[Any, ...]]) -> Callable[[F], F]:
    """Decorator: replaces the arguments of a function by what `check` returns for them."""
    return lambda f: wraps(f)(lambda *args, **kwargs: f(*check(*args, **kwargs)))  # type: ignore


def is_number(value: Any) -> bool:
    """Whether this is one finite real number, of Python or NumPy."""
    value = value.item() if isinstance(value, np.ndarray) and value.ndim == 0 else value
    return issubclass(type(value), Real) and bool(abs(value) <= float_info.max)


def is_count(value: Any, least: int = 1) -> bool:
    """Whether this is an integer of at least `least`; 32.0 counts as one."""
    return is_number(value) and value >= least and value % 1 == 0


_setting = Rule(
    lambda value, name, wanted, holds: holds(value),
    "{name} must be {wanted}, not {value!r}.",
)
_FROM_0 = Later("a finite number from 0 up"), lambda v: is_number(v) and v >= 0
_ABOVE_0 = Later("a finite number above 0"), lambda v: is_number(v) and v > 0
_TO_1 = Later("a number from 0 to 1"), lambda v: is_number(v) and 0 <= v <= 1
_BELOW_1 = Later("a number at least 0 and below 1"), lambda v: is_number(v) and 0 <= v < 1
_COUNT = Later("a whole number from 1 up"), is_count
_SEED = Later("a whole number from 0 up"), lambda v: is_count(v, least=0)
_RATE = (
    Later("a finite number from 0 up (as in plain(0.1) or scheduled(plain, root_decay(0.1)))"),
    _FROM_0[1],
)
_SETTINGS: dict[str, tuple[str, Callable[[Any], bool]]] = {
    **dict.fromkeys(("n", "size", "every", "steps", "classes"), _COUNT),
    **dict.fromkeys(("lam", "alpha", "factor", "held_out"), _TO_1),
    **dict.fromkeys(("beta1", "beta2"), _BELOW_1),
    **dict.fromkeys(("epsilon", "noise"), _FROM_0),
    **{"eta": _RATE, "h": _ABOVE_0, "seed": _SEED},
}


def settings(**values: Any) -> None:
    """Check numbers passed by keyword, each by the rule for its name."""
    for name, value in values.items():
        _setting(value, name, *_SETTINGS[name])


_numeric = Rule(
    lambda value, name, kind: kind in "biufc",
    "{name} must be a table of numbers with rows of equal length, but it's {value!r}.",
)
_filled = Rule(
    lambda array, name: array.size,
    "{name} is empty: its shape is {array.shape}. Give at least one number.",
)
_finite = Rule(
    lambda number, name: isfinite(number),
    "{name} must hold finite numbers, but it holds {number}.",
)
_vector = Rule(
    lambda array, name: array.ndim == 1 and array.dtype == float and np.isfinite(array).all(),
    "{name} must be a vector of finite numbers, such as network.theta, but it's {array!r}.",
)
columns = Rule(
    lambda x, target: x.ndim == target.ndim == 2 and x.shape[1] == target.shape[1] > 0,
    "x and target must have a column for each example, the same number and at least one, but their "
    "shapes are {x.shape} and {target.shape}.",
)


def numbers(value: Any, name: str) -> Array:
    """An array of float or complex."""
    try:
        array = np.asarray(value)
    except ValueError:  # rows of different lengths
        array = np.array(None)
    if array.dtype.char in "dD":  # float or complex
        return array
    _numeric(value, name, array.dtype.kind)
    return np.asarray(array, dtype=complex if array.dtype.kind == "c" else float)


def finite(value: Any, name: str) -> Any:
    """A non-empty array of finite numbers."""
    array = _filled(numbers(value, name), name)
    _finite(array.flat[np.isfinite(array).argmin()], name)  # the first non-finite entry, if any
    return array


def vector(value: Any, name: str) -> Any:
    """A vector (P,) of finite real numbers."""
    return _vector(numbers(value, name), name)


known = Rule(
    lambda value, name, known: isinstance(value, type(known[0])),
    "{name} must be one of lessons_lib.functions, {known}, not {value!r}.",
)
layer = Rule(
    lambda w, b: w.ndim >= 2 and b.shape == (*w.shape[:-1], 1),
    "w must have the shape (neurons, inputs), and b (neurons, 1), but they have {w.shape} and "
    "{b.shape}. Write them as in Layer([[1, -2], [-1, 1]], [[1], [0]]).",
)
layers = Rule(
    lambda layers, kind: np.iterable(layers) and layers and {kind}.issuperset(map(type, layers)),
    "a network is a list of at least one Layer, as in Network([Layer(w, b)]), but it is "
    "{layers!r}.",
)
neighbours = Rule(
    lambda shapes: all(after[-1] == before[-2] for before, after in pairwise(shapes)),
    "each layer must have as many inputs (columns of w) as the one before it has neurons (rows), "
    "but the shapes of w are {shapes}.",
)
sizes = Rule(
    lambda sizes: np.ndim(sizes) == 1 and len(sizes) >= 2 and all(map(is_count, sizes)),
    "sizes must be (inputs, neurons of each layer), whole numbers from 1 up, not {sizes!r}.",
)
scale = Rule(
    lambda scale, known: scale in known,
    "scale must be one of {known}, not {scale!r}.",
)
one_for_each_layer = Rule(
    lambda sigma, sizes: len(sigma) == len(sizes) - 1,
    "sigma must be one activation, or one for each layer, but {sigma} doesn't fit sizes {sizes}.",
)
theta = Rule(
    lambda theta, sizes: theta.shape[-1:] == (sum((m + 1) * n for m, n in pairwise(sizes)),),
    "theta must hold the parameters of sizes {sizes} in its last axis, but its shape is "
    "{theta.shape}.",
)
_x = Rule(
    lambda x, inputs: x.ndim == 2 and len(x) == inputs,
    "x must have the shape (inputs, examples) = ({inputs}, n), but it has {x.shape}. One column is "
    "one example: write [[1], [-1]] for the example (1, −1).",
)
_trace = Rule(
    lambda came, wanted: came == wanted,
    "trace must be forward(net, x) of this network of sizes {wanted}, but it's {came}.",
)
_like_y = Rule(
    lambda array, shape, name: array.shape == shape,
    "{name} must have the shape of y, {shape}, but it has {array.shape}. One column is one "
    "example. data.one_hot(labels, classes) makes a target out of labels.",
)


def inputs(net: Any, x: Any) -> tuple[Any, Array]:
    """The inputs x (inputs, examples) of this network."""
    return net, _x(finite(x, "x"), net.sizes[0])


def slopes(net: Any, trace: Any, dC_dy: Any) -> tuple[Any, Any, Array]:
    """∂C/∂y (outputs, examples), for a trace of this network."""
    came = tuple(a.shape[-2] for a in trace.a) if hasattr(trace, "a") else type(trace).__name__
    _trace(came, net.sizes)
    return net, trace, _like_y(numbers(dC_dy, "dC_dy"), trace.y.shape, "dC_dy")


_outputs = Rule(
    lambda array, name: array.ndim >= 2 and array.size,
    "{name} must have the shape (outputs, examples), at least one of each, but it has "
    "{array.shape}. One column is one example: write [[0.6], [0.8]] for two outputs.",
)
_from_0_to_1 = Rule(
    lambda low, high, name: not (low < 0 or high > 1),  # NaN passes: the network diverged
    "a cross-entropy compares probabilities: {name} must lie between 0 and 1, but goes from "
    "{low:g} to {high:g}. Make the last layer sigmoid or softmax, and targets 1 (yes) or 0 (no).",
)
_sum_to_1 = Rule(
    lambda low, high: max(1 - low, high - 1) <= 1e-9,
    "each column of the target holds the probabilities of all classes, so it must sum to 1, but "
    "the sums go from {low:g} to {high:g}. data.one_hot(labels, classes) makes such a target.",
)


def outputs(value: Any, name: str) -> Any:
    """An array (outputs, examples)."""
    return _outputs(numbers(value, name), name)


def pair(y: Any, target: Any) -> tuple[Array, Array]:
    """Both y and target (outputs, examples)."""
    y = outputs(y, "y")
    return y, _like_y(finite(target, "target"), y.shape[-2:], "target")


def judged(cost: Any, y: Any, target: Any) -> tuple[Any, Array, Array]:
    """Both y and target, in the domain of this cost."""
    y, target = pair(y, target)
    cost.check_y(y, "y")
    cost.check_target(target, "target")
    return cost, y, target


def probabilities(array: Array, name: str) -> None:
    """Numbers from 0 to 1."""
    _from_0_to_1(array.real.min(), array.real.max(), name)


def distributions(array: Array, name: str) -> None:
    """One probability per class in each column."""
    probabilities(array, name)
    total = array.sum(axis=0)
    _sum_to_1(total.min(), total.max())


schedule = Rule(
    lambda make_rule, eta: callable(make_rule) and callable(eta) and callable(make_rule(eta(0))),
    "scheduled needs a rule (without brackets) and a schedule: scheduled(plain, root_decay(0.1)).",
)
like_theta = Rule(
    lambda array, theta, name: array.shape == theta.shape and array.dtype.kind in "biuf",
    "{name} must be one real number for each of theta, shape {theta.shape}, but it has shape "
    "{array.shape} and numbers of type {array.dtype}.",
)
change = Rule(
    lambda moved: isinstance(moved, tuple) and moved,
    "a rule must return (the change of theta, *memory), as in (-eta * g,), not {moved!r}.",
)

var = Rule(
    lambda number, name: is_number(number),
    "a Var and its derivatives must be finite real numbers, but {name} gives {number!r}.",
)
operand = Rule(
    lambda v: isinstance(v, int | float | np.number),
    "a Var can be combined with a Var or a number, not with {v!r}.",
)
end = Rule(
    lambda v: hasattr(v, "edges"),
    "a graph begins and ends in a Var, not in {v!r}.",
)
few_paths = Rule(
    lambda n, most, s, z: n <= most,
    "{n} paths from {s} to {z} are too many to list (limit: {most}). Use derivatives(z).",
)
operation = Rule(
    lambda ufunc, known: ufunc in known,
    "NumPy's {ufunc.__name__} doesn't take a Var. Use the functions in lessons_lib.graph.",
)

one_number = Rule(
    lambda value: np.size(value) == 1,
    "loss(theta) must be one number, but it's {value!r}.",
)
complex_loss = Rule(
    np.iscomplexobj,
    "loss(theta) must be complex for a complex theta. Where it can't, use central_difference.",
)
same_length = Rule(
    lambda n, others, names: n == others == names > 0,
    "the two gradients and the names must have the same length, at least one, but their lengths "
    "are {n}, {others} and {names}.",
)
labels = Rule(
    lambda labels, classes: labels.ndim == 1 and np.isin(labels, np.arange(classes)).all(),
    "labels must be a row of whole numbers from 0 to below {classes}, but they're {labels}.",
)
both_sides = Rule(
    lambda apart, n, held_out: 0 < apart < n,
    "held_out must leave examples in both sets, but {held_out} of {n} holds out {apart}.",
)
