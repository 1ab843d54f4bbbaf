"""Under the title of each lesson: where it can be opened so that its pictures move."""

from html import escape
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

import languages
from addresses import in_colab, in_this_browser, on_binder
from lessons_lib.language import SOURCE, say, speak


def setup(app: Sphinx) -> dict[str, bool]:
    """Add the links to every page that comes of a notebook."""
    app.connect("html-page-context", _add)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def _add(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    if not page.startswith("notebooks/") or page.endswith("/glossary"):
        return
    language = languages.of(page)
    readme = "README" if language == SOURCE else f"README.{language}"
    notebook, to = f"{page}.ipynb", context["pathto"]
    explained = to("docs/open")
    speak(language)
    at_home = say("on your machine")  # as the README calls its part about it
    places = {
        say("in this browser"): to(in_this_browser(notebook), 1),
        say("on Binder"): on_binder(notebook) or f"{explained}#binder",
        say("in Colab"): in_colab(notebook) or f"{explained}#colab",
        at_home: f"{to(readme)}#{at_home.lower().replace(' ', '-')}",
    }
    links = " · ".join(f'<a href="{escape(at)}">{name}</a>' for name, at in places.items())
    still, live = say("The pictures here stand still."), say("Open this lesson live:")
    speak(SOURCE)
    context["body"] = context["body"].replace(
        "</h1>", f'</h1>\n<p class="open-live"><strong>{still}</strong> {live} {links}</p>', 1
    )
