"""Sphinx extension: one site per language, with links between them.

English is at the top of the site, every other language in a folder of its name. Pages are named as
in Sphinx: README, notebooks/zh/05_six_neurons.
"""

import posixpath
from pathlib import Path

from babel.core import get_global, parse_locale
from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx

from lessons_lib.language import SOURCE, languages

ROOT = Path(__file__).parents[2]
OTHERS = [language for language in languages() if language != SOURCE]
PAGES = (
    "*.md",
    "docs/*.md",
    "lessons_lib/digits.md",
    "notebooks/*.ipynb",
    "notebooks/*/*.ipynb",
    "notebooks/*/glossary.md",
)


def language_of(page: str) -> str:
    """The language of a page."""
    own = (o for o in OTHERS if page.endswith(f".{o}") or page.startswith(f"{lessons(o)}/"))
    return next(own, SOURCE)


def front_page(language: str) -> str:
    """The front page of that language."""
    return "README" if language == SOURCE else f"README.{language}"


def lessons(language: str) -> str:
    """The folder of the lessons."""
    return "notebooks" if language == SOURCE else f"notebooks/{language}"


def files(language: str) -> list[str]:
    """The source files of the pages in that language."""
    found = (path.relative_to(ROOT) for pattern in PAGES for path in ROOT.glob(pattern))
    return [f.as_posix() for f in found if language_of(f.with_suffix("").as_posix()) == language]


def locale(language: str) -> str:
    """The locale for Sphinx and browsers, with a country: zh_CN for zh."""
    if language == SOURCE:
        return language
    likely = get_global("likely_subtags").get(language, language)
    return "_".join(filter(None, parse_locale(likely)[:2]))


def address(page: str) -> str:
    """The address of a page, relative to the top of the site."""
    return f"{home(language_of(page))}{page}.html"


def way(page: str, to: str) -> str:
    """The link in a page to a place, which is given relative to the top of the site."""
    return posixpath.relpath(to, posixpath.dirname(address(page)))


def home(language: str) -> str:
    """The folder of its pages in the site."""
    return "" if language == SOURCE else f"{language}/"


def setup(app: Sphinx) -> dict[str, bool]:
    """Resolve links to pages of other languages, which Sphinx does not know."""
    app.connect("doctree-read", _lead_across)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def _lead_across(app: Sphinx, doctree: nodes.document) -> None:
    here = app.env.docname
    for link in list(doctree.findall(pending_xref)):
        to, anchor = link["reftarget"], link.get("reftargetid")
        if link.get("refdomain") == "doc" and language_of(to) != language_of(here):
            place = way(here, address(to)) + (f"#{anchor}" if anchor else "")
            link.replace_self(nodes.reference("", "", *link.children, refuri=place))
