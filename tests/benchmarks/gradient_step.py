"""One gradient step, θ → θ − η·∇C, side by side with PyTorch eager, JAX jit and micrograd.

The sketch is the least that NumPy needs for it: the same arithmetic, written out for this network
alone, in place, and without a check of anything. What it does not reach, no NumPy does.

    pip install -e '.[test,peers]'
    python tests/benchmarks/gradient_step.py

float64 and one thread for all. The rivals take turns for several rounds, each keeps its fastest, so
that the ratios stand even where the machine is busy. micrograd has no sigmoid: it gets relu, and
only what it finishes within seconds.
"""

import os

os.environ |= dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"

import jax
import jax.numpy as jnp
import micrograd.nn
import numpy as np
import torch
from torch.nn import functional as F

from lessons_lib import lecture
from lessons_lib.data import digits
from lessons_lib.functions import cross_entropy, half_squared_error, relu, sigmoid, softmax
from lessons_lib.lessons.forward_times_backward.clock_scene import seconds
from lessons_lib.network import Network, gradient_of_theta

ETA = 1e-6  # small, so that none converges or diverges during the measurement
ROUNDS = 5

torch.set_num_threads(1)
jax.config.update("jax_enable_x64", True)

TORCH = {"sigmoid": torch.sigmoid, "relu": torch.relu}
JAX = {"sigmoid": jax.nn.sigmoid, "relu": jax.nn.relu}


def ours(net, x, target, cost):
    theta, slope = net.theta, gradient_of_theta(net, x, target, cost)

    def step():
        nonlocal theta
        theta = theta - ETA * slope(theta)

    return step


def sketch(net, x, target, cost):
    w, b = [layer.w.copy() for layer in net.layers], [layer.b.copy() for layer in net.layers]
    sigmas = [layer.sigma for layer in net.layers]

    def step():
        a = [x]
        for w_, b_, sigma in zip(w, b, sigmas, strict=True):
            z = w_ @ a[-1]
            z += b_
            if sigma is relu:
                np.maximum(z, 0, out=z)
            elif sigma is sigmoid:
                np.negative(z, out=z)
                np.exp(z, out=z)
                z += 1
                np.reciprocal(z, out=z)
            else:
                z -= z.max(axis=0)
                np.exp(z, out=z)
                z /= z.sum(axis=0)
            a.append(z)
        d = a[-1] - target
        d /= x.shape[1]
        if cost is half_squared_error:
            d *= a[-1] * (1 - a[-1])
        for k in reversed(range(len(w))):
            dC_dw, dC_db = d @ a[k].T, d.sum(axis=1, keepdims=True)
            if k:
                d = w[k].T @ d
                d *= a[k] > 0 if sigmas[k - 1] is relu else a[k] * (1 - a[k])
            w[k] -= ETA * dC_dw
            b[k] -= ETA * dC_db

    return step


def by_torch(net, x, target, cost):
    x, target = torch.tensor(x.T.copy()), torch.tensor(target.T.copy())
    w = [torch.tensor(layer.w, requires_grad=True) for layer in net.layers]
    b = [torch.tensor(layer.b[:, 0], requires_grad=True) for layer in net.layers]
    optimizer = torch.optim.SGD(w + b, lr=ETA)

    def step():
        optimizer.zero_grad()
        a = x
        for w_, b_, layer in zip(w, b, net.layers, strict=True):
            z = F.linear(a, w_, b_)
            a = z if layer.sigma is softmax else TORCH[layer.sigma.name](z)
        if cost is cross_entropy:
            F.cross_entropy(a, target).backward()
        else:
            (F.mse_loss(a, target, reduction="sum") / 2 / len(target)).backward()
        optimizer.step()

    return step


def by_jax(net, x, target, cost):
    x, target = jnp.asarray(x), jnp.asarray(target)

    def loss(parameters):
        a = x
        for (w, b), layer in zip(parameters, net.layers, strict=True):
            z = w @ a + b
            a = z if layer.sigma is softmax else JAX[layer.sigma.name](z)
        if cost is cross_entropy:
            return -jnp.sum(target * jax.nn.log_softmax(a, axis=0)) / target.shape[1]
        return jnp.sum((a - target) ** 2) / 2 / target.shape[1]

    @jax.jit
    def update(parameters):
        slopes = jax.grad(loss)(parameters)
        return jax.tree.map(lambda p, slope: p - ETA * slope, parameters, slopes)

    parameters = [(jnp.asarray(layer.w), jnp.asarray(layer.b)) for layer in net.layers]

    def step():
        nonlocal parameters
        parameters = jax.block_until_ready(update(parameters))

    return step


def by_micrograd(net, x, target, cost):
    mlp = micrograd.nn.MLP(net.sizes[0], list(net.sizes[1:]))

    def step():
        mlp.zero_grad()
        total = 0
        for example, wanted in zip(x.T, target.T, strict=True):
            y = mlp(list(example))
            y = y if isinstance(y, list) else [y]
            total += sum((a - t) ** 2 for a, t in zip(y, wanted, strict=True))
        (total * (0.5 / x.shape[1])).backward()
        for p in mlp.parameters():
            p.data -= ETA * p.grad

    return step


def problems():
    rng = np.random.default_rng(0)
    yield (
        "six neurons, 1 example",
        (lecture.six_neurons(), lecture.X, lecture.TARGET, half_squared_error),
    )
    x, target = rng.normal(size=(2, 200)), rng.integers(0, 2, (1, 200)).astype(float)
    for sigma in (sigmoid, relu):
        net = Network.random((2, 16, 16, 1), sigma=(sigma, sigma, sigmoid))
        yield f"2-16-16-1 {sigma}, 200 examples", (net, x, target, half_squared_error)
    x, target = digits()
    net = Network.random((64, 32, 10), sigma=(sigmoid, softmax))
    for n in (32, x.shape[1]):
        yield f"64-32-10, {n} digits", (net, x[:, :n].copy(), target[:, :n].copy(), cross_entropy)


def main():
    heads = ("ours µs", "PyTorch ÷ ours", "PyTorch ÷ sketch", "micrograd ÷ ours")
    heads += ("ours ÷ JAX", "sketch ÷ JAX")
    print(f"{'':32}" + "".join(f"{head:>18}" for head in heads))
    for name, problem in problems():
        rivals = {"ours": ours, "sketch": sketch, "torch": by_torch, "jax": by_jax}
        if problem[1].shape[1] <= 200:
            rivals["micrograd"] = by_micrograd
        steps = {rival: make(*problem) for rival, make in rivals.items()}
        fastest = dict.fromkeys(steps, np.inf)
        for _ in range(ROUNDS):
            for rival, step in steps.items():
                fastest[rival] = min(fastest[rival], seconds(step, patience=0.2))
        fastest.setdefault("micrograd", np.nan)
        pairs = ("torch", "ours"), ("torch", "sketch"), ("micrograd", "ours")
        pairs += ("ours", "jax"), ("sketch", "jax")
        ratios = "".join(f"{fastest[one] / fastest[other]:18.2f}" for one, other in pairs)
        print(f"{name:32}{1e6 * fastest['ours']:18.1f}{ratios}", flush=True)


if __name__ == "__main__":
    main()
