"""The lessons exported as pages for readers without a kernel, with the network disabled."""

import json
import subprocess
import sys
from html.parser import HTMLParser

import interactives
import pytest
from nbconvert.exporters import HTMLExporter

LESSONS = interactives.EVERY_NOTEBOOK
NAMES = [path.relative_to(interactives.NOTEBOOKS).with_suffix("").as_posix() for path in LESSONS]
LONG = 900  # seconds: only a deadlock takes that long
NOTHING_OUTSIDE = """
import json, sys
from pathlib import Path
from IPython.core.interactiveshell import InteractiveShell

tried = []

def watch(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "urllib.Request"):
        tried.append(f"{event} {arguments[1:]}")
        raise OSError("the network is cut off")

sys.addaudithook(watch)
shell = InteractiveShell.instance()
for path in sys.argv[1:]:
    shell.reset()
    for cell in json.loads(Path(path).read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] == "code":
            result = shell.run_cell("".join(cell["source"]), store_history=True)
            result.raise_error()
print("tried:", tried)
"""


class Pictures(HTMLParser):
    """The pictures of a page, and what it says."""

    def __init__(self, html):
        super().__init__()
        self.alts, self.text = [], ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "img" and attrs["src"].startswith("data:image/png;base64,"):
            self.alts.append(attrs.get("alt"))

    def handle_data(self, data):
        self.text += data


@pytest.fixture(scope="module")
def exporter():
    """JupyterLab's own template drops alternative texts; this one keeps them."""
    return HTMLExporter(template_name="classic")


@pytest.mark.parametrize("path", LESSONS, ids=NAMES)
def test_exported_to_html(path, exporter):
    html, _ = exporter.from_filename(str(path))
    page = Pictures(html)
    stored = [
        output["metadata"]["image/png"]["alt"]
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]
        for output in cell.get("outputs", [])
        if "image/png" in output.get("data", {})
    ]
    assert page.alts == stored
    assert all(page.alts)
    assert "widget-view" not in html
    assert "Error displaying widget" not in page.text
    assert "Run All Cells" in page.text, "how is it run?"


def test_nothing_is_fetched():
    """By the lessons in one language: the others hold the same code."""
    lessons = sorted(interactives.NOTEBOOKS.glob("*.ipynb"))
    done = subprocess.run(
        [sys.executable, "-c", NOTHING_OUTSIDE, *map(str, lessons)],
        cwd=interactives.NOTEBOOKS,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=LONG,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "tried: []"
