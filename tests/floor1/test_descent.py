from itertools import islice, pairwise

import numpy as np
import pytest

from lessons_lib import lecture
from lessons_lib.data import accuracy, digits, split, two_moons
from lessons_lib.descent import (
    RULES,
    adagrad,
    adam,
    cosine_decay,
    descend,
    minibatches,
    momentum,
    nesterov,
    plain,
    rmsprop,
    root_decay,
    scheduled,
    step_decay,
)
from lessons_lib.functions import cross_entropy, sigmoid, softmax
from lessons_lib.network import Network, forward, gradient, gradient_of_theta, loss


def bowl(theta):
    return np.array([1.0, 10.0]) * theta


def walk(rule, steps, gradient=bowl, theta=(3.0, -2.0)):
    return list(islice(descend(gradient, theta, rule), steps + 1))


def test_a_walk_starts_at_theta_and_knows_its_gradients():
    steps = walk(plain(0.1), 3)
    assert [step.t for step in steps] == [0, 1, 2, 3]
    assert steps[0].theta.tolist() == [3.0, -2.0]
    for before, after in pairwise(steps):
        np.testing.assert_array_equal(before.gradient, bowl(before.theta))
        np.testing.assert_allclose(after.theta, before.theta - 0.1 * before.gradient, rtol=1e-15)


def test_a_step_can_be_taken_back():
    """The steps behind are values: walking on, and on again from there, changes none of them."""
    theta = np.array([3.0, -2.0])
    steps = descend(bowl, theta, momentum(0.01))
    first = list(islice(steps, 4))
    kept = [step.theta.tolist() for step in first]
    theta += 1
    list(islice(steps, 10))
    assert [step.theta.tolist() for step in first] == kept
    assert [step.theta.tolist() for step in walk(momentum(0.01), 3)] == kept


def test_one_number_a_vector_and_many_networks_alike():
    (*_, last) = walk(plain(0.25), 60, gradient=lambda x: 2 * x, theta=10.0)
    assert last.theta.shape == ()
    assert abs(last.theta) < 1e-15
    net = lecture.six_neurons()
    theta = np.stack([net.theta, net.theta + 0.5])
    step = walk(
        adam(),
        5,
        gradient=gradient_of_theta(net, lecture.X, lecture.TARGET),
        theta=theta,
    )[-1]
    assert step.theta.shape == (2, 18)
    assert (
        loss(net.at(step.theta), lecture.X, lecture.TARGET)
        < loss(net.at(theta), lecture.X, lecture.TARGET)
    ).all()


def test_the_walk_is_nobody_elses_to_change():
    g = np.zeros(2)

    def in_one_array(theta):
        g[:] = bowl(theta)
        return g

    kept = walk(plain(0.1), 3, gradient=in_one_array)
    for step in kept:
        np.testing.assert_array_equal(step.gradient, bowl(step.theta))
        with pytest.raises(ValueError, match="read-only"):
            step.theta[0] = 5


# Every rule as its authors write it, for one number, one line after the other.
def by_the_paper(name, g, theta, steps):
    v = m = s = 0.0
    for t in range(1, steps + 1):
        if name == "plain":
            theta = theta - 0.1 * g(theta)
        elif name == "momentum":
            v = 0.9 * v - 0.1 * g(theta)
            theta = theta + v
        elif name == "nesterov":  # Sutskever et al. (2013), eqs. 3 and 4
            v = 0.9 * v - 0.1 * g(theta + 0.9 * v)
            theta = theta + v
        elif name == "adagrad":
            s += g(theta) ** 2
            theta = theta - 0.01 * g(theta) / (s**0.5 + 1e-10)
        elif name == "rmsprop":
            s = 0.9 * s + 0.1 * g(theta) ** 2
            theta = theta - 0.001 * g(theta) / (s**0.5 + 1e-8)
        elif name == "adam":  # Kingma & Ba (2015), algorithm 1
            m = 0.9 * m + 0.1 * g(theta)
            s = 0.999 * s + 0.001 * g(theta) ** 2
            theta = theta - 0.001 * (m / (1 - 0.9**t)) / ((s / (1 - 0.999**t)) ** 0.5 + 1e-8)
    return theta + 0.9 * v if name == "nesterov" else theta


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_rules_and_their_defaults_as_in_the_papers(rule):
    def g(x):
        return 2 * x + np.cos(3 * x)

    expected = by_the_paper(rule.__name__, g, 1.5, 200)
    (*_, last) = walk(rule(), 200, gradient=g, theta=1.5)
    assert last.theta == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize(
    ("schedule", "rates"),
    [
        (root_decay(0.6), {0: 0.6, 3: 0.3, 8: 0.2}),
        (step_decay(0.8, 0.5, 10), {0: 0.8, 9: 0.8, 10: 0.4, 29: 0.2}),
        (cosine_decay(0.4, 10), {0: 0.4, 5: 0.2, 10: 0.0, 99: 0.0}),
    ],
)
def test_schedules(schedule, rates):
    assert [schedule(t) for t in rates] == pytest.approx(list(rates.values()), abs=1e-16)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_a_schedule_changes_the_rate_and_keeps_the_memory(rule):
    constant = walk(scheduled(rule, lambda t: 0.01), 20)
    for one, other in zip(constant, walk(rule(0.01), 20), strict=True):
        assert one.theta.tolist() == other.theta.tolist()
    stopped = walk(scheduled(rule, lambda t: 0.01 if t < 5 else 0.0), 6)
    moved = abs(stopped[6].theta - stopped[5].theta).max()
    assert (moved > 0) == (rule in (momentum, nesterov))  # what has momentum rolls on


def test_divergence_is_a_result():
    steps = walk(plain(1e50), 100)
    assert [step.diverged for step in steps] == [False] * 7 + [True]
    assert steps[-1].theta[0] == -np.inf
    (*_, last) = walk(plain(1.0), 9, gradient=lambda x: -x, theta=1.7e308)
    assert (last.t, last.diverged, last.theta) == (1, True, np.inf)
    cubic = walk(plain(1.0), 100, gradient=lambda x: x**3, theta=1e150)
    assert [(step.diverged, step.gradient) for step in cubic] == [(True, np.inf)]


def test_a_network_may_diverge_too():
    net = lecture.six_neurons()
    theta = np.full(18, 1e308)
    steps = walk(
        momentum(1e308),
        50,
        gradient=lambda theta: gradient(net.at(theta), lecture.X, lecture.TARGET).theta + 1,
        theta=theta,
    )
    assert steps[-1].diverged


def test_minibatches_show_every_example_once_an_epoch():
    x = np.arange(20.0).reshape(2, 10)
    target = np.arange(10.0)[None]
    batches = list(islice(minibatches(x, target, size=4, seed=3), 6))
    assert [batch[0].shape[1] for batch in batches] == [4, 4, 2, 4, 4, 2]
    first, second = (np.concatenate([t[0] for _, t in batches[i : i + 3]]) for i in (0, 3))
    assert sorted(first) == sorted(second) == list(range(10))
    assert first.tolist() != second.tolist()
    for columns, targets in batches:
        np.testing.assert_array_equal(columns, x[:, targets[0].astype(int)])
    for (a, _), (b, _) in zip(batches, minibatches(x, target, size=4, seed=3), strict=False):
        np.testing.assert_array_equal(a, b)
    other = next(minibatches(x, target, size=10, seed=4))[1][0]
    assert other.tolist() != first.tolist()


def test_moons_are_learned():
    x, target = two_moons(200, seed=1)
    net = Network.random((2, 16, 16, 1), seed=1)
    (*_, last) = walk(adam(0.05), 300, gradient_of_theta(net, x, target), net.theta)
    assert accuracy(forward(net.at(last.theta), x).y, target) > 0.98


def digits_named_right(seed, epochs=30, size=32):
    s = split(*digits(), seed=seed)
    net = Network.random((64, 32, 10), seed, (sigmoid, softmax))
    batches = minibatches(s.x, s.target, size, seed)

    def batch_gradient(theta):
        return gradient(net.at(theta), *next(batches), cross_entropy).theta

    last = epochs * -(-s.x.shape[1] // size)
    (step,) = islice(descend(batch_gradient, net.theta, adam(0.005)), last, last + 1)
    return accuracy(forward(net.at(step.theta), s.held_out_x).y, s.held_out_target)


def test_digits_are_learned_in_thirty_epochs():
    """97 % is the mean: a split whose held-out digits are harder stays up to 1 % below it.

    Ten other settings (tanh, relu, Nesterov, smaller batches, rates that fall) did not change that.
    """
    shares = [digits_named_right(seed) for seed in range(6)]
    assert np.mean(shares) >= 0.97
    assert min(shares) >= 0.96


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda: plain(-0.1), "eta must be .* not -0.1"),
        (lambda: adam(np.nan), "eta must be .* not nan"),
        (lambda: rmsprop(np.inf), "eta must be .* not inf"),
        (lambda: adagrad(-1), "eta must be .* not -1"),
        (lambda: plain("0.1"), "eta must be a finite number from 0 up .* not '0.1'"),
        (lambda: plain(None), "eta must be .* not None"),
        (lambda: plain([0.1]), r"eta must be .* not \[0.1\]"),
        (lambda: plain(np.float64(-1)), r"eta must be .* not -1\.0"),
        (lambda: plain(root_decay()), r"or scheduled\(plain, root_decay\(0.1\)\)"),
        (lambda: scheduled(plain(0.1), root_decay()), r"a rule \(without brackets\) and"),
        (lambda: scheduled(plain, 0.1), r"a schedule: scheduled\(plain, root_decay\(0.1\)\)"),
        (lambda: adam(epsilon=-1), "epsilon must be a finite number from 0 up, not -1"),
        (lambda: adagrad(epsilon=np.nan), "epsilon must be .* not nan"),
        (lambda: rmsprop(epsilon="a"), "epsilon must be .* not 'a'"),
        (lambda: adam(beta1=1), "beta1 must be a number at least 0 and below 1, not 1"),
        (lambda: momentum(0.1, lam=-0.9), "lam must be a number from 0 to 1, not -0.9"),
        (lambda: nesterov(0.1, lam=1.9), "lam must be a number from 0 to 1, not 1.9"),
        (
            lambda: adam(beta2=999),
            "beta2 must be a number at least 0 and below 1, not 999",
        ),
        (lambda: walk(scheduled(plain, lambda t: 1 - t), 5), "eta must be .* from 0 up .*, not -1"),
        (lambda: step_decay(0.1, 0.5, 0), "every must be a whole number from 1 up, not 0"),
        (lambda: cosine_decay(0.1, 1.5), "steps must be a whole number from 1 up, not 1.5"),
        (lambda: cosine_decay(0.1, np.nan), "steps must be .* not nan"),
        (lambda: cosine_decay(0.1, np.inf), "steps must be .* not inf"),
        (lambda: step_decay(0.1, 0.5, "a"), "every must be .* not 'a'"),
        (
            lambda: walk(plain(), 2, lambda x: x[:1]),
            r"gradient\(theta\) must .* shape \(2,\), but .* \(1,\)",
        ),
        (
            lambda: walk(plain(), 2, lambda x: x + 1j),
            "gradient.theta. must .* real .* type complex128",
        ),
        (
            lambda: walk(lambda g: (g[:, None],), 2),
            r"rule\(g\)\[0\] must .* \(2,\), but .* \(2, 1\)",
        ),
        (lambda: walk(lambda g: (), 2), r"must return \(the change.* not \(\)"),
        (lambda: walk(lambda g: -g, 2), r"must return \(the change.* not array\(\[-3., 20.\]\)"),
        (lambda: walk(plain(), 2, theta=[1.0, np.nan]), "theta must hold finite numbers"),
        (lambda: minibatches(np.ones((2, 3)), np.ones((1, 4))), r"\(2, 3\) and \(1, 4\)"),
        (lambda: minibatches(np.ones((2, 0)), np.ones((1, 0))), "at least one"),
        (lambda: minibatches(np.ones((2, 3)), np.ones((1, 3)), 0), "size must be a whole number"),
        (lambda: minibatches(np.ones((2, 3)), np.ones((1, 3)), seed=-1), "seed must be .* not -1"),
    ],
)
def test_errors_say_what_was_expected_and_what_came(make, says):
    with pytest.raises(ValueError, match=says):
        make()
