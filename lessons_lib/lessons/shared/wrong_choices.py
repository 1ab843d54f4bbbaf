"""The wrong answers of a question with a template, in which one of several lines is chosen."""

from collections.abc import Callable, Sequence
from typing import Any

from lessons_lib.mistakes.mistake import Mistake

WHY = "{why}"  # why it is the right line, and what is said of the others: numbers of the template
LOOKS = ("{first}", "{second}", "{third}")


def wrong_choices(right: Callable[..., int], count: int) -> list[Mistake]:
    """The other lines; what is said of each comes with the drawn numbers, by `other_lines`."""
    return [
        Mistake("", look, lambda *given, i=i: _others(right(*given), count)[i])
        for i, look in enumerate(LOOKS[: count - 1])
    ]


def other_lines(right: int, texts: Sequence[str]) -> dict[str, Any]:
    """For the numbers of a template: what is said of each line but the right one."""
    others = _others(right, len(texts))
    return {look.strip("{}"): texts[line - 1] for look, line in zip(LOOKS, others, strict=False)}


def _others(right: int, count: int) -> list[int]:
    return [line for line in range(1, count + 1) if line != right]
