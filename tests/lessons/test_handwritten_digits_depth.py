"""Lesson 10: the gradient of each layer of a deep network."""

import re

import numpy as np
import pytest
from hands import at_the_beginning
from reading import read

from lessons_lib.data import digits, split
from lessons_lib.lessons import handwritten_digits
from lessons_lib.lessons.handwritten_digits.depth_scene import NEURONS, SEEN, sizes
from lessons_lib.network import Network
from lessons_lib.notation import number

MADE = {
    name: getattr(handwritten_digits, name)
    for name in ("train", "mistakes", "weights", "pixels", "depth")
}


@pytest.fixture(scope="module")
def app_of():
    return at_the_beginning(MADE)


@pytest.fixture(scope="module")
def s():
    return split(*digits())


@pytest.mark.parametrize(
    ("activation", "scale"), [("sigmoid", "xavier"), ("tanh", "small"), ("relu", "he")]
)
def test_the_gradient_of_each_layer_is_that_of_a_nudge(activation, scale, s):
    f = {
        "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
        "tanh": np.tanh,
        "relu": lambda z: np.where(z.real > 0, z, 0),
    }[activation]
    net = Network.random((64, NEURONS, NEURONS, 10), scale=scale)  # of it only the weights
    a, target = s.x[:, :SEEN], s.target[:, :SEEN]
    for k, (layer, size) in enumerate(zip(net.layers, sizes(2, activation, scale)[0], strict=True)):
        z = layer.w @ a + layer.b
        slopes = []
        for neuron in range(len(z)):
            end = z.astype(complex)
            end[neuron] += 1e-100j
            for later in net.layers[k + 1 :]:
                end = later.w @ f(end) + later.b
            costs = np.log(np.exp(end).sum(axis=0)) - (end * target).sum(axis=0)
            slopes.append(costs.imag / 1e-100)
        assert size == pytest.approx(np.abs(slopes).mean(), rel=1e-9)
        a = f(z)


@pytest.mark.parametrize("layers", (1, 4, 8))
def test_what_is_said_of_depth(layers, app_of):
    words = app_of("depth").set(layers=layers, activation="tanh", scale="small").words
    dC_dz, dC_dw = sizes(layers, "tanh", "small")
    first, last = number(dC_dz[0]), number(dC_dz[-1])
    assert f"{layers + 1} layers, tanh: " in words.status
    assert f"is {last} at the output and {first} in layer 1." in words.status
    each = read(re.search(r"multiplies it by (\S+), on average", words.status)[1])
    assert each**layers == pytest.approx(dC_dz[0] / dC_dz[-1], rel=0.006 * layers)
    quarters = read(words.formula[1].rpartition("= ")[2])
    assert quarters == pytest.approx(dC_dz[-1] * 0.25**layers, rel=6e-3)
    assert [row[1:] for row in words.table.rows] == [
        (number(z), number(w)) for z, w in zip(dC_dz, dC_dw, strict=True)
    ]


def test_the_lines_of_depth_are_its_numbers(app_of):
    app = app_of("depth").set(layers=3)
    dC_dz, _ = sizes(3, "sigmoid", "xavier")
    lines = [a.get_xydata() for a in app._picture._moving if hasattr(a, "get_xydata")]
    quarters, line = sorted(lines, key=lambda xy: -xy[0, 1])
    assert line == pytest.approx(np.column_stack([[1, 2, 3, 4], dC_dz]))
    assert quarters[:, 1] == pytest.approx(dC_dz[-1] / np.array([64, 16, 4, 1]))
    texts = [a.get_text() for a in app._picture._moving if hasattr(a, "get_text")]
    assert [text for text in texts if text] == [number(size, 2) for size in dC_dz]
