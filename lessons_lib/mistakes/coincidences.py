"""Explains why two mistakes can give the same number."""

from collections.abc import Sequence

from lessons_lib.language import Later, say, sentences
from lessons_lib.mistakes import backward, wrong_factors
from lessons_lib.mistakes.mistake import Mistake

_REASONS = (
    (
        backward.NO_SLOPE_AT_OUTPUT,
        backward.NO_SLOPE,
        Later("Between an output neuron and the cost there's only this one σ′."),
    ),
    (
        backward.MEAN_OF_OUTPUTS,
        wrong_factors.HALF,
        Later("There are two outputs, and the mean of two numbers is half their sum."),
    ),
    (
        backward.MEAN_OF_PATHS,
        wrong_factors.HALF,
        Later("There are two paths, and the mean of two numbers is half their sum."),
    ),
)


def why_the_same(mistakes: Sequence[Mistake], throughout: bool) -> str:
    """Why these two or more mistakes give the same result, as a whole or in part."""
    found = {mistake.when for mistake in mistakes}
    reasons = [say(why) for one, other, why in _REASONS if {one.when, other.when} <= found]
    if reasons:
        return sentences(reasons)
    if throughout:
        return say("They agree for these numbers; for others they'd differ.")
    return say("Here they give the same; elsewhere they differ.")
