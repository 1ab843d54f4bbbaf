"""Displayed text is the same on every processor: the last bit of a result changes nothing.

Numbers that a training amplifies out of that bit are described in words that hold everywhere, or
computed with other settings. `make kernels` runs the lessons under the kernels of this machine.
"""

from importlib import import_module

import interactives
import pytest
from another_processor import another_processor
from interactives import NOTEBOOKS

PROCESSORS = range(3)
MEASURED = "forward_times_backward.clock()"  # says how fast this machine is
STEADY = {"training.stale()": {"t": 100}}  # later, each machine goes another way: the prose says so


@pytest.mark.parametrize("lesson", [path.stem[3:] for path in sorted(NOTEBOOKS.glob("*.ipynb"))])
def test_the_numbers_of_the_prose_are_the_same(lesson):
    facts = import_module(f"facts.{lesson}").facts
    here = facts()
    for seed in PROCESSORS:
        with another_processor(seed):
            assert facts() == here, seed


def states(app, call):
    """What its cell shows, the end of it, and its examples."""
    (first, *_), home = app._all, app.values
    end = {name: first._moments[-1] for name in first.defaults if hasattr(first, "_moments")}
    presets = [preset for one in app._all for preset in getattr(one, "_presets", {}).values()]
    return [home | other for other in ({}, STEADY.get(call, end), *presets)]


@pytest.mark.parametrize("call", [call for call in interactives.calls() if call != MEASURED])
def test_the_words_of_a_picture_are_the_same(call):
    app = interactives.made(call)
    shown = states(app, call)

    def words():
        # what rounding leaves of 0, or 0 itself: both are true
        said = [app._picture.update(**state) for state in shown]
        return [repr(words).replace("≈ 0", "0") for words in said]

    here = words()
    for seed in PROCESSORS:
        with another_processor(seed):
            for state, said, other in zip(shown, here, words(), strict=True):
                assert other == said, state
