"""Random moves in a real kernel, which is interrupted while it draws, and restarted.

Half of the moves go to a second thread of the kernel, as those of JupyterLab's page do. Interrupts
come in groups of a few, because one of them may end ipykernel, and the rest of the group is lost.
"""

import os
import queue
import random
import tempfile
import time
from pathlib import Path

import interactives
import psutil
import pytest
from jupyter_client.manager import KernelManager
from test_monkey import MOVES, SEED, controls, move

FEW = ["six_neurons.walk()", "six_neurons.train()", "handwritten_digits.train()"]
CALLS = interactives.calls() if "MONKEY_MOVES" in os.environ else FEW
LONG = 120  # seconds: only a deadlock takes that long
STORMS = max(3, MOVES // 500)  # after each it must be as if nothing had happened
PATHS = [str(folder) for folder in Path(__file__).parents[:2]]
MAKE = """
import sys, time
sys.path[:0] = {paths!r}
import interactives
from test_monkey import controls, in_a_new_page, shown
app = interactives.made({call!r})
print(*(control.model_id for control in controls(app)))
"""
LIKE_NEW = """
for control in app._all:  # a training in the other thread would go on meanwhile
    if hasattr(control, "_stop"):
        control._stop.click()
time.sleep(0.5)
app.set(**app.values)
in_a_new_page(app)  # whatever was asked for when it was interrupted
again = interactives.made({call!r}).set(**app.values)
assert repr(again) == repr(app)
for now, then in zip(shown(again), shown(app), strict=True):
    assert now == then, (str(now)[:300], str(then)[:300])
again.close()
print("like new")
"""


class Kernel:
    """A kernel, and the page that talks to it."""

    def __init__(self, folder):
        self.folder = folder
        # No port that another kernel could take; the path of a socket has at most 107 characters
        own = {} if os.name == "nt" else {"transport": "ipc", "connection_file": f"{folder}/k.json"}
        self.manager = KernelManager(**own)
        self.log = (folder / "log.txt").open("wb")
        self.told = 0  # how much of it does not count any more
        self.manager.start_kernel(stdout=self.log, stderr=self.log)
        self._connect()

    def _connect(self):
        self.page = self.manager.blocking_client()
        self.page.start_channels()
        self.page.wait_for_ready(LONG)
        ask = self.page.session.msg("create_subshell_request", {})
        self.page.control_channel.send(ask)
        said = self.page.get_control_msg(timeout=LONG)["content"]
        self._threads = [None, said["subshell_id"]] if said["status"] == "ok" else [None]

    def says(self, code):
        """What the cell prints."""
        printed = []

        def heard(message):
            printed.append(message["content"].get("text", ""))

        said = self.page.execute_interactive(code, timeout=LONG, output_hook=heard)["content"]
        assert said["status"] == "ok", "\n".join(said["traceback"])
        return "".join(printed)

    def send(self, thread, kind, content):
        """Send a message to this thread; its name."""
        message = self.page.session.msg(kind, content)
        if thread:
            message["header"]["subshell_id"] = thread
        self.page.shell_channel.send(message)
        return message["msg_id"]

    def moved(self, name, data, chance):
        self.send(chance.choice(self._threads), "comm_msg", {"comm_id": name, "data": data})

    def rests(self):
        """Wait until all that was sent before is done; whether the kernel has lived through it.

        An interrupt between two messages ends ipykernel itself, and one in the question loses it.
        """
        for thread in self._threads:
            until, asked = time.monotonic() + LONG, set()
            while not self._answers(thread, asked):
                if self._has_ended():
                    return False
                assert time.monotonic() < until, "the kernel does not come to rest"
        return True

    def _has_ended(self):
        """Its process may stay, for its threads can wait for each other; its heart has stopped."""
        return not (self.manager.is_alive() and self.page.hb_channel.is_beating())

    def _answers(self, thread, asked):
        asked.add(self.send(thread, "kernel_info_request", {}))
        try:
            while self.page.get_shell_msg(timeout=5)["parent_header"].get("msg_id") not in asked:
                pass
        except queue.Empty:
            return False
        return True

    def restart(self):
        if self._has_ended():
            self.told = (self.folder / "log.txt").stat().st_size
        self.page.stop_channels()
        self.manager.restart_kernel(now=True)
        self._connect()

    def memory(self):
        return psutil.Process(self.manager.provisioner.pid).memory_info().rss

    def mistakes(self):
        """What it logged, but for the interrupts."""
        lines = (self.folder / "log.txt").read_bytes()[self.told :].decode().splitlines()
        return [line for line in lines if "Error" in line or "Exception" in line]


@pytest.fixture(scope="module")
def kernel():
    with tempfile.TemporaryDirectory(dir="/tmp" if os.name != "nt" else None, prefix="j") as name:
        kernel = Kernel(Path(name))
        try:
            yield kernel
        finally:
            kernel.page.stop_channels()
            kernel.manager.shutdown_kernel(now=True)
            kernel.log.close()


@pytest.mark.parametrize("call", CALLS)
def test_interrupted_and_restarted(call, kernel):
    twin, chance = controls(interactives.made(call)), random.Random(SEED)
    for _ in range(2):
        names, sizes = (), []
        for _ in range(STORMS):
            if not names:
                names = kernel.says(MAKE.format(paths=PATHS, call=call)).split()
            for i in range(24):
                name, control = chance.choice(list(zip(names, twin, strict=True)))
                kernel.moved(name, move(control, chance), chance)
                if i % 8 == 7:
                    time.sleep(chance.random() / 10)
                    kernel.manager.interrupt_kernel()
            if kernel.rests():
                assert "like new" in kernel.says(LIKE_NEW.format(call=call))
                sizes.append(kernel.memory())
            else:
                kernel.restart()
                names, sizes = (), []
        # the first fills the caches; the stamps of a picture may take some 40 MB more
        assert max(sizes[1:], default=0) - min(sizes[1:], default=0) < 80e6
        kernel.restart()
    assert kernel.mistakes() == []
