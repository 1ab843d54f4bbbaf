"""A curve over the steps t with a marker on it."""

from matplotlib.axes import Axes

from lessons_lib.draw.style import FORWARD, QUIET


class Curve:
    """A line of values over t = 0, 1, 2, …, strong up to the marker and quiet after it."""

    def __init__(self, ax: Axes, steps: int, highest: float, t: str, value: str) -> None:
        ax.set(xlim=(-steps * 0.02, steps), ylim=(0, highest), xlabel=t)
        ax.set_ylabel(value, rotation=0, labelpad=14)
        (self._all,) = ax.plot([], [], color=QUIET, lw=2, animated=True)
        (self._past,) = ax.plot([], [], color=FORWARD, lw=2.6, animated=True)
        (self._now,) = ax.plot([], [], "o", color=FORWARD, ms=9, mec="white", animated=True)

    def show(self, values: list[float], t: int) -> None:
        """Draw the values and put the marker on values[t]."""
        self._all.set_data(range(len(values)), values)
        self._past.set_data(range(t + 1), values[: t + 1])
        self._now.set_data([t], [values[t]])
