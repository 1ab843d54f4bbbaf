"""Choose a network with lists and sliders, and read the line of code that makes it."""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

from matplotlib.collections import EllipseCollection, LineCollection
from matplotlib.figure import Figure

from lessons_lib.app import Table, Words
from lessons_lib.draw.neurons import bare_axes, columns, label
from lessons_lib.draw.style import FORWARD, FORWARD_TINT, QUIET, QUIET_INK
from lessons_lib.language import Later, say, sentences
from lessons_lib.lessons.shared.own_network import MOST_LAYERS, MOST_NEURONS, own_network

WIDTH, HEIGHT = 9.6, 2.9
SIZES = {  # keyword -> label and first value: the inputs, and the neurons of each layer
    "inputs": (Later("inputs"), 3),
    **{
        f"layer{k}": (Later("neurons of layer {k}", k=k), n)
        for k, n in enumerate((4, 2, 2, 2, 2), start=1)
    },
}


def settings(
    layers: int,
    hidden: str,
    last: str,
    cost: str,
    biases: bool,
    start: str,
    seed: int,
    **sizes: int,
) -> tuple[list[int], Any, dict[str, Any]]:
    """What `your_own.network` is called with for these choices."""
    chosen = [int(sizes[key]) for key in list(SIZES)[: layers + 1]]
    others: dict[str, Any] = {"cost": cost} if cost else {}
    if not biases:
        others["biases"] = False
    others |= {"seed": seed} if start == "random" else {"start": start}
    sigmas = [*[hidden] * (layers - 1), last]
    return chosen, sigmas if len({*sigmas}) > 1 else last, others


def scene(fig: Figure) -> Callable[..., Words]:
    """The picture of `your_own.build`; its update takes the same keywords."""
    ax = fig.add_axes((0, 0, 1, 1))
    bare_axes(ax, WIDTH, HEIGHT)
    wires = LineCollection([], color=QUIET, lw=1, animated=True, zorder=1)
    ax.add_collection(wires, autolim=False)
    style: dict[str, Any] = {"units": "xy", "transOffset": ax.transData, "animated": True}
    circles = EllipseCollection(
        [0.28], [0.28], [0], offsets=[], ec=FORWARD, fc=FORWARD_TINT, lw=1.4, zorder=2, **style
    )
    ax.add_collection(circles, autolim=False)
    counts = [label(ax, (0, 0.22)) for _ in SIZES]
    between = [label(ax, (0, 0.22)) for _ in range(MOST_LAYERS)]
    for text in between:
        text.set(color=QUIET_INK)

    def update(place: str, **choices: Any) -> Words:
        sizes, sigma, others = settings(**choices)
        xs = [WIDTH * (i + 0.5) / len(sizes) for i in range(len(sizes))]
        points = columns(sizes, xs, 0.3 + HEIGHT / 2, (HEIGHT - 0.9) / MOST_NEURONS)
        wires.set_segments([(a, b) for one, other in pairwise(points) for a in one for b in other])
        circles.set_offsets([point for column in points for point in column])
        _caption(counts, xs, [str(n) for n in sizes])
        middles = [(a + b) / 2 for a, b in pairwise(xs)]
        _caption(between, middles, [f"{m} · {n}" for m, n in pairwise(sizes)])
        written = "-".join(map(str, sizes))
        alt = say(
            "A network of sizes {sizes}, each layer fully connected to the next.", sizes=written
        )
        try:
            own = own_network(sizes, sigma, **others)
        except ValueError as misfit:
            return Words(status=sentences([str(misfit), *unused(place, choices)]), alt=alt)
        weights, biases = own.net.theta.size - sum(sizes[1:]), sum(sizes[1:]) if own.biases else 0
        made = say(
            "{weights} weights and {biases} biases. To walk through it, run the next cell again.",
            weights=weights,
            biases=biases,
        )
        return Words(
            status=sentences([made, *unused(place, choices)]),
            code=f"your_own.network({own.arguments})",
            alt=alt,
            table=_table(sizes),
        )

    return update


def unused(place: str, choices: dict[str, Any]) -> list[str]:
    """A sentence for each choice that this network does not use."""
    layer, said = list(SIZES).index(place), []
    if layer > choices["layers"]:
        more = say(
            "Layer {k} appears once there are more layers; it would have {n} neurons.",
            k=layer,
            n=int(choices[place]),
        )
        said.append(more)
    if choices["start"] != "random":
        said.append(say("Seed {seed} matters only for random weights.", seed=choices["seed"]))
    return said


def _caption(texts: Sequence[Any], xs: Sequence[float], written: Sequence[str]) -> None:
    for i, text in enumerate(texts):
        here = i < len(xs)
        text.set(x=xs[i] if here else 0, text=written[i] if here else "")


def _table(sizes: Sequence[int]) -> Table:
    rows = [
        (str(k), str(n), str(m * n), str(n)) for k, (m, n) in enumerate(pairwise(sizes), start=1)
    ]
    return Table((say("layer"), say("neurons"), say("weights"), say("biases")), rows)
