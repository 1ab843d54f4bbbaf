"""Tracks what each notebook cell displays, to close what is no longer displayed.

A widget stays alive until it is closed, and IPython keeps every output in `Out`: without this, a
cell that is run repeatedly would keep every picture it ever displayed.
"""

from collections.abc import Iterator
from typing import Any, Protocol

from IPython.core.getipython import get_ipython
from ipywidgets import Widget
from ipywidgets.widgets.widget import _instances as open_widgets


class Closable(Protocol):
    """An object with a `close` method."""

    def close(self) -> None:
        """Release its resources."""


class OpenPictures:
    """What each cell displayed in its last run; a new run closes the previous output.

    Anything that the learner used elsewhere stays open, such as what lies in a box: an open widget
    that refers to a closed one prevents all widgets of a page from being restored on reload.

    A run is one execute request of the page. Code run by a cell (%%capture, %run, run_cell)
    belongs to the same request, and its output is added to the cell's.
    """

    def __init__(self) -> None:
        self._shown: dict[str, list[Closable]] = {}
        self._request: dict[str, str] = {}  # cell -> its last request
        self._before: list[Closable] = []  # output of the running cell's previous run
        self._replaced: list[Closable] = []
        self._shell: Any = None

    def show(self, thing: Closable) -> list[Closable]:
        """Register the thing as output of the running cell; returns the previous run's output."""
        shell = get_ipython()
        if shell is None:
            return []
        if shell is not self._shell:
            self._shell = shell
            shell.events.register("post_run_cell", self._ended)
        if cell := self._running():
            self._shown[cell].append(thing)
        return self._before if cell else []

    def _running(self) -> str | None:
        """The id of the running cell; None if no cell is running or the page does not name it."""
        parent = self._shell.get_parent() if hasattr(self._shell, "get_parent") else {}
        cell: str | None = parent.get("metadata", {}).get("cellId")
        request = parent.get("header", {}).get("msg_id")
        if cell and self._request.get(cell) != request:
            self._request[cell] = request
            self._before = self._shown.pop(cell, [])
            self._replaced += self._before
            self._shown[cell] = []
        return cell

    def _ended(self, result: Any) -> None:
        self._running()  # also when the cell displayed nothing
        if result is not None and not result.info.store_history:
            return  # nested code: the cell itself is not finished
        replaced, self._replaced = self._replaced, []
        still = {id(thing) for things in self._shown.values() for thing in things}
        for thing in replaced:
            if id(thing) not in still and not used_elsewhere(thing):
                thing.close()


def boxes_with(thing: Any) -> list[Any]:
    """The open boxes, tabs and other widgets that have this one as a child."""
    return [box for box in list(open_widgets.values()) if thing in getattr(box, "children", ())]


def inside(thing: Any) -> Iterator[Any]:
    """The widget and all widgets it consists of: children, layouts, styles."""
    yield thing
    for name in getattr(thing, "keys", ()):
        for part in _widgets_in(getattr(thing, name)):
            yield from inside(part)


def used_elsewhere(thing: Any) -> set[Any]:
    """What it consists of, as far as other open widgets refer to it: boxes, links, layouts."""
    parts = set(inside(thing))
    others = [one for one in list(open_widgets.values()) if one not in parts]
    used = {part for other in others for part in _widgets_in([*other._trait_values.values()])}
    return {part for whole in used & parts for part in inside(whole)}


def _widgets_in(value: Any) -> Iterator[Any]:
    if isinstance(value, Widget):
        yield value
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _widgets_in(part)


OPEN_PICTURES = OpenPictures()
