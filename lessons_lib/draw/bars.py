"""Numbers of very different size as bars on a logarithmic scale."""

from collections.abc import Callable, Mapping, Sequence

from matplotlib.axes import Axes

from lessons_lib.draw.neurons import label


class Bars:
    """One horizontal bar per name, starting at `lowest`, with its number at the end.

    A number below `lowest`, even 0, is written without a bar; `write` formats the number.
    """

    def __init__(
        self,
        ax: Axes,
        colors: Mapping[str, str],
        highest: float,
        lowest: float = 1,
        write: Callable[[float], str] = "{:,}".format,
    ) -> None:
        self._lowest, self._write = lowest, write
        ax.set(xscale="log", xlim=(lowest, highest), ylim=(len(colors) - 0.5, -0.5))
        ax.set_yticks(range(len(colors)), list(colors))
        ax.tick_params("y", length=0)
        rows = list(enumerate(colors.values()))
        self._bars = [
            ax.barh(row, 0, left=lowest, height=0.6, color=color, animated=True)[0]
            for row, color in rows
        ]
        self._numbers = [label(ax, (lowest, row)) for row, _ in rows]
        for text, (_, color) in zip(self._numbers, rows, strict=True):
            text.set(ha="left", va="center_baseline", color=color, weight="bold")

    def show(self, values: Sequence[float]) -> None:
        """Set the bars to these numbers ≥ 0."""
        for bar, text, value in zip(self._bars, self._numbers, values, strict=True):
            end = max(value, self._lowest)
            bar.set_width(end - self._lowest)
            text.set(text=f" {self._write(value)}", x=end)
