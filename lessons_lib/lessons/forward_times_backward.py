"""Lesson 06: the gradient checked by nudging, caught when a line is broken, and its price."""

from lessons_lib.app import App, Choice, Control, Slider, Steps
from lessons_lib.language import say
from lessons_lib.lessons import caught, nudged
from lessons_lib.lessons import clock as times_measured
from lessons_lib.lessons import price as passes_counted
from lessons_lib.lessons.broken_lines import BROKEN
from lessons_lib.lessons.lecture_network import HEIGHT, PARAMETERS, WIDTH, title

SIZE = (WIDTH, HEIGHT)


def check() -> App:
    """The 18 gradients beside their numeric check, and the error of the check over h = 10^−k.

    Keywords: `k`, 0 to 15; the `method`, one of nudged.METHODS; the `parameter` to look at.
    """
    methods = {
        say("to both sides"): "central",
        say("to one side"): "one-sided",
        say("complex step"): "complex",
    }
    controls: list[Control] = [
        Slider("k", "h = 10⁻ᵏ,  k", 0, low=0, high=nudged.SMALLEST, step=1),
        Choice("method", say("nudge"), "central", methods),
        Choice("parameter", say("look at"), "w_a3_z6", {title(key): key for key in PARAMETERS}),
    ]
    return App("forward_times_backward.check()", nudged.scene, controls, size=SIZE)


def broken() -> App:
    """Choose a `line` to break, and the `numbers` the network has; the check says what is off."""
    controls: list[Control] = [
        Choice("line", say("broken line"), caught.NONE, [caught.NONE, *BROKEN]),
        _numbers(),
    ]
    return App("forward_times_backward.broken()", caught.broken_scene, controls, size=SIZE)


def mystery() -> App:
    """A line is broken, but which? Keywords: the `case` A to D, your `guess`, the `numbers`."""
    guesses = {"…": caught.NONE, **{line: line for line in BROKEN}}
    controls: list[Control] = [
        Choice("case", say("case"), "A", list(caught.CASES)),
        Choice("guess", say("the broken line is"), caught.NONE, guesses),
        _numbers(),
    ]
    return App("forward_times_backward.mystery()", caught.mystery_scene, controls, size=SIZE)


def price() -> App:
    """Passes really counted while the network grows. Keyword: `neurons` in each hidden layer."""
    most = passes_counted.MOST_NEURONS
    controls: list[Control] = [
        Slider("neurons", say("neurons in a hidden layer"), 2, low=1, high=most, step=1)
    ]
    return App("forward_times_backward.price()", passes_counted.scene, controls, size=SIZE)


def clock() -> App:
    """Passes timed on this machine while the network grows. Keyword: how many `networks`."""
    count = len(times_measured.NEURONS)
    controls: list[Control] = [Steps("networks", say("networks"), range(count + 1))]
    return App("forward_times_backward.clock()", times_measured.scene, controls, size=SIZE)


def _numbers() -> Choice:
    options = [caught.OF_THE_LECTURE, caught.AT_RANDOM]
    return Choice("numbers", say("weights and biases"), caught.OF_THE_LECTURE, options)
