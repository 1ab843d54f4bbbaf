"""Writes a lesson as one HTML file whose pictures step: for mail, a stick, a reader without Python.

Usage: python docs/site_tools/export.py FOLDER 05 [LANGUAGE]

The films are in the file itself, and nothing is fetched from anywhere.
"""

import base64
import json
import re
import sys
import tempfile
from itertools import groupby
from pathlib import Path
from typing import Any

import nbformat
from latex2mathml.converter import convert
from nbconvert.exporters import HTMLExporter

from film import ROOT, stored
from film_html import SCRIPTS, STYLES, Links, figure
from films import maker, record
from languages import lessons
from lessons_lib.language import SOURCE, speak

FORMULA = re.compile(r"`[^`]*`|\$\$(.+?)\$\$|\$([^$\n]+?)\$", re.DOTALL)
FOREIGN = re.compile(r"<script\b.*?</script>", re.DOTALL)


def export(folder: Path, number: str, language: str = SOURCE) -> Path:
    """Write the lesson of this number into the folder."""
    notebook = next((ROOT / lessons(language)).glob(f"{number}_*.ipynb"))
    book = nbformat.read(notebook, as_version=4)
    with tempfile.TemporaryDirectory() as place:
        films = _recorded(notebook, language, Path(place))
    parts = []
    for cell in book.cells:
        if cell.cell_type == "markdown":
            cell.source = FORMULA.sub(_mathml, cell.source)
        for output in cell.get("outputs", []):
            if "image/png" in output.get("data", {}):
                film, name = films[len(parts)], f"film-{cell.id}"
                output.data = {"text/html": figure(film, language, Links(f"#{name}"))}
                content = json.dumps(film, ensure_ascii=False).replace("</", "<\\/")
                parts.append(f'<script type="application/json" id="{name}">{content}</script>')
    html, _ = HTMLExporter(template_name="classic").from_notebook_node(book)
    html = FOREIGN.sub("", html)  # nbconvert's own are from other servers
    style, script = (
        "".join((ROOT / one).read_text(encoding="utf-8") for one in files)
        for files in (STYLES, SCRIPTS)
    )
    before, body, after = html.rpartition("</body>")
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{notebook.stem}.{language}.html"
    file.write_text(
        before.replace("</head>", f"<style>{style}</style></head>", 1)
        + f"{''.join(parts)}<script>{script}</script>{body}{after}",
        encoding="utf-8",
    )
    return file


def _recorded(notebook: Path, language: str, place: Path) -> list[dict[str, Any]]:
    """The films of a lesson, with their pictures in them."""
    shown = list(stored(notebook))
    for _, same in groupby(sorted(shown, key=maker), maker):
        record(place, list(same))
    speak(language)
    films = []
    for one in shown:
        film = json.loads((place / f"{one.name}.{language}.json").read_text(encoding="utf-8"))
        for at in {frame[0] for frame in film["frames"].values()}:
            picture = base64.b64encode((place / film["texts"][at]).read_bytes()).decode()
            film["texts"][at] = f"data:image/webp;base64,{picture}"
        films.append(film)
    return films


def _mathml(found: re.Match[str]) -> str:
    block, inline = found.groups()
    if block:
        return str(convert(block, display="block"))
    return str(convert(inline)) if inline else found[0]


if __name__ == "__main__":
    made = export(Path(sys.argv[1]), *sys.argv[2:])
    print(f"{made} ({made.stat().st_size / 1e6:.1f} MB)")
