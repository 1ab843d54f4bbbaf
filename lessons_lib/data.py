"""Small data sets: points by n, seed and the standard deviation `noise`, and handwritten digits."""

from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from lessons_lib import checks
from lessons_lib.functions import Array, quiet

Data = tuple[Array, Array]  # x (inputs, n) and target (outputs, n), a column for each example
_DIGITS = Path(__file__).with_name("digits.npz")  # source and licence: digits.md


@quiet
def xor(n: int = 200, seed: int = 0, noise: float = 0.1) -> Data:
    """Points at the corners of the unit square in turn, x (2, n); target (1, n) is x1 XOR x2."""
    n, rng = _drawn(n, seed, noise)
    i = np.arange(n)
    corner = np.array([i // 2 % 2, i % 2])
    target = (corner[:1] != corner[1:]).astype(float)
    return corner + noise * rng.normal(size=(2, n)), target


@quiet
def two_moons(n: int = 200, seed: int = 0, noise: float = 0.1) -> Data:
    """Two interleaving half circles, x (2, n); target (1, n) alternates between 0 and 1."""
    n, rng = _drawn(n, seed, noise)
    target = np.arange(n) % 2
    angle = rng.uniform(0, np.pi, n)
    x = np.array([np.cos(angle), np.sin(angle)])
    x[:, target == 1] = [[1.0], [0.5]] - x[:, target == 1]
    return x + noise * rng.normal(size=(2, n)), target[None].astype(float)


@quiet
def spirals(n: int = 200, seed: int = 0, noise: float = 0.02) -> Data:
    """Two spirals around the origin, radius at most 1: x (2, n); target (1, n) alternates 0, 1."""
    n, rng = _drawn(n, seed, noise)
    target = np.arange(n) % 2
    radius = np.sqrt(rng.uniform(0.01, 1, n))
    angle = 3 * np.pi * radius + np.pi * target
    x = radius * np.array([np.cos(angle), np.sin(angle)])
    return x + noise * rng.normal(size=(2, n)), target[None].astype(float)


@quiet
def noisy_line(n: int = 20, seed: int = 0, noise: float = 0.3, w: float = 2, b: float = 1) -> Data:
    """Points near the line w·x + b: x (1, n) from −1 to 1, target (1, n)."""
    n, rng = _drawn(n, seed, noise)
    x = rng.uniform(-1, 1, size=(1, n))
    return x, w * x + b + noise * rng.normal(size=(1, n))


def digits() -> Data:
    """The 1,797 handwritten digits: x (64, 1797) from 0 (paper) to 1 (ink), target (10, 1797).

    A column of x, reshaped to (8, 8), is the picture. Source: Alpaydin & Kaynak (1998), Optical
    Recognition of Handwritten Digits, UCI, CC BY 4.0; see digits.md beside this file.
    """
    with np.load(_DIGITS) as file:
        return file["pixels"].T / 16, one_hot(file["labels"], 10)


def one_hot(labels: Any, classes: int) -> Array:
    """The target (classes, n) for n labels 0, 1, …, classes − 1: a single 1 in each column."""
    checks.settings(classes=classes)
    labels = checks.labels(checks.finite(labels, "labels"), classes)
    return np.where(np.arange(classes)[:, None] == labels, 1.0, 0.0)


class Split(NamedTuple):
    """A training set and a held-out set, which training must not use."""

    x: Array
    target: Array
    held_out_x: Array
    held_out_target: Array


def split(x: Any, target: Any, held_out: float = 0.2, seed: int = 0) -> Split:
    """Split the examples at random (by seed); `held_out` is the share of the held-out set."""
    x, target = checks.numbers(x, "x"), checks.numbers(target, "target")
    checks.columns(x, target)
    checks.settings(held_out=held_out, seed=seed)
    n = x.shape[1]
    apart = checks.both_sides(round(n * held_out), n, held_out)
    order = np.random.default_rng(int(seed)).permutation(n)
    rest, out = order[apart:], order[:apart]
    return Split(x[:, rest], target[:, rest], x[:, out], target[:, out])


@quiet
@checks.checked(checks.pair)
def accuracy(y: Any, target: Any) -> float:
    """The share of correctly classified examples: by the largest output, or one output at ½.

    y and target (outputs, n); an output of NaN counts as wrong.
    """
    one = len(target) == 1
    of_y, of_target = (a[..., 0, :] > 0.5 if one else a.argmax(axis=-2) for a in (y, target))
    return float(np.mean((of_y == of_target) & ~np.isnan(y).any(axis=-2)))


def _drawn(n: int, seed: int, noise: float) -> tuple[int, np.random.Generator]:
    checks.settings(n=n, seed=seed, noise=noise)
    return int(n), np.random.default_rng(int(seed))
