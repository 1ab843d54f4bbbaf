"""The numbers with a decimal point in the prose of lesson 02, cell by cell."""

import math

from lessons_lib.draw.style import number
from lessons_lib.lessons import one_path, two_paths
from lessons_lib.lessons.exercises import chain_rule as check


def facts():
    small = one_path.nudged(1, 0.01)
    x, dx = check.ratio.given
    dy, dz = one_path.nudged(x, dx)
    (at,) = check.sine.given
    near = two_paths.edge_numbers(3.2)
    return {
        "title": ["0.25"],
        "one-path-step": ["0.01", "0.001"],
        "one-path-explain": [
            "0.01",
            number(small[0] / 0.01),
            number(small[1] / small[0]),
            number(small[1] / 0.01),
        ],
        "ratio-exercise": [number(dx)],
        "ratio-help": [number(dy / dx), number(dz / dy)],
        "sine-help": [number(math.cos(at * at))],
        "two-paths-explain": ["0.01", number(two_paths.nudges(2, 0.01, "none")["z"] / 0.01)],
        "two-paths-try": [
            "3.2",
            number(near["sx"] * near["xz"]),
            number(near["sy"] * near["yz"]),
        ],
    }
