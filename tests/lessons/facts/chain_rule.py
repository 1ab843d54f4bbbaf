"""The numbers with a decimal point in the prose of lesson 02, cell by cell."""

from lessons_lib.lessons.chain_rule import one_path_scene, two_paths_scene
from lessons_lib.notation import number


def derivative(s):
    """The sum over both paths, by hand."""
    return 10 * s - 3 * s * s - 1


def facts():
    small = one_path_scene.nudged(1, 0.01)
    cancelled = {s: two_paths_scene.edge_numbers(s) for s in (3.2, 0.1)}
    sums = [derivative(0.1 * i) for i in range(41)]  # of both paths, wherever the slider stops
    assert sorted(abs(value) for value in sums)[:2] == [abs(derivative(s)) for s in (0.1, 3.2)]
    large = two_paths_scene.nudges(2, 1, "none")
    too_much = (large["x"] - 4) * 3, large["x"] * large["y"]
    assert too_much == (3, -5) and large["z"] == derivative(2) + sum(too_much) == 5
    assert one_path_scene.small(0.1) and not one_path_scene.small(0.11)
    return {
        "title": ["0.25"],
        "one-path-step": ["0.1", "0.01", "0.001"],
        "one-path-explain": [
            "0.01",
            number(small[0] / 0.01),
            number(small[1] / small[0]),
            number(small[1] / 0.01),
        ],
        "two-paths-step": ["0.1"],
        "two-paths-explain": ["0.01", number(two_paths_scene.nudges(2, 0.01, "none")["z"] / 0.01)],
        "two-paths-try": [
            number(value)
            for s, on in cancelled.items()
            for value in (s, on["sx"] * on["xz"], on["sy"] * on["yz"])
        ],
    }
