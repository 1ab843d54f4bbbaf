"""Lesson 00: a map of the lessons, and a miniature of the six neurons."""

from lessons_lib.app import App, Control, Slider, Steps
from lessons_lib.language import Later
from lessons_lib.lessons.shared.network_picture import HEIGHT, WIDTH
from lessons_lib.lessons.start_here import lessons_scene, miniature_scene
from lessons_lib.lessons.start_here.lessons_scene import ON_THE_MAP
from lessons_lib.walks.lecture import LIMIT, START


def lessons() -> App:
    """The map of the lessons. Keyword: the selected `lesson`, one of ON_THE_MAP."""
    controls: list[Control] = [Steps("lesson", Later("lesson"), range(1, len(ON_THE_MAP) + 1))]
    return App(lessons, lessons_scene.scene, controls, size=(WIDTH, 3.6))


def miniature() -> App:
    """The six neurons with two sliders. Keywords: the inputs `x1` and `x2`, each from −5 to 5."""
    controls: list[Control] = [
        Slider(x, Later("input {n}", n=x[1]), START[x], -LIMIT, LIMIT, step=0.1)
        for x in ("x1", "x2")
    ]
    return App(miniature, miniature_scene.scene, controls, size=(WIDTH, HEIGHT))
