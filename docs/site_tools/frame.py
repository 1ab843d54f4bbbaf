"""Sphinx extension: what the theme puts around a page, smaller and in the page's language."""

import re
from pathlib import Path

from sphinx.application import Sphinx

from lessons_lib.language import SOURCE, Later, say

SAID = (
    Later("Toggle primary sidebar"),
    Later("Toggle secondary sidebar"),
    Later("Color mode"),
    Later("System Settings"),
    Later("Main"),
    Later("Page"),
)
# The theme has its icons twice: as a font of 0.1 MB, and in a script of 1.5 MB.
ICONS = re.compile(r"\s*<script[^>]*/fontawesome\.js[^>]*></script>")


def setup(app: Sphinx) -> dict[str, bool]:
    """Mend the finished pages, because the theme has no options for this."""
    app.connect("build-finished", _mend)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def _mend(app: Sphinx, problem: Exception | None) -> None:
    if problem:
        return
    for path in Path(app.outdir).rglob("*.html"):
        page = path.read_text(encoding="utf-8")
        page = ICONS.sub("", page)
        for text in SAID if app.config.language != SOURCE else ():
            page = re.sub(f'(?<=[">]){re.escape(text)}(?=["<])', say(text), page)
        path.write_text(page, encoding="utf-8", newline="\n")
