"""Worked examples of others, entered into `your_own.network`: the digits that they printed."""

from decimal import Decimal

import pytest
from on_file import examples, rounds_to

from lessons_lib.lessons import your_own
from lessons_lib.lessons.shared.own_network import own_network
from lessons_lib.notation import number

GIVEN, PRINTED = examples(), examples(parse_float=Decimal)
WORKED = [name for name, example in GIVEN.items() if "settings" in example]


def mazur():
    """Matt Mazur's network as one enters it."""
    example = GIVEN["mazur"]
    w, b = example["network"]["W"], example["network"]["b"]
    return {"w": w, "b": b, "x": example["x"], "target": example["target"]}


def walked(settings):
    """What the App of these settings shows at the end of its walk: each number, and the table."""
    app = your_own.network(settings).set(moment="gradient")
    own = own_network(settings)
    return own, own.walk.values(own.start | app.values), app.words.table


@pytest.mark.parametrize("name", WORKED)
def test_what_was_printed_comes_out(name):
    own, found, table = walked(GIVEN[name]["settings"])
    for key, printed in PRINTED[name]["published"].items():
        at, _, after = key.partition(" ")
        value = found[at]
        if after:
            value -= GIVEN[name]["eta"] * found[f"dC_d{at}"]
        assert rounds_to(value, printed), f"{key} is {value}"
    gradients = [number(found[f"dC_d{key}"]) for key in own.walk.wiring.parameters]
    assert [row[table.header.index("gradient")] for row in table.rows] == gradients


def test_they_have_thresholds_linear_outputs_relu_softmax_and_each_cost():
    owns = [own_network(GIVEN[name]["settings"]) for name in WORKED]
    sigmas = {layer.sigma.name for own in owns for layer in own.net.layers}
    assert sigmas >= {"relu", "identity", "softmax", "tanh", "sigmoid"}
    assert len({own.cost for own in owns}) == 3
    assert any(own.net.layers[0].b.any() for own in owns)


def test_mazur_in_three_lines():
    _, found, table = walked(mazur())
    printed = PRINTED["mazur"]["published"]
    assert rounds_to(found["C"], printed["E"])
    assert rounds_to(found["dC_dw_x1_z1"], printed["dE/dw1"])
    assert rounds_to(found["dC_dw_a1_z3"], printed["dE/dw5"])
    row = dict(zip(table.header, table.rows[0], strict=True))
    assert row["gradient"] == row["by nudging"] == "0.000439"
