"""The right result times a wrong factor: sign, 2, ½, 10, 100, or an angle in degrees."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from lessons_lib.language import Later
from lessons_lib.mistakes.mistake import Mistake


def _times(factor: float) -> Callable[[Any], Any]:
    def of(value: Any) -> Any:
        if isinstance(value, list | tuple):
            return [of(part) for part in value]
        if isinstance(value, int):  # a line, or a count, has neither sign nor point
            return value
        return factor * np.asarray(value)

    return of


WRONG_SIGN = Mistake(
    "the sign is wrong",
    "Everything but the sign is right. Is a minus sign missing, or a difference the wrong "
    "way round?",
    _times(-1),
    anywhere=True,
)
TWICE = Mistake(
    "there's an extra factor of 2",
    "The cost carries a ½, and the 2 of the square cancels it: the derivative of ½·(y "
    "− ŷ)² is y − ŷ.",
    _times(2),
)
HALF = Mistake(
    "there's an extra factor of ½",
    "Differentiating cancels the ½: the derivative of ½·(y − ŷ)² is y − ŷ.",
    _times(0.5),
)
PERCENT = Mistake(
    "the answer is written as a percentage",
    "Write it as a decimal: 25% is 0.25.",
    _times(100),
)
TEN_TIMES = Mistake(
    "the decimal point is one place too far right",
    "Check where the decimal point goes.",
    _times(10),
    anywhere=True,
)
TENTH = Mistake(
    "the decimal point is one place too far left",
    "Check where the decimal point goes.",
    _times(0.1),
    anywhere=True,
)


def wrong_factors(right: Callable[..., Any], *chosen: Mistake) -> list[Mistake]:
    """The chosen mistakes (by default 2 and ½), applied to the result of `right`."""
    return [slip.on(lambda *given: (right(*given),)) for slip in chosen or (TWICE, HALF)]


def in_one_number(
    right: Callable[..., Any], names: Mapping[int, str], *mistakes: Mistake
) -> list[Mistake]:
    """Each of the mistakes in a single named number of the result of `right`."""
    return [
        replace(
            mistake,
            when=Later("{when}, but only in {name}", when=mistake.when, name=name),
            of=lambda *given, mistake=mistake, i=i: _with(right(*given), i, mistake.of(*given)),
            part_of=mistake.when,
        )
        for i, name in names.items()
        for mistake in mistakes
    ]


def anywhere(right: Callable[..., Any], names: Mapping[int, str]) -> list[Mistake]:
    """A wrong sign or decimal point in the result of `right`, or in one of its named numbers."""
    mistakes = wrong_factors(right, WRONG_SIGN, TEN_TIMES, TENTH)
    return [*mistakes, *in_one_number(right, names, *mistakes)]


def _with(numbers: Any, i: int, wrong: Any) -> Any:
    pairs = enumerate(zip(numbers, wrong, strict=True))
    found = [bad if j == i else good for j, (good, bad) in pairs]
    return np.array(found) if isinstance(numbers, np.ndarray) else found


def degrees_read_as_radians(right: Callable[..., Any]) -> Mistake:
    """The calculator takes angles in radians for degrees."""
    return Mistake(
        "the calculator is set to degrees",
        "The derivative of sin is cos only in radians. Set it to RAD.",
        lambda *given: right(*map(np.radians, given)),
    )
