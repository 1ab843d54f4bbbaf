"""A film: an interactive in all states that a page keeps of it."""

import ast
import importlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from film_states import State, Way, Ways, states_of
from lessons_lib.app import App, Choice, Run, Slider, Steps
from lessons_lib.app.parts import Part

ROOT = Path(__file__).parents[2]
Indices = list[tuple[int, int]]  # of keywords, and of their values
MEASURED = ("forward_times_backward.clock()",)  # on the reader's machine, so a page cannot know it


class Stored(NamedTuple):
    """An interactive as it is stored in a notebook."""

    cell: str  # zero-walk
    shown: str  # six_neurons.walk().set(x1=0, x2=0)

    @property
    def name(self) -> str:
        """The name of its film: six_neurons.walk, or for another state, six_neurons.zero-walk."""
        call = self.shown.removesuffix("()")
        return f"{call.partition('.')[0]}.{self.cell}" if "(" in call else call


def stored(notebook: Path) -> Iterator[Stored]:
    """All interactives of a notebook, in order."""
    for cell in json.loads(notebook.read_text(encoding="utf-8"))["cells"]:
        for data in (output.get("data", {}) for output in cell.get("outputs", [])):
            if "image/png" in data:
                yield Stored(cell["id"], "".join(data["text/plain"]).splitlines()[0])


def made(shown: str) -> App:
    """The interactive that this Python shows, in the current language; it is read, not run."""
    *calls, lesson = _calls(ast.parse(shown, mode="eval").body)
    found: Any = importlib.import_module(f"lessons_lib.lessons.{lesson[0]}")
    for name, values, settings in reversed(calls):
        found = getattr(found, name)(*values, **settings)
    app: App = found
    return app


def _calls(tree: ast.expr) -> Iterator[tuple[str, list[Any], dict[str, Any]]]:
    """Each name with what it is called with, the last one first."""
    while not isinstance(tree, ast.Name):
        assert isinstance(tree, ast.Call)
        assert isinstance(tree.func, ast.Attribute)
        settings = {str(one.arg): ast.literal_eval(one.value) for one in tree.keywords}
        yield tree.func.attr, list(map(ast.literal_eval, tree.args)), settings
        tree = tree.func.value
    yield tree.id, [], {}


@dataclass(frozen=True)
class Film:
    """Its controls, the values that differ between its states, and the states by their keys."""

    app: App
    ways: Ways
    states: list[State]
    start: State

    @classmethod
    def of(cls, one: Stored) -> "Film":
        """The film that starts in the stored state."""
        app = made(one.shown)
        ways, states = ([], [app.values]) if one.shown in MEASURED else states_of(app)
        return cls(app, ways, states, app.values)

    @cached_property
    def names(self) -> dict[str, list[Any]]:
        """Keyword -> its values, for all keywords that differ."""
        found = {
            name: list(dict.fromkeys(state[name] for state in self.states))
            for name in self.states[0]
        }
        return {name: values for name, values in found.items() if len(values) > 1}

    def key(self, state: State) -> str:
        """The indices of its values, such as "0,3"."""
        return ",".join(str(values.index(state[name])) for name, values in self.names.items())

    def settings(self, way: Way) -> list[Indices]:
        """What each option of a control sets."""
        return [self._indices(option.sets) for option in way.options]

    def touchable(self, parts: Iterable[Part], state: State) -> Iterator[dict[str, Any]]:
        """Where parts of the picture are, and what each of their meanings sets in this state."""
        for part in parts:
            meant = [self._meanings[word] for word in part.url.split() if word in self._meanings]
            kept = [self._indices(sets) for sets in meant if state | sets in self.states]
            if sets := list(filter(None, kept)):
                yield {"places": part.places, "sets": sets}

    @cached_property
    def _meanings(self) -> dict[str, State]:
        """What a value in a url sets, alone or with its keyword."""
        found: dict[str, State] = {}
        for control in self.app.controls:
            if isinstance(control, Choice | Slider | Steps | Run):
                for sets in control.places.values():
                    name, value = next(iter(sets.items()))
                    found[f"{name}={value}"] = sets
                    if isinstance(value, str):
                        found.setdefault(value, sets)
        return found

    def _indices(self, sets: State) -> Indices:
        return [
            (at, values.index(sets[name]))
            for at, (name, values) in enumerate(self.names.items())
            if name in sets
        ]
