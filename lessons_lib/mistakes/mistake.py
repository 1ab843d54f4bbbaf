"""One mistake: its algorithm and its explanation; and what no mistake needs to explain."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Self

from lessons_lib.language import later


@dataclass(frozen=True, eq=False)
class Mistake:
    """A wrong algorithm `of`. The learner reads: "It looks as if {when}. {look}".

    `when` is "" for a wrong choice, where nothing is computed and `look` is the whole text.
    part_of: the `when` of the more general mistake, which is then not named beside it.
    anywhere: whether it can be made in any exercise; then another mistake is the better reason.
    """

    when: str
    look: str
    of: Callable[..., Any]
    part_of: str | None = None
    anywhere: bool = False

    def __post_init__(self) -> None:
        later(self, "when", "look")

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


@dataclass(frozen=True, eq=False)
class Impossible:
    """A reason why a number can't be right, whatever was done: of(number, *given) is true then."""

    why: str
    of: Callable[..., Any]

    def __post_init__(self) -> None:
        later(self, "why")
