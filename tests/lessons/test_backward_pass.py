"""Lesson 04: the assembled formula, the amplifier and the two cases, against complex steps."""

import re

import numpy as np
import pytest
from matplotlib.figure import Figure
from reading import NUMBER, python

from lessons_lib import lecture
from lessons_lib.functions import half_squared_error, sigmoid
from lessons_lib.lessons import backward_pass
from lessons_lib.lessons.backward_pass import assemble_scene
from lessons_lib.lessons.backward_pass.assemble_scene import GIVEN, ONE_NEURON, TERMS
from lessons_lib.lessons.backward_pass.function_and_slope import FunctionAndSlope
from lessons_lib.lessons.backward_pass.recursion_scene import RECURSION
from lessons_lib.network import forward
from lessons_lib.notation import number, plain
from lessons_lib.numeric import complex_step
from lessons_lib.walks.lecture import NEURONS, PARAMETERS, SIX_NEURONS


def true_numbers(given):
    """The derivatives of the one neuron by the complex step on a cost with these ∂C/∂z′."""

    def sigma(z):
        return 1 / (1 + np.exp(-z))

    def cost(a):
        return given["dC_dz1"] * (given["w3"] * a + 1) + given["dC_dz2"] * (given["w4"] * a - 2)

    z = [given["z"]]
    return {
        "s": complex_step(lambda z: sigma(z[0]), z)[0],
        "dC_da": complex_step(lambda a: cost(a[0]), [sigma(given["z"])])[0],
        "dC_dz": complex_step(lambda z: cost(sigma(z[0])), z)[0],
    }


def given_from(seed):
    rng = np.random.default_rng(seed)
    numbers = np.where(
        rng.random(5) < 0.2, rng.choice([-5.0, 0.0, 5.0], 5), rng.uniform(-5, 5, 5).round(1)
    )
    return dict(zip(GIVEN, numbers.tolist(), strict=True))


def shown(words):
    """The numbers the alternative text names: symbol -> text."""
    return dict(re.findall(rf"([^\s,]+) = ({NUMBER})", plain(words.alt)))


def evaluated(line):
    """What the numbers of a formula line come to, by Python's own arithmetic."""
    middle = line.split(" = ")[0].removeprefix("= ")
    return eval(python(middle), {})


@pytest.mark.parametrize("seed", range(20))
def test_one_neuron_for_any_numbers(seed):
    given = given_from(seed) if seed else GIVEN
    found = ONE_NEURON.values(given)
    for key, value in true_numbers(given).items():
        assert found[key] == pytest.approx(value, rel=1e-12, abs=1e-15), key


@pytest.mark.parametrize("seed", range(4))
def test_every_term_at_every_moment(seed):
    app = backward_pass.assemble()
    for moment in TERMS:
        given = given_from(100 * seed + list(TERMS).index(moment)) if seed else GIVEN
        chosen = list(GIVEN)[seed]
        words = app.set(moment=moment, number=chosen, **given).words
        true = true_numbers(given)
        known = {key for key in true if key in assemble_scene.found_at(moment)}
        texts = {ONE_NEURON.symbols[key].replace("_", ""): number(true[key]) for key in known}
        texts |= {ONE_NEURON.symbols[key].replace("_", ""): number(given[key]) for key in GIVEN}
        assert shown(words) == texts
        assert ("reversed" in words.alt) == (moment == "reverse")
        if moment in ("dC_da", "dC_dz", "reverse"):
            result = true[TERMS[moment].finds]
            assert words.formula[1].endswith(f" = {number(result)}")
            assert evaluated(words.formula[1]) == pytest.approx(result, rel=0.005, abs=1e-9)


def test_the_formula_grows_term_by_term():
    app = backward_pass.assemble()
    right = [app.set(moment=moment).words.formula for moment in TERMS]
    assert [lines[0].partition(" = ")[2] for lines in right] == [
        "∂a/∂z · ∂C/∂a",
        "σ′(z) · ∂C/∂a",
        "σ′(z) · (w_3 · ∂C/∂z′ + …)",
        "σ′(z) · (w_3 · ∂C/∂z′ + w_4 · ∂C/∂z″)",
        "w_3 · ∂C/∂z′ + w_4 · ∂C/∂z″",
        "σ′(z) · (w_3 · ∂C/∂z′ + w_4 · ∂C/∂z″)",
        "σ′(z) · (w_3 · ∂C/∂z′ + w_4 · ∂C/∂z″)",
    ]
    assert [lines[1] for lines in right[1:]] == [
        "= 0.25 · …",
        "= 0.25 · (2 · 0.1 + …)",
        "= 0.25 · (2 · 0.1 + (−1) · (−0.3))",
        "= 2 · 0.1 + (−1) · (−0.3) = 0.5",
        "= 0.25 · (2 · 0.1 + (−1) · (−0.3)) = 0.125",
        "= 0.25 · (2 · 0.1 + (−1) · (−0.3)) = 0.125",
    ]


def test_a_muted_path_adds_nothing():
    app = backward_pass.assemble().set(moment="reverse", w4=0, dC_dz2=5)
    assert app.words.formula[1].endswith(f"= {number(0.25 * 2 * 0.1)}")


@pytest.mark.parametrize("dC_da", [-2.0, 0.0, 0.7])
def test_the_amplifier_over_its_whole_slider(dC_da):
    app = backward_pass.amplifier()
    for z in (-6, -2.9, -0.3, 0, 0.1, 3, 6):
        words = app.set(z=z, dC_da=dC_da).words
        slope = complex_step(lambda z: 1 / (1 + np.exp(-z[0])), [float(z)])[0]
        assert slope <= 0.25
        assert words.formula[0].endswith(f" = {number(slope)}")
        assert words.formula[1].endswith(f" = {number(slope * dC_da)}")
        assert shown(words) | {"σ′(z)": number(slope), "z": number(z)} == shown(words)
        assert f"∂C/∂z = {number(slope * dC_da)} comes out." in words.alt
        percent = re.search(r"(\S+)%", words.status)
        assert percent is None if z == 0 else percent[1] == number(100 * slope)
        assert ("nearly flat" in words.status) == (abs(z) >= 3)


def test_the_slope_is_drawn_up_to_z_and_no_further():
    fig, axis = Figure(), np.linspace(-6, 6, 49)
    curve = FunctionAndSlope(fig.add_subplot(), axis, sigmoid(axis), sigmoid.d(axis), ("f", "g"))
    for z in (-2, 6, 0.3, -6):
        curve.show(z, float(sigmoid(z)), float(sigmoid.d(z)))
        (drawn,) = (line for line in fig.axes[0].lines if line.get_linestyle() == "--")
        xs, ys = drawn.get_data()
        assert xs[0] == -6 and xs[-1] == z == max(xs)
        np.testing.assert_allclose(ys, sigmoid.d(np.asarray(xs)), rtol=1e-12)


def test_where_the_most_comes_through_is_not_said_before_the_slider_moves():
    words = backward_pass.amplifier().words
    assert words.status == "The amplifier lets 19.7% through." and "¼" not in words.alt


def true_dC_dz():
    """∂C/∂z of the six neurons: a bias is added to z, so the cost feels both alike."""
    net = lecture.six_neurons()

    def cost(theta):
        return half_squared_error(forward(net.at(theta), lecture.X).y, lecture.TARGET)

    slopes = dict(zip(PARAMETERS, complex_step(cost, net.theta), strict=True))
    return {f"dC_dz{n}": slopes[f"b{n}"] for n in NEURONS}


def test_every_question_is_answered_once_and_after_what_it_needs():
    asked = [name[3:] for name in RECURSION if name.startswith("ask")]
    answered = [name[-1] for name in RECURSION if not name.startswith("ask")]
    assert asked == ["1", "3", "4", "5", "6", "2"]  # the last one when the first has its answer
    assert sorted(answered) == sorted(asked)
    known = set()
    for name in RECURSION:
        if name.startswith("ask"):
            continue
        needed = {key for key in SIX_NEURONS.formula(name).keywords() if key.startswith("dC_dz")}
        assert needed <= known, name
        known.add(name)


def test_what_waits_and_what_is_answered():
    app = backward_pass.recursion()
    true = true_dC_dz()
    waiting, answered = [], {}
    for moment in RECURSION:
        words = app.set(moment=moment).words
        neuron = moment[-1]
        symbol = f"∂C/∂z{neuron}"
        if moment.startswith("ask"):
            waiting.append(symbol)
            assert ("the cost itself gives" in words.status) == (neuron in "56")
            assert ("so it asks them" in words.status) == (neuron in "134")
            assert ("know their answers already" in words.status) == (neuron == "2")
            assert len(words.formula) == 1
        else:
            waiting.remove(symbol)
            answered[symbol] = number(true[moment])
            assert words.formula[1].endswith(f" = {number(true[moment])}")
        assert shown(words) == answered
        assert f"Waiting for an answer: {', '.join(waiting) or 'none'}. " in plain(words.alt)


@pytest.mark.parametrize("mute", [{"w3": 0}, {"w4": 0}, {"dC_dz1": 0}])
def test_a_path_that_is_mute_is_drawn_like_one_that_takes_no_part(mute, monkeypatch):
    seen = []
    monkeypatch.setattr(
        assemble_scene.Wires, "show", lambda self, texts, lit, reverse: seen.append(set(lit))
    )
    update = assemble_scene.scene(Figure())
    update(moment="reverse", number="w3", **GIVEN)
    update(moment="reverse", number="w3", **GIVEN | mute)
    spoken, muted = seen
    assert set(mute) <= spoken
    assert muted == spoken - set(mute)
