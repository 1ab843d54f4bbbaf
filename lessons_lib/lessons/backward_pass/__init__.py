"""Lesson 04: the backward pass, ∂C/∂z = σ′(z) times the sum over the outgoing wires."""

from lessons_lib.app import App, Control, Numbers, Slider, Steps
from lessons_lib.language import Later
from lessons_lib.lessons.backward_pass import amplifier_scene, assemble_scene, recursion_scene
from lessons_lib.lessons.backward_pass.amplifier_scene import HIGHEST, LOWEST
from lessons_lib.lessons.backward_pass.assemble_scene import GIVEN, ONE_SYMBOLS, TERMS
from lessons_lib.lessons.backward_pass.recursion_scene import RECURSION
from lessons_lib.lessons.shared.network_picture import HEIGHT, WIDTH
from lessons_lib.notation import plain


def assemble() -> App:
    """One neuron and its two successors: ∂C/∂z = σ′(z) · Σ w · ∂C/∂z′, one term after the other.

    Keywords: `moment` (one of TERMS), `number` (the number the slider changes), and the five
    numbers of GIVEN, each from −5 to 5.
    """
    numbers = {key: (plain(ONE_SYMBOLS[key]), value) for key, value in GIVEN.items()}
    controls: list[Control] = [
        Steps("moment", Later("step"), list(TERMS)),
        Numbers("number", Later("change"), numbers, low=-5, high=5, step=0.1),
    ]
    return App(assemble, assemble_scene.scene, controls, size=(WIDTH, HEIGHT))


def amplifier() -> App:
    """σ over `z`, −6 to 6, its slope σ′(z), and the amplifier with input `dC_da`, −2 to 2."""
    controls: list[Control] = [
        Slider("z", "z", -1.0, low=LOWEST, high=HIGHEST, step=0.1),
        Slider("dC_da", "∂C/∂a", 1.0, low=-2, high=2, step=0.1),
    ]
    return App(amplifier, amplifier_scene.scene, controls, size=(WIDTH, HEIGHT))


def recursion() -> App:
    """The lecture's two cases: ask for ∂C/∂z1, recurse to the outputs, return the answers.

    Then ∂C/∂z2 is asked for, which needs no further recursion.

    Keyword: `moment` (one of RECURSION).
    """
    controls: list[Control] = [Steps("moment", Later("step"), RECURSION)]
    return App(recursion, recursion_scene.scene, controls, size=(WIDTH, HEIGHT))
