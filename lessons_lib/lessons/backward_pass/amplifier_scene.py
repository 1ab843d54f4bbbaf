"""σ′(z), the amplifier: the slope of the sigmoid at z."""

from collections.abc import Callable

import numpy as np
from matplotlib.figure import Figure

from lessons_lib.app import Words
from lessons_lib.draw.neurons import RADIUS, Line, Neuron, bare_axes, label, lines
from lessons_lib.draw.style import BACKWARD, LARGE
from lessons_lib.draw.wires import Wires
from lessons_lib.functions import sigmoid
from lessons_lib.language import say
from lessons_lib.lessons.backward_pass.function_and_slope import FunctionAndSlope
from lessons_lib.lessons.shared.network_picture import HEIGHT, MIDDLE, WIDTH
from lessons_lib.notation import bracketed, number

LOWEST, HIGHEST = -6, 6


def scene(fig: Figure) -> Callable[..., Words]:
    """The picture of `backward_pass.amplifier`; its update takes the same keywords."""
    axis = np.linspace(LOWEST, HIGHEST, 241)
    left = fig.add_axes((0.06, 0.14, 0.5, 0.82))
    left.xaxis.set_url("z")
    curve = FunctionAndSlope(left, axis, sigmoid(axis), sigmoid.d(axis), ("σ(z)", "σ′(z)"))
    ax = fig.add_axes((0.58, 0, 0.42, 1))
    bare_axes(ax, 0.42 * WIDTH, HEIGHT)
    out, here, into = (0.0, MIDDLE), (1.9, MIDDLE), (3.6, MIDDLE)
    neuron = Neuron(ax, here)
    wires = Wires(ax, {"out": (out, here), "in": (here, into)}, dict.fromkeys((out, into), RADIUS))
    texts = label(ax, (0.7, MIDDLE + 0.45), size=LARGE), label(ax, (2.9, MIDDLE + 0.75), size=LARGE)

    def update(z: float, dC_da: float) -> Words:
        a, s = float(sigmoid(z)), float(sigmoid.d(z))
        curve.show(z, a, s)
        neuron.show(
            lines(f"σ′(z)\n{number(s)}"), [Line(f"z = {number(z)}")], reverse=True, lit=True
        )
        wires.show({"out": "", "in": ""}, lit=["out", "in"], reverse=True)
        for text, name, value in zip(texts, ("∂C/∂z", "∂C/∂a"), (s * dC_da, dC_da), strict=True):
            text.set(text=f"{name}\n{number(value)}", color=BACKWARD)
        return Words(
            status=_amplified(z, s),
            formula=(
                f"σ′(z) = σ(z) · (1 − σ(z)) = {number(a)} · {number(1 - a)} = {number(s)}",
                f"∂C/∂z = σ′(z) · ∂C/∂a = {number(s)} · {bracketed(dC_da)} = {number(s * dC_da)}",
            ),
            alt=say(
                "The curve of σ, which climbs from 0 to 1, and its slope σ′, drawn as "
                "far as the mark: z = {z}, σ(z) = {a}, σ′(z) = {s}. Beside it an "
                "amplifier: ∂C/∂a = {dC_da} goes in, ∂C/∂z = {dC_dz} comes out.",
                z=number(z),
                a=number(a),
                s=number(s),
                dC_da=number(dC_da),
                dC_dz=number(s * dC_da),
            ),
        )

    return update


def _amplified(z: float, s: float) -> str:
    if z == 0:
        return say(
            "z = 0: the curve is steepest here, and σ′ is ¼. No more than ¼ ever gets through."
        )
    if abs(z) < 3:
        return say("The amplifier lets {percent}% through.", percent=number(100 * s))
    return say(
        "The curve is nearly flat here: the neuron is saturated. Only {percent}% gets "
        "through, so the weights before this neuron hardly learn anything.",
        percent=number(100 * s),
    )
