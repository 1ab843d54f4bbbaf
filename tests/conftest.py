"""Without xdist's workers the quick tests run first: floor by floor, the browser at the end."""

from pathlib import Path

TESTS = Path(__file__).parent
ORDER = ("floor1", "draw", "app", "exercise", "lessons", "translations", "", "browser", "website")


def pytest_collection_modifyitems(config, items):
    """With workers the long files must begin early: they share out the files as they come."""
    if not hasattr(config, "workerinput"):
        items.sort(key=lambda item: ORDER.index(folder(item.path)))


def folder(path):
    """The folder of a test, or "" of one that lies in none."""
    inside = path.relative_to(TESTS).parts if path.is_relative_to(TESTS) else ()
    return inside[0] if len(inside) > 1 else ""
