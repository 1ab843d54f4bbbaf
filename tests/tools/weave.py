"""A notebook in another language: the English one with its prose replaced, cell by cell.

notebooks/<language>/prose/NN_name.md holds the prose. Each cell begins with a comment that names it
and the English text it was translated from:

    <!-- cell-name 0123abcd -->

Where the English text has changed since, the number differs: look at both, then write the number
that the error names. The comments of programs are translated in the catalogue. `python
tests/tools/weave.py zh` writes the files that Chinese lacks, with the English prose, to be
translated in place.
A page such as README.<language>.md begins with such a comment too.
"""

import copy
import hashlib
import re
import sys
from pathlib import Path

import nbformat

from lessons_lib.language import translations

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
# What changes when the project gets its address.
PUBLISHED = re.compile(
    r"\]\([^)]*\)|`[^`\s]+/[^`\s]+`|<!-- until published -->.*?<!-- /until published -->\n*",
    re.DOTALL,
)
# The rows of the table of lessons, which is made: `make translations`.
TABLE = re.compile(r"^(?:\| \[\d+ · .*\n)+", re.MULTILINE)
CELL = re.compile(r"^<!-- ([a-z0-9-]+) ([0-9a-f]{8}) -->\n", re.MULTILINE)
PROGRAM = re.compile(r"```python\n.*?```", re.DOTALL)
CHOOSE = 'speak("{}")'
# What a program says to people: a comment at the end of a line, a docstring of one line.
COMMENT = re.compile(r'(?<=  # ).+|(?<=""").+(?="""$)', re.MULTILINE)


def fingerprint(source):
    """Eight hexadecimal digits that change with the text."""
    return hashlib.sha256(source.encode()).hexdigest()[:8]


def english(name):
    """The notebook of this name, as nbformat reads it."""
    return nbformat.read(NOTEBOOKS / f"{name}.ipynb", as_version=4)


def commented(program, language):
    """The program with its comments in this language."""
    catalogue = translations(language)
    return COMMENT.sub(lambda comment: catalogue.gettext(comment[0]), program)


def programs():
    """(notebook, program) of each cell of code, and of each solution, in English."""
    for path in sorted(NOTEBOOKS.glob("[0-9]*.ipynb")):
        for cell in english(path.stem).cells:
            solutions = PROGRAM.findall(cell.source)
            for program in solutions if cell.cell_type == "markdown" else [cell.source]:
                yield path.name, program


def language(path):
    """The language of a file of translations."""
    return path.parents[1].name


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
    """The notebook made from a file of translations, not executed.

    Raises ValueError if the English notebook has other cells, or another text than the
    translated one.
    """
    notebook, cells = copy.deepcopy(english(path.stem)), prose(path)
    names = [cell.id for cell in notebook.cells if cell.cell_type == "markdown"]
    if list(cells) != names:
        missing, unknown = set(names) - set(cells), set(cells) - set(names)
        raise ValueError(
            f"{path.name} must have the cells of the English notebook, in their order. "
            f"Missing: {sorted(missing)}. Not in English: {sorted(unknown)}."
        )
    changed = []
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            number, text = cells[cell.id]
            if number != fingerprint(cell.source):
                changed.append(f"<!-- {cell.id} {fingerprint(cell.source)} -->")
            cell.source = text
        else:
            program = cell.source.replace(CHOOSE.format("en"), CHOOSE.format(language(path)))
            cell.source = commented(program, language(path))
            cell.outputs, cell.execution_count = [], None
    if changed:
        raise ValueError(
            f"{language(path)}/prose/{path.name}: the English text of a cell has changed. Look at "
            "both, change the translation, and write above it: " + ", ".join(changed)
        )
    return notebook


def page(path):
    """The text of a page such as README.zh.md; raises ValueError where the English has changed."""
    english = path.with_name(f"{path.name.split('.')[0]}.md").read_text(encoding="utf-8")
    ((name, (number, text)),) = prose(path).items()
    if number != (now := fingerprint(PUBLISHED.sub("", TABLE.sub("", english)))):
        raise ValueError(
            f"{path.name}: the English text has changed. Look at both, change the translation, "
            f"and write above it: <!-- {name} {now} -->"
        )
    return text


def to_translate(name):
    """The English prose of a notebook in the form of a translation."""
    return "\n".join(
        f"<!-- {cell.id} {fingerprint(cell.source)} -->\n{cell.source}\n"
        for cell in english(name).cells
        if cell.cell_type == "markdown"
    )


if __name__ == "__main__":
    if len(sys.argv) != 2 or not re.fullmatch(r"[a-z]{2,3}(_[A-Za-z]+)*", sys.argv[1]):
        sys.exit("Name one language by its code: python tests/tools/weave.py zh")
    folder = NOTEBOOKS / sys.argv[1] / "prose"
    folder.mkdir(parents=True, exist_ok=True)
    for source in sorted(NOTEBOOKS.glob("[0-9]*.ipynb")):
        file = folder / f"{source.stem}.md"
        if not file.exists():
            file.write_text(to_translate(source.stem), encoding="utf-8", newline="\n")
            print(f"{file.relative_to(NOTEBOOKS.parent)} is to be translated")
