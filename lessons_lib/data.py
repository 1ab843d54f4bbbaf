"""Small data sets: points each made by (n, seed), and the handwritten digits.

Each gives x (inputs, n) and target (outputs, n), one column for each example.
"""

from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from lessons_lib.checks import FROM_0, SHARE, as_count, as_numbers, check_number
from lessons_lib.functions import Array
from lessons_lib.language import say

_DIGITS = Path(__file__).with_name("digits.npz")  # source and licence: digits.md


def xor(n: int = 200, seed: int = 0, noise: float = 0.1) -> tuple[Array, Array]:
    """Points around the corners of the unit square, x (2, n); target (1, n) is x1 XOR x2.

    The corners take turns: n = 4 and noise = 0 give the four lines of the truth table. noise is the
    standard deviation. Raises ValueError, as all here do, for an n or a noise that is none.
    """
    n, rng = _checked(n, seed, noise)
    i = np.arange(n)
    corner = np.array([i // 2 % 2, i % 2])
    target = (corner[:1] != corner[1:]).astype(float)
    return corner + noise * rng.normal(size=(2, n)), target


def two_moons(n: int = 200, seed: int = 0, noise: float = 0.1) -> tuple[Array, Array]:
    """Two half circles that reach into each other, x (2, n); target (1, n) is 0 or 1, in turn."""
    n, rng = _checked(n, seed, noise)
    target = np.arange(n) % 2
    angle = rng.uniform(0, np.pi, n)
    x = np.array([np.cos(angle), np.sin(angle)])
    x[:, target == 1] = [[1.0], [0.5]] - x[:, target == 1]
    return x + noise * rng.normal(size=(2, n)), target[None].astype(float)


def spirals(n: int = 200, seed: int = 0, noise: float = 0.02) -> tuple[Array, Array]:
    """Two spirals around the origin, within a radius of 1: x (2, n); target (1, n) is 0 or 1."""
    n, rng = _checked(n, seed, noise)
    target = np.arange(n) % 2
    radius = np.sqrt(rng.uniform(0.01, 1, n))
    angle = 3 * np.pi * radius + np.pi * target
    x = radius * np.array([np.cos(angle), np.sin(angle)])
    return x + noise * rng.normal(size=(2, n)), target[None].astype(float)


def noisy_line(
    n: int = 20, seed: int = 0, noise: float = 0.3, w: float = 2.0, b: float = 1.0
) -> tuple[Array, Array]:
    """Points near the line w·x + b: x (1, n) from −1 to 1, target (1, n)."""
    n, rng = _checked(n, seed, noise)
    x = rng.uniform(-1, 1, size=(1, n))
    return x, w * x + b + noise * rng.normal(size=(1, n))


def digits() -> tuple[Array, Array]:
    """The 1,797 handwritten digits: x (64, 1797) from 0 (paper) to 1 (ink), target (10, 1797).

    A column of x, reshaped to (8, 8), is the picture. Source: Alpaydin & Kaynak (1998), Optical
    Recognition of Handwritten Digits, UCI, CC BY 4.0; see digits.md beside this file.
    """
    with np.load(_DIGITS) as file:
        return file["pixels"].T / 16, one_hot(file["labels"], 10)


def one_hot(labels: Any, classes: int) -> Array:
    """The target (classes, n) of n labels 0, 1, …, classes − 1: in each column a 1, else 0.

    Raises ValueError for a label that is none of these.
    """
    labels, classes = as_numbers("labels", labels), as_count("classes", classes)
    if labels.ndim != 1 or len(labels) == 0:
        raise ValueError(
            say("labels must be a row of at least one, but have shape {shape}.", shape=labels.shape)
        )
    wrong = labels[~np.isin(labels, np.arange(classes))]
    if len(wrong):
        raise ValueError(
            say(
                "labels of {classes} classes are whole numbers from 0 to {last}, but "
                "there is {wrong}.",
                classes=classes,
                last=classes - 1,
                wrong=f"{wrong[0]:g}",
            )
        )
    return np.where(np.arange(classes)[:, None] == labels, 1.0, 0.0)


class Split(NamedTuple):
    """Examples to learn from, and held-out ones that the learner must never see."""

    x: Array
    target: Array
    held_out_x: Array
    held_out_target: Array


def split(x: Any, target: Any, held_out: float = 0.2, seed: int = 0) -> Split:
    """The examples dealt out at random by seed, the share `held_out` of them to be kept apart.

    Raises ValueError where the columns do not match, or where one of the two parts is empty.
    """
    x, target = np.asarray(x), np.asarray(target)
    if x.ndim != 2 or target.ndim != 2 or x.shape[1] != target.shape[1]:
        raise ValueError(
            say(
                "x and target must have a column for each example, the same number, but "
                "their shapes are {x} and {target}.",
                x=x.shape,
                target=target.shape,
            )
        )
    check_number("held_out", held_out, SHARE)
    n = x.shape[1]
    apart = round(n * held_out)
    if not 0 < apart < n:
        raise ValueError(
            say(
                "held_out must be a share between 0 and 1 that leaves examples on both "
                "sides, but {held_out} of {n} is {apart}.",
                held_out=held_out,
                n=n,
                apart=apart,
            )
        )
    order = np.random.default_rng(as_count("seed", seed, least=0)).permutation(n)
    rest, out = order[apart:], order[:apart]
    return Split(x[:, rest], target[:, rest], x[:, out], target[:, out])


def accuracy(y: Any, target: Any) -> float:
    """The share of examples whose class is hit: the largest output, or a single one's side of ½.

    y and target (outputs, n); an output of NaN hits nothing. Raises ValueError where their shapes
    differ or there is no example.
    """
    y, target = as_numbers("y", y), as_numbers("target", target)
    if y.ndim != 2 or y.shape != target.shape or y.size == 0:
        raise ValueError(
            say(
                "y and target must have the same shape, (outputs, examples), but they "
                "have {y} and {target}.",
                y=y.shape,
                target=target.shape,
            )
        )
    of_y, of_target = ((a[0] > 0.5 if len(a) == 1 else a.argmax(axis=0)) for a in (y, target))
    return float(np.mean((of_y == of_target) & ~np.isnan(y).any(axis=0)))


def _checked(n: int, seed: int, noise: float) -> tuple[int, np.random.Generator]:
    check_number("noise", noise, FROM_0)
    n = as_count(say("n, the number of examples,"), n)
    return n, np.random.default_rng(as_count("seed", seed, least=0))
