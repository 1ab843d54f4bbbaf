"""Under the title of each lesson: where it can be opened so that its pictures move."""

from html import escape
from typing import Any, NamedTuple

from docutils import nodes
from sphinx.application import Sphinx

from addresses import in_colab, in_this_browser, on_binder


class Words(NamedTuple):
    """What is said, and where the page is that tells how to open the lessons on one's machine."""

    still: str
    open_live: str
    places: tuple[str, ...]
    readme: str
    anchor: str


ENGLISH = Words(
    "The pictures here stand still.",
    "Open this lesson live: ",
    ("in this browser", "on Binder", "in Colab", "on your machine"),
    "README",
    "on-your-machine",
)
CHINESE = Words(
    "这里的图是静止的。",
    "打开会动的这一课：",
    ("在这个浏览器里", "在 Binder 上", "在 Colab 里", "在你的机器上"),
    "README.zh",
    "在你的机器上",
)


def setup(app: Sphinx) -> dict[str, bool]:
    """Add the links to every page that comes of a notebook."""
    app.connect("html-page-context", _add)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def _add(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    if not page.startswith("notebooks/"):
        return
    if page == "notebooks/zh/glossary":
        return
    notebook, to = f"{page}.ipynb", context["pathto"]
    words = CHINESE if page.startswith("notebooks/zh/") else ENGLISH
    explained = to("docs/open")
    places = (
        to(in_this_browser(notebook), 1),
        on_binder(notebook) or f"{explained}#binder",
        in_colab(notebook) or f"{explained}#colab",
        f"{to(words.readme)}#{words.anchor}",
    )
    links = " · ".join(
        f'<a href="{escape(to)}">{name}</a>' for to, name in zip(places, words.places, strict=True)
    )
    body = context["body"]
    context["body"] = body.replace(
        "</h1>",
        f'</h1>\n<p class="open-live"><strong>{words.still}</strong> {words.open_live}{links}</p>',
        1,
    )
