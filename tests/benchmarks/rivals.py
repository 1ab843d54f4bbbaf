"""One picture, updated in four ways; imported by a notebook of tests/benchmarks/slider.py."""

from itertools import islice

import ipywidgets as w
import numpy as np
from matplotlib import pyplot as plt
from matplotlib.figure import Figure

from lessons_lib.app import App, Choice, Steps, Words
from lessons_lib.descent import descend, plain

STEPS = 200
SIZE = (6.4, 4.0)
GRADIENT = np.array([2, 6])


def losses(theta):
    return (theta**2) @ (GRADIENT / 2)


WALK = [step.theta for step in islice(descend(GRADIENT.__mul__, (-4, 2), plain(0.01)), STEPS + 1)]
PLACES = np.array(WALK)
LOSSES = losses(PLACES)


def scene(fig, animated=False):
    """A loss surface with a trajectory, and a loss curve with a marker."""
    surface, curve = fig.subplots(1, 2)
    across, up = np.meshgrid(np.linspace(-5, 5, 101), np.linspace(-3, 3, 61))
    surface.contourf(across, up, losses(np.stack([across, up], axis=-1)), levels=12)
    surface.set(xlabel="θ₁", ylabel="θ₂")
    curve.plot(LOSSES)
    curve.set(xlabel="t", ylabel="L")
    (trail,) = surface.plot([], [], "o-", ms=3, color="white", animated=animated)
    (marker,) = curve.plot([], [], "o", ms=9, animated=animated)

    def update(t):
        trail.set_data(*PLACES[: t + 1].T)
        marker.set_data([t], [LOSSES[t]])
        return Words(status=f"Step {t}.", alt=f"Step {t} of {STEPS}, L = {LOSSES[t]:.3g}")

    return update


def our_app(*before):
    controls = [*before, Steps("t", "t", range(STEPS + 1))]
    app = App(our_app, drawn_ahead, controls, SIZE)
    app.layout.width = f"{100 * SIZE[0]:g}px"  # as wide as the others, whatever the page is
    return app


def drawn_ahead(fig):
    update = scene(fig, animated=True)
    return lambda t, **_: update(t)


def another_control():
    """The App along another control than its first one: every picture comes from the kernel."""
    return our_app(Choice("unused", "unused", 0, {"none": 0}))


def slider():
    return w.IntSlider(description="t", max=STEPS)


def by_interact():
    def draw(t):
        scene(plt.figure(figsize=SIZE, dpi=100))(t)
        plt.show()

    w.interact(draw, t=slider())


def by_ipympl():
    from ipympl.backend_nbagg import Canvas, FigureManager

    canvas = Canvas(Figure(figsize=SIZE, dpi=100))
    FigureManager(canvas, 0)
    update, control = scene(canvas.figure), slider()

    def draw(event):
        update(event["new"])
        canvas.draw_idle()

    control.observe(draw, "value")
    return w.VBox([control, canvas])


def label():
    control, text = slider(), w.Label("0")

    def show(event):
        text.value = str(event["new"])

    control.observe(show, "value")
    return w.VBox([control, text])
