"""The picture of the lecture's six neurons, forward and in reverse."""

from collections.abc import Collection, Mapping, Sequence
from itertools import chain

from matplotlib.axes import Axes

from lessons_lib.draw.neurons import NUMBERS_AT, Neuron, Point, Wires, bare_axes, columns, label
from lessons_lib.draw.style import BACKWARD, FORWARD, INK, LARGE, QUIET_INK
from lessons_lib.notation import number, subscript
from lessons_lib.walks.lecture import LAYERS, NEURONS, WIRES, WIRING, activation

WIDTH, HEIGHT = 8.5, 4.2
MIDDLE = 2.08


class SixNeurons:
    """Wires with weights, neurons with z, a, σ′(z), ∂C/∂z; forward or reversed.

    xs holds the x of the columns: x, the three layers, and optionally the cost; numbers_at is
    the position of the number along each wire, as for `Wires`.
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
        ends = [dict(zip(WIRING.outputs, column, strict=True)) for column in points[4:]]
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
        """Show the known numbers; the keywords in `lit` take part in this moment.

        Backward, a wire with weight 0 is never lit.

        A wire shows its weight, or the text in `on_wires`. In an update the lit ones move.
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
            lit=[key for key in WIRES if key in lit and (numbers[key] or not reverse)],
            chosen=chosen,
            reverse=reverse,
            update=update,
        )
        for x, text in self._inputs.items():
            text.set(text=value(x, x), weight="bold" if x in lit else "normal")
        if self._cost:
            self._cost.show(numbers, known, lit, reverse=reverse)


class _Cost:
    """The right end of the picture: y, the target, and C between the two."""

    def __init__(self, ax: Axes, outputs: Mapping[str, Point], ends: Mapping[str, Point]) -> None:
        lines = {n: (outputs[n], ends[n]) for n in WIRING.outputs}
        self._outputs = Wires(ax, lines, bare=list(ends.values()))
        self._targets = {n: label(ax, ends[n]) for n in WIRING.outputs}
        self._cost = label(ax, (ends["5"][0], MIDDLE), size=LARGE)

    def show(
        self,
        numbers: Mapping[str, float],
        known: Collection[str],
        lit: Collection[str],
        *,
        reverse: bool,
    ) -> None:
        outward = [n for n, y in WIRING.outputs.items() if f"dC_d{y}" in lit or "C" in lit]
        self._outputs.show(dict.fromkeys(WIRING.outputs, ""), lit=outward, reverse=reverse)
        for n, text in self._targets.items():
            dC_dy, target = f"dC_d{WIRING.outputs[n]}", f"target{WIRING.outputs[n][1]}"
            lines = [subscript(f"ŷ{target[-1]} ") + number(numbers[target])]
            if reverse and dC_dy in known:
                lines.append(subscript(f"∂C/∂{WIRING.outputs[n]}\n") + number(numbers[dC_dy]))
            text.set(text="\n".join(lines), color=BACKWARD if dC_dy in lit else INK)
        cost = f"C {number(numbers['C'])}" if "C" in known else "C"
        self._cost.set(text=cost, color=FORWARD if "C" in lit else QUIET_INK)
