"""The recursion of the backward pass: questions forward, answers back."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from matplotlib.figure import Figure

from lessons_lib.app import Words
from lessons_lib.language import Later, say
from lessons_lib.lessons.shared.network_picture import NetworkPicture
from lessons_lib.notation import number
from lessons_lib.walks.lecture import SIX_NEURONS, START, SYMBOLS, WIRING
from lessons_lib.walks.walk import Moment


def question(n: str) -> Moment:
    """What ∂C/∂z of neuron n depends on: the lecture's two cases."""
    answer = SIX_NEURONS.moments[f"dC_dz{n}"]
    name = SYMBOLS[answer.finds]
    if n in WIRING.outputs:
        sentence = Later(
            "{name}? Neuron {n} is an output neuron. It doesn't need to ask anyone: the "
            "cost itself gives {dC_dy}.",
            name=name,
            n=n,
            dC_dy=SYMBOLS[f"dC_d{WIRING.outputs[n]}"],
        )
    elif n == "2":
        one, other = WIRING.out_of[n]
        sentence = Later(
            "{name}? Neuron {n} leads to {one} and {other}, and both know their answers "
            "already. Nobody has to ask any further.",
            name=name,
            n=n,
            one=one,
            other=other,
        )
    else:
        one, other = WIRING.out_of[n]
        sentence = Later(
            "{name}? Neuron {n} leads to {one} and {other}, so it asks them: {dC_dz1} "
            "and {dC_dz2}?",
            name=name,
            n=n,
            one=one,
            other=other,
            dC_dz1=SYMBOLS[f"dC_dz{one}"],
            dC_dz2=SYMBOLS[f"dC_dz{other}"],
        )
    return replace(answer, sentence=sentence)


ASKED = ("1", "3", "4", "5", "6")
QUESTIONS = {f"ask{n}": question(n) for n in (*ASKED, "2")}
# first neuron 1 asks; then neuron 2 asks, when everything after it is known already
RECURSION = (
    *(f"ask{n}" for n in ASKED),
    *(f"dC_dz{n}" for n in reversed(ASKED)),
    *("ask2", "dC_dz2"),
)


def scene(fig: Figure) -> Callable[..., Words]:
    """The picture of `backward_pass.recursion`; its update takes the same keywords."""
    picture = NetworkPicture(fig.add_axes((0, 0, 1, 1)))
    numbers = SIX_NEURONS.values(START)
    given = SIX_NEURONS.known_at("dC_dy1")

    def update(moment: str) -> Words:
        step = RECURSION.index(moment)
        asked = [f"dC_dz{name[3:]}" for name in RECURSION[: step + 1] if name in QUESTIONS]
        known = [name for name in RECURSION[: step + 1] if name not in QUESTIONS]
        waiting = [key for key in asked if key not in known]
        now = QUESTIONS.get(moment) or SIX_NEURONS.moments[moment]
        lines = SIX_NEURONS.lines(now.finds, numbers)
        picture.show(numbers, [*given, *known], {*now.lit, *waiting}, reverse=True)
        return Words(
            status=now.sentence,
            formula=lines if moment in known else lines[:1],
            alt=_recursion_alt(numbers, known, waiting),
        )

    return update


def _recursion_alt(numbers: Mapping[str, float], known: list[str], waiting: list[str]) -> str:
    facts = say(", ").join(f"{SYMBOLS[key]} = {number(numbers[key])}" for key in known)
    open_ = say(", ").join(SYMBOLS[key] for key in waiting)
    return say(
        "The network of six neurons, reversed. Waiting for an answer: {waiting}. "
        "Answered: {answered}.",
        waiting=open_ or say("none"),
        answered=facts or say("none"),
    )
