"""Which states of an interactive a page keeps: those that its first control and its lists reach.

The first control is kept whole or, where it has very many positions, at every second, fifth, … of
them. Other controls follow while all states together are few enough: first the presets, then the
lists, then the sliders.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Any

from lessons_lib.app import (
    AnswerBox,
    App,
    Choice,
    Control,
    Numbers,
    Presets,
    Run,
    Slider,
    Steps,
    TextLine,
)
from lessons_lib.notation import number

MOST_STATES, MOST_POSITIONS = 150, 101
STRIDES = 1, 2, 4, 5, 10, 20, 25, 50, 100
ORDER = Presets, Choice, Slider, Numbers, Run, Steps

State = dict[str, Any]


@dataclass(frozen=True)
class Option:
    """One position of a control: its text, and the values that it sets."""

    text: str
    sets: Mapping[str, Any]

    def holds(self, state: State) -> bool:
        """Whether the control shows this option in that state."""
        return self.sets.items() <= state.items()


@dataclass(frozen=True)
class Way:
    """A control as a page without a kernel has it: its options in order, of a slider or a list."""

    label: str
    kind: str  # "steps" (a slider with Back and Next), "slider" or "list"
    options: Sequence[Option]

    def every(self, stride: int, kept: Sequence[State]) -> "Way":
        """Each stride-th position of a slider, its last one, and those of the kept states."""
        ends = {0, len(self.options) - 1}
        options = [
            option
            for at, option in enumerate(self.options)
            if at % stride == 0 or at in ends or any(map(option.holds, kept))
        ]
        return replace(self, options=options) if self.kind != "list" else self


Ways = Sequence[Way]


def states_of(app: App) -> tuple[Ways, list[State]]:
    """The controls, and the states that they reach from what the App shows."""
    start = app.values  # and what is typed needs a kernel
    first, *others = (one for one in app.controls if not isinstance(one, AnswerBox | TextLine))
    kept = [start]
    for control in app.controls:
        if isinstance(control, Choice | Presets):
            kept += [start | dict(sets) for sets in control.places.values()]
    main = next(
        ways
        for ways in _thinner(_ways(first, start), kept, 1)
        if max(len(way.options) for way in ways) <= MOST_POSITIONS
    )
    rest: Ways = []
    for control in sorted(others, key=lambda one: ORDER.index(type(one))):
        walked = isinstance(first, Steps | Run) and not isinstance(control, Presets)
        for more, thinner in product(
            _thinner(_ways(control, start), kept, 5), _thinner(main, kept, 41 if walked else 11)
        ):
            if len(reached([*thinner, *rest, *more], start)) <= MOST_STATES:
                main, rest = thinner, [*rest, *more]
                break
    return [*main, *rest], _walk_by_walk(reached([*main, *rest], start), main)


def reached(ways: Ways, start: State) -> list[State]:
    """All states that these controls reach from the start; of too many, MOST_STATES and one."""
    found, waiting = {tuple(start.values()): start}, [start]
    for state in waiting:
        for option in (option for way in ways for option in way.options):
            then = state | option.sets
            if tuple(then.values()) not in found:
                found[tuple(then.values())] = then
                waiting.append(then)
                if len(found) > MOST_STATES:
                    return waiting
    return waiting


def _walk_by_walk(states: list[State], main: Ways) -> list[State]:
    """In the order of walks along the first control, so that each walk is computed once."""
    walked = {name for way in main for option in way.options for name in option.sets}
    values = {name: list(dict.fromkeys(state[name] for state in states)) for name in states[0]}
    names = sorted(values, key=walked.__contains__)
    return sorted(states, key=lambda state: [values[name].index(state[name]) for name in names])


def _thinner(ways: Ways, kept: Sequence[State], fewest: int) -> Iterator[Ways]:
    """The same controls, and those with fewer and fewer positions of the sliders."""
    yield ways
    for stride in STRIDES[1:]:
        thinner = [way.every(stride, kept) for way in ways]
        if thinner != ways and all(
            len(way.options) >= fewest for way in thinner if way.kind != "list"
        ):
            yield thinner


def _ways(control: Control, start: State) -> Ways:
    if isinstance(
        control, Numbers
    ):  # a slider for each; moved, it leaves the others at their start
        others = {name: start[name] for name in control.defaults}
        return [
            Way(label, "slider", [Option(number(at), others | sets) for at, sets in places.items()])
            for label, places in control.places.items()
        ]
    if isinstance(control, Choice | Presets):
        options = [Option(text, sets) for text, sets in control.places.items()]
        return [Way(control.label, "list", options)]
    options = [Option(number(at, 6), sets) for at, sets in control.places.items()]
    kind = "steps" if isinstance(control, Steps | Run) else "slider"
    return [Way(control.slider.description, kind, options)]
