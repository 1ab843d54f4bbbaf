"""The README is the front page of the site, and every page is in its contents."""

import shutil
from pathlib import Path

from babel import Locale
from sphinx.application import Sphinx

from languages import OTHERS

MORE = ("docs/*", "lessons_lib/digits", "CONTRIBUTING", "CHANGELOG", "CODE_OF_CONDUCT", "SECURITY")


def _contents(caption: str, *pages: str) -> str:
    listed = "\n".join(pages)
    return f"\n\n```{{toctree}}\n:hidden:\n:caption: {caption}\n:glob:\n\n{listed}\n```\n"


def _everything() -> str:
    others = [
        _contents(Locale.parse(other).display_name, f"README.{other}", f"notebooks/{other}/*")
        for other in OTHERS
    ]
    return "".join([_contents("The lessons", "notebooks/*"), *others, _contents("More", *MORE)])


def setup(app: Sphinx) -> dict[str, bool]:
    """Sphinx wants its contents in a page; GitHub would show them there as code."""
    app.connect("source-read", _add_contents)
    app.connect("build-finished", _open_at_the_readme)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def _add_contents(app: Sphinx, page: str, source: list[str]) -> None:
    if page == app.config.root_doc:
        source[0] += _everything()


def _open_at_the_readme(app: Sphinx, problem: Exception | None) -> None:
    if problem is None and app.builder.name == "html":
        shutil.copy(Path(app.outdir, "README.html"), Path(app.outdir, "index.html"))
