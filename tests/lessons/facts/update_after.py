"""The numbers with a decimal point in the prose of lesson 07, cell by cell."""

import numpy as np

from lessons_lib.lessons.update_after import exercises as check
from lessons_lib.lessons.update_after import mazur, race_scene, rounds_scene, web_tutorial
from lessons_lib.lessons.update_after.ledger_scene import LEDGER
from lessons_lib.lessons.update_after.printed_digits import minus
from lessons_lib.lessons.update_after.two_orders import AFTER, EARLY
from lessons_lib.lessons.update_after.web_tutorial import CLAIMS, TUTORIAL, verdict
from lessons_lib.notation import number

MAZUR, SIX, DEEP = race_scene.TASKS


def apart(network, eta):
    after, early = race_scene.losses(network, eta)
    return float(np.abs(after - early).max())


def facts():
    costs = [number(rounds_scene.numbers_at(t, 5.0)["C"]) for t in range(3)]
    right, early = mazur.round_one(AFTER), mazur.round_one(EARLY)
    slopes = [number(numbers["∂C/∂z_1"]) for numbers in (right, early)]
    assert f"{mazur.furthest_off(EARLY):.0%}" == "17%"
    assert f"{1 - early['∂C/∂z_1'] / right['∂C/∂z_1']:.0%}" == "17%"

    seen = [race_scene.losses(DEEP, eta) for eta in (0.3, 0.45, 0.7, 0.9)]
    gone = [[race_scene.leaves(values) for values in pair] for pair in seen]
    assert gone[:2] == [[None, None], [None, 60]] and None not in gone[3]
    assert [race_scene.comes_back(pair[0]) for pair in seen] == [False, False, True, False]
    assert 20 + int(seen[1][0][20:].argmax()) == 75
    finals = [values[-1] for values in race_scene.losses(MAZUR, 2)]
    assert finals[1] < finals[0]

    agreeing = [sum(example.right) for example in LEDGER.values()]
    printed = [len(example.printed) for example in LEDGER.values()]
    assert len(printed) == 9 and agreeing[:7] == printed[:7] and agreeing[7:] == [15, 3]
    marks = [verdict(c, value) for c, value in zip(CLAIMS, TUTORIAL.exact, strict=True)]
    assert [marks.count(mark) for mark in "✓↳✗"] == [3, 4, 10]
    untraced = [c for c, m in zip(CLAIMS, marks, strict=True) if m == "✗" and not c.note]
    assert len(untraced) == 3
    page = web_tutorial.PAGE
    exact = {c.symbol: value for c, value in zip(CLAIMS, TUTORIAL.exact, strict=True)}
    after = mazur.PRINTED

    w5, a1, dC_dz3, *_ = check.new_weight.given
    assert [np.ravel(value)[0] for value in check.dC_dz1.given] == [a1, w5, dC_dz3]
    a2, w6, back = map(number, check.slip.given)
    lines = [minus(claim.digits) for claim in CLAIMS[3:7]]

    return {
        "rounds-explain": costs,
        "order-predict": [number(mazur.ETA), *(f"{w:.2f}" for w in mazur.NET.layers[0].w[0])],
        "order-explain": slopes,
        "page-explain": [
            after["C(θ^1)"],
            f"{right['C(θ^1)']:.9f}",
            after["C(θ^{10000})"],
        ],
        "race-predict": ["0.1", *slopes],
        "race-explain": [
            "0.1",
            f"{apart(MAZUR, 0.1):.7f}",
            f"{apart(MAZUR, 2):.6f}",
            f"{apart(SIX, 2):.3f}",
        ],
        "deep-predict": ["0.1", "0.3", "0.45", "0.9"],
        "deep-explain": [
            *("0.3", "0.45", "0.7", "0.9"),
            number(apart(DEEP, 0.3)),
            number(seen[1][0][-1]).partition("×")[0],
        ],
        "slips-predict": [number(web_tutorial.GIVEN["ŷ"])],
        "slip-exercise": [
            *(number(page[key]) for key in ("y", "a_1", "w_5")),
            *(number(web_tutorial.GIVEN["ŷ"]), a2, w6, back, *lines),
        ],
        "slip-help": [a2, w6, back],
        "slips-explain": [
            number(page["y"]),
            number(page["y(θ^1)"]),
            number(web_tutorial.GIVEN["ŷ"]),
            f"{exact['y(θ^1)']:.2f}",
        ],
    }
