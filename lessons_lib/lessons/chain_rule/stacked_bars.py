"""A sum as stacked bars: each term starts where the one before it ended."""

from collections.abc import Collection, Mapping, Sequence
from itertools import chain

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from lessons_lib.draw.neurons import Point, label
from lessons_lib.draw.style import FORWARD, FORWARD_TINT, INK, PAPER, QUIET, QUIET_INK, SMALL
from lessons_lib.notation import number

BAR, GAP = 0.44, 0.13


class StackedBars:
    """Bars for the terms, stacked like stairs, then bars from zero: the sum, and the measurement.

    The first bar is above `corner`, the others follow at distance `step`. The scale adapts to
    the numbers.
    """

    def __init__(
        self,
        ax: Axes,
        corner: Point,
        step: float,
        height: float,
        terms: Sequence[str],
        totals: Sequence[str],
    ) -> None:
        left, base = corner
        names = [*terms, *totals]
        self._terms, self._totals = terms, totals
        self._bottom, self._height = base + 0.5, height - 0.8
        centres = {name: left + i * step for i, name in enumerate(names)}
        self._bars = {
            name: ax.add_patch(Rectangle((x - BAR / 2, 0), BAR, 0, animated=True, zorder=3))
            for name, x in centres.items()
        }
        self._numbers = {name: label(ax, (x, 0), size=SMALL) for name, x in centres.items()}
        self._names = {name: label(ax, (x, base + 0.1), size=SMALL) for name, x in centres.items()}
        for text in self._names.values():
            text.set_color(QUIET_INK)
        ends = [left - step / 2, left + (len(names) - 0.5) * step]
        (self._zero,) = ax.plot(ends, [0, 0], color=QUIET_INK, lw=1, animated=True, zorder=2)

    def show(
        self,
        values: Mapping[str, float],
        *,
        lit: Collection[str] = (),
        muted: Collection[str] = (),
    ) -> None:
        """Draw the bars that have a value; a muted term is an outline and is not added."""
        spans, level = {}, 0.0
        for name in self._terms:
            if name in values:
                spans[name] = (level, level + values[name])
                level = spans[name][name not in muted]
        spans |= {name: (0.0, values[name]) for name in self._totals if name in values}
        ends = [0.0, *chain(*spans.values())]
        low, high = min(ends), max(ends)
        unit = self._height / (high - low) if high > low else 0.0
        zero = self._bottom - low * unit
        self._zero.set_ydata([zero, zero])
        for name, bar in self._bars.items():
            start, end = (zero + unit * level for level in spans.get(name, (0.0, 0.0)))
            strong = name in lit
            bar.set(
                y=start,
                height=end - start,
                visible=name in spans,
                facecolor=FORWARD_TINT if strong else PAPER,
                edgecolor=FORWARD if strong else QUIET if name in muted else QUIET_INK,
                linewidth=2.2 if strong else 1.2,
                linestyle=(0, (2, 2)) if name in muted else "-",
            )
            up = end >= start
            self._names[name].set_text(name if name in spans else "")
            text = self._numbers[name]
            text.set(
                text=number(values[name]) if name in spans else "",
                y=max(start, end) + GAP if up else min(start, end) - GAP,
                color=FORWARD if strong else QUIET_INK if name in muted else INK,
                weight="bold" if strong else "normal",
            )
