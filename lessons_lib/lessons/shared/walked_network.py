"""What the walk over a network shows at its moments, whichever network it is."""

from collections.abc import Callable, Collection, Mapping

from matplotlib.figure import Figure

from lessons_lib.app import Table
from lessons_lib.language import say
from lessons_lib.lessons.shared.network_picture import NetworkPicture
from lessons_lib.lessons.shared.play import Show
from lessons_lib.notation import number
from lessons_lib.walks.network import NetworkWalk
from lessons_lib.walks.walk import Moment

HIDDEN = "…"  # stands for a number that is not known yet


def moments(walk: NetworkWalk) -> tuple[str, ...]:
    """What the slider steps through: all of the walk, and at last any gradient."""
    return ("start", *walk.forward, *walk.backward, "gradient")


def known_at(walk: NetworkWalk, moment: str) -> list[str]:
    """The keywords of all numbers that are known at one of the moments."""
    if moment == "start":
        return list(walk.known)
    return walk.known_at(walk.backward[-1] if moment == "gradient" else moment)


def no_parameter(walk: NetworkWalk, key: str) -> Moment:
    """The last moment for an input or a target, which has no gradient to be shown."""
    sentence = say(
        "{title} is data, not a parameter: training leaves it alone. Choose a weight or a bias.",
        title=walk.wiring.title(key),
    )
    return Moment("", sentence)


def gradients_table(
    walk: NetworkWalk,
    numbers: Mapping[str, float],
    known: Collection[str],
    marked: Collection[str],
    beside: Mapping[str, Mapping[str, str]] | None = None,
) -> Table:
    """Forward × backward = gradient for each parameter, as far as both are known.

    beside: header -> keyword -> text of one more column, shown where the gradient is known.
    """

    def shown(key: str) -> str:
        return number(numbers[key]) if key in known else HIDDEN

    rows, parameters, more = [], walk.wiring.parameters, beside or {}
    for key in parameters:
        carried, behind = walk.wiring.factors(key)
        ahead, back = shown(carried) if carried else "1", shown(behind)
        texts = [number(numbers[f"dC_d{key}"]), *(column[key] for column in more.values())]
        if HIDDEN in (ahead, back):
            texts = [HIDDEN] * len(texts)
        rows.append((walk.symbols[key], number(numbers[key]), ahead, back, *texts))
    header = (
        say("parameter"),
        say("value"),
        say("forward value ∂z/∂w"),
        say("backward value ∂C/∂z"),
        say("gradient"),
        *more,
    )
    return Table(header, rows, lit=[parameters.index(key) for key in marked if key in parameters])


def blank_picture(walk: NetworkWalk) -> Callable[[Figure], Show]:
    """The picture of the walk with blanks."""

    def picture(fig: Figure) -> Show:
        drawn = NetworkPicture(fig.add_axes((0, 0, 1, 1)), walk.wiring)

        def show(numbers: Mapping[str, float], known: Collection[str], now: Moment) -> None:
            reverse = now.finds not in ("", *walk.forward)
            chosen = now.finds.removeprefix("dC_d")
            drawn.show(numbers, known, now.lit, reverse=reverse, chosen=chosen)

        return show

    return picture
