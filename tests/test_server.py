"""A real Jupyter server that loads the lessons' extension as it is installed."""

import asyncio
import json
import multiprocessing
import random
import socket
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest
from jupyter_server.serverapp import ServerApp
from tornado.httpclient import AsyncHTTPClient
from tornado.websocket import websocket_connect

import lessons_lib

SETTINGS = Path(lessons_lib.__file__).parent / "jupyter/etc/jupyter/jupyter_server_config.d"
(INSTALLED,) = SETTINGS.glob("*.json")
EXTENSIONS = json.loads(INSTALLED.read_text(encoding="utf-8"))["ServerApp"]["jpserver_extensions"]


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


async def as_it_is_shipped(folder):
    """Where a server with the installed settings listens; its codes without and with its token."""
    port = random.randrange(10_000, 30_000)
    server = ServerApp(port=port, root_dir=str(folder), open_browser=False, allow_root=True)
    server.initialize(argv=[])
    try:
        contents = f"http://localhost:{server.port}/api/contents"
        addresses = (contents, f"{contents}?token={server.identity_provider.token}")
        said = [await AsyncHTTPClient().fetch(at, raise_error=False) for at in addresses]
        return server.ip, [answer.code for answer in said]
    finally:
        await server._cleanup()


def in_a_process_of_its_own(work, *arguments):
    """What comes of it; Playwright, used by tests before, leaves its own loop in this process."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as process:
        return process.submit(work, *arguments).result()


def measured(folder):
    return asyncio.run(holds_small_messages_back(folder))


def shipped(folder):
    return asyncio.run(as_it_is_shipped(folder))


@pytest.fixture
def own_settings(tmp_path, monkeypatch):
    for kind in ("CONFIG", "DATA", "RUNTIME"):
        monkeypatch.setenv(f"JUPYTER_{kind}_DIR", str(tmp_path / kind.lower()))
    return tmp_path


def test_a_message_is_sent_at_once(own_settings):
    assert in_a_process_of_its_own(measured, own_settings) is False


def test_it_listens_on_this_machine_alone_and_asks_for_its_token(own_settings, monkeypatch):
    monkeypatch.delenv("JUPYTER_TOKEN", raising=False)
    assert in_a_process_of_its_own(shipped, own_settings) == ("localhost", [403, 200])
