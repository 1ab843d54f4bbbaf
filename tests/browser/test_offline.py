"""A site that was visited is there without a network, and a new version replaces it at once."""

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from static_server import served

from offline import WORKER, keep_offline

SCRIPT = Path(__file__).parents[2] / "docs/_static/offline.js"
PAGE = """<!doctype html><title>a page</title>
<script defer src="_static/offline.js" data-worker="../service-worker.js"></script>
<h1>{words}</h1><img src="picture.svg"><script src="words.js"></script>"""
ONE_VERSION = "(await caches.keys()).join()"
KEPT = "async what => await (await caches.match(what))?.text()"


@pytest.fixture
def site(tmp_path):
    """publish(words) writes a version of the site; `publish.folder` is where."""

    def publish(words):
        (tmp_path / "index.html").write_text(PAGE.format(words=words))
        (tmp_path / "words.js").write_text(f"document.title = {words!r};")
        (tmp_path / "picture.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>')
        (tmp_path / "_static").mkdir(exist_ok=True)
        (tmp_path / "_static/offline.js").write_bytes(SCRIPT.read_bytes())
        (tmp_path / "lessons").mkdir(exist_ok=True)
        (tmp_path / "lessons/not yet.txt").write_text(words)
        (tmp_path / WORKER).unlink(missing_ok=True)
        keep_offline(tmp_path, ahead="lessons")

    publish.folder = tmp_path
    return publish


def wait_until(page, holds, arg):
    """Wait until this asynchronous function holds; Playwright's own waits know no such ones."""
    for _ in range(600):
        if page.evaluate(holds, arg):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"{holds} does not hold for {arg}")


def wait_until_kept(page, words):
    for file in ("index.html", "words.js", "lessons/not yet.txt"):
        wait_until(
            page, f"async ([file, words]) => (await ({KEPT})(file))?.includes(words)", [file, words]
        )
    wait_until(page, KEPT, "picture.svg")


def test_without_a_network_it_is_there_and_with_one_it_is_new(site, browser):
    page = browser.new_page()
    site("first")
    with served(site.folder) as address:
        page.goto(f"{address}index.html")
        wait_until_kept(page, "first")
    page.reload()
    assert (page.inner_text("h1"), page.title()) == ("first", "first")
    assert page.evaluate("document.images[0].decode().then(() => true)")
    old = page.evaluate(f"async () => {ONE_VERSION}")
    assert old
    site("second")
    with served(site.folder, urlsplit(address).port):
        page.goto(f"{address}index.html?another=address")
        assert (page.inner_text("h1"), page.title()) == ("second", "second")
        page.goto(f"{address}index.html")
        wait_until_kept(page, "second")
        wait_until(page, f"async old => {ONE_VERSION} && !{ONE_VERSION}.includes(old)", old)
    page.reload()
    assert (page.inner_text("h1"), page.title()) == ("second", "second")
    page.close()


def test_nothing_changes_where_nothing_changed(site):
    site("first")
    before = (site.folder / WORKER).read_bytes()
    site("first")
    assert (site.folder / WORKER).read_bytes() == before
    site("second")
    assert (site.folder / WORKER).read_bytes() != before


def test_a_folder_apart_has_a_version_of_its_own(site):
    site("first")
    (site.folder / WORKER).unlink()
    keep_offline(site.folder, apart="lessons")
    before = (site.folder / WORKER).read_bytes()
    (site.folder / "lessons/not yet.txt").write_text("other")
    (site.folder / WORKER).unlink()
    keep_offline(site.folder, apart="lessons")
    assert (site.folder / WORKER).read_bytes() == before


def test_a_worker_that_is_there_goes_on(site):
    (site.folder / WORKER).write_text("another();")
    keep_offline(site.folder)
    assert (site.folder / WORKER).read_text("utf-8").endswith("}\nanother();")
