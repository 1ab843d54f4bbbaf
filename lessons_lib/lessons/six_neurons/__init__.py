"""Lesson 05: Hung-yi Lee's network of six neurons, forward, backward, and trained."""

from lessons_lib.app import App, Control, Numbers, Slider, Steps
from lessons_lib.language import Later
from lessons_lib.lessons.shared.lecture_network import HEIGHT, WIDTH
from lessons_lib.lessons.six_neurons import train_scene, walk_scene
from lessons_lib.lessons.six_neurons.train_scene import STEPS
from lessons_lib.lessons.six_neurons.walk_scene import MOMENTS
from lessons_lib.walks.lecture import LIMIT, PARAMETERS, START, title


def walk() -> App:
    """The six neurons, one moment after the other: forward, backward, and any gradient.

    Keywords: `moment` (one of MOMENTS), `number` (the number the slider changes, and whose
    gradient the last moment shows), and the 22 numbers of START, each from −5 to 5.
    """
    numbers = {
        key: (title(key), START[key]) for key in (*PARAMETERS, "x1", "x2", "target1", "target2")
    }
    controls: list[Control] = [
        Steps("moment", Later("moment"), MOMENTS),
        Numbers("number", Later("change"), numbers, -LIMIT, LIMIT, step=0.1),
    ]
    return App(walk, walk_scene.scene, controls, size=(WIDTH, HEIGHT))


def train() -> App:
    """Gradient descent on the six neurons: `t` is the step, 0 to 100, `eta` the learning rate η."""
    controls: list[Control] = [
        Steps("t", Later("step t"), range(STEPS + 1)),
        Slider("eta", Later("learning rate η"), 0.5, low=0.1, high=10, step=0.1),
    ]
    return App(train, train_scene.scene, controls, size=(WIDTH, HEIGHT))
