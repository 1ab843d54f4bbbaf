"""The controls of an interactive: each owns one or more keywords and their widgets.

A control has `defaults` (keyword -> value), `widgets` that are placed side by side, `check(name,
value)`, which returns the value in its own type or raises ValueError, `show(values)`, which updates
the widgets, and `listen(change, note, complain)`, which registers callbacks: change(**values) when
the learner (or `show`) moves the control, note(text) when there is nothing to change,
complain(text) for invalid input.

A control creates no widgets besides `widgets`, because the App displays and closes exactly those.
"""

import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

import ipywidgets as w
import numpy as np

from lessons_lib.language import Later, say
from lessons_lib.notation import number as shown

Change = Callable[..., None]
Note = Callable[[str], None]
Complain = Callable[[str], None]


class Dial:
    """A slider and a labelled number box: two views of one number."""

    def __init__(self, label: str, low: float, high: float, step: float) -> None:
        self._low, self._high, self._whole = low, high, isinstance(step, int)
        self._slider = (w.IntSlider if self._whole else w.FloatSlider)(
            min=low, max=high, step=step, readout=False, layout={"width": "300px"}
        )
        self._box = (w.IntText if self._whole else w.FloatText)(step=step, layout={"width": "76px"})
        self._box.add_class("lesson-box")
        self._both = w.HBox([self._slider, self._box])
        self.widgets = (self._both,)
        self.name(label)

    def check(self, name: str, value: Any) -> float:
        """The value if it is in the slider's range; else raises ValueError with this name."""
        return within(name, value, self._low, self._high, whole=self._whole)

    def name(self, label: str) -> None:
        """Change the label of both views."""
        self._slider.description = self._box.description = say(label)

    def hide_label(self) -> None:
        """Hide the label visually; screen readers still get it. For dials beside a list."""
        self._both.add_class("lesson-unlabelled")

    def show(self, value: float) -> None:
        """Move both views to the value.

        A slider in the browser reports 0.05000000000000004 for 0.05. This is not corrected:
        the correction would move the slider back and discard what the learner has done in
        the meantime.
        """
        for view in (self._slider, self._box):
            if round(view.value, 10) != value:
                view.value = value

    def on_move(self, tell: Callable[[Any], None], complain: Complain) -> None:
        """Call tell(value) when the slider or the number in the box changes.

        Invalid input in the box goes to complain(text), which names the label.
        """

        def moved(event: Mapping[str, Any]) -> None:
            try:
                value = self.check(self._slider.description, event["new"])
            except ValueError as error:
                complain(str(error))
            else:
                tell(value)

        for view in (self._slider, self._box):
            view.observe(moved, "value")


class Slider:
    """One number from low to high."""

    def __init__(
        self, name: str, label: str, value: float, low: float, high: float, step: float
    ) -> None:
        self.defaults: dict[str, Any] = {name: value}
        self._name = name
        self._dial = Dial(label, low, high, step)
        self.widgets = self._dial.widgets

    def check(self, name: str, value: Any) -> float:
        return self._dial.check(name, value)

    def show(self, values: Mapping[str, Any]) -> None:
        self._dial.show(values[self._name])

    def listen(self, change: Change, note: Note, complain: Complain) -> None:
        self._dial.on_move(lambda value: change(**{self._name: value}), complain)


class Choice:
    """One of a few options: label -> value, or names alone.

    Choosing an option also sets the values in `also`.
    """

    def __init__(
        self,
        name: str,
        label: str,
        value: Any,
        options: Mapping[str, Any] | Iterable[str],
        also: Mapping[str, Any] = MappingProxyType({}),
    ) -> None:
        self.defaults: dict[str, Any] = {name: value}
        labelled = options if isinstance(options, Mapping) else {each: each for each in options}
        self._name, self._options, self._also = name, list(labelled.values()), also
        self._list = w.Dropdown(
            options=[(say(text), option) for text, option in labelled.items()],
            value=value,
            description=say(label),
            style={"description_width": "initial"},
            layout={"width": "max-content"},
        )
        self.widgets = (self._list,)

    @property
    def chosen(self) -> Any:
        """The value of the selected option."""
        return self._list.value

    def check(self, name: str, value: Any) -> Any:
        return one_of(name, value, self._options)

    def show(self, values: Mapping[str, Any]) -> None:
        self._list.value = values[self._name]

    def listen(self, change: Change, note: Note, complain: Complain) -> None:
        self._list.observe(
            lambda event: change(**{self._name: event["new"], **self._also}), "value"
        )


class Steps:
    """A sequence of `moments`: Back, Next, and a slider to jump.

    Names are counted from 0; the numbers of a range are shown as they are.
    """

    def __init__(self, name: str, label: str, moments: Sequence[Any]) -> None:
        self.defaults: dict[str, Any] = {name: moments[0]}
        self._name, self._moments = name, moments
        self._at = 0
        self._back = w.Button(description=say("Back"))
        self._next = w.Button(description=say("Next"))
        self._next.button_style = "primary"
        self._first = moments.start if isinstance(moments, range) else 0
        self._dial = Dial(label, self._first, self._first + len(moments) - 1, 1)
        self.widgets = (self._back, self._next, *self._dial.widgets)

    def check(self, name: str, value: Any) -> Any:
        return one_of(name, value, self._moments)

    def show(self, values: Mapping[str, Any]) -> None:
        self._at = self._moments.index(values[self._name])
        self._dial.show(self._first + self._at)

    def listen(self, change: Change, note: Note, complain: Complain) -> None:
        last = len(self._moments) - 1

        def go(to: int) -> None:
            change(**{self._name: self._moments[to]})

        def step(by: int, at_the_end: str) -> None:
            if 0 <= self._at + by <= last:
                go(self._at + by)
            else:
                note(at_the_end)

        self._dial.on_move(lambda to: go(to - self._first), complain)
        self._back.on_click(lambda _: step(-1, say("This is the first step. Next leads on.")))
        self._next.on_click(lambda _: step(+1, say("This is the last step. Back leads back.")))


class Run:
    """Steps that can also advance by themselves: Train starts, Stop ends it.

    Between two steps the kernel's event loop is free to handle other controls. A run ends at
    the last step, or when the learner steps back. Without an event loop, as in a plain script,
    Train takes one step.
    """

    def __init__(
        self,
        name: str,
        label: str,
        moments: Sequence[Any],
        rest: float = 0.1,
        ready: Callable[[Mapping[str, Any]], int] | None = None,
    ) -> None:
        """`rest` is the pause between two steps, in seconds.

        `ready(values)` is the number of moments that are already computed. A jump beyond
        them advances step by step. Without `ready`, all moments count as computed.
        """
        self._steps = Steps(name, label, moments)
        self.defaults = self._steps.defaults
        self._name, self._moments, self._rest = name, moments, rest
        self._ready = ready or (lambda _: len(moments))
        self._values: Mapping[str, Any] = {}
        self._at, self._until = 0, 0
        self._task: asyncio.Task[None] | None = None  # a task ends when this is another one
        self._train = w.Button(description=say("Train"))
        self._stop = w.Button(description=say("Stop"))
        self._train.button_style = "primary"
        self.widgets = (self._train, self._stop, *self._steps.widgets)

    def check(self, name: str, value: Any) -> Any:
        return self._steps.check(name, value)

    def show(self, values: Mapping[str, Any]) -> None:
        self._steps.show(values)
        self._values = values
        before, self._at = self._at, self._moments.index(values[self._name])
        if self._at < before:
            self._task = None

    def listen(self, change: Change, note: Note, complain: Complain) -> None:
        last = len(self._moments) - 1

        def step() -> None:
            change(**{self._name: self._moments[self._at + 1]})

        async def go_on() -> None:
            me = asyncio.current_task()
            try:
                # a closed widget has no comm: the picture is no longer displayed
                while self._task is me and self._at < self._until and self._train.comm:
                    step()
                    await asyncio.sleep(self._rest)
            except Exception as mistake:
                what = f"{type(mistake).__name__}: {mistake}"
                complain(say("Training has stopped. {mistake}", mistake=what))
                raise  # for the kernel's log
            finally:
                if self._task is me:
                    self._task = None

        def walks(to: int) -> bool:
            """Run to this moment; returns False if there is no event loop."""
            self._until = to
            try:
                self._task = self._task or asyncio.get_running_loop().create_task(go_on())
            except RuntimeError:
                return False
            return True

        def jump(**there: Any) -> None:
            to = self._moments.index(there[self._name])
            far = to > self._at + 1 and to >= self._ready(self._values)
            if not (far and walks(to)):
                change(**there)

        def train(_: Any) -> None:
            if self._at == last:
                note(say("This is the last step. Go back to train again."))
            elif self._task and self._until == last:
                note(say("It is training already. Stop ends it."))
            elif not walks(last):
                step()

        def stop(_: Any) -> None:
            if self._task:
                note(say("Training has stopped. Train goes on."))
            else:
                note(say("Nothing is running."))
            self._task = None

        self._steps.listen(jump, note, complain)
        self._train.on_click(train)
        self._stop.on_click(stop)


class Numbers:
    """Many numbers, one of them selected: a list to select it, a slider and a box to change it.

    numbers maps keyword -> (label, value). The keyword `name` holds the selected one.
    """

    def __init__(
        self,
        name: str,
        label: str,
        numbers: Mapping[str, tuple[str, float]],
        low: float,
        high: float,
        step: float,
    ) -> None:
        values = {key: value for key, (_, value) in numbers.items()}
        self.defaults: dict[str, Any] = {name: next(iter(numbers)), **values}
        self._name = name
        self._labels = {key: text for key, (text, _) in numbers.items()}
        options = {text: key for key, text in self._labels.items()}
        self._choice = Choice(name, label, self.defaults[name], options)
        self._dial = Dial(label, low, high, step)
        self._dial.hide_label()
        self.widgets = (*self._choice.widgets, *self._dial.widgets)

    def check(self, name: str, value: Any) -> Any:
        if name == self._name:
            return self._choice.check(name, value)
        return self._dial.check(name, value)

    def show(self, values: Mapping[str, Any]) -> None:
        chosen = values[self._name]
        self._choice.show(values)
        self._dial.name(self._labels[chosen])
        self._dial.show(values[chosen])

    def listen(self, change: Change, note: Note, complain: Complain) -> None:
        self._choice.listen(change, note, complain)
        self._dial.on_move(lambda value: change(**{self._choice.chosen: value}), complain)


class Presets:
    """Named states: label -> {keyword: value}. Owns no keyword of its own.

    Any other state is shown as "your own".
    """

    def __init__(self, label: str, presets: Mapping[Any, Mapping[str, Any]]) -> None:
        self.defaults: dict[str, Any] = {}
        self._presets = presets
        self._list = w.Dropdown(
            options=[(say(name), name) for name in (_OWN, *presets)],
            description=say(label),
            style={"description_width": "initial"},
            layout={"width": "max-content"},
        )
        self.widgets = (self._list,)

    def check(self, name: str, value: Any) -> Any:
        raise ValueError(
            say("Presets have no value of their own, so not {name!r} either.", name=name)
        )

    def show(self, values: Mapping[str, Any]) -> None:
        same = (name for name, preset in self._presets.items() if preset.items() <= values.items())
        self._list.value = next(same, _OWN)

    def listen(self, change: Change, note: Note, complain: Complain) -> None:
        # selecting "your own" changes nothing: reset the list to the name of the state
        self._list.observe(lambda event: change(**self._presets.get(event["new"], {})), "value")


_OWN = Later("your own")

Control = Slider | Choice | Steps | Run | Numbers | Presets


def within(name: str, value: Any, low: float, high: float, *, whole: bool) -> float:
    """The value as a float (an int if whole) if low ≤ value ≤ high; else raises ValueError."""
    try:
        number = float(value)
    except (TypeError, ValueError, OverflowError):
        number = np.nan
    if not low <= number <= high or (whole and not number.is_integer()):
        came = shown(number) if np.isfinite(number) else repr(value)
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
        listed = say(", ").join(map(repr, options))
        if len(options) >= 30:
            listed = f"{options[0]!r}, …, {options[-1]!r}"
        raise ValueError(
            say(
                "{name} must be one of {listed}, not {value!r}.",
                name=name,
                listed=listed,
                value=value,
            )
        ) from None
