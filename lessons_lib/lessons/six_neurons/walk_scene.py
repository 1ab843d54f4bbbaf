"""The six neurons, moment by moment."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from matplotlib.figure import Figure

from lessons_lib.app import Words
from lessons_lib.language import say, sentences
from lessons_lib.lessons.shared.network_picture import NetworkPicture
from lessons_lib.lessons.shared.walked_network import (
    gradients_table,
    known_at,
    moments,
    no_parameter,
)
from lessons_lib.notation import number
from lessons_lib.walks.lecture import (
    LAYERS,
    PARAMETERS,
    SIX_NEURONS,
    SYMBOLS,
    WIRES,
    title,
)
from lessons_lib.walks.walk import Moment

MOMENTS = moments(SIX_NEURONS)


def scene(fig: Figure) -> Callable[..., Words]:
    """The picture of `walk`; its update takes the same keywords."""
    picture = NetworkPicture(fig.add_axes((0, 0, 1, 1)))

    def update(moment: str, number: str, **values: float) -> Words:
        numbers = SIX_NEURONS.values(values)
        now, known = what_happens(moment, number), known_at(SIX_NEURONS, moment)
        reverse = moment == "gradient" or moment in SIX_NEURONS.backward
        formula, marked = SIX_NEURONS.lines(now.finds, numbers) if now.finds else (), [number]
        if moment == "gradient" and number in LAYERS[0]:
            marked = [key for key, (source, _) in WIRES.items() if source == number]
            now = wires_of_input(number, marked, numbers[number])
            formula = tuple(" ".join(SIX_NEURONS.lines(f"dC_d{key}", numbers)) for key in marked)
        picture.show(numbers, known, now.lit, reverse=reverse, chosen=number)
        return Words(
            status=now.sentence,
            formula=formula,
            alt=_alt(numbers, dict.fromkeys([*known, *filter(None, [now.finds])]), reverse),
            table=gradients_table(SIX_NEURONS, numbers, known, marked),
        )

    return update


def what_happens(moment: str, number: str) -> Moment:
    """The content of one of MOMENTS; the last one shows the gradient of `number`."""
    if moment == "start":
        sentence = say(
            "The lecture's network: two inputs, six sigmoid neurons, a weight on every wire. "
            "Press Next to send x through it."
        )
        return Moment("", sentence, frozenset(SIX_NEURONS.known))
    if moment != "gradient":
        return SIX_NEURONS.moments[moment]
    if number not in PARAMETERS:
        return no_parameter(SIX_NEURONS, number)
    found = SIX_NEURONS.moments[f"dC_d{number}"]
    others = say("Choose any other weight or bias.")
    return replace(found, sentence=sentences([say(found.sentence), others]))


def wires_of_input(x: str, wires: list[str], value: float) -> Moment:
    """The last moment for an input: the gradients of the weights on its wires."""
    if not value:
        sentence = say(
            "{title} is data: training leaves it alone. It's 0 now, and so are the "
            "gradients of the two weights on its wires.",
            title=title(x),
        )
        return Moment("", sentence, frozenset({x}))
    sentence = say(
        "{title} is data: training leaves it alone. But its two wires now carry {value}, "
        "so the gradients of their weights aren't 0 any more: these two have woken up.",
        title=title(x),
        value=number(value),
    )
    return Moment("", sentence, frozenset({x, *wires}))


def _alt(numbers: Mapping[str, float], known: Iterable[str], reverse: bool) -> str:
    facts = say(", ").join(f"{SYMBOLS[key]} = {number(numbers[key])}" for key in known)
    if reverse:
        return say("The network of six neurons, reversed. Known so far: {facts}.", facts=facts)
    return say("The network of six neurons. Known so far: {facts}.", facts=facts)
