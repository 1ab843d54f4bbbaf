"""A browser of this machine and a JupyterLab of our own, for the tests that press real buttons."""

import os
import random
import re
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

import psutil
import pytest
from chromium import launched
from interactives import stored_in
from lesson import PATIENCE, STARTING, Lesson
from playwright.sync_api import expect, sync_playwright
from script import opened

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"


@pytest.fixture(scope="module")  # while it is there, no other test may run an event loop
def browser():
    with sync_playwright() as playwright:
        browser = launched(playwright.chromium)
        yield browser
        browser.close()


@pytest.fixture
def page(browser):
    """A page that holds one interactive and its script; it makes no request and no error."""
    wrong = []
    page = opened(browser, wrong)
    yield page
    assert wrong == []
    page.close()


class Lab:
    """A running JupyterLab: where it is, its token, and what it logs.

    options: of its command line. opening: whether it runs a lesson that is opened; else a test
    begins with the stored outputs.
    """

    def __init__(self, folder, *options, opening=False):
        self.notebooks = folder / "notebooks"
        shutil.copytree(NOTEBOOKS, self.notebooks, ignore=shutil.ignore_patterns(".*"))
        self.token = secrets.token_hex()
        self._log = folder / "log.txt"
        own = {name: value for name, value in os.environ.items() if not name.startswith("JUPYTER")}
        for kind in ("CONFIG", "DATA"):  # with CONFIG go the settings and workspaces
            own[f"JUPYTER_{kind}_DIR"] = str(folder / kind.lower())
        # The path of a socket may have some hundred characters: no room for pytest's folders.
        self._runtime = tempfile.mkdtemp(prefix="lab", dir=None if os.name == "nt" else "/tmp")
        if not opening:
            config = folder / "config/labconfig/page_config.json"
            config.parent.mkdir(parents=True)
            config.write_text('{"disabledExtensions": {"backprop-by-hand": true}}')
        own["JUPYTER_RUNTIME_DIR"] = self._runtime
        own |= {"IPYTHONDIR": str(folder / "ipython"), "JUPYTER_TOKEN": self.token}
        own["PYDEVD_DISABLE_FILE_VALIDATION"] = "1"  # else the debugger's advice is on stderr
        command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root"]
        # It looks for a free port from here on, and takes it a second later: below 32768 no system
        # hands it to another program in between.
        port = random.randrange(10_000, 30_000)
        command += ["--ServerApp.ip=127.0.0.1", f"--ServerApp.port={port}"]
        command += ["--LabApp.expose_app_in_browser=True", *options]
        if os.name != "nt":  # its kernels and those of other tests could take each other's ports
            command += ["--KernelManager.transport=ipc"]
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                [*command, f"--ServerApp.root_dir={folder}"],
                env=own,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    def log(self):
        return self._log.read_text(encoding="utf-8", errors="replace")

    def address(self):
        """Where it listens, as soon as it does."""
        deadline = time.monotonic() + STARTING / 1000
        while not (address := self._listening()):
            running = self._process.poll() is None and time.monotonic() < deadline
            assert running, f"JupyterLab did not start:\n{self.log()}"
            time.sleep(0.05)
        return address

    def _listening(self):
        if found := re.search(r"http://127\.0\.0\.1:(\d+)/", self.log()):  # written just before
            with suppress(OSError), socket.create_connection(("127.0.0.1", int(found[1])), 1):
                return found[0]
        return None

    def kill(self):
        """End it and its kernels, which are in sessions of their own."""
        try:
            server = psutil.Process(self._process.pid)
            family = [server, *server.children(recursive=True)]
        except psutil.NoSuchProcess:
            family = []
        for process in family:
            with suppress(psutil.NoSuchProcess):
                process.kill()
        self._process.wait()
        psutil.wait_procs(family)
        shutil.rmtree(self._runtime, ignore_errors=True)


@pytest.fixture(scope="session")
def lab(tmp_path_factory):
    lab = Lab(tmp_path_factory.mktemp("lab"))
    try:
        yield lab
    finally:
        lab.kill()


@pytest.fixture(scope="module")
def lesson(request, open_lesson):
    """The lesson `NOTEBOOK` of the test file, which has run; nothing may go wrong in it."""
    lesson = open_lesson(request.module.NOTEBOOK)
    lesson.run_all_cells(stored_in(request.module.NOTEBOOK))
    yield lesson
    assert lesson.went_wrong() == []


@pytest.fixture(scope="module")
def open_lesson(lab, browser):
    """open_lesson(notebook) opens it in JupyterLab, with the outputs that are stored in it.

    mode "lab" has all of JupyterLab around it, "doc" the notebook alone, as a phone needs it.
    """
    expect.set_options(timeout=PATIENCE)
    lessons = []

    def opened(notebook, mode="lab"):
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.set_default_timeout(PATIENCE)
        lesson = Lesson(page, lab.log)
        lessons.append(lesson)
        name = Path(notebook).with_suffix("").as_posix().replace("/", "-")
        own = f"lab/workspaces/{name}" if mode == "lab" else mode
        lesson.open(f"{lab.address()}{own}/tree/notebooks/{notebook}?token={lab.token}")
        return lesson

    yield opened
    for lesson in lessons:
        lesson.close()
