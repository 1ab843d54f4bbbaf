"""Numbers of very different size, as bars on a logarithmic scale."""

from collections.abc import Mapping, Sequence

from matplotlib.axes import Axes

from lessons_lib.draw.neurons import label


class Bars:
    """One horizontal bar from 1 for each name, in its colour, with its number at the end."""

    def __init__(self, ax: Axes, colors: Mapping[str, str], highest: float) -> None:
        ax.set(xscale="log", xlim=(1, highest), ylim=(len(colors) - 0.5, -0.5))
        ax.set_yticks(range(len(colors)), list(colors))
        ax.tick_params("y", length=0)
        rows = list(enumerate(colors.values()))
        self._bars = [
            ax.barh(row, 1, left=1, height=0.6, color=color, animated=True)[0]
            for row, color in rows
        ]
        self._numbers = [label(ax, (1, row)) for row, _ in rows]
        for text, (_, color) in zip(self._numbers, rows, strict=True):
            text.set(ha="left", va="center_baseline", color=color, weight="bold")

    def show(self, values: Sequence[int]) -> None:
        """Set the bars to these whole numbers from 1 up."""
        for bar, text, value in zip(self._bars, self._numbers, values, strict=True):
            bar.set_width(value - 1)
            text.set(text=f" {value:,}", x=value)
