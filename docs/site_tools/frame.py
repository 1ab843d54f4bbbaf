"""Sphinx extension: translates texts of the theme that are only in English."""

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


def setup(app: Sphinx) -> dict[str, bool]:
    """Replace the texts, because the theme does not look most of them up in a catalogue."""
    app.connect("build-finished", _say)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def _say(app: Sphinx, problem: Exception | None) -> None:
    if problem or app.config.language == SOURCE:
        return
    for path in Path(app.outdir).rglob("*.html"):
        page = path.read_text(encoding="utf-8")
        for text in SAID:
            page = re.sub(f'(?<=[">]){re.escape(text)}(?=["<])', say(text), page)
        path.write_text(page, encoding="utf-8", newline="\n")
