"""What the walks say, for one wire and for five, with every activation, in every language."""

import re

import numpy as np
import pytest

from lessons_lib.functions import (
    ACTIVATIONS,
    binary_cross_entropy,
    cross_entropy,
    half_squared_error,
    identity,
    sigmoid,
    softmax,
    tanh,
)
from lessons_lib.graph import Var
from lessons_lib.language import languages, say, speak
from lessons_lib.network import Network
from lessons_lib.notation import markup
from lessons_lib.walks.graph import graph_walk
from lessons_lib.walks.network import network_walk
from lessons_lib.walks.sentences import count, listed


@pytest.fixture(autouse=True)
def english_again():
    yield
    speak("en")


def said(sizes, sigma=sigmoid, cost=half_squared_error, with_biases=True, language="en"):
    speak(language)
    walk = network_walk(Network.random(sizes, sigma=sigma), cost, with_biases)
    return {key: str(say(moment.sentence)) for key, moment in walk.moments.items()}


def test_one_wire_and_five():
    one, five = said((1, 1, 1)), said((5, 5, 5))
    noted = " On the way we record what {} carries: that's ∂z_1/∂w."
    assert one["z1"] == "Neuron 1 adds its bias to what its wire contributes." + noted.format(
        "the wire"
    )
    assert five["z1"] == (
        "Neuron 1 adds up what its five wires contribute, plus its bias."
        + noted.format("each wire")
    )
    assert one["a1"].endswith("between 0 and 1. It goes on to the next neuron.")
    assert five["a1"].endswith("between 0 and 1. It goes along all five wires.")
    assert one["C"].startswith("The cost compares the output with the target ŷ.")
    assert five["C"].startswith("The cost compares the outputs with the target ŷ.")
    assert one["dC_dz1"] == (
        "Back through the same weight: what comes from neuron 2 goes into the amplifier, which "
        "multiplies by σ′(z_1)."
    )
    assert five["dC_dz1"] == (
        "Back through the same five weights: what comes from neurons 6, 7, 8, 9 and 10 is added "
        "up, then the amplifier multiplies by σ′(z_1)."
    )
    assert five["dC_dz10"].endswith("multiplies ∂C/∂y_5 by σ′(z_{10}).")


def test_two_wires_as_in_the_lecture():
    two = said((2, 2, 2))
    assert two["z2"].startswith("Neuron 2 adds up what its two wires contribute, plus its bias. ")
    assert two["a2"].endswith("between 0 and 1. It goes along both wires.")
    assert two["y1"].endswith("between 0 and 1. This is an output of the network.")
    assert two["dC_dy2"].endswith("What goes in now is how fast the cost grows with y_2.")
    assert two["dC_dz1"] == (
        "Back through the same two weights: what comes from neurons 3 and 4 is added up, then "
        "the amplifier multiplies by σ′(z_1)."
    )
    assert two["dC_dw_a1_z3"].startswith("Forward value × backward value = gradient: ")
    assert two["dC_db1"].startswith("A bias is the weight on a wire that always carries 1")


def test_one_wire_and_five_in_chinese():
    one, five = said((1, 1, 1), language="zh"), said((5, 5, 5), language="zh")
    assert one["z1"].startswith("神经元 1 只有一条连线：用它传来的数乘以权重，再加上偏置。")
    assert five["z1"].startswith("神经元 1 把五条连线传来的数加权求和，再加上偏置。")
    assert one["dC_dz1"].startswith("往回传，还是同样的权重：神经元 2 传来的数乘以权重")
    assert five["dC_dz1"].startswith(
        "往回传，还是同样的五个权重：神经元 6、7、8、9 和 10 传来的数各乘以权重，加起来"
    )
    assert five["a1"].endswith("它沿五条连线传出去。")


def test_without_biases_none_is_named():
    for sizes in ((1, 1), (5, 5, 1)):
        assert not any("bias" in text for text in said(sizes, with_biases=False).values())
    assert said((3, 1), with_biases=False)["z1"].startswith(
        "Neuron 1 adds up what its three wires contribute. "
    )


def test_what_only_some_layers_have():
    linear = said((2, 3, 1), identity)
    assert linear["a1"].startswith("There's no activation function here: z_1 continues as it is.")
    assert "amplifier" not in linear["dC_dz1"] + linear["dC_dz4"]
    shares = said((2, 3, 2), softmax)
    assert shares["a2"].startswith("Softmax turns the three z of this layer into fractions")
    assert shares["dC_dz2"].startswith("z_2 changes each of the three a of this softmax")
    assert shares["dC_da2"].endswith("That's ∂C/∂a_2: how the cost responds to a_2.")
    assert said((2, 1, 1), softmax)["a1"].startswith("The softmax of a single number is always 1.")
    joined = said((2, 3), softmax, cross_entropy)
    assert joined["dC_dz3"].endswith("all paths together leave only y_3 − ŷ_3.")
    assert "dC_dy3" not in joined
    assert said((2, 1), sigmoid, binary_cross_entropy)["dC_dz1"].endswith("y_1 − ŷ_1 is left.")
    assert "dC_dy1" in said((2, 1), tanh, binary_cross_entropy)


@pytest.mark.parametrize("language", languages())
def test_every_sentence_is_whole_in_every_language(language):
    rng = np.random.default_rng(0)
    for sigma in ACTIVATIONS:
        for cost in (half_squared_error, cross_entropy):
            sizes = [int(n) for n in rng.integers(1, 7, 4)]
            for text in said(sizes, sigma, cost, bool(rng.integers(2)), language).values():
                whole(text, language)
    x, y = Var(2.0, "x1"), Var(3.0, "x12")
    walk = graph_walk((x * y + y) / (x - 2 * y))
    for moment in walk.moments.values():
        whole(str(say(moment.sentence)), language)


def whole(text, language):
    """No blank is left, every symbol is marked up, and all is in one language."""
    assert text.endswith("。" if language == "zh" else "."), text
    assert not re.search(r"\{[a-z]+\}|None|  |_\d\d", text), text
    assert not re.search(r"[_{}]", re.sub("<[^>]*>", "", markup(text))), text
    if language == "zh":
        assert not re.search(r"[.,:] |\b(the|and|of|it|is)\b", text), text


def test_counts_and_lists():
    assert [str(count(n)) for n in (2, 6, 7)] == ["two", "six", "7"]
    assert [str(listed(list("abc"[:n]))) for n in (1, 2, 3)] == ["a", "a and b", "a, b and c"]
