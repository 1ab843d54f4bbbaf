"""θ⁰ → θ¹ → θ² → …: gradient descent with interchangeable update rules.

A rule is a function rule(g, *memory) that returns the change of θ and its new memory, which it is
passed at the next step. The defaults of these extra arguments are the initial memory.
"""

from collections.abc import Callable, Iterator
from itertools import count
from typing import Any, NamedTuple

import numpy as np

from lessons_lib import checks
from lessons_lib.functions import Array, quiet

Rule = Callable[..., tuple[Any, ...]]
Schedule = Callable[[int], float]
Batch = tuple[Array, Array]  # x and target


class Step(NamedTuple):
    """The state after t updates: θᵗ and the gradient there, both of the shape of θ⁰."""

    t: int
    theta: Array
    gradient: Array

    @property
    def diverged(self) -> bool:
        """Whether θ or the gradient is not finite."""
        return not (np.isfinite(self.theta).all() and np.isfinite(self.gradient).all())


def descend(gradient: Callable[[Array], Any], theta: Any, rule: Rule) -> Iterator[Step]:
    """Yield the steps θ⁰, θ¹, θ², …; `itertools.islice` limits their number.

    The gradient has the shape of theta. If θ or the gradient becomes infinite or NaN, that step
    is the last one, and it has `diverged`. θ is read-only.
    """
    theta = checks.finite(theta, "theta").copy()
    gradient, rule, add, memory = quiet(gradient), quiet(rule), quiet(np.add), list[Any]()
    for t in count():
        theta.setflags(write=False)
        g = np.array(gradient(theta))  # a copy: the caller may reuse the array
        step = Step(t, theta, checks.like_theta(g, theta, "gradient(theta)"))
        yield step
        if step.diverged:
            return
        change, *memory = checks.change(rule(g, *memory))
        theta = add(theta, checks.like_theta(np.asarray(change), theta, "rule(g)[0]"))


def plain(eta: float = 0.1) -> Rule:
    """Plain gradient descent: θᵗ⁺¹ = θᵗ − η·∇L(θᵗ)."""
    checks.settings(eta=eta)
    return _as_rule(lambda g: (), lambda g: -eta * g)


def momentum(eta: float = 0.1, lam: float = 0.9) -> Rule:
    """Momentum: v ← λ·v − η·g is the change of θ (Rumelhart et al., 1986)."""
    checks.settings(eta=eta, lam=lam)
    return _as_rule(lambda g, v=0.0: (lam * v - eta * g,), lambda g, v: v)


def nesterov(eta: float = 0.1, lam: float = 0.9) -> Rule:
    """Nesterov momentum: the gradient is evaluated at the look-ahead point θ + λ·v.

    θ here *is* the look-ahead point, so its gradient can be used directly: θ moves by the new v
    and looks ahead by another λ·v (Sutskever, Martens, Dahl & Hinton, 2013).
    """
    checks.settings(eta=eta, lam=lam)
    return _as_rule(lambda g, v=0.0: (lam * v - eta * g,), lambda g, v: lam * v - eta * g)


def adagrad(eta: float = 0.01, epsilon: float = 1e-10) -> Rule:
    """Adagrad: divides each entry by the root of its accumulated squares (Duchi et al., 2011)."""
    checks.settings(eta=eta, epsilon=epsilon)
    return _as_rule(lambda g, s=0.0: (s + g**2,), lambda g, s: -eta * g / (np.sqrt(s) + epsilon))


def rmsprop(eta: float = 0.001, alpha: float = 0.9, epsilon: float = 1e-8) -> Rule:
    """RMSProp: Adagrad with a running mean of the squares (Hinton, lecture 6e, 2012)."""
    checks.settings(eta=eta, alpha=alpha, epsilon=epsilon)
    return _as_rule(
        lambda g, s=0.0: (alpha * s + (1 - alpha) * g**2,),
        lambda g, s: -eta * g / (np.sqrt(s) + epsilon),
    )


def adam(
    eta: float = 0.001, beta1: float = 0.9, beta2: float = 0.999, epsilon: float = 1e-8
) -> Rule:
    """Adam: momentum and RMSProp, both corrected for their start at 0 (Kingma & Ba, 2015)."""
    checks.settings(eta=eta, beta1=beta1, beta2=beta2, epsilon=epsilon)

    def remember(g: Any, m: Any = 0.0, s: Any = 0.0, t: int = 0) -> tuple[Any, ...]:
        return beta1 * m + (1 - beta1) * g, beta2 * s + (1 - beta2) * g**2, t + 1

    def move(g: Any, m: Any, s: Any, t: int) -> Any:
        m_hat, s_hat = m / (1 - beta1**t), s / (1 - beta2**t)
        return -eta * m_hat / (np.sqrt(s_hat) + epsilon)

    return _as_rule(remember, move)


RULES = (plain, momentum, nesterov, adagrad, rmsprop, adam)


def scheduled(make_rule: Callable[[float], Rule], eta: Schedule) -> Rule:
    """Any rule, with learning rate eta(t) at step t: `scheduled(momentum, root_decay(0.1))`."""
    checks.schedule(make_rule, eta)

    @quiet
    def rule(g: Any, t: int = 0, *memory: Any) -> tuple[Any, ...]:
        change, *memory_ = make_rule(eta(t))(g, *memory)
        return change, t + 1, *memory_

    return rule


def root_decay(eta: float = 0.1) -> Schedule:
    """ηᵗ = η / √(t + 1), the decaying learning rate of the lecture."""
    checks.settings(eta=eta)
    return quiet(lambda t: eta / np.sqrt(t + 1))


def step_decay(eta: float = 0.1, factor: float = 0.5, every: int = 100) -> Schedule:
    """η, multiplied by `factor` every `every` updates."""
    checks.settings(eta=eta, factor=factor, every=every)
    return quiet(lambda t: eta * factor ** (t // int(every)))


def cosine_decay(eta: float = 0.1, steps: int = 100) -> Schedule:
    """Half a cosine wave from η to 0 over `steps` updates (Loshchilov & Hutter, 2017)."""
    checks.settings(eta=eta, steps=steps)
    return quiet(lambda t: eta * (1 + np.cos(np.pi * min(t, steps) / steps)) / 2)


def minibatches(x: Any, target: Any, size: int = 32, seed: int = 0) -> Iterator[Batch]:
    """Endless minibatches (x, target) of `size` examples, reshuffled each epoch by seed.

    x (inputs, n) and target (outputs, n). Each epoch uses every example once; its last batch
    may be smaller, so an epoch has ⌈n / size⌉ batches.
    """
    x, target = checks.numbers(x, "x"), checks.numbers(target, "target")
    checks.columns(x, target)
    checks.settings(size=size, seed=seed)
    n, size, rng = x.shape[1], int(size), np.random.default_rng(int(seed))
    orders = (rng.permutation(n) for _ in count())
    batches = (order[i : i + size] for order in orders for i in range(0, n, size))
    return ((x[:, batch], target[:, batch]) for batch in batches)


def _as_rule(remember: Callable[..., tuple[Any, ...]], move: Callable[..., Any]) -> Rule:
    @quiet
    def rule(g: Any, *memory: Any) -> tuple[Any, ...]:
        memory = remember(g, *memory)
        return move(g, *memory), *memory

    return rule
