"""The website and the lessons for the browser alone, built once; `make test-site` has the tools."""

import os
import subprocess
import sys
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import pytest
from chromium import launched
from playwright.sync_api import sync_playwright
from static_server import served

if not find_spec("sphinx"):  # `make test` is without the tools of the website
    collect_ignore_glob = ["test_*.py"]

ROOT = Path(__file__).parents[2]
PYODIDE = os.environ.get("PYODIDE")  # a folder with its files, as they come from anywhere
with_pyodide = pytest.mark.skipif(not PYODIDE, reason="PYODIDE names no folder with its files")


@pytest.fixture(scope="session")
def site(tmp_path_factory, worker_id):
    """The folder of the whole site; with Pyodide in it, if its folder is given.

    The first worker that asks for it builds it for all.
    """
    if os.environ.get("SITE"):
        return Path(os.environ["SITE"])
    own = tmp_path_factory.getbasetemp()
    folder = (own if worker_id == "master" else own.parent) / "site"
    with alone(folder.with_suffix(".lock")):
        if not folder.is_dir():
            unfinished = folder.with_suffix(".unfinished")
            run("docs/site_tools/pages.py", unfinished)
            source = ["--pyodide", PYODIDE] if PYODIDE else ["--without-pyodide"]
            run("docs/site_tools/live.py", unfinished / "live", *source)
            unfinished.rename(folder)
    return folder


@contextmanager
def alone(lock):
    """Inside, no other worker is in here with the same lock."""
    import fcntl  # not on Windows, where there is no website

    with lock.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield


def run(*command):
    """Run it with this Python at the top of the project; what it says is said when it fails."""
    done = subprocess.run(
        [sys.executable, *map(str, command)], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="session")
def address(site):
    """Where the site is served on this machine."""
    with served(site) as address:
        yield address


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        browser = launched(playwright.chromium)
        yield browser
        browser.close()


@pytest.fixture
def open_page(address, browser):
    """open_page(path, **look) opens it in Chromium; `page.elsewhere` is whom else it asked.

    `page.finished` lists the requests that were answered.
    """
    contexts = []

    def opened(path, **look):
        context = browser.new_context(**look)
        contexts.append(context)
        page, page_asks = context.new_page(), []
        context.on("request", lambda request: page_asks.append(request.url))
        page.elsewhere = lambda: [
            url for url in page_asks if not url.startswith((address, "data:", "blob:"))
        ]
        page.home, page.finished = address, []
        page.on("requestfinished", lambda request: page.finished.append(request))
        page.goto(address + path, wait_until="load")
        return page

    yield opened
    for context in contexts:
        context.close()
