"""Lesson 10's network: its misclassified digits, drawn ones, its weights, ∂C/∂x of its pixels."""

from collections.abc import Callable, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from lessons_lib.app import Table, Words
from lessons_lib.data import one_hot
from lessons_lib.draw.style import LARGE, QUIET
from lessons_lib.functions import Array, quiet
from lessons_lib.language import say, sentences
from lessons_lib.lessons.handwritten_digits import drawing
from lessons_lib.lessons.handwritten_digits.digit_training import (
    examples,
    named_wrong,
    to_the_pixels,
    trained,
)
from lessons_lib.lessons.handwritten_digits.ten_bars import DIGITS, TenBars
from lessons_lib.lessons.handwritten_digits.tiles import SIDE, Tiles
from lessons_lib.network import forward
from lessons_lib.notation import number

ROWS, COLUMNS = 4, 6
_STRONG = 1.2  # a weight of this size has full colour


def mistakes_scene(fig: Figure) -> Callable[..., Words]:
    """The picture of `handwritten_digits.mistakes`; its update takes the same keywords."""
    left = fig.add_axes((0.01, 0.02, 0.61, 0.96))
    wall = Tiles(left, ROWS, COLUMNS, captions=True, stand_for="look")
    closer = Tiles(fig.add_axes((0.72, 0.55, 0.25, 0.42)))
    bars = TenBars(fig.add_axes((0.72, 0.09, 0.255, 0.35)), 0, 1.15, "y")
    s = examples()
    target = s.held_out_target.argmax(axis=0)

    def update(epoch: int, look: int) -> Words:
        y = forward(trained(epoch), s.held_out_x).y
        wrong = named_wrong(y)
        seen = wrong[: ROWS * COLUMNS]
        y, is_ = y[:, seen], target[seen]
        said = y.argmax(axis=0)
        k = min(look, len(seen)) - 1
        pairs = [f"{a} ≠ {b}" for a, b in zip(said, is_, strict=True)]
        wall.show(s.held_out_x.T[seen], pairs, lit=k)
        closer.show(s.held_out_x.T[seen[[k]]])
        bars.show(y[:, k], target=int(is_[k]))
        y_of_it = number(y[is_[k], k])
        part = ""
        if len(seen) < len(wrong):
            part = say(" The {seen} worst are on the wall.", seen=len(seen))
        elif look > len(seen):
            part = say(" There's no picture {look}, so this is the last one.", look=look)
        return Words(
            status=say(
                "Epoch {epoch}: {wrong} of {all} held-out digits are misclassified.{part} "
                "Picture {k}: the network says {said}, but it should be {digit}.",
                epoch=epoch,
                wrong=len(wrong),
                all=len(target),
                part=part,
                k=k + 1,
                said=said[k],
                digit=is_[k],
            ),
            formula=(
                f"y_{said[k]} = {number(y[said[k], k])}, y_{is_[k]} = {y_of_it}",
                f"C = −ln y_{is_[k]} = −ln {y_of_it} = {number(-np.log(y[is_[k], k]))}",
            ),
            alt=say(
                "A wall of {seen} handwritten digits, each with what the network says and what it "
                "is: {pairs}. Picture {k} is larger, with the ten outputs as bars: {ten}.",
                seen=len(seen),
                pairs=say(", ").join(pairs),
                k=k + 1,
                ten=_ten(y[:, k]),
            ),
            table=_as_rows(seen, y, said, is_, k),
        )

    return update


def weights_scene(fig: Figure) -> Callable[..., Words]:
    """The picture of `handwritten_digits.weights`; its update takes the same keywords."""
    left = fig.add_axes((0.01, 0.02, 0.61, 0.96))
    all_of_them = Tiles(left, 4, 8, limit=_STRONG, stand_for="neuron")
    closer = Tiles(fig.add_axes((0.72, 0.55, 0.25, 0.42)), limit=_STRONG)
    bars = TenBars(fig.add_axes((0.72, 0.09, 0.255, 0.38)), -4, 4, "w")

    def update(epoch: int, neuron: int) -> Words:
        hidden, output = trained(epoch).layers
        chosen = hidden.w[neuron - 1]
        onward = output.w[:, neuron - 1]
        all_of_them.show(hidden.w, lit=neuron - 1)
        closer.show(chosen[None])
        bars.show(onward)
        speaks_for, against = onward.argmax(), onward.argmin()
        return Words(
            status=say(
                "Epoch {epoch}: the more neuron {neuron} sends, the more strongly it votes for "
                "{speaks_for} and against {against}.",
                epoch=epoch,
                neuron=neuron,
                speaks_for=speaks_for,
                against=against,
            ),
            formula=(
                say(
                    "to digit {digit}: w = {w}; to digit {other}: w = {other_w}",
                    digit=speaks_for,
                    w=number(onward[speaks_for]),
                    other=against,
                    other_w=number(onward[against]),
                ),
                say(
                    "from the pixels: w between {lowest} and {highest}",
                    lowest=number(chosen.min()),
                    highest=number(chosen.max()),
                ),
            ),
            alt=say(
                "The 64 weights of each of the {n} hidden neurons as a picture: violet "
                "positive, ochre negative. Neuron {neuron} is larger. Its weights to "
                "the ten digits as bars: {ten}.",
                n=len(hidden.w),
                neuron=neuron,
                ten=_ten(onward),
            ),
            table=_as_table(chosen),
        )

    return update


def pixels_scene(fig: Figure) -> Callable[..., Words]:
    """The picture of `handwritten_digits.pixels`; its update takes the same keywords."""
    before = Tiles(_named(fig, 0.01, "x"))
    uphill = Tiles(_named(fig, 0.243, "∂C/∂x"), limit=1)
    after = Tiles(_named(fig, 0.476, "x(ε)"))
    bars = TenBars(fig.add_axes((0.77, 0.12, 0.22, 0.73)), 0, 1.15, "y")
    s = examples()

    def update(eps: float, n: int, epoch: int) -> Words:
        net = trained(epoch)
        x, target = s.held_out_x[:, [n - 1]], s.held_out_target[:, [n - 1]]
        slopes = to_the_pixels(net, x, target)
        largest = abs(slopes).max()
        changed = moved_against(x, slopes, eps)
        y, y_changed = (forward(net, picture).y.ravel() for picture in (x, changed))
        before.show(x.T)
        uphill.show(slopes.T / largest)
        after.show(changed.T)
        is_ = int(target.argmax())
        bars.show(y_changed, target=is_, before=y)
        said, says = int(y.argmax()), int(y_changed.argmax())
        return Words(
            status=_said(n, is_, said, says, eps, surer=y_changed[is_] > y[is_]),
            formula=(
                say(
                    "C = −ln y_{digit} = {cost}; the largest |∂C/∂x| is {largest}, at {place}",
                    digit=is_,
                    cost=number(-np.log(y[is_])),
                    largest=number(largest),
                    place=_place(int(abs(slopes).argmax())),
                ),
                f"y_{is_} = {number(y[is_])} → {number(y_changed[is_])}",
            ),
            alt=say(
                "Held-out digit {n}, which should be {digit}; beside it ∂C/∂x for its 64 "
                "pixels, and the digit changed by ε = {eps}. The outputs before: "
                "{before}, so it says {said}. After: {after}, so it says {says}.",
                n=n,
                digit=is_,
                eps=number(eps),
                before=_ten(y),
                said=said,
                after=_ten(y_changed),
                says=says,
            ),
            table=_as_table(slopes.ravel()),
        )

    return update


def drawn_scene(fig: Figure) -> Callable[..., Words]:
    """The picture of `handwritten_digits.drawn`; its update takes the same keywords."""
    pad = _named(fig, 0.01, "x", width=0.3)
    for axis in (pad.xaxis, pad.yaxis):
        axis.set_url("pixels")
    paper, uphill = Tiles(pad), Tiles(_named(fig, 0.35, "∂C/∂x"), limit=1)
    lines = range(1, SIDE)
    for grid in (pad.vlines, pad.hlines):
        grid(lines, 0, SIDE, color=QUIET, lw=0.4, zorder=2, animated=True)
    bars = TenBars(fig.add_axes((0.65, 0.12, 0.34, 0.73)), 0, 1.15, "y")

    def update(pixels: str, digit: int, epoch: int) -> Words:
        net, x = trained(epoch), drawing.pixels(pixels)
        target = one_hot([digit], len(DIGITS))
        slopes, y = to_the_pixels(net, x, target), forward(net, x).y.ravel()
        largest, says = abs(slopes).max(), int(y.argmax())
        paper.show(x.T)
        uphill.show(slopes.T / (largest or 1))
        bars.show(y, target=digit)
        return Words(
            status=_read_as(says, digit, y, blank=not pixels),
            formula=(
                say(
                    "C = −ln y_{digit} = {cost}; the largest |∂C/∂x| is {largest}, at {place}",
                    digit=digit,
                    cost=number(quiet(np.log)(1 / y[digit])),
                    largest=number(largest),
                    place=_place(int(abs(slopes).argmax())),
                ),
            ),
            alt=say(
                "Your drawing, {inked} of its 64 pixels with ink; beside it ∂C/∂x for "
                "each pixel if it should be {digit}. The ten outputs as bars: {ten}.",
                inked=int((x > 0).sum()),
                digit=digit,
                ten=_ten(y),
            ),
            table=_as_table(slopes.ravel()),
        )

    return update


def _read_as(says: int, digit: int, y: Array, *, blank: bool) -> str:
    said = say("The network says {says}, with y_{says} = {y}.", says=says, y=number(y[says]))
    if blank:
        asked = say("The paper is blank: draw in the left square.")
        return sentences([asked, say("It has to say something."), said])
    if says == digit:
        return sentences([said, say("That's what it should be.")])
    wanted = say("It should be {digit}, and y_{digit} is {y}.", digit=digit, y=number(y[digit]))
    return sentences([said, wanted])


def moved_against(x: Array, slopes: Array, eps: float) -> Array:
    """Each pixel of x (64, n) moved against its slope, the steepest one by eps.

    Pixels are clipped to 0 (paper) … 1 (ink).
    """
    changed: Array = np.clip(x - eps * slopes / abs(slopes).max(axis=0), 0, 1)
    return changed


def _said(n: int, is_: int, said: int, says: int, eps: float, *, surer: bool) -> str:
    first = say(
        "Held-out digit {n} should be {digit}, and the network says {said}.",
        n=n,
        digit=is_,
        said=said,
    )
    if eps == 0:
        return say("{first} Move ε to change its pixels.", first=first)
    way = say("Along the gradient by {eps}:", eps=number(-eps))
    if eps > 0:
        way = say("Against the gradient by {eps}:", eps=number(eps))
    sure = say("it's less sure of {digit},", digit=is_)
    if surer:
        sure = say("it's surer of {digit},", digit=is_)
    now = say("and still says {says}.", says=says)
    if says != said:
        now = say("and now says {says}.", says=says)
    return sentences([first, way, sure, now])


def _place(pixel: int) -> str:
    return say("row {row}, column {column}", row=pixel // SIDE + 1, column=pixel % SIDE + 1)


def _ten(values: Sequence[float] | Array) -> str:
    shown = [number(round(float(value), 3)) for value in values]
    return say(", ").join(
        say("{where}: {what}", where=digit, what=value)
        for digit, value in zip(DIGITS, shown, strict=True)
    )


def _as_table(values: Array) -> Table:
    rows = values.reshape(SIDE, SIDE)
    return Table(
        (say("row"), *(say("column {n}", n=i + 1) for i in range(SIDE))),
        [(str(i + 1), *map(number, row)) for i, row in enumerate(rows)],
    )


def _as_rows(seen: Array, y: Array, said: Array, is_: Array, lit: int) -> Table:
    each = enumerate(zip(seen, said, is_, strict=True))
    header = (
        say("picture"),
        say("held-out digit"),
        say("it says"),
        say("it is"),
        say("y of what it says"),
        say("y of what it is"),
    )
    rows = [
        (str(i + 1), str(n + 1), str(a), str(b), number(y[a, i]), number(y[b, i]))
        for i, (n, a, b) in each
    ]
    return Table(header, rows, lit=lit)


def _named(fig: Figure, left: float, name: str, width: float = 0.22) -> Axes:
    ax = fig.add_axes((left, 0.03, width, 0.84))
    ax.set_title(name, size=LARGE, pad=6)
    return ax
