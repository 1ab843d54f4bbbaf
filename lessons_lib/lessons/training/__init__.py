"""Lesson 08: a small network learns points in a plane, with batches and typical mistakes."""

from typing import Any

from lessons_lib.app import App, Choice, Control, Presets, Slider, Steps, TextLine
from lessons_lib.language import Later
from lessons_lib.lessons.training import (
    bad_training_scenes,
    batches_scene,
    learn_scene,
    typed_points,
)
from lessons_lib.lessons.training.batches_scene import EPOCHS
from lessons_lib.lessons.training.point_training import DATA, POINTS, UPDATES

SIZE = (9.6, 4.3)
EXAMPLES: dict[str, dict[str, Any]] = {
    Later("learnt: XOR, η = 1"): {"points": "XOR", "eta": 1.0},
    Later("learnt: two moons, η = 2"): {"points": "two moons", "eta": 2.0},
    Later("learnt: spirals, η = 2"): {"points": "spirals", "eta": 2.0},
    Later("too small: XOR, η = 0.05"): {"points": "XOR", "eta": 0.05},
    Later("too large: XOR, η = 5"): {"points": "XOR", "eta": 5.0},
    Later("too few neurons: XOR, 1"): {"points": "XOR", "eta": 1.0, "neurons": 1},
    Later("too few neurons: spirals, 2"): {"points": "spirals", "eta": 0.5, "neurons": 2},
    Later("an unlucky start: XOR, 3 neurons"): {
        "points": "XOR",
        "eta": 1.0,
        "neurons": 3,
        "seed": 1,
    },
}


def learn() -> App:
    """Training on points. Keywords: the update `t`, the `points`, `eta`, `neurons`, `seed`."""
    usual = {"t": UPDATES, "neurons": 8, "seed": 0}
    controls: list[Control] = [
        Steps("t", Later("update t"), range(UPDATES + 1)),
        Choice("points", Later("points"), "XOR", list(DATA)),
        Slider("eta", Later("learning rate η"), 1.0, low=0.01, high=5, step=0.01),
        Slider("neurons", Later("neurons in a layer"), 8, low=1, high=16, step=1),
        Slider("seed", Later("random start"), 0, low=0, high=9, step=1),
        Presets(Later("examples"), {name: usual | example for name, example in EXAMPLES.items()}),
    ]
    return App(learn, learn_scene.scene, controls, size=SIZE)


def own_points() -> App:
    """The same with points of your own, touched or typed: x₁, x₂ and class, divided by semicolons.

    Keywords: the update `t`, the `points`, the `kind` of the next one (0 or 1), `eta`, `neurons`,
    `seed`.
    """
    examples = typed_points.EXAMPLES
    ring, *_ = examples.values()
    kinds = {Later("● a circle (0)"): 0, Later("▲ a triangle (1)"): 1}
    controls: list[Control] = [
        Steps("t", Later("update t"), range(UPDATES + 1)),
        Choice("kind", Later("a tap adds"), 0, kinds),
        TextLine("points", Later("points"), ring, typed_points.read, typed_points.touched),
        Slider("eta", Later("learning rate η"), 0.5, low=0.01, high=5, step=0.01),
        Slider("neurons", Later("neurons in a layer"), 8, low=1, high=16, step=1),
        Slider("seed", Later("random start"), 0, low=0, high=9, step=1),
        Presets(Later("examples"), {name: {"points": text} for name, text in examples.items()}),
    ]
    return App(own_points, learn_scene.own_scene, controls, size=SIZE)


def batches() -> App:
    """Several batch sizes over the same epochs. Keywords: the `epoch`, the `size`, `eta`."""
    controls: list[Control] = [
        Steps("epoch", Later("epoch"), range(EPOCHS + 1)),
        Slider("size", Later("batch size"), 32, low=1, high=POINTS, step=1),
        Slider("eta", Later("learning rate η"), 0.1, low=0.01, high=1, step=0.01),
    ]
    return App(batches, batches_scene.scene, controls, size=SIZE)


def no_bias() -> App:
    """Training with all biases fixed at 0. Keywords: the update `t`, the `points`, `eta`."""
    controls: list[Control] = [
        Steps("t", Later("update t"), range(UPDATES + 1)),
        Choice("points", Later("points"), "XOR", list(DATA)),
        Slider("eta", Later("learning rate η"), 1.0, low=0.01, high=2, step=0.01),
    ]
    return App(no_bias, bad_training_scenes.no_bias_scene, controls, size=bad_training_scenes.SIZE)


def stale() -> App:
    """Training with accumulating gradients. Keywords: the update `t`, `eta`, and the `seed`."""
    controls: list[Control] = [
        Steps("t", Later("update t"), range(UPDATES + 1)),
        Slider("eta", Later("learning rate η"), 0.5, low=0.01, high=2, step=0.01),
        Slider("seed", Later("random start"), 6, low=0, high=9, step=1),
    ]
    return App(stale, bad_training_scenes.stale_scene, controls, size=bad_training_scenes.SIZE)


def bad_start() -> App:
    """Bad initialisation. Keywords: the update `t`, `start` (one of STARTS), `points`, `eta`."""
    controls: list[Control] = [
        Steps("t", Later("update t"), range(UPDATES + 1)),
        Choice("start", Later("start"), "zeros", bad_training_scenes.STARTS),
        Choice("points", Later("points"), "XOR", list(DATA)),
        Slider("eta", Later("learning rate η"), 1.0, low=0.01, high=2, step=0.01),
    ]
    return App(
        bad_start, bad_training_scenes.bad_start_scene, controls, size=bad_training_scenes.SIZE
    )
