"""What an exercise is proven with."""

from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Proof:
    """right: right(*given) is the answer, computed independently of the exercise.

    In integers, the exercise must accept no rounding.
    by_hand: each mistake that only this exercise has and no stranger made -> its result, written
    out by hand, or (given, result) for other numbers.
    given: for `by_hand`, where the exercise's own numbers are too many to write out.
    drawn: drawn(rng) are other given numbers, where there is no template and any will not do.
    kept: the numbers in question, hints and solution that a template leaves as they are.
    near: the largest relative error of a right answer, if it is not that of its digits.
    """

    right: Callable[..., Any]
    by_hand: Mapping[str, Any] | None = None
    given: tuple[Any, ...] | None = None
    drawn: Callable[[Any], Any] | None = None
    kept: Set[str] = frozenset()
    near: float | None = None
