"""One positive number for each layer of a network, on a logarithmic scale."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes

from lessons_lib.draw.neurons import label
from lessons_lib.draw.style import BACKWARD, PAPER, QUIET_INK, SMALL
from lessons_lib.notation import number


class LayerSizes:
    """A marker with its number for each layer, from layer 1 on the left to the output.

    A dotted line starts at the output and falls to ¼ per layer.
    """

    def __init__(self, ax: Axes, most: int, lowest: float, highest: float) -> None:
        ax.set(yscale="log", xlim=(0.5, most + 0.5), ylim=(lowest, highest))
        ax.set(xticks=range(1, most + 1), xlabel="k")
        ax.set_ylabel("|∂C/∂z|", labelpad=4)
        ax.grid(axis="y", lw=0.5, alpha=0.6)
        (self._quarters,) = ax.plot([], [], ":", color=QUIET_INK, lw=2, animated=True)
        (self._line,) = ax.plot([], [], "o-", color=BACKWARD, lw=2.4, ms=9, animated=True, zorder=3)
        self._numbers = [label(ax, (k, 1), size=SMALL) for k in range(1, most + 1)]
        for text in self._numbers:
            text.set_bbox({"facecolor": PAPER, "alpha": 0.8, "lw": 0, "pad": 0.8})
        self._above = (highest / lowest) ** 0.055

    def show(self, sizes: Sequence[float]) -> None:
        """Draw the sizes of layers 1, 2, …, output."""
        count = len(sizes)
        layers = range(1, count + 1)
        self._line.set_data(layers, sizes)
        self._quarters.set_data(layers, sizes[-1] / 4.0 ** np.arange(count)[::-1])
        for k, text in enumerate(self._numbers):
            size = sizes[k] if k < count else 1
            text.set(text=number(size, 2) if k < count else "", y=size * self._above)
