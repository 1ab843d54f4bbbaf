"""A cell that runs again closes its previous output, and nothing else."""

import queue
from types import SimpleNamespace

import ipywidgets as w
import pytest
from jupyter_client.manager import start_new_kernel

from lessons_lib.app import app as app_module
from lessons_lib.app import open_pictures

from .dot import dot_app, find, inside, press, shows, slider


class Shell:
    """A fake IPython that runs cells of a page that sends cell ids."""

    def __init__(self):
        self.events = self
        self._ended = []
        self._request = {}

    def register(self, event, callback):
        assert event == "post_run_cell"
        self._ended.append(callback)

    def get_parent(self):
        return self._request

    def run(self, cell, work):
        """Run work as a cell, in a new request of the page."""
        header = {"msg_id": object()}
        self._request = {"header": header, "metadata": {"cellId": cell} if cell else {}}
        work()
        self._end(store_history=True)

    def run_inside(self, work):
        """Run work as %%capture does: as a cell within the cell."""
        work()
        self._end(store_history=False)

    def _end(self, **info):
        for callback in self._ended:
            callback(SimpleNamespace(info=SimpleNamespace(**info)))


class Thing:
    closed = False

    def close(self):
        self.closed = True


@pytest.fixture
def shell(monkeypatch):
    shell = Shell()
    monkeypatch.setattr(open_pictures, "get_ipython", lambda: shell)
    return shell


@pytest.fixture
def book():
    return open_pictures.OpenPictures()


@pytest.fixture
def run(shell, book):
    return lambda cell, *things: shell.run(cell, lambda: [book.show(thing) for thing in things])


def test_what_a_cell_showed_before_is_closed(run):
    first, second, other = Thing(), Thing(), Thing()
    run("a", first)
    run("b", other)
    run("a", second)
    assert [first.closed, second.closed, other.closed] == [True, False, False]
    run("a")
    assert [second.closed, other.closed] == [True, False]


def test_what_is_shown_again_or_elsewhere_stays(run):
    one, two = Thing(), Thing()
    run("a", one, two)
    run("b", one)
    run("a", two)
    assert [one.closed, two.closed] == [False, False]
    run("b")
    assert [one.closed, two.closed] == [True, False]


def test_what_a_cell_showed_twice_is_closed_once(run):
    app, other = dot_app(), Thing()
    run("a", app, app, other)
    run("a")
    assert app.comm is None
    assert other.closed
    app.close()


def test_within_one_request_things_are_added(run, shell, book):
    def shows_inside():
        book.show(outer)
        shell.run_inside(lambda: book.show(inner))
        shell.run_inside(lambda: None)
        book.show(before)

    before, outer, inner, gone, after = (Thing() for _ in range(5))
    run("a", before, gone)
    shell.run("a", shows_inside)
    assert [before.closed, outer.closed, inner.closed, gone.closed] == [False, False, False, True]
    run("a", after)
    assert all(thing.closed for thing in (before, outer, inner)) and not after.closed


def test_an_interrupted_cell_ends_too(run, shell, book):
    first, second = Thing(), Thing()
    run("a", first)
    shell.run("a", lambda: book.show(second))
    for callback in shell._ended:
        callback(None)
    assert (first.closed, second.closed) == (True, False)


def test_what_lies_in_a_box_of_the_learner_stays(run):
    app = dot_app()
    box = w.HBox([app])
    run("a", app)
    run("a")
    assert shows(app.set(x=1), x=1)
    assert app.comm and box.children == (app,)
    app.close()
    assert box.children == ()
    box.close()


@pytest.mark.parametrize(
    "used",
    [
        lambda app: w.jslink((slider(app, "height y"), "value"), (w.FloatSlider(), "value")),
        lambda app: w.VBox([app.children[-1]]),
        lambda app: w.Button(layout=app.layout),
        lambda app: w.Tab([w.VBox([find(app, w.Button, "Next")])]),
    ],
    ids=["link", "picture in a box", "layout", "button in a tab"],
)
def test_what_is_used_elsewhere_stays(run, used):
    app = dot_app()
    other = used(app)
    run("a", app)
    run("a")
    assert app.comm and shows(app.set(x=1), x=1)
    app.close()
    w.Widget.get_manager_state()  # as when a page is loaded again
    assert app.comm is None
    other.close()


def test_a_cell_that_is_run_again_goes_on_where_it_was_left(shell, monkeypatch):
    def show(*apps):
        shell.run("a", lambda: [one._repr_mimebundle_() for one in apps])

    monkeypatch.setattr(app_module, "OPEN_PICTURES", open_pictures.OpenPictures())
    one, other = dot_app(), dot_app()
    show(one, other)
    one.set(x=3)
    other.set(y=7)
    again, another, asked, first = dot_app(), dot_app(), dot_app().set(x=9), dot_app()
    show(again, another)
    assert shows(again, x=3) and shows(another, y=7.0)
    assert one.comm is None
    press(again, "Reset")
    assert shows(again)
    show(asked)  # the cell says what it shows
    assert shows(asked, x=9)
    shell.run("b", lambda: first._repr_mimebundle_())
    assert shows(first)


def test_where_cells_have_no_names_nothing_is_closed(run):
    first = Thing()
    run(None, first)
    run(None, Thing())
    assert not first.closed


def test_an_app_that_was_closed_is_a_still_picture():
    app = dot_app().set(x=3)
    open_data, _ = app._repr_mimebundle_()
    text = repr(app)
    app.close()
    assert all(part.comm is None for part in inside(app))
    data, metadata = app._repr_mimebundle_()
    assert data.keys() == {"text/plain", "image/png"}
    assert (data["image/png"], repr(app)) == (open_data["image/png"], text)
    assert metadata["image/png"]["alt"] == "A dot at x = 3, y = 2.0"
    assert shows(app.set(x=4), x=4)


HOW_MANY = """
import gc, ipywidgets, psutil
from matplotlib.figure import Figure
gc.collect()
print(len(ipywidgets.widgets.widget._instances),
      sum(isinstance(thing, Figure) for thing in gc.get_objects()))
"""


@pytest.fixture(scope="module")
def run_in_a_kernel():
    """run(code, cell): what the code prints, in a cell of this name; an error fails."""
    manager, client = start_new_kernel()

    def run(code, cell):
        content = {"code": code, "silent": False, "store_history": True}
        message = client.session.msg("execute_request", content, metadata={"cellId": cell})
        client.shell_channel.send(message)
        said = ""
        while True:
            try:
                heard = client.get_iopub_msg(timeout=60)
            except queue.Empty:
                pytest.fail("the kernel says nothing")
            if heard["parent_header"].get("msg_id") != message["header"]["msg_id"]:
                continue
            assert heard["msg_type"] != "error", heard["content"]
            said += heard["content"].get("text", "")
            if heard["content"].get("execution_state") == "idle":
                return said

    yield run
    client.stop_channels()
    manager.shutdown_kernel(now=True)


def test_a_kernel_does_not_keep_what_a_cell_showed_ten_times(run_in_a_kernel):
    run = run_in_a_kernel
    run("from lessons_lib.lessons import six_neurons", "setup")
    run("six_neurons.train()", "one")
    run("six_neurons.train()", "two")
    before = run(HOW_MANY, "count")
    for _ in range(10):
        run("six_neurons.train()", "two")
    assert run(HOW_MANY, "count") == before
    assert before.split()[1] == "2"


NESTED = [
    "get_ipython().run_cell('app = six_neurons.walk(); display(app)')",
    "%%capture out\napp = six_neurons.walk()\ndisplay(app)",
    "exec('app = six_neurons.walk(); display(app)')",
    "import ipywidgets\nwith ipywidgets.Output():\n    app = six_neurons.walk()\n    display(app)",
    "app = six_neurons.walk()\nipywidgets.interact(lambda k: display(app), k=3)",
    "app = six_neurons.walk()\nipywidgets.Tab([ipywidgets.VBox([app])])",
    "app = six_neurons.walk()\ndisplay(app, six_neurons.train())",
]


@pytest.mark.parametrize("code", NESTED)
def test_what_a_cell_shows_by_way_of_other_code_is_open(code, run_in_a_kernel):
    run = run_in_a_kernel
    run("from lessons_lib.lessons import six_neurons; import ipywidgets", "setup")
    for _ in range(2):  # the second time, the first one's is closed
        run(code, "nested")
        assert run("print(app.comm is not None)", "asks") == "True\n"
    # what JupyterLab asks for when the page is loaded again
    run("from ipywidgets import Widget; Widget.get_manager_state()", "reload")
