"""A function, its tangent at a marker, and its derivative drawn up to the marker."""

from typing import Any

import numpy as np
from matplotlib.axes import Axes

from lessons_lib.draw.style import BACKWARD, FORWARD, INK, QUIET


class FunctionAndSlope:
    """f, solid, over z, with its tangent at the marker; f′, dashed, drawn up to the marker."""

    def __init__(
        self, ax: Axes, z: np.ndarray, f: np.ndarray, slope: np.ndarray, names: tuple[str, str]
    ) -> None:
        ax.set(xlim=(z[0], z[-1]), ylim=(-0.08, 1.08), xlabel="z")
        ax.axhline(0.25, color=QUIET, lw=0.8, ls=":")
        ax.set_yticks([0, 0.25, 0.5, 1], ["0", "¼", "½", "1"])
        self._curve = z, slope
        ax.plot(z, f, color=FORWARD, lw=2.4)
        ax.text(z[-1], f[-1] - 0.09, names[0], color=FORWARD, ha="right", va="center")
        ax.text(z[-1], slope[-1] + 0.09, names[1], color=BACKWARD, ha="right", va="center")
        style: dict[str, Any] = {"ms": 9, "mec": "white", "animated": True, "clip_on": False}
        (self._drawn,) = ax.plot([], [], color=BACKWARD, lw=2.4, ls=(0, (4, 2)), animated=True)
        (self._tangent,) = ax.plot([], [], color=INK, lw=1.6, animated=True)
        (self._at_f,) = ax.plot([], [], "o", color=FORWARD, **style)
        (self._at_slope,) = ax.plot([], [], "o", color=BACKWARD, **style)

    def show(self, z: float, f: float, slope: float) -> None:
        """Move the markers to z, set the tangent there, and draw f′ from the left end to z."""
        reach = np.array([-1.5, 1.5])
        self._tangent.set_data(z + reach, f + slope * reach)
        zs, slopes = self._curve
        before = zs < z
        self._drawn.set_data(np.append(zs[before], z), np.append(slopes[before], slope))
        self._at_f.set_data([z], [f])
        self._at_slope.set_data([z], [slope])
