"""A weight nudged: z changes by the nudge times what the wire carries."""

from collections.abc import Callable, Mapping

from matplotlib.figure import Figure

from lessons_lib.app import Words
from lessons_lib.language import say
from lessons_lib.lessons.forward_pass.proportion import Proportion
from lessons_lib.lessons.shared.network_picture import HEIGHT, WIDTH, NetworkPicture
from lessons_lib.notation import bracketed, number, subscript
from lessons_lib.walks.lecture import (
    LAYERS,
    NEURONS,
    SIX_NEURONS,
    START,
    SYMBOLS,
    WIRES,
    activation,
    factors,
    title,
)

SEEN = [f"z{n}" for n in NEURONS] + [activation(n) for n in (*LAYERS[0], *NEURONS)]


def carries(parameter: str, numbers: Mapping[str, float]) -> tuple[str, float]:
    """What the wire of a weight carries, as a symbol and a number; a bias's wire carries 1."""
    sent, _ = factors(parameter)
    return (SYMBOLS[sent], numbers[sent]) if sent else ("1", 1.0)


def fed(parameter: str) -> str:
    """The keyword of the z that a weight or a bias is added to."""
    _, behind = factors(parameter)
    return behind.removeprefix("dC_d")


def slope(parameter: str) -> str:
    """∂z/∂w of a wire, or ∂z/∂b, as a symbol."""
    return f"∂{SYMBOLS[fed(parameter)]}/∂{SYMBOLS[parameter]}"


def scene(fig: Figure) -> Callable[..., Words]:
    """The picture of `forward_pass.nudge`; its update takes the same keywords."""
    across = 0.76
    picture = NetworkPicture(
        fig.add_axes((0, 0, across, 1)), cost=False, size=(across * WIDTH, HEIGHT)
    )
    beside = fig.add_axes((0.8, 0.31, 0.185, 0.185 * WIDTH / HEIGHT))
    beside.xaxis.set_url("nudge")
    line = Proportion(beside, limit=1)

    def update(wire: str, nudge: float, number: str, **x: float) -> Words:
        before = SIX_NEURONS.values(START | x)
        after = SIX_NEURONS.values(START | x | {wire: START[wire] + nudge})
        z = fed(wire)
        lit = {wire, z, activation(WIRES[wire][0])} if wire in WIRES else {wire, z}
        picture.show(after, SEEN, lit, chosen=wire)
        _, slope = carries(wire, before)
        line.show(slope, nudge, f"Δ{wire[0]}", subscript(f"Δ{z}"))
        return Words(
            status=_nudged(wire, nudge, before, after),
            formula=_change(wire, nudge, before) if nudge else SIX_NEURONS.lines(z, before),
            alt=_nudge_alt(wire, nudge, slope, after),
        )

    return update


def _nudged(
    wire: str, nudge: float, before: Mapping[str, float], after: Mapping[str, float]
) -> str:
    z = fed(wire)
    if not nudge:
        return say(
            "Neuron {n} adds up what its two wires contribute, plus its bias. Now drag the "
            "nudge: how much will {z} change?",
            n=z[1],
            z=SYMBOLS[z],
        )
    if not carries(wire, before)[1]:
        return say(
            "This wire carries 0. However much its weight changes, {z} stays at "
            "{after}, and nothing after it changes.",
            z=SYMBOLS[z],
            after=number(after[z]),
        )
    moved = say("The bias changed by {nudge}.", nudge=number(nudge))
    if wire in WIRES:
        moved = say("The weight changed by {nudge}.", nudge=number(nudge))
    return say(
        "{moved} {z} went from {before} to {after}: it changed by {change}.",
        moved=moved,
        z=SYMBOLS[z],
        before=number(before[z], 5),
        after=number(after[z], 5),
        change=number(after[z] - before[z]),
    )


def _change(wire: str, nudge: float, numbers: Mapping[str, float]) -> tuple[str, str]:
    symbol, value = carries(wire, numbers)
    equal = "1" if symbol == "1" else f"{symbol} = {number(value)}"
    return (
        f"{slope(wire)} = {equal}",
        f"Δ{SYMBOLS[fed(wire)]} = {symbol} · Δ{wire[0]} = {bracketed(value)} · {bracketed(nudge)} "
        f"= {number(value * nudge)}",
    )


def _nudge_alt(wire: str, nudge: float, slope: float, numbers: Mapping[str, float]) -> str:
    facts = say(", ").join(f"{SYMBOLS[key]} = {number(numbers[key])}" for key in SEEN)
    line = (
        say("a straight line through the origin with slope {slope}, marked", slope=number(slope))
        if nudge
        else say("a mark")
    )
    return say(
        "The network of six neurons with a frame around {wire} = {value}: "
        "{facts}. Beside it {line} at Δ{letter} = {nudge}.",
        wire=title(wire),
        value=number(numbers[wire]),
        facts=facts,
        line=line,
        letter=wire[0],
        nudge=number(nudge),
    )
