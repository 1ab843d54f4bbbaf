"""A worked example with ten slips: each printed number beside what the page itself implies.

Source: GeeksforGeeks, “Backpropagation in Neural Network”, as of November 2025. The page numbers
the nodes consecutively; here h1, h2, o3 are neurons 1, 2, 3, its w11, w21, w12, w22, w13, w23 are
w1 … w6, its δ is −∂C/∂z and its Δw is −∂C/∂w, because η is 1.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from matplotlib.figure import Figure

from lessons_lib.app import Words
from lessons_lib.language import Later, say, sentences
from lessons_lib.lessons.update_after.ledger_picture import INHERITED, RIGHT, WRONG, Ledger
from lessons_lib.lessons.update_after.printed_digits import (
    HEIGHT,
    WIDTH,
    digits_table,
    drawn,
    network,
    panels,
    row,
)
from lessons_lib.lessons.update_after.published_examples import Example, agrees, rounded, sent
from lessons_lib.network import Layer, Network, gradient
from lessons_lib.notation import minus, number
from lessons_lib.walks.expression import Expression, apply, total

NET = Network([Layer([[0.2, 0.2], [0.3, 0.3]], [[0], [0]]), Layer([[0.3, 0.9]], [[0]])])
X, TARGET = np.array([[0.35], [0.7]]), np.array([[0.5]])
GIVEN = {
    **dict(zip(("x_1", "x_2", "ŷ"), (0.35, 0.7, 0.5), strict=True)),
    **dict(zip([f"w_{i}" for i in range(1, 7)], (0.2, 0.2, 0.3, 0.3, 0.3, 0.9), strict=True)),
}


class Claim(NamedTuple):
    """One printed number, and the formula by which it follows from the page's earlier numbers.

    `note` explains its origin, if known.
    """

    symbol: str
    digits: str
    formula: Expression
    note: str = ""

    def follows(self) -> float:
        """The result of the formula with the page's numbers."""
        return float(self.formula.value(PAGE))


e = Expression


def _sent(*ways: tuple[str, str]) -> Expression:
    return apply("σ", total(e(w) * e(a) for w, a in ways))


def _hidden(a: str, w: str) -> Expression:
    return e(a) * (1 - e(a)) * e(w) * e("−∂C/∂z_3")


CLAIMS = (
    Claim(
        "a_1",
        "0.56",
        _sent(("w_1", "x_1"), ("w_2", "x_2")),
        Later("0.5523 rounds to 0.55."),
    ),
    Claim("a_2", "0.578", _sent(("w_3", "x_1"), ("w_4", "x_2"))),
    Claim("y", "0.67", _sent(("w_5", "a_1"), ("w_6", "a_2"))),
    Claim("−∂C/∂z_3", "-0.0376", e("y") * (1 - e("y")) * (e("ŷ") - e("y"))),
    Claim("−∂C/∂z_1", "-0.0027", _hidden("a_1", "w_5")),
    Claim(
        "−∂C/∂z_2",
        "-0.0819",
        _hidden("a_2", "w_6"),
        Later("With 0.59 for a_2 it would be −0.00819: the page has ten times that."),
    ),
    Claim(
        "−∂C/∂w_6",
        "-0.022184",
        e("a_2") * e("−∂C/∂z_3"),
        Later("It's 0.59 · (−0.0376): a_2 was 0.578."),
    ),
    Claim("w_6(θ^1)", "0.877816", e("w_6") + e("−∂C/∂w_6")),
    Claim("−∂C/∂w_1", "0.000945", e("x_1") * e("−∂C/∂z_1"), Later("A minus was lost.")),
    Claim("w_1(θ^1)", "0.200945", e("w_1") + e("−∂C/∂w_1")),
    Claim(
        "w_3(θ^1)",
        "0.273225",
        e("w_3") + e("x_1") * e("−∂C/∂z_2"),
        Later(
            "It's 0.271335 + 0.7 · 0.0027: the change to w_2 got mixed in, with the opposite sign."
        ),
    ),
    Claim("w_5(θ^1)", "0.086615", e("w_5") + e("a_1") * e("−∂C/∂z_3")),
    Claim(
        "w_2(θ^1)",
        "0.269445",
        e("w_2") + e("x_2") * e("−∂C/∂z_1"),
        Later("It's 0.271335 − 0.7 · 0.0027: the change belongs to w_2, but it was made to w_3."),
    ),
    Claim(
        "w_4(θ^1)",
        "0.18534",
        e("w_4") + e("x_2") * e("−∂C/∂z_2"),
        Later("It's 0.3 − 2 · 0.7 · 0.0819: the change was made twice."),
    ),
    Claim("a_1(θ^1)", "0.57", _sent(("w_1(θ^1)", "x_1"), ("w_2(θ^1)", "x_2"))),
    Claim("a_2(θ^1)", "0.56", _sent(("w_3(θ^1)", "x_1"), ("w_4(θ^1)", "x_2"))),
    Claim("y(θ^1)", "0.61", _sent(("w_5(θ^1)", "a_1(θ^1)"), ("w_6(θ^1)", "a_2(θ^1)"))),
)
PAGE = GIVEN | {claim.symbol: float(claim.digits) for claim in CLAIMS}
AGAIN = [claim.symbol for claim in CLAIMS[-3:]]  # with the new weights
MOMENTS = range(len(CLAIMS) + 1)
UNEXPLAINED = Later("We couldn't find out where it comes from. Can you?")


def _compute() -> list[float]:
    found = gradient(NET, X, TARGET)
    weights = np.array([".w[" in name for name in NET.names])  # the page has no biases
    theta = NET.theta - found.theta * weights
    names = ("a_1", "a_2", "y")
    exact = sent(NET, X, names) | sent(NET.at(theta), X, names, "(θ^1)")
    for i, slope in enumerate(np.concatenate(found.dC_dz).flat, start=1):
        exact[f"−∂C/∂z_{i}"] = -slope
    moved = zip(found.theta[weights], theta[weights], strict=True)
    for i, (slope, w) in enumerate(moved, start=1):
        exact |= {f"−∂C/∂w_{i}": -slope, f"w_{i}(θ^1)": w}
    return [float(exact[claim.symbol]) for claim in CLAIMS]


TUTORIAL = Example(
    Later("GeeksforGeeks, 2-2-1"),
    Later("GeeksforGeeks, “Backpropagation in Neural Network” (November 2025)"),
    Later("a 2-2-1 network without biases, one step with η = 1; copied many times"),
    tuple((claim.symbol, claim.digits) for claim in CLAIMS),
    _compute,
    Later(
        "Four follow from numbers that were already rounded or off; ten are slips of "
        "their own. “Find the slips” goes through them one by one."
    ),
)


def verdict(claim: Claim, exact: float) -> str:
    """RIGHT; or INHERITED, if it follows from the page's earlier numbers; or WRONG."""
    if agrees(exact, claim.digits):
        return RIGHT
    return INHERITED if agrees(claim.follows(), claim.digits) else WRONG


def scene(fig: Figure) -> Callable[..., Words]:
    """The network on the left, the printed numbers with their verdicts on the right."""
    left, right, width = panels(fig)
    graph, wires = network(left, ("x_1", "x_2"), "12", "3")
    ledger = Ledger(right, WIDTH - width, HEIGHT, len(CLAIMS))
    exact = TUTORIAL.exact
    marks = [verdict(claim, value) for claim, value in zip(CLAIMS, exact, strict=True)]

    def update(step: int) -> Words:
        claim = CLAIMS[step - 1] if step else None
        seen = {past.symbol for past in CLAIMS[:step]}
        again = claim is not None and claim.symbol in AGAIN
        back = claim is not None and "∂" in claim.symbol
        weights = {w: f"{w}(θ^1)" if again else w for w in wires}
        graph.show(
            _inside(seen, again=again, back=back),
            {w: f"{drawn(w)} {number(PAGE[key])}" for w, key in weights.items()},
            lit=_lit(claim),
            reverse=back,
            update=claim is not None and claim.symbol[0] == "w",
        )
        known = [value if i < step else None for i, value in enumerate(exact)]
        rows = [
            row(past.symbol, past.digits, value, lit=i == step - 1)
            for i, (past, value) in enumerate(zip(CLAIMS, known, strict=True))
        ]
        ledger.show(
            [entry._replace(mark=marks[i]) if entry.mark else entry for i, entry in enumerate(rows)]
        )
        return Words(
            status=_said(claim, marks[:step]),
            formula=_formula(claim, exact[step - 1]),
            alt=_alt(step, exact, marks),
            table=digits_table(TUTORIAL.printed, known),
        )

    return update


def _inside(seen: set[str], *, again: bool, back: bool) -> dict[str, str]:
    inside = {x: f"{drawn(x)}\n{number(GIVEN[x])}" for x in ("x_1", "x_2")}
    for n, a in zip("123", ("a_1", "a_2", "y"), strict=True):
        slope = f"−∂C/∂z_{n}"
        key = f"{a}(θ^1)" if again else slope if back and slope in seen else a
        inside[n] = f"{drawn(key)}\n{number(PAGE[key])}" if key in seen else drawn(key)
    return inside


def _lit(claim: Claim | None) -> set[str]:
    if claim is None:
        return set()
    symbol = claim.symbol.removesuffix("(θ^1)")
    if symbol[0] in "ay":
        return {
            "a_1": {"1", "w_1", "w_2"},
            "a_2": {"2", "w_3", "w_4"},
            "y": {"3", "w_5", "w_6"},
        }[symbol]
    if "z" in symbol:
        return {symbol[-1], *({"1": ["w_5"], "2": ["w_6"]}.get(symbol[-1], []))}
    return {symbol[symbol.index("w") :]}


def _said(claim: Claim | None, marks: list[str]) -> str:
    if claim is None:
        return say("17 printed numbers. Press Next to go through them one by one.")
    printed = say(
        "{symbol} is printed as {digits}.", symbol=claim.symbol, digits=minus(claim.digits)
    )
    slips = marks.count(WRONG)
    count = say("So far 1 slip.") if slips == 1 else say("So far {n} slips.", n=slips)
    said = {
        RIGHT: say("Right."),
        INHERITED: say(
            "Not exact, but nothing went wrong here: it follows from the numbers before it."
        ),
        WRONG: say("A slip. {note}", note=claim.note or UNEXPLAINED),
    }[marks[-1]]
    return sentences([printed, said, count])


def _formula(claim: Claim | None, exact: float) -> tuple[str, ...]:
    if claim is None:
        return ()
    values = {key: minus(repr(value)) for key, value in PAGE.items()}
    return (
        f"{claim.symbol} = {claim.formula.text({key: key for key in PAGE})}",
        say(
            "with the page's numbers = {values} = {follows}; exact: {exact}",
            values=claim.formula.text(values),
            follows=rounded(claim.follows(), claim.digits, more=1),
            exact=rounded(exact, claim.digits, more=1),
        ),
    )


def _alt(step: int, exact: tuple[float, ...], marks: list[str]) -> str:
    said = {
        RIGHT: say("right"),
        INHERITED: say("follows from what came before"),
        WRONG: say("a slip"),
    }
    facts = say("; ").join(
        say(
            "{symbol} printed {printed}, exact {exact}, {mark}",
            symbol=claim.symbol,
            printed=minus(claim.digits),
            exact=rounded(value, claim.digits, more=1),
            mark=said[mark],
        )
        for claim, value, mark in zip(CLAIMS[:step], exact, marks, strict=False)
    )
    sizes = say("A network of 2 inputs, 2 neurons and 1 output.")
    return say("{network} {facts}.", network=sizes, facts=facts) if facts else sizes
