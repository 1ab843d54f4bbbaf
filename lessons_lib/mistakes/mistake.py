"""One mistake: its algorithm and its explanation."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Self


@dataclass(frozen=True, eq=False)
class Mistake:
    """A wrong algorithm `of`. The learner reads: "… comes out when {when}. {look}".

    `when` is "" for a wrong choice, where nothing is computed and `look` is the whole text.
    part_of: the `when` of the more general mistake, which is then not named beside it.
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
        """The same mistake adapted to another exercise.

        prepare(*given) converts the exercise's arguments to those of the algorithm; pick
        selects the exercise's answer from its result.
        """
        return replace(self, of=lambda *given: pick(self.of(*prepare(*given))))
