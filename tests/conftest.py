"""Without xdist's workers the quick tests run first: floor by floor, the browser at the end."""

import gc
import sys
from pathlib import Path

import pytest

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
    """With workers the long files must begin early: they share out the files as they come."""
    if not hasattr(config, "workerinput"):
        items.sort(key=lambda item: ORDER.index(folder(item.path)))


def folder(path):
    """The folder of a test, or "" of one that lies in none."""
    inside = path.relative_to(TESTS).parts if path.is_relative_to(TESTS) else ()
    return inside[0] if len(inside) > 1 else ""


@pytest.fixture(autouse=True, scope="module")
def pictures_do_not_pile_up():
    """ipywidgets keeps every widget, and with it a picture of 13 MB, until it is closed."""
    yield
    close_pictures()


@pytest.fixture
def pictures_closed_after_each_test():
    """For files of many tests that keep no picture from one to the next."""
    yield
    close_pictures()


def close_pictures():
    if ipywidgets := sys.modules.get("ipywidgets"):
        ipywidgets.Widget.close_all()
        gc.collect()
