"""Lesson 12: the same gradient in matrices, in a program of your own, in PyTorch and in JAX."""

from lessons_lib.app import App, Choice, Control, Numbers, Slider, Steps
from lessons_lib.language import Later
from lessons_lib.lessons.shared.programs import jax, pytorch
from lessons_lib.lessons.to_frameworks import layer, layer_scene, matrix_row, softmax_scene
from lessons_lib.lessons.to_frameworks.why_different import why

__all__ = ["jax", "matrices", "pytorch", "softmax", "why"]

SIZE = (matrix_row.WIDTH, matrix_row.HEIGHT)


def matrices() -> App:
    """One layer and a batch of four examples, one product after the other.

    Keywords: `moment` (one of layer.MOMENTS), how it is `written` (one of layer.WRITTEN), the
    number of `neurons` (2 or 3), and the `example` that is followed, 1 to 4.
    """
    controls: list[Control] = [
        Steps("moment", Later("step"), layer.MOMENTS),
        Choice("written", Later("written with"), layer.WRITTEN[0], layer.WRITTEN),
        Slider("neurons", Later("neurons"), 3, low=2, high=3, step=1),
        Slider("example", Later("follow example"), 1, low=1, high=layer.EXAMPLES, step=1),
    ]
    return App(matrices, layer_scene.scene, controls, size=SIZE)


def softmax() -> App:
    """Softmax and cross-entropy on three outputs, one step after the other.

    Keywords: `moment` (one of softmax_scene.MOMENTS), `chosen` (the z that is changed, and whose
    slope is followed), z1, z2, z3 (−5 to 5), and the output `t` of the target, 1 to 3.
    """
    numbers = {key: (key, value) for key, value in softmax_scene.START.items()}
    controls: list[Control] = [
        Steps("moment", Later("step"), softmax_scene.MOMENTS),
        Numbers("chosen", Later("change and follow"), numbers, low=-5, high=5, step=0.1),
        Slider("t", Later("target class"), 1, low=1, high=3, step=1),
    ]
    return App(softmax, softmax_scene.scene, controls, size=SIZE)
