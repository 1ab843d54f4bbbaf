"""The picture of a layered network, forward and in reverse; the lecture's six neurons, too."""

from collections.abc import Collection, Mapping
from itertools import chain
from typing import NamedTuple

from matplotlib.axes import Axes

from lessons_lib.draw.neurons import (
    RADIUS,
    DataBox,
    Line,
    Neuron,
    Point,
    bare_axes,
    columns,
    lines,
    phase_colours,
)
from lessons_lib.draw.style import FORWARD, FORWARD_TINT
from lessons_lib.draw.wires import Wires
from lessons_lib.notation import number, subscript
from lessons_lib.walks.lecture import WIRING
from lessons_lib.walks.wiring import Wiring

WIDTH, HEIGHT = 9.6, 3.7
MIDDLE = HEIGHT / 2
_HALF_BOX = 0.42
_EDGE = _HALF_BOX + 0.08  # from the edge of the picture to the centre of a box
_TO_COST, _TO_TARGET = 1.6, 1.15  # inches from the last neurons to C, and on to the targets
_ROW, _SMALL_ROW, _SMALL_COLUMN, _SMALL_RADIUS = 1.8, 0.8, 1.55, 0.31

Numbers = Mapping[str, float]


class State(NamedTuple):
    """What a picture shows: the numbers, which of them are known, and what takes part, `lit`."""

    numbers: Numbers
    known: Collection[str]
    lit: Collection[str]
    reverse: bool


def picture_size(wiring: Wiring) -> tuple[float, float]:
    """Width and height of the picture of a network, in inches."""
    if not is_large(wiring):
        return WIDTH, HEIGHT
    across = _SMALL_COLUMN * (len(wiring.sizes) - 1) + _TO_COST + _TO_TARGET + 2 * _EDGE
    return max(WIDTH, across), max(HEIGHT, _SMALL_ROW * max(wiring.sizes) + 0.5)


def is_large(wiring: Wiring) -> bool:
    """Whether numbers stand only where something happens: there is no room for all of them."""
    return max(wiring.sizes) > 2 or len(wiring.sizes) > 4


class NetworkPicture:
    """Wires with weights, neurons with z, a, σ′(z), ∂C/∂z; forward or reversed.

    Inputs, targets and the cost are boxes; C is fed by the outputs and the targets. Without
    `cost` the picture ends with the outputs.
    """

    def __init__(
        self,
        ax: Axes,
        wiring: Wiring = WIRING,
        *,
        cost: bool = True,
        size: tuple[float, float] | None = None,
    ) -> None:
        self._wiring, self._large = wiring, is_large(wiring)
        width, height = size or picture_size(wiring)
        bare_axes(ax, width, height)
        radius = _SMALL_RADIUS if self._large else RADIUS
        last = width - (_EDGE + _TO_COST + _TO_TARGET if cost else radius + 0.35)
        layers = len(wiring.sizes)
        xs = [_EDGE + (last - _EDGE) * i / (layers - 1) for i in range(layers)]
        row = (height - 0.5) / max(wiring.sizes) if self._large else _ROW
        points = columns(wiring.sizes, xs, height / 2, row)
        where = dict(zip(chain(*wiring.layers), chain(*points), strict=True))
        self._neurons = {
            n: Neuron(ax, where[n], amplifier=not self._large, radius=radius)
            for n in wiring.neurons
        }
        self._inputs = {x: DataBox(ax, where[x], _HALF_BOX) for x in wiring.layers[0]}
        from_inputs = {key for key, (source, _) in wiring.wires.items() if source in self._inputs}
        self._wires = Wires(
            ax,
            {key: (where[source], where[n]) for key, (source, n) in wiring.wires.items()},
            dict.fromkeys(points[0], _HALF_BOX),
            amplifiers=not self._large,
            radius=radius,
            one_way=from_inputs,
        )
        outputs = {n: where[n] for n in wiring.outputs}
        self._cost = (
            _Cost(ax, wiring, outputs, last + _TO_COST, radius, small=self._large) if cost else None
        )

    def show(
        self,
        numbers: Numbers,
        known: Collection[str],
        lit: Collection[str],
        *,
        reverse: bool = False,
        chosen: str | None = None,
        on_wires: Mapping[str, str] | None = None,
        update: bool = False,
    ) -> None:
        """Show the known numbers; the keywords in `lit` take part in this moment.

        Backward, a wire with weight 0 is never lit. A wire shows its weight, as thickness and
        colour, too, or the text in `on_wires`; in a large network only lit wires and the chosen
        one. In an update the lit ones move.
        """
        wiring, now = self._wiring, State(numbers, known, lit, reverse)
        for n, neuron in self._neurons.items():
            acts = f"dC_dz{n}" in lit if reverse else self._acts(n, lit)
            inside, above, below = self._texts(n, now)
            a = wiring.activation(n)
            found = f"dC_dz{n}" if reverse else f"z{n} {a}"
            neuron.stands_for(f"{found} b{n}", below=found if reverse else f"b{n}")
            neuron.show(
                inside,
                above,
                below,
                reverse=reverse,
                lit=acts,
                update=update,
                active=abs(numbers[a]) if a in known else 0,
            )
        on = [key for key in wiring.wires if key in lit and (numbers[key] or not reverse)]
        texts = on_wires or {key: number(numbers[key]) for key in wiring.wires}
        shown = [*on, chosen] if self._large else wiring.wires
        self._wires.show(
            {key: text if key in shown else "" for key, text in texts.items()},
            lit=on,
            chosen=chosen if chosen in shown else None,
            reverse=reverse,
            update=update,
            weights=None if on_wires else {key: numbers[key] for key in wiring.wires},
        )
        for x, box in self._inputs.items():
            value = _pair(x, x, numbers, known)
            box.stands_for(x)
            box.show(value, (FORWARD, FORWARD_TINT) if x in lit else None)
        if self._cost:
            self._cost.show(now)

    def _acts(self, n: str, lit: Collection[str]) -> bool:
        """Whether neuron n acts in a forward moment, rather than only being added up."""
        wiring, a = self._wiring, self._wiring.activation(n)
        added_up = any(
            f"z{k}" in lit and wiring.weight(n, k) in lit for k in wiring.out_of.get(n, ())
        )
        return f"z{n}" in lit or (a in lit and not added_up)

    def _texts(self, n: str, now: State) -> tuple[list[Line], list[Line], Line]:
        """The lines inside, above and below a neuron."""
        if self._large:
            return self._small_texts(n, now)
        numbers, known, lit, reverse = now
        z, a, b, dC_dz = f"z{n}", self._wiring.activation(n), f"b{n}", f"dC_dz{n}"
        both = [Line(_pair(key, key, numbers, known), key in lit) for key in (z, a)]
        if not reverse:
            bias = _pair(b, b, numbers, {b}) if b in self._wiring.parameters else ""
            return both, [], Line(bias, b in lit)
        slope = f"s{n}"
        inside = f"{subscript(f'σ′(z{n})')}\n{number(numbers[slope])}" if slope in numbers else ""
        result = _pair(dC_dz, f"∂C/∂z{n}", numbers, known) if dC_dz in (*known, *lit) else ""
        return lines(inside), both, Line(result, dC_dz in lit)

    def _small_texts(self, n: str, now: State) -> tuple[list[Line], list[Line], Line]:
        numbers, known, lit, reverse = now
        z, a, dC_dz = f"z{n}", self._wiring.activation(n), f"dC_dz{n}"
        key = dC_dz if reverse else a if a in known else z
        symbol = subscript(f"∂C/∂z{n}" if reverse else key)
        inside = f"{symbol}\n{number(numbers[key])}" if key in known else symbol
        above = [Line(_pair(a, a, numbers, known), True)] if reverse and a in lit else []
        return lines(inside), above, Line("")


class _Cost:
    """The right end of the picture: the outputs, C, and the targets on the other side."""

    def __init__(
        self,
        ax: Axes,
        wiring: Wiring,
        outputs: Mapping[str, Point],
        x: float,
        radius: float,
        *,
        small: bool,
    ) -> None:
        self._wiring, self._small = wiring, small
        heights = [y for _, y in outputs.values()]
        cost = x, (max(heights) + min(heights)) / 2
        ends = {n: (x + _TO_TARGET, y) for n, (_, y) in outputs.items()}
        self._box = DataBox(ax, cost, 0.4, high=0.3)
        self._targets = {n: DataBox(ax, at, _HALF_BOX) for n, at in ends.items()}
        boxes = {cost: 0.4} | dict.fromkeys(ends.values(), _HALF_BOX)
        self._from_outputs = Wires(
            ax,
            {n: (at, cost) for n, at in outputs.items()},
            boxes,
            amplifiers=not small,
            radius=radius,
        )
        self._from_targets = Wires(
            ax, {n: (at, cost) for n, at in ends.items()}, boxes, one_way=outputs
        )

    def show(self, now: State) -> None:
        """Show the cost and the targets, and what comes back over the last wires."""
        numbers, known, lit, reverse = now
        outputs = self._wiring.outputs
        cost_acts = "C" in lit
        felt = [n for n, y in outputs.items() if f"dC_d{y}" in lit]
        shown = [n for n, y in outputs.items() if f"dC_d{y}" in known and reverse]
        slopes = {
            n: subscript(f"∂C/∂{y}\n") + number(numbers[f"dC_d{y}"]) if n in shown else ""
            for n, y in outputs.items()
        }
        if self._small:
            slopes = {n: slopes[n].rpartition("\n")[2] if n in felt else "" for n in slopes}
        self._from_outputs.show(slopes, lit=list(outputs) if cost_acts else felt, reverse=reverse)
        nothing = dict.fromkeys(outputs, "")
        self._from_targets.show(nothing, lit=list(outputs) if cost_acts else [], reverse=False)
        for n, box in self._targets.items():
            target = self._wiring.targets[n]
            box.stands_for(target)
            box.show(_pair(target, target.replace("target", "ŷ"), numbers, {target}))
        acts = cost_acts or (reverse and felt)
        phase = phase_colours(reverse, update=False) if acts else None
        self._box.stands_for("C")
        self._box.show(_pair("C", "C", numbers, known), phase)


def _pair(key: str, symbol: str, numbers: Numbers, known: Collection[str]) -> str:
    """The symbol, and its number if it is known: z₁ = 4."""
    return subscript(symbol) + (f" = {number(numbers[key])}" if key in known else "")
