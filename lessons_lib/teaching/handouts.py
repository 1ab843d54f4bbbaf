"""The six neurons as worksheets, blank and solved: `make handouts` writes the pages.

One is the walk of lesson 5, the other its first exercise, with the other target. They contain only
symbols, numbers and names, so they serve every language. The output is reproducible byte for byte.
"""

import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from matplotlib.axes import Axes
from matplotlib.backends.backend_pdf import FigureCanvasPdf
from matplotlib.figure import Figure
from matplotlib.transforms import Bbox

from lessons_lib.draw.style import INK
from lessons_lib.lessons.shared.network_picture import HEIGHT, WIDTH, NetworkPicture
from lessons_lib.notation import number, plain, subscript
from lessons_lib.walks.lecture import (
    NEURONS,
    PARAMETERS,
    SIX_NEURONS,
    START,
    SYMBOLS,
    activation,
    factors,
    title,
)

A4 = 11.69, 8.27  # inches, landscape
INPUTS = ("x1", "x2")
PAGES = {"six_neurons": START, "six_neurons_exercise": START | {"target1": 0.0, "target2": 1.0}}
FORMULAS = (
    "z = Σ w · a + b        a = σ(z) = 1 / (1 + e⁻ᶻ)        σ′(z) = a · (1 − a)",
    "z₅, z₆:   ∂C/∂z = σ′(z) · (y − ŷ)        z₁ … z₄:   ∂C/∂z = σ′(z) · Σ w · ∂C/∂z′",
    "∂C/∂w = ∂z/∂w · ∂C/∂z",
)
COST = f"C = {subscript(plain(SIX_NEURONS.formula('C').text(SYMBOLS)))} = "
SOURCE = (
    "The network: Hung-yi Lee, Machine Learning, lectures “Deep Learning” and “Backpropagation”. "
    "This page: CC BY 4.0, the authors of “Backpropagation by hand”."
)


def neurons_table(values: Mapping[str, float], filled: bool) -> list[list[str]]:
    """A row for each neuron: z, a, σ′(z) and ∂C/∂z, or blanks."""
    numbers = SIX_NEURONS.values(values)
    shown = _shown(filled)
    rows = [["", "z", "a", "σ′(z)", "∂C/∂z"]]
    for n in NEURONS:
        keys = f"z{n}", activation(n), f"s{n}", f"dC_dz{n}"
        name = f"z{n}, {activation(n)}"
        rows.append([subscript(name), *(shown(numbers[key]) for key in keys)])
    return rows


def parameters_table(values: Mapping[str, float], filled: bool) -> list[list[str]]:
    """A row for each parameter: ∂z/∂w, ∂C/∂z and ∂C/∂w, or blanks; a bias's wire carries 1."""
    numbers = SIX_NEURONS.values(values)
    shown = _shown(filled)
    rows = [["w", "∂z/∂w", "∂C/∂z", "∂C/∂w"]]
    for key in PARAMETERS:
        carried, behind = factors(key)
        ahead = numbers[carried] if carried else 1
        rows.append(
            [title(key), shown(ahead), shown(numbers[behind]), shown(numbers[f"dC_d{key}"])]
        )
    return rows


def page(values: Mapping[str, float], filled: bool) -> Figure:
    """The page, blank or solved."""
    fig = Figure(figsize=A4)
    FigureCanvasPdf(fig)
    across = 0.64
    numbers, shown = SIX_NEURONS.values(values), _shown(filled)
    targets = ", ".join(number(numbers[key]) for key in ("target1", "target2"))
    fig.text(0.03, 0.94, f"Backpropagation by hand     ŷ = ({targets})", size=15, color=INK)
    high = across * HEIGHT / WIDTH * A4[0] / A4[1]
    picture_axes = fig.add_axes((0.02, 0.5, across, high))
    picture = NetworkPicture(picture_axes)
    known = [*(key for n in NEURONS for key in (f"z{n}", activation(n))), "C"] if filled else []
    picture.show(numbers, [*INPUTS, *known], lit=[])
    for text in picture_axes.texts:
        text.set_fontsize(text.get_fontproperties().get_size_in_points() * across * A4[0] / WIDTH)
    for i, line in enumerate((COST + (shown(numbers["C"]) or "_" * 12), *FORMULAS)):
        fig.text(0.03, 0.44 - 0.04 * i, line, size=11.5, color=INK)
    _table(fig.add_axes((0.03, 0.06, 0.62, 0.23)), neurons_table(values, filled))
    _table(fig.add_axes((0.67, 0.06, 0.305, 0.91)), parameters_table(values, filled))
    fig.text(0.03, 0.025, SOURCE, size=7.5, color=INK)
    return fig


def write(folder: Path) -> None:
    """Write each page, blank and as …_solved, into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, values in PAGES.items():
        for end, filled in (("", False), ("_solved", True)):
            file = folder / f"{name}{end}.pdf"
            page(values, filled).savefig(file, metadata={"CreationDate": None, "Title": name})


def _shown(filled: bool) -> Callable[[float], str]:
    return number if filled else lambda value: ""


def _table(ax: Axes, rows: Sequence[Sequence[str]]) -> None:
    ax.axis("off")
    table = ax.table([list(row) for row in rows], loc="center", cellLoc="center", bbox=Bbox.unit())
    table.auto_set_font_size(False)
    table.set_fontsize(10)


if __name__ == "__main__":
    write(Path(sys.argv[1]))
