"""Case 2 of the chain rule, s → x → z and s → y → z: the sum over the paths, one can be muted."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from matplotlib.figure import Figure

from lessons_lib.app import Table, Words
from lessons_lib.draw.graph import Graph
from lessons_lib.draw.neurons import bare_axes
from lessons_lib.draw.style import QUIET_INK, SMALL
from lessons_lib.graph import Var, derivatives
from lessons_lib.language import say
from lessons_lib.lessons.chain_rule.one_path_scene import moves, ratio, small
from lessons_lib.lessons.chain_rule.stacked_bars import StackedBars
from lessons_lib.notation import bracketed, number

SIZE = WIDTH, HEIGHT = 8.5, 4.2
EDGES = {"sx": ("s", "x"), "sy": ("s", "y"), "xz": ("x", "z"), "yz": ("y", "z")}
THROUGH = {"x": "→ x →", "y": "→ y →"}
MEASURED = "Δz/Δs"


def x_of(s: Any) -> Any:
    """The x of Case 2."""
    return s**2 + 1


def y_of(s: Any) -> Any:
    """The y of Case 2."""
    return 5 - s


def edge_numbers(s: float) -> dict[str, float]:
    """The number on each edge of EDGES at s."""
    start = Var(s, "s")
    x, y = x_of(start), y_of(start)
    z = x * y
    return {
        "sx": derivatives(x)[start],
        "sy": derivatives(y)[start],
        "xz": derivatives(z)[x],
        "yz": derivatives(z)[y],
    }


def nudges(s: float, ds: float, mute: str) -> dict[str, float]:
    """Δs, Δx, Δy and Δz when s moves by Δs, as exact fractions; a muted variable is held fixed."""
    before, after = Fraction(s), Fraction(s) + Fraction(ds)
    x, y = x_of(before), y_of(before)
    dx = 0 if mute == "x" else x_of(after) - x
    dy = 0 if mute == "y" else y_of(after) - y
    dz = (x + dx) * (y + dy) - x * y
    return {"s": ds, "x": float(dx), "y": float(dy), "z": float(dz)}


def scene(fig: Figure) -> Callable[..., Words]:
    """The picture of `chain_rule.two_paths`; its update takes the same keywords."""
    ax = fig.add_axes((0, 0, 1, 1))
    bare_axes(ax, WIDTH, HEIGHT)
    nodes = {"s": (0.65, 2.1), "x": (2.75, 3.1), "y": (2.75, 1.1), "z": (4.85, 2.1)}
    picture = Graph(ax, nodes, EDGES, again="none")
    for at, text in (
        ((2.75, 3.1 + 0.72), "x = s² + 1"),
        ((2.75, 1.1 + 0.72), "y = 5 − s"),
        ((4.85, 2.1 + 0.72), "z = x · y"),
    ):
        ax.text(*at, text, ha="center", va="center")
    for at, text in (
        ((1.5, 2.98), "dx/ds"),
        ((4.0, 2.98), "∂z/∂x"),
        ((1.5, 1.22), "dy/ds"),
        ((4.0, 1.22), "∂z/∂y"),
    ):
        ax.text(*at, text, ha="center", va="center", color=QUIET_INK, size=SMALL)
    bars = StackedBars(ax, (6.1, 0.25), 0.66, 3.7, list(THROUGH.values()), ["Σ", MEASURED])

    def update(ds: float, mute: str, s: float) -> Words:
        values = {"s": s, "x": x_of(s), "y": y_of(s), "z": x_of(s) * y_of(s)}
        by = nudges(s, ds, mute)
        slopes = edge_numbers(s)
        products = {k: slopes[f"s{k}"] * slopes[f"{k}z"] for k in THROUGH}
        open_paths = [k for k in THROUGH if k != mute]
        total = sum(products[k] for k in open_paths)
        known = mute in THROUGH or small(ds)
        shown = number(total) if known else "…"
        lit = {"s", "z", *open_paths, *(key for key, ends in EDGES.items() if mute not in ends)}
        picture.show(
            {k: f"{k}\n{number(values[k])}" for k in nodes},
            {key: number(slope) for key, slope in slopes.items()},
            lit=lit,
            below={k: f"Δ{k} = {number(by[k])}" for k in nodes},
        )
        heights = {THROUGH[k]: products[k] for k in THROUGH}
        if known:
            heights["Σ"] = total
        if ds:
            heights[MEASURED] = by["z"] / ds
        shut = [THROUGH[mute]] if mute in THROUGH else []
        bars.show(heights, lit=[*(THROUGH[k] for k in open_paths), "Σ"], muted=shut)
        measured = ratio(by["z"], ds)
        return Words(
            status=_said(by, mute, products),
            formula=(
                _sum_formula(open_paths, slopes, shown),
                f"Δz/Δs = {bracketed(by['z'])} / {bracketed(ds)} = {measured}",
            ),
            alt=say(
                "The graph s → x → z and s → y → z. {values}. {changes}. Path through x: {x}. "
                "Path through y: {y}. {muted}Sum: {total}. Δz/Δs: {measured}.",
                values=say(", ").join(f"{k} = {number(v)}" for k, v in values.items()),
                changes=say(", ").join(f"Δ{k} = {number(v)}" for k, v in by.items()),
                x=number(products["x"]),
                y=number(products["y"]),
                muted=say("The path through {mute} is muted. ", mute=mute) if shut else "",
                total=shown,
                measured=measured,
            ),
            table=_table(slopes, products, open_paths, shown, measured),
        )

    return update


def _sum_formula(through: list[str], slopes: Mapping[str, float], total: str) -> str:
    symbols = " + ".join(f"d{k}/ds · ∂z/∂{k}" for k in through)
    numbers = " + ".join(
        f"{bracketed(slopes[f's{k}'])} · {bracketed(slopes[f'{k}z'])}" for k in through
    )
    return f"Σ = {symbols} = {numbers} = {total}"


def _said(by: Mapping[str, float], mute: str, products: Mapping[str, float]) -> str:
    if mute in THROUGH:
        return say(
            "{mute} is held fixed, so the path through {mute} is muted. The sum now "
            "lacks exactly its product, {products}.",
            mute=mute,
            products=number(products[mute]),
        )
    if by["s"] == 0:
        return say(
            "Without a nudge nothing changes, and 0/0 isn't a number. The sum is still there."
        )
    return say(
        "{s}, so {x}, and {y}. Both affect z, and as a result {z}.",
        s=moves("s", by["s"]),
        x=moves("x", by["x"]),
        y=moves("y", by["y"]),
        z=moves("z", by["z"]),
    )


def _table(
    slopes: Mapping[str, float],
    products: Mapping[str, float],
    through: list[str],
    total: str,
    measured: str,
) -> Table:
    rows = [
        (
            f"s → {k} → z" if k in through else say("s → {k} → z (muted)", k=k),
            number(slopes[f"s{k}"]),
            number(slopes[f"{k}z"]),
            number(products[k]),
        )
        for k in THROUGH
    ]
    rows += [("Σ", "", "", total), ("Δz/Δs", "", "", measured)]
    header = (say("path"), say("first edge"), say("second edge"), say("product"))
    return Table(header, rows, lit=2)
