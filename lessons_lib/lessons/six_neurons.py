"""Lesson 05: Hung-yi Lee's network of six neurons, walked forward and backward, then trained."""

from collections.abc import Callable, Mapping
from functools import lru_cache
from itertools import islice
from typing import Any, NamedTuple

import numpy as np
from matplotlib.figure import Figure

from lessons_lib import lecture
from lessons_lib.app import App, Numbers, Slider, Steps, Table, Words
from lessons_lib.descent import Step, descend, plain
from lessons_lib.draw.curve import Curve
from lessons_lib.draw.parameters import Parameters
from lessons_lib.draw.style import number
from lessons_lib.functions import half_squared_error
from lessons_lib.lessons.lecture_network import (
    BIASES,
    HEIGHT,
    INTO,
    NEURONS,
    OUT_OF,
    OUTPUT,
    PARAMETERS,
    START,
    SYMBOLS,
    WIDTH,
    WIRES,
    SixNeurons,
    activation,
    passes,
    title,
    weight,
)
from lessons_lib.network import backward, forward

FORWARD_MOMENTS = tuple(key for n in NEURONS for key in (f"z{n}", activation(n)))
BACKWARD_MOMENTS = ("dC_dy2", "dC_dy1", *(f"dC_dz{n}" for n in reversed(NEURONS)))
MOMENTS = ("start", *FORWARD_MOMENTS, "C", *BACKWARD_MOMENTS, "gradient")


def walk() -> App:
    """The six neurons, one small moment after the other: forward, backward, and any gradient.

    Keywords: `moment` (one of MOMENTS), `number` (which number the slider changes, and whose gradient
    the last moment shows), and the 22 numbers of START, each from −10 to 10.
    """
    numbers = {key: (title(key), START[key]) for key in (*PARAMETERS, *_GIVEN)}
    controls = [
        Steps("moment", "moment", MOMENTS),
        Numbers("number", "change", numbers, low=-10, high=10, step=0.1),
    ]
    return App("six_neurons.walk()", _walk_scene, controls, size=(WIDTH, HEIGHT))


def train() -> App:
    """Gradient descent on the six neurons: `t` is the step, 0 to 100, `eta` the learning rate η."""
    controls = [
        Steps("t", "step t", range(STEPS + 1)),
        Slider("eta", "learning rate η", 0.5, low=0.1, high=10, step=0.1),
    ]
    return App("six_neurons.train()", _train_scene, controls, size=(WIDTH, HEIGHT))


_GIVEN = ("x1", "x2", "target1", "target2")


class Moment(NamedTuple):
    """What happens at one moment: what is computed and how, what takes part, and a sentence.

    `formula` has a {keyword} for each number in it, so that symbols and numbers come from one text.
    """

    result: str
    formula: str
    lit: frozenset[str]
    sentence: str


def moment(name: str, parameter: str = "w_a4_z6") -> Moment:
    """What happens at one of MOMENTS; `parameter` is whose gradient the last one shows."""
    kind, n = name.rstrip("0123456789"), name[-1]
    if kind == "z":
        inputs = [(weight(s, n), activation(s)) for s in INTO[n]]
        terms = " + ".join(f"{{{w}}} · {{{a}}}" for w, a in inputs)
        return _moment(
            name,
            f"{terms} + {{b{n}}}",
            [name, *(key for pair in inputs for key in pair)],
            f"Neuron {n} adds up what its two wires bring, and its bias. "
            f"On the way past we note what each wire carries: that is ∂z_{n}/∂w.",
        )
    if kind in ("a", "y"):
        (neuron,) = (k for k in NEURONS if activation(k) == name)
        where = "This is an output of the network." if kind == "y" else "It goes on to both wires."
        return _moment(
            name,
            "1 / (1 + e^{{−{z%s}}})" % neuron,
            [name],
            f"The sigmoid turns z_{neuron} into a number between 0 and 1. {where}",
        )
    if kind == "C":
        return _moment(
            name,
            "½ · ({y1} − {target1})² + ½ · ({y2} − {target2})²",
            [name],
            "The cost compares the outputs with the target ŷ. Now we know how wrong the network is, "
            "and the forward pass is over.",
        )
    if kind == "dC_dy":
        return _moment(
            name,
            f"{{y{n}}} − {{target{n}}}",
            [name],
            f"The network is turned around. What goes in now is how fast the cost grows with y_{n}.",
        )
    if kind == "dC_dz" and n in OUTPUT:
        return _moment(
            name,
            f"{{s{n}}} · {{dC_d{OUTPUT[n]}}}",
            [name, f"dC_d{OUTPUT[n]}"],
            f"An output neuron: its amplifier multiplies ∂C/∂{SYMBOLS[OUTPUT[n]]} by σ′(z_{n}).",
        )
    if kind == "dC_dz":
        terms = " + ".join(f"{{{weight(n, k)}}} · {{dC_dz{k}}}" for k in OUT_OF[n])
        first, second = OUT_OF[n]
        return _moment(
            name,
            f"{{s{n}}} · ({terms})",
            [name, *(weight(n, k) for k in OUT_OF[n])],
            f"Backwards over the same two weights: what comes from neurons {first} and {second} is "
            f"added up, then the amplifier multiplies by σ′(z_{n}).",
        )
    if name == "start":
        return _moment(
            "",
            "",
            ["x1", "x2"],
            "The lecture's network: two inputs, six sigmoid neurons, a weight on every wire. "
            "Press Next to send x through it.",
        )
    return _gradient_of(parameter)


def _gradient_of(parameter: str) -> Moment:
    if parameter in WIRES:
        source, neuron = WIRES[parameter]
        return _moment(
            f"dC_d{parameter}",
            f"{{{activation(source)}}} · {{dC_dz{neuron}}}",
            [parameter, activation(source), f"dC_dz{neuron}"],
            "Forward value × backward value = gradient: what the wire carries, times ∂C/∂z of the "
            "neuron it leads to. Choose any other weight or bias below.",
        )
    if parameter in BIASES:
        neuron = BIASES[parameter]
        return _moment(
            f"dC_d{parameter}",
            f"1 · {{dC_dz{neuron}}}",
            [f"dC_dz{neuron}"],
            "A bias is the weight on a wire that always carries 1, so its gradient is ∂C/∂z itself. "
            "Choose any other weight or bias below.",
        )
    return _moment(
        "",
        "",
        [],
        f"{title(parameter)} is data, not a parameter: training leaves it alone. "
        "Choose a weight or a bias below to see its gradient.",
    )


def _moment(result: str, formula: str, lit: list[str], sentence: str) -> Moment:
    return Moment(result, formula, frozenset(lit), sentence)


def known_at(name: str) -> list[str]:
    """The keywords of all numbers that are known when the walk stands at a moment."""
    done = MOMENTS[1 : MOMENTS.index(name) + 1]
    return ["x1", "x2", *(key for key in done if key != "gradient")]


def _walk_scene(fig: Figure) -> Callable[..., Words]:
    picture = SixNeurons(fig.add_axes((0, 0, 1, 1)))

    def update(moment: str, number: str, **values: float) -> Words:
        numbers = passes(values)
        known = known_at(moment)
        now = _moment_of(moment, number)
        reverse = moment == "gradient" or moment in BACKWARD_MOMENTS
        picture.show(numbers, known, now.lit, reverse=reverse, chosen=number)
        return Words(
            status=now.sentence,
            formula=_formula(now, numbers),
            alt=_alt(numbers, known, reverse),
            table=_table(numbers, known, number),
        )

    return update


_moment_of = moment  # `moment` is also a keyword of the walk


def _formula(now: Moment, numbers: Mapping[str, float]) -> tuple[str, ...]:
    if not now.result:
        return ()
    bracketed = {
        key: f"({number(value)})" if value < 0 else number(value) for key, value in numbers.items()
    }
    return (
        f"{SYMBOLS[now.result]} = {now.formula.format_map(SYMBOLS)}",
        f"= {now.formula.format_map(bracketed)} = {number(numbers[now.result])}",
    )


def _alt(numbers: Mapping[str, float], known: list[str], reverse: bool) -> str:
    facts = ", ".join(f"{SYMBOLS[key].replace('_', '')} = {number(numbers[key])}" for key in known)
    turned = ", turned around" if reverse else ""
    return f"The network of six neurons{turned}. Known so far: {facts}."


def _table(numbers: Mapping[str, float], known: list[str], chosen: str) -> Table:
    def shown(key: str) -> str:
        return number(numbers[key]) if key in known else "…"

    rows = []
    for key in PARAMETERS:
        source, neuron = WIRES.get(key, (None, BIASES.get(key)))
        ahead = shown(activation(source)) if source else "1"
        back = shown(f"dC_dz{neuron}")
        gradient = number(numbers[f"dC_d{key}"]) if "…" not in (ahead, back) else "…"
        rows.append((SYMBOLS[key], number(numbers[key]), ahead, back, gradient))
    header = ("parameter", "value", "forward value ∂z/∂w", "backward value ∂C/∂z", "gradient")
    return Table(header, rows, lit=PARAMETERS.index(chosen) if chosen in PARAMETERS else None)


STEPS = 100


@lru_cache(maxsize=16)
def trajectory(eta: float) -> tuple[list[Step], list[float]]:
    """θ⁰ … θ¹⁰⁰ of plain gradient descent on the lecture's network, and the cost at each of them."""
    net = lecture.six_neurons()

    def gradient(theta: np.ndarray) -> np.ndarray:
        here = net.at(theta)
        trace = forward(here, lecture.X)
        return backward(here, trace, half_squared_error.d(trace.y, lecture.TARGET)).theta

    steps = list(islice(descend(gradient, net.theta, plain(eta)), STEPS + 1))
    thetas = np.stack([step.theta for step in steps])
    costs = half_squared_error(forward(net.at(thetas), lecture.X).y, lecture.TARGET)
    return steps, costs.tolist()


def _train_scene(fig: Figure) -> Callable[..., Words]:
    left, right = fig.add_axes((0.08, 0.13, 0.42, 0.82)), fig.add_axes((0.6, 0.13, 0.38, 0.82))
    curve = Curve(left, STEPS, highest=0.5, t="t", value="C")
    parameters = Parameters(right, [title(key) for key in PARAMETERS], -4, 6)
    start = lecture.six_neurons().theta

    def update(t: int, eta: float) -> Words:
        steps, costs = trajectory(eta)
        theta = steps[t].theta
        curve.show(costs, t)
        parameters.show(start, theta)
        y1, y2 = forward(lecture.six_neurons().at(theta), lecture.X).y.ravel()
        return Words(
            status=_trained(t, eta, costs),
            formula=(
                f"θ^{{{t + 1}}} = θ^{{{t}}} − η · ∇C(θ^{{{t}}})   with η = {number(eta)}",
                f"C(θ^{{{t}}}) = {number(costs[t])}   y_1 = {number(y1)} (ŷ_1 = 1)   "
                f"y_2 = {number(y2)} (ŷ_2 = 0)",
            ),
            alt=f"The cost over the steps: it starts at {number(costs[0])}, is {number(costs[t])} at "
            f"step {t} and {number(costs[-1])} at step {STEPS}. Beside it all 18 parameters, "
            f"each with its start and where it is now.",
            table=Table(
                ("parameter", "θ⁰", "now", "gradient now"),
                [
                    (SYMBOLS[key], number(a), number(b), number(g))
                    for key, a, b, g in zip(
                        PARAMETERS, start, theta, steps[t].gradient, strict=True
                    )
                ],
            ),
        )

    return update


def _trained(t: int, eta: float, costs: list[float]) -> str:
    if t == 0:
        return "θ⁰: the lecture's numbers. Press Next to take one step against the gradient."
    change = costs[t] - costs[t - 1]
    how = "fell" if change < 0 else "grew"
    return (
        f"Step {t}: all 18 parameters moved at once, each against its own gradient. "
        f"The cost {how} by {number(abs(change))}."
    )
