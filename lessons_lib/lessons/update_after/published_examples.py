"""Published worked examples: the printed digits beside exact ones.

Only the printed digits are stored, as text, because 0.50 has more precision than 0.5. The exact
numbers are computed each time, with the mathematics of the lessons.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import islice

import numpy as np

from lessons_lib import lecture
from lessons_lib.descent import descend, plain
from lessons_lib.functions import Array, identity, mean_squared_error, sigmoid, tanh
from lessons_lib.graph import Var, derivatives
from lessons_lib.language import Later
from lessons_lib.network import Layer, Network, forward, gradient_of_theta, loss
from lessons_lib.notation import minus


@dataclass(frozen=True)
class Example:
    """The printed (symbol, digits) of a source, and a function that computes all, in this order.

    `about` describes the example, `why` explains the wrong digits.
    """

    title: str
    source: str
    about: str
    printed: tuple[tuple[str, str], ...]
    compute: Callable[[], Iterable[float]]
    why: str = ""

    @property
    def exact(self) -> tuple[float, ...]:
        """The exact number for each printed one."""
        return _exact(self)

    @property
    def right(self) -> tuple[bool, ...]:
        """Whether each printed number is the exact one, rounded."""
        pairs = zip(self.exact, self.printed, strict=True)
        return tuple(agrees(value, digits) for value, (_, digits) in pairs)


@lru_cache(maxsize=32)
def _exact(example: Example) -> tuple[float, ...]:
    return tuple(map(float, example.compute()))


def decimals(digits: str) -> int:
    """The number of digits after the decimal point."""
    return len(digits.partition(".")[2])


def rounded(value: float, digits: str, more: int = 0) -> str:
    """The value with as many decimals as `digits`, or `more`, and a true minus sign."""
    return minus(f"{value:.{decimals(digits) + more}f}")


def agrees(value: float, digits: str) -> bool:
    """Whether the value, rounded to the printed number of decimals, is the printed one."""
    return Decimal(f"{value:.{decimals(digits)}f}") == Decimal(digits)


def sent(net: Network, x: Array, names: Iterable[str], where: str = "") -> dict[str, float]:
    """The activation of each neuron by its name, layer by layer; `where` is appended to names."""
    values = map(float, np.concatenate(forward(net, x).a[1:]).flat)
    return {f"{name}{where}": value for name, value in zip(names, values, strict=True)}


def _lee() -> Iterable[float]:
    net = lecture.six_neurons()
    first, zeros = forward(net, lecture.X), forward(net, [[0], [0]])
    carried = (first.a[k][1, 0] for k in range(3))
    return [*np.concatenate(first.a[1:]).flat, *np.concatenate(zeros.a[1:]).flat, *carried]


def _cs231n_neuron() -> Iterable[float]:
    w, x = [Var(2), Var(-3), Var(-3)], [Var(-1), Var(-2)]
    f = sigmoid(w[0] * x[0] + w[1] * x[1] + w[2])
    return [f.value, *(derivatives(f)[v] for v in (*w, *x))]


def _cs231n_gate() -> Iterable[float]:
    x, y, z = Var(-2), Var(5), Var(-4)
    f = (x + y) * z
    return [f.value, *(derivatives(f)[v] for v in (x, y, z))]


def _micrograd() -> Iterable[float]:
    x1, w1, x2, w2, b = Var(2), Var(-3), Var(0), Var(1), Var(6.881373587019543)
    o = tanh(x1 * w1 + x2 * w2 + b)
    return [o.value, *(derivatives(o)[v] for v in (x1, w1, x2, w2))]


def _explainer() -> Iterable[float]:
    net = Network([Layer([[1]], [[0]], identity)])
    data = [[2.1]], [[4]], mean_squared_error
    walk = descend(gradient_of_theta(net, *data), net.theta, plain(0.01))
    before, after = islice(walk, 2)
    costs = (loss(net.at(step.theta), *data) for step in (before, after))
    return [next(costs), *before.gradient, *after.theta, next(costs)]


def _nielsen() -> Iterable[float]:
    (start, end), (late, _) = (_saturated(*at) for at in ((0.6, 0.9), (2, 2)))
    return start, end, late


def _saturated(w: float, b: float) -> tuple[float, float]:
    net, x, target = Network([Layer([[w]], [[b]])]), [[1]], [[0]]
    walk = descend(gradient_of_theta(net, x, target), net.theta, plain(0.15))
    start, *_, end = (forward(net.at(step.theta), x).y.item() for step in islice(walk, 301))
    return start, end


def _d2l() -> Iterable[float]:
    (last,) = islice(descend(lambda theta: 2 * theta, 10.0, plain(0.2)), 10, 11)
    return [last.theta.item()]


def pairs(text: str) -> tuple[tuple[str, str], ...]:
    """The (symbol, digits) that a text holds, one after the other."""
    words = text.split()
    return tuple(zip(words[::2], words[1::2], strict=True))


LEE = Example(
    Later("Lee's six neurons"),
    Later("Hung-yi Lee, Machine Learning, lectures “Deep Learning” and “Backpropagation”"),
    Later("the network of six neurons, first for x = (1, −1), then, with ′, for x = (0, 0)"),
    pairs(
        "a_1 0.98  a_2 0.12  a_3 0.86  a_4 0.11  y_1 0.62  y_2 0.83 "
        "a_1′ 0.73  a_2′ 0.50  a_3′ 0.72  a_4′ 0.12  y_1′ 0.51  y_2′ 0.85 "
        "∂z_2/∂w -1  ∂z_4/∂w 0.12  ∂z_6/∂w 0.11"
    ),
    _lee,
)
NEURON = Example(
    Later("CS231n, a neuron"),
    Later("Stanford CS231n, notes “Backpropagation, Intuitions”"),
    "f = σ(w_0 · x_0 + w_1 · x_1 + w_2)",
    pairs("f 0.73  ∂f/∂w_0 -0.20  ∂f/∂w_1 -0.39  ∂f/∂w_2 0.20  ∂f/∂x_0 0.39  ∂f/∂x_1 -0.59"),
    _cs231n_neuron,
)
GATE = Example(
    Later("CS231n, a gate"),
    NEURON.source,
    Later("f = (x + y) · z at x = −2, y = 5, z = −4"),
    pairs("f -12  ∂f/∂x -4  ∂f/∂y -4  ∂f/∂z 3"),
    _cs231n_gate,
)
MICROGRAD = Example(
    Later("micrograd"),
    Later(
        "Andrej Karpathy, lecture “The spelled-out intro to neural networks and backpropagation”"
    ),
    "o = tanh(x_1 · w_1 + x_2 · w_2 + b)",
    pairs("o 0.7071  ∂o/∂x_1 -1.5  ∂o/∂w_1 1.0  ∂o/∂x_2 0.5  ∂o/∂w_2 0.0"),
    _micrograd,
)
EXPLAINER = Example(
    Later("Backprop Explainer"),
    Later("Donald Bertucci, Backprop Explainer (2021)"),
    Later("one neuron without σ, and C = (y − ŷ) · (y − ŷ), one step with η = 0.01"),
    pairs("C 3.61  ∂C/∂w -7.98  ∂C/∂b -3.8  w(θ^1) 1.0798  b(θ^1) 0.038  C(θ^1) 2.87"),
    _explainer,
)
NIELSEN = Example(
    Later("Nielsen, saturation"),
    Later("Michael Nielsen, Neural Networks and Deep Learning, chapter 3"),
    Later("one neuron that learns to output 0, from two starts, the second with ′"),
    pairs("a(θ^0) 0.82  a(θ^{300}) 0.09  a′(θ^0) 0.98"),
    _nielsen,
)
D2L = Example(
    Later("Dive into Deep Learning"),
    Later("Zhang, Lipton, Li and Smola, Dive into Deep Learning, chapter “Gradient Descent”"),
    Later("ten steps down L(θ) = θ · θ from 10 with η = 0.2"),
    pairs("θ^{10} 0.060466"),
    _d2l,
)
