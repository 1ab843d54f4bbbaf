"""Lesson 02: how z changes when x is nudged: multiply along a path, add over paths."""

from lessons_lib.app import App, Choice, Control, Numbers, Slider, Steps
from lessons_lib.language import Later
from lessons_lib.lessons.chain_rule import (
    all_paths_scene,
    fill_in_scene,
    one_path_scene,
    two_paths_scene,
)
from lessons_lib.lessons.shared.play import play
from lessons_lib.notation import subscript


def one_path() -> App:
    """Case 1, x → y → z: nudge x by Δx and see the ratios approach the derivatives.

    Keywords: `dx`, the nudge, from −1 to 1, and `x`, from 0 to 1.5.
    """
    controls: list[Control] = [
        Slider("dx", Later("nudge Δx"), 1, low=-1, high=1, step=0.01),
        Slider("x", "x", 1, low=0, high=1.5, step=0.1),
    ]
    return App(one_path, one_path_scene.scene, controls, size=one_path_scene.SIZE)


def two_paths() -> App:
    """Case 2, s → x → z and s → y → z: nudge s, mute a path, and see the sum.

    Keywords: `ds`, the nudge, from −1 to 1; `mute`, one of "none", "x", "y": the path through x
    or y is muted by holding x or y fixed; and `s`, from 0 to 4.
    """
    controls: list[Control] = [
        Slider("ds", Later("nudge Δs"), 1, low=-1, high=1, step=0.01),
        Choice(
            "mute",
            Later("mute"),
            "none",
            {Later("no path"): "none", "s → x → z": "x", "s → y → z": "y"},
        ),
        Slider("s", "s", 2, low=0, high=4, step=0.1),
    ]
    return App(two_paths, two_paths_scene.scene, controls, size=two_paths_scene.SIZE)


def all_paths() -> App:
    """Four paths from s to z: the product of each, their sum, then the backward pass.

    Keywords: `moment` (one of all_paths_scene.MOMENTS), `edge` (the number the slider changes)
    and the eight numbers of all_paths_scene.START, each from −9 to 9.
    """
    numbers = {
        key: (subscript(" → ".join(ends)), all_paths_scene.START[key])
        for key, ends in all_paths_scene.EDGES.items()
    }
    controls: list[Control] = [
        Steps("moment", Later("step"), all_paths_scene.MOMENTS),
        Numbers("edge", Later("change"), numbers, low=-9, high=9, step=1),
    ]
    return App(all_paths, all_paths_scene.scene, controls, size=all_paths_scene.SIZE)


def fill_in() -> App:
    """Y = x₁ + x₂ and z = y · x₃ with blanks: the learner fills in values and derivatives.

    Keywords: `moment`, the number that is asked for, or "end"; and `y`, `z`, `dz_dy`, `dz_dx1`,
    `dz_dx2` and `dz_dx3`, as typed.
    """
    walk = fill_in_scene.gate()
    return play(fill_in, walk, walk.start, fill_in_scene.picture, size=fill_in_scene.SIZE)
