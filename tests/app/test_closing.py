"""After `close` all widgets of an App are closed, and no open box contains a closed one."""

import gc
import weakref

import interactives
import ipywidgets as w
import pytest
from ipywidgets.widgets.widget import _instances as open_widgets

from .dot import dot_app, shows

WAYS = [
    lambda app: w.VBox([app]),
    lambda app: w.HBox([w.Label("a"), app]),
    lambda app: w.Tab([app.widget, w.VBox([app])]),
    lambda app: w.VBox([w.Accordion([app])]),
]


@pytest.mark.parametrize("call", interactives.calls())
def test_closing_closes_all_it_made(call):
    before = set(open_widgets)
    app = interactives.made(call)
    app._repr_mimebundle_()
    app.close()
    assert [open_widgets[one] for one in set(open_widgets) - before] == []
    closed = [weakref.ref(widget) for widget in interactives.inside(app)]
    del app
    gc.collect()
    assert [one() for one in closed if one()] == []


@pytest.mark.parametrize("boxed", WAYS, ids=["VBox", "HBox", "Tab", "Accordion"])
def test_it_fits_into_every_box_and_leaves_it_when_it_is_closed(boxed):
    app = dot_app()
    box = boxed(app)
    assert shows(app.set(x=3), x=3)
    w.Widget.get_manager_state()
    app.close()
    for widget in list(open_widgets.values()):
        assert all(child.comm for child in getattr(widget, "children", ()))
    w.Widget.get_manager_state()  # what the page asks for when it is loaded again
    for widget in list(interactives.inside(box)):
        widget.close()
    assert shows(app.set(x=4), x=4)  # closed as it is


def test_closed_twice_and_all_at_once():
    app = dot_app()
    app.close()
    app.set(x=2)
    app.close()
    other = dot_app()
    w.Widget.close_all()
    assert other.comm is None and open_widgets == {}
