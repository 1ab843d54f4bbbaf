"""Helpers that use an interactive as a learner does, and read what it displays."""

from interactives import inside


def find(app, name):
    """The widget with this description, anywhere in the app."""
    return next(w for w in inside(app) if getattr(w, "description", None) == name)


def press(app, name):
    """Press the button with this name."""
    find(app, name).click()


def picture(app):
    """The <img> that is shown, pixels and alternative text."""
    values = (str(getattr(w, "value", "")) for w in inside(app))
    return next(value for value in values if value.startswith("<img width"))


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


def next_and_back(app, presses):
    """So many times Next, then Back: every Back must show exactly what was there.

    Returns what was seen: (repr, picture), all of it different.
    """
    seen = [(repr(app), picture(app))]
    for _ in range(presses):
        press(app, "Next")
        seen.append((repr(app), picture(app)))
    assert len(set(seen)) == presses + 1
    for before in reversed(seen[:-1]):
        press(app, "Back")
        assert (repr(app), picture(app)) == before
    return seen


def walk_and_back(app, moments, name="moment"):
    """Next through all moments, then Back: every Back must show exactly what was there."""
    seen = []
    for moment in moments:
        assert app.values[name] == moment
        seen.append((repr(app), picture(app)))
        press(app, "Next")
    assert len(set(seen)) == len(moments)
    for before in reversed(seen[:-1]):
        press(app, "Back")
        assert (repr(app), picture(app)) == before
