"""One mistake: the algorithm, and what to say about it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Self


@dataclass(frozen=True, eq=False)
class Mistake:
    """An algorithm `of` that is wrong. It is said like this: "… comes out when {when}. {look}".

    `when` is "" for a wrong choice, where nothing is computed and `look` says it all.
    part_of: the `when` of a mistake of which this is a special case, not to be named beside it.
    """

    when: str
    look: str
    of: Callable[..., Any]
    part_of: str | None = None

    def on(
        self,
        prepare: Callable[..., Any] = lambda *given: given,
        pick: Callable[[Any], Any] = lambda result: result,
    ) -> Self:
        """The same mistake in another exercise.

        prepare(*given) makes the arguments that the algorithm wants out of what the exercise gives;
        pick takes out of its result what the exercise asks for.
        """
        return replace(self, of=lambda *given: pick(self.of(*prepare(*given))))
