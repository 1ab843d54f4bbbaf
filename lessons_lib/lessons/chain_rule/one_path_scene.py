"""Case 1 of the chain rule, x → y → z: ratios of nudges on the edges, beside the derivatives."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch

from lessons_lib.app import Table, Words
from lessons_lib.draw.graph import Graph
from lessons_lib.draw.neurons import RADIUS, Point, bare_axes, label
from lessons_lib.draw.style import FORWARD
from lessons_lib.graph import Var, derivatives
from lessons_lib.language import say
from lessons_lib.lessons.chain_rule.secant import Secant
from lessons_lib.notation import bracketed, number

SIZE = WIDTH, HEIGHT = 8.5, 4.5


def g(x: Any) -> Any:
    """The y of Case 1."""
    return x**2 + 2


def h(y: Any) -> Any:
    """The z of Case 1."""
    return y**2


def slopes(x: float) -> tuple[float, float, float]:
    """dy/dx, dz/dy and dz/dx at x."""
    start = Var(x, "x")
    y = g(start)
    z = h(y)
    return derivatives(y)[start], derivatives(z)[y], derivatives(z)[start]


def nudged(x: float, dx: float) -> tuple[float, float]:
    """Δy and Δz when x moves by Δx; exact fractions, because tiny nudges would lose digits."""
    before, after = g(Fraction(x)), g(Fraction(x) + Fraction(dx))
    return float(after - before), float(h(after) - h(before))


def ratio(a: float, b: float) -> str:
    """a/b as a text; the undefined 0/0 stays 0/0."""
    return number(a / b) if b else "0/0"


def small(nudge: float) -> bool:
    """Whether the ratios are near the derivatives; until then the learner is to predict these."""
    return abs(nudge) <= 0.1


def moves(letter: str, by: float) -> str:
    """The effect of a nudge on a variable, in words."""
    if by == 0:
        return say("{letter} stays the same", letter=letter)
    if by > 0:
        return say("{letter} rises by {by}", letter=letter, by=number(by))
    return say("{letter} falls by {by}", letter=letter, by=number(-by))


def scene(fig: Figure) -> Callable[..., Words]:
    """The picture of `chain_rule.one_path`; its update takes the same keywords."""
    ax = fig.add_axes((0, 0, 1, 1))
    bare_axes(ax, WIDTH, HEIGHT)
    level = 3.14
    nodes = {"x": (1.0, level), "y": (4.25, level), "z": (7.5, level)}
    picture = Graph(ax, nodes, {"xy": ("x", "y"), "yz": ("y", "z")})
    _arc(ax, (1.0, level + RADIUS), (7.5, level + RADIUS))
    whole = label(ax, (3.75, 4.28))
    whole.set(color=FORWARD, weight="bold")
    tangents = [label(ax, at) for at in ((4.95, 4.28), (2.62, level - 0.27), (5.88, level - 0.27))]
    left, right = (
        fig.add_axes((at / WIDTH, 0.5 / HEIGHT, 2.55 / WIDTH, 1.75 / HEIGHT)) for at in (1.35, 4.75)
    )
    left.xaxis.set_url("x")
    first = Secant(left, g, (-1.5, 2.7), (1, 9), ("x", "y"), "y = x² + 2")
    second = Secant(right, h, (1, 9), (-10, 75), ("y", "z"), "z = y²")

    def update(dx: float, x: float) -> Words:
        y, z = g(x), h(g(x))
        dy, dz = nudged(x, dx)
        dy_dx, dz_dy, dz_dx = slopes(x)
        whole_slope = number(dz_dx) if small(dx) else "…"
        inside = {name: f"{name}\n{number(v)}" for name, v in (("x", x), ("y", y), ("z", z))}
        below = {name: f"Δ{name} = {number(by)}" for name, by in (("x", dx), ("y", dy), ("z", dz))}
        numbers = {"xy": f"Δy/Δx = {ratio(dy, dx)}", "yz": f"Δz/Δy = {ratio(dz, dy)}"}
        picture.show(inside, numbers, lit=["x", "y", "z", "xy", "yz"], below=below)
        whole.set_text(f"Δz/Δx = {ratio(dz, dx)}")
        shown = {"dz/dx": whole_slope, "dy/dx": number(dy_dx), "dz/dy": number(dz_dy)}
        for text, (symbol, slope) in zip(tangents, shown.items(), strict=True):
            text.set_text(f"{symbol} = {slope}")
        first.show((x, y), (x + dx, y + dy), dy_dx)
        second.show((y, z), (y + dy, z + dz), dz_dy)
        return Words(
            status=_said(dx, dy, dz),
            formula=(
                _ratio_formula(dx, dy, dz),
                f"dz/dx = dy/dx · dz/dy = {number(dy_dx)} · {number(dz_dy)} = {whole_slope}",
            ),
            alt=say(
                "The graph x → y → z. x = {x}, y = {y}, z = {z}. Δx = {dx}, Δy = {dy}, "
                "Δz = {dz}. Δy/Δx = {first}, Δz/Δy = {second}, Δz/Δx = {whole}. dy/dx = "
                "{dy_dx}, dz/dy = {dz_dy}, dz/dx = {dz_dx}. Below it the two curves, "
                "each with the secant and the tangent.",
                x=number(x),
                y=number(y),
                z=number(z),
                dx=number(dx),
                dy=number(dy),
                dz=number(dz),
                first=ratio(dy, dx),
                second=ratio(dz, dy),
                whole=ratio(dz, dx),
                dy_dx=number(dy_dx),
                dz_dy=number(dz_dy),
                dz_dx=whole_slope,
            ),
            table=_ratios(x, dx),
        )

    return update


def _arc(ax: Axes, start: Point, end: Point) -> None:
    arrow = FancyArrowPatch(
        start,
        end,
        connectionstyle="arc3,rad=-0.13",
        arrowstyle="-|>",
        mutation_scale=13,
        shrinkA=1,
        shrinkB=1,
        lw=1.8,
        color=FORWARD,
    )
    ax.add_patch(arrow)


def _ratio_formula(dx: float, dy: float, dz: float) -> str:
    if dy == 0:  # there is no Δy that could cancel
        return f"Δz/Δx = {bracketed(dz)}/{bracketed(dx)}" + (" = 0" if dx else "")
    product = f"{bracketed(dy / dx)} · {bracketed(dz / dy)}"
    return f"Δz/Δx = Δy/Δx · Δz/Δy = {product} = {number(dz / dx)}"


def _said(dx: float, dy: float, dz: float) -> str:
    if dx == 0:
        return say(
            "Without a nudge nothing changes, and 0/0 isn't a number. The derivatives "
            "are what the ratios tend to as Δx shrinks."
        )
    first = say("{x}, so {y}, and so {z}.", x=moves("x", dx), y=moves("y", dy), z=moves("z", dz))
    if dy == 0:
        return say(
            "{first} Δz/Δy is 0/0, which tells us nothing. Try a smaller nudge.",
            first=first,
        )
    return say("{first} That's {ratio} times the nudge.", first=first, ratio=ratio(dz, dx))


def _ratios(x: float, dx: float) -> Table:
    rows = []
    for nudge in dict.fromkeys((dx, 1, 0.1, 0.01, 0.001)):
        dy, dz = nudged(x, nudge)
        found = [number(v, 5) for v in (nudge, dy, dz)]
        pairs = ((dy, nudge), (dz, dy), (dz, nudge))
        rows.append((*found, *(number(a / b, 5) if b else "0/0" for a, b in pairs)))
    rows.append(("→ 0", "→ 0", "→ 0", *(number(slope, 5) for slope in slopes(x))))
    return Table(("Δx", "Δy", "Δz", "Δy/Δx", "Δz/Δy", "Δz/Δx"), rows, lit=0)
