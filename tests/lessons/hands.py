"""What a learner does with an interactive, and sees of it."""


def find(app, name):
    """The widget with this description, anywhere in the app."""

    def search(widget):
        if getattr(widget, "description", None) == name:
            yield widget
        for child in getattr(widget, "children", ()):
            yield from search(child)

    return next(search(app.widget))


def press(app, name):
    """Press the button with this name."""
    find(app, name).click()


def picture(app):
    """The <img> that is shown, pixels and alternative text."""

    def images(widget):
        if str(getattr(widget, "value", "")).startswith("<img width"):
            yield widget.value
        for child in getattr(widget, "children", ()):
            yield from images(child)

    return next(images(app.widget))


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
