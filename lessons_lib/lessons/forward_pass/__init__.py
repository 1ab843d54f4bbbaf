"""Lesson 03: ∂z/∂w is what the wire carries, which the forward pass computes anyway."""

from lessons_lib.app import App, Choice, Control, Numbers, Slider, Steps
from lessons_lib.language import Later
from lessons_lib.lessons.forward_pass import carried_scene, nudge_scene
from lessons_lib.lessons.forward_pass.carried_scene import MOMENTS
from lessons_lib.lessons.shared.network_picture import HEIGHT, WIDTH
from lessons_lib.walks.lecture import LAYERS, LIMIT, PARAMETERS, START, title


def nudge() -> App:
    """The six neurons and one of their wires: move its weight, and see how far z moves.

    Keywords: `wire` (a weight or a bias, as in PARAMETERS), `nudge` (its change, −1 to 1),
    `number` (the input the lower slider changes), and `x1`, `x2` from −5 to 5.
    """
    controls: list[Control] = [
        Choice("wire", Later("wire"), PARAMETERS[0], {title(key): key for key in PARAMETERS}),
        Slider("nudge", Later("nudge"), 0.0, low=-1, high=1, step=0.1),
        _inputs(),
    ]
    return App(nudge, nudge_scene.scene, controls, size=(WIDTH, HEIGHT))


def carried() -> App:
    """The forward pass, neuron by neuron, with what each wire carries.

    Keywords: `moment` (one of MOMENTS), `number` (the input the slider changes), and `x1`, `x2`
    from −5 to 5.
    """
    controls: list[Control] = [Steps("moment", Later("step"), MOMENTS), _inputs()]
    return App(carried, carried_scene.scene, controls, size=(WIDTH, HEIGHT))


def _inputs() -> Numbers:
    numbers = {x: (title(x), START[x]) for x in LAYERS[0]}
    return Numbers("number", Later("change"), numbers, -LIMIT, LIMIT, step=0.1)
