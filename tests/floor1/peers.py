"""The results of other implementations for a `Case` and for an update rule, in float64.

Each `by_…` returns (C, ∇C), the gradient as one vector in the order of `Network.theta`. PyTorch and
JAX are imported inside the functions, because only the extra `peers` installs them.
"""

from functools import partial

import autograd
import autograd.numpy as anp
import numpy as np

from floor1.cases import RULES, START, STEPS, Case


def _as_vector(gradients) -> np.ndarray:
    return np.concatenate([np.ravel(g) for pair in gradients for g in pair])


def _parameters(case: Case) -> list[tuple[np.ndarray, np.ndarray]]:
    return [(layer.w, layer.b) for layer in case.net.layers]


def by_autograd(case: Case) -> tuple[float, np.ndarray]:
    def softmax(z):
        e = anp.exp(z - anp.max(z, axis=0, keepdims=True))
        return e / anp.sum(e, axis=0, keepdims=True)

    activations = {
        "sigmoid": lambda z: 1 / (1 + anp.exp(-z)),
        "tanh": anp.tanh,
        "relu": lambda z: anp.where(z > 0, z, 0.0),
        "leaky relu": lambda z: anp.where(z > 0, z, 0.01 * z),
        "softplus": lambda z: anp.logaddexp(0.0, z),
        "identity": lambda z: z,
        "softmax": softmax,
    }
    t = case.target
    costs = {
        "half squared error": lambda y: anp.sum((y - t) ** 2) / 2 / t.shape[1],
        "mean squared error": lambda y: anp.mean((y - t) ** 2),
        "binary cross-entropy": lambda y: (
            -anp.sum(t * anp.log(y) + (1 - t) * anp.log(1 - y)) / t.shape[1]
        ),
        "cross-entropy": lambda y: -anp.sum(t * anp.log(y)) / t.shape[1],
    }

    def loss(parameters):
        a = case.x
        for (w, b), layer in zip(parameters, case.net.layers, strict=True):
            a = activations[layer.sigma.name](anp.dot(w, a) + b)
        return costs[case.cost.name](a)

    value, gradients = autograd.value_and_grad(loss)(_parameters(case))
    return float(value), _as_vector(gradients)


def by_torch(case: Case) -> tuple[float, np.ndarray]:
    import torch
    from torch.nn import functional as F

    activations = {
        "sigmoid": torch.sigmoid,
        "tanh": torch.tanh,
        "relu": F.relu,
        "leaky relu": F.leaky_relu,
        "softplus": lambda z: F.softplus(z, threshold=1000),
        "identity": lambda z: z,
        "softmax": lambda z: F.softmax(z, dim=1),
    }
    target = torch.tensor(case.target.T.copy())
    costs = {
        "half squared error": lambda y: F.mse_loss(y, target, reduction="sum") / 2 / len(target),
        "mean squared error": lambda y: F.mse_loss(y, target),
        "binary cross-entropy": lambda y: (
            F.binary_cross_entropy(y, target, reduction="sum") / len(target)
        ),
        "cross-entropy": lambda y: -(target * y.log()).sum() / len(target),
    }
    parameters = [
        (torch.tensor(w, requires_grad=True), torch.tensor(b[:, 0], requires_grad=True))
        for w, b in _parameters(case)
    ]
    a = torch.tensor(case.x.T.copy())
    for (w, b), layer in zip(parameters, case.net.layers, strict=True):
        a = activations[layer.sigma.name](F.linear(a, w, b))
    cost = costs[case.cost.name](a)
    cost.backward()
    return cost.item(), _as_vector([(w.grad.numpy(), b.grad.numpy()) for w, b in parameters])


def by_jax(case: Case) -> tuple[float, np.ndarray]:
    import jax
    import jax.numpy as jnp

    activations = {
        "sigmoid": jax.nn.sigmoid,
        "tanh": jnp.tanh,
        "relu": jax.nn.relu,
        "leaky relu": jax.nn.leaky_relu,
        "softplus": jax.nn.softplus,
        "identity": lambda z: z,
        "softmax": lambda z: jax.nn.softmax(z, axis=0),
    }
    t = case.target
    costs = {
        "half squared error": lambda y: jnp.sum((y - t) ** 2) / 2 / t.shape[1],
        "mean squared error": lambda y: jnp.mean((y - t) ** 2),
        "binary cross-entropy": lambda y: (
            -jnp.sum(t * jnp.log(y) + (1 - t) * jnp.log1p(-y)) / t.shape[1]
        ),
        "cross-entropy": lambda y: -jnp.sum(t * jnp.log(y)) / t.shape[1],
    }

    def loss(parameters):
        a = case.x
        for (w, b), layer in zip(parameters, case.net.layers, strict=True):
            a = activations[layer.sigma.name](w @ a + b)
        return costs[case.cost.name](a)

    with jax.enable_x64(True):
        parameters = [(jnp.asarray(w), jnp.asarray(b)) for w, b in _parameters(case)]
        value, gradients = jax.jit(jax.value_and_grad(loss))(parameters)
        return float(value), _as_vector(gradients)


def walk_by_torch(rule) -> np.ndarray:
    """θ⁰ … θ²⁰⁰ (steps, 2) down Rosenbrock's valley, with one of `RULES` as torch.optim has it."""
    import torch

    make = {
        "plain": torch.optim.SGD,
        "momentum": partial(torch.optim.SGD, momentum=0.9),
        "nesterov": partial(torch.optim.SGD, momentum=0.9, nesterov=True),
        "adagrad": torch.optim.Adagrad,
        "rmsprop": partial(torch.optim.RMSprop, alpha=0.9),
        "adam": torch.optim.Adam,
    }[rule.__name__]
    theta = torch.tensor(START, dtype=torch.float64, requires_grad=True)
    optimizer = make([theta], lr=RULES[rule])
    walk = [theta.tolist()]
    for _ in range(STEPS):
        optimizer.zero_grad()
        ((1 - theta[0]) ** 2 + 100 * (theta[1] - theta[0] ** 2) ** 2).backward()
        optimizer.step()
        walk.append(theta.tolist())
    return np.array(walk)
