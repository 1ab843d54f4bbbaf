"""Lesson 07: backpropagation finds the gradient; only then gradient descent moves θ."""

from lessons_lib.app import App, Choice, Control, Slider, Steps
from lessons_lib.language import Later
from lessons_lib.lessons.update_after import (
    ledger_scene,
    mazur,
    printed_digits,
    race_scene,
    rounds_scene,
    web_tutorial,
)
from lessons_lib.lessons.update_after.two_orders import ORDERS


def rounds() -> App:
    """Forward, backward, update, forward again. Keywords: `step` (0 to 22) and `eta`."""
    controls: list[Control] = [
        Steps("step", Later("step"), rounds_scene.MOMENTS),
        Slider("eta", Later("learning rate η"), 5.0, low=0.5, high=10, step=0.5),
    ]
    return App(rounds, rounds_scene.scene, controls, size=rounds_scene.SIZE)


def too_early() -> App:
    """Mazur's example. Keywords: `step` (0 to 6), and `when` θ is updated, one of ORDERS."""
    controls: list[Control] = [
        Steps("step", Later("step"), mazur.MOMENTS),
        Choice("when", Later("when do we update?"), ORDERS[0], ORDERS, {"step": mazur.MOMENTS[0]}),
    ]
    return App(too_early, mazur.scene, controls, size=printed_digits.SIZE)


def race() -> App:
    """Training in both orders. Keywords: `eta`, the `network` (TASKS), the step `t` to show."""
    names = list(race_scene.TASKS)
    controls: list[Control] = [
        Slider("eta", Later("learning rate η"), 0.1, low=0, high=2, step=0.05),
        Choice("network", Later("network"), names[0], names),
        Slider("t", Later("read off at step t"), race_scene.STEPS, 0, race_scene.STEPS, 1),
    ]
    return App(race, race_scene.scene, controls, size=race_scene.SIZE)


def ledger() -> App:
    """Published numbers beside exact ones. Keyword: the `example` (LEDGER)."""
    names = list(ledger_scene.LEDGER)
    controls: list[Control] = [Choice("example", Later("example"), names[0], names)]
    return App(ledger, ledger_scene.scene, controls, size=ledger_scene.SIZE)


def slips() -> App:
    """A tutorial's 17 numbers, one by one. Keyword: `step` (0 to 17)."""
    controls: list[Control] = [Steps("step", Later("number"), web_tutorial.MOMENTS)]
    return App(slips, web_tutorial.scene, controls, size=printed_digits.SIZE)
