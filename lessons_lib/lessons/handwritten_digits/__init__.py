"""Lesson 10: a network learns to read digits; its mistakes, and its weights."""

from collections.abc import Mapping
from typing import Any

from lessons_lib.app import App, Choice, Control, Presets, Run, Slider, TextLine
from lessons_lib.language import Later
from lessons_lib.lessons.handwritten_digits import depth_scene, drawing, train_scene
from lessons_lib.lessons.handwritten_digits.depth_scene import ACTIVATIONS, DEEPEST, SCALES
from lessons_lib.lessons.handwritten_digits.digit_scenes import (
    COLUMNS,
    ROWS,
    drawn_scene,
    mistakes_scene,
    pixels_scene,
    weights_scene,
)
from lessons_lib.lessons.handwritten_digits.digit_training import (
    EPOCHS,
    ETA,
    HIDDEN,
    examples,
    training,
)
from lessons_lib.notation import number

SIZE = (8.5, 4.2)
ETAS = (0.01, 0.1, 1.0, 10.0)
HIDDENS = (2, 8, 32, 128)
WORTH_SEEING: dict[str, dict[str, int]] = {
    Later("a 6, read as 1"): {"n": 153, "epoch": EPOCHS},
    Later("a 3, read as 5"): {"n": 318, "epoch": EPOCHS},
    Later("a 1, read as 9"): {"n": 85, "epoch": EPOCHS},
    Later("a 6, read as 6"): {"n": 1, "epoch": EPOCHS},
    Later("a 2, read as 2"): {"n": 9, "epoch": EPOCHS},
}


def train() -> App:
    """Training, epoch by epoch. Keywords: the `epoch`, `eta`, the number of `hidden` neurons."""
    new = {"epoch": 0}  # a new training starts at epoch 0: 30 epochs take a while
    controls: list[Control] = [
        _epochs(),
        Choice("eta", Later("learning rate η"), ETA, {number(eta): eta for eta in ETAS}, new),
        Choice("hidden", Later("hidden neurons"), HIDDEN, {str(n): n for n in HIDDENS}, new),
    ]
    return App(train, train_scene.scene, controls, size=SIZE)


def mistakes() -> App:
    """The misclassified held-out digits. Keywords: `epoch`, and the digit to `look` at."""
    controls: list[Control] = [
        _epochs(),
        Slider("look", Later("look at picture"), 1, low=1, high=ROWS * COLUMNS, step=1),
    ]
    return App(mistakes, mistakes_scene, controls, size=SIZE)


def weights() -> App:
    """The weights of the 32 hidden neurons as pictures. Keywords: `epoch`, `neuron`."""
    controls: list[Control] = [
        _epochs(),
        Slider("neuron", Later("neuron"), 1, low=1, high=HIDDEN, step=1),
    ]
    return App(weights, weights_scene, controls, size=SIZE)


def pixels() -> App:
    """∂C/∂x of held-out digit `n`, and its classification after moving each pixel by `eps`."""
    controls: list[Control] = [
        Slider("eps", Later("change ε"), 0.0, low=-0.5, high=0.5, step=0.05),
        Slider(
            "n", Later("held-out digit"), 153, low=1, high=examples().held_out_x.shape[1], step=1
        ),
        Presets(Later("worth seeing"), WORTH_SEEING),
        Slider("epoch", Later("epoch"), EPOCHS, low=0, high=EPOCHS, step=1),
    ]
    return App(pixels, pixels_scene, controls, size=(SIZE[0], 3))


def drawn() -> App:
    """A digit of your own, and ∂C/∂x if it is a certain `digit`.

    Keywords: the `pixels`, 8 rows of 8 from 0 (paper) to 9 (ink), the `digit`, the `epoch`.
    """
    examples = drawing.EXAMPLES
    two, *_ = (text for text, _ in examples.values())
    controls: list[Control] = [
        TextLine("pixels", Later("pixels"), two, drawing.read, drawing.touched),
        Choice("digit", Later("it should be"), 2, {str(n): n for n in range(10)}),
        Presets(
            Later("examples"),
            {name: {"pixels": text, "digit": n} for name, (text, n) in examples.items()},
        ),
        Slider("epoch", Later("epoch"), EPOCHS, low=0, high=EPOCHS, step=1),
    ]
    return App(drawn, drawn_scene, controls, size=(SIZE[0], 3))


def depth() -> App:
    """∂C/∂z in each layer of a deep network. Keywords: `layers`, `activation`, `scale`."""
    controls: list[Control] = [
        Slider("layers", Later("hidden layers"), 1, low=1, high=DEEPEST, step=1),
        Choice("activation", Later("activation"), "sigmoid", list(ACTIVATIONS)),
        Choice("scale", Later("initial weights"), "xavier", SCALES),
    ]
    return App(depth, depth_scene.scene, controls, size=SIZE)


def _epochs() -> Run:
    """The epochs of a training; those not computed yet are advanced one by one."""

    def known(values: Mapping[str, Any]) -> int:
        return training(values.get("eta", ETA), values.get("hidden", HIDDEN)).known

    return Run("epoch", Later("epoch"), range(EPOCHS + 1), ready=known)
