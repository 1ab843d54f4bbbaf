"""Examples of two classes in a plane, and the network's output at every point."""

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import numpy as np
from contourpy import FillType, LineType, contour_generator
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PathCollection
from matplotlib.path import Path

from lessons_lib.draw.neurons import mixed
from lessons_lib.draw.style import INK, ONE, PAPER, QUIET_INK, ZERO

SIDE = 61  # grid points along each side
MARGIN = 0.12  # around the examples, as a share of their width and height
_LEVELS = (0.05, 0.25, 0.5, 0.75, 0.95)  # of y
_IN_ONE_PIECE: dict[str, Any] = {
    "line_type": LineType.ChunkCombinedCode,
    "fill_type": FillType.ChunkCombinedCode,
}
_TINTS = (0.34, 0.18, 0.06)
_BANDS = (
    *(mixed(PAPER, ZERO, tint) for tint in _TINTS),
    *(mixed(PAPER, ONE, tint) for tint in reversed(_TINTS)),
)


class Plane:
    """Examples of class 0 as circles and of class 1 as triangles, over bands of the output y.

    The strong line is y = ½; a misclassified example has a ring. The dotted lines cross at the
    origin. A dashed line is where the z of one neuron is 0. With an `edge`, the plane goes from
    −edge to edge on both axes; else as far as the examples.
    """

    def __init__(self, ax: Axes, edge: float | None = None) -> None:
        self._edge = edge
        ticks = np.array([]) if edge is None else np.linspace(-edge, edge, 5)
        ax.set(xticks=ticks, yticks=ticks)
        ax.set_xlabel("x₁", labelpad=4)
        ax.set_ylabel("x₂", rotation=0, labelpad=10)
        ax.spines[:].set_visible(True)
        self._ax = ax
        style: dict[str, Any] = {"antialiased": False, "linewidths": 0, "zorder": 0}
        self._bands = PathCollection([], facecolors=_BANDS, animated=True, **style)
        style = {"facecolors": "none", "edgecolors": INK, "linewidths": 2.4, "zorder": 3}
        self._half = PathCollection([], animated=True, **style)
        style = {"color": QUIET_INK, "lw": 1.4, "ls": (0, (4, 3)), "zorder": 2}
        self._neurons = LineCollection([], animated=True, **style)
        for collection in (self._bands, self._half, self._neurons):
            ax.add_collection(collection, autolim=False)
        for line in (ax.axhline, ax.axvline):
            line(0, color=QUIET_INK, lw=0.9, ls=":", animated=True, zorder=1)
        style = {"ls": "", "animated": True, "zorder": 4}
        (self._zeros,) = ax.plot([], [], "o", color=ZERO, mec=PAPER, mew=0.7, ms=6.5, **style)
        (self._ones,) = ax.plot([], [], "^", color=ONE, mec=PAPER, mew=0.7, ms=7.5, **style)
        (self._wrong,) = ax.plot([], [], "o", mfc="none", mec=INK, mew=1.3, ms=12, **style)

    def show(
        self,
        x: np.ndarray,
        target: np.ndarray,
        says: Callable[[np.ndarray], np.ndarray],
        neurons: np.ndarray | None = None,
    ) -> None:
        """Draw the examples x (2, n) with target (1, n), and the output of `says` on the grid.

        says(columns (2, m)) returns y (1, m). neurons (k, 3) holds w₁, w₂, b of those to
        draw.
        """
        if self._edge is None:
            low, high = x.min(axis=1), x.max(axis=1)
            low, high = low - MARGIN * (high - low), high + MARGIN * (high - low)
        else:
            low, high = np.full(2, -self._edge), np.full(2, self._edge)
        self._ax.set(xlim=(low[0], high[0]), ylim=(low[1], high[1]))
        across, up = np.linspace(low, high, SIDE).T
        grid = np.stack(np.meshgrid(across, up)).reshape(2, -1)
        y = says(np.hstack([grid, x]))[0]  # one call for all
        surface, answers = _logit(y[: SIDE**2]).reshape(SIDE, SIDE), y[SIDE**2 :]
        ground = contour_generator(across, up, surface, **_IN_ONE_PIECE)
        levels = (-np.inf, *_logit(_LEVELS), np.inf)
        self._bands.set_paths([_path(ground.filled(*ends)) for ends in pairwise(levels)])
        self._half.set_paths([_path(ground.lines(0))])
        one = target[0] > 0.5
        wrong = (answers > 0.5) != one
        for marker, chosen in ((self._zeros, ~one), (self._ones, one), (self._wrong, wrong)):
            marker.set_data(*x[:, chosen])
        self._neurons.set_segments([] if neurons is None else _where_zero(neurons, high - low))


def _logit(y: Any) -> Any:
    """The z of a sigmoid with output y, finite for y = 0 and 1.

    A confident network jumps from 0 to 1 between two grid points, which turns level lines of y
    into staircases. z changes evenly.
    """
    inside = np.clip(np.asarray(y, dtype=float), 1e-16, 1 - 1e-16)
    return np.log(inside / (1 - inside))


def _path(found: Any) -> Path:
    """The contour at a level or between two, empty if nothing was found."""
    (corners,), (codes,) = found
    return Path(np.empty((0, 2)) if corners is None else corners, codes)


def _where_zero(neurons: np.ndarray, size: np.ndarray) -> list[np.ndarray]:
    """The segments (k, 2, 2) of w₁·x₁ + w₂·x₂ + b = 0, longer than a picture of this size."""
    w, b = neurons[:, :2], neurons[:, 2:]
    square = (w * w).sum(axis=1, keepdims=True)
    w, b, square = (part[square[:, 0] > 0] for part in (w, b, square))  # w = 0 has no line
    nearest = -b * w / square
    along = np.linalg.norm(size) * 10 * w[:, ::-1] * [-1, 1] / np.sqrt(square)
    return list(np.stack([nearest - along, nearest + along], axis=1))
