"""Update every catalogue from the English texts: `make translations`.

lessons_lib/languages/<language>.po gets new texts, untranslated, and loses unused ones; .mo is
compiled from it. Missing translations are listed.
"""

import ast
import io
import sys
from datetime import UTC, datetime

from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from weave import COMMENT, programs

from lessons_lib.language import CATALOGUES

PACKAGE = CATALOGUES.parent
SAYING = (PACKAGE, PACKAGE.parent / "docs")  # what makes the website says a little, too
NO_DATE = datetime(2026, 1, 1, tzinfo=UTC)  # the same text gives the same bytes


SAYS = {  # call -> its arguments that are texts, by place or by name
    "say": (0,),
    "Later": (0,),
    "Rule": (1,),
    "Mistake": (0, 1),
    "Impossible": (0,),
    "Exercise": ("asks", "why", "look"),
    "Prediction": ("asks", "why", "tempting"),
    "Lesson": (2, 3, "promise"),
}


def english():
    """Every translatable text -> the modules and the notebooks that contain it."""
    found = {}
    for folder, path in ((f, path) for f in SAYING for path in sorted(f.rglob("*.py"))):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            for text in texts(node):
                if isinstance(text, ast.Constant) and text.value:
                    modules = found.setdefault(text.value, [])
                    modules.append(path.relative_to(folder).as_posix())
                elif isinstance(text, ast.JoinedStr):
                    sys.exit(f"{path}, line {text.lineno}: say takes a text, not an f-string.")
    for name, program in programs():
        for comment in COMMENT.findall(program):
            found.setdefault(comment, []).append(name)
    return found


def texts(node):
    """The arguments of a call that are texts."""
    if not isinstance(node, ast.Call):
        return []
    given = dict(enumerate(node.args)) | {one.arg: one.value for one in node.keywords}
    return [given[at] for at in SAYS.get(getattr(node.func, "id", ""), ()) if at in given]


def translated(language):
    """The catalogue of a language as it is written in its file."""
    with (CATALOGUES / f"{language}.po").open("rb") as file:
        return read_po(file, locale=language)


def brought_up(catalogue):
    """The same catalogue with exactly the English texts; fuzzy guesses are left empty."""
    fresh = Catalog(
        locale=catalogue.locale,
        project="Backpropagation by hand",
        version="1",
        msgid_bugs_address=" ",
        creation_date=NO_DATE,
        revision_date=NO_DATE,
        last_translator=" ",
        language_team=" ",
        header_comment=f"# {Locale.parse(catalogue.locale).english_name}.",
        charset="utf-8",
        fuzzy=False,
    )
    for text, modules in english().items():
        known = catalogue.get(text)
        locations = [(module, None) for module in dict.fromkeys(modules)]
        fresh.add(text, known.string if known and not known.fuzzy else "", locations)
    return fresh


def po(catalogue):
    """The contents of the .po file."""
    file = io.BytesIO()
    write_po(file, catalogue, width=100, omit_header=False, sort_output=False)
    return file.getvalue()


def mo(catalogue):
    """The contents of the .mo file."""
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
    sys.exit(f"{empty} texts are not translated." if empty else 0)


if __name__ == "__main__":
    main()
