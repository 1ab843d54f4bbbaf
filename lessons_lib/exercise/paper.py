"""A sheet for paper and its solution: shown in a notebook, or in a page that a browser prints."""

from html import escape

from lessons_lib.language import say, spoken

STYLE = (
    "<style>.sheet {max-width: 48em; line-height: 1.5} .sheet svg {width: 100%; height: auto} "
    ".sheet section {break-inside: avoid} .sheet span {display: inline-block} "
    ".sheet td, .sheet th {padding: 2px 8px} .sheet .blank {display: inline-block; width: 7em; "
    "border-bottom: 1px solid; margin: 0.6em 2em 0 0.3em} .sheet pre {white-space: pre-wrap; "
    "overflow-wrap: anywhere} .sheet table {display: block; overflow-x: auto}</style>"
)
PRINT = (
    "<style>@page {size: A4; margin: 18mm} body {font-family: sans-serif} "
    ".sheet + .sheet {break-before: page}</style>"
)


def folded(asked: str, solved: str) -> str:
    """What a notebook shows: the solution is folded up below the questions."""
    below = f"<details><summary>{escape(say('Solution'))}</summary>{solved}</details>"
    return f"{STYLE}<div class='sheet'>{asked}{below}</div>"


def page(title: str, *sheets: str) -> str:
    """A page of HTML; each of the sheets begins on paper of its own."""
    parts = "".join(f'<div class="sheet">{sheet}</div>' for sheet in sheets)
    return (
        f'<!doctype html><html lang="{spoken()}"><meta charset="utf-8">'
        f"<title>{escape(title)}</title>{PRINT}{STYLE}"
        f"<body><h1>{escape(title)}</h1>{parts}</body></html>\n"
    )
