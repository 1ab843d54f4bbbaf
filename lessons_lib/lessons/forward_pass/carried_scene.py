"""What every wire carries, noted during the forward pass."""

from collections.abc import Callable, Mapping

from matplotlib.figure import Figure

from lessons_lib.app import Table, Words
from lessons_lib.language import say
from lessons_lib.lessons.forward_pass.nudge_scene import carries, fed, slope
from lessons_lib.lessons.shared.network_picture import NetworkPicture
from lessons_lib.notation import number
from lessons_lib.walks.lecture import (
    BIASES,
    LAYERS,
    NEURONS,
    PARAMETERS,
    SIX_NEURONS,
    START,
    SYMBOLS,
    WIRES,
    WIRING,
    activation,
    title,
    weight,
)

SOURCES = tuple(name for layer in LAYERS[:-1] for name in layer)
MOMENTS = ("start", *map(activation, SOURCES), "all")


def noted_at(moment: str) -> tuple[str, ...]:
    """The inputs and neurons whose wires have their number at a moment."""
    return SOURCES[: MOMENTS.index(moment)]


def scene(fig: Figure) -> Callable[..., Words]:
    """The picture of `forward_pass.carried`; its update takes the same keywords."""
    picture = NetworkPicture(fig.add_axes((0, 0, 1, 1)), cost=False)

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
        return say("Nothing has been sent yet. Press Next to send x_1 along its two wires.")
    if moment == "all":
        idle = sum(not carries(key, numbers)[1] for key in WIRES)
        if not idle:
            return say(
                "One forward pass, and all 12 are found. Every wire carries something, "
                "and the wire of a bias always carries 1."
            )
        return say(
            "One forward pass, and all 12 are found. {idle} of them are 0: these "
            "weights can't learn from this example. Biases aren't blocked this way: "
            "their wire always carries 1.",
            idle=idle,
        )
    sent = {"sent": SYMBOLS[moment], "value": number(numbers[moment])}
    if moment in LAYERS[0]:
        return say("{sent} goes along its two wires, so both carry {value}. We note it.", **sent)
    return say(
        "Neuron {n} adds up what came in, squashes it, and sends {sent} along its two "
        "wires: both carry {value}. We note it.",
        n=moment[1],
        **sent,
    )


def _slopes(moment: str, numbers: Mapping[str, float]) -> tuple[str, ...]:
    if moment == "start":
        return ()
    if moment == "all":
        return tuple(
            f"∂C/∂{SYMBOLS[key]} = {slope(key)} · ∂C/∂{SYMBOLS[fed(key)]} "
            f"= {_carried(key, numbers)} · ∂C/∂{SYMBOLS[fed(key)]}"
            for key in (PARAMETERS[0], "b1")
        )
    source = moment if moment in LAYERS[0] else moment[1]
    # the picture shows no weights, so the table shows how z is computed
    _, sum_of = SIX_NEURONS.lines(f"z{source}", numbers) if source in NEURONS else ("", "")
    added = (f"{SYMBOLS[f'z{source}']} {sum_of}",) if sum_of else ()
    return added + tuple(
        f"{slope(key)} = {SYMBOLS[moment]} = {_carried(key, numbers)}"
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
