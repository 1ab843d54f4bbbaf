"""Helpers that use an interactive as a learner does, and read what it displays."""

import ipywidgets as w
from interactives import inside


def find(app, name):
    """The widget with this description, anywhere in the app."""
    return next(part for part in inside(app) if getattr(part, "description", None) == name)


def press(app, name):
    """Press the button with this name."""
    find(app, name).click()


def fill_in(app, text, asked=None):
    """Type this into the box for the number that is asked for, or go to that number first."""
    if asked:
        app.set(moment=asked)
    next(part for part in inside(app) if isinstance(part, w.Text)).value = text


def picture(app):
    """What is shown: the PNG and the alternative text."""
    return app._image.value, app._page.alt


def at_the_beginning(make):
    """app_of(name): the app that make[name]() makes, at its beginning.

    Each is made once, where it is first needed: making a new one for each test takes longer.
    """
    made = {}

    def app_of(name):
        if name not in made:
            made[name] = make[name]()
        press(made[name], "Reset")
        return made[name]

    return app_of
