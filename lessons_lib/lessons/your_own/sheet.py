"""Both passes over a learner's network on paper: what is given, the blanks, and their solution."""

from collections.abc import Callable, Iterator, Sequence
from html import escape
from itertools import pairwise

import numpy as np
from matplotlib.figure import Figure

from lessons_lib.exercise import paper
from lessons_lib.exercise.saved import saved
from lessons_lib.language import say
from lessons_lib.lessons.shared.network_picture import NetworkPicture, picture_size
from lessons_lib.lessons.shared.own_network import SAID, Own
from lessons_lib.lessons.shared.svg import as_svg
from lessons_lib.notation import minus, number, plain, typeset

GRID = "display: grid; grid-template-columns: repeat(auto-fill, minmax(13em, 1fr)); gap: 0.2em 1em"


class PassSheet:
    """The sheet of a network, shown as HTML that can be printed."""

    def __init__(self, own: Own) -> None:
        self._own = own
        self._numbers = own.walk.values(own.start)
        self._call = f"your_own.play({own.arguments})"

    def __repr__(self) -> str:
        symbols = self._own.walk.symbols
        return say(
            "Both passes through {network}: {n} blanks, from {first} to {last}.",
            network=self._call,
            n=len(self._own.walk.moments),
            first=plain(symbols["z1"]),
            last=plain(symbols[list(self._own.walk.moments)[-1]]),
        )

    def _repr_html_(self) -> str:
        return paper.folded(self.asked(), self.solved())

    def save(self, file: str = "my_sheet.html") -> str:
        """Write it into a page of its own, with the solution on another sheet; says where."""
        page = paper.page(say("Both passes through your network"), self.asked(), self.solved())
        return saved(page, file, ".html")

    def asked(self) -> str:
        """What is given, and the blanks, as HTML."""
        how = say("To check your numbers in the notebook: {call}", call=self._call)
        blanks = self._sections(lambda key: "<span class='blank'></span>")
        return f"<p>{escape(how)}</p>{_drawn(self._own)}{self._given()}{blanks}"

    def solved(self) -> str:
        """All numbers, as HTML."""
        numbers = self._sections(lambda key: number(self._numbers[key]))
        return f"<p><b>{escape(say('Solution'))}</b> {escape(self._call)}</p>{numbers}"

    def _given(self) -> str:
        """The example, and a table for each layer: a row for each neuron."""
        walk, layers = self._own.walk, list(pairwise(self._own.walk.wiring.layers))
        data = [*walk.wiring.layers[0], *walk.wiring.targets.values()]
        parts = [f"<p>{', '.join(self._equals(key) for key in data)}</p>"]
        for k, ((before, now), layer) in enumerate(
            zip(layers, self._own.net.layers, strict=True), start=1
        ):
            sigma = say(SAID.get(layer.sigma.name, layer.sigma.name))
            rows = "".join(f"<tr>{''.join(self._row(before, n))}</tr>" for n in now)
            title = say("Layer {k}: {sigma}", k=k, sigma=sigma)
            parts.append(f"<section><p><b>{escape(title)}</b></p><table>{rows}</table></section>")
        cost = say(SAID.get(self._own.cost.name, self._own.cost.name))
        parts.append(f"<p>{escape(say('The cost C: {cost}.', cost=cost))}</p>")
        return "".join(parts)

    def _row(self, before: Sequence[str], n: str) -> Iterator[str]:
        wiring = self._own.walk.wiring
        for key in (*(wiring.weight(source, n) for source in before), f"b{n}"):
            if key in wiring.parameters:
                yield f"<td>{self._equals(key)}</td>"

    def _equals(self, key: str) -> str:
        value = np.format_float_positional(self._own.start[key], trim="-")
        return f"{self._symbol(key)} = {minus(value)}"

    def _symbol(self, key: str) -> str:
        return typeset(self._own.walk.symbols[key])

    def _sections(self, after: Callable[[str], str]) -> str:
        """Each number to find, and after its = what `after` writes."""
        walk, parts = self._own.walk, []
        for title, keys in (
            (say("Forward"), walk.forward),
            (say("Backward"), walk.backward),
            (say("Forward × backward"), walk.gradients),
        ):
            cells = "".join(f"<span>{self._symbol(key)} = {after(key)}</span>" for key in keys)
            grid = f"<div style='{GRID}'>{cells}</div>"
            parts.append(f"<section><p><b>{escape(title)}</b></p>{grid}</section>")
        return "".join(parts)


@as_svg
def _drawn(own: Own) -> Figure:
    width, height = picture_size(own.walk.wiring)
    fig = Figure(figsize=(width, height))
    picture = NetworkPicture(fig.add_axes((0, 0, 1, 1)), own.walk.wiring)
    picture.show(own.walk.values(own.start), own.walk.known, lit=())
    return fig
