"""The texts about a picture."""

from collections.abc import Sequence
from dataclasses import dataclass

from lessons_lib.notation import Table


@dataclass(frozen=True)
class Words:
    """The result of `update`: status sentence, formula lines, alternative text, table.

    All text is in the notation of `markup` and may be a `Later`; `code` is Python, to be copied.
    """

    status: str
    alt: str
    formula: Sequence[str] = ()
    table: Table | None = None
    code: str = ""
