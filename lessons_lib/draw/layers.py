"""A network of any size: all of its layers, and at most a few neurons of each."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection

from lessons_lib.draw.neurons import bare_axes, columns, label
from lessons_lib.draw.style import FORWARD, FORWARD_TINT, INK, QUIET, QUIET_INK, SMALL

_MOST = 6  # dots in a column; larger layers are abbreviated in the middle


class Layers:
    """Inputs as squares, neurons as circles, all wires, and the size below each column.

    At most `most` columns fit.
    """

    def __init__(self, ax: Axes, width: float, height: float, most: int) -> None:
        bare_axes(ax, width, height)
        self._width, self._middle, self._room = width, height / 2 + 0.14, height - 0.5
        self._wires = LineCollection([], color=QUIET, lw=0.5, animated=True, zorder=1)
        ax.add_collection(self._wires, autolim=False)
        (self._inputs,) = ax.plot([], [], "s", color=QUIET_INK, ms=7, animated=True, zorder=2)
        (self._neurons,) = ax.plot(
            [], [], "o", mfc=FORWARD_TINT, mec=FORWARD, mew=1.4, ms=11, animated=True, zorder=2
        )
        self._dots = [label(ax, (0, self._middle)) for _ in range(most)]
        self._sizes = [label(ax, (0, 0.12), size=SMALL) for _ in range(most)]

    def show(self, sizes: Sequence[int]) -> None:
        """Draw a network of these sizes: inputs, then the neurons of each layer."""
        xs = np.linspace(0, self._width, len(sizes) + 2)[1:-1]
        seen = [min(size, _MOST) for size in sizes]
        points = columns(seen, xs.tolist(), self._middle, self._room / max(*seen, 3))
        for column, size in zip(points, sizes, strict=True):
            if size > _MOST:
                del column[_MOST // 2 - 1 : _MOST // 2 + 1]
        self._inputs.set_data(*zip(*points[0], strict=True))
        self._neurons.set_data(*zip(*(p for column in points[1:] for p in column), strict=True))
        pairs = pairwise(points)
        self._wires.set_segments([(a, b) for left, right in pairs for a in left for b in right])
        for i, (dots, text) in enumerate(zip(self._dots, self._sizes, strict=True)):
            shown = i < len(sizes)
            dots.set(text="⋮" if shown and sizes[i] > _MOST else "", color=INK)
            text.set(text=f"{sizes[i]:,}" if shown else "")
            for artist in (dots, text):
                artist.set_x(xs[i] if shown else 0)
