"""The HTML of a picture that steps without a kernel; without a script it is a still picture.

The HTML has neither handlers nor styles, so that a strict content policy allows it.
"""

import posixpath
from html import escape
from typing import Any, NamedTuple
from urllib.parse import quote

from lessons_lib.language import SOURCE, Later, say

SHARED = "lessons_lib/app/browser"
SCRIPTS = f"{SHARED}/touched.js", f"{SHARED}/player.js", "docs/_static/film.js"
STYLES = f"{SHARED}/page.css", "docs/_static/film.css"

_FIRST = Later("This is the first step. Press Next to go on.")
_LAST = Later("This is the last step. Press Back to go back.")
_PLAY, _PAUSE = Later("Play"), Later("Pause")
_LOST = Later("This step couldn't be loaded. Are you online?")
_SPEAK = "from lessons_lib.language import speak\nspeak({language!r})\n"
_IMPORT = "from lessons_lib.lessons import {lesson}\n"


class Links(NamedTuple):
    """Addresses, as seen from the page; "" leaves a link out."""

    film: str  # its JSON file
    live: str = ""  # the folder of the site that has Python
    own: str = ""  # the page that shows this film alone


def figure(film: dict[str, Any], language: str, links: Links, *, alone: bool = False) -> str:
    """The picture at its start, with its controls; `alone` on a page, it keeps its state there."""
    picture, alt, said, call, *rows = (film["texts"][at] for at in film["frames"][film["start"]])
    numbers = "".join(rows)
    source = posixpath.join(posixpath.dirname(links.film), picture)
    width, height = film["size"]
    bar = "".join(map(_control, film["controls"]))
    note = f'<div class="film-note" role="status" data-lost="{escape(say(_LOST))}"></div>'
    table = f'<div class="film-numbers lesson-numbers">{numbers}</div>'
    return (
        f'<figure class="film" data-film="{escape(links.film)}" data-start="{film["start"]}"'
        f"{' data-alone' if alone else ''}>"
        + (f'<div class="film-bar">{bar}{note}</div>' if bar else "")
        + f'<div class="film-said" role="status">{said}</div>'
        f'<div class="film-picture"><img src="{escape(source)}" alt="{escape(alt)}" '
        f'width="{width}" height="{height}" loading="lazy"></div>'
        + (f"<details><summary>{say('The numbers')}</summary>{table}</details>" if numbers else "")
        + _leads(call, language, links)
        + "</figure>"
    )


def _control(control: dict[str, Any]) -> str:
    label, texts = escape(control["label"]), control["texts"]
    if control["kind"] == "list":
        options = "".join(f"<option>{escape(text)}</option>" for text in texts)
        return f"<label>{label} <select>{options}</select></label>"
    slider = (
        f'<span><label>{label} <input type="range" max="{len(texts) - 1}" value="0"></label>'
        '<span class="film-at" aria-hidden="true"></span></span>'
    )
    if control["kind"] == "slider":
        return slider
    buttons = (
        f'<button type="button" data-by="{by}" data-end="{escape(say(end))}">{say(text)}</button>'
        for by, text, end in ((-1, "Back", _FIRST), (1, "Next", _LAST))
    )
    words = f'data-play="{escape(say(_PLAY))}" data-pause="{escape(say(_PAUSE))}"'
    play = f'<button type="button" class="film-play" {words}>{say(_PLAY)}</button>'
    return "".join(buttons) + play + slider


def _leads(call: str, language: str, links: Links) -> str:
    found = []
    if links.live:
        speak = _SPEAK.format(language=language) if language != SOURCE else ""
        python = speak + _IMPORT.format(lesson=call.partition(".")[0])
        live = (
            f"{links.live}/repl/index.html?kernel=python&toolbar=1&execute=1&code={quote(python)}"
        )
        found.append(
            f'<a class="film-wake" href="{escape(live + quote(call))}" data-live="{escape(live)}" '
            f'data-title="{say("Python in this page")}">{say("Wake it fully")}</a>'
        )
    if links.own:
        alone = say("This picture alone")
        found.append(f'<a class="film-own" href="{escape(links.own)}">{alone}</a>')
    return f'<p class="film-leads">{" · ".join(found)}</p>' if found else ""
