"""The lecture's six neurons as the lessons show them: a name for every number, and the picture.

Every number has one keyword: x1, z3, a3, y1, b3, target1, C, w_a1_z3 for the weight on the wire
a1 → z3, s3 for σ′(z3), and dC_dy1, dC_dz3, dC_dw_a1_z3, dC_db3 for what the backward pass finds.
"""

from collections.abc import Collection, Mapping, Sequence
from itertools import chain, pairwise

import numpy as np
from matplotlib.axes import Axes

from lessons_lib import lecture
from lessons_lib.draw.neurons import NUMBERS_AT, Neuron, Point, Wires, bare_axes, columns, label
from lessons_lib.draw.style import BACKWARD, FORWARD, INK, LARGE, QUIET_INK
from lessons_lib.functions import half_squared_error
from lessons_lib.language import Later
from lessons_lib.network import backward, forward
from lessons_lib.notation import number, subscript

LAYERS = (("x1", "x2"), ("1", "2"), ("3", "4"), ("5", "6"))
NEURONS = tuple(name for layer in LAYERS[1:] for name in layer)
OUTPUT = {"5": "y1", "6": "y2"}


def activation(name: str) -> str:
    """The keyword of what an input or a neuron sends on: x1 of x1, a3 of 3, y1 of 5."""
    return name if name.startswith("x") else OUTPUT.get(name, f"a{name}")


def weight(source: str, neuron: str) -> str:
    """The keyword of the weight on the wire from an input or a neuron into a neuron."""
    return f"w_{activation(source)}_z{neuron}"


_PAIRS = list(pairwise(LAYERS))
INTO = {n: before for before, layer in _PAIRS for n in layer}
OUT_OF = {n: after for layer, after in _PAIRS for n in layer}
WIRES = {weight(s, n): (s, n) for before, layer in _PAIRS for n in layer for s in before}
BIASES = {f"b{n}": n for n in NEURONS}
# in the order of Network.theta: layer by layer, w row by row, then b
PARAMETERS = tuple(
    keyword
    for before, layer in _PAIRS
    for keyword in (*(weight(s, n) for n in layer for s in before), *(f"b{n}" for n in layer))
)

SYMBOLS = {
    **{x: f"x_{x[1]}" for x in LAYERS[0]},
    **{f"target{i}": f"ŷ_{i}" for i in "12"},
    **{f"y{i}": f"y_{i}" for i in "12"},
    **{f"dC_dy{i}": f"∂C/∂y_{i}" for i in "12"},
    **{f"{letter}{n}": f"{letter}_{n}" for letter in "zab" for n in NEURONS},
    **{f"s{n}": f"σ′(z_{n})" for n in NEURONS},
    **{f"dC_dz{n}": f"∂C/∂z_{n}" for n in NEURONS},
    **{key: f"w_{{{activation(s)}→z{n}}}" for key, (s, n) in WIRES.items()},
    "C": "C",
}
SYMBOLS |= {f"dC_d{key}": f"∂C/∂{SYMBOLS[key]}" for key in PARAMETERS}

START = {
    **dict(zip(LAYERS[0], lecture.X.ravel().tolist(), strict=True)),
    **dict(zip(PARAMETERS, lecture.six_neurons().theta.tolist(), strict=True)),
    **dict(zip(("target1", "target2"), lecture.TARGET.ravel().tolist(), strict=True)),
}


def title(keyword: str) -> str:
    """The name of a number as plain text, for lists and labels: w a1→z3, b3, x1, target 1."""
    if keyword in WIRES:
        source, neuron = WIRES[keyword]
        return f"w {activation(source)}→z{neuron}"
    if keyword.startswith("target"):
        return Later("target {n}", n=keyword.removeprefix("target"))
    return keyword


def factors(parameter: str) -> tuple[str | None, str]:
    """The keywords of the two factors of a gradient: what the wire carries, and ∂C/∂z behind it.

    None for the wire of a bias, which always carries 1.
    """
    if parameter in BIASES:
        return None, f"dC_dz{BIASES[parameter]}"
    source, neuron = WIRES[parameter]
    return activation(source), f"dC_dz{neuron}"


def passes(values: Mapping[str, float]) -> dict[str, float]:
    """All numbers of one forward and one backward pass, by keyword, for the numbers of START."""
    net = lecture.six_neurons().at([values[key] for key in PARAMETERS])
    x = np.array([[values["x1"]], [values["x2"]]])
    target = np.array([[values["target1"]], [values["target2"]]])
    trace = forward(net, x)
    dC_dy = half_squared_error.d(trace.y, target)
    gradients = backward(net, trace, dC_dy)
    slopes = [layer.sigma.d(z) for layer, z in zip(net.layers, trace.z, strict=True)]
    found = {key: float(values[key]) for key in START}
    for letter, per_layer in (("z", trace.z), ("s", slopes), ("dC_dz", gradients.dC_dz)):
        found |= _named([f"{letter}{n}" for n in NEURONS], np.concatenate(per_layer))
    found |= _named([activation(n) for n in NEURONS], np.concatenate(trace.a[1:]))
    found |= _named(["dC_dy1", "dC_dy2"], dC_dy)
    found |= _named([f"dC_d{key}" for key in PARAMETERS], gradients.theta)
    found["C"] = float(half_squared_error(trace.y, target))
    return found


def _named(names: list[str], numbers: np.ndarray) -> dict[str, float]:
    return dict(zip(names, numbers.ravel().tolist(), strict=True))


WIDTH, HEIGHT = 8.5, 4.2
MIDDLE = 2.08


class SixNeurons:
    """The picture: wires with weights, neurons with z, a, σ′(z), ∂C/∂z; forward or reversed.

    xs says where the columns stand: x, the three layers, and the cost, which may be left out;
    numbers_at how far along a wire its number does, as for `Wires`.
    """

    def __init__(
        self,
        ax: Axes,
        xs: Sequence[float] = (0.4, 2.05, 3.95, 5.85, 7.85),
        numbers_at: tuple[float, float] = NUMBERS_AT,
    ) -> None:
        bare_axes(ax, WIDTH, HEIGHT)
        points = columns([2] * len(xs), xs, middle=MIDDLE, gap=2.15)
        where = dict(zip(chain(*LAYERS), chain(*points[:4]), strict=True))
        self._neurons = {n: Neuron(ax, where[n]) for n in NEURONS}
        self._wires = Wires(
            ax,
            {key: (where[s], where[n]) for key, (s, n) in WIRES.items()},
            bare=points[0],
            numbers_at=numbers_at,
        )
        self._inputs = {x: label(ax, where[x]) for x in LAYERS[0]}
        ends = [dict(zip(OUTPUT, column, strict=True)) for column in points[4:]]
        self._cost = _Cost(ax, where, *ends) if ends else None

    def show(
        self,
        numbers: Mapping[str, float],
        known: Collection[str],
        lit: Collection[str],
        *,
        reverse: bool = False,
        chosen: str | None = None,
        on_wires: Mapping[str, str] | None = None,
        update: bool = False,
    ) -> None:
        """Show the numbers that are known; the keywords in `lit` take part in this moment.

        A wire has its weight on it, or what `on_wires` says. In an update the lit ones move.
        """

        def value(key: str, name: str) -> str:
            return f"{subscript(name)} {number(numbers[key])}" if key in known else subscript(name)

        for n, neuron in self._neurons.items():
            z, a = value(f"z{n}", f"z{n}"), value(activation(n), activation(n))
            dC_dz = f"dC_dz{n}"
            if reverse:
                neuron.show(
                    f"{subscript(f'σ′(z{n})')}\n{number(numbers[f's{n}'])}",
                    above=f"{z}   {a}",
                    below=value(dC_dz, f"∂C/∂z{n}") if dC_dz in (*known, *lit) else "",
                    reverse=True,
                    lit=dC_dz in lit,
                    strong_above=activation(n) in lit,
                    strong_below=dC_dz in lit,
                )
            else:
                bias = subscript(f"b{n} ") + number(numbers[f"b{n}"])
                neuron.show(
                    f"{z}\n{a}",
                    above="",
                    below=bias,
                    reverse=False,
                    lit=f"z{n}" in lit or activation(n) in lit,
                    strong_below=f"b{n}" in lit,
                    update=update,
                )
        weights = on_wires or {key: number(numbers[key]) for key in WIRES}
        self._wires.show(
            weights,
            lit=[key for key in WIRES if key in lit],
            chosen=chosen,
            reverse=reverse,
            update=update,
        )
        for x, text in self._inputs.items():
            text.set(text=value(x, x), weight="bold" if x in lit else "normal")
        if self._cost:
            self._cost.show(numbers, known, lit, reverse=reverse)


class _Cost:
    """The right end of the picture: y goes on to the target, and C between the two."""

    def __init__(self, ax: Axes, outputs: Mapping[str, Point], ends: Mapping[str, Point]) -> None:
        lines = {n: (outputs[n], ends[n]) for n in OUTPUT}
        self._outputs = Wires(ax, lines, bare=list(ends.values()))
        self._targets = {n: label(ax, ends[n]) for n in OUTPUT}
        self._cost = label(ax, (ends["5"][0], MIDDLE), size=LARGE)

    def show(
        self,
        numbers: Mapping[str, float],
        known: Collection[str],
        lit: Collection[str],
        *,
        reverse: bool,
    ) -> None:
        outward = [n for n, y in OUTPUT.items() if f"dC_d{y}" in lit or "C" in lit]
        self._outputs.show(dict.fromkeys(OUTPUT, ""), lit=outward, reverse=reverse)
        for n, text in self._targets.items():
            dC_dy, target = f"dC_d{OUTPUT[n]}", f"target{OUTPUT[n][1]}"
            lines = [subscript(f"ŷ{target[-1]} ") + number(numbers[target])]
            if reverse and dC_dy in known:
                lines.append(subscript(f"∂C/∂{OUTPUT[n]}\n") + number(numbers[dC_dy]))
            text.set(text="\n".join(lines), color=BACKWARD if dC_dy in lit else INK)
        cost = f"C {number(numbers['C'])}" if "C" in known else "C"
        self._cost.set(text=cost, color=FORWARD if "C" in lit else QUIET_INK)
