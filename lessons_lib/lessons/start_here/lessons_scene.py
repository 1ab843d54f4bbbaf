"""The map of the lessons."""

from collections.abc import Callable
from itertools import pairwise
from typing import NamedTuple

from matplotlib.figure import Figure

from lessons_lib.app import Table, Words
from lessons_lib.draw.neurons import Neuron, Wires, bare_axes, label
from lessons_lib.draw.style import FORWARD, INK
from lessons_lib.language import Later, say
from lessons_lib.lessons import LESSONS
from lessons_lib.lessons.shared.lecture_network import WIDTH


class Stop(NamedTuple):
    """A lesson on the map: its short formula, and its promise."""

    sign: str
    promise: Later


STOPS = {
    "gradient_descent": Stop(
        "θ − η·∇L",
        Later(
            "You walk down a hill in the fog, step by step, and find out how long a step may be."
        ),
    ),
    "chain_rule": Stop(
        "dy/dx · dz/dy",
        Later("You follow a nudge along one path and multiply, and along several paths and add."),
    ),
    "forward_pass": Stop(
        "∂z/∂w = a",
        Later("You find that the first factor of every gradient is only what the wire carries."),
    ),
    "backward_pass": Stop(
        "σ′(z)·Σ w·∂C/∂z",
        Later(
            "You turn the network around, and it hands back the second factor of every gradient."
        ),
    ),
    "six_neurons": Stop(
        "z₁ … z₆",
        Later(
            "You walk the whole network, forward and backward, and fill in the numbers yourself."
        ),
    ),
    "forward_times_backward": Stop(
        "a · ∂C/∂z",
        Later(
            "You check all 18 gradients another way, break the code on purpose, and count the "
            "price."
        ),
    ),
    "update_after": Stop(
        "∇C → θ",
        Later("You meet the commonest bug of all, on a famous page, to its last digit."),
    ),
    "training": Stop(
        "θ⁰ → θ¹ → …",
        Later("You train networks on points in the plane, and see three ways to fail."),
    ),
    "optimizers": Stop(
        "λ·v − η·∇L",
        Later("You race six ways to walk down a hill, and free a neuron that is stuck."),
    ),
    "handwritten_digits": Stop(
        "8 × 8 → 0 … 9",
        Later("You train on real handwriting, and follow a gradient back to single pixels."),
    ),
}
ON_THE_MAP = {lesson.number: lesson for lesson in LESSONS if lesson.name in STOPS}


def scene(fig: Figure) -> Callable[..., Words]:
    """The picture of `start_here.lessons`; its update takes the same keywords."""
    ax = fig.add_axes((0, 0, 1, 1))
    bare_axes(ax, WIDTH, 3.6)
    half = (len(ON_THE_MAP) + 1) // 2
    across = [(i + 0.5) * WIDTH / half for i in range(half)]
    there, back = [(x, 2.7) for x in across], [(x, 0.95) for x in reversed(across)]
    where = dict(
        zip(ON_THE_MAP, there + back, strict=False)
    )  # with an odd number one place stays free
    stops = {at: Neuron(ax, point) for at, point in where.items()}
    ways = {str(after): (where[before], where[after]) for before, after in pairwise(ON_THE_MAP)}
    path = Wires(ax, ways)
    outward = {at: 0.72 if at <= half else -0.72 for at in where}
    signs = {at: label(ax, (x, y + outward[at])) for at, (x, y) in where.items()}

    def update(lesson: int) -> Words:
        for at, stop in stops.items():
            stop.show(str(at), above="", below="", reverse=False, lit=at <= lesson)
            here = at == lesson
            signs[at].set(
                text=STOPS[ON_THE_MAP[at].name].sign,
                color=FORWARD if here else INK,
                weight="bold" if here else "normal",
            )
        walked = [way for way in ways if int(way) <= lesson]
        path.show(dict.fromkeys(ways, ""), lit=walked, reverse=False)
        now = ON_THE_MAP[lesson]
        return Words(
            status=say(
                "Lesson {lesson}, {name}. {question}",
                lesson=lesson,
                name=now.title,
                question=now.question,
            ),
            formula=(STOPS[now.name].promise,),
            alt=say(
                "The way through the lessons, each with a formula: {signs}. "
                "We stand at lesson {lesson}.",
                signs=say(", ").join(
                    f"{at}: {STOPS[one.name].sign}" for at, one in ON_THE_MAP.items()
                ),
                lesson=lesson,
            ),
            table=Table(
                (say("lesson"), say("name"), say("question")),
                [(str(at), one.title, one.question) for at, one in ON_THE_MAP.items()],
                lit=lesson - 1,
            ),
        )

    return update
