"""The picture of any network of 1 to 5 layers with 1 to 6 neurons, forward and in reverse."""

from collections.abc import Collection, Mapping

from matplotlib.axes import Axes

from lessons_lib.draw.neurons import NUMBERS_AT, Neuron, Wires, bare_axes, columns, label
from lessons_lib.draw.style import BACKWARD, FORWARD, INK, LARGE, NORMAL, QUIET_INK, SMALL
from lessons_lib.notation import number, subscript
from lessons_lib.walks.network import NetworkWalk

SMALLER = 0.62  # inches for a unit of the picture, where the network is large
ROW, COLUMN = 1.62, 2.4  # units from neuron to neuron


def is_large(sizes: tuple[int, ...]) -> bool:
    """Whether numbers stand only where something happens: all of them would overlap."""
    return max(sizes) > 2 or len(sizes) > 4


def size(sizes: tuple[int, ...]) -> tuple[float, float]:
    """Width and height of the picture in inches."""
    inches = SMALLER if is_large(sizes) else 1.0
    width, height = _units(sizes)
    return round(inches * width, 2), round(inches * height, 2)


def _units(sizes: tuple[int, ...]) -> tuple[float, float]:
    gap = ROW if is_large(sizes) else 2.15
    return COLUMN * len(sizes) + 1.4, gap * (max(sizes) - 1) + 2.05


class NetworkPicture:
    """Wires with weights, neurons with what is known of them, the targets and the cost."""

    def __init__(self, ax: Axes, walk: NetworkWalk) -> None:
        self._walk, wiring = walk, walk.wiring
        sizes = wiring.sizes
        self._large = is_large(sizes)
        width, height = _units(sizes)
        bare_axes(ax, width, height)
        gap = ROW if self._large else 2.15
        xs = [0.7 + COLUMN * i for i in range(len(sizes) + 1)]
        points = columns([*sizes, sizes[-1]], xs, height / 2, gap)
        where = {
            n: at
            for layer, column in zip(wiring.layers, points, strict=False)
            for n, at in zip(layer, column, strict=True)
        }
        small = SMALL if self._large else NORMAL
        self._neurons = {
            n: Neuron(ax, where[n], amplifier=not self._large, size=small) for n in wiring.neurons
        }
        self._wires = Wires(
            ax,
            {key: (where[s], where[n]) for key, (s, n) in wiring.wires.items()},
            bare=points[0],
            amplifiers=not self._large,
            numbers_at=(0.5, 0.5) if self._large else NUMBERS_AT,
        )
        self._inputs = {x: label(ax, where[x]) for x in wiring.layers[0]}
        ends = dict(zip(wiring.outputs, points[-1], strict=True))
        self._out = Wires(
            ax, {n: (where[n], ends[n]) for n in ends}, bare=points[-1], amplifiers=not self._large
        )
        self._targets = {n: label(ax, at, size=small) for n, at in ends.items()}
        self._cost = label(ax, (xs[-1], 0.22), size=LARGE)

    def show(
        self,
        numbers: Mapping[str, float],
        known: Collection[str],
        lit: Collection[str],
        *,
        reverse: bool,
        chosen: str,
    ) -> None:
        """Show what is known; the keywords in `lit` take part in this moment."""
        wiring = self._walk.wiring
        for n, neuron in self._neurons.items():
            texts = self._texts(n, numbers, known, lit, reverse=reverse)
            dC_dz, a = f"dC_dz{n}", wiring.activation(n)
            neuron.show(
                *texts,
                reverse=reverse,
                lit=dC_dz in lit if reverse else bool({f"z{n}", a} & set(lit)),
                strong_above=reverse and a in lit,
                strong_below=dC_dz in lit if reverse else f"b{n}" in lit,
            )
        on = [key for key in wiring.wires if key in lit and (numbers[key] or not reverse)]
        shown = wiring.wires if not self._large else on or [chosen]
        weights = {key: number(numbers[key]) if key in shown else "" for key in wiring.wires}
        self._wires.show(
            weights, lit=on, reverse=reverse, chosen=chosen if chosen in shown else None
        )
        for x, text in self._inputs.items():
            text.set(
                text=f"{subscript(x)} {number(numbers[x])}", weight="bold" if x in lit else "normal"
            )
        self._show_end(numbers, known, lit, reverse=reverse)

    def _texts(
        self,
        n: str,
        numbers: Mapping[str, float],
        known: Collection[str],
        lit: Collection[str],
        *,
        reverse: bool,
    ) -> tuple[str, str, str]:
        wiring = self._walk.wiring
        a, dC_dz = wiring.activation(n), f"dC_dz{n}"

        def both(key: str, name: str, gap: str = " ") -> str:
            return subscript(name) + (f"{gap}{number(numbers[key])}" if key in known else "")

        if self._large:
            key = dC_dz if reverse else next((k for k in (a, f"z{n}") if k in known), f"z{n}")
            name = f"∂C/∂z{n}" if reverse else key
            inside = number(numbers[key]) if key in known else ""
            return inside, both(a, a) if reverse and a in lit else "", subscript(name)
        if not reverse:
            known = {*known, f"b{n}"}
            bias = both(f"b{n}", f"b{n}") if wiring.with_biases else ""
            return f"{both(f'z{n}', f'z{n}')}\n{both(a, a)}", "", bias
        slope = f"s{n}"
        inside = f"{subscript(f'σ′(z{n})')}\n{number(numbers[slope])}" if slope in numbers else ""
        return inside, f"{both(f'z{n}', f'z{n}')}   {both(a, a)}", both(dC_dz, f"∂C/∂z{n}")

    def _show_end(
        self,
        numbers: Mapping[str, float],
        known: Collection[str],
        lit: Collection[str],
        *,
        reverse: bool,
    ) -> None:
        wiring = self._walk.wiring
        outward = [n for n, y in wiring.outputs.items() if f"dC_d{y}" in lit or "C" in lit]
        self._out.show(dict.fromkeys(wiring.outputs, ""), lit=outward, reverse=reverse)
        for n, text in self._targets.items():
            target, dC_dy = wiring.targets[n], f"dC_d{wiring.outputs[n]}"
            lines = [f"{subscript(target.replace('target', 'ŷ'))} {number(numbers[target])}"]
            if reverse and dC_dy in known:
                lines.append(subscript(f"∂C/∂{wiring.outputs[n]}"))
                lines.append(number(numbers[dC_dy]))
            text.set(text="\n".join(lines), color=BACKWARD if dC_dy in lit else INK)
        cost = f"C {number(numbers['C'])}" if "C" in known else "C"
        self._cost.set(text=cost, color=FORWARD if "C" in lit else QUIET_INK)
