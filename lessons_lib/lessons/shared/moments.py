"""The walk over the six neurons, moment by moment: what is computed, from what, and a sentence.

A formula holds a {keyword} for each number in it: symbols and numbers come from one text.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from lessons_lib.language import Later
from lessons_lib.lessons.shared.lecture_network import (
    INTO,
    NEURONS,
    OUT_OF,
    OUTPUT,
    PARAMETERS,
    SYMBOLS,
    activation,
    factors,
    title,
    weight,
)
from lessons_lib.notation import bracketed, number


@dataclass(frozen=True)
class Moment:
    """One moment: `result` = `formula`, the keywords that take part, and what happens in words."""

    sentence: str
    result: str = ""
    formula: str = ""
    lit: frozenset[str] = field(default_factory=frozenset)

    def lines(self, numbers: Mapping[str, float]) -> tuple[str, ...]:
        """The formula in symbols, then with its numbers; nothing where nothing is computed."""
        if not self.result:
            return ()
        factors = {key: bracketed(value) for key, value in numbers.items()}
        return (
            f"{SYMBOLS[self.result]} = {self.formula.format_map(SYMBOLS)}",
            f"= {self.formula.format_map(factors)} = {number(numbers[self.result])}",
        )


START_MOMENT = Moment(
    Later(
        "The lecture’s network: two inputs, six sigmoid neurons, a weight on every wire. "
        "Press Next to send x through it."
    ),
    lit=frozenset({"x1", "x2"}),
)


def adds_up(n: str) -> Moment:
    """How neuron n gets its z, from what its wires carry."""
    inputs = [(weight(source, n), activation(source)) for source in INTO[n]]
    terms = " + ".join(f"{{{w}}} · {{{a}}}" for w, a in inputs)
    return Moment(
        Later(
            "Neuron {n} adds up what its two wires bring, and its bias. On the way past we "
            "note what each wire carries: that is ∂z_{n}/∂w.",
            n=n,
        ),
        result=f"z{n}",
        formula=f"{terms} + {{b{n}}}",
        lit=frozenset({f"z{n}", f"b{n}", *(keyword for pair in inputs for keyword in pair)}),
    )


def squashes(n: str) -> Moment:
    """How neuron n gets its a, or an output neuron its y."""
    sent = activation(n)
    onward = Later("It goes on to both wires.")
    where = Later("This is an output of the network.") if n in OUTPUT else onward
    return Moment(
        Later("The sigmoid turns z_{n} into a number between 0 and 1. {where}", n=n, where=where),
        result=sent,
        formula="1 / (1 + e^{{−{z" + n + "}}})",
        lit=frozenset({sent}),
    )


COST = Moment(
    Later(
        "The cost compares the outputs with the target ŷ. Now we know how wrong the "
        "network is, and the forward pass is over."
    ),
    result="C",
    formula="½ · ({y1} − {target1})² + ½ · ({y2} − {target2})²",
    lit=frozenset({"C"}),
)


def cost_grows_with(y: str) -> Moment:
    """∂C/∂y of one output, y1 or y2."""
    return Moment(
        Later(
            "The network is turned around. What goes in now is how fast the cost grows with {y}.",
            y=SYMBOLS[y],
        ),
        result=f"dC_d{y}",
        formula=f"{{{y}}} − {{target{y[1]}}}",
        lit=frozenset({f"dC_d{y}"}),
    )


def output_neuron(n: str) -> Moment:
    """∂C/∂z of an output neuron: one path to the cost."""
    dC_dy = f"dC_d{OUTPUT[n]}"
    return Moment(
        Later(
            "An output neuron: its amplifier multiplies {dC_dy} by σ′(z_{n}).",
            dC_dy=SYMBOLS[dC_dy],
            n=n,
        ),
        result=f"dC_dz{n}",
        formula=f"{{s{n}}} · {{{dC_dy}}}",
        lit=frozenset({f"dC_dz{n}", dC_dy}),
    )


def hidden_neuron(n: str) -> Moment:
    """∂C/∂z of a neuron with successors: the sum over the paths."""
    weights = [weight(n, k) for k in OUT_OF[n]]
    terms = " + ".join(f"{{{w}}} · {{dC_dz{k}}}" for w, k in zip(weights, OUT_OF[n], strict=True))
    return Moment(
        Later(
            "Backwards over the same two weights: what comes from neurons {one} and {other} is "
            "added up, then the amplifier multiplies by σ′(z_{n}).",
            one=OUT_OF[n][0],
            other=OUT_OF[n][1],
            n=n,
        ),
        result=f"dC_dz{n}",
        formula=f"{{s{n}}} · ({terms})",
        lit=frozenset({f"dC_dz{n}", *weights}),
    )


_OTHERS = Later("Choose any other weight or bias below.")


def gradient_of(keyword: str) -> Moment:
    """The last moment: the gradient of a weight or a bias; x and the target have none to follow."""
    if keyword not in PARAMETERS:
        return Moment(
            Later(
                "{title} is data, not a parameter: training leaves it alone. Choose a weight or "
                "a bias below.",
                title=title(keyword),
            )
        )
    carried, behind = factors(keyword)
    if carried is None:
        return Moment(
            Later(
                "A bias is the weight on a wire that always carries 1, so its gradient is ∂C/∂z "
                "itself. {others}",
                others=_OTHERS,
            ),
            result=f"dC_d{keyword}",
            formula=f"1 · {{{behind}}}",
            lit=frozenset({behind}),
        )
    return Moment(
        Later(
            "Forward value × backward value = gradient: what the wire carries, times ∂C/∂z of "
            "the neuron it leads to. {others}",
            others=_OTHERS,
        ),
        result=f"dC_d{keyword}",
        formula=f"{{{carried}}} · {{{behind}}}",
        lit=frozenset({keyword, carried, behind}),
    )


FORWARD = {moment.result: moment for n in NEURONS for moment in (adds_up(n), squashes(n))} | {
    "C": COST
}
BACKWARD = {
    moment.result: moment
    for moment in (
        cost_grows_with("y2"),
        cost_grows_with("y1"),
        *(output_neuron(n) if n in OUTPUT else hidden_neuron(n) for n in reversed(NEURONS)),
    )
}
MOMENTS = ("start", *FORWARD, *BACKWARD, "gradient")


def moment(name: str, keyword: str) -> Moment:
    """What happens at one of MOMENTS; `keyword` is the number whose gradient the last one shows."""
    if name == "gradient":
        return gradient_of(keyword)
    return START_MOMENT if name == "start" else (FORWARD | BACKWARD)[name]


def known_at(name: str) -> list[str]:
    """The keywords of all numbers that are known when the walk stands at one of MOMENTS."""
    return ["x1", "x2", *MOMENTS[1 : MOMENTS.index(name) + (name != "gradient")]]
