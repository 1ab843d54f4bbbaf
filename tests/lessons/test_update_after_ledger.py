"""Lesson 07: the ledger of the web tutorial's numbers, and the slips in them."""

from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest
from on_file import examples
from walks.written import all_digits, computed

from lessons_lib.lessons import update_after
from lessons_lib.lessons.update_after import web_tutorial
from lessons_lib.lessons.update_after.ledger_picture import INHERITED, RIGHT, WRONG
from lessons_lib.lessons.update_after.ledger_scene import LEDGER
from lessons_lib.lessons.update_after.mazur import MAZUR
from lessons_lib.lessons.update_after.published_examples import D2L, agrees
from lessons_lib.lessons.update_after.web_tutorial import CLAIMS, PAGE, TUTORIAL, verdict
from lessons_lib.network import forward, loss
from lessons_lib.numeric import complex_step

ON_FILE = examples(parse_float=Decimal)


def numbers(values):
    return np.array(values, dtype=float)


def flat(value):
    if isinstance(value, dict):
        return [v for part in value.values() for v in flat(part)]
    return [v for part in value for v in flat(part)] if isinstance(value, list) else [value]


# The ledger


def on_file():
    """What the file says was printed, in its order, by the title in the ledger."""
    lee, nielsen = ON_FILE["lee-six-neurons"], ON_FILE["nielsen-saturation"]
    page, later = ON_FILE["mazur"], [d["published"] for d in ON_FILE["mazur"]["disagrees"]]
    slide = [v for v in lee["forward_pass_slide"].values() if not isinstance(v, bool)]
    starts = [case["published"] for case in nielsen["cases"]]
    return {
        "Lee's six neurons": [*flat([case["published"] for case in lee["cases"]]), *slide],
        "CS231n, a neuron": flat(ON_FILE["cs231n-neuron"]["published"]),
        "CS231n, a gate": flat(ON_FILE["cs231n-gate"]["published"]),
        "micrograd": flat(ON_FILE["micrograd-neuron"]["published"]),
        "Backprop Explainer": flat(ON_FILE["backprop-explainer"]["published"]),
        "Nielsen, saturation": [*flat(starts[0]), starts[1]["a at start"]],
        "Dive into Deep Learning": flat(ON_FILE["d2l-gradient-descent"]["published"]),
        "Mazur, step by step": flat([page["published"], later]),
        "GeeksforGeeks, 2-2-1": flat(ON_FILE["widely-copied-web-tutorial"]["published"]),
    }


def test_the_ledger_holds_what_the_file_of_floor_1_holds():
    ours = {
        title: [Decimal(digits) for _, digits in example.printed]
        for title, example in LEDGER.items()
    }
    assert ours == on_file()
    entered = [one for one in ON_FILE.values() if "settings" in one]  # in lesson 11 instead
    assert len(ON_FILE) == len(LEDGER) + len(entered)


def test_the_tutorials_network_is_the_page():
    page = ON_FILE["widely-copied-web-tutorial"]["network"]
    for layer, w, b in zip(web_tutorial.NET.layers, *page.values(), strict=True):
        np.testing.assert_array_equal(layer.w, numbers(w))
        np.testing.assert_array_equal(layer.b[:, 0], numbers(b))
    weights = [v for layer in web_tutorial.NET.layers for v in layer.w.ravel()]
    assert [web_tutorial.GIVEN[f"w_{i}"] for i in range(1, 7)] == weights
    assert [web_tutorial.GIVEN["x_1"], web_tutorial.GIVEN["x_2"]] == web_tutorial.X[:, 0].tolist()
    assert web_tutorial.GIVEN["ŷ"] == web_tutorial.TARGET.item()


def test_what_the_file_calls_exact_is_exact_here():
    page, exact = (
        ON_FILE["widely-copied-web-tutorial"],
        dict(zip(ON_FILE["widely-copied-web-tutorial"]["published"], TUTORIAL.exact, strict=True)),
    )
    for name, value in page["exact"].items():
        assert agrees(exact[name], str(value)), name
    for title, example in LEDGER.items():
        if title not in (MAZUR.title, TUTORIAL.title):
            assert all(example.right), title


def test_a_verdict_is_computed_and_not_stored():
    assert D2L.right == (True,)
    assert replace(D2L, printed=(("θ^{10}", "0.060467"),)).right == (False,)
    assert replace(D2L, compute=lambda: [0.0604671]).right == (False,)


@pytest.mark.parametrize(
    ("value", "digits", "right"),
    [
        (0.98201, "0.98", True),
        (0.98201, "0.99", False),
        (-0.2, "-0.20", True),
        (0.2, "-0.20", False),
        (-0.0, "0.0", True),
        (-12.0, "-12", True),
        (3.4, "3", True),
    ],
)
def test_agrees(value, digits, right):
    assert agrees(value, digits) == right


def test_the_ledger_shows_printed_and_exact():
    app = update_after.ledger()
    for title, example in LEDGER.items():
        words = app.set(example=title).words
        assert example.source in words.status
        rows = [[cell.replace("−", "-") for cell in row] for row in words.table.rows]
        assert [(symbol.replace("-", "−"), digits) for symbol, digits, *_ in rows] == list(
            example.printed
        )
        for (_, digits, ours, mark), value in zip(rows, example.exact, strict=True):
            assert float(ours) == pytest.approx(value, abs=1e-3)
            assert mark == (RIGHT if agrees(value, digits) else WRONG)


# The slips


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim.symbol)
def test_each_number_follows_as_its_formula_says(claim):
    text = claim.formula.text({key: all_digits(value) for key, value in PAGE.items()})
    assert claim.follows() == pytest.approx(computed(text), rel=1e-14)


def test_a_number_is_made_from_numbers_that_came_before_it():
    seen = set(web_tutorial.GIVEN)
    for claim in CLAIMS:
        assert set(claim.formula.keywords()) <= seen, claim.symbol
        seen.add(claim.symbol)


def test_three_are_right_four_follow_and_ten_are_slips():
    marks = {c.symbol: verdict(c, v) for c, v in zip(CLAIMS, TUTORIAL.exact, strict=True)}
    assert [symbol for symbol, mark in marks.items() if mark == RIGHT] == ["a_2", "y", "−∂C/∂z_1"]
    assert [symbol for symbol, mark in marks.items() if mark == INHERITED] == [
        "−∂C/∂z_3",
        "w_6(θ^1)",
        "w_1(θ^1)",
        "a_2(θ^1)",
    ]
    assert list(marks.values()).count(WRONG) == 10
    notes = {claim.symbol for claim in CLAIMS if claim.note}
    assert notes <= {symbol for symbol, mark in marks.items() if mark == WRONG}


def test_the_reasons_that_were_found():
    at = PAGE
    assert agrees(TUTORIAL.exact[0], "0.5523")
    wrong_a = 0.59 * (1 - 0.59) * at["w_6"] * at["−∂C/∂z_3"]
    assert f"{wrong_a:.5f}" == "-0.00819" and f"{10 * wrong_a:.4f}" == "-0.0819"
    assert agrees(0.59 * at["−∂C/∂z_3"], "-0.022184")
    assert agrees(-at["x_1"] * at["−∂C/∂z_1"], "0.000945")
    w3 = at["w_3"] + at["x_1"] * at["−∂C/∂z_2"]
    assert agrees(w3, "0.271335")
    assert agrees(w3 + 0.7 * 0.0027, "0.273225")
    assert agrees(w3 - 0.7 * 0.0027, "0.269445")
    assert agrees(0.3 - 2 * 0.7 * 0.0819, "0.18534")


def test_the_exact_numbers_by_nudging():
    net, weights = web_tutorial.NET, np.array(["w" in name for name in web_tutorial.NET.names])
    slope = complex_step(lambda t: loss(net.at(t), web_tutorial.X, web_tutorial.TARGET), net.theta)
    moved = net.theta - slope * weights
    exact = {c.symbol: v for c, v in zip(CLAIMS, TUTORIAL.exact, strict=True)}
    w = dict(zip([f"w_{i}" for i in range(1, 7)], np.flatnonzero(weights), strict=True))
    for name, i in w.items():
        assert exact[f"{name}(θ^1)"] == pytest.approx(moved[i], rel=1e-12)
    assert exact["−∂C/∂w_6"] == pytest.approx(-slope[w["w_6"]], rel=1e-12)
    biases = slope[~weights]  # a bias is added to z, so the cost feels both alike
    assert [exact[f"−∂C/∂z_{n}"] for n in "123"] == pytest.approx(-biases, rel=1e-12)
    assert exact["y(θ^1)"] == pytest.approx(
        forward(net.at(moved), web_tutorial.X).y.item(), rel=1e-12
    )


def test_what_is_said_of_each_printed_number():
    app, kinds = update_after.slips(), {RIGHT: "Right.", INHERITED: "Not exact", WRONG: "A slip."}
    for step, (claim, exact) in enumerate(zip(CLAIMS, TUTORIAL.exact, strict=True), start=1):
        words = app.set(step=step).words
        assert len([row for row in words.table.rows if row[2] != "…"]) == step
        assert words.status.startswith(f"{claim.symbol} is printed as")
        assert kinds[verdict(claim, exact)] in words.status
