"""A number set with a slider or typed into a box, and which values it accepts."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import ipywidgets as w
import numpy as np

from lessons_lib.language import brief, say
from lessons_lib.notation import number as shown

Complain = Callable[[str], None]


class Dial:
    """A slider and a labelled number box: two views of one number."""

    def __init__(self, label: str, low: float, high: float, step: float) -> None:
        self._low, self._high, self._whole = low, high, isinstance(step, int)
        self._step = step
        self._value: float | None = None  # what is shown; the slider may be between two values
        self.slider = (w.IntSlider if self._whole else w.FloatSlider)(
            min=low, max=high, step=step, readout=False, layout={"width": "300px"}
        )
        self.box = (w.IntText if self._whole else w.FloatText)(step=step, layout={"width": "76px"})
        self.box.add_class("lesson-box")
        self._both = w.HBox([self.slider, self.box])
        self.widgets = (self._both,)
        self.name(label)

    def check(self, name: str, value: Any) -> float:
        """The value if it is in the slider's range; else raises ValueError with this name."""
        return within(name, value, self._low, self._high, whole=self._whole)

    @property
    def positions(self) -> list[float]:
        """All numbers that the slider can be moved to."""
        count = round((self._high - self._low) / self._step) + 1
        return [
            self._low + i if self._whole else round(self._low + i * self._step, 10)
            for i in range(count)
        ]

    def name(self, label: str) -> None:
        """Change the label of both views."""
        self.slider.description = self.box.description = say(label)

    def hide_label(self) -> None:
        """Hide the label visually; screen readers still get it. For dials beside a list."""
        self._both.add_class("lesson-unlabelled")

    def show(self, value: float) -> None:
        """Move both views to the value.

        A slider in the browser reports 0.05000000000000004 for 0.05. This is not corrected:
        the correction would move the slider back and discard what the learner has done in
        the meantime. A value between two steps stays in the box; the slider shows the nearest.
        """
        self._value = value
        for view in (self.slider, self.box):
            beside = view is self.slider and self._stands_beside(view.value)
            if round(view.value, 10) != value and not beside:
                view.value = value

    def _stands_beside(self, position: float) -> bool:
        """Whether the shown value is between two steps, and this is the nearest one."""
        if self._value is None:
            return False
        steps = (self._value - self._low) / self._step
        nearest = self._low + round(steps) * self._step
        return abs(position - nearest) < 1e-9 < abs(position - self._value)

    def on_move(self, tell: Callable[[Any], None], complain: Complain) -> None:
        """Call tell(value) when the slider or the number in the box changes.

        Invalid input in the box goes to complain(text), which names the label.
        """

        def moved(event: Mapping[str, Any]) -> None:
            if event["owner"] is self.slider and self._stands_beside(event["new"]):
                return  # the page put the slider on the nearest step, and no learner
            try:
                value = self.check(self.slider.description, event["new"])
            except ValueError as error:
                complain(str(error))
            else:
                tell(value)

        for view in (self.slider, self.box):
            view.observe(moved, "value")


def within(name: str, value: Any, low: float, high: float, *, whole: bool) -> float:
    """The value as a float (an int if whole) if low ≤ value ≤ high; else raises ValueError."""
    try:
        number = float(value)
    except (TypeError, ValueError, OverflowError):
        number = np.nan
    if not low <= number <= high or (whole and not number.is_integer()):
        came = shown(number) if np.isfinite(number) else brief(value)
        limits = {"name": name, "low": shown(low), "high": shown(high), "came": came}
        if whole:
            raise ValueError(
                say("{name} must be a whole number from {low} to {high}, not {came}.", **limits)
            )
        raise ValueError(say("{name} must be a number from {low} to {high}, not {came}.", **limits))
    return int(number) if whole else round(number, 10)


def one_of(name: str, value: Any, options: Sequence[Any]) -> Any:
    """The option that equals the value; raises ValueError if there is none."""
    try:
        return options[options.index(value)]
    except ValueError:  # NumPy raises it when an array is compared
        raise not_one_of(name, value, options) from None


def not_one_of(name: str, value: Any, options: Sequence[Any]) -> ValueError:
    """The error for a value that is none of the options."""
    listed = say(", ").join(map(repr, options))
    if len(options) >= 30:
        listed = f"{options[0]!r}, …, {options[-1]!r}"
    return ValueError(
        say(
            "{name} must be one of {listed}, not {value!r}.",
            name=name,
            listed=listed,
            value=value,
        )
    )
