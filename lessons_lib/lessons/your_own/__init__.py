"""Your network and your formula: everything the lessons do with theirs, done with yours."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from math import ceil, isclose
from typing import Any
from weakref import WeakKeyDictionary

from matplotlib.figure import Figure

from lessons_lib.app import App, Choice, Control, Numbers, Slider, Steps, Words
from lessons_lib.app.app import keywords
from lessons_lib.app.dial import within
from lessons_lib.app.refusal import plainly
from lessons_lib.functions import half_squared_error
from lessons_lib.language import Later, say
from lessons_lib.lessons.shared import programs
from lessons_lib.lessons.shared.network_picture import HEIGHT, WIDTH, picture_size
from lessons_lib.lessons.shared.network_training import NetworkTraining, training_controls
from lessons_lib.lessons.shared.own_network import (
    COSTS,
    MOST,
    MOST_LAYERS,
    MOST_NEURONS,
    SAID,
    SIGMAS,
    STARTS,
    Own,
    own_network,
)
from lessons_lib.lessons.shared.play import play as play_pass
from lessons_lib.lessons.shared.programs import Program
from lessons_lib.lessons.shared.walked_network import blank_picture, moments
from lessons_lib.lessons.your_own import build_scene, expression_scene, network_scene
from lessons_lib.lessons.your_own.sheet import PassSheet
from lessons_lib.walks.typed_expression import typed

LIMIT = 5
Scene = Callable[[Figure], Callable[..., Words]]
# what the network that an App shows is asked for with, by the values of the App
_ASKED: WeakKeyDictionary[App, Callable[..., tuple[Any, Any, Mapping[str, Any]]]]
_ASKED = WeakKeyDictionary()


def build() -> App:
    """Choose the layers of a network, and read the line of code that makes it.

    Keywords: `layers`, `place` (whose number the slider changes), `inputs`, `layer1` … `layer5`,
    `hidden` and `last` (activations), `cost`, `biases`, `start`, `seed`.
    """
    activations, costs, starts = (
        {SAID.get(name, name): name for name in names} for names in (SIGMAS, COSTS, STARTS[:2])
    )
    controls: list[Control] = [
        Slider("layers", Later("layers"), 2, 1, MOST_LAYERS, 1),
        Numbers("place", Later("change"), build_scene.SIZES, 1, MOST_NEURONS, step=1),
        Choice("hidden", Later("hidden activation"), "tanh", activations),
        Choice("last", Later("last activation"), "softmax", activations),
        Slider("seed", Later("seed"), 3, 0, 99, 1),
        Choice("cost", Later("cost"), "", {Later("the one that fits"): ""} | costs),
        Choice("biases", Later("biases"), True, {Later("yes"): True, Later("no"): False}),
        Choice("start", Later("initial weights"), "random", starts),
    ]
    app = App(build, build_scene.scene, controls, (build_scene.WIDTH, build_scene.HEIGHT))
    _ASKED[app] = lambda place, **choices: build_scene.settings(**choices)
    return app


@plainly
def network(sizes: Any = None, sigma: Any = None, **settings: Any) -> App:
    """A network of your own, one small moment after the other: forward, backward, any gradient.

    sizes [2, 3, 1] are the inputs and the neurons of 1 to 5 layers, sigma an activation or one for
    each layer. Settings: cost, biases, start ("random", "zeros" or "lecture"), seed, x, target,
    typed numbers w and b, layer by layer, and single ones, as in w_x1_z1=2. Instead of sizes, a
    dict of all this does, too, and an App of this lesson: its network with its present numbers.
    Keywords: `moment`, `number` (which one the slider changes), and the numbers by their keywords.
    Raises ValueError for what does not fit.
    """
    own = _own(sizes, sigma, settings)
    wiring = own.walk.wiring
    free = [*wiring.parameters, *wiring.layers[0]]
    if own.cost is half_squared_error:  # else the targets are probabilities
        free += wiring.targets.values()
    numbers = {key: (wiring.title(key), own.start[key]) for key in free}
    limit = _limit(own.start)
    controls: list[Control] = [
        Steps("moment", Later("step"), moments(own.walk)),
        Numbers("number", Later("change"), numbers, -limit, limit, step=_step(own.start)),
    ]

    def now(moment: str, number: str, **values: float) -> Own:
        return own.at(values)

    scene = _telling(
        network_scene.scene_of(own), lambda **values: _line("network", now(**values).arguments)
    )
    app = App(network, scene, controls, picture_size(wiring), own.arguments)
    _ASKED[app] = lambda **values: now(**values).asked
    return app


@plainly
def play(sizes: Any = None, sigma: Any = None, **settings: Any) -> App:
    """The same walk with blanks: the learner fills in each next number, forward and backward.

    The settings are those of `network`. Keywords: `moment`, the number that is asked for, or "end",
    and the numbers by their keywords, as typed.
    """
    own = _own(sizes, sigma, settings)
    size, picture = picture_size(own.walk.wiring), blank_picture(own.walk)
    app = play_pass(play, own.walk, own.start, picture, size, own.arguments)
    _ASKED[app] = lambda **values: own.asked
    return app


@plainly
def training(sizes: Any = None, sigma: Any = None, **settings: Any) -> App:
    """Gradient descent on such a network: `t` is the step, 0 to 100, `eta` the learning rate η.

    The settings are those of `network`.
    """
    own = _own(sizes, sigma, settings)
    controls = training_controls()
    before = {name: value for one in controls for name, value in one.defaults.items()}

    def line(**values: Any) -> str:
        return _line("training", own.arguments, **dict(values.items() - before.items()))

    scene = _telling(NetworkTraining(*own.parts).scene, line)
    app = App(training, scene, controls, (WIDTH, HEIGHT), own.arguments)
    _ASKED[app] = lambda **values: own.asked
    return app


@plainly
def sheet(sizes: Any = None, sigma: Any = None, **settings: Any) -> PassSheet:
    """Both passes over such a network on paper, with blanks and their solution.

    The settings are those of `network`.
    """
    return PassSheet(_own(sizes, sigma, settings))


@plainly
def pytorch(sizes: Any = None, sigma: Any = None, **settings: Any) -> Program:
    """One step of training for such a network as a program for PyTorch.

    The settings are those of `network`.
    """
    return programs.pytorch(*_own(sizes, sigma, settings).parts)


@plainly
def jax(sizes: Any = None, sigma: Any = None, **settings: Any) -> Program:
    """The same program for JAX."""
    return programs.jax(*_own(sizes, sigma, settings).parts)


@plainly
def expression(formula: Any = "z = (x*y + sin(x))**2", **values: Any) -> App:
    """A formula of your own as a graph: each value, each path, and one walk backward.

    values are those of the inputs, else 1. Instead of one formula, a list of steps does, too:
    ["u = x*y", "z = u + sin(u)"], and a dict of the formula and the values. Keywords: `moment`,
    `input` (which one the slider changes, and whose paths are shown), and the inputs. Raises
    ValueError for what cannot be read.
    """
    if isinstance(formula, Mapping):
        values = {str(name): value for name, value in formula.items()} | values
        formula = values.pop("formula", None)
    if isinstance(formula, list | tuple):
        formula = "; ".join(map(str, formula))
    read = typed(formula, {"formula", "moment", "input"})
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
        Steps("moment", Later("step"), expression_scene.moments(read)),
        Numbers("input", Later("change"), numbers, -limit, limit, step=_step(begin)),
    ]

    def line(moment: str, input: str, **values: float) -> str:
        return _line("expression", _given(formula, values))

    scene, size = _telling(expression_scene.scene_of(read), line), expression_scene.size(read)
    return App(expression, scene, controls, size, _given(formula, values))


def _own(sizes: Any, sigma: Any, settings: Mapping[str, Any]) -> Own:
    if isinstance(sizes, App):
        if sizes not in _ASKED:
            raise ValueError(say("This picture shows no network. Use build, network or training."))
        sizes, before, asked = _ASKED[sizes](**sizes.values)
        sigma, settings = before if sigma is None else sigma, {**asked, **settings}
    return own_network(sizes, sigma, **settings)


def _telling(scene: Scene, line: Callable[..., str]) -> Scene:
    """The scene, and with it the line of code that makes what it shows again."""

    def told(fig: Figure) -> Callable[..., Words]:
        update = scene(fig)
        return lambda **values: replace(update(**values), code=line(**values))

    return told


def _line(call: str, arguments: str, **state: Any) -> str:
    line = f"your_own.{call}({arguments})"
    return f"{line}.set({keywords(state)})" if state else line


def _given(formula: str, values: Mapping[str, float]) -> str:
    return ", ".join([repr(formula), *filter(None, [keywords(values)])])


def _limit(begin: Mapping[str, float]) -> float:
    """How far from 0 the slider goes: to 5, or to what was typed."""
    return max(LIMIT, *(ceil(abs(value)) for value in begin.values()))


def _step(begin: Mapping[str, float]) -> float:
    """The step of the slider: 0.1, or finer where what was typed needs it."""
    return 0.1 if all(isclose(v, round(v, 1), abs_tol=1e-9) for v in begin.values()) else 0.01
