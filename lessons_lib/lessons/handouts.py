"""The six neurons on paper: one page with blanks, one filled in. `make handouts` writes both.

Symbols and numbers only, so that the pages serve every language. The same bytes each time.
"""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from matplotlib.axes import Axes
from matplotlib.backends.backend_pdf import FigureCanvasPdf
from matplotlib.figure import Figure
from matplotlib.transforms import Bbox

from lessons_lib.draw.style import number
from lessons_lib.lessons.lecture_network import (
    HEIGHT,
    NEURONS,
    PARAMETERS,
    START,
    WIDTH,
    SixNeurons,
    activation,
    factors,
    passes,
    title,
)

A4 = 11.69, 8.27  # inches, landscape
INPUTS = ("x1", "x2")
FORMULAS = (
    "z = Σ w · a + b,    a = σ(z) = 1 / (1 + e⁻ᶻ),    σ′(z) = a · (1 − a)",
    "C = ½ · (y₁ − ŷ₁)² + ½ · (y₂ − ŷ₂)²",
    "∂C/∂z = σ′(z) · Σ w · ∂C/∂z′,    ∂C/∂w = ∂z/∂w · ∂C/∂z",
)


def neurons_table(filled: bool) -> list[list[str]]:
    """A row for each neuron: z, a, σ′(z) and ∂C/∂z, or blanks."""
    numbers = passes(START)
    shown = _shown(filled)
    rows = [["", "z", "a", "σ′(z)", "∂C/∂z"]]
    for n in NEURONS:
        keys = f"z{n}", activation(n), f"s{n}", f"dC_dz{n}"
        rows.append([n, *(shown(numbers[key]) for key in keys)])
    return rows


def parameters_table(filled: bool) -> list[list[str]]:
    """A row for each parameter: ∂z/∂w, ∂C/∂z and ∂C/∂w, or blanks; a bias's wire carries 1."""
    numbers = passes(START)
    shown = _shown(filled)
    rows = [["w", "∂z/∂w", "∂C/∂z", "∂C/∂w"]]
    for key in PARAMETERS:
        carried, behind = factors(key)
        ahead = numbers[carried] if carried else 1
        rows.append(
            [title(key), shown(ahead), shown(numbers[behind]), shown(numbers[f"dC_d{key}"])]
        )
    return rows


def page(filled: bool) -> Figure:
    """The page with blanks, or filled in."""
    fig = Figure(figsize=A4)
    FigureCanvasPdf(fig)
    across = 0.66
    picture = SixNeurons(fig.add_axes((0.01, 0.5, across, across * HEIGHT / WIDTH * A4[0] / A4[1])))
    numbers = passes(START)
    known = [*(key for n in NEURONS for key in (f"z{n}", activation(n))), "C"] if filled else []
    picture.show(numbers, [*INPUTS, *known], lit=())
    for i, line in enumerate(FORMULAS):
        fig.text(0.03, 0.44 - 0.04 * i, line, size=12)
    _table(fig.add_axes((0.03, 0.03, 0.6, 0.27)), neurons_table(filled))
    _table(fig.add_axes((0.67, 0.03, 0.31, 0.94)), parameters_table(filled))
    return fig


def write(folder: Path) -> None:
    """Write six_neurons.pdf and six_neurons_solved.pdf into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, filled in (("six_neurons", False), ("six_neurons_solved", True)):
        page(filled).savefig(folder / f"{name}.pdf", metadata={"CreationDate": None})


def _shown(filled: bool) -> Callable[[float], str]:
    return number if filled else lambda value: ""


def _table(ax: Axes, rows: Sequence[Sequence[str]]) -> None:
    ax.axis("off")
    table = ax.table([list(row) for row in rows], loc="center", cellLoc="center", bbox=Bbox.unit())
    table.auto_set_font_size(False)
    table.set_fontsize(10)


if __name__ == "__main__":
    write(Path(sys.argv[1]))
