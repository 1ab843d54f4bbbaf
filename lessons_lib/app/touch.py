"""Which controls a finger in the picture moves."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from lessons_lib.app.controls import Choice, Control, Numbers, Run, Slider, Steps
from lessons_lib.app.parts import Limits, Part
from lessons_lib.app.text_line import Place, TextLine


class Touch:
    """The controls, as the page finds them from what a part of a picture says.

    `widgets` are their sliders, lists and texts; a region says which of them go where.
    """

    def __init__(self, controls: Sequence[Control]) -> None:
        self.widgets: list[Any] = []
        self._at: dict[str, tuple[int, Any]] = {}  # value, or keyword=value -> widget, position
        self._along: dict[str, int] = {}  # keyword of a slider or a text -> widget
        self._drawn: dict[int, TextLine] = {}
        for control in controls:
            if isinstance(control, Slider | Steps | Run):
                (name,) = control.defaults
                self._along[name] = len(self.widgets)
                self._add(name, control.slider, {p: v[name] for p, v in control.places.items()})
            elif isinstance(control, Choice | Numbers):
                name, *numbers = control.defaults
                values = numbers or [option for _, option in control.widgets[0].options]
                self._add(name, control.widgets[0], dict(enumerate(values)))
            elif isinstance(control, TextLine) and control.touched:
                (name,) = control.defaults
                self._along[name] = len(self.widgets)
                self._drawn[len(self.widgets)] = control
                self._add(name, control.widgets[0], {})

    def _add(self, name: str, widget: Any, values: Mapping[Any, Any]) -> None:
        for position, value in values.items():
            at = self._at[f"{name}={value}"] = len(self.widgets), position
            if isinstance(value, str):
                self._at.setdefault(value, at)
        self.widgets.append(widget)

    def regions(self, parts: Iterable[Part]) -> list[dict[str, Any]]:
        """What the page is told about the parts that a control answers to."""
        found: list[dict[str, Any]] = []
        for part in parts:
            sets = [self._at[value] for value in part.url.split() if value in self._at]
            x, y = self._axis(part.across), self._axis(part.up)
            if sets or x or y:
                found.append({"places": part.places, "sets": sets, "x": x, "y": y})
        return found

    def draw(self, which: int, places: Sequence[Place], *, goes_on: bool) -> None:
        """A finger was at these places of a plane that stands for this widget, a text."""
        self._drawn[which].draw([(x, y) for x, y in places], goes_on=goes_on)

    def _axis(self, axis: Limits | None) -> tuple[int, float, float] | None:
        return (self._along[axis[0]], *axis[1:]) if axis and axis[0] in self._along else None
