"""Sphinx extension: adds the generated answers to all exercises as a page of the website."""

from sphinx.application import Sphinx

from lessons_lib.teaching.answers import markdown

PAGE = "docs/answers"


def setup(app: Sphinx) -> dict[str, bool]:
    """Append them to the page."""
    app.connect("source-read", _append)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def _append(app: Sphinx, page: str, source: list[str]) -> None:
    if page == PAGE:
        source[0] += markdown().removeprefix(source[0].partition("\n")[0])  # without its title
