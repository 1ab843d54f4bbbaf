"""The network of lesson 06 once more, by hand, and a machine whose clock is known."""

from math import exp

from matplotlib.figure import Figure

from lessons_lib.lessons.forward_times_backward import (
    broken_scene,
    check_scene,
    clock_scene,
    price_scene,
)

X, TARGET = (1.0, -1.0), (1.0, 0.0)


def sigma(z):
    return 1 / (1 + exp(-z))


def layers(theta):
    """(w, b) of the three layers, as plain lists."""
    theta = list(map(float, theta))
    return [([theta[i : i + 2], theta[i + 2 : i + 4]], theta[i + 4 : i + 6]) for i in (0, 6, 12)]


def ahead(theta):
    a, zs, sent = list(X), [], [list(X)]
    for w, b in layers(theta):
        z = [w[i][0] * a[0] + w[i][1] * a[1] + b[i] for i in (0, 1)]
        a = [sigma(v) for v in z]
        zs.append(z)
        sent.append(a)
    return zs, sent


class Machine:
    """One where a forward pass takes P · 2 µs and a backward one P · 3 µs; it counts the passes."""

    def __init__(self):
        self.now, self.passes = 0.0, 0

    def takes(self, time, algorithm):
        def run(net, *arguments):
            self.now += time * net.theta.size
            self.passes += 1
            return algorithm(net, *arguments)

        return run

    def seconds(self, call):
        start = self.now
        call()
        return self.now - start


def updates():
    """The update of each interactive of the lesson, by its name, without drawing the pixels."""
    scenes = {
        "check": check_scene.scene,
        "broken": broken_scene.broken_scene,
        "mystery": broken_scene.mystery_scene,
        "price": price_scene.scene,
        "clock": clock_scene.scene,
    }
    return {name: scene(Figure()) for name, scene in scenes.items()}
