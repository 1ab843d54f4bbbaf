"""One step of training for any layered network, as a program for PyTorch or JAX."""

from typing import Any

import numpy as np

from lessons_lib import checks
from lessons_lib.app.refusal import plainly
from lessons_lib.exercise.saved import saved
from lessons_lib.functions import Array, Cost, half_squared_error
from lessons_lib.language import Later, say
from lessons_lib.network import Layer, Network, gradient

_IN_PYTORCH, _IN_JAX = 0, 1
# activation: the PyTorch module and the JAX function; identity adds nothing to a program
_ACTIVATIONS = {
    "sigmoid": ("nn.Sigmoid()", "jax.nn.sigmoid"),
    "tanh": ("nn.Tanh()", "jnp.tanh"),
    "relu": ("nn.ReLU()", "jax.nn.relu"),
    "leaky relu": ("nn.LeakyReLU(0.01)", "jax.nn.leaky_relu"),
    "softplus": ("nn.Softplus(threshold=1000)", "jax.nn.softplus"),
    "softmax": ("nn.Softmax(dim=1)", "jax.nn.softmax"),
    "identity": ("", "jax.nn.identity"),
}
# (cost, whether it takes the last z): the cost of y in PyTorch and in JAX
_COSTS = {
    ("half squared error", False): ("((y - target) ** 2).sum() / 2 / len(x)",) * 2,
    ("mean squared error", False): (
        "nn.functional.mse_loss(y, target)",
        "((y - target) ** 2).mean()",
    ),
    ("cross-entropy", True): (
        "nn.functional.cross_entropy(y, target)  # {inside}",
        "-(target * jax.nn.log_softmax(y)).sum() / len(x)  # {inside}",
    ),
    ("cross-entropy", False): (
        "-torch.xlogy(target, y).sum() / len(x)",
        "-jax.scipy.special.xlogy(target, y).sum() / len(x)",
    ),
    ("binary cross-entropy", True): (
        "nn.functional.binary_cross_entropy_with_logits(y, target, reduction='sum') / len(x)",
        "-(target * jax.nn.log_sigmoid(y) + (1 - target) * jax.nn.log_sigmoid(-y)).sum() / len(x)",
    ),
    ("binary cross-entropy", False): (
        "nn.functional.binary_cross_entropy(y, target, reduction='sum') / len(x)",
        "-(target * jnp.log(y) + (1 - target) * jnp.log1p(-y)).sum() / len(x)",
    ),
}

_PYTORCH = """\
import torch
from torch import nn

torch.set_default_dtype(torch.float64)
torch.set_printoptions(precision=10)

x = torch.tensor({x})  # {rows}
target = torch.tensor({target})
net = nn.Sequential(
{modules}
)
theta = [  # {order}
{theta}
]
with torch.no_grad():
    for parameter, numbers in zip(net.parameters(), theta):
        parameter.copy_(torch.tensor(numbers))
optimizer = torch.optim.SGD(net.parameters(), lr={eta})

y = net(x)  # {forward}
cost = {cost}
optimizer.zero_grad()  # {forget}
cost.backward()  # {backward}
for parameter in net.parameters():
    print(parameter.grad)
optimizer.step()  # {update}
"""

_JAX = """\
import jax
import jax.numpy as jnp

jax.config.update("jax_enable_x64", True)
jnp.set_printoptions(precision=10)

x = jnp.array({x})  # {rows}
target = jnp.array({target})
activations = [{activations}]
theta = [  # {order}
{theta}
]
theta = [jnp.array(numbers) for numbers in theta]


def loss(theta):
    y = x
    {layers}  # {forward}
    return {cost}


gradient = jax.grad(loss)(theta)  # {backward}
for numbers in gradient:
    print(numbers)
theta = [numbers - {eta} * g for numbers, g in zip(theta, gradient)]  # {update}
"""


_COMMENTS = {
    "rows": Later("one row for each example"),
    "forward": Later("forward pass"),
    "forget": Later("forget old gradients"),
    "backward": Later("backward pass, and forward × backward"),
    "update": Later("update"),
}

_LAYERS = {  # of the program for JAX, with biases and without
    True: """for w, b, sigma in zip(theta[::2], theta[1::2], activations):
        y = sigma(y @ w.T + b)""",
    False: """for w, sigma in zip(theta, activations):
        y = sigma(y @ w.T)""",
}


class Program(str):
    """Python code that a notebook displays as code."""

    def save(self, file: str = "my_network.py") -> str:
        """Write it into a file; says where."""
        return saved(self, file, ".py")

    def __repr__(self) -> str:
        return str(self)

    def _repr_markdown_(self) -> str:
        return f"```python\n{self}```"


@plainly
def pytorch(
    net: Network,
    x: Any = None,
    target: Any = None,
    cost: Cost = half_squared_error,
    biases: bool = True,
    eta: float = 0.1,
) -> Program:
    """A program for PyTorch that prints the gradient of each w and b, and makes one update.

    x (inputs, examples) and target (outputs, examples) are by default one example, 1, −1, 1, …
    and 1, 0, 0, …; raises ValueError if they do not fit the network and the cost. Without
    `biases` those of the network are 0, and left out.
    """
    values, sigmas = _values(_IN_PYTORCH, net, x, target, cost, biases, eta)
    pairs = zip(net.layers, sigmas, strict=True)
    without = "" if biases else ", bias=False"
    modules = "\n".join(
        "    " + ", ".join(filter(None, (_linear(layer, without), sigma))) + ","
        for layer, sigma in pairs
    )
    return Program(_PYTORCH.format(**values, modules=modules))


@plainly
def jax(
    net: Network,
    x: Any = None,
    target: Any = None,
    cost: Cost = half_squared_error,
    biases: bool = True,
    eta: float = 0.1,
) -> Program:
    """The same program for JAX."""
    values, sigmas = _values(_IN_JAX, net, x, target, cost, biases, eta)
    values |= {"activations": ", ".join(sigmas), "layers": _LAYERS[biases]}
    return Program(_JAX.format(**values))


def _linear(layer: Layer, without: str) -> str:
    neurons, inputs = layer.w.shape
    return f"nn.Linear({inputs}, {neurons}{without})"


def one_example(net: Network, x: Any, target: Any, cost: Cost, eta: float) -> tuple[Array, Array]:
    """Inputs and target, where they are None those of one example: 1, −1, 1, … and 1, 0, 0, ….

    Raises ValueError for arguments that do not fit.
    """
    if not isinstance(net, Network):
        raise ValueError(say("net must be a Network, as in six_neurons(), not {came!r}.", came=net))
    if x is None:
        x = np.where(np.arange(net.sizes[0])[:, None] % 2, -1.0, 1.0)
    if target is None:
        target = np.eye(net.sizes[-1])[:, :1]
    gradient(net, x, target, cost)
    checks.settings(eta=eta)
    return np.asarray(x, dtype=float), np.asarray(target, dtype=float)


def _values(
    which: int, net: Network, x: Any, target: Any, cost: Cost, biases: bool, eta: float
) -> tuple[dict[str, Any], list[str]]:
    """What is the same in every program, and the activations as `which` framework has them."""
    x, target = one_example(net, x, target, cost, eta)
    parts = 2 if biases else 1
    rows = [
        part for layer in net.layers for part in (layer.w.tolist(), layer.b[:, 0].tolist())[:parts]
    ]
    joined = net.layers[-1].sigma in cost.of_z
    names = [layer.sigma.name for layer in net.layers]
    if joined:  # the cost takes the last z
        names[-1] = "identity"
    values = {
        "cost": _COSTS[cost.name, joined][which].format(inside=say("includes softmax")),
        "x": x.T.tolist(),
        "target": target.T.tolist(),
        "theta": "\n".join(f"    {row}," for row in rows),
        "eta": float(eta),
        "order": say("for each layer: {parts}", parts=say(", ").join("wb"[:parts])),
    }
    return values | _COMMENTS, [_ACTIVATIONS[name][which] for name in names]
