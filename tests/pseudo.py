"""A made-up language: its texts are in ⟦brackets⟧, with accents, and longer.

Text without brackets bypasses the catalogue, and text that is cut off would be cut off in other
languages too: many need a third more space than English.
"""

import re

import translate
from babel.messages.catalog import Catalog

LANGUAGE = "eo"
LONGER = "ĉiuj ĝis ŝtuparojn "
ACCENTS = str.maketrans("aiou", "áíóú")  # no e: the name of a number stays
# What prose has in every language: formulas, code, links, tags, and the names of controls.
KEPT = re.compile(
    r"(```.*?```|`[^`]+`|\$\$.*?\$\$|\$[^$]+\$|\]\([^)]*\)|<[^>]+>|\*\*[^*]+\*\*)", re.DOTALL
)


def said(text):
    """A sentence of the package, or what stands on a control."""
    more = len(text) // 3
    return f"⟦{text} {(LONGER * (more // len(LONGER) + 1))[:more]}⟧"


def catalogue(folder):
    """Write the catalogue into a folder, for `speak(LANGUAGE, folder)`."""
    texts = translate.brought_up(Catalog(locale=LANGUAGE))
    for message in texts:
        if message.id:
            message.string = said(message.id)
    (folder / f"{LANGUAGE}.mo").write_bytes(translate.mo(texts))


def prose(text, in_language):
    """The prose of a notebook, translated; in_language(link, language) is where a link leads."""
    parts = KEPT.split(text)
    parts[::2] = [part.translate(ACCENTS) for part in parts[::2]]
    parts[1::2] = [
        f"]({in_language(part[2:-1], LANGUAGE)})" if part.startswith("](") else part
        for part in parts[1::2]
    ]
    return "".join(parts)
