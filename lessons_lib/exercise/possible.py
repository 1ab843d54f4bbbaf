"""Sentences on what could have given an answer."""

from collections.abc import Sequence

from lessons_lib.exercise.calculation import TracedNumber
from lessons_lib.exercise.formula import formula
from lessons_lib.language import say


def would_give(slips: Sequence[str]) -> str:
    """One or two possible slips in a sentence."""
    one, *others = dict.fromkeys(slips)
    if not others:
        return say("This could be a slip: {slip}.", slip=one)
    return say("This could be either of two slips: {slip}; or {other}.", slip=one, other=others[0])


def could_follow(slips: Sequence[str]) -> str:
    """Possible slips after a number whose own mistake is not known."""
    return say("After it, this could be a slip: {slip}.", slip=say("; or ").join(slips))


def together_would_give(slips: Sequence[str]) -> str:
    """Several slips that were perhaps all made."""
    return say("Several slips together could give this: {slips}.", slips=say("; ").join(slips))


def could_be(result: TracedNumber) -> str:
    """Perhaps only this was computed."""
    return say("This could be {formula}. Is that all?", formula=formula(result))
