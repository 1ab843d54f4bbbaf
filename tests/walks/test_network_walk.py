"""The walk over any layered network: its numbers, and that it only uses known quantities."""

from math import isclose

import numpy as np
import pytest

from lessons_lib import lecture
from lessons_lib.functions import (
    ACTIVATIONS,
    COSTS,
    Function,
    binary_cross_entropy,
    cross_entropy,
    half_squared_error,
    sigmoid,
    softmax,
    tanh,
)
from lessons_lib.network import Layer, Network, forward, gradient, loss
from lessons_lib.numeric import complex_step
from lessons_lib.walks.network import network_walk
from lessons_lib.walks.walk import symbol
from walks.written import formula_gives


def drawn(seed):
    """A walk over a random network: 1 to 5 layers, 1 to 6 neurons, any activations and cost."""
    rng = np.random.default_rng(seed)
    sizes = [int(n) for n in rng.integers(1, 7, rng.integers(2, 7))]
    sigmas = [ACTIVATIONS[i] for i in rng.integers(len(ACTIVATIONS), size=len(sizes) - 1)]
    cost = COSTS[rng.integers(len(COSTS))]
    target = rng.normal(size=(sizes[-1], 1))
    if cost in (binary_cross_entropy, cross_entropy):
        sigmas[-1] = sigmoid if sizes[-1] == 1 else (sigmoid, softmax)[rng.integers(2)]
        target = rng.choice([0.0, 0.25, 1.0], (sizes[-1], 1))
    if cost is cross_entropy:
        target = rng.dirichlet(np.ones(sizes[-1]))[:, None]
    with_biases = bool(rng.integers(2))
    net = Network.random(sizes, seed, sigmas)
    if with_biases:
        net = net.at(net.theta + rng.normal(size=net.theta.size))
    x = rng.normal(size=(sizes[0], 1))
    return network_walk(net, cost, with_biases), net, x, target, cost


@pytest.fixture(params=range(200))
def case(request):
    walk, net, x, target, cost = drawn(request.param)
    given = walk.start(net, x, target)
    return walk, net, x, target, cost, given, walk.values(given)


def test_numbers_formulas_and_order(case):
    walk, net, x, target, cost, given, values = case
    wiring, trace, found = walk.wiring, forward(net, x), gradient(net, x, target, cost)
    z = [values[f"z{n}"] for n in wiring.neurons]
    sent = [values[wiring.activation(n)] for n in wiring.neurons]
    dC_dz = [values[f"dC_dz{n}"] for n in wiring.neurons]
    close = {"rtol": 1e-10, "atol": 1e-13}
    np.testing.assert_allclose(z, np.concatenate(trace.z)[:, 0], **close)
    np.testing.assert_allclose(sent, np.concatenate(trace.a[1:])[:, 0], **close)
    np.testing.assert_allclose(dC_dz, np.concatenate(found.dC_dz)[:, 0], **close)
    assert values["C"] == pytest.approx(float(loss(net, x, target, cost)), rel=1e-10)
    every = [f"dC_d{key}" for key in type(wiring)(net.sizes).parameters]
    theta = dict(zip(every, found.theta, strict=True))
    for key in walk.gradients:
        assert values[key] == pytest.approx(theta[key], rel=1e-10, abs=1e-13)

    known = set(given)
    for key in walk.quantities:  # σ′ and the like are found on the way
        if key not in given:
            assert set(walk.formula(key).keywords()) <= known, key
            value = formula_gives(walk, key, values)
            assert isclose(value, values[key], rel_tol=1e-9, abs_tol=1e-13), walk.lines(key, values)
            known.add(key)
    assert all(moment.finds == key for key, moment in walk.moments.items())
    assert tuple(walk.moments) == (*walk.forward, *walk.backward, *walk.gradients)
    on_the_way = {key for key in walk.quantities if key.startswith("s")}
    assert set(walk.moments) == set(walk.quantities) - set(given) - on_the_way
    assert all(moment.lit <= set(walk.quantities) for moment in walk.moments.values())


@pytest.mark.parametrize("seed", range(0, 200, 2))
def test_the_gradient_is_that_of_the_walks_own_cost(seed):
    walk, net, x, target, _ = drawn(seed)
    given, wiring = walk.start(net, x, target), walk.wiring
    rng = np.random.default_rng(seed)
    direction = dict(zip(wiring.parameters, rng.normal(size=len(wiring.parameters)), strict=True))

    def cost_along(t):
        moved = {key: given[key] + t[0] * d for key, d in direction.items()}
        return complex(walk.values(given | moved)["C"])

    values = walk.values(given)
    slope = sum(values[f"dC_d{key}"] * d for key, d in direction.items())
    assert complex_step(cost_along, [0.0])[0] == pytest.approx(slope, rel=1e-9, abs=1e-12)


def test_an_edge_holds_the_local_derivative():
    walk, net, x, target, _ = drawn(3)
    given = walk.start(net, x, target)
    values = walk.values(given)
    for key, quantity in walk.quantities.items():
        if quantity.formula is None or key.startswith(("s", "dC", "C")):
            continue
        for before, local in quantity.edges.items():
            moved = values | {before: values[before] + 1e-20j}
            slope = np.imag(quantity.formula.value(moved)) / 1e-20
            assert local.value(values) == pytest.approx(slope, rel=1e-12, abs=1e-15), (key, before)


def test_a_number_of_the_learners_goes_on_and_leaves_alone_what_came_before():
    walk = network_walk(lecture.six_neurons())
    given = walk.start(lecture.six_neurons(), lecture.X, lecture.TARGET)
    right, own = walk.values(given), walk.values(given, {"a1": 0.5})
    assert own["a1"] == 0.5 and own["z1"] == right["z1"]
    assert own["z3"] == given["w_a1_z3"] * 0.5 + given["w_a2_z3"] * right["a2"]
    assert own["dC_dw_a1_z3"] == 0.5 * own["dC_dz3"] != right["dC_dw_a1_z3"]
    weight = walk.values(given, {"dC_dz5": 1.0})
    assert weight["dC_dz6"] == right["dC_dz6"] and weight["dC_db5"] == 1.0


def test_a_formula_can_be_written_out():
    walk = network_walk(lecture.six_neurons())
    given = walk.start(lecture.six_neurons(), lecture.X, lecture.TARGET)
    line, numbers = walk.lines("dC_dz5", walk.values(given), ["dC_dy1"])
    assert line == "∂C/∂z_5 = σ′(z_5) · (y_1 − ŷ_1)"
    assert numbers == "= 0.236 · (0.618 − 1) = −0.0903"


def test_every_activation_and_every_cost_has_its_formula():
    for sigma in ACTIVATIONS:
        network_walk(Network.random((2, 2), sigma=sigma))
    for cost in COSTS:
        network_walk(Network.random((2, 2)), cost)


def test_keywords_and_symbols_of_ten_and_more():
    walk = network_walk(Network.random((1, 6, 6, 1)), with_biases=False)
    assert walk.symbols["w_a6_z10"] == "w_{a6→z10}" and walk.symbols["z10"] == "z_{10}"
    assert walk.symbols["dC_dw_a10_z13"] == "∂C/∂w_{a10→z13}"
    assert walk.symbols["s10"] == "σ′(z_{10})" and walk.symbols["dC_dy1"] == "∂C/∂y_1"
    assert walk.wiring.title("w_a6_z10") == "w a6→z10"
    many = network_walk(Network.random((12, 12)))
    assert many.wiring.targets["12"] == "target12" and many.symbols["target12"] == "ŷ_{12}"
    assert many.wiring.weight("x12", "12") == "w_x12_z12" in many.quantities
    assert len(set(walk.symbols.values())) == len(walk.symbols) == len(set(walk.quantities))
    assert [symbol(name) for name in ("s", "x1", "alpha12", "w_max", "dx")] == [
        "s",
        "x_1",
        "alpha_{12}",
        "w_{max}",
        "dx",
    ]


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda net: network_walk(net, "squared"), "cost must be one of .* not 'squared'"),
        (
            lambda net: network_walk(
                Network([Layer([[1]], [[0]], Function("relu", np.abs, np.sign))])
            ),
            "knows the formulas of .* not that of relu",
        ),
        (lambda net: network_walk(net).start(net, np.ones((2, 2)), [[1], [0]]), "one example"),
        (lambda net: network_walk(net).start(net, [[1]], [[1], [0]]), "x must have the shape"),
        (lambda net: network_walk(net).start(net, lecture.X, [[1]]), "target"),
        (
            lambda net: network_walk(net).start(Network.random((2, 1)), lecture.X, [[1]]),
            r"of sizes \(2, 2, 2, 2\), but this one has \(2, 1\)",
        ),
        (
            lambda net: network_walk(net, with_biases=False).start(net, lecture.X, [[1], [0]]),
            "has no biases",
        ),
        (
            lambda net: network_walk(
                Network([Layer([[-9.0]], [[0]], tanh)]), binary_cross_entropy
            ).start(Network([Layer([[-9.0]], [[0]], tanh)]), [[1]], [[1]]),
            "y must lie between 0 and 1",
        ),
        (lambda net: network_walk(net, half_squared_error).formula("x1"), "x1 is given"),
    ],
)
def test_bad_input_gets_a_sentence(make, says):
    with pytest.raises(ValueError, match=says):
        make(lecture.six_neurons())
