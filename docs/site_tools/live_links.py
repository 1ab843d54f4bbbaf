"""Sphinx extension: below the title of each lesson, links to open it with a kernel."""

from html import escape
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from addresses import in_colab, in_this_browser, on_binder
from languages import address, front_page, language_of, way
from lessons_lib.language import say


def setup(app: Sphinx) -> dict[str, bool]:
    """Add the links to every page that is made from a notebook."""
    app.connect("html-page-context", _add)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def _add(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    notebook = f"{page}.ipynb"
    if not (Path(app.srcdir) / notebook).exists():
        return
    explained, here = way(page, address("docs/open")), say("on your machine")
    places = {
        say("in this browser"): way(page, in_this_browser(notebook)),
        say("on Binder"): on_binder(notebook) or f"{explained}#binder",
        say("in Colab"): in_colab(notebook) or f"{explained}#colab",
        here: f"{way(page, address(front_page(language_of(page))))}#{here.replace(' ', '-')}",
    }
    links = " · ".join(f'<a href="{escape(to)}">{name}</a>' for name, to in places.items())
    steps = say("You can step through the pictures here.")
    whole = say("To change every number and to write code, open this lesson live: ")
    text = f"<strong>{steps}</strong> {whole}{links}"
    body = context["body"]
    context["body"] = body.replace("</h1>", f'</h1>\n<p class="open-live">{text}</p>', 1)
