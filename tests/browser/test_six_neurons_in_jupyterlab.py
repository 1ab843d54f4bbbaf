"""Lesson 5 in a real JupyterLab and a real browser, from the stored page to the last control."""

import math
import re

import pytest
from interactives import stored_in
from playwright.sync_api import expect
from reading import read

NOTEBOOK = "05_six_neurons.ipynb"
WALK = "six_neurons.walk()"
GRADIENT = 'six_neurons.walk().set(moment="gradient", number="w_a4_z6")'
TRAIN = "six_neurons.train()"

# The lecture's network and input x = (1, −1), calculated elsewhere; it prints the six activations
# as PRINTED. The target (1, 0) is this project's, and so is the backward half: it agrees with a
# complex-step derivative. The order is the order of the walk.
PRINTED = {"a1": 0.98, "a2": 0.12, "a3": 0.86, "a4": 0.11, "y1": 0.62, "y2": 0.83}
TARGETS = {"y1": 1, "y2": 0}
FORWARD = {
    "z1": 4,
    "a1": 0.9820137900379085,
    "z2": -2,
    "a2": 0.11920292202211755,
    "z3": 1.8448246580536993,
    "a3": 0.8635183126781821,
    "z4": -2.0832305020979343,
    "a4": 0.11073744383822466,
    "z5": 0.4798174941963218,
    "y1": 0.6177047777553412,
    "z6": 1.5794314626747166,
    "y2": 0.8291239841574399,
    "C": 0.41679810902809994,
}
BACKWARD = {
    "∂C/∂y2": FORWARD["y2"] - TARGETS["y2"],
    "∂C/∂y1": FORWARD["y1"] - TARGETS["y1"],
    "∂C/∂z6": 0.11746813288382997,
    "∂C/∂z5": -0.09027732901189876,
    "∂C/∂z4": 0.05516056839421439,
    "∂C/∂z3": -0.045762891766824125,
    "∂C/∂z2": -0.0009866957635724367,
    "∂C/∂z1": -0.0035651628537064248,
}
INPUTS = {"x1": 1, "x2": -1}
KNOWN = INPUTS | FORWARD | BACKWARD
PARAMETERS = {
    **{"wx1→z1": 1, "wx2→z1": -2, "wx1→z2": -1, "wx2→z2": 1, "b1": 1, "b2": 0},
    **{"wa1→z3": 2, "wa2→z3": -1, "wa1→z4": -2, "wa2→z4": -1, "b3": 0, "b4": 0},
    **{"wa3→z5": 3, "wa4→z5": -1, "wa3→z6": -1, "wa4→z6": 4, "b5": -2, "b6": 2},
}


@pytest.fixture(scope="module")
def opened(open_lesson):
    return open_lesson(NOTEBOOK)


@pytest.fixture(scope="module")
def lesson(opened):
    opened.run_all_cells(stored_in(NOTEBOOK))
    return opened


@pytest.fixture(autouse=True)
def nothing_goes_wrong(opened):
    yield
    assert opened.went_wrong() == []


def three_digits(numbers):
    return {name: float(f"{number:.3g}") for name, number in numbers.items()}


def facts(alt):
    """The numbers in the alternative text of a picture: "… z1 = 4, a1 = 0.982." """
    found = re.findall(r"(\S+) = (\S+?)[,.](?= |$)", alt)
    return {name: read(text) for name, text in found}


def worked_out(line):
    """What "= 3 · 0.864 + (−1) · 0.111 + (−2) = 0.48" gives when it is really calculated."""
    formula = line.removeprefix("= ").rpartition(" = ")[0]
    for sign, python in (("e−", "e**−"), ("−", "-"), ("·", "*"), ("½", "0.5"), ("²", "**2")):
        formula = formula.replace(sign, python)
    return eval(formula, {"e": math.e})


def expect_result(interactive, symbol):
    """Wait for the formula of `symbol`; check its arithmetic and return its result."""
    symbols, numbers = re.compile(rf"^{re.escape(symbol)} = "), re.compile("^= ")
    expect(interactive.formula).to_have_text([symbols, numbers])
    line = interactive.shown().formula[1]
    result = read(line.rpartition(" = ")[2])
    assert worked_out(line) == pytest.approx(result, rel=0.01), line  # from three-digit numbers
    return result


def expect_start(walk):
    expect(walk.formula).to_have_count(0)
    expect(walk.picture).to_have_attribute("alt", re.compile(r"x1 = 1, x2 = −1\.$"))


def test_a_notebook_that_was_not_run_shows_its_pictures(opened):
    """Comes first: the other tests run the cells."""
    expect(opened.still_pictures).to_have_count(stored_in(NOTEBOOK))
    for picture in opened.still_pictures.all():
        assert picture.evaluate("img => img.decode().then(() => img.naturalWidth)") > 0
    expect(opened.interactives).to_have_count(0)
    expect(opened.widget_errors).to_have_count(0)


def test_every_control_and_picture_has_a_name(lesson):
    roles = re.compile(r"^ *- '?(button|slider|spinbutton|combobox|img)(?: \"(.*)\")?", re.M)
    for app in lesson.interactives.all():
        found = roles.findall(app.aria_snapshot())
        assert {role for role, name in found} >= {"button", "slider", "spinbutton", "img"}
        assert [role for role, name in found if not name] == []
    pictures = lesson.interactives.locator(".lesson-picture img")
    expect(pictures).to_have_count(stored_in(NOTEBOOK))
    assert all(picture.get_attribute("alt") for picture in pictures.all())


def test_next_through_the_whole_walk_and_back(lesson):
    walk = lesson.interactive(WALK)
    walk.press("Reset")
    expect_start(walk)
    seen = [walk.shown()]
    assert facts(seen[0].alt) == INPUTS

    for last, symbol in enumerate(FORWARD | BACKWARD, start=len(INPUTS) + 1):
        with walk.new_picture():
            walk.press("Next")
        result = expect_result(walk, symbol)
        seen.append(walk.shown())
        known = three_digits(dict(list(KNOWN.items())[:last]))
        assert facts(seen[-1].alt) == known
        assert result == known[symbol]
    assert {name: round(facts(seen[-1].alt)[name], 2) for name in PRINTED} == PRINTED

    with walk.new_picture():
        walk.press("Next")
    gradient = expect_result(walk, "∂C/∂wx1→z1")
    assert gradient == three_digits(BACKWARD)["∂C/∂z1"] * INPUTS["x1"]
    end = walk.shown()
    for one in ("picture", "status", "formula"):
        different = {getattr(shown, one) for shown in (*seen, end)}
        assert len(different) == len(seen) + 1, f"two moments have the same {one}"

    walk.press("Next")
    expect(walk.app.get_by_text("This is the last step.")).to_be_visible()
    assert walk.shown() == end

    for before in reversed(seen):
        with walk.new_picture():
            walk.press("Back")
        expect(walk.status).to_have_text(before.status)
        expect(walk.formula).to_have_text(list(before.formula))
        assert walk.shown() == before


def test_the_table_holds_every_gradient(lesson):
    net = lesson.interactive(GRADIENT)
    net.open_the_numbers()
    table = net.table()
    assert list(table) == list(PARAMETERS)
    for parameter, cells in table.items():
        carried, _, neuron = parameter.removeprefix("w").rpartition("→")
        forward = KNOWN[carried] if carried else 1
        backward = BACKWARD[f"∂C/∂z{neuron[-1]}"]
        expected = {
            "value": PARAMETERS[parameter],
            "forward": forward,
            "backward": backward,
            "gradient": forward * backward,
        }
        shown = dict(zip(expected, map(read, cells), strict=True))
        assert shown == three_digits(expected), parameter


def test_a_weight_moves_picture_formula_and_table(lesson):
    net = lesson.interactive(GRADIENT)
    with net.new_picture():
        net.choose("change", "w x1→z1")
    assert expect_result(net, "∂C/∂wx1→z1") == three_digits(BACKWARD)["∂C/∂z1"]
    lecture, lecture_table = net.shown(), net.table()

    with net.new_picture():
        net.slider("w x1→z1").press("ArrowRight")
    expect(net.box("w x1→z1")).to_have_value("1.1")
    expect(net.formula.last).to_have_text("= 1 · (−0.00323) = −0.00323")  # by complex step
    expect(net.picture).to_have_attribute("alt", re.compile(r"z1 = 4\.1[,.]"))
    assert facts(net.shown().alt).items() >= {"z1": 4.1, "a1": 0.984, "∂C/∂z1": -0.00323}.items()
    expect(net.row("wx1→z1")).to_have_text(["1.1", "1", "−0.00323", "−0.00323"])

    with net.new_picture():
        net.type("w x1→z1", -3)  # z1 = (−3) · 1 + (−2) · (−1) + 1
    expect(net.slider("w x1→z1")).to_have_attribute("aria-valuenow", re.compile(r"^-3(\.0)?$"))
    expect(net.formula.last).to_have_text("= 1 · (−0.0897) = −0.0897")
    expect(net.picture).to_have_attribute("alt", re.compile("z1 = 0[,.]"))
    assert facts(net.shown().alt).items() >= {"z1": 0, "a1": 0.5, "z3": 0.881}.items()
    expect(net.row("wx1→z1")).to_have_text(["−3", "1", "−0.0897", "−0.0897"])
    mine, my_table = net.shown(), net.table()

    net.type("w x1→z1", 99)
    expect(net.error).to_contain_text("w x1→z1 must be a number from")
    assert (net.shown(), net.table()) == (mine, my_table)

    with net.new_picture():
        net.press("Reset")
    expect(net.formula.first).to_contain_text("∂C/∂wa4→z6 =")
    expect(net.error).to_have_count(0)
    with net.new_picture():
        net.choose("change", "w x1→z1")
    expect(net.box("w x1→z1")).to_have_value("1")
    expect(net.formula).to_have_text(list(lecture.formula))
    expect(net.row("b6")).to_have_text(lecture_table["b6"])
    assert (net.shown(), net.table()) == (lecture, lecture_table)


def test_reset_replaces_a_number_that_was_refused(lesson):
    walk = lesson.interactive(WALK)
    walk.press("Reset")
    expect_start(walk)
    walk.type("w x1→z1", 99)
    expect(walk.error).to_be_visible()
    walk.press("Reset")
    expect(walk.error).to_have_count(0)
    expect(walk.box("w x1→z1")).to_have_value("1")


def test_training_makes_the_cost_fall(lesson):
    train = lesson.interactive(TRAIN)
    expect(train.formula.last).to_contain_text("C(θ0) = 0.417,")
    with train.new_picture():
        train.slider("step t").press("ArrowRight")
    expect(train.formula.last).to_contain_text("C(θ1) = 0.392,")
    expect(train.status).to_contain_text("The cost fell by 0.0244.")
    expect(train.box("step t")).to_have_value("1")
    with train.new_picture():
        train.slider("step t").press("End")
    expect(train.formula.last).to_contain_text("C(θ100) = 0.0067,")
    expect(train.status).to_contain_text("The cost fell by")
    expect(train.picture).to_have_attribute("alt", re.compile("0.0067 at step 100"))
    expect(train.box("step t")).to_have_value("100")
