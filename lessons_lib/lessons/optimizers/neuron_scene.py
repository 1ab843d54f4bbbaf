"""A saturated neuron: stuck with the squared error, learning with the cross-entropy."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from lessons_lib.app import App, Control, Presets, Slider, Steps, Table, Words
from lessons_lib.descent import descend, plain
from lessons_lib.draw.step_lines import StepLines
from lessons_lib.draw.style import BACKWARD, FORWARD, INK, PAPER, QUIET, Look
from lessons_lib.functions import Cost, binary_cross_entropy, half_squared_error, sigmoid
from lessons_lib.language import Later, say
from lessons_lib.network import Layer, Network, gradient_of_theta
from lessons_lib.notation import number

STEPS = 300
X, TARGET = [[1.0]], [[0.0]]
SQUARED, ENTROPY = Later("squared error"), Later("cross-entropy")
COSTS: dict[str, Cost] = {SQUARED: half_squared_error, ENTROPY: binary_cross_entropy}
LOOKS: dict[str, Look] = {
    SQUARED: Look(BACKWARD, "o", (0, (4, 1.5)), "●", 1.3),
    ENTROPY: Look(FORWARD, "s", "-", "■", 0.8),
}
STARTS = {
    Later("a little wrong"): (0.6, 0.9),
    Later("very wrong"): (2.0, 2.0),
    Later("hopelessly wrong"): (5.0, 5.0),
}
EDGE = 10.0


@dataclass(frozen=True)
class NeuronAtStep:
    """The neuron at one step: z = w + b because x is 1, and the derivatives by its cost."""

    w: float
    b: float
    dC_dz: float

    @property
    def z(self) -> float:
        """The weighted sum."""
        return self.w + self.b

    @property
    def y(self) -> float:
        """The output σ(z)."""
        return float(sigmoid(self.z))


def app(maker: Callable[..., App]) -> App:
    """The interactive: two identical neurons, one per cost."""
    presets = {
        say(
            "{where}: {what}",
            where=kind,
            what=say(", ").join([f"w = {number(w)}", f"b = {number(b)}"]),
        ): {"w": w, "b": b}
        for kind, (w, b) in STARTS.items()
    }
    controls: list[Control] = [
        Steps("t", say("step t"), range(STEPS + 1)),
        Presets(say("start"), presets),
        Slider("w", say("start of w"), 2.0, low=-5, high=5, step=0.1),
        Slider("b", say("start of b"), 2.0, low=-5, high=5, step=0.1),
        Slider("eta", say("learning rate η"), 0.15, low=0.01, high=1, step=0.01),
    ]
    return App(maker, _scene, controls, size=(8.8, 4))


@lru_cache(maxsize=64)
def training(cost: str, w: float, b: float, eta: float) -> list[NeuronAtStep]:
    """θ⁰ … θ³⁰⁰ of plain gradient descent with this cost, one of COSTS."""
    net = Network([Layer([[w]], [[b]], sigmoid)])
    slope = gradient_of_theta(net, X, TARGET, COSTS[cost])
    steps = islice(descend(slope, net.theta, plain(eta)), STEPS + 1)
    # x is 1, so ∂C/∂w and ∂C/∂b both equal ∂C/∂z
    return [NeuronAtStep(*map(float, (*step.theta, step.gradient[0]))) for step in steps]


def _scene(fig: Figure) -> Callable[..., Words]:
    left, right = fig.add_axes((0.06, 0.14, 0.4, 0.81)), fig.add_axes((0.56, 0.14, 0.42, 0.81))
    z = np.linspace(-EDGE, EDGE, 201)
    left.set(xlim=(-EDGE, EDGE), ylim=(-0.04, 1.04), xlabel="z")
    left.plot(z, sigmoid(z), color=QUIET, lw=2)
    left.text(-EDGE * 0.95, 0.97, "y = σ(z)", va="top")
    places = {name: _Place(left, look) for name, look in LOOKS.items()}
    right.set(xlim=(0, STEPS), ylim=(-0.04, 1.04), xlabel="t")
    right.set_ylabel("y", rotation=0, labelpad=10)
    right.axhline(0, color=QUIET, lw=1.2, ls=":")
    right.text(STEPS, 0.02, "ŷ = 0", ha="right", va="bottom")
    curves = StepLines(right, list(LOOKS.values()))

    def update(t: int, w: float, b: float, eta: float) -> Words:
        walks = {name: training(name, w, b, eta) for name in COSTS}
        for name, place in places.items():
            place.show(walks[name][t])
        curves.show([[neuron.y for neuron in walk[: t + 1]] for walk in walks.values()])
        now = {name: walk[t] for name, walk in walks.items()}
        return Words(
            status=_status(t, now),
            formula=_formula(now),
            alt=say(
                "The curve y = σ(z) with two neurons on it, and their y against the "
                "steps. After {t} of {steps} steps: {places}.",
                t=t,
                steps=STEPS,
                places=_places(now),
            ),
            table=_table(now),
        )

    return update


class _Place:
    """A neuron on the curve, with the tangent there."""

    def __init__(self, ax: Axes, look: Look) -> None:
        (self._tangent,) = ax.plot([], [], color=INK, lw=1.4, animated=True)
        style: dict[str, Any] = {"mec": PAPER, "animated": True, "clip_on": False}
        (self._marker,) = ax.plot([], [], look.marker, color=look.color, ms=11 * look.size, **style)

    def show(self, neuron: NeuronAtStep) -> None:
        reach = np.array([-2, 2])
        self._tangent.set_data(neuron.z + reach, neuron.y + sigmoid.d(neuron.z) * reach)
        self._marker.set_data([neuron.z], [neuron.y])


def _status(t: int, now: dict[str, NeuronAtStep]) -> str:
    y = {name: number(neuron.y) for name, neuron in now.items()}
    if t == 0:
        return say("Two identical neurons. Both give y = {y}, and should give 0.", y=y[SQUARED])
    return say(
        "Step {t}. y is {y} with the {cost} and {other_y} with the {other}.",
        t=t,
        y=y[SQUARED],
        cost=_title(SQUARED),
        other_y=y[ENTROPY],
        other=_title(ENTROPY),
    )


def _formula(now: dict[str, NeuronAtStep]) -> tuple[str, str]:
    squared, entropy = now[SQUARED], now[ENTROPY]
    return (
        say(
            "{where}: {what}",
            where=_title(SQUARED),
            what=f"∂C/∂z = σ′(z) · (y − ŷ) = {number(sigmoid.d(squared.z))} · "
            f"({number(squared.y)} − 0) = {number(squared.dC_dz)}",
        ),
        say(
            "{where}: {what}",
            where=_title(ENTROPY),
            what=f"∂C/∂z = y − ŷ = {number(entropy.y)} − 0 = {number(entropy.dC_dz)}",
        ),
    )


def _title(cost: str) -> str:
    """The name of a cost, with its marker in the picture."""
    return f"{LOOKS[cost].glyph} {say(cost)}"


def _places(now: dict[str, NeuronAtStep]) -> str:
    return say("; ").join(
        say(
            "{cost} at z = {z}, y = {y}, ∂C/∂z = {dC_dz}",
            cost=_title(name),
            z=number(neuron.z),
            y=number(neuron.y),
            dC_dz=number(neuron.dC_dz),
        )
        for name, neuron in now.items()
    )


def _table(now: dict[str, NeuronAtStep]) -> Table:
    rows = [
        (
            _title(name),
            *map(number, (n.w, n.b, n.z, n.y, sigmoid.d(n.z), n.dC_dz)),
        )
        for name, n in now.items()
    ]
    return Table((say("cost"), "w", "b", "z", "y", "σ′(z)", "∂C/∂z"), rows)
