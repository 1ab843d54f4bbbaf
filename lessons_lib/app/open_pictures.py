"""What each cell of a notebook shows, so that what no cell shows any longer can be closed.

A widget lives until it is closed, and every output of a notebook is kept in `Out`: a cell that is
run again and again would otherwise keep every picture it ever showed.
"""

from typing import Any, Protocol

from IPython.core.getipython import get_ipython
from ipywidgets.widgets.widget import _instances as open_widgets


class Closable(Protocol):
    """Something with a `close`."""

    def close(self) -> None:
        """Give back what it holds."""


class OpenPictures:
    """What the last run of each cell showed; what only the run before showed is closed.

    What a learner has put into a box of their own stays open: the box may be shown anywhere.

    A run is one request of the page. Code in a cell may run further code (%%capture, %run,
    run_cell): that is the same request, and what it shows is added.
    """

    def __init__(self) -> None:
        self._shown: dict[str, list[Closable]] = {}
        self._request: dict[str, str] = {}  # the one that showed it
        self._before: list[Closable] = []  # what the cell that runs now showed when it last ran
        self._replaced: list[Closable] = []
        self._shell: Any = None

    def show(self, thing: Closable) -> list[Closable]:
        """The cell that runs now shows this thing. Returns what it showed when it last ran."""
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
        """The cell that runs now; None where the page does not name it, or none runs."""
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
        self._running()  # a cell that shows nothing replaces what it showed, too
        if result is not None and not result.info.store_history:
            return  # code that a cell runs: the cell itself may still show what it showed before
        replaced, self._replaced = self._replaced, []
        still = {id(thing) for things in self._shown.values() for thing in things}
        for thing in replaced:
            if id(thing) not in still and not boxes_with(thing):
                thing.close()


def boxes_with(thing: Any) -> list[Any]:
    """The open boxes, tabs and other widgets that have this one as a child."""
    return [box for box in list(open_widgets.values()) if thing in getattr(box, "children", ())]


OPEN_PICTURES = OpenPictures()
