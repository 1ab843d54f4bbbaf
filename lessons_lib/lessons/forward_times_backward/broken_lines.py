"""Backpropagation with one line broken: its text, and its algorithm."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from lessons_lib.functions import Array, half_squared_error
from lessons_lib.language import Later
from lessons_lib.mistakes import backward
from lessons_lib.mistakes.backward import Backward
from lessons_lib.mistakes.mistake import Mistake
from lessons_lib.network import Gradients, Network, forward


@dataclass(frozen=True)
class BrokenLine:
    """A broken line beside the right one, in the notation of `app.words`, and the mistake in it."""

    right: str
    wrong: str
    mistake: Mistake


RIGHT = Backward()
BROKEN: dict[str, BrokenLine] = {
    Later("no σ′ at the output"): BrokenLine(
        "∂C/∂z_5 = σ′(z_5) · ∂C/∂y_1",
        "∂C/∂z_5 = ∂C/∂y_1",
        backward.NO_SLOPE_AT_OUTPUT,
    ),
    Later("no σ′ at the hidden neurons"): BrokenLine(
        "∂C/∂z_3 = σ′(z_3) · (w_{a3→z5} · ∂C/∂z_5 + w_{a3→z6} · ∂C/∂z_6)",
        "∂C/∂z_3 = w_{a3→z5} · ∂C/∂z_5 + w_{a3→z6} · ∂C/∂z_6",
        backward.NO_SLOPE_AT_HIDDEN,
    ),
    Later("σ′(a) instead of σ′(z)"): BrokenLine(
        "∂C/∂z_3 = σ′(z_3) · ∂C/∂a_3",
        "∂C/∂z_3 = σ′(a_3) · ∂C/∂a_3",
        backward.SLOPE_OF_A,
    ),
    Later("w not transposed"): BrokenLine(
        "∂C/∂a_1 = w_{a1→z3} · ∂C/∂z_3 + w_{a1→z4} · ∂C/∂z_4",
        "∂C/∂a_1 = w_{a1→z3} · ∂C/∂z_3 + w_{a2→z3} · ∂C/∂z_4",
        backward.NOT_TRANSPOSED,
    ),
    Later("weights left out going back"): BrokenLine(
        "∂C/∂a_1 = w_{a1→z3} · ∂C/∂z_3 + w_{a1→z4} · ∂C/∂z_4",
        "∂C/∂a_1 = ∂C/∂z_3 + ∂C/∂z_4",
        backward.WEIGHT_FORGOTTEN,
    ),
    Later("the neuron's own output for ∂z/∂w"): BrokenLine(
        "∂C/∂w_{a1→z3} = a_1 · ∂C/∂z_3",
        "∂C/∂w_{a1→z3} = a_3 · ∂C/∂z_3",
        backward.OWN_OUTPUT,
    ),
    Later("wrong sign of ∂C/∂y"): BrokenLine(
        "∂C/∂y_1 = y_1 − ŷ_1",
        "∂C/∂y_1 = ŷ_1 − y_1",
        backward.TARGET_MINUS_Y,
    ),
}


def backpropagate(
    algorithm: Callable[..., Gradients], net: Network, x: Any, target: Array
) -> Gradients:
    """∂C/∂z, ∂C/∂w and ∂C/∂b of C = ½·Σ(y − ŷ)², by this algorithm: RIGHT, or broken.

    With layers of different sizes, a w that is not transposed raises NumPy's ValueError.
    """
    trace = forward(net, x)
    return algorithm(net, trace, half_squared_error.d(trace.y, target))
