"""A real Jupyter server that loads the lessons' extension as it is installed."""

import asyncio
import json
import multiprocessing
import os
import random
import re
import socket
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import nbformat
import psutil
import pytest
from jupyter_server.serverapp import ServerApp, list_running_servers
from nbformat.sign import NotebookNotary
from tornado.websocket import websocket_connect

import lessons_lib
from lessons_lib.server import trust

SETTINGS = Path(lessons_lib.__file__).parent / "jupyter/etc/jupyter/jupyter_server_config.d"
(INSTALLED,) = SETTINGS.glob("*.json")
EXTENSIONS = json.loads(INSTALLED.read_text(encoding="utf-8"))["ServerApp"]["jpserver_extensions"]

ROOT = Path(__file__).parents[1]
STARTS = re.compile(r"jupyter lab ([^`$\n]*notebooks[^`$\n]*)")

LONG = 120  # seconds: a start on a busy machine


async def holds_small_messages_back(folder):
    """Whether TCP may delay what this server sends to the page of a running kernel."""
    server = ServerApp(
        ip="127.0.0.1",
        port=random.randrange(10_000, 30_000),  # the first free one from here on
        token="token",
        root_dir=str(folder),
        open_browser=False,
        allow_root=True,
        jpserver_extensions=EXTENSIONS,
        reraise_server_extension_failures=True,
    )
    if os.name != "nt":  # this kernel and those of other tests could take each other's ports
        server.config.KernelManager.transport = "ipc"
    server.initialize(argv=[], find_extensions=False)
    try:
        kernel = await server.kernel_manager.start_kernel()
        address = f"ws://127.0.0.1:{server.port}/api/kernels/{kernel}/channels?token=token"
        page = await websocket_connect(address)
        await page.read_message()  # it is all set up
        (connection,) = server.web_app.settings["kernel_websocket_connection_class"]._open_sockets
        stream = connection.websocket_handler.ws_connection.stream
        delay = not stream.socket.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
        page.close()
    finally:
        await server._cleanup()
    return delay


def in_a_process_of_its_own(work, *arguments):
    """What comes of it; Playwright, used by tests before, leaves its own loop in this process."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as process:
        return process.submit(work, *arguments).result()


def measured(folder):
    return asyncio.run(holds_small_messages_back(folder))


@pytest.fixture
def own_settings(monkeypatch):
    """A folder for all that a server keeps; the path of a socket has at most 107 characters."""
    with tempfile.TemporaryDirectory(dir="/tmp" if os.name != "nt" else None, prefix="j") as name:
        for kind in ("CONFIG", "DATA", "RUNTIME"):
            folder = Path(name, kind.lower())
            folder.mkdir(mode=0o700)
            monkeypatch.setenv(f"JUPYTER_{kind}_DIR", str(folder))
        yield Path(name)


def test_a_message_is_sent_at_once(own_settings):
    assert in_a_process_of_its_own(measured, own_settings) is False


@contextmanager
def as_shipped(folder, *arguments, at=None):
    """JupyterLab as a learner starts it: its process, and what it says about itself."""
    command = [sys.executable, "-m", "jupyterlab", *arguments, "--no-browser", "--allow-root"]
    port = f"--port={random.randrange(10_000, 30_000)}"
    with (folder / "log.txt").open("wb") as log:
        lab = subprocess.Popen([*command, port], cwd=at or folder, stdout=log, stderr=log)
    try:
        until = time.monotonic() + LONG
        while not (running := list(list_running_servers(folder / "runtime"))):
            assert lab.poll() is None and time.monotonic() < until, (folder / "log.txt").read_text()
            time.sleep(0.1)
        yield psutil.Process(lab.pid), running[0]
    finally:
        lab.kill()
        lab.wait()


def listened_to(process):
    """The addresses at which a process accepts connections."""
    return {at.laddr.ip for at in process.net_connections("tcp") if at.status == "LISTEN"}


def test_it_listens_to_this_machine_alone_and_asks_for_its_token(own_settings, monkeypatch):
    monkeypatch.delenv("JUPYTER_TOKEN", raising=False)
    with as_shipped(own_settings) as (lab, about):
        until = time.monotonic() + LONG
        while not (listening := listened_to(lab)):  # the system's list may miss one
            assert time.monotonic() < until
            time.sleep(0.1)
        assert listening <= {"127.0.0.1", "::1"}
        assert len(about["token"]) >= 32
        contents = f"{about['url']}api/contents"
        for uninvited in ("", "?token=", "?token=guessed"):
            with pytest.raises(HTTPError, match="403"):
                urlopen(contents + uninvited, timeout=LONG)
        assert urlopen(f"{contents}?token={about['token']}", timeout=LONG).status == 200


def test_links_lead_out_of_the_folder_of_the_notebooks(own_settings):
    """Given a notebook alone, JupyterLab shows its folder and nothing above it."""
    pages = [ROOT / name for name in ("Makefile", "README.md", "README.zh.md", "CONTRIBUTING.md")]
    ways = [way for page in pages for way in STARTS.findall(page.read_text(encoding="utf-8"))]
    options, names = zip(*(way.split() for way in ways), strict=True)
    assert len(options) == 6 and set(options) == {"--notebook-dir=."}
    assert all((ROOT / name.replace("\\", "/")).is_file() for name in names)
    with as_shipped(own_settings, *ways[0].split(), at=ROOT) as (_, about):
        for name in ("README.md", "README.zh.md", "lessons_lib/network.py"):
            page = f"{about['url']}api/contents/{name}?content=0&token={about['token']}"
            assert urlopen(page, timeout=LONG).status == 200


def test_it_trusts_the_lessons_as_they_are_and_no_other_notebook(tmp_path):
    notary = NotebookNotary(data_dir=str(tmp_path))
    trust(notary)
    for path in (ROOT / "notebooks").rglob("[0-9]*.ipynb"):
        notebook = nbformat.read(path, as_version=4)
        assert notary.check_signature(notebook), path
        notebook.cells[-1].source += " "
        assert not notary.check_signature(notebook), path
    notary.store.close()
