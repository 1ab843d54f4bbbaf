"""Run the notebooks and store their outputs, reproducibly.

A page without a kernel then shows the pictures, and nbval can compare outputs. Notebooks in other
languages than English are woven first.
"""

import argparse
import base64
import io
import os
import re
import sys

import nbformat
import questions
import weave
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from PIL import Image
from weave import NOTEBOOKS

from lessons_lib.language import languages

WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"  # without a kernel, an error message
METADATA = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {
        "codemirror_mode": {"name": "ipython", "version": 3},
        "file_extension": ".py",
        "mimetype": "text/x-python",
        "name": "python",
        "nbconvert_exporter": "python",
        "pygments_lexer": "ipython3",
    },
}


# A learner types here: whatever it is, the cells below are to run.
ASKS = re.compile(r"^check\.\w+\(", re.MULTILINE)
MAY_FAIL = "raises-exception"


def has_error(cell):
    return any(output.output_type == "error" for output in cell.get("outputs", []))


def in_few_bytes(png):
    """The same picture, in Base64 too, with the 256 colours that suit it best."""
    with Image.open(io.BytesIO(base64.b64decode(png))) as image:
        best = Image.Quantize.MAXCOVERAGE
        few = image.convert("RGB").quantize(256, method=best, dither=Image.Dither.NONE)
    file = io.BytesIO()
    few.save(file, "PNG", optimize=True)
    return base64.b64encode(file.getvalue()).decode()


def lessons(numbers):
    """The paths of these lessons in every language, of all if there is no number."""
    languages = sorted({path.parents[1] for path in NOTEBOOKS.glob("*/prose/*.md")})
    english = sorted(NOTEBOOKS.glob("[0-9]*.ipynb"))
    if unknown := set(numbers) - {lesson.name[:2] for lesson in english}:
        sys.exit(f"A lesson is named by its two digits, such as 05, not {', '.join(unknown)}.")
    wanted = [lesson.name for lesson in english if not numbers or lesson.name[:2] in numbers]
    return [folder / name for folder in (NOTEBOOKS, *languages) for name in wanted]


def sources(paths):
    """Path -> notebook, not yet run; ends with a list of the translations to look at."""
    found, problems = {}, []
    for path in paths:
        prose = path.parent / "prose" / f"{path.stem}.md"
        if path.parent == NOTEBOOKS:
            found[path] = nbformat.read(path, as_version=4)
        elif not prose.exists():
            language = path.parent.name
            problems.append(f"{prose.name} is missing: python tests/tools/weave.py {language}")
        else:
            try:
                found[path] = weave.woven(prose)
            except ValueError as error:
                problems.append(str(error))
    if problems:
        sys.exit("\n".join(problems))
    return found


def run(path, notebook):
    """The text of the notebook, executed from top to bottom."""
    client = NotebookClient(
        notebook,
        kernel_name="python3",
        resources={"metadata": {"path": path.parent}},
        record_timing=False,
        store_widget_state=False,
        coalesce_streams=True,
    )
    for cell in notebook.cells:
        cell.metadata.pop("tags", None)  # without a learner's input, nothing may fail
    try:
        client.execute()
    except CellExecutionError as error:
        cell = next(filter(has_error, notebook.cells))
        sys.exit(f"{path.name}, cell {cell.id}:\n{error}")
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
        if cell.cell_type == "code" and ASKS.search(cell.source):
            cell.metadata["tags"] = [MAY_FAIL]
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            data.pop(WIDGET_VIEW, None)
            if "image/png" in data:
                data["image/png"] = in_few_bytes(data["image/png"])
    notebook.metadata.pop("widgets", None)
    notebook.metadata.update(METADATA)
    return nbformat.writes(notebook) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("numbers", nargs="*", metavar="NN", help="these lessons alone")
    parser.add_argument("--check", action="store_true", help="write nothing, fail on a change")
    arguments = parser.parse_args()
    os.environ["BACKPROP_PROGRESS"] = "off"  # stored outputs show no learner's progress
    changed = False
    for path, notebook in sources(lessons(arguments.numbers)).items():
        text = run(path, notebook)
        same = path.exists() and text.encode() == path.read_bytes()
        print(path.relative_to(NOTEBOOKS.parent), "unchanged" if same else "changed", flush=True)
        if not same and not arguments.check:
            path.write_text(text, encoding="utf-8", newline="\n")
        changed |= not same
    for language in languages():
        changed |= questions.file(language).read_text(encoding="utf-8") != questions.written(
            language
        )
        if not arguments.check:
            questions.write(language)
    sys.exit(arguments.check and changed)


if __name__ == "__main__":
    main()
