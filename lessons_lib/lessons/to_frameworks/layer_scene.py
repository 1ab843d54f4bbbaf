"""The picture of `to_frameworks.matrices`: a layer and its batch, one product after the other."""

from collections.abc import Callable
from typing import NamedTuple

from matplotlib.figure import Figure

from lessons_lib.app import Table, Words
from lessons_lib.functions import Array
from lessons_lib.language import Later, say, sentences
from lessons_lib.lessons.to_frameworks.layer import (
    ELEMENTWISE,
    EXAMPLES,
    OF_EXAMPLES,
    PRODUCTS,
    ROWS,
    WRONG,
    factor,
    matrices,
    product,
    symbol,
)
from lessons_lib.lessons.to_frameworks.matrix_row import Matrix, MatrixRow
from lessons_lib.notation import bracketed, number

SAID = {
    "Z": Later(
        "Forward: each row of {left} meets each column of {right}. Example {example} stays in "
        "its own {line}."
    ),
    "Y": Later("σ changes each number on its own, so the shape stays."),
    "dC_dY": Later(
        "The loss is the mean over {n} examples, so each example counts for 1/{n}. We divide "
        "once, here."
    ),
    "dC_dZ": Later("Backward through σ: ⊙ multiplies numbers in the same place."),
    "dC_dW": Later(
        "Forward × backward. The product adds up over the examples: with the 1/{n} in "
        "∂C/∂Z, that's their mean. Example {example} gives one term of each sum."
    ),
    "dC_db": Later(
        "The wire of a bias carries 1, so its gradient adds up ∂C/∂z over the examples. Example "
        "{example} gives one term of each sum."
    ),
    "dC_dA": Later("Backward along the same wires. Example {example} stays in its own {line}."),
}
FORWARD = ("Z", "Y")
# how each number is found from those in its place, and the sign in front of the result, with what
# stands below it
PLACE_BY_PLACE = {
    "Y": ("σ({0})", "→", "σ"),
    "dC_dY": (f"({{0}} − {{1}}) / {EXAMPLES}", "→", f"÷ {EXAMPLES}"),
    "dC_dZ": ("{0} ⊙ {1}", "=", ""),
}


class Shown(NamedTuple):
    """The factors of one moment with their numbers, the result, and the entry that is followed.

    bias: what is added to a product, or None.
    """

    factors: tuple[str, ...]
    values: tuple[Array, ...]
    bias: Array | None
    result: Array | None
    at: tuple[int, int]


def shown(moment: str, written: str, neurons: int, example: int) -> Shown:
    """What the picture shows; the result is None if the shapes do not fit."""
    found = matrices(neurons, written == ROWS)
    followed = example - 1 if symbol(moment) in OF_EXAMPLES else 0
    at = (followed, 0) if written == ROWS else (0, followed)
    factors = ELEMENTWISE.get(moment) or PRODUCTS[written][moment]
    values = tuple(factor(one, found) for one in factors)
    if moment in ELEMENTWISE:
        return Shown(factors, values, None, found[symbol(moment)], at)
    result, bias = product(*values), found["b"] if moment == "Z" else None
    if result is not None and bias is not None:
        result = result + bias
    return Shown(factors, values, bias, result, at)


def scene(fig: Figure) -> Callable[..., Words]:
    """The picture of `to_frameworks.matrices`; its update takes the same keywords."""
    picture = MatrixRow(fig.add_axes((0, 0, 1, 1)))

    def update(moment: str, written: str, neurons: int, example: int) -> Words:
        now = shown(moment, written, neurons, example)
        row = _row(now, moment)
        picture.show(row, reverse=moment not in FORWARD)
        line = say("row") if written == ROWS else say("column")
        left, right = now.factors[0], now.factors[-1]
        about = say(SAID[moment], example=example, line=line, n=EXAMPLES, left=left, right=right)
        return Words(
            status=sentences([about, _judged(now, moment, written)]),
            formula=(_formula(now, moment), _entry(now, moment)),
            alt=say(
                "A row of matrices with their shapes: {matrices}.",
                matrices=say(", ").join(f"{one.name} {_shape(one.values)}" for one in row),
            ),
            table=Table(
                (say("matrix"), say("shape"), say("numbers, row by row")),
                [(one.name, _shape(one.values), _numbers(one.values)) for one in row],
            ),
        )

    return update


def _row(now: Shown, moment: str) -> list[Matrix]:
    (r, c), (first, *second) = now.at, zip(now.factors, now.values, strict=True)
    if moment in PLACE_BY_PLACE:
        _, sign, below = PLACE_BY_PLACE[moment]
        between = {"dC_dY": "−", "dC_dZ": "⊙"}.get(moment, "")
        row = [Matrix(*first, {now.at}), *(Matrix(*one, {now.at}, between) for one in second)]
        return [*row, Matrix(symbol(moment), now.result, {now.at}, sign, below)]
    (left, right), wrong = now.values, now.result is None
    row = [
        Matrix(*first, {(r, j) for j in range(left.shape[1])}),
        Matrix(*second[0], {(i, c) for i in range(len(right))}, "·", _inner(now), wrong=wrong),
    ]
    if now.bias is not None:
        row.append(Matrix("b", now.bias, {_of_bias(now)}, "+"))
    return [*row, Matrix(symbol(moment), now.result, {now.at}, "=")]


def _of_bias(now: Shown) -> tuple[int, int]:
    """The bias of the followed entry: b is a column, or a row."""
    return (now.at[0], 0) if now.bias is not None and now.bias.shape[1] == 1 else (0, now.at[1])


def _inner(now: Shown) -> str:
    columns, rows = now.values[0].shape[1], now.values[1].shape[0]
    return f"{columns} {'=' if columns == rows else '≠'} {rows}"


def _judged(now: Shown, moment: str, written: str) -> str:
    if moment in PLACE_BY_PLACE:
        return say("No product here, so there's nothing to transpose.") if written == WRONG else ""
    if now.result is None:
        return say("The shapes don't fit: {inner}. This mistake gets caught.", inner=_inner(now))
    if written == WRONG:
        return say(
            "The shapes fit, because here the two inner numbers are both {n}. Nothing complains, "
            "and the numbers "
            "are wrong.",
            n=now.values[0].shape[1],
        )
    return say("The shapes fit: {inner}.", inner=_inner(now))


def _formula(now: Shown, moment: str) -> str:
    if moment in PLACE_BY_PLACE:
        return f"{symbol(moment)} = {PLACE_BY_PLACE[moment][0].format(*now.factors)}"
    shapes = " · ".join(f"({_shape(value)})" for value in now.values)
    size = f"{_shape(now.result)} = " if now.result is not None else ""
    bias = " + b" if now.bias is not None else ""
    formula = f"{symbol(moment)} = {' · '.join(now.factors)}{bias}"
    return say("{formula}, shapes {shapes}", formula=formula, shapes=size + shapes)


def _entry(now: Shown, moment: str) -> str:
    """The followed entry with its numbers."""
    (r, c), values = now.at, now.values
    if now.result is None:
        return say("There's no such product.")
    if moment in PLACE_BY_PLACE:
        first, *others = (value[r, c] for value in values)
        text = PLACE_BY_PLACE[moment][0].replace("⊙", "·")
        text = text.format(number(first), *map(bracketed, others))
    else:
        terms = zip(values[0][r], values[1][:, c], strict=True)
        text = " + ".join(f"{bracketed(a)} · {bracketed(b)}" for a, b in terms)
        if now.bias is not None:
            text += f" + {bracketed(now.bias[_of_bias(now)])}"
    return f"= {text} = {number(now.result[r, c])}"


def _shape(values: Array | None) -> str:
    return "—" if values is None else " × ".join(map(str, values.shape))


def _numbers(values: Array | None) -> str:
    if values is None:
        return "—"
    return "; ".join(say(", ").join(map(number, row)) for row in values)
