"""Calls of a check in a notebook: an answer whose computation fails gets help, too.

In a notebook cell, `check.x(answer)` is rewritten as `check.x.typed(lambda: answer)`; see `kernel`.
"""

from collections.abc import Sequence
from dataclasses import replace
from difflib import get_close_matches
from traceback import format_exception_only, walk_tb
from types import FunctionType
from typing import Any

import numpy as np

from lessons_lib.exercise.answer import Unreadable
from lessons_lib.exercise.answered import Answered, answered
from lessons_lib.exercise.feedback import Feedback
from lessons_lib.exercise.typed import BLANK_LEFT, COMMA, CONSTANTS, FUNCTIONS
from lessons_lib.language import Later, say, sentences

# Available in the arguments of a check.
NAMES = {name: f"numpy.{theirs}" for name, theirs in (FUNCTIONS | CONSTANTS).items()} | {
    "np": "numpy",
    "numpy": "numpy",
    "math": "math",
    "sigmoid": "lessons_lib.functions.sigmoid",
}
THEIRS = (
    FunctionType,
    int,
    float,
    list,
    tuple,
    np.ndarray,
)  # types of values that a learner may have assigned


# A word of Python's message -> what to do.
_WRONG_TYPES = {
    "ellipsis": BLANK_LEFT,
    "ufunc": Later("Write brackets after a function's name, as in cos(2)."),
    "not callable": Later(
        "What stands before a bracket here is no function. If you mean times, write *."
    ),
    "tuple": COMMA,
    "'str'": Later("Write the numbers without quotation marks, and with a point, as in 0.25."),
}


class Asked:
    """A callable that takes an answer and returns Feedback."""

    wanted = Later("Write the numbers with a point, as in 0.25, and with commas between them.")
    no_name = Later("Write the number itself.")

    def __call__(self, /, *answers: Any, **named: Any) -> Feedback:
        """Judge an answer."""
        raise NotImplementedError

    def unread(self, why: str = "") -> Feedback:
        """Explain why the text is not an answer."""
        return self(Unreadable(why or sentences([say("This can't be read."), say(self.wanted)])))

    def doubts(self, feedback: Feedback) -> bool:
        """Whether the answer may have been read otherwise than it was meant."""
        return feedback.mark == "✗"

    def typed(self, answer: FunctionType, doubt: str = "") -> Feedback:
        """Evaluate and judge an answer.

        doubt: what to write if something else was meant, such as a decimal comma. An error inside
        a function that the learner wrote and calls here is raised unchanged.
        """
        try:
            with np.errstate(all="ignore"):
                answers, named = answer()
        except Exception as error:
            assert error.__traceback__ is not None
            call = error.__traceback__.tb_next  # what was typed; the next one is what it calls
            assert call is not None
            here = call.tb_frame.f_globals
            if any(frame.f_globals is here for frame, _ in walk_tb(call.tb_next)):
                error.__traceback__ = call.tb_next  # not the lines of this file
                raise
            return self.unread(self._why(error, here))
        stand = getattr(self, "practice", None)
        helped = stand is not None and bool(stand.hints or stand.solution)
        seed = stand.seed if stand is not None else 0
        feedback = self(*answers, **named)
        besides = []
        if doubt and self.doubts(feedback) and doubt not in feedback.text:
            besides.append(doubt)
        called = repr(self).partition("(")[0]
        module = getattr(answer.__globals__.get(called.partition(".")[0]), "__name__", "")
        besides += answered(Answered(module, called, self, answers, feedback, helped, seed))
        return replace(feedback, text=sentences([feedback.text, *besides])) if besides else feedback

    def _why(self, error: Exception, there: dict[str, Any]) -> str:
        if isinstance(error, NameError):
            name = str(error.name)
            theirs = (key for key, value in there.items() if isinstance(value, THEIRS))
            known = [one for one in (*NAMES, *theirs) if one[0].lower() == name[0].lower() != "_"]
            near = get_close_matches(name, known, n=1) or get_close_matches(name.lower(), known)
            return sentences([not_known(name, near), say(self.no_name)])
        if isinstance(error, ZeroDivisionError):
            return say("This divides by 0.")
        if isinstance(error, OverflowError):
            return say("A number gets too large here.")
        if isinstance(error, TypeError):
            for word, why in _WRONG_TYPES.items():
                if word in str(error):
                    return say(why)
        said = "".join(format_exception_only(error)).strip()
        python = say("Python says: {said}", said=said)
        return sentences([say("This can't be computed."), say(self.wanted), python])


def not_known(name: str, near: Sequence[str]) -> str:
    """The sentence for a name that is not known, with the nearest one that is."""
    meant = say("Did you mean {name}?", name=near[0]) if near else ""
    return sentences([say("{name} isn't a name we know here.", name=name), meant])
