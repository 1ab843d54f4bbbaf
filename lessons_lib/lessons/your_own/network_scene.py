"""A network of the learner's, moment by moment, with a numeric check beside each gradient."""

from collections.abc import Callable, Iterable, Mapping

import numpy as np
from matplotlib.figure import Figure

from lessons_lib.app import Words
from lessons_lib.language import say
from lessons_lib.lessons.shared.network_picture import NetworkPicture
from lessons_lib.lessons.shared.own_network import Own
from lessons_lib.lessons.shared.walked_network import gradients_table, known_at, no_parameter
from lessons_lib.network import loss
from lessons_lib.notation import nearly, number
from lessons_lib.walks.network import NetworkWalk
from lessons_lib.walks.walk import Moment
from lessons_lib.walks.wiring import Wiring

NUDGE = 1e-5


def nudged(own: Own) -> dict[str, float]:
    """The gradient of each parameter without calculus: C on both sides of it."""
    nudges = NUDGE * np.eye(own.net.theta.size)
    up, down = (
        loss(own.net.at(own.net.theta + sign * nudges), own.x, own.target, own.cost)
        for sign in (1, -1)
    )
    slopes = ((up - down) / (2 * NUDGE)).tolist()
    return dict(zip(Wiring(own.net.sizes).parameters, slopes, strict=True))


def scene_of(own: Own) -> Callable[[Figure], Callable[..., Words]]:
    """The scene of `your_own.network` for this network."""
    walk = own.walk

    def scene(fig: Figure) -> Callable[..., Words]:
        picture = NetworkPicture(fig.add_axes((0, 0, 1, 1)), walk.wiring)

        def update(moment: str, number: str, **values: float) -> Words:
            changed = own.at(values)
            numbers = walk.values(changed.start)
            now, known = _happens(walk, moment, number), known_at(walk, moment)
            reverse = moment == "gradient" or moment in walk.backward
            picture.show(numbers, known, now.lit, reverse=reverse, chosen=number)
            checked = {key: nearly(g, 1e5) for key, g in nudged(changed).items()}
            known_now = dict.fromkeys([*known, *filter(None, [now.finds])])
            return Words(
                status=now.sentence,
                formula=walk.lines(now.finds, numbers) if now.finds else (),
                alt=_alt(walk, numbers, known_now, reverse),
                table=gradients_table(walk, numbers, known, [number], {say("by nudging"): checked}),
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
        return no_parameter(walk, number)
    return walk.moments[f"dC_d{number}"]


def _alt(
    walk: NetworkWalk, numbers: Mapping[str, float], known: Iterable[str], reverse: bool
) -> str:
    facts = say(", ").join(f"{walk.symbols[key]} = {number(numbers[key])}" for key in known)
    sizes = "-".join(map(str, walk.wiring.sizes))
    if reverse:
        return say(
            "A network of sizes {sizes}, reversed. Known so far: {facts}.",
            sizes=sizes,
            facts=facts,
        )
    return say("A network of sizes {sizes}. Known so far: {facts}.", sizes=sizes, facts=facts)
