"""The controls of an interactive: each owns one or more keywords and their widgets.

A control has `defaults` (keyword -> value), `widgets` that are placed side by side, `check(name,
value)`, which returns the value in its own type or raises ValueError, `show(values)`, which updates
the widgets, and `listen(change, note, complain)`, which registers callbacks: change(**values) when
the learner (or `show`) moves the control, note(text) when there is nothing to change,
complain(text) for invalid input.

A control with a slider along which an App is walked also has the `slider` and its `box`, `places`
(position of the slider -> values of its keyword), `place(values)`, where it stands for these
values, and `ready(values)`, the number of places already computed.
A list has a `label`, and `places` (text of an option -> values). Numbers has `places` of a slider
for the label of each of its numbers.

A control creates no widgets besides `widgets`, because the App displays and closes exactly those.
"""

import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

import ipywidgets as w

from lessons_lib.app.answer_box import AnswerBox
from lessons_lib.app.dial import Complain, Dial, one_of
from lessons_lib.app.text_line import TextLine
from lessons_lib.language import Later, say

Change = Callable[..., None]
Note = Callable[[str], None]


class Slider:
    """One number from low to high."""

    def __init__(
        self, name: str, label: str, value: float, low: float, high: float, step: float
    ) -> None:
        self.defaults: dict[str, Any] = {name: value}
        self._name = name
        self._dial = Dial(label, low, high, step)
        self.slider, self.box = self._dial.slider, self._dial.box
        self.widgets = self._dial.widgets

    @property
    def places(self) -> dict[float, dict[str, Any]]:
        return {position: {self._name: position} for position in self._dial.positions}

    def place(self, values: Mapping[str, Any]) -> float:
        where: float = values[self._name]
        return where

    def ready(self, values: Mapping[str, Any]) -> int:
        return len(self.places)

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
        _mark_long(self._list)
        self.widgets = (self._list,)

    @property
    def chosen(self) -> Any:
        """The value of the selected option."""
        return self._list.value

    @property
    def label(self) -> str:
        return str(self._list.description)

    @property
    def places(self) -> dict[str, dict[str, Any]]:
        return {text: {self._name: value, **self._also} for text, value in self._list.options}

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

    def __init__(
        self,
        name: str,
        label: str,
        moments: Sequence[Any],
        ready: Callable[[Mapping[str, Any]], int] | None = None,
    ) -> None:
        """ready(values) is the number of moments that are already computed; all by default."""
        self.ready = ready or (lambda _: len(moments))
        self.defaults: dict[str, Any] = {name: moments[0]}
        self._name, self._moments = name, moments
        self._at = 0
        self._back = w.Button(description=say("Back"))
        self._next = w.Button(description=say("Next"))
        self._next.button_style = "primary"
        self._first = moments.start if isinstance(moments, range) else 0
        self._dial = Dial(label, self._first, self._first + len(moments) - 1, 1)
        self._back.add_class("lesson-back")
        self._next.add_class("lesson-next")
        self.slider, self.box = self._dial.slider, self._dial.box
        self.widgets = (self._back, self._next, *self._dial.widgets)

    @property
    def places(self) -> dict[float, dict[str, Any]]:
        return {at: {self._name: one} for at, one in enumerate(self._moments, self._first)}

    def place(self, values: Mapping[str, Any]) -> int:
        return self._first + self._moments.index(values[self._name])

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
        self._back.on_click(lambda _: step(-1, say("This is the first step. Press Next to go on.")))
        self._next.on_click(
            lambda _: step(+1, say("This is the last step. Press Back to go back."))
        )


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

        `ready(values)` is the number of moments that are already computed, all by default. A
        jump beyond them advances step by step.
        """
        self._steps = Steps(name, label, moments, ready)
        self.defaults = self._steps.defaults
        self._name, self._moments, self._rest = name, moments, rest
        self.ready = self._steps.ready
        self._values: Mapping[str, Any] = {}
        self._at, self._until = 0, 0
        self._task: asyncio.Task[None] | None = None  # a task ends when this is another one
        self._train = w.Button(description=say("Train"))
        self._stop = w.Button(description=say("Stop"))
        self._train.button_style = "primary"
        self.slider, self.box = self._steps.slider, self._steps.box
        self.widgets = (self._train, self._stop, *self._steps.widgets)

    @property
    def places(self) -> dict[float, dict[str, Any]]:
        return self._steps.places

    def place(self, values: Mapping[str, Any]) -> int:
        return self._steps.place(values)

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
            far = to > self._at + 1 and to >= self.ready(self._values)
            if not (far and walks(to)):
                change(**there)

        def train(_: Any) -> None:
            if self._at == last:
                note(say("This is the last step. Go back to train again."))
            elif self._task and self._until == last:
                note(say("It's already training. Press Stop to end it."))
            elif not walks(last):
                step()

        def stop(_: Any) -> None:
            if self._task:
                note(say("Training has stopped. Press Train to continue."))
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

    @property
    def places(self) -> dict[str, dict[float, dict[str, Any]]]:
        return {
            say(text): {at: {self._name: key, key: at} for at in self._dial.positions}
            for key, text in self._labels.items()
        }

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
        _mark_long(self._list)
        self.widgets = (self._list,)

    @property
    def label(self) -> str:
        return str(self._list.description)

    @property
    def places(self) -> dict[str, Mapping[str, Any]]:
        return {text: self._presets.get(name, {}) for text, name in self._list.options}

    def check(self, name: str, value: Any) -> Any:
        raise ValueError(
            say("Presets have no value of their own, so there's no {name!r}.", name=name)
        )

    def show(self, values: Mapping[str, Any]) -> None:
        same = (name for name, preset in self._presets.items() if preset.items() <= values.items())
        self._list.value = next(same, _OWN)

    def listen(self, change: Change, note: Note, complain: Complain) -> None:
        # selecting "your own" changes nothing: reset the list to the name of the state
        self._list.observe(lambda event: change(**self._presets.get(event["new"], {})), "value")


_OWN = Later("your own")
LONG = 21  # characters: a list with longer options is twice as wide


def _mark_long(dropdown: Any) -> None:
    if any(len(text) > LONG for text, _ in dropdown.options):
        dropdown.add_class("lesson-long")


Walk = Slider | Steps | Run
Control = Walk | Choice | Numbers | Presets | AnswerBox | TextLine
