"""The proofs of the exercises in `optimizers`."""

import numpy as np
from proofs.proof import Proof

from lessons_lib.numeric import complex_step

# y and the target


def _steps(rng, *more):
    return rng.normal(size=(rng.integers(2, 7), *more)), *rng.uniform(0.02, 0.98, size=3)


def _adam(rng):
    """Half of the cases have no negative gradient, so that swapped means have real roots."""
    gradients, *rates = _steps(rng, 3)[:4]
    return abs(gradients) if rng.random() < 0.5 else gradients, *rates


def momentum(gradients, eta, lam):
    """Each change directly: the decayed sum of all steps so far."""
    return np.array(
        [
            sum(-eta * g * lam ** (t - i) for i, g in enumerate(gradients[: t + 1]))
            for t in range(len(gradients))
        ]
    )


def adagrad(gradients, eta):
    return np.array(
        [
            -eta * g / np.sqrt(sum(before**2 for before in gradients[: t + 1]))
            for t, g in enumerate(gradients)
        ]
    )


def adam(gradients, eta, beta1, beta2):
    """The corrected means as weighted means whose decaying weights add up to 1."""

    def mean(values, beta):
        weights = [beta ** (len(values) - i) for i in range(1, len(values) + 1)]
        return sum(w * v for w, v in zip(weights, values, strict=True)) / sum(weights)

    return np.array(
        [
            -eta * mean(gradients[:t], beta1) / np.sqrt(mean(gradients[:t] ** 2, beta2))
            for t in range(1, len(gradients) + 1)
        ]
    )


def stuck(y, target):
    def slope(cost):
        return complex_step(lambda z: cost(1 / (1 + np.exp(-z[0]))), [np.log(y / (1 - y))])[0]

    squared = slope(lambda y: (y - target) ** 2 / 2)
    return np.array([squared, slope(lambda y: -np.log(y if target else 1 - y))])


PROOFS = {
    "momentum": Proof(
        right=momentum,
        kept={"0"},
    ),
    "adagrad": Proof(
        right=adagrad,
    ),
    "stuck": Proof(
        right=stuck,
        by_hand={
            "∂C/∂y is given both times, not ∂C/∂z": [-0.8, -1 / 0.2],
        },
        kept={"1"},
    ),
    "two_lines": Proof(
        right=momentum,
        drawn=lambda rng: _steps(rng)[:3],
    ),
    "adam": Proof(
        right=adam,
        drawn=_adam,
        near=5e-4,
    ),
}
