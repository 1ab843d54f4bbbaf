"""The feedback of a check: a mark and a few sentences, as text and HTML."""

from dataclasses import dataclass, field
from html import escape

_COLOURS = {
    "✓": "var(--jp-success-color1, #2e7d32)",
    "✗": "var(--jp-error-color1, #b00020)",
    "→": "var(--jp-info-color1, #0072b2)",
}


@dataclass(frozen=True, repr=False)
class Feedback:
    """mark is ✓ (right), ✗ (wrong) or → (to do). Each line of text is a line on the page.

    mistakes: the recognised ones, in English whatever is spoken. unread: whether what came is no
    answer, so that it is neither right nor wrong.
    """

    mark: str
    text: str
    mistakes: tuple[str, ...] = field(default=(), compare=False)
    unread: bool = field(default=False, compare=False)

    def __repr__(self) -> str:
        return f"{self.mark} {self.text}"

    def _repr_html_(self) -> str:
        lines = escape(repr(self)).replace("\n", "<br>")
        return (
            '<div role="status" aria-live="polite" style="border-left: 4px solid '
            f'{_COLOURS[self.mark]}; padding: 4px 12px; line-height: 1.5">{lines}</div>'
        )
