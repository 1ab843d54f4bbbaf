"""Lesson 04: where ∂C/∂z comes from: σ′(z) times the sum over the wires that lead on."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from typing import NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from lessons_lib.app import App, Control, Numbers, Slider, Steps, Words
from lessons_lib.draw.neurons import Neuron, Wires, bare_axes, label
from lessons_lib.draw.style import BACKWARD, INK, LARGE
from lessons_lib.functions import sigmoid
from lessons_lib.language import Later, say
from lessons_lib.lessons.backward_pass.function_and_slope import FunctionAndSlope
from lessons_lib.lessons.shared.lecture_network import HEIGHT, MIDDLE, WIDTH, SixNeurons
from lessons_lib.notation import bracketed, number, plain, subscript
from lessons_lib.walks.expression import Expression, apply
from lessons_lib.walks.lecture import SIX_NEURONS, START, SYMBOLS, WIRING
from lessons_lib.walks.walk import Moment, Quantity, Walk

GIVEN = {"z": 0.0, "w3": 2.0, "w4": -1.0, "dC_dz1": 0.1, "dC_dz2": -0.3}
_z, _w3, _w4, _dC_dz1, _dC_dz2, _a, _s, _da_dz, _dC_da, _rest = map(
    Expression, ("z", "w3", "w4", "dC_dz1", "dC_dz2", "a", "s", "da_dz", "dC_da", "rest")
)
_SUM = _w3 * _dC_dz1 + _w4 * _dC_dz2
ONE_NEURON = Walk(
    {
        one.keyword: one
        for one in (
            Quantity("z", "z"),
            Quantity("w3", "w_3"),
            Quantity("w4", "w_4"),
            Quantity("dC_dz1", "∂C/∂z′"),
            Quantity("dC_dz2", "∂C/∂z″"),
            Quantity("a", "a", apply("sigmoid", _z)),
            Quantity("s", "σ′(z)", _a * (1 - _a)),
            Quantity("dC_da", "∂C/∂a", _SUM),
            Quantity("dC_dz", "∂C/∂z", _s * _dC_da),
        )
    },
    {},
    tuple(GIVEN),
)
ONE_SYMBOLS = ONE_NEURON.symbols | {"da_dz": "∂a/∂z", "rest": "…"}


class Term(NamedTuple):
    """One moment of `assemble`: what the formula finds, as far as it has been put together."""

    sentence: str
    finds: str
    formula: Expression
    lit: frozenset[str]


# the formula of ∂C/∂z, term by term
TERMS = {
    "start": Term(
        Later(
            "Whatever z does to C, it does through a. So the chain rule splits ∂C/∂z "
            "into two factors."
        ),
        "dC_dz",
        _da_dz * _dC_da,
        frozenset({"dC_dz"}),
    ),
    "s": Term(
        Later(
            "The first factor: a = σ(z), so ∂a/∂z = σ′(z). The forward pass found z, "
            "so this is just a number."
        ),
        "dC_dz",
        _s * _dC_da,
        frozenset({"s"}),
    ),
    "path1": Term(
        Later(
            "The second factor: a reaches C on two paths. The upper one goes over "
            "w_3, so ∂z′/∂a = w_3, and on through z′."
        ),
        "dC_dz",
        _s * (_w3 * _dC_dz1 + _rest),
        frozenset({"w3", "dC_dz1"}),
    ),
    "path2": Term(
        Later("The lower path goes over w_4 and on through z″."),
        "dC_dz",
        _s * _SUM,
        frozenset({"w4", "dC_dz2"}),
    ),
    "dC_da": Term(
        Later("Over paths we add: the bracket is ∂C/∂a, what C feels of a."),
        "dC_da",
        _SUM,
        frozenset({"w3", "dC_dz1", "w4", "dC_dz2", "dC_da"}),
    ),
    "dC_dz": Term(
        Later("The bracket times σ′(z) is ∂C/∂z."),
        "dC_dz",
        _s * _SUM,
        frozenset({"s", "dC_da", "dC_dz"}),
    ),
    "reverse": Term(
        Later(
            "Read it as a neuron that runs backwards: two numbers come in over w_3 "
            "and w_4, are added up, and the triangle multiplies by σ′(z)."
        ),
        "dC_dz",
        _s * _SUM,
        frozenset({"w3", "dC_dz1", "w4", "dC_dz2", "s", "dC_dz"}),
    ),
}


def question(n: str) -> Moment:
    """What must be known before ∂C/∂z of neuron n: the lecture's two cases."""
    answer = SIX_NEURONS.moments[f"dC_dz{n}"]
    name = SYMBOLS[answer.finds]
    if n in WIRING.outputs:
        sentence = Later(
            "{name}? Neuron {n} is an output neuron. It need not ask on: the cost "
            "itself tells {dC_dy}.",
            name=name,
            n=n,
            dC_dy=SYMBOLS[f"dC_d{WIRING.outputs[n]}"],
        )
    elif n == "2":
        one, other = WIRING.out_of[n]
        sentence = Later(
            "{name}? Neuron {n} leads to {one} and {other}, and both know their answers already. "
            "Nobody has to ask on.",
            name=name,
            n=n,
            one=one,
            other=other,
        )
    else:
        one, other = WIRING.out_of[n]
        sentence = Later(
            "{name}? Neuron {n} leads to {one} and {other}, so it asks on: {dC_dz1} and {dC_dz2}?",
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
# first neuron 1 asks; when it has its answer, neuron 2 asks, and all behind it is known already
RECURSION = (
    *(f"ask{n}" for n in ASKED),
    *(f"dC_dz{n}" for n in reversed(ASKED)),
    *("ask2", "dC_dz2"),
)
LOWEST, HIGHEST = -6, 6


def assemble() -> App:
    """One neuron and its two successors: ∂C/∂z = σ′(z) · Σ w · ∂C/∂z′, one term after the other.

    Keywords: `moment` (one of TERMS), `number` (which number the slider changes), and the five
    numbers of GIVEN, each from −5 to 5.
    """
    numbers = {key: (plain(ONE_SYMBOLS[key]), value) for key, value in GIVEN.items()}
    controls: list[Control] = [
        Steps("moment", say("moment"), list(TERMS)),
        Numbers("number", say("change"), numbers, low=-5, high=5, step=0.1),
    ]
    return App(assemble, _assemble_scene, controls, size=(WIDTH, HEIGHT))


def amplifier() -> App:
    """σ over `z`, −6 to 6, σ′ up to z, and the amplifier: `dC_da`, −2 to 2, goes in."""
    controls: list[Control] = [
        Slider("z", "z", -1.0, low=LOWEST, high=HIGHEST, step=0.1),
        Slider("dC_da", "∂C/∂a", 1.0, low=-2, high=2, step=0.1),
    ]
    return App(amplifier, _amplifier_scene, controls, size=(WIDTH, HEIGHT))


def recursion() -> App:
    """The lecture's two cases: ask for ∂C/∂z1, on to the outputs, and carry the answers back.

    Then ∂C/∂z2 is asked for, and needs no question behind it.

    Keyword: `moment` (one of RECURSION).
    """
    controls: list[Control] = [Steps("moment", say("moment"), RECURSION)]
    return App(recursion, _recursion_scene, controls, size=(WIDTH, HEIGHT))


def found_at(moment: str) -> set[str]:
    """What has been found when the walk stands at one of TERMS."""
    names = list(TERMS)
    return set(names[1 : names.index(moment) + 1])


def _assemble_scene(fig: Figure) -> Callable[..., Words]:
    picture = OneNeuron(fig.add_axes((0, 0, 1, 1)))

    def update(moment: str, number: str, **given: float) -> Words:
        numbers, found, now = ONE_NEURON.values(given), found_at(moment), TERMS[moment]
        picture.show(numbers, found, now.lit, reverse=moment == "reverse")
        return Words(
            status=now.sentence,
            formula=_terms(now, numbers, found),
            alt=_assemble_alt(numbers, found),
        )

    return update


class OneNeuron:
    """The picture: a neuron, the two it leads to, and the cost far behind; or all in reverse."""

    def __init__(self, ax: Axes) -> None:
        bare_axes(ax, WIDTH, HEIGHT)
        before, here, cost = (0.5, MIDDLE), (2.4, MIDDLE), (7.9, MIDDLE)
        up, down = (5.3, MIDDLE + 1.1), (5.3, MIDDLE - 1.1)
        self._here = Neuron(ax, here)
        self._after = {"dC_dz1": Neuron(ax, up), "dC_dz2": Neuron(ax, down)}
        ends = {"w3": (here, up), "w4": (here, down), "dC_dz1": (up, cost), "dC_dz2": (down, cost)}
        self._wires = Wires(ax, ends | {"dC_dz": (before, here)}, bare=[before, cost])
        self._labels = {
            "dC_dz1": label(ax, (up[0], up[1] - 0.68)),
            "dC_dz2": label(ax, (down[0], down[1] - 0.68)),
            "dC_da": label(ax, (4.3, MIDDLE)),
            "dC_dz": label(ax, (here[0] - 0.1, MIDDLE - 0.7)),
        }
        label(ax, cost, "C", size=LARGE)

    def show(
        self,
        numbers: Mapping[str, float],
        found: Collection[str],
        lit: Collection[str],
        *,
        reverse: bool,
    ) -> None:
        """Show what is given and what has been found; `lit` takes part in this moment."""
        z, s = (f"{ONE_SYMBOLS[key]} {number(numbers[key])}" for key in "zs")
        a = f"a {number(numbers['a'])}"
        self._here.show(
            s.replace(" ", "\n") if reverse else f"{z}\n{a}",
            above=f"{z}   {a}" if reverse else s if "s" in found else "",
            below="",
            reverse=reverse,
            lit=bool({"s", "dC_dz"} & set(lit)),
            strong_above="s" in lit and not reverse,
        )
        for (key, neuron), name in zip(self._after.items(), ("z′", "z″"), strict=True):
            inside = f"σ′({name})" if reverse else name
            neuron.show(inside, above="", below="", reverse=reverse, lit=key in lit)
        on_wires = dict.fromkeys(("dC_dz1", "dC_dz2", "dC_dz"), "")
        on_wires |= {w: f"{subscript(w)} {number(numbers[w])}" for w in ("w3", "w4")}
        # a path whose weight is 0 is mute, and so is one over which 0 comes back
        speaking = [key for key in lit if key not in on_wires or numbers.get(key, 1)]
        self._wires.show(on_wires, lit=speaking, reverse=reverse)
        for key, text in self._labels.items():
            known = key in GIVEN or key in found
            value = f" {number(numbers[key])}" if known else ""
            shown = known or key in lit
            text.set(
                text=ONE_SYMBOLS[key] + value if shown else "",
                color=BACKWARD if key in lit else INK,
                weight="bold" if key in lit else "normal",
            )


def _terms(now: Term, numbers: Mapping[str, float], found: Collection[str]) -> tuple[str, ...]:
    symbols = f"{ONE_SYMBOLS[now.finds]} = {now.formula.text(ONE_SYMBOLS)}"
    known = {
        key: number(numbers[key]) if key in GIVEN or key in found else "…" for key in ONE_SYMBOLS
    }
    result = f" = {number(numbers[now.finds])}" if now.finds in found else ""
    return (symbols, f"= {now.formula.text(known)}{result}") if found else (symbols,)


def _assemble_alt(numbers: Mapping[str, float], found: Collection[str]) -> str:
    keys = [*GIVEN, *(key for key in ("s", "dC_da", "dC_dz") if key in found)]
    facts = say(", ").join(f"{ONE_SYMBOLS[key]} = {number(numbers[key])}" for key in keys)
    if "reverse" in found:
        return say(
            "A neuron with z and a, two wires w3 and w4 to the next neurons z′ and z″, and the "
            "cost C behind them, turned around. Known so far: {facts}.",
            facts=facts,
        )
    return say(
        "A neuron with z and a, two wires w3 and w4 to the next neurons z′ and z″, and the cost "
        "C behind them. Known so far: {facts}.",
        facts=facts,
    )


def _amplifier_scene(fig: Figure) -> Callable[..., Words]:
    axis = np.linspace(LOWEST, HIGHEST, 241)
    left = fig.add_axes((0.06, 0.14, 0.5, 0.82))
    curve = FunctionAndSlope(left, axis, sigmoid(axis), sigmoid.d(axis), ("σ(z)", "σ′(z)"))
    ax = fig.add_axes((0.58, 0, 0.42, 1))
    bare_axes(ax, 0.42 * WIDTH, HEIGHT)
    out, here, into = (0.0, MIDDLE), (1.9, MIDDLE), (3.6, MIDDLE)
    neuron = Neuron(ax, here)
    wires = Wires(ax, {"out": (out, here), "in": (here, into)}, bare=[out, into])
    texts = label(ax, (0.7, MIDDLE + 0.45), size=LARGE), label(ax, (2.9, MIDDLE + 0.75), size=LARGE)

    def update(z: float, dC_da: float) -> Words:
        a, s = float(sigmoid(z)), float(sigmoid.d(z))
        curve.show(z, a, s)
        neuron.show(f"σ′(z)\n{number(s)}", above=f"z {number(z)}", below="", reverse=True, lit=True)
        wires.show({"out": "", "in": ""}, lit=["out", "in"], reverse=True)
        for text, name, value in zip(texts, ("∂C/∂z", "∂C/∂a"), (s * dC_da, dC_da), strict=True):
            text.set(text=f"{name}\n{number(value)}", color=BACKWARD)
        return Words(
            status=_amplified(z, s),
            formula=(
                f"σ′(z) = σ(z) · (1 − σ(z)) = {number(a)} · {number(1 - a)} = {number(s)}",
                f"∂C/∂z = σ′(z) · ∂C/∂a = {number(s)} · {bracketed(dC_da)} = {number(s * dC_da)}",
            ),
            alt=say(
                "The curve of σ, which climbs from 0 to 1, and its slope σ′, drawn as "
                "far as the mark: z = {z}, σ(z) = {a}, σ′(z) = {s}. Beside it an "
                "amplifier: ∂C/∂a = {dC_da} goes in, ∂C/∂z = {dC_dz} comes out.",
                z=number(z),
                a=number(a),
                s=number(s),
                dC_da=number(dC_da),
                dC_dz=number(s * dC_da),
            ),
        )

    return update


def _amplified(z: float, s: float) -> str:
    if z == 0:
        return say(
            "z = 0: the curve is steepest here, and σ′ is ¼. More than ¼ never gets through."
        )
    if abs(z) < 3:
        return say("The amplifier lets {percent} % through.", percent=number(100 * s))
    return say(
        "The curve is nearly flat here: the neuron is saturated. Only {percent} % "
        "gets through, and whatever lies before this neuron hardly learns through it.",
        percent=number(100 * s),
    )


def _recursion_scene(fig: Figure) -> Callable[..., Words]:
    picture = SixNeurons(fig.add_axes((0, 0, 1, 1)))
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
        "The network of six neurons, turned around. Waiting for an answer: "
        "{waiting}. Answered: {answered}.",
        waiting=open_ or say("none"),
        answered=facts or say("none"),
    )
