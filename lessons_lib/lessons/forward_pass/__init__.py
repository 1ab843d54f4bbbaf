"""Lesson 03: ∂z/∂w is what the wire carries, and the forward pass finds it on the way."""

from collections.abc import Callable, Mapping

from matplotlib.figure import Figure

from lessons_lib.app import App, Choice, Control, Numbers, Slider, Steps, Table, Words
from lessons_lib.language import say
from lessons_lib.lessons.forward_pass.proportion import Proportion
from lessons_lib.lessons.shared.lecture_network import HEIGHT, WIDTH, SixNeurons
from lessons_lib.notation import bracketed, number, subscript
from lessons_lib.walks.lecture import (
    BIASES,
    LAYERS,
    LIMIT,
    NEURONS,
    PARAMETERS,
    SIX_NEURONS,
    START,
    SYMBOLS,
    WIRES,
    WIRING,
    activation,
    factors,
    title,
    weight,
)

SOURCES = tuple(name for layer in LAYERS[:-1] for name in layer)
MOMENTS = ("start", *map(activation, SOURCES), "all")
SEEN = [f"z{n}" for n in NEURONS] + [activation(n) for n in (*LAYERS[0], *NEURONS)]


def nudge() -> App:
    """The six neurons and one of their wires: move its weight, and see how far z moves.

    Keywords: `wire` (a weight or a bias, as in PARAMETERS), `nudge` (how far it is moved, −1 to 1),
    `number` (which input the lower slider changes), and `x1`, `x2` from −5 to 5.
    """
    controls: list[Control] = [
        Choice("wire", say("wire"), PARAMETERS[0], {title(key): key for key in PARAMETERS}),
        Slider("nudge", say("nudge"), 0.0, low=-1, high=1, step=0.1),
        _inputs(),
    ]
    return App(nudge, _nudge_scene, controls, size=(WIDTH, HEIGHT))


def carried() -> App:
    """The forward pass, neuron by neuron, which writes on every wire what it carries.

    Keywords: `moment` (one of MOMENTS), `number` (which input the slider changes), and `x1`, `x2`
    from −5 to 5.
    """
    controls: list[Control] = [Steps("moment", say("moment"), MOMENTS), _inputs()]
    return App(carried, _carried_scene, controls, size=(WIDTH, HEIGHT))


def _inputs() -> Numbers:
    numbers = {x: (title(x), START[x]) for x in LAYERS[0]}
    return Numbers("number", say("change"), numbers, -LIMIT, LIMIT, step=0.1)


def carries(parameter: str, numbers: Mapping[str, float]) -> tuple[str, float]:
    """What the wire of a weight carries, as a symbol and a number; a bias's wire carries 1."""
    sent, _ = factors(parameter)
    return (SYMBOLS[sent], numbers[sent]) if sent else ("1", 1.0)


def fed(parameter: str) -> str:
    """The keyword of the z that a weight or a bias goes into."""
    _, behind = factors(parameter)
    return behind.removeprefix("dC_d")


def _slope(parameter: str) -> str:
    return f"∂{SYMBOLS[fed(parameter)]}/∂{SYMBOLS[parameter]}"


def _nudge_scene(fig: Figure) -> Callable[..., Words]:
    picture = SixNeurons(fig.add_axes((0, 0, 1, 1)), xs=(0.4, 2.05, 3.95, 5.85))
    line = Proportion(fig.add_axes((0.8, 0.31, 0.185, 0.185 * WIDTH / HEIGHT)), limit=1)

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
            "Neuron {n} adds up what its two wires bring, and its bias. Now drag the "
            "nudge: by how much will {z} move?",
            n=z[1],
            z=SYMBOLS[z],
        )
    if not carries(wire, before)[1]:
        return say(
            "This wire carries 0. However far its weight moves, {z} stays at {after}, and so "
            "does everything behind it.",
            z=SYMBOLS[z],
            after=number(after[z]),
        )
    moved = say("The bias moved by {nudge}.", nudge=number(nudge))
    if wire in WIRES:
        moved = say("The weight moved by {nudge}.", nudge=number(nudge))
    return say(
        "{moved} {z} went from {before} to {after}: it moved by {change}.",
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
        f"{_slope(wire)} = {equal}",
        f"Δ{SYMBOLS[fed(wire)]} = {symbol} · Δ{wire[0]} = {bracketed(value)} · {bracketed(nudge)} "
        f"= {number(value * nudge)}",
    )


def _nudge_alt(wire: str, nudge: float, slope: float, numbers: Mapping[str, float]) -> str:
    facts = say(", ").join(f"{SYMBOLS[key]} = {number(numbers[key])}" for key in SEEN)
    line = (
        say("a straight line through zero with slope {slope}, marked", slope=number(slope))
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


def noted_at(moment: str) -> tuple[str, ...]:
    """The inputs and neurons whose wires have their number when the walk stands at a moment."""
    return SOURCES[: MOMENTS.index(moment)]


def _carried_scene(fig: Figure) -> Callable[..., Words]:
    picture = SixNeurons(fig.add_axes((0, 0, 1, 1)), xs=(0.6, 2.7, 5.2, 7.7))

    def update(moment: str, number: str, **x: float) -> Words:
        numbers = SIX_NEURONS.values(START | x)
        noted = noted_at(moment)
        passed = NEURONS if moment == "all" else [n for n in noted if n in NEURONS]
        known = [*LAYERS[0], *(key for n in passed for key in (f"z{n}", activation(n)))]
        on_wires = {key: _carried(key, numbers) if WIRES[key][0] in noted else "" for key in WIRES}
        picture.show(numbers, known, _lit(moment, numbers), on_wires=on_wires)
        return Words(
            status=_passing(moment, numbers),
            formula=_slopes(moment, numbers),
            alt=_carried_alt(numbers, known, on_wires),
            table=_carried_table(numbers, noted),
        )

    return update


def _carried(parameter: str, numbers: Mapping[str, float]) -> str:
    return number(carries(parameter, numbers)[1])


def _lit(moment: str, numbers: Mapping[str, float]) -> set[str]:
    if moment == "all":
        return {key for key in WIRES if carries(key, numbers)[1]}
    return {moment, *(key for key, (source, _) in WIRES.items() if activation(source) == moment)}


def _passing(moment: str, numbers: Mapping[str, float]) -> str:
    if moment == "start":
        return say("Nothing has passed yet. Press Next, and x_1 goes over its two wires.")
    if moment == "all":
        idle = sum(not carries(key, numbers)[1] for key in WIRES)
        if not idle:
            return say(
                "One pass forward, and all 12 are found. Every wire carries something, and the "
                "wire of a bias always carries 1."
            )
        return say(
            "One pass forward, and all 12 are found. {idle} of them are 0: these weights cannot "
            "learn from this example. Biases are not stopped like this: their wire always "
            "carries 1.",
            idle=idle,
        )
    sent = {"sent": SYMBOLS[moment], "value": number(numbers[moment])}
    if moment in LAYERS[0]:
        return say("{sent} goes over its two wires, so both carry {value}. Noted.", **sent)
    return say(
        "Neuron {n} adds up what came in, squashes it, and sends {sent} over its two wires: both "
        "carry {value}. Noted.",
        n=moment[1],
        **sent,
    )


def _slopes(moment: str, numbers: Mapping[str, float]) -> tuple[str, ...]:
    if moment == "start":
        return ()
    if moment == "all":
        return tuple(
            f"∂C/∂{SYMBOLS[key]} = {_slope(key)} · ∂C/∂{SYMBOLS[fed(key)]} "
            f"= {_carried(key, numbers)} · ∂C/∂{SYMBOLS[fed(key)]}"
            for key in (PARAMETERS[0], "b1")
        )
    source = moment if moment in LAYERS[0] else moment[1]
    # the picture has no weights on its wires: how z came about is said here
    _, sum_of = SIX_NEURONS.lines(f"z{source}", numbers) if source in NEURONS else ("", "")
    added = (f"{SYMBOLS[f'z{source}']} {sum_of}",) if sum_of else ()
    return added + tuple(
        f"{_slope(key)} = {SYMBOLS[moment]} = {_carried(key, numbers)}"
        for key in (weight(source, n) for n in WIRING.out_of[source])
    )


def _carried_alt(
    numbers: Mapping[str, float], known: list[str], on_wires: Mapping[str, str]
) -> str:
    facts = [f"{SYMBOLS[key]} = {number(numbers[key])}" for key in known]
    wires = [
        say("{wire} carries {value}", wire=title(key), value=text)
        for key, text in on_wires.items()
        if text
    ]
    known_so_far = say(", ").join(facts + wires)
    return say("The network of six neurons. Known so far: {facts}.", facts=known_so_far)


def _carried_table(numbers: Mapping[str, float], noted: tuple[str, ...]) -> Table:
    rows = []
    for key in PARAMETERS:
        known = key in BIASES or WIRES[key][0] in noted
        rows.append(
            (SYMBOLS[key], fed(key).replace("z", "z_"), _carried(key, numbers) if known else "…")
        )
    return Table((say("parameter"), say("goes into"), say("its wire carries: ∂z/∂w")), rows)
