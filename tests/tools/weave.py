"""A notebook in another language: the English one with its prose replaced, cell by cell.

notebooks/<language>/NN_name.md holds the prose. Each cell begins with a comment that names it and
the English text it was translated from:

    <!-- cell-name 0123abcd -->

Where the English text has changed since, the number differs: look at both, then write the number
that the error names. `python tests/tools/weave.py 01 zh` writes one that holds the English prose.
README.<language>.md begins with such a comment too.
"""

import copy
import hashlib
import re
import sys
from pathlib import Path

import nbformat

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
PUBLISHED = re.compile(r"\]\([^)]*\)|`[^`\s]+/[^`\s]+`")  # changes with the project's address
CELL = re.compile(r"^<!-- ([a-z0-9-]+) ([0-9a-f]{8}) -->\n", re.MULTILINE)
CHOOSE = 'speak("{}")'


def fingerprint(source):
    """Eight digits that change with the text."""
    return hashlib.sha256(source.encode()).hexdigest()[:8]


def english(name):
    """The notebook of this name, as nbformat reads it."""
    return nbformat.read(NOTEBOOKS / f"{name}.ipynb", as_version=4)


def prose(path):
    """The cells of a file of translations: name -> (fingerprint, text)."""
    before, *parts = CELL.split(path.read_text(encoding="utf-8"))
    if before.strip():
        raise ValueError(f"{path.name} must begin with <!-- cell-name fingerprint -->.")
    names = parts[::3]
    if len(set(names)) < len(names):
        raise ValueError(f"{path.name} has a cell twice.")
    return {
        name: (number, text.strip())
        for name, number, text in zip(names, parts[1::3], parts[2::3], strict=True)
    }


def woven(path):
    """The notebook that a file of translations makes, not yet run.

    Raises ValueError where the English notebook has another cell, or another text than the one
    that was translated.
    """
    notebook, cells = copy.deepcopy(english(path.stem)), prose(path)
    names = [cell.id for cell in notebook.cells if cell.cell_type == "markdown"]
    if list(cells) != names:
        missing, unknown = set(names) - set(cells), set(cells) - set(names)
        raise ValueError(
            f"{path.name} must have the cells of the English notebook, in their order. "
            f"Missing: {sorted(missing)}. Not in English: {sorted(unknown)}."
        )
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            number, text = cells[cell.id]
            _looked_at(path, cell.id, number, cell.source)
            cell.source = text
        else:
            cell.source = cell.source.replace(CHOOSE.format("en"), CHOOSE.format(path.parent.name))
            cell.outputs, cell.execution_count = [], None
    return notebook


def readme(path):
    """The text of a README in another language; raises ValueError where the English has changed."""
    english = path.with_name("README.md").read_text(encoding="utf-8")
    ((name, (number, text)),) = prose(path).items()
    _looked_at(path, name, number, PUBLISHED.sub("", english))
    return text


def _looked_at(path, name, number, english):
    if number != fingerprint(english):
        raise ValueError(
            f"{path.name}, {name}: the English text has changed. Look at both, "
            f"then write <!-- {name} {fingerprint(english)} -->."
        )


def to_translate(name):
    """The English prose of a notebook in the form of a translation."""
    return "\n".join(
        f"<!-- {cell.id} {fingerprint(cell.source)} -->\n{cell.source}\n"
        for cell in english(name).cells
        if cell.cell_type == "markdown"
    )


if __name__ == "__main__":
    number, language = sys.argv[1:]
    (source,) = NOTEBOOKS.glob(f"{number}_*.ipynb")
    folder = NOTEBOOKS / language
    folder.mkdir(exist_ok=True)
    with (folder / f"{source.stem}.md").open("x", encoding="utf-8", newline="\n") as file:
        file.write(to_translate(source.stem))
