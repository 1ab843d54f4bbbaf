"""What an interactive says about its picture."""

from collections.abc import Sequence
from dataclasses import dataclass

from lessons_lib.notation import Table


@dataclass(frozen=True)
class Words:
    """What `update` returns: a sentence, lines of formula, the picture in words, its numbers.

    All of it is text in the notation of `markup`, and may be a `Later`.
    """

    status: str
    alt: str
    formula: Sequence[str] = ()
    table: Table | None = None
