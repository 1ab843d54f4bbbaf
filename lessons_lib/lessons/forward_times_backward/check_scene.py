"""The numerical gradient of the lecture's six neurons, and its error."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import numpy as np
from matplotlib.figure import Figure

from lessons_lib import lecture
from lessons_lib.app import Table, Words
from lessons_lib.draw.parameters import Parameters
from lessons_lib.draw.style import BACKWARD, FORWARD, FORWARD_TINT, INK
from lessons_lib.functions import Array
from lessons_lib.language import say, sentences
from lessons_lib.lessons.forward_times_backward.power_curves import (
    BELOW,
    BESIDE,
    Curve,
    PowerCurves,
)
from lessons_lib.network import gradient, loss
from lessons_lib.notation import bracketed, minus, number, power
from lessons_lib.numeric import Comparison, central_difference, compare, complex_step
from lessons_lib.walks.lecture import (
    BIASES,
    PARAMETERS,
    SIX_NEURONS,
    START,
    SYMBOLS,
    factors,
    title,
)

SMALLEST = 15  # h goes from 1 to 10^−15
PER_DECADE = 4  # points of the error curve from one h to a tenth of it
NET = lecture.six_neurons()
THETA = NET.theta


def cost(theta: Array) -> Array:
    """C of the six neurons with the parameters theta, for the lecture's input and our target."""
    value: Array = loss(NET.at(theta), lecture.X, lecture.TARGET)
    return value


@lru_cache
def backpropagated() -> Array:
    """The 18 derivatives by backpropagation."""
    found = gradient(NET, lecture.X, lecture.TARGET).theta
    found.setflags(write=False)  # cached
    return found


def one_sided(theta: Array, h: float) -> Array:
    """(C(θ + h·eᵢ) − C(θ)) / h for every i: P + 1 different passes, error ∝ h."""
    here = cost(theta)
    return np.array([(cost(theta + e) - here) / h for e in h * np.eye(len(theta))])


METHODS = {
    "central": lambda h: central_difference(cost, THETA, h),
    "one-sided": lambda h: one_sided(THETA, h),
    "complex": lambda h: complex_step(cost, THETA, h),
}


@lru_cache(maxsize=256)
def estimate(method: str, k: float) -> Array:
    """The 18 derivatives by one of METHODS with h = 10^−k."""
    return METHODS[method](10.0**-k)


@lru_cache(maxsize=256)
def off(method: str, k: float) -> Comparison:
    """Where backpropagation and the estimate with h = 10^−k differ most."""
    return compare(backpropagated(), estimate(method, k))


def digits(relative: float) -> int:
    """The number of digits to which two numbers with this relative difference agree."""
    return max(0, int(-np.log10(max(relative, 1e-16))))


def in_digits(relative: float) -> str:
    """The same as text: 1 digit, 9 digits."""
    count = digits(relative)
    return say("{n} digit", n=count) if count == 1 else say("{n} digits", n=count)


def scene(fig: Figure) -> Callable[..., Words]:
    """The picture of `check`: every parameter with both numbers, and the error over h."""
    left, right = fig.add_axes((0.115, 0.15, 0.37, 0.82)), fig.add_axes((0.6, 0.14, 0.365, 0.82))
    band = left.axhline(0, color=FORWARD_TINT, lw=10, zorder=0, animated=True)
    rows = Parameters(left, [title(key) for key in PARAMETERS], -0.15, 0.15, PARAMETERS)
    left.set_xticks([-0.1, 0, 0.1])
    left.set_xlabel("∂C/∂w, ∂C/∂b")
    ks = np.arange(SMALLEST * PER_DECADE + 1) / PER_DECADE
    looks: dict[str, tuple[Any, ...]] = {
        "central": (FORWARD, "-", "(C(w + h) − C(w − h)) / 2h", 7, BELOW),
        "one-sided": (BACKWARD, (0, (4, 2)), "(C(w + h) − C(w)) / h", 1, BESIDE),
        "complex": (INK, (0, (1, 1.4)), "Im C(w + i·h) / h", 10, BELOW),
    }
    curves = {
        method: Curve(
            [max(off(method, k).relative, 1e-16) for k in ks.tolist()],
            color,
            line,
            name,
            at * PER_DECADE,
            place,
        )
        for method, (color, line, name, at, place) in looks.items()
    }
    errors = PowerCurves(right, 10.0**-ks, curves)
    right.set(xlim=(2, 5e-16), ylim=(1e-20, 9), xlabel="h")
    right.set_xticks([10.0**-k for k in range(0, 16, 5)])
    right.set_yticks([10.0**-k for k in range(0, 17, 4)])
    gradients, numbers, order = backpropagated(), SIX_NEURONS.values(START), list(looks)

    def update(k: int, method: str, parameter: str) -> Words:
        estimates, i = estimate(method, k), PARAMETERS.index(parameter)
        rows.show(estimates, gradients)
        band.set_ydata([len(PARAMETERS) - 1 - i] * 2)
        # the later checks of the lesson are not shown yet
        errors.show(k * PER_DECADE, [method], order[: order.index(method)])
        products = {key: _values(key, numbers) for key in PARAMETERS}
        return Words(
            status=_agreement(method, k),
            formula=(
                f"∂C/∂{SYMBOLS[parameter]} = {' · '.join(_factors(parameter))} "
                f"= {' · '.join(map(bracketed, products[parameter]))} = {_long(gradients[i])}",
                *_quotient(method, k, i),
            ),
            alt=say(
                "The 18 derivatives, each beside its check with h = {power}, and the largest "
                "relative error against h, from h = 1 down to {power}.",
                power=_power(k),
            )
            if k
            else say(
                "The 18 derivatives, each beside its check with h = {power}, and the largest "
                "relative error against h, so far at h = {power}.",
                power=_power(k),
            ),
            table=Table(
                (
                    say("parameter"),
                    say("forward value"),
                    say("backward value"),
                    say("gradient"),
                    say("check"),
                    say("error"),
                ),
                [
                    (
                        SYMBOLS[key],
                        *map(number, products[key]),
                        _long(g),
                        _long(e),
                        number(abs(g - e), 2),
                    )
                    for key, g, e in zip(PARAMETERS, gradients, estimates, strict=True)
                ],
                lit=i,
            ),
        )

    return update


def _factors(parameter: str) -> tuple[str, str]:
    carried, behind = factors(parameter)
    return SYMBOLS[carried] if carried else "1", SYMBOLS[behind]


def _values(parameter: str, numbers: dict[str, float]) -> tuple[float, float]:
    carried, behind = factors(parameter)
    return numbers[carried] if carried else 1, numbers[behind]


def _agreement(method: str, k: int) -> str:
    error = off(method, k).relative
    agreement = say(
        "h = {power}: at least one of the 18 derivatives differs from the check in its first "
        "digit.",
        power=_power(k),
    )
    if digits(error):
        agreement = say(
            "h = {power}: all 18 derivatives agree with the check to {digits}.",
            power=_power(k),
            digits=in_digits(error),
        )
    return sentences([agreement, _change(method, k, error)])


def _change(method: str, k: int, error: float) -> str:
    """How dividing h by 10 changed the error."""
    if k == 0:
        return say("Make h smaller.")
    if method == "complex" and error < 1e-13:
        return say("Nothing is subtracted, so no digit is lost.")
    times = error / off(method, k - 1).relative
    if times < 1:
        return say(
            "With h ten times smaller, the largest error is {times} times what it was.",
            times=number(times, 2),
        )
    return say(
        "With h ten times smaller, the largest error is {times} times what it was: C "
        "hardly changes now, and subtracting leaves little but rounding.",
        times=number(times, 2),
    )


def _quotient(method: str, k: int, i: int) -> tuple[str, str]:
    """The estimate of one derivative, in symbols and numbers, with its significant digits."""
    letter, h, e = "b" if PARAMETERS[i] in BIASES else "w", 10.0**-k, np.eye(len(THETA))[i]
    places, found = min(k + 4, 17), _long(estimate(method, k)[i])
    if method == "complex":
        part = np.imag(cost(THETA + 1j * h * e))
        return (
            say("Im C({letter} + i · h) / h, where i · i = −1", letter=letter),
            f"= {number(part, 10)} / {_power(k)} = {found}",
        )
    ahead, here, behind = (cost(THETA + step * e) for step in (h, 0, -h))
    if method == "one-sided":
        return (
            f"(C({letter} + h) − C({letter})) / h",
            f"= ({ahead:.{places}f} − {here:.{places}f}) / {_power(k)} = {found}",
        )
    return (
        f"(C({letter} + h) − C({letter} − h)) / (2 · h)",
        f"= ({ahead:.{places}f} − {behind:.{places}f}) / (2 · {_power(k)}) = {found}",
    )


def _power(k: int) -> str:
    return power(-k) if k else "1"


def _long(value: float) -> str:
    return minus(f"{value:.10f}")
