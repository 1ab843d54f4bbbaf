"""Lesson 01: gradient descent on a curve and in a bowl, and the cost of a numerical gradient."""

from collections.abc import Mapping
from typing import Any

from lessons_lib.app import App, Control, Presets, Slider, Steps, TextLine
from lessons_lib.language import Later, say
from lessons_lib.lessons.gradient_descent import count_scene
from lessons_lib.lessons.gradient_descent.descent_scenes import bowl_scene, curve_scene
from lessons_lib.lessons.gradient_descent.typed_loss import LOSSES, read
from lessons_lib.lessons.shared.landscape import STEPS

SIZE = (8.5, 4.2)
KINDS = (Later("too small"), Later("good"), Later("too large"), Later("diverging"))
ON_THE_CURVE = dict(zip(KINDS, (0.02, 0.2, 0.95, 1.05), strict=True))
IN_THE_BOWL = dict(zip(KINDS, (0.02, 0.15, 0.32, 0.36), strict=True))


def curve() -> App:
    """A curve L(θ) to walk down. Keywords: the step `t`, `eta`, the `start` θ⁰, the `loss`."""
    one_valley, *_ = LOSSES.values()
    controls: list[Control] = [
        Steps("t", Later("step t"), range(STEPS + 1)),
        Slider("eta", Later("learning rate η"), 0.2, low=0.01, high=1.2, step=0.01),
        Slider("start", Later("start θ⁰"), 10.0, low=-10, high=10, step=0.1),
        Presets(Later("examples of η"), _presets(ON_THE_CURVE, start=10.0, loss=one_valley)),
        Presets(Later("curve"), {name: {"loss": loss} for name, loss in LOSSES.items()}),
        TextLine("loss", "L(θ) =", one_valley, read),
    ]
    return App(curve, curve_scene, controls, size=SIZE)


def bowl() -> App:
    """A bowl L(θ₁, θ₂) seen from above. Keywords: the step `t`, `eta`, and `start1`, `start2`."""
    controls: list[Control] = [
        Steps("t", Later("step t"), range(STEPS + 1)),
        Slider("eta", Later("learning rate η"), 0.1, low=0.01, high=0.4, step=0.01),
        Slider("start1", Later("start θ₁"), -4.0, low=-4, high=4, step=0.1),
        Slider("start2", Later("start θ₂"), 2.0, low=-2, high=2, step=0.1),
        Presets(Later("examples of η"), _presets(IN_THE_BOWL, start1=-4.0, start2=2.0)),
    ]
    return App(bowl, bowl_scene, controls, size=SIZE)


def count() -> App:
    """How many partial derivatives a network has. Keywords: `inputs`, `layers`, `neurons`."""
    networks = {
        Later("the lecture's six neurons"): (2, 3, 2),
        Later("small pictures, 8 × 8"): (64, 3, 30),
        Later("larger pictures, 28 × 28"): (784, 3, 100),
        Later("a thousand neurons in each of 8 layers"): (1000, 8, 1000),
    }
    presets = {
        name: dict(zip(("inputs", "layers", "neurons"), shape, strict=True))
        for name, shape in networks.items()
    }
    controls: list[Control] = [
        Presets(Later("network"), presets),
        Slider("inputs", Later("inputs"), 2, low=1, high=1000, step=1),
        Slider("layers", Later("layers"), 3, low=1, high=10, step=1),
        Slider("neurons", Later("neurons in each layer"), 2, low=1, high=1000, step=1),
    ]
    return App(count, count_scene.scene, controls, size=SIZE)


def _presets(etas: Mapping[Any, float], **where: Any) -> dict[str, dict[str, Any]]:
    return {
        say("{where}: {what}", where=kind, what=f"η = {eta}"): {"t": STEPS, "eta": eta, **where}
        for kind, eta in etas.items()
    }
