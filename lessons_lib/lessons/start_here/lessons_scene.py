"""The map of the lessons."""

from collections.abc import Callable
from itertools import pairwise

from matplotlib.figure import Figure

from lessons_lib.app import Table, Words
from lessons_lib.draw.neurons import Neuron, bare_axes, label, lines
from lessons_lib.draw.style import FORWARD, INK
from lessons_lib.draw.wires import Wires
from lessons_lib.language import say
from lessons_lib.lessons import LESSONS
from lessons_lib.lessons.shared.network_picture import WIDTH

ON_THE_MAP = {lesson.number: lesson for lesson in LESSONS if lesson.sign}


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
    for at, stop in stops.items():
        stop.stands_for(f"lesson={at}")
    ways = {str(after): (where[before], where[after]) for before, after in pairwise(ON_THE_MAP)}
    path = Wires(ax, ways)
    outward = {at: 0.72 if at <= half else -0.72 for at in where}
    signs = {at: label(ax, (x, y + outward[at])) for at, (x, y) in where.items()}

    def update(lesson: int) -> Words:
        for at, stop in stops.items():
            stop.show(lines(str(at)), reverse=False, lit=at <= lesson)
            here = at == lesson
            signs[at].set(
                text=ON_THE_MAP[at].sign,
                color=FORWARD if here else INK,
                weight="bold" if here else "normal",
            )
        walked = [way for way in ways if int(way) <= lesson]
        path.show(dict.fromkeys(ways, ""), lit=walked, reverse=False)
        now = ON_THE_MAP[lesson]
        return Words(
            status=say(
                "Lesson {lesson}, {name}, {minutes} minutes. {question}",
                lesson=lesson,
                name=now.title,
                minutes=now.minutes,
                question=now.question,
            ),
            formula=(now.promise,),
            alt=say(
                "The path through the lessons, with formulas: {signs}. We're at lesson {lesson}.",
                signs=say(", ").join(
                    say("{where}: {what}", where=at, what=one.sign)
                    for at, one in ON_THE_MAP.items()
                ),
                lesson=lesson,
            ),
            table=Table(
                (say("lesson"), say("name"), say("minutes"), say("question")),
                [
                    (str(at), one.title, str(one.minutes), one.question)
                    for at, one in ON_THE_MAP.items()
                ],
                lit=lesson - 1,
            ),
        )

    return update
