"""Lesson 05: Hung-yi Lee's network of six neurons, walked forward and backward, then trained."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from functools import lru_cache
from itertools import islice

from matplotlib.figure import Figure

from lessons_lib import lecture
from lessons_lib.app import App, Control, Numbers, Slider, Steps, Table, Words
from lessons_lib.descent import Step, descend, plain
from lessons_lib.draw.parameters import Parameters
from lessons_lib.draw.strands import Strands
from lessons_lib.draw.style import WALK
from lessons_lib.language import Later, say, sentences
from lessons_lib.lessons.shared.change_of_loss import change
from lessons_lib.lessons.shared.lecture_network import HEIGHT, WIDTH, SixNeurons
from lessons_lib.network import forward, gradient_of_theta, loss
from lessons_lib.notation import number
from lessons_lib.walks.lecture import (
    LAYERS,
    LIMIT,
    PARAMETERS,
    SIX_NEURONS,
    START,
    SYMBOLS,
    WIRES,
    factors,
    title,
)
from lessons_lib.walks.walk import Moment

MOMENTS = ("start", *SIX_NEURONS.forward, *SIX_NEURONS.backward, "gradient")
STEPS = 100


def walk() -> App:
    """The six neurons, one small moment after the other: forward, backward, and any gradient.

    Keywords: `moment` (one of MOMENTS), `number` (which number the slider changes, and
    whose gradient the last moment shows), and the 22 numbers of START, each from −5 to 5.
    """
    numbers = {
        key: (title(key), START[key]) for key in (*PARAMETERS, "x1", "x2", "target1", "target2")
    }
    controls: list[Control] = [
        Steps("moment", say("moment"), MOMENTS),
        Numbers("number", say("change"), numbers, -LIMIT, LIMIT, step=0.1),
    ]
    return App(walk, walk_scene, controls, size=(WIDTH, HEIGHT))


def train() -> App:
    """Gradient descent on the six neurons: `t` is the step, 0 to 100, `eta` the learning rate η."""
    controls: list[Control] = [
        Steps("t", say("step t"), range(STEPS + 1)),
        Slider("eta", say("learning rate η"), 0.5, low=0.1, high=10, step=0.1),
    ]
    return App(train, train_scene, controls, size=(WIDTH, HEIGHT))


def walk_scene(fig: Figure) -> Callable[..., Words]:
    """The picture of `walk`; its update takes the keywords of `walk`."""
    picture = SixNeurons(fig.add_axes((0, 0, 1, 1)))

    def update(moment: str, number: str, **values: float) -> Words:
        numbers = SIX_NEURONS.values(values)
        now, known = what_happens(moment, number), known_at(moment)
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
            table=_table(numbers, known, marked),
        )

    return update


def what_happens(moment: str, number: str) -> Moment:
    """What one of MOMENTS finds; `number` is the one whose gradient the last of them shows."""
    if moment == "start":
        sentence = say(
            "The lecture’s network: two inputs, six sigmoid neurons, a weight on every wire. "
            "Press Next to send x through it."
        )
        return Moment("", sentence, frozenset(SIX_NEURONS.known))
    if moment != "gradient":
        return SIX_NEURONS.moments[moment]
    if number not in PARAMETERS:
        sentence = say(
            "{title} is data, not a parameter: training leaves it alone. Choose a weight or "
            "a bias below.",
            title=title(number),
        )
        return Moment("", sentence)
    found = SIX_NEURONS.moments[f"dC_d{number}"]
    others = say("Choose any other weight or bias below.")
    return replace(found, sentence=sentences([say(found.sentence), others]))


def wires_of_input(x: str, wires: list[str], value: float) -> Moment:
    """The last moment for an input: not its own gradient, but those of the weights on its wires."""
    if not value:
        sentence = say(
            "{title} is data: training leaves it alone. It is 0 now, and so are the gradients of "
            "the two weights on its wires.",
            title=title(x),
        )
        return Moment("", sentence, frozenset({x}))
    sentence = say(
        "{title} is data: training leaves it alone. But its two wires carry {value} now, and so "
        "their weights have gradients: these two woke up.",
        title=title(x),
        value=number(value),
    )
    return Moment("", sentence, frozenset({x, *wires}))


def known_at(moment: str) -> list[str]:
    """The keywords of all numbers that are known when the walk stands at one of MOMENTS."""
    if moment == "start":
        return list(SIX_NEURONS.known)
    return SIX_NEURONS.known_at(SIX_NEURONS.backward[-1] if moment == "gradient" else moment)


def _alt(numbers: Mapping[str, float], known: Iterable[str], reverse: bool) -> str:
    facts = say(", ").join(f"{SYMBOLS[key]} = {number(numbers[key])}" for key in known)
    if reverse:
        return say("The network of six neurons, turned around. Known so far: {facts}.", facts=facts)
    return say("The network of six neurons. Known so far: {facts}.", facts=facts)


def _table(numbers: Mapping[str, float], known: list[str], marked: Collection[str]) -> Table:
    def shown(key: str) -> str:
        return number(numbers[key]) if key in known else "…"

    rows = []
    for key in PARAMETERS:
        carried, behind = factors(key)
        ahead, back = shown(carried) if carried else "1", shown(behind)
        both = number(numbers[f"dC_d{key}"]) if "…" not in (ahead, back) else "…"
        rows.append((SYMBOLS[key], number(numbers[key]), ahead, back, both))
    header = (
        say("parameter"),
        say("value"),
        say("forward value ∂z/∂w"),
        say("backward value ∂C/∂z"),
        say("gradient"),
    )
    return Table(header, rows, lit=[PARAMETERS.index(key) for key in marked if key in PARAMETERS])


@lru_cache(maxsize=16)
def trajectory(eta: float) -> tuple[list[Step], list[float]]:
    """θ⁰ … θ¹⁰⁰ of plain gradient descent on the lecture's network, and the cost at each."""
    net = lecture.six_neurons()
    walk = descend(gradient_of_theta(net, lecture.X, lecture.TARGET), net.theta, plain(eta))
    steps = list(islice(walk, STEPS + 1))
    costs = loss(net.at([step.theta for step in steps]), lecture.X, lecture.TARGET)
    return steps, costs.tolist()


def train_scene(fig: Figure) -> Callable[..., Words]:
    """The picture of `train`: the cost over the steps, and every parameter."""
    left, right = fig.add_axes((0.08, 0.13, 0.42, 0.82)), fig.add_axes((0.6, 0.13, 0.38, 0.82))
    left.set(xlim=(-0.02 * STEPS, STEPS), ylim=(0, 0.5), xlabel="t")
    left.set_ylabel("C", rotation=0, labelpad=14)
    curve = Strands(left, [WALK])
    parameters = Parameters(right, [title(key) for key in PARAMETERS], -4, 6)
    start = lecture.six_neurons().theta

    def update(t: int, eta: float) -> Words:
        steps, costs = trajectory(eta)
        theta = steps[t].theta
        curve.show([costs[: t + 1]])
        parameters.show(start, theta)
        n = max(t, 1)
        y1, y2 = forward(lecture.six_neurons().at(theta), lecture.X).y.ravel()
        return Words(
            status=_trained(t, costs),
            formula=(
                say(
                    "θ^{{{n}}} = θ^{{{before}}} − η · ∇C(θ^{{{before}}}), with η = {eta}",
                    n=n,
                    before=n - 1,
                    eta=number(eta),
                ),
                say(
                    "C(θ^{{{t}}}) = {cost}, with y_1 = {y1} (target {target1}) and y_2 = {y2} "
                    "(target {target2})",
                    t=t,
                    cost=number(costs[t]),
                    y1=number(y1),
                    y2=number(y2),
                    target1=number(START["target1"]),
                    target2=number(START["target2"]),
                ),
            ),
            alt=say(
                "The cost over the steps: it starts at {first} and is {now} at step {t} of "
                "{steps}. Beside it all 18 parameters, each with its start and where it is now.",
                first=number(costs[0]),
                now=number(costs[t]),
                t=t,
                steps=STEPS,
            ),
            table=Table(
                (say("parameter"), "θ⁰", say("now"), say("gradient now")),
                [
                    (SYMBOLS[key], number(a), number(b), number(g))
                    for key, a, b, g in zip(
                        PARAMETERS, start, theta, steps[t].gradient, strict=True
                    )
                ],
            ),
        )

    return update


def _trained(t: int, costs: list[float]) -> str:
    if t == 0:
        return say("θ⁰: the lecture’s numbers. Press Next to take one step against the gradient.")
    by = change(costs[t - 1], costs[t])
    cost = Later("The cost fell by {change}.", change=number(abs(by)))
    if by > 0:
        cost = Later("The cost grew by {change}.", change=number(by))
    elif by == 0:
        cost = Later("The cost did not change.")
    return say(
        "Step {t}: all 18 parameters moved at once, each against its own gradient. {cost}",
        t=t,
        cost=cost,
    )
