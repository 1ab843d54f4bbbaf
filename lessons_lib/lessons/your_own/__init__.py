"""Your network and your formula: everything the lessons do with theirs, done with yours."""

from math import ceil
from typing import Any

from lessons_lib.app import App, Control, Numbers, Steps
from lessons_lib.app.controls import within
from lessons_lib.functions import half_squared_error
from lessons_lib.language import say
from lessons_lib.lessons.your_own import expression_scene, network_picture, network_scene
from lessons_lib.lessons.your_own.states import call_text, own_network
from lessons_lib.walks.typed_expression import typed

LIMIT, MOST = 5, 1e6


def network(
    sizes: Any = None,
    sigma: Any = None,
    cost: str | None = None,
    biases: bool = True,
    start: str = "random",
    seed: int = 0,
    x: Any = None,
    target: Any = None,
    w: Any = None,
    b: Any = None,
) -> App:
    """A network of your own, one small moment after the other: forward, backward, any gradient.

    sizes [2, 3, 1] are the inputs and the neurons of 1 to 5 layers, sigma an activation or one for
    each layer, start "random", "zeros" or "lecture"; w and b hold typed numbers, layer by layer. A
    dict of all this in the place of sizes does, too. Keywords: `moment`, `number` (which one the
    slider changes), and the numbers by their keywords. Raises ValueError for what does not fit.
    """
    settings = dict(locals())
    own = own_network(**settings)
    walk = network_scene.walk_of(own)
    begin = walk.start(own.net, own.x, own.target)
    free = [*walk.wiring.parameters, *walk.wiring.layers[0]]
    if own.cost is half_squared_error:  # else the targets are probabilities
        free += walk.wiring.targets.values()
    numbers = {key: (walk.wiring.title(key), begin[key]) for key in free}
    limit = _limit(begin)
    controls: list[Control] = [
        Steps("moment", say("moment"), network_scene.moments(walk)),
        Numbers("number", say("change"), numbers, -limit, limit, step=0.1),
    ]
    size = network_picture.size(own.net.sizes)
    scene, arguments = network_scene.scene_of(own), call_text(network, settings)
    return App(network, scene, controls, size, arguments)


def expression(formula: str = "z = (x*y + sin(x))**2", **values: float) -> App:
    """A formula of your own as a graph: each value, each path, and one walk backward.

    values are those of the inputs, else 1. Keywords: `moment`, `input` (which one the slider
    changes, and whose paths are shown), and the inputs. Raises ValueError for what cannot be read.
    """
    read = typed(formula)
    for name in (*read.inputs, *values):
        if name in {"moment", "input", "formula"}:
            raise ValueError(say("{name} has a meaning already. Take another name.", name=name))
    for name in values:
        if name not in read.inputs:
            raise ValueError(
                say(
                    "{formula} has no input {name!r}; it has {names}.",
                    formula=read.text,
                    name=name,
                    names=say(", ").join(read.inputs),
                )
            )
    begin = {key: within(key, values.get(key, 1), -MOST, MOST, whole=False) for key in read.inputs}
    limit = _limit(begin)
    numbers = {key: (key, begin[key]) for key in read.inputs}
    controls: list[Control] = [
        Steps("moment", say("moment"), expression_scene.moments(read)),
        Numbers("input", say("change"), numbers, -limit, limit, step=0.1),
    ]
    given = [repr(formula), *(f"{key}={value!r}" for key, value in values.items())]
    size = expression_scene.size(read)
    return App(expression, expression_scene.scene_of(read), controls, size, ", ".join(given))


def _limit(begin: dict[str, float]) -> float:
    """How far from 0 the slider goes: to 5, or as far as what was typed."""
    return max(LIMIT, *(ceil(abs(value)) for value in begin.values()))
