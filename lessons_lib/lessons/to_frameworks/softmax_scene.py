"""The picture of `to_frameworks.softmax`: from ∂yᵢ/∂zⱼ to y − ŷ, on three outputs."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

import numpy as np
from matplotlib.figure import Figure

from lessons_lib.app import Table, Words
from lessons_lib.functions import Array, softmax
from lessons_lib.language import Later, say
from lessons_lib.lessons.to_frameworks.matrix_row import Matrix, MatrixRow
from lessons_lib.notation import bracketed, number

OUTPUTS = range(3)
START = {"z1": 1.0, "z2": 2.0, "z3": -1.0}
MOMENTS = ("y", "same", "other", "dC_dy", "dC_dz", "difference")
SAID = {
    "y": Later("Softmax: each e^z, divided by their sum. The three y add up to 1."),
    "same": Later("The first case, i = j: z_{j} raises its own y_{j}, with the slope y · (1 − y)."),
    "other": Later(
        "The second case, i ≠ j: a larger z_{j} makes the sum larger, so every other y falls."
    ),
    "dC_dy": Later("C = −ln y_{t}: only the y of the target is in it, and the other slopes are 0."),
    "dC_dz": Later("z_{j} reaches C through every y: multiply along each path, add across paths."),
    "difference": Later("Only y − ŷ is left, whatever z is and whatever the target."),
}


class Softmax(NamedTuple):
    """All numbers for z (3, 1) and the index of the target; jacobian[i, j] is ∂yᵢ/∂zⱼ."""

    z: Array
    y: Array
    target: Array
    jacobian: Array
    dC_dy: Array

    @property
    def dC_dz(self) -> Array:
        """Over the paths: Σᵢ ∂yᵢ/∂zⱼ · ∂C/∂yᵢ."""
        slopes: Array = self.jacobian.T @ self.dC_dy
        return slopes


def numbers(z: Mapping[str, float], t: int) -> Softmax:
    """The numbers for z1, z2, z3 and the target t, 1 to 3."""
    column = np.array([[z[f"z{i + 1}"]] for i in OUTPUTS])
    y, target = softmax(column), np.eye(len(OUTPUTS))[:, [t - 1]]
    return Softmax(column, y, target, np.diag(y[:, 0]) - y @ y.T, -target / y)


def scene(fig: Figure) -> Callable[..., Words]:
    """The picture of `to_frameworks.softmax`; its update takes the same keywords."""
    picture = MatrixRow(fig.add_axes((0, 0, 1, 1)))

    def update(moment: str, chosen: str, t: int, **z: float) -> Words:
        now, j = numbers(z, t), int(chosen[1])
        picture.show(
            _row(now, moment, j - 1), reverse=moment.startswith("dC") or moment == MOMENTS[-1]
        )
        known = MOMENTS[: MOMENTS.index(moment) + 1]
        return Words(
            status=say(SAID[moment], j=j, t=t),
            formula=_lines(now, moment, j, t),
            alt=say(
                "From left to right: z, y, the target, the slopes of y, the slopes of C "
                "with respect to y and z. Softmax gives y = {y}. Found so far: {n} of "
                "{all} steps.",
                y=say(", ").join(map(number, now.y[:, 0])),
                n=len(known),
                all=len(MOMENTS),
            ),
            table=_table(now, known),
        )

    return update


def _row(now: Softmax, moment: str, j: int) -> list[Matrix]:
    step = MOMENTS.index(moment)
    same, other = {(j, j)}, {(j, i) for i in OUTPUTS if i != j}
    column, here = {(i, 0) for i in OUTPUTS}, {(j, 0)}
    slopes = np.where(np.eye(3, dtype=bool) | (step >= 2), now.jacobian.T, np.nan)
    paths = {"same": same, "other": other, "dC_dz": same | other}

    def known(values: Array, since: int) -> Array:
        return values if step >= since else np.full(values.shape, np.nan)

    return [
        Matrix("z", now.z, here if step <= 2 else ()),
        Matrix("y", now.y, {0: column, 5: here}.get(step, ()), "→"),
        Matrix("ŷ", now.target, here if step == 5 else ()),
        Matrix("(∂y/∂z)ᵀ", known(slopes, 1), paths.get(moment, ()), " "),
        Matrix("∂C/∂y", known(now.dC_dy, 3), column if step in (3, 4) else (), "·"),
        Matrix("∂C/∂z", known(now.dC_dz, 4), here if step >= 4 else (), "="),
    ]


def _lines(now: Softmax, moment: str, j: int, t: int) -> tuple[str, ...]:
    z, y = (list(map(number, column[:, 0])) for column in (now.z, now.y))
    own, slopes, of_y = y[j - 1], now.jacobian[:, j - 1], now.dC_dy[:, 0]
    found = number(now.dC_dz[j - 1, 0])
    factors = zip(map(bracketed, slopes), map(bracketed, of_y), strict=True)
    lines = {
        "y": (
            f"y_{j} = e^{{z_{j}}} / (e^{{z_1}} + e^{{z_2}} + e^{{z_3}})",
            f"= e^{{{z[j - 1]}}} / ({' + '.join(f'e^{{{one}}}' for one in z)}) = {own}",
        ),
        "same": (
            f"∂y_{j}/∂z_{j} = y_{j} · (1 − y_{j})",
            f"= {own} · (1 − {own}) = {number(slopes[j - 1])}",
        ),
        "other": tuple(
            f"∂y_{i + 1}/∂z_{j} = −y_{i + 1} · y_{j} = −{y[i]} · {own} = {number(slopes[i])}"
            for i in OUTPUTS
            if i + 1 != j
        ),
        "dC_dy": (f"∂C/∂y_{t} = −1 / y_{t}", f"= −1 / {y[t - 1]} = {number(of_y[t - 1])}"),
        "dC_dz": (
            f"∂C/∂z_{j} = {' + '.join(f'∂y_{i + 1}/∂z_{j} · ∂C/∂y_{i + 1}' for i in OUTPUTS)}",
            f"= {' + '.join(f'{a} · {b}' for a, b in factors)} = {found}",
        ),
        "difference": (
            f"∂C/∂z_{j} = y_{j} − ŷ_{j}",
            f"= {own} − {number(now.target[j - 1, 0])} = {found}",
        ),
    }
    return lines[moment]


def _table(now: Softmax, known: tuple[str, ...]) -> Table:
    columns = {"z": now.z, "y": now.y, "ŷ": now.target}
    if "dC_dy" in known:
        columns["∂C/∂y"] = now.dC_dy
    if "dC_dz" in known:
        columns["∂C/∂z"] = now.dC_dz
    rows = [(str(i + 1), *(number(one[i, 0]) for one in columns.values())) for i in OUTPUTS]
    return Table((say("output"), *columns), rows)
