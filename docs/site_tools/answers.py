"""Sphinx extension: adds the generated answers to all exercises as a page of the website."""

import re

from sphinx.application import Sphinx

from languages import language_of, lessons
from lessons_lib.teaching.answers import markdown

PAGE = "docs/answers"


def setup(app: Sphinx) -> dict[str, bool]:
    """Append them to the page."""
    app.connect("source-read", _append)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def _append(app: Sphinx, page: str, source: list[str]) -> None:
    if page.partition(".")[0] == PAGE:
        language = language_of(page)
        _title, _, answers = markdown(language).partition("\n")
        source[0] += re.sub(r"\]\((?=\d\d_\w+\.ipynb)", f"](../{lessons(language)}/", answers)
