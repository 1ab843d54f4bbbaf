"""A shell as a kernel has it, in which cells are run that call a check."""

import atexit
import warnings

import pytest
from cells import CHECKS, LEDGER
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

from lessons_lib.exercise.kernel import listen


@pytest.fixture
def shell(tmp_path, monkeypatch):
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path))
    config = Config({"HistoryManager": {"enabled": False}})
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # some versions of IPython warn of their own doings
        shell = InteractiveShell(config=config)
    listen(shell)
    shell.user_ns["check"] = CHECKS
    LEDGER.noted.clear()
    # Leaving Python would reset each shell, which collects garbage every time: a minute for all.
    atexit.unregister(shell.atexit_operations)
    return shell


@pytest.fixture
def run(shell):
    """run(cell) -> what the cell displays; Python's errors are raised."""

    def run(cell):
        shown = []
        shell.display_trap.hook = shown.append
        result = shell.run_cell(cell)
        result.raise_error()
        return shown[-1] if shown else None

    return run
