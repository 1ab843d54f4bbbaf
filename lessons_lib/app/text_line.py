"""A line of text that a learner types, or draws in the picture: a formula, points, pixels."""

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import Any

import ipywidgets as w

from lessons_lib.language import say

MOST_UNDONE = 100
Place = tuple[float, float]  # in the picture, as its axes count


class TextLine:
    """One text, which `read` returns in its own form, or raises ValueError in words.

    With touched(values, place, before), it is also drawn: this is the text after a touch at a
    place, or after a finger moved there from `before`, for these values of the App. Then there are
    Undo and Clear; "" must be a text. The hint stands in the box while it is empty.
    """

    def __init__(
        self,
        name: str,
        label: str,
        value: str,
        read: Callable[[str], str],
        touched: Callable[[Mapping[str, Any], Place, Place | None], str] | None = None,
        hint: str = "",
    ) -> None:
        self._name, self._read, self.touched = name, read, touched
        self._text = read(value)
        self.defaults: dict[str, Any] = {name: self._text}
        self._values: Mapping[str, Any] = self.defaults
        self._undone_to: list[str] = []
        self._last: Place | None = None  # of the finger
        self._box = w.Text(
            description=say(label),
            placeholder=say(hint) if hint else "",
            continuous_update=False,
            style={"description_width": "initial"},
        )
        self._box.add_class("lesson-line")
        self.widgets: tuple[Any, ...] = (self._box,)
        if touched:
            self._undo = w.Button(description=say("Undo"))
            self._clear = w.Button(description=say("Clear"))
            self.widgets += (self._undo, self._clear)

    def check(self, name: str, value: Any) -> str:
        """The text in its own form; raises ValueError for what cannot be read."""
        if not isinstance(value, str):
            raise ValueError(say("{name} must be text, not {came!r}.", name=name, came=value))
        return self._read(value)

    def show(self, values: Mapping[str, Any]) -> None:
        """The box holds the text."""
        self._values = values
        self._text = self._box.value = values[self._name]

    def listen(
        self,
        change: Callable[..., None],
        note: Callable[[str], None],
        complain: Callable[[str], None],
    ) -> None:
        """Tell change(**values) what the learner typed or drew."""

        def become(text: str, *, undone_by: str | None = None) -> None:
            try:
                text = self._read(text)
            except ValueError as misfit:
                complain(str(misfit))
                self._last = None  # what comes now begins again
                return
            if undone_by is not None and text != undone_by:
                self._undone_to = [*self._undone_to, undone_by][-MOST_UNDONE:]
            self._text = text
            change(**{self._name: text})

        def undo(_: Any) -> None:
            while self._undone_to:
                before = self._undone_to.pop()
                if before != self._text:
                    become(before)
                    return
            note(say("There's nothing to undo."))

        def typed(event: Mapping[str, Any]) -> None:
            if event["new"] != self._text:  # else `show` wrote it
                become(event["new"], undone_by=self._text)

        self._become = become
        self._box.observe(typed, "value")
        if self.touched:
            self._undo.on_click(undo)
            self._clear.on_click(lambda _: become("", undone_by=self._text))

    def draw(self, places: Sequence[Place], *, goes_on: bool) -> None:
        """A finger in the picture was at these places, and goes on from where it was, or begins."""
        text, begins = self._text, not goes_on or self._last is None
        for before, place in pairwise([None if begins else self._last, *places]):
            assert self.touched and place
            text = self.touched({**self._values, self._name: text}, place, before)
        self._last = places[-1]
        if text != self._text:
            self._become(text, undone_by=self._text if begins else None)
