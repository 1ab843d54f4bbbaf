"""A miniature of the six neurons."""

from collections.abc import Callable

from matplotlib.figure import Figure

from lessons_lib.app import Words
from lessons_lib.language import say
from lessons_lib.lessons.shared.network_picture import NetworkPicture
from lessons_lib.notation import number
from lessons_lib.walks.lecture import NEURONS, SIX_NEURONS, START, activation


def scene(fig: Figure) -> Callable[..., Words]:
    """The picture of `start_here.miniature`; its update takes the same keywords."""
    picture = NetworkPicture(fig.add_axes((0, 0, 1, 1)), cost=False)

    def update(x1: float, x2: float) -> Words:
        numbers = SIX_NEURONS.values(START | {"x1": x1, "x2": x2})
        known = ["x1", "x2", *(key for n in NEURONS for key in (f"z{n}", activation(n)))]
        picture.show(numbers, known, lit=[])
        return Words(
            status=say(
                "x_1 = {x1} and x_2 = {x2} go in; y_1 = {y1} and y_2 = {y2} come out.",
                x1=number(x1),
                x2=number(x2),
                y1=number(numbers["y1"]),
                y2=number(numbers["y2"]),
            ),
            alt=say(
                "The network of six neurons: {numbers}.",
                numbers=say(", ").join(f"{key} = {number(numbers[key])}" for key in known),
            ),
        )

    return update
