"""θ⁰ → θ¹ → θ² → …: descend against the gradient, one update rule at a time.

A rule is a function rule(g, *memory) that returns the change of θ, followed by its new memory: what
it gets back at the next step. The defaults of those extra arguments are its first memory.
"""

from collections.abc import Callable, Iterator
from itertools import count
from typing import Any, NamedTuple

import numpy as np

from lessons_lib.checks import BELOW_1, FROM_0, SHARE, as_count, as_finite, check_number
from lessons_lib.functions import Array, quiet
from lessons_lib.language import say

Rule = Callable[..., tuple[Any, ...]]
Schedule = Callable[[int], float]


class Step(NamedTuple):
    """Where the descent is after t updates: θᵗ and the gradient there, both of the shape of θ⁰."""

    t: int
    theta: Array
    gradient: Array

    @property
    def diverged(self) -> str:
        """Where this step has left the finite numbers, in words; "" where it has not."""
        for name, values in (("θ", self.theta), (say("the gradient"), self.gradient)):
            lost = np.argwhere(~np.isfinite(values))
            if len(lost):
                index = tuple(int(i) for i in lost[0])
                entry = ", ".join(map(str, index))
                where = say(" (entry {entry})", entry=entry) if index else ""
                return say(
                    "At t = {t}, {name} is no longer finite: {value}{where}.",
                    t=self.t,
                    name=name,
                    value=values[index],
                    where=where,
                )
        return ""


def descend(gradient: Callable[[Array], Any], theta: Any, rule: Rule) -> Iterator[Step]:
    """The walk θ⁰, θ¹, θ², …: `itertools.islice` decides where it ends.

    gradient(theta) has the shape of theta. A walk that leaves the finite numbers ends by itself,
    and `diverged` of its last step says where. Kept as a list, the walk can be taken back: θ cannot
    be changed in place.

    Raises ValueError where θ⁰ is not finite, the gradient or the change by the rule is not of its
    shape, or the rule returns no tuple.
    """
    theta = as_finite("theta", theta).copy()
    gradient, rule, add = quiet(gradient), quiet(rule), quiet(np.add)
    memory: list[Any] = []
    for t in count():
        theta.setflags(write=False)
        g = _like(theta, say("the gradient"), gradient(theta))
        yield Step(t, theta, g)
        if not (np.isfinite(theta).all() and np.isfinite(g).all()):
            return
        change, *memory = _checked_move(rule(g, *memory))
        theta = add(theta, _like(theta, say("the change of theta"), change))


def plain(eta: float = 0.1) -> Rule:
    """Plain gradient descent: θᵗ⁺¹ = θᵗ − η·∇L(θᵗ)."""
    _check_rate(eta)

    def rule(g: Any) -> tuple[Any, ...]:
        return (-eta * g,)

    return rule


def momentum(eta: float = 0.1, lam: float = 0.9) -> Rule:
    """Momentum: the last movement goes on, v ← λ·v − η·g, and moves θ (Rumelhart et al., 1986)."""
    _check_rate(eta)
    check_number("lam", lam, SHARE)

    def rule(g: Any, v: Any = 0.0) -> tuple[Any, ...]:
        v = lam * v - eta * g
        return v, v

    return rule


def nesterov(eta: float = 0.1, lam: float = 0.9) -> Rule:
    """Nesterov's momentum: the gradient is taken where the last movement would lead, at θ + λ·v.

    θ here *is* that point ahead, so the gradient at θ is the one wanted: θ moves on by the new v
    and looks λ·v further (Sutskever, Martens, Dahl & Hinton, 2013).
    """
    _check_rate(eta)
    check_number("lam", lam, SHARE)

    def rule(g: Any, v: Any = 0.0) -> tuple[Any, ...]:
        v = lam * v - eta * g
        return lam * v - eta * g, v

    return rule


def adagrad(eta: float = 0.01, epsilon: float = 1e-10) -> Rule:
    """Adagrad: each entry divided by the root of its own squares so far (Duchi et al., 2011)."""
    _check_rate(eta)
    check_number("epsilon", epsilon, FROM_0)

    def rule(g: Any, s: Any = 0.0) -> tuple[Any, ...]:
        s = s + g**2
        return -eta * g / (np.sqrt(s) + epsilon), s

    return rule


def rmsprop(eta: float = 0.001, alpha: float = 0.9, epsilon: float = 1e-8) -> Rule:
    """RMSProp: Adagrad that forgets, by a running mean of squares (Hinton, lecture 6e, 2012)."""
    _check_rate(eta)
    check_number("alpha", alpha, SHARE)
    check_number("epsilon", epsilon, FROM_0)

    def rule(g: Any, s: Any = 0.0) -> tuple[Any, ...]:
        s = alpha * s + (1 - alpha) * g**2
        return -eta * g / (np.sqrt(s) + epsilon), s

    return rule


def adam(
    eta: float = 0.001, beta1: float = 0.9, beta2: float = 0.999, epsilon: float = 1e-8
) -> Rule:
    """Adam: momentum and RMSProp, both freed of their start at zero (Kingma & Ba, 2015)."""
    _check_rate(eta)
    check_number("beta1", beta1, BELOW_1)
    check_number("beta2", beta2, BELOW_1)
    check_number("epsilon", epsilon, FROM_0)

    def rule(g: Any, m: Any = 0.0, s: Any = 0.0, t: int = 0) -> tuple[Any, ...]:
        t += 1
        m = beta1 * m + (1 - beta1) * g
        s = beta2 * s + (1 - beta2) * g**2
        m_hat, s_hat = m / (1 - beta1**t), s / (1 - beta2**t)
        return -eta * m_hat / (np.sqrt(s_hat) + epsilon), m, s, t

    return rule


RULES = (plain, momentum, nesterov, adagrad, rmsprop, adam)


def scheduled(make_rule: Callable[[float], Rule], eta: Schedule) -> Rule:
    """Any rule with a learning rate that changes: `scheduled(momentum, step_decay(0.1, 0.5, 100))`.

    eta(t) is the rate of the update from θᵗ to θᵗ⁺¹. Raises ValueError where the rule or the
    schedule is none.
    """
    _check_schedule(make_rule, eta)

    def rule(g: Any, t: int = 0, *memory: Any) -> tuple[Any, ...]:
        change, *memory_ = make_rule(eta(t))(g, *memory)
        return change, t + 1, *memory_

    return rule


def root_decay(eta: float = 0.1) -> Schedule:
    """ηᵗ = η / √(t + 1), the lecture's example of a rate that shrinks with time."""
    _check_rate(eta)
    return lambda t: eta / np.sqrt(t + 1)


def step_decay(eta: float = 0.1, factor: float = 0.5, every: int = 100) -> Schedule:
    """η, multiplied by `factor` after `every` updates, again and again."""
    _check_rate(eta)
    check_number("factor", factor, SHARE)
    every = as_count("every", every)
    return lambda t: eta * factor ** (t // every)


def cosine_decay(eta: float = 0.1, steps: int = 100) -> Schedule:
    """From η to 0 within `steps` updates along half a cosine wave (Loshchilov & Hutter, 2017)."""
    _check_rate(eta)
    steps = as_count("steps", steps)
    return lambda t: eta * (1 + np.cos(np.pi * min(t, steps) / steps)) / 2


def minibatches(
    x: Any, target: Any, size: int = 32, seed: int = 0
) -> Iterator[tuple[Array, Array]]:
    """Endless (x, target) of `size` examples: every example once an epoch, in an order by seed.

    x (inputs, n) and target (outputs, n). The last batch of an epoch holds what is left, so an
    epoch is ⌈n / size⌉ batches. Raises ValueError where the columns do not match or size is not a
    whole number from 1 up.
    """
    x, target = np.asarray(x), np.asarray(target)
    if x.ndim != 2 or target.ndim != 2 or x.shape[1] != target.shape[1] or x.shape[1] == 0:
        raise ValueError(
            say(
                "x and target must have a column for each example, the same number and "
                "at least one, but their shapes are {x} and {target}.",
                x=x.shape,
                target=target.shape,
            )
        )
    size, rng = as_count("size", size), np.random.default_rng(as_count("seed", seed, least=0))
    return _minibatches(x, target, size, rng)


def _minibatches(
    x: Array, target: Array, size: int, rng: np.random.Generator
) -> Iterator[tuple[Array, Array]]:
    while True:
        order = rng.permutation(x.shape[1])
        for start in range(0, len(order), size):
            batch = order[start : start + size]
            yield x[:, batch], target[:, batch]


def _like(theta: Array, name: str, value: Any) -> Array:
    array = np.array(value)  # a copy: a gradient may fill the same array again and again
    if array.shape != theta.shape or array.dtype.kind not in "biuf":
        raise ValueError(
            say(
                "{name} must be one real number for each of theta, shape {shape}, but it has "
                "shape {came} and numbers of type {type}.",
                name=name,
                shape=theta.shape,
                came=array.shape,
                type=array.dtype,
            )
        )
    return array


def _checked_move(moved: Any) -> tuple[Any, ...]:
    if not isinstance(moved, tuple) or not moved:
        raise ValueError(
            say(
                "a rule must return a tuple, the change of theta followed by its memory, "
                "as in (-eta * g,), but it returned {moved!r}.",
                moved=moved,
            )
        )
    return moved


def _check_rate(eta: Any) -> None:
    if callable(eta):
        raise ValueError(
            say(
                "eta, the learning rate, must be a number. For a rate that changes, write the "
                "rule without brackets: scheduled(plain, root_decay(0.1))."
            )
        )
    check_number(say("eta, the learning rate,"), eta, FROM_0)


def _check_schedule(make_rule: Any, eta: Any) -> None:
    if not (callable(make_rule) and callable(eta) and callable(make_rule(eta(0)))):
        raise ValueError(
            say(
                "scheduled needs a rule without brackets and a schedule, as in "
                "scheduled(plain, root_decay(0.1))."
            )
        )
