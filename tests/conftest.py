"""Without xdist's workers the quick tests run first: floor by floor, the browser at the end."""

import gc
import os
import sys
from pathlib import Path

import psutil
import pytest
from resident import give_back_memory

os.environ["BACKPROP_PROGRESS"] = "off"  # the kernels of the tests are no learners
MOST = 1.5e9  # bytes of memory: two workers and their browsers fit on a machine of 8 GB
PEAKS = pytest.StashKey[list[int]]()
TESTS = Path(__file__).parent
ORDER = (
    "floor1",
    "walks",
    "draw",
    "app",
    "exercise",
    "lessons",
    "translations",
    "",
    "browser",
    "website",
)


def pytest_collection_modifyitems(config, items):
    """Order the files: quick ones first, or with workers the long ones first."""
    items.sort(
        key=lambda item: ORDER.index(folder(item.path)), reverse=hasattr(config, "workerinput")
    )


def folder(path):
    """The folder of a test, or "" of one that lies in none."""
    inside = path.relative_to(TESTS).parts if path.is_relative_to(TESTS) else ()
    return inside[0] if len(inside) > 1 else ""


def pytest_configure(config):
    config.option.loadscopereorder = False  # xdist would begin with the files of many tests
    config.stash[PEAKS] = [0]


def pytest_collection_finish():
    """Look for garbage only among what the tests make: what they import stays."""
    gc.collect()
    gc.freeze()


def pytest_runtest_teardown(item):
    """Note how much memory is in use at the end of each test, before its pictures are closed."""
    if memory() > MOST / 2:
        give_back_memory()
    item.config.stash[PEAKS].append(memory())


def memory():
    """The memory of this process in bytes."""
    return psutil.Process().memory_info().rss


def pytest_sessionfinish(session):
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["peak"] = max(session.config.stash[PEAKS])


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node):
    node.config.stash[PEAKS].append(getattr(node, "workeroutput", {}).get("peak", 0))


def pytest_terminal_summary(terminalreporter, config):
    peak = max(config.stash[PEAKS])
    terminalreporter.line(f"Memory of a worker: at most {peak / 1e6:.0f} MB")


@pytest.fixture(autouse=True, scope="module")
def pictures_do_not_pile_up(request):
    """Close all widgets: ipywidgets keeps each, with a picture of 13 MB, until it is closed."""
    peaks = request.config.stash[PEAKS]
    before = len(peaks)
    yield
    close_pictures()
    peers = {"jax", "torch"} & sys.modules.keys()  # they take gigabytes
    assert peers or max(peaks[before:], default=0) < MOST, "use pictures_closed_after_each_test"


@pytest.fixture
def pictures_closed_after_each_test():
    """For files of many tests that keep no picture from one to the next."""
    yield
    close_pictures()


@pytest.fixture
def words_alone(monkeypatch):
    """For tests that read no picture: to draw it takes most of the time."""
    from lessons_lib.app.picture import Picture  # most tests need none

    monkeypatch.setattr(Picture, "png", lambda picture: b"")


def close_pictures():
    if ipywidgets := sys.modules.get("ipywidgets"):
        ipywidgets.Widget.close_all()
    gc.collect()
    give_back_memory()
