"""Matt Mazur's step by step example, in both orders: update after the backward pass, or too early.

Source: Matt Mazur, A Step by Step Backpropagation Example (2015). The weights are called w1 to w8
as on the page; its h1, h2, o1, o2 are our neurons 1, 2, 3, 4, its net z, its out a or y, its E C.
"""

from collections.abc import Callable, Mapping
from functools import lru_cache
from itertools import islice

import numpy as np
from matplotlib.figure import Figure

from lessons_lib.app import Words
from lessons_lib.language import Later, say
from lessons_lib.lessons.update_after.ledger_picture import RIGHT, Ledger, Row
from lessons_lib.lessons.update_after.printed_digits import (
    HEIGHT,
    WIDTH,
    digits_table,
    drawn,
    network,
    panels,
    row,
)
from lessons_lib.lessons.update_after.published_examples import Example, pairs
from lessons_lib.lessons.update_after.two_orders import AFTER, EARLY, ORDERS, Task, slopes
from lessons_lib.network import Layer, Network, loss
from lessons_lib.notation import bracketed, number
from lessons_lib.numeric import central_difference, compare
from lessons_lib.walks.network import network_walk

ETA = 0.5
NET = Network(
    [
        Layer([[0.15, 0.2], [0.25, 0.3]], [[0.35], [0.35]]),
        Layer([[0.4, 0.45], [0.5, 0.55]], [[0.6], [0.6]]),
    ]
)
WEIGHTS = np.array([".w[" in name for name in NET.names])
TASK = Task(  # the page leaves the biases as they are
    NET, np.array([[0.05], [0.1]]), np.array([[0.01], [0.99]]), free=WEIGHTS
)
WALK = network_walk(NET)
OURS = WALK.start(NET, TASK.x, TASK.target)
PAGE = {key: f"w_{i}" for i, key in enumerate(WALK.wiring.wires, start=1)}
SYMBOLS = WALK.symbols | PAGE | {f"dC_d{key}": f"∂C/∂{w}" for key, w in PAGE.items()}
MANY = 10_000
PRINTED = dict(
    pairs(
        "a_1 0.593269992  a_2 0.596884378  y_1 0.75136507  y_2 0.772928465  C 0.298371109 "
        "∂C/∂w_5 0.082167041  ∂C/∂w_1 0.000438568 "
        "w_1(θ^1) 0.149780716  w_2(θ^1) 0.19956143  w_3(θ^1) 0.24975114  w_4(θ^1) 0.29950229 "
        "w_5(θ^1) 0.35891648  w_6(θ^1) 0.408666186  w_7(θ^1) 0.51130127  w_8(θ^1) 0.561370121 "
        "C(θ^1) 0.291027924 "
        "y_1(θ^{10000}) 0.015912196  y_2(θ^{10000}) 0.984065734  C(θ^{10000}) 0.0000351085"
    )
)
ONCE, LATE = "(θ^1)", f"(θ^{{{MANY}}})"
_NAMES = list(PRINTED)
STAGES = {  # stage -> what it finds
    "forward": _NAMES[:5],
    "output": ["∂C/∂w_5"],
    "hidden": ["∂C/∂w_1"],
    "update output": _NAMES[11:15],
    "update hidden": _NAMES[7:11],
    "again": ["C(θ^1)"],
    "many": _NAMES[16:],
}
_EARLY = ("forward", "output", "update output", "hidden", "update hidden", "again", "many")
SEQUENCES: dict[str, list[str]] = {AFTER: list(STAGES), EARLY: list(_EARLY)}
MOMENTS = range(len(STAGES))
_INNER, _OUTER = list(PAGE.values())[:4], list(PAGE.values())[4:]


@lru_cache(maxsize=1)
def long_walk() -> np.ndarray:
    """The last two θ of 10,000 steps, (2, orders, P): backpropagation, and too early."""
    ways = np.array([0, 1])[:, None, None]
    return np.array(list(islice(TASK.walk(ETA, ways), MANY - 1, MANY + 1)))


@lru_cache(maxsize=2)
def round_one(order: str) -> dict[str, float]:
    """All numbers of the first round and the cost after it, by symbol."""
    found = slopes(NET, TASK.x, TASK.target, ETA, ORDERS.index(order))
    theta = NET.theta - ETA * found.theta * WEIGHTS
    numbers = _numbers(NET) | _numbers(NET.at(theta), ONCE)
    for n, slope in zip(WALK.wiring.neurons, np.concatenate(found.dC_dz).flat, strict=True):
        numbers[SYMBOLS[f"dC_dz{n}"]] = float(slope)
    for w, slope in zip(PAGE.values(), found.theta[WEIGHTS], strict=True):
        numbers[f"∂C/∂{w}"] = float(slope)
    return numbers


def after_many(order: str) -> dict[str, float]:
    """The weights after 10,000 steps, and the numbers computed with them, by symbol."""
    return _numbers(NET.at(long_walk()[-1, ORDERS.index(order)]), LATE)


def _numbers(net: Network, where: str = "") -> dict[str, float]:
    values = WALK.values(WALK.start(net, TASK.x, TASK.target))
    return {f"{SYMBOLS[key]}{where}": value for key, value in values.items()}


def computed(order: str) -> list[float]:
    """Our number for each of PRINTED."""
    numbers = round_one(order) | after_many(order)
    return [numbers[name] for name in PRINTED]


MAZUR = Example(
    Later("Mazur, step by step"),
    Later("Matt Mazur, A Step by Step Backpropagation Example (2015)"),
    Later("a 2-2-2 network, one step with η = 0.5, then 10,000 of them"),
    tuple(PRINTED.items()),
    lambda: computed(AFTER),
    Later(
        "C(θ^1) and the two outputs match only if the weights are updated too early. The "
        "last cost is the right order's, after 9,999 steps."
    ),
)


def furthest_off(order: str) -> float:
    """The largest relative error of the weights' gradient against nudging."""
    found = slopes(NET, TASK.x, TASK.target, ETA, ORDERS.index(order)).theta
    nudged = central_difference(lambda theta: loss(NET.at(theta), TASK.x, TASK.target), NET.theta)
    return compare(found[WEIGHTS], nudged[WEIGHTS]).relative


def scene(fig: Figure) -> Callable[..., Words]:
    """The network on the left, the page's digits and ours on the right."""
    left, right, width = panels(fig)
    graph, wires = network(left, ("x_1", "x_2"), "12", "34")
    ledger = Ledger(right, WIDTH - width, HEIGHT, len(PRINTED))

    def update(step: int, when: str) -> Words:
        done = SEQUENCES[when][: step + 1]
        stage = done[-1]
        numbers = round_one(when) | (after_many(when) if stage == "many" else {})
        moved = {
            *(_OUTER if "update output" in done else ()),
            *(_INNER if "update hidden" in done else ()),
        }
        where = LATE if stage == "many" else ONCE
        now = {w: numbers[f"{w}{where}" if w in moved else w] for w in wires}
        graph.show(
            _inside(numbers, done, where if "again" in done else ""),
            {w: f"{drawn(w)} {number(now[w])}" for w in wires},
            lit=_lit(stage),
            reverse=stage in ("output", "hidden"),
            update=stage.startswith("update"),
        )
        known = {name for part in done for name in STAGES[part]}
        rows = [
            row(name, digits, numbers[name] if name in known else None, name in STAGES[stage])
            for name, digits in PRINTED.items()
        ]
        ledger.show(rows)
        return Words(
            status=_said(stage, when, rows),
            formula=_formula(stage, when, numbers),
            alt=_alt(now, moved, rows),
            table=digits_table(
                PRINTED.items(), [numbers.get(n) if n in known else None for n in PRINTED]
            ),
        )

    return update


def _inside(numbers: Mapping[str, float], done: list[str], again: str) -> dict[str, str]:
    inside = {"x_1": "x₁\n0.05", "x_2": "x₂\n0.1"}
    for n in WALK.wiring.neurons:
        a, back = SYMBOLS[WALK.wiring.activation(n)], f"∂C/∂z_{n}"
        found = "output" in done if n in "34" else "hidden" in done
        key = back if found and not again and done[-1] != "forward" else f"{a}{again}"
        inside[n] = f"{drawn(key)}\n{number(numbers[key])}"
    return inside


def _lit(stage: str) -> set[str]:
    return {
        "output": {"3", "4"},
        "hidden": {"1", "2", *_OUTER},
        "update output": {*_OUTER},
        "update hidden": {*_INNER},
    }.get(stage, {"x_1", "x_2", "1", "2", "3", "4", *_OUTER, *_INNER})


def _said(stage: str, when: str, rows: list[Row]) -> str:
    if when == AFTER:
        hidden = say("Backward pass: ∂C/∂z_1 and ∂C/∂z_2. We go back through the old w_5 … w_8.")
        output = say("Update: w_5 … w_8 move. All ∂C/∂z are known, so nothing is lost.")
    else:
        hidden = say(
            "Backward pass: ∂C/∂z_1 and ∂C/∂z_2. We go back through the new w_5 … w_8, "
            "which have just moved."
        )
        output = say("Update: w_5 … w_8 move. But ∂C/∂z_1 and ∂C/∂z_2 are still missing!")
    said = {
        "forward": say("Forward pass. Five of the page's numbers come up here, and all agree."),
        "output": say("Backward pass: ∂C/∂z of the outputs, and with it ∂C/∂w_5 … ∂C/∂w_8."),
        "hidden": hidden,
        "update output": output,
        "update hidden": say("Update: w_1 … w_4 move. The first round is over."),
        "again": say("Forward again, with θ^1: what's the cost now?"),
        "many": say("The same round {n:,} times.", n=MANY),
    }[stage]
    if stage == "forward":
        return said
    here = [entry.mark == RIGHT for entry in rows if entry.lit]
    so_far = [entry.mark == RIGHT for entry in rows if entry.mark]
    return say(
        "{said} Numbers that agree with the page: here {here_right} of {here}, so far {right} of "
        "{so_far}.",
        said=said,
        here_right=sum(here),
        here=len(here),
        right=sum(so_far),
        so_far=len(so_far),
    )


def _formula(stage: str, when: str, numbers: Mapping[str, float]) -> tuple[str, ...]:
    if stage == "hidden":
        return _lines("dC_dz1", numbers, ONCE if when == EARLY else "")
    if stage == "output":
        return _lines("dC_dz3", numbers)
    if stage.startswith("update"):
        w = "w_5" if stage == "update output" else "w_1"
        return (
            f"{w} ← {w} − η · ∂C/∂{w}",
            f"= {number(numbers[w])} − {ETA} · {bracketed(numbers[f'∂C/∂{w}'])} "
            f"= {number(numbers[f'{w}(θ^1)'], 6)}",
        )
    if stage == "many":
        y1, y2, cost = (f"{numbers[name]:.10f}" for name in STAGES["many"])
        return (f"y_1 = {y1}, y_2 = {y2}", f"C = {cost}")
    targets = {key: number(OURS[key]) for key in WALK.wiring.targets.values()}
    cost = WALK.formula("C").text(SYMBOLS | targets)
    key = "C(θ^1)" if stage == "again" else "C"
    return (f"{key} = {cost}", f"= {numbers[key]:.9f}")


def _lines(key: str, numbers: Mapping[str, float], weights: str = "") -> tuple[str, str]:
    """How ∂C/∂z follows from y and the target, with the weights that are used."""
    formula = WALK.formula(key, ["dC_dy1"])
    symbols = {name: SYMBOLS[name] + (weights if name in PAGE else "") for name in SYMBOLS}
    operands = {name: number(numbers[symbols[name]]) for name in formula.keywords()}
    return (
        f"{SYMBOLS[key]} = {formula.text(SYMBOLS)}",
        f"= {formula.text(operands)} = {number(numbers[SYMBOLS[key]])}",
    )


def _alt(now: Mapping[str, float], moved: set[str], rows: list[Row]) -> str:
    weights = say(", ").join(
        say("{w} = {value} (moved)", w=w, value=number(value))
        if w in moved
        else f"{w} = {number(value)}"
        for w, value in now.items()
    )
    agreed = say("; ").join(
        say(
            "{symbol}: page {printed}, here {ours} {mark}",
            symbol=entry.symbol,
            printed=entry.printed,
            ours=entry.ours,
            mark=entry.mark,
        )
        for entry in rows
        if entry.mark
    )
    return say(
        "A network of 2 inputs, 2 neurons and 2 outputs. {weights}. Beside it: {agreed}.",
        weights=weights,
        agreed=agreed,
    )
