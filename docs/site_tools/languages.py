"""Each page says in which language it is: a screen reader and a browser's fonts need to know."""

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from lessons_lib.language import SOURCE, languages

OTHERS = [language for language in languages() if language != SOURCE]


def setup(app: Sphinx) -> dict[str, bool]:
    """Set the language of every page that is not in English."""
    app.connect("html-page-context", _say)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def of(page: str) -> str:
    """The language of a page: notebooks/<language>/… and README.<language>; the rest is English."""
    starts = {f"notebooks/{language}/": language for language in OTHERS}
    starts |= {f"README.{language}": language for language in OTHERS}
    return next((starts[start] for start in starts if page.startswith(start)), SOURCE)


def _say(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    context["language"] = of(page).replace("_", "-")
