"""The gradient without calculus, to check the calculus: nudge each parameter and look."""

from collections.abc import Callable, Iterator, Sequence
from time import perf_counter
from typing import Any, NamedTuple

import numpy as np

from lessons_lib.checks import ABOVE_0, FROM_0, as_numbers, check_number
from lessons_lib.functions import Array
from lessons_lib.language import say


def central_difference(loss: Callable[[Array], Any], theta: Any, h: float = 1e-5) -> Array:
    """∂L/∂θᵢ ≈ (L(θ + h·eᵢ) − L(θ − h·eᵢ)) / 2h for every i: two passes a parameter, error ∝ h².

    loss(theta) is one number, theta a vector (P,), and so is the result. Raises ValueError for a
    theta that is no vector of finite numbers and a loss that is not one number.
    """
    theta = _vector("theta", theta)
    check_number(say("h, the size of the nudge,"), h, ABOVE_0)
    return np.array(
        [(_one(loss(theta + e)) - _one(loss(theta - e))) / (2 * h) for e in _nudges(theta, h)]
    )


def complex_step(loss: Callable[[Array], Any], theta: Any, h: float = 1e-20) -> Array:
    """∂L/∂θᵢ ≈ Im L(θ + ih·eᵢ) / h: nothing is subtracted, so no digit is lost, however small h.

    As `central_difference`; and loss must accept complex numbers and be analytic (no abs, no
    comparison). Source: Squire & Trapp, "Using complex variables to estimate derivatives of real
    functions", SIAM Review 40 (1998).
    """
    theta = _vector("theta", theta)
    check_number(say("h, the size of the nudge,"), h, ABOVE_0)
    values = [_one(loss(theta + e)) for e in _nudges(theta, 1j * h)]
    if not np.iscomplexobj(values):
        raise ValueError(
            say(
                "the complex step needs a loss that hands complex numbers on, but "
                "loss(theta) is real for a complex theta. Use central_difference, or let "
                "loss drop no imaginary part."
            )
        )
    return np.imag(values) / h


class Comparison(NamedTuple):
    """Where two gradients are furthest apart: at `entry`, called `name` where names were given.

    `relative` is |gradient − reference| there, divided by the larger of the two. Its `str` is a
    sentence.
    """

    entry: int
    name: str
    gradient: float
    reference: float
    relative: float

    def __str__(self) -> str:
        return say(
            "Furthest off is {name}: {gradient:.10g} against {reference:.10g}, a "
            "relative error of {relative:.1e}.",
            name=self.name,
            gradient=self.gradient,
            reference=self.reference,
            relative=self.relative,
        )


def compare(gradient: Any, reference: Any, names: Sequence[str] = ()) -> Comparison:
    """The entry in which two gradients (P,) differ most, relative to its size.

    names, such as `network.names`, says what the entries are. Raises ValueError where the gradients
    or the names do not match or a number is not finite.
    """
    gradient, reference = _vector("gradient", gradient), _vector("reference", reference)
    if not len(gradient) == len(reference) > 0:
        raise ValueError(
            say(
                "two gradients of the same parameters have the same length, at least 1, but "
                "these have {n} and {others} entries.",
                n=len(gradient),
                others=len(reference),
            )
        )
    if names and len(names) != len(gradient):
        raise ValueError(
            say(
                "each of the {n} entries needs a name, but there are {names}.",
                n=len(gradient),
                names=len(names),
            )
        )
    difference = abs(gradient - reference)
    size = np.maximum(abs(gradient), abs(reference))
    relative = difference / np.where(size == 0, 1, size)
    i = int(relative.argmax())
    name = names[i] if names else say("entry {i}", i=i)
    return Comparison(i, name, float(gradient[i]), float(reference[i]), float(relative[i]))


class Counted:
    """A function that counts its passes: `counted(theta)` adds one to `counted.passes`.

    The price of a gradient of P parameters: 2P passes by central differences, one pass forward and
    one backward by backpropagation.
    """

    def __init__(self, f: Callable[..., Any]) -> None:
        self.f = f
        self.passes = 0

    def __call__(self, *arguments: Any) -> Any:
        """What f makes of the arguments."""
        self.passes += 1
        return self.f(*arguments)


def seconds(call: Callable[[], Any], patience: float = 0.05) -> float:
    """How long call() takes: the shortest of the tries that fit into `patience` seconds."""
    check_number("patience", patience, FROM_0)
    call()
    shortest, end = np.inf, perf_counter() + patience
    while True:
        start = perf_counter()
        call()
        now = perf_counter()
        shortest = min(shortest, now - start)
        if now >= end:
            return shortest


def _nudges(theta: Array, h: complex) -> Iterator[Array]:
    for i in range(len(theta)):
        e = np.zeros(len(theta), dtype=type(h))
        e[i] = h
        yield e


def _one(value: Any) -> Any:
    if np.size(value) != 1:
        raise ValueError(
            say("loss(theta) must be one number, but its shape is {shape}.", shape=np.shape(value))
        )
    return np.reshape(value, ())[()]


def _vector(name: str, value: Any) -> Array:
    vector = as_numbers(name, value)
    if vector.ndim != 1:
        raise ValueError(
            say(
                "{name} must be a vector of finite numbers, such as network.theta, but its "
                "shape is {shape}.",
                name=name,
                shape=vector.shape,
            )
        )
    if np.iscomplexobj(vector) or not np.isfinite(vector).all():
        raise ValueError(
            say(
                "{name} must be a vector of finite numbers, such as network.theta, but there "
                "are NaN, inf or complex numbers in it.",
                name=name,
            )
        )
    return vector
