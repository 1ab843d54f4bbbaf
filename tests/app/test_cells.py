"""A cell that is run again closes what it showed before, and nothing else."""

import queue

import pytest
from jupyter_client.manager import start_new_kernel

from lessons_lib.app import cells

from .dot import dot_app, inside, shows


class Shell:
    """An IPython that runs cells of a page that names them."""

    def __init__(self):
        self.events = self
        self._ended = []
        self._cell = None

    def register(self, event, callback):
        assert event == "post_run_cell"
        self._ended.append(callback)

    def get_parent(self):
        return {"metadata": {"cellId": self._cell} if self._cell else {}}

    def run(self, book, cell, *things):
        self._cell = cell
        for thing in things:
            book.show(thing)
        for callback in self._ended:
            callback(None)


class Thing:
    closed = False

    def close(self):
        self.closed = True


@pytest.fixture
def run(monkeypatch):
    shell, book = Shell(), cells.Cells()
    monkeypatch.setattr(cells, "get_ipython", lambda: shell)
    return lambda cell, *things: shell.run(book, cell, *things)


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
    assert app.widget.comm is None
    assert other.closed
    app.close()


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
    assert all(part.comm is None for part in inside(app.widget))
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


def test_a_kernel_does_not_keep_what_a_cell_showed_ten_times():
    manager, client = start_new_kernel()
    try:

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

        run("from lessons_lib.lessons import six_neurons", "setup")
        run("six_neurons.train()", "one")
        run("six_neurons.train()", "two")
        before = run(HOW_MANY, "count")
        for _ in range(10):
            run("six_neurons.train()", "two")
        assert run(HOW_MANY, "count") == before
        assert before.split()[1] == "2"
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
