"""For tests of lesson 09: its races once more in plain floats, and what its pictures show."""

import re
from functools import lru_cache
from math import sqrt

import numpy as np
import pytest
from matplotlib.patches import FancyArrowPatch
from reading import read

from lessons_lib.lessons.optimizers.racing_rules import PLACES, RUNNERS, STEPS

TITLES = {name: runner.title for name, runner in RUNNERS.items()}


def is_finite(app):
    """Whether all that is drawn has finite coordinates."""
    moving = [artist for artist in app._picture._moving if artist.get_visible()]
    lines = [artist.get_xydata() for artist in moving if hasattr(artist, "get_xydata")]
    arrows = [a._posA_posB for a in moving if isinstance(a, FancyArrowPatch)]
    names = [a.get_position() for a in moving if hasattr(a, "get_position")]
    drawn = [np.asarray(xy, dtype=float) for xy in (*lines, *arrows, *names)]
    return any(map(len, lines)) and all(np.isfinite(xy).all() for xy in drawn)


def same(text, value, tolerance=6e-3):
    """Whether a number is shown with its three digits; what has cancelled to nothing may differ."""
    return read(text) == pytest.approx(value, rel=tolerance, abs=1e-9)


# The landscapes and the rules once more: plain floats, one loop, the formulas of the papers.

SLOPES = {
    "round bowl": lambda a, b: (2 * a, 2 * b),
    "ravine": lambda a, b: (0.1 * a, 5 * b),
    # along the ravine u = (4·a + 3·b) / 5, across it w = (4·b − 3·a) / 5
    "rotated ravine": lambda a, b: (
        0.1 * (4 * a + 3 * b) / 5 * 4 / 5 - 5 * (4 * b - 3 * a) / 5 * 3 / 5,
        0.1 * (4 * a + 3 * b) / 5 * 3 / 5 + 5 * (4 * b - 3 * a) / 5 * 4 / 5,
    ),
    "saddle": lambda a, b: (a / 2, b**3 / 4 - b),
    "plateau": lambda a, b: tuple(k * 8 / (4 + a * a + 3 * b * b) ** 2 for k in (a, 3 * b)),
}
HEIGHTS = {
    "round bowl": lambda a, b: a**2 + b**2,
    "ravine": lambda a, b: a**2 / 20 + 5 * b**2 / 2,
    "rotated ravine": lambda a, b: (4 * a + 3 * b) ** 2 / 500 + (4 * b - 3 * a) ** 2 / 10,
    "saddle": lambda a, b: a**2 / 4 + b**4 / 16 - b**2 / 2 + 1,
    "plateau": lambda a, b: (a**2 + 3 * b**2) / (4 + a**2 + 3 * b**2),
}
RATE = {
    "constant": lambda t: 1,
    "root": lambda t: 1 / sqrt(t + 1),
    "steps": lambda t: 0.5 ** (t // 20),
    "cosine": lambda t: 0.5 + 0.5 * np.cos(np.pi * t / 60),
}


@lru_cache
def by_hand(name, place, eta, lam=0.9, schedule="constant"):
    """θ⁰ … θ⁶⁰ of one rule, and its memory after each step, as pairs of floats."""
    at, memory = [PLACES[place].start], [{}]
    v, s, m = [0.0, 0.0], [0.0, 0.0], [0.0, 0.0]
    for t in range(STEPS):
        rate, new = eta * RATE[schedule](t), list(at[-1])
        # Nesterov: what walks is behind θ by λ·v; the gradient is taken ahead of it, at θ.
        behind = [x - lam * move for x, move in zip(at[-1], v, strict=True)]
        for i, g in enumerate(SLOPES[place](*at[-1])):
            match name:
                case "plain":
                    new[i] -= rate * g
                case "momentum":
                    v[i] = lam * v[i] - rate * g
                    new[i] += v[i]
                case "Nesterov":
                    v[i] = lam * v[i] - rate * g
                    new[i] = behind[i] + v[i] + lam * v[i]
                case "Adagrad":
                    s[i] += g * g
                    new[i] -= rate * g / (sqrt(s[i]) + 1e-10)
                case "RMSProp":
                    s[i] = 0.9 * s[i] + 0.1 * g * g
                    new[i] -= rate * g / (sqrt(s[i]) + 1e-8)
                case "Adam":
                    m[i] = 0.9 * m[i] + 0.1 * g
                    s[i] = 0.999 * s[i] + 0.001 * g * g
                    hats = m[i] / (1 - 0.9 ** (t + 1)), s[i] / (1 - 0.999 ** (t + 1))
                    new[i] -= rate * hats[0] / (sqrt(hats[1]) + 1e-8)
        at.append(tuple(new))
        memory.append({"v": tuple(v), "s": tuple(s), "m": tuple(m)})
    return at, memory


def losses(name, place, eta, lam=0.9, schedule="constant"):
    return [HEIGHTS[place](*theta) for theta in by_hand(name, place, eta, lam, schedule)[0]]


def arrived(values):
    """The step from which on all values are at most a hundredth of the first, or None."""
    since = None
    for t, value in reversed(list(enumerate(values))):
        if value > values[0] / 100:
            break
        since = t
    return since


def arrows(app):
    """The arrows that are seen, each as its start and its change."""
    return [
        np.array([a._posA_posB[0], np.diff(a._posA_posB, axis=0)[0]])
        for a in app._picture._moving
        if isinstance(a, FancyArrowPatch) and a.get_visible()
    ]


def rows(text):
    """The rows of Markdown tables: first cell -> the other cells without stars, table by table."""
    tables = [re.findall(r"^\| ?(\S.*?) \|(.*)\|$", part, re.M) for part in text.split("\n\n")]
    return [
        {first: [cell.strip(" *") for cell in rest.split("|")] for first, rest in table}
        for table in tables
        if table
    ]
