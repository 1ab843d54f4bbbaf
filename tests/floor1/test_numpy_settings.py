"""NumPy's settings for overflow, underflow and 0/0 do not affect our arithmetic."""

from inspect import getmembers, isfunction, unwrap
from itertools import islice

import numpy as np
import pytest

from lessons_lib import data, descent, functions, graph, lecture, network, numeric
from lessons_lib.functions import ACTIVATIONS, COSTS, softmax
from lessons_lib.graph import FUNCTIONS, OPERATIONS, Var, combine
from lessons_lib.network import Layer, Network

LARGEST, SMALLEST = np.finfo(float).max, np.finfo(float).smallest_subnormal
SIZES = (0.0, SMALLEST, 1e-308, 1e-160, 1e-17, 0.4, 1.0, 800.0, 1e160, LARGEST)
FINITE = [sign * size for size in SIZES for sign in (1, -1)]
ALL = np.array([[*FINITE, np.inf, -np.inf, np.nan]])
HALF = [size for size in SIZES if size <= 1]


def networks():
    """One of each activation, all of whose parameters are one number."""
    for sigma in ACTIVATIONS:
        net = Network.random((2, 2, 2), sigma=(sigma, softmax))
        for theta in (*FINITE, np.inf, np.nan):
            yield net.at(np.full(net.theta.shape, theta))


def activations():
    for sigma in (*ACTIVATIONS, *FUNCTIONS.values()):
        z = np.vstack([ALL, ALL[:, ::-1]])
        sigma(z), sigma.d(z) * z if sigma is softmax else sigma.d(z)
        for value in ALL[0] if sigma is not softmax else ():
            sigma(value), sigma.d(value)


def costs():
    for cost in COSTS:
        for y in (*FINITE, np.inf, np.nan) if not cost.of_z else HALF:
            for target in FINITE if not cost.of_z else HALF:
                both = np.full((2, 3), y), np.array([[target], [1 - target]]) @ np.ones((1, 3))
                cost(*both), cost.d(*both)
        for of_z in cost.of_z.values():
            z = np.vstack([ALL, ALL[:, ::-1]])
            of_z(z, np.full(z.shape, 0.5)), of_z.d(z, np.full(z.shape, 0.5))


def passes():
    for net in networks():
        for size in FINITE:
            x = np.full((2, 3), size)
            trace = network.forward(net, x)
            gradients = network.backward(net, trace, np.full((2, 3), size))
            assert gradients.theta.shape == net.theta.shape
    for cost in COSTS:
        for net in networks():
            x, target = np.full((2, 3), 1e160), np.full((2, 3), 0.5)
            network.loss(net, x, target, cost)
            network.gradient(net, x, target, cost)
            slope = network.gradient_of_theta(net, x, target, cost, size=2)
            slope(net.theta), slope(net.theta)


def rules():
    for eta in SIZES:
        schedules = [make(eta) for make in (descent.root_decay, descent.cosine_decay)]
        schedules.append(descent.step_decay(eta, factor=np.float64(1e-308), every=1))
        for schedule in schedules:
            [schedule(t) for t in (0, 1, 50)]
        for make in descent.RULES:
            for rule in (make(eta), descent.scheduled(make, schedules[0])):
                for g in ALL[0]:
                    _, *memory = rule(np.full(3, g))
                    rule(np.full(3, g), *memory)
                for theta in FINITE:
                    list(islice(descent.descend(lambda theta: theta * 1e200, theta, rule), 4))


def graphs():
    for a in FINITE:
        for made in (Var(a), abs(Var(a)), -Var(a)):
            graph.derivatives(made), graph.paths(made, made), graph.graph(made)
        for b in FINITE:
            for name in OPERATIONS:
                try:
                    z = combine(name, Var(a), Var(b))
                except ValueError:  # not finite, and said so
                    continue
                graph.derivatives(z), graph.paths(z, z)[0].product
    for sigma in FUNCTIONS.values():
        for value in FINITE:
            try:
                sigma(Var(value))
            except ValueError:
                continue


def checks_of_gradients():
    for size in FINITE:
        theta = np.full(3, size)
        numeric.central_difference(lambda theta: (theta**2).sum(), theta)
        numeric.complex_step(lambda theta: (theta**2).sum(), theta)
        numeric.compare(theta, -theta)
        numeric.Counted(numeric.compare)(theta, theta)


def data_sets():
    for size in SIZES:
        for make in (data.xor, data.two_moons, data.spirals, data.noisy_line):
            x, target = make(7, noise=size)
            data.split(x, target)
            data.accuracy(np.full(target.shape, size), np.zeros(target.shape))
            next(descent.minibatches(x, target, size=2))
        data.noisy_line(7, noise=size, w=LARGEST, b=-LARGEST)
    data.digits(), data.one_hot([0, 1], 2)


CALLS = (activations, costs, passes, rules, graphs, checks_of_gradients, data_sets)


@pytest.mark.parametrize("calls", CALLS, ids=lambda calls: calls.__name__)
def test_nothing_is_raised_where_a_learner_lets_numpy_raise(calls):
    with np.errstate(all="raise"):
        calls()


def test_no_public_function_is_left_out(monkeypatch):
    """Each is called somewhere above: those that are not are named here, and found."""
    modules = (functions, network, descent, graph, numeric, data, lecture)
    public = {
        f"{module.__name__}.{name}"
        for module in modules
        for name, f in getmembers(module, isfunction)
        if unwrap(f).__module__ == module.__name__ and not name.startswith("_")
    }
    source = "".join(unwrap(calls).__code__.co_names.__repr__() for calls in CALLS)
    source += "".join(repr(calls.__code__.co_consts) for calls in CALLS)
    names = {name.rsplit(".", 1)[1] for name in public}
    rules = {rule.__name__ for rule in descent.RULES}
    assert {name for name in names - rules if name not in source} == {"six_neurons"}


def test_a_layer_of_the_largest_numbers_is_no_trouble():
    with np.errstate(all="raise"):
        Network([Layer([[LARGEST]], [[-LARGEST]])])
