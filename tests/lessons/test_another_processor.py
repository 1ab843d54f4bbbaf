"""Displayed text is the same on every processor: the last bit of a result changes nothing.

Numbers that a training amplifies out of that bit are described in words that hold everywhere, or
computed with other settings. `make kernels` runs the lessons under the kernels of this machine.
"""

from contextlib import nullcontext
from importlib import import_module

import interactives
import pytest
from another_processor import another_processor
from interactives import NOTEBOOKS

pytestmark = pytest.mark.usefixtures("pictures_closed_after_each_test", "words_alone")

PROCESSORS = ("here", 0, 1)  # this one, and the seeds of others
MEASURED = "forward_times_backward.clock()"  # says how fast this machine is
STEADY = {"training.stale()": {"t": 100}}  # later, each machine goes another way: the prose says so


@pytest.fixture(scope="module")
def read_here():
    """What is read of a lesson or a picture on this processor, which comes first."""
    return {}


@pytest.fixture(scope="module", params=PROCESSORS, autouse=True)
def processor(request):
    """One processor for all tests of this file, so that each trains but once."""
    with nullcontext() if request.param == "here" else another_processor(request.param):
        yield


@pytest.mark.parametrize("lesson", [path.stem[3:] for path in sorted(NOTEBOOKS.glob("*.ipynb"))])
def test_the_numbers_of_the_prose_are_the_same(lesson, read_here):
    facts = import_module(f"facts.{lesson}").facts()
    assert facts == read_here.setdefault(lesson, facts)


def states(app, call):
    """What its cell shows, the end of it, and its examples."""
    (first, *_), home = app._all, app.values
    end = {name: first._moments[-1] for name in first.defaults if hasattr(first, "_moments")}
    presets = [preset for one in app._all for preset in getattr(one, "_presets", {}).values()]
    return [home | other for other in ({}, STEADY.get(call, end), *presets)]


@pytest.mark.parametrize("call", [call for call in interactives.calls() if call != MEASURED])
def test_the_words_of_a_picture_are_the_same(call, read_here):
    app = interactives.made(call)
    for place, state in enumerate(states(app, call)):
        # what rounding leaves of 0, or 0 itself: both are true
        words = repr(app._picture.update(**state)).replace("≈ 0", "0")
        assert words == read_here.setdefault((call, place), words), state
