"""The number of partial derivatives of a network, and the time to compute them one by one."""

from collections.abc import Callable, Sequence
from itertools import pairwise

from matplotlib.figure import Figure

from lessons_lib.app import Words
from lessons_lib.draw.bars import Bars
from lessons_lib.draw.layers import Layers
from lessons_lib.draw.style import BACKWARD, FORWARD
from lessons_lib.language import Later, say
from lessons_lib.notation import number


def scene(fig: Figure) -> Callable[..., Words]:
    """The picture of `gradient_descent.count`; its update takes the same keywords."""
    width, height = fig.get_size_inches()
    most = 11
    network = Layers(fig.add_axes((0, 0.32, 1, 0.68)), width, 0.68 * height, most)
    bars = Bars(
        fig.add_axes((0.1, 0.09, 0.76, 0.2)), {"2 · P": BACKWARD, "1 + 1": FORWARD}, highest=1e8
    )

    def update(inputs: int, layers: int, neurons: int) -> Words:
        sizes = (inputs, *[neurons] * layers)
        weights = sum(before * after for before, after in pairwise(sizes))
        biases = layers * neurons
        parameters = weights + biases
        network.show(sizes)
        bars.show([2 * parameters, 2])
        return Words(
            status=say(
                "θ holds {parameters}, so the gradient is a list of {partials}. By "
                "nudging that's {passes} for a single step. At a thousandth of a second "
                "each: {duration}.",
                parameters=_many(parameters, Later("{n} parameter"), Later("{n} parameters")),
                partials=_many(
                    parameters, Later("{n} partial derivative"), Later("{n} partial derivatives")
                ),
                passes=_many(2 * parameters, Later("{n} pass"), Later("{n} passes")),
                duration=duration(2 * parameters / 1000),
            ),
            formula=(
                f"P = {_weights(sizes)} + {layers} · {neurons:,} "
                f"= {_many(weights, Later('{n} weight'), Later('{n} weights'))} "
                f"+ {_many(biases, Later('{n} bias'), Later('{n} biases'))} "
                f"= {parameters:,}",
                say(
                    "2 · P = {passes:,} passes by nudging; 1 + 1 = 2 by backpropagation",
                    passes=2 * parameters,
                ),
            ),
            alt=say(
                "A network of {inputs} and {layers} of {neurons}. Two bars: {passes:,} passes "
                "by nudging, 2 by backpropagation.",
                inputs=_many(inputs, Later("{n} input"), Later("{n} inputs")),
                layers=_many(layers, Later("{n} layer"), Later("{n} layers")),
                neurons=_many(neurons, Later("{n} neuron"), Later("{n} neurons")),
                passes=2 * parameters,
            ),
        )

    return update


def _weights(sizes: Sequence[int]) -> str:
    """The number of weights as a formula, equal layers grouped: 2 · 2 + 2 · (2 · 2)."""
    inputs, neurons, *more = sizes
    first = f"{inputs:,} · {neurons:,}"
    again = f"{neurons:,} · {neurons:,}"
    repeated = f"{len(more)} · {again}" if len(more) > 1 else again
    return f"{first} + {repeated}" if more else first


def _many(n: int, one: str, more: str) -> str:
    return say(one if n == 1 else more, n=f"{n:,}")


def duration(seconds: float) -> str:
    """A time in a suitable unit: 0.036 seconds, 4.45 hours."""
    for size, one, more in (
        (3600, Later("{n} hour"), Later("{n} hours")),
        (60, Later("{n} minute"), Later("{n} minutes")),
    ):
        if seconds >= size:
            return say(one if seconds == size else more, n=number(seconds / size))
    return say(Later("{n} second") if seconds == 1 else Later("{n} seconds"), n=number(seconds))
