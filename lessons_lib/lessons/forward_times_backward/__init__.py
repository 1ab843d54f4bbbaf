"""Lesson 06: gradient checking, how it finds a broken line, and the cost of a gradient."""

from lessons_lib.app import App, Choice, Control, Slider, Steps
from lessons_lib.language import Later
from lessons_lib.lessons.forward_times_backward import (
    broken_scene,
    check_scene,
    clock_scene,
    price_scene,
)
from lessons_lib.lessons.forward_times_backward.broken_lines import BROKEN
from lessons_lib.lessons.shared.network_picture import HEIGHT, WIDTH
from lessons_lib.walks.lecture import PARAMETERS, title

SIZE = (WIDTH, HEIGHT)


def check() -> App:
    """The 18 derivatives beside their numeric check, and the error of the check over h = 10^−k.

    Keywords: `k`, 0 to 15; the `method`, one of check_scene.METHODS; the `parameter` to look at.
    """
    methods = {
        Later("both ways"): "central",
        Later("one way"): "one-sided",
        Later("complex step"): "complex",
    }
    controls: list[Control] = [
        Slider("k", "h = 10⁻ᵏ,  k", 0, low=0, high=check_scene.SMALLEST, step=1),
        Choice("method", Later("nudge"), "central", methods),
        Choice("parameter", Later("look at"), "w_a3_z6", {title(key): key for key in PARAMETERS}),
    ]
    return App(check, check_scene.scene, controls, size=(8.2, 3.9))


def broken() -> App:
    """Choose a `line` to break and the `numbers` of the network; the check shows the effect."""
    controls: list[Control] = [
        Choice("line", Later("broken line"), broken_scene.NONE, [broken_scene.NONE, *BROKEN]),
        _numbers(),
    ]
    return App(broken, broken_scene.broken_scene, controls, size=SIZE)


def mystery() -> App:
    """An unknown line is broken. Keywords: the `case` A to D, your `guess`, the `numbers`."""
    guesses = {"…": broken_scene.NONE, **{line: line for line in BROKEN}}
    controls: list[Control] = [
        Choice("case", Later("case"), "A", list(broken_scene.CASES), {"guess": broken_scene.NONE}),
        Choice("guess", Later("the broken line is"), broken_scene.NONE, guesses),
        _numbers(),
    ]
    return App(mystery, broken_scene.mystery_scene, controls, size=SIZE)


def price() -> App:
    """Passes counted while the network grows. Keyword: `neurons` in each hidden layer."""
    most = price_scene.MOST_NEURONS
    controls: list[Control] = [
        Slider("neurons", Later("neurons in a hidden layer"), 2, low=1, high=most, step=1)
    ]
    return App(price, price_scene.scene, controls, size=SIZE)


def clock() -> App:
    """Passes timed on this machine while the network grows. Keyword: number of `networks`."""
    count = len(clock_scene.NEURONS)
    controls: list[Control] = [
        Steps("networks", Later("networks"), range(count + 1), clock_scene.ready)
    ]
    return App(clock, clock_scene.scene, controls, size=SIZE)


def _numbers() -> Choice:
    options = [broken_scene.OF_THE_LECTURE, broken_scene.AT_RANDOM]
    return Choice("numbers", Later("weights and biases"), broken_scene.OF_THE_LECTURE, options)
