"""Sphinx extension: the README is the front page, with all pages in its table of contents."""

import shutil
from pathlib import Path

from sphinx.application import Sphinx

from languages import language_of, lessons
from lessons_lib.language import SOURCE, say

_MORE = (
    "docs/*",
    "lessons_lib/digits",
    "CONTRIBUTING",
    "CHANGELOG",
    "CODE_OF_CONDUCT",
    "SECURITY",
)


def setup(app: Sphinx) -> dict[str, bool]:
    """Add the toctree, which Sphinx requires in a page, but GitHub would show as code."""
    app.connect("source-read", _add_contents)
    app.connect("build-finished", _open_at_the_readme)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def _add_contents(app: Sphinx, page: str, source: list[str]) -> None:
    if page != app.config.root_doc:
        return
    language = language_of(page)
    source[0] += _contents(say("The lessons"), f"{lessons(language)}/*")
    source[0] += _contents(say("More"), *(_MORE if language == SOURCE else ("docs/*",)))


def _contents(caption: str, *pages: str) -> str:
    listed = "\n".join(pages)
    return f"\n\n```{{toctree}}\n:hidden:\n:caption: {caption}\n:glob:\n\n{listed}\n```\n"


def _open_at_the_readme(app: Sphinx, problem: Exception | None) -> None:
    if problem is None and app.builder.name == "html":
        shutil.copy(Path(app.outdir, f"{app.config.root_doc}.html"), Path(app.outdir, "index.html"))
