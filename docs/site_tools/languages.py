"""Each page says in which language it is: a screen reader and a browser's fonts need to know."""

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

OTHERS = {"notebooks/zh/": "zh-CN", "README.zh": "zh-CN"}


def setup(app: Sphinx) -> dict[str, bool]:
    """Set the language of every page that is not in English."""
    app.connect("html-page-context", _say)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def _say(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    for start, language in OTHERS.items():
        if page.startswith(start):
            context["language"] = language
