"""Under the title of each lesson: where it can be opened so that its pictures move."""

from html import escape
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from addresses import in_colab, in_this_browser, on_binder


def setup(app: Sphinx) -> dict[str, bool]:
    """Add the links to every page that comes of a notebook."""
    app.connect("html-page-context", _add)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def _add(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    if not page.startswith("notebooks/"):
        return
    notebook, to = f"{page}.ipynb", context["pathto"]
    explained = to("docs/open")
    places = {
        "in this browser": to(in_this_browser(notebook), 1),
        "on Binder": on_binder(notebook) or f"{explained}#binder",
        "in Colab": in_colab(notebook) or f"{explained}#colab",
        "on your machine": f"{to('README')}#on-your-machine",
    }
    links = " · ".join(f'<a href="{escape(to)}">{name}</a>' for name, to in places.items())
    body = context["body"]
    context["body"] = body.replace(
        "</h1>",
        "</h1>\n"
        '<p class="open-live"><strong>The pictures here stand still.</strong> '
        f"Open this lesson live: {links}</p>",
        1,
    )
