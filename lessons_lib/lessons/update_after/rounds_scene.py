"""Forward, backward, update, forward again: the phases of a training round, on the six neurons."""

from collections.abc import Callable
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

import numpy as np
from matplotlib.figure import Figure

from lessons_lib import lecture
from lessons_lib.app import Table, Words
from lessons_lib.descent import descend, plain
from lessons_lib.language import Later, say
from lessons_lib.lessons.shared.network_picture import HEIGHT, WIDTH, NetworkPicture
from lessons_lib.lessons.update_after.staircase import Kind, Staircase
from lessons_lib.network import gradient_of_theta
from lessons_lib.notation import bracketed, number
from lessons_lib.walks.lecture import (
    LAYERS,
    NEURONS,
    PARAMETERS,
    SIX_NEURONS,
    START,
    SYMBOLS,
    WIRES,
    WIRING,
    activation,
)

TRACK = 1.3
SIZE = (WIDTH, HEIGHT + TRACK)
_HIDDEN_AND_OUTPUT = LAYERS[1:]


class Phase(NamedTuple):
    """One moment of a round: its kind, what it finds, and its sentence."""

    kind: Kind
    results: tuple[str, ...]
    sentence: str


def _forward(layer: tuple[str, ...]) -> Phase:
    results = tuple(key for n in layer for key in (f"z{n}", activation(n)))
    return Phase(
        "forward",
        results,
        Later("neurons {one} and {other} get their z and their a.", one=layer[0], other=layer[1]),
    )


def _backward(layer: tuple[str, ...]) -> Phase:
    from_cost = [f"dC_d{y}" for y in WIRING.outputs.values()] if layer == LAYERS[-1] else []
    results = (*from_cost, *(f"dC_dz{n}" for n in layer))
    return Phase(
        "backward",
        results,
        Later(
            "neurons {one} and {other} get their ∂C/∂z. No weight moves.",
            one=layer[0],
            other=layer[1],
        ),
    )


ROUND = (
    *map(_forward, _HIDDEN_AND_OUTPUT),
    Phase(
        "forward",
        ("C",),
        Later("the outputs are compared with the target, which gives the cost."),
    ),
    *map(_backward, reversed(_HIDDEN_AND_OUTPUT)),
    Phase(
        "backward",
        SIX_NEURONS.gradients,
        Later(
            "forward × backward is ∂C/∂w, on every wire. The gradient is found, and θ hasn't moved."
        ),
    ),
    Phase("update", PARAMETERS, Later("now, and only now, all 18 parameters move at once.")),
)
UPDATES = 2
_LAST = len(ROUND) * UPDATES + 4  # plus a final forward pass
KINDS: list[Kind] = [ROUND[k % len(ROUND)].kind for k in range(_LAST)]
MOMENTS = range(_LAST + 1)


@lru_cache(maxsize=32)
def thetas(eta: float) -> list[np.ndarray]:
    """θ⁰, θ¹, θ² of plain gradient descent on the lecture's network."""
    net = lecture.six_neurons()
    walk = descend(gradient_of_theta(net, lecture.X, lecture.TARGET), net.theta, plain(eta))
    return [step.theta for step in islice(walk, UPDATES + 1)]


@lru_cache(maxsize=96)
def numbers_at(t: int, eta: float) -> dict[str, float]:
    """All numbers of the round that starts with θᵗ, by the keywords of the walk."""
    return SIX_NEURONS.values(START | dict(zip(PARAMETERS, thetas(eta)[t].tolist(), strict=True)))


def scene(fig: Figure) -> Callable[..., Words]:
    """The picture: the network, and below it the staircase of the rounds."""
    whole = HEIGHT + TRACK
    picture = NetworkPicture(fig.add_axes((0, TRACK / whole, 1, HEIGHT / whole)))
    rounds = Staircase(fig.add_axes((0, 0, 1, TRACK / whole)), KINDS, WIDTH, TRACK)

    def update(step: int, eta: float) -> Words:
        t, phase = divmod(step - 1, len(ROUND)) if step else (0, -1)
        moment = ROUND[phase] if step else None
        moved = moment is not None and moment.kind == "update"
        numbers = numbers_at(t, eta)
        shown = numbers_at(t + 1, eta) if moved else numbers
        done = () if moved else ROUND[: phase + 1]
        known = ["x1", "x2", *(key for past in done for key in past.results)]
        gradient_found = f"dC_d{PARAMETERS[0]}" in known
        reverse = moment is not None and moment.kind == "backward"
        picture.show(
            shown,
            known,
            _lit(moment),
            reverse=reverse,
            update=moved,
            on_wires=(
                {key: number(numbers[f"dC_d{key}"], 2) for key in WIRES} if gradient_found else None
            ),
        )
        costs = {
            i: number(numbers_at(i // len(ROUND), eta)["C"]) for i in range(3, step, len(ROUND))
        }
        rounds.show(step - 1, {i: f"C = {cost}" for i, cost in costs.items()})
        return Words(
            status=_said(moment, t),
            formula=_formula(moment, t, eta, numbers, shown),
            alt=_alt(moment, t, numbers, shown, known),
            table=_table(t, numbers, shown, gradient_found or moved, moved),
        )

    return update


def _lit(moment: Phase | None) -> set[str]:
    if moment is None:
        return {"x1", "x2"}
    if moment.results == SIX_NEURONS.gradients:
        return set(WIRES)
    if moment.kind == "update":
        return {*PARAMETERS, *(f"z{n}" for n in NEURONS)}
    return set(moment.results)


def _said(moment: Phase | None, t: int) -> str:
    if moment is None:
        return say(
            "θ^0: the lecture's 18 weights and biases. Nothing has been computed yet. Press Next."
        )
    if moment.kind == "update":
        return say(
            "GRADIENT DESCENT. θ^{t} becomes θ^{next}: {sentence} Every z, a and ∂C/∂z is now "
            "out of date, so we start again.",
            t=t,
            next=t + 1,
            sentence=moment.sentence,
        )
    if moment.kind == "forward":
        return say(
            "BACKPROPAGATION at θ^{t}, forward pass: {sentence}", t=t, sentence=moment.sentence
        )
    return say("BACKPROPAGATION at θ^{t}, backward pass: {sentence}", t=t, sentence=moment.sentence)


def _formula(
    moment: Phase | None, t: int, eta: float, old: dict[str, float], new: dict[str, float]
) -> tuple[str, ...]:
    if moment is None:
        return ()
    largest = max(PARAMETERS, key=lambda key: abs(old[f"dC_d{key}"]))
    w, slope = SYMBOLS[largest], old[f"dC_d{largest}"]
    if moment.kind == "update":
        return (
            say(
                "θ^{next} = θ^{t} − η · ∇C(θ^{t}), with η = {eta}",
                next=t + 1,
                t=t,
                eta=number(eta),
            ),
            say(
                "The largest change: {w} = {old} − {eta} · {slope} = {new}",
                w=w,
                old=number(old[largest]),
                eta=number(eta),
                slope=bracketed(slope),
                new=number(new[largest]),
            ),
        )
    if "C" in moment.results:
        return SIX_NEURONS.lines("C", old)
    if f"dC_d{largest}" in moment.results:
        return (
            say("∇C(θ^{t}) = (∂C/∂{first}, …), 18 numbers", t=t, first=SYMBOLS[PARAMETERS[0]]),
            say("The largest: ∂C/∂{w} = {slope}", w=w, slope=number(slope)),
        )
    if moment.kind == "forward":
        return tuple(
            f"z_{n} {SIX_NEURONS.lines(f'z{n}', old)[1]},   "
            f"{SYMBOLS[activation(n)]} = σ(z_{n}) = {number(old[activation(n)])}"
            for n in _neurons(moment)
        )
    slopes = [f"dC_dz{n}" for n in _neurons(moment)]
    return tuple(f"{SYMBOLS[key]} {SIX_NEURONS.lines(key, old)[1]}" for key in slopes)


def _neurons(moment: Phase) -> list[str]:
    return [n for n in NEURONS if {f"z{n}", f"dC_dz{n}"} & set(moment.results)]


def _alt(
    moment: Phase | None,
    t: int,
    old: dict[str, float],
    new: dict[str, float],
    known: list[str],
) -> str:
    if moment and moment.kind == "update":
        moves = say(", ").join(
            say(
                "{parameter} from {old} to {new}",
                parameter=SYMBOLS[key],
                old=number(old[key]),
                new=number(new[key]),
            )
            for key in PARAMETERS
        )
        return say(
            "The network of six neurons with θ^{t}. What moved: {moves}.", t=t + 1, moves=moves
        )
    facts = say(", ").join(f"{SYMBOLS[key]} = {number(old[key])}" for key in known)
    if moment and moment.kind == "backward":
        return say(
            "The network of six neurons with θ^{t}, reversed. Known so far: {facts}.",
            t=t,
            facts=facts,
        )
    return say("The network of six neurons with θ^{t}. Known so far: {facts}.", t=t, facts=facts)


def _table(t: int, old: dict[str, float], new: dict[str, float], found: bool, moved: bool) -> Table:
    rows = [
        (
            SYMBOLS[key],
            number(old[key], 5),
            number(old[f"dC_d{key}"]) if found else "…",
            number(new[key], 5) if moved else "…",
        )
        for key in PARAMETERS
    ]
    return Table((say("parameter"), f"θ^{t}", f"∇C(θ^{t})", f"θ^{t + 1}"), rows)
