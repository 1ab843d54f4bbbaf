"""Lesson 05: Hung-yi Lee's network of six neurons, forward, backward, and trained."""

from lessons_lib.app import App, Control, Numbers, Steps
from lessons_lib.language import Later
from lessons_lib.lecture import TARGET, X, six_neurons
from lessons_lib.lessons.shared.network_picture import HEIGHT, WIDTH
from lessons_lib.lessons.shared.network_training import NetworkTraining, training_controls
from lessons_lib.lessons.shared.play import play as play_pass
from lessons_lib.lessons.shared.walked_network import blank_picture
from lessons_lib.lessons.six_neurons import walk_scene
from lessons_lib.lessons.six_neurons.walk_scene import MOMENTS
from lessons_lib.walks.lecture import LIMIT, PARAMETERS, SIX_NEURONS, START, title

TRAINING = NetworkTraining(six_neurons(), X, TARGET)


def walk() -> App:
    """The six neurons, one moment after the other: forward, backward, and any gradient.

    Keywords: `moment` (one of MOMENTS), `number` (the number the slider changes, and whose
    gradient the last moment shows), and the 22 numbers of START, each from −5 to 5.
    """
    numbers = {
        key: (title(key), START[key]) for key in (*PARAMETERS, "x1", "x2", "target1", "target2")
    }
    controls: list[Control] = [
        Steps("moment", Later("step"), MOMENTS),
        Numbers("number", Later("change"), numbers, -LIMIT, LIMIT, step=0.1),
    ]
    return App(walk, walk_scene.scene, controls, size=(WIDTH, HEIGHT))


def play() -> App:
    """The same walk with blanks: the learner fills in each next number, forward and backward.

    Keywords: `moment`, the number that is asked for, one of SIX_NEURONS.moments or "end", and the
    39 numbers by their keywords, as typed.
    """
    return play_pass(play, SIX_NEURONS, START, blank_picture(SIX_NEURONS), size=(WIDTH, HEIGHT))


def train() -> App:
    """Gradient descent on the six neurons: `t` is the step, 0 to 100, `eta` the learning rate η."""
    return App(train, TRAINING.scene, training_controls(), size=(WIDTH, HEIGHT))
