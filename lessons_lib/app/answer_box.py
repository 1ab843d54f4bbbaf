"""A box into which a learner types one number after the other."""

from collections.abc import Callable, Mapping
from numbers import Real
from typing import Any

import ipywidgets as w

from lessons_lib.language import say

LONGEST = 200  # characters


class AnswerBox:
    """The blanks of an exercise, keyword -> label; the keyword `at` says which one is asked for.

    The values are the texts as typed. onward(values) is called when the learner has answered one,
    with its text among the values; it returns the values that change as well.
    """

    def __init__(
        self,
        at: str,
        blanks: Mapping[str, str],
        onward: Callable[[Mapping[str, Any]], Mapping[str, Any]],
    ) -> None:
        self.defaults: dict[str, Any] = dict.fromkeys(blanks, "")
        self._at, self._blanks, self._onward = at, blanks, onward
        self._values: Mapping[str, Any] = {}
        self._box = w.Text(
            continuous_update=False,
            style={"description_width": "initial"},
            layout={"width": "max-content", "max_width": "100%"},
        )
        self._box.add_class("lesson-answer")
        self._check = w.Button(description=say("Check"))
        self._check.button_style = "primary"
        self.widgets = (self._box, self._check)

    def check(self, name: str, value: Any) -> str:
        """The text; a number is written out."""
        if isinstance(value, Real) and not isinstance(value, bool):
            return repr(float(value)).removesuffix(".0")
        if not isinstance(value, str):
            raise ValueError(
                say("{name} must be a number or text, not {came!r}.", name=name, came=value)
            )
        return value.strip()[:LONGEST]

    def show(self, values: Mapping[str, Any]) -> None:
        """Ask for the number of this state; the box holds what was typed for it."""
        self._values = values
        asked = values[self._at]
        self._box.description = f"{self._blanks[asked]} =" if asked in self._blanks else "="
        self._box.value = values.get(asked, "")

    def listen(
        self,
        change: Callable[..., None],
        note: Callable[[str], None],
        complain: Callable[[str], None],
    ) -> None:
        """Tell change(**values) what the learner typed."""

        def answered(text: str) -> bool:
            asked = self._values[self._at]
            if asked not in self._blanks or text.strip() == self._values[asked]:
                return False  # nothing to answer, or `show` itself wrote it
            mine = {asked: self.check(asked, text)}
            change(**mine, **self._onward({**self._values, **mine}))
            return True

        def checked(_: Any) -> None:
            if not answered(self._box.value) and not self._box.value:
                note(say("Type the number into the box."))

        self._box.observe(lambda event: answered(event["new"]), "value")
        self._check.on_click(checked)
