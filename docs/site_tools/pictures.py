"""Sphinx extension: the interactives of a notebook step on its page, from their films."""

import json
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx

from film import stored
from film_html import Links, figure
from languages import home, language_of, way

FILMS, EMBEDDED, LIVE = "films", "embed", "live"  # in the site


def setup(app: Sphinx) -> dict[str, bool]:
    """Replace the still pictures, before Sphinx collects their files."""
    app.add_config_value("films", "", "env")  # the folder of the recorded films
    app.connect("doctree-read", _enliven, priority=400)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def _enliven(app: Sphinx, doctree: nodes.document) -> None:
    page = app.env.docname
    path = Path(app.env.doc2path(page))
    if path.suffix != ".ipynb":
        return
    language = language_of(page)
    images = list(doctree.findall(nodes.image))
    for image, one in zip(images, stored(path), strict=True):
        name = f"{one.name}.{language}.json"
        film = json.loads(Path(app.config.films, name).read_text(encoding="utf-8"))
        links = Links(
            film=way(page, f"{FILMS}/{name}"),
            live=way(page, LIVE),
            own=way(page, f"{home(language)}{EMBEDDED}/{one.name}.html"),
        )
        html = figure(film, language, links)
        image.replace_self(nodes.raw("", html, format="html"))
