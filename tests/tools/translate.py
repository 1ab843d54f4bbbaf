"""Bring every other language up to the English source: its catalogue, and its notebooks.

    python tests/tools/translate.py        updates languages/<language>.po and .mo and weaves
                                           notebooks/<language>/*.ipynb out of *.md

What is still to be translated is listed, and is empty in the catalogue. A language is a folder
in notebooks/ and a file in lessons_lib/languages/, both of the same name.
"""

import ast
import io
import sys

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from weave import NOTEBOOKS, write_woven

from lessons_lib.language import CATALOGUES

PACKAGE = CATALOGUES.parent


def english():
    """Every text of the package that is said: text -> the modules that say it."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("say", "Later"):
                text = node.args[0]
                if isinstance(text, ast.Constant):
                    modules = found.setdefault(text.value, [])
                    modules.append(path.relative_to(PACKAGE).as_posix())
                elif isinstance(text, ast.JoinedStr):
                    sys.exit(f"{path}, line {text.lineno}: say takes a text, not an f-string.")
    return found


def translated(language):
    """The catalogue of a language as it is written in its file."""
    with (CATALOGUES / f"{language}.po").open("rb") as file:
        return read_po(file, locale=language)


def brought_up(catalogue):
    """The same catalogue with every English text and no other; guesses are left empty."""
    fresh = Catalog(locale=catalogue.locale, charset="utf-8", fuzzy=False)
    fresh.mime_headers = [
        (name, value)
        for name, value in catalogue.mime_headers
        if name.lower() in ("language", "mime-version", "content-type", "plural-forms")
    ]
    fresh.header_comment = catalogue.header_comment
    for text, modules in english().items():
        known = catalogue.get(text)
        locations = [(module, None) for module in dict.fromkeys(modules)]
        fresh.add(text, known.string if known and not known.fuzzy else "", locations)
    return fresh


def po(catalogue):
    """The bytes of the file for people."""
    file = io.BytesIO()
    write_po(file, catalogue, width=100, omit_header=False, sort_output=False)
    return file.getvalue()


def mo(catalogue):
    """The bytes of the file for the computer."""
    file = io.BytesIO()
    write_mo(file, catalogue)
    return file.getvalue()


def main():
    empty = 0
    for path in sorted(CATALOGUES.glob("*.po")):
        catalogue = brought_up(translated(path.stem))
        path.write_bytes(po(catalogue))
        path.with_suffix(".mo").write_bytes(mo(catalogue))
        for message in catalogue:
            if message.id and not message.string:
                empty += 1
                print(f"{path.name}, {message.locations[0][0]}: {message.id}")
        for text in sorted((NOTEBOOKS / path.stem).glob("[0-9]*.md")):
            write_woven(text)
    sys.exit(f"{empty} texts are not translated." if empty else 0)


if __name__ == "__main__":
    main()
