"""A network of the learner's, moment by moment, with a numeric check beside each gradient."""

from collections.abc import Callable, Collection, Iterable, Mapping

import numpy as np
from matplotlib.figure import Figure

from lessons_lib.app import Table, Words
from lessons_lib.language import say
from lessons_lib.lessons.your_own.network_picture import NetworkPicture
from lessons_lib.lessons.your_own.states import Own
from lessons_lib.network import loss
from lessons_lib.notation import nearly, number
from lessons_lib.walks.network import NetworkWalk, network_walk
from lessons_lib.walks.walk import Moment
from lessons_lib.walks.wiring import Wiring

NUDGE = 1e-5


def walk_of(own: Own) -> NetworkWalk:
    """The walk over this network."""
    return network_walk(own.net, own.cost, own.biases)


def moments(walk: NetworkWalk) -> tuple[str, ...]:
    """What the slider steps through: all of the walk, and at last any gradient."""
    return ("start", *walk.forward, *walk.backward, "gradient")


def nudged(own: Own, walk: NetworkWalk, values: Mapping[str, float]) -> dict[str, float]:
    """The gradient of each parameter without calculus: C on both sides of it."""
    every = Wiring(own.net.sizes).parameters
    theta = np.array([values.get(key, 0.0) for key in every])
    nudges = NUDGE * np.eye(len(theta))
    x = np.array([[values[key]] for key in walk.wiring.layers[0]])
    target = np.array([[values[key]] for key in walk.wiring.targets.values()])
    up, down = (loss(own.net.at(theta + sign * nudges), x, target, own.cost) for sign in (1, -1))
    return dict(zip(every, ((up - down) / (2 * NUDGE)).tolist(), strict=True))


def scene_of(own: Own) -> Callable[[Figure], Callable[..., Words]]:
    """The scene of `your_own.network` for this network."""
    walk = walk_of(own)
    start = walk.start(own.net, own.x, own.target)

    def scene(fig: Figure) -> Callable[..., Words]:
        picture = NetworkPicture(fig.add_axes((0, 0, 1, 1)), walk)

        def update(moment: str, number: str, **values: float) -> Words:
            given = start | values
            numbers = walk.values(given)
            now, known = _happens(walk, moment, number), _known_at(walk, moment)
            reverse = moment == "gradient" or moment in walk.backward
            picture.show(numbers, known, now.lit, reverse=reverse, chosen=number)
            known_now = dict.fromkeys([*known, *filter(None, [now.finds])])
            return Words(
                status=now.sentence,
                formula=walk.lines(now.finds, numbers) if now.finds else (),
                alt=_alt(walk, numbers, known_now, reverse),
                table=_table(walk, numbers, known, [number], nudged(own, walk, given)),
            )

        return update

    return scene


def _happens(walk: NetworkWalk, moment: str, number: str) -> Moment:
    if moment == "start":
        sentence = say("Your network. Press Next to send x through it.")
        return Moment("", sentence, frozenset(walk.known))
    if moment != "gradient":
        return walk.moments[moment]
    if number not in walk.wiring.parameters:
        sentence = say(
            "{title} is data, not a parameter: training leaves it alone. Choose a weight or "
            "a bias below.",
            title=walk.wiring.title(number),
        )
        return Moment("", sentence)
    return walk.moments[f"dC_d{number}"]


def _known_at(walk: NetworkWalk, moment: str) -> list[str]:
    if moment == "start":
        return list(walk.known)
    return walk.known_at(walk.backward[-1] if moment == "gradient" else moment)


def _alt(
    walk: NetworkWalk, numbers: Mapping[str, float], known: Iterable[str], reverse: bool
) -> str:
    facts = say(", ").join(f"{walk.symbols[key]} = {number(numbers[key])}" for key in known)
    sizes = "-".join(map(str, walk.wiring.sizes))
    if reverse:
        return say(
            "A network of the sizes {sizes}, turned around. Known so far: {facts}.",
            sizes=sizes,
            facts=facts,
        )
    return say("A network of the sizes {sizes}. Known so far: {facts}.", sizes=sizes, facts=facts)


def _table(
    walk: NetworkWalk,
    numbers: Mapping[str, float],
    known: Collection[str],
    marked: Collection[str],
    checked: Mapping[str, float],
) -> Table:
    def shown(key: str) -> str:
        return number(numbers[key]) if key in known else "…"

    rows, parameters = [], walk.wiring.parameters
    for key in parameters:
        carried, behind = walk.wiring.factors(key)
        ahead, back = shown(carried) if carried else "1", shown(behind)
        found = "…" not in (ahead, back)
        both = number(numbers[f"dC_d{key}"]) if found else "…"
        check = nearly(checked[key], 1e5) if found else "…"
        rows.append((walk.symbols[key], number(numbers[key]), ahead, back, both, check))
    header = (
        say("parameter"),
        say("value"),
        say("forward value ∂z/∂w"),
        say("backward value ∂C/∂z"),
        say("gradient"),
        say("by nudging"),
    )
    return Table(header, rows, lit=[parameters.index(key) for key in marked if key in parameters])
