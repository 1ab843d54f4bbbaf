"""What each cell of a notebook shows, so that what no cell shows any longer can be closed.

A widget lives until it is closed, and every output of a notebook is kept in `Out`: a cell that is
run again and again would otherwise keep every picture it ever showed.
"""

from typing import Any, Protocol

from IPython.core.getipython import get_ipython


class Closable(Protocol):
    """Something with a `close`."""

    def close(self) -> None:
        """Give back what it holds."""


class Cells:
    """Which things the last run of each cell showed; those of the run before are closed."""

    def __init__(self) -> None:
        self._shown: dict[str, list[Closable]] = {}
        self._now: list[Closable] = []
        self._shell: Any = None

    def show(self, thing: Closable) -> None:
        """The cell that runs now shows this thing."""
        shell = get_ipython()
        if shell is None:
            return
        if shell is not self._shell:
            self._shell = shell
            shell.events.register("post_run_cell", lambda result: self._end(_cell(shell)))
        self._now.append(thing)

    def _end(self, cell: str | None) -> None:
        shown, self._now = self._now, []
        if cell is None:  # not a notebook, or a page that does not name its cells
            return
        before = self._shown.pop(cell, [])
        self._shown[cell] = shown
        still = {id(thing) for things in self._shown.values() for thing in things}
        for thing in before:
            if id(thing) not in still:
                thing.close()


def _cell(shell: Any) -> str | None:
    parent = shell.get_parent() if hasattr(shell, "get_parent") else {}
    name: str | None = parent.get("metadata", {}).get("cellId")
    return name


CELLS = Cells()
