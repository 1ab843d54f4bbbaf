"""What cannot be made is answered by one sentence, without the lines of our code."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar, cast

Make = TypeVar("Make", bound=Callable[..., object])


class NotMade(ValueError):
    """What a learner asked for does not fit; the text says what was expected and what to do."""

    def _render_traceback_(self) -> list[str]:  # what a notebook shows
        return [str(self)]


def plainly(make: Make) -> Make:
    """A ValueError of this function becomes a NotMade."""

    @wraps(make)
    def made(*args: object, **named: object) -> object:
        try:
            return make(*args, **named)
        except ValueError as misfit:
            raise NotMade(str(misfit)) from None

    return cast(Make, made)
