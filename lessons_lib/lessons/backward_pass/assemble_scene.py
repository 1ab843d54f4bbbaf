"""One neuron and its two successors: ∂C/∂z assembled term by term."""

from collections.abc import Callable, Collection, Mapping
from typing import NamedTuple

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from lessons_lib.app import Words
from lessons_lib.draw.neurons import RADIUS, DataBox, Line, Neuron, bare_axes, label, lines
from lessons_lib.draw.style import BACKWARD, INK
from lessons_lib.draw.wires import Wires
from lessons_lib.language import Later, say
from lessons_lib.lessons.shared.network_picture import HEIGHT, MIDDLE, WIDTH
from lessons_lib.notation import number, subscript
from lessons_lib.walks.expression import Expression, apply
from lessons_lib.walks.walk import Quantity, Walk

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
    """One moment of `assemble`: what it finds, and the formula assembled so far."""

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
            "The second factor: a reaches C along two paths. The upper one goes through "
            "w_3, so ∂z′/∂a = w_3, and on through z′."
        ),
        "dC_dz",
        _s * (_w3 * _dC_dz1 + _rest),
        frozenset({"w3", "dC_dz1"}),
    ),
    "path2": Term(
        Later("The lower path goes through w_4 and on through z″."),
        "dC_dz",
        _s * _SUM,
        frozenset({"w4", "dC_dz2"}),
    ),
    "dC_da": Term(
        Later("Across paths we add: the bracket is ∂C/∂a, how C responds to a."),
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
            "Read it as a neuron that runs backwards: two numbers come in through w_3 and "
            "w_4 and are added up, and the triangle multiplies by σ′(z)."
        ),
        "dC_dz",
        _s * _SUM,
        frozenset({"w3", "dC_dz1", "w4", "dC_dz2", "s", "dC_dz"}),
    ),
}


def found_at(moment: str) -> set[str]:
    """The quantities that are known at one of TERMS."""
    names = list(TERMS)
    return set(names[1 : names.index(moment) + 1])


def scene(fig: Figure) -> Callable[..., Words]:
    """The picture of `backward_pass.assemble`; its update takes the same keywords."""
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
    """A neuron, its two successors, and the cost far beyond them; or all reversed."""

    def __init__(self, ax: Axes) -> None:
        bare_axes(ax, WIDTH, HEIGHT)
        before, here, cost = (0.5, MIDDLE), (2.4, MIDDLE), (7.9, MIDDLE)
        up, down = (5.3, MIDDLE + 0.95), (5.3, MIDDLE - 0.95)
        self._here = Neuron(ax, here)
        self._after = {"dC_dz1": Neuron(ax, up), "dC_dz2": Neuron(ax, down)}
        ends = {"w3": (here, up), "w4": (here, down), "dC_dz1": (up, cost), "dC_dz2": (down, cost)}
        self._wires = Wires(ax, ends | {"dC_dz": (before, here)}, {before: RADIUS, cost: 0.3})
        self._labels = {
            "dC_dz1": label(ax, (up[0], up[1] - 0.65)),
            "dC_dz2": label(ax, (down[0], down[1] - 0.65)),
            "dC_da": label(ax, (4.3, MIDDLE)),
            "dC_dz": label(ax, (here[0] - 0.1, MIDDLE - 0.7)),
        }
        DataBox(ax, cost, 0.3).show("C")

    def show(
        self,
        numbers: Mapping[str, float],
        found: Collection[str],
        lit: Collection[str],
        *,
        reverse: bool,
    ) -> None:
        """Show the given and the found numbers; `lit` takes part in this moment."""
        z, s = (f"{ONE_SYMBOLS[key]} = {number(numbers[key])}" for key in "zs")
        a = f"a = {number(numbers['a'])}"
        self._here.show(
            lines(s.replace(" = ", "\n") if reverse else f"{z}\n{a}"),
            [Line(z), Line(a)] if reverse else lines(s, strong="s" in lit) if "s" in found else [],
            reverse=reverse,
            lit=bool({"s", "dC_dz"} & set(lit)),
        )
        for (key, neuron), name in zip(self._after.items(), ("z′", "z″"), strict=True):
            inside = f"σ′({name})" if reverse else name
            neuron.show(lines(inside), reverse=reverse, lit=key in lit)
        on_wires = dict.fromkeys(("dC_dz1", "dC_dz2", "dC_dz"), "")
        on_wires |= {w: f"{subscript(w)} = {number(numbers[w])}" for w in ("w3", "w4")}
        # a path with weight 0, or over which 0 comes back, is not highlighted
        speaking = [key for key in lit if key not in on_wires or numbers.get(key, 1)]
        self._wires.show(on_wires, lit=speaking, reverse=reverse)
        for key, text in self._labels.items():
            known = key in GIVEN or key in found
            value = f" = {number(numbers[key])}" if known else ""
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
            "A neuron with z and a, two wires w3 and w4 to the next neurons z′ and z″, "
            "and the cost C beyond them, reversed. Known so far: {facts}.",
            facts=facts,
        )
    return say(
        "A neuron with z and a, two wires w3 and w4 to the next neurons z′ and z″, and "
        "the cost C beyond them. Known so far: {facts}.",
        facts=facts,
    )
