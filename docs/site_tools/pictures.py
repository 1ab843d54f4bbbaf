"""The still pictures of a notebook keep their alternative text, and their size, on its page."""

import base64
import hashlib
import json
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx


def setup(app: Sphinx) -> dict[str, bool]:
    """MyST-NB drops what a notebook says about its pictures: say it again."""
    app.connect("doctree-read", _describe)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def _describe(app: Sphinx, doctree: nodes.document) -> None:
    path = Path(app.env.doc2path(app.env.docname))
    if path.suffix != ".ipynb":
        return
    described = _stored(path)
    for image in doctree.findall(nodes.image):
        # MyST-NB calls a picture by the hash of its bytes
        if about := described.get(Path(image["uri"]).stem):
            image["alt"] = about["alt"]
            image["width"] = f"{about['width']}px"


def _stored(path: Path) -> dict[str, dict[str, Any]]:
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    outputs = [output for cell in cells for output in cell.get("outputs", [])]
    return {
        _hash(output["data"]["image/png"]): output["metadata"]["image/png"]
        for output in outputs
        if "image/png" in output.get("data", {})
    }


def _hash(text: str | list[str]) -> str:
    return hashlib.sha256(base64.b64decode("".join(text))).hexdigest()
