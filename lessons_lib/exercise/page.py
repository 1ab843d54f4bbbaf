"""What an exercise shows in a notebook besides its feedback: questions, help, and buttons."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from IPython.display import display
from ipywidgets import HTML, Button, HBox, VBox

from lessons_lib.exercise import typeset
from lessons_lib.exercise.feedback import Feedback
from lessons_lib.language import say

if TYPE_CHECKING:
    from lessons_lib.exercise.practice import Practised


@dataclass(frozen=True, repr=False)
class Page:
    """A text of an exercise, Markdown that is shown as HTML, and below it a picture as SVG."""

    markdown: str
    picture: str = ""

    def __repr__(self) -> str:
        return self.markdown

    def _repr_html_(self) -> str:
        return typeset.html(self.markdown) + self.picture


@dataclass(frozen=True, repr=False, kw_only=True)
class FeedbackWithButtons(Feedback):
    """Feedback with its question, if that is not in the notebook, and buttons to go on.

    then: the next question, if there is one already.
    """

    exercise: "Practised"
    asked: Page | None = None
    then: Page | None = None

    def _repr_html_(self) -> str:
        pages = [page._repr_html_() if page else "" for page in (self.asked, self.then)]
        return pages[0] + super()._repr_html_() + pages[1]

    def buttons(self) -> VBox:
        """Another one, later another kind, and for fresh numbers a hint and the solution."""
        below, exercise = HTML(), self.exercise
        offered: dict[str, Callable[[], Page]] = {say("Another one"): exercise.new}
        if exercise.mixed:
            offered |= {say("Another kind"): exercise.another_kind}
        if self.asked:
            offered |= {say("Hint"): exercise.hint, say("Solution"): exercise.solution}
        buttons = []
        for text, show in offered.items():
            button = Button(description=text)
            button.on_click(lambda _, show=show: below.set_trait("value", _as_output(show())))
            buttons.append(button)
        return VBox([HBox(buttons), below])

    def _ipython_display_(self) -> None:
        display({"text/plain": repr(self), "text/html": self._repr_html_()}, raw=True)  # type: ignore[no-untyped-call]
        display(self.buttons())  # type: ignore[no-untyped-call]


def _as_output(page: Page) -> str:
    """HTML with JupyterLab's look of a text in an output, which is not that of a widget."""
    return f'<div class="jp-RenderedHTMLCommon">{page._repr_html_()}</div>'
