"""Sphinx extension: keeps alternative text and size of the pictures of a notebook."""

import base64
import hashlib
import json
from collections import defaultdict, deque
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx


def setup(app: Sphinx) -> dict[str, bool]:
    """Restore what MyST-NB drops."""
    app.connect("doctree-read", _describe)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def _describe(app: Sphinx, doctree: nodes.document) -> None:
    path = Path(app.env.doc2path(app.env.docname))
    if path.suffix != ".ipynb":
        return
    described = _stored(path)
    for image in doctree.findall(nodes.image):
        # MyST-NB names a picture by its hash; identical pictures may have different texts
        if alike := described[Path(image["uri"]).stem]:
            about = alike.popleft()
            image["alt"] = about["alt"]
            image["width"] = f"{about['width']}px"


def _stored(path: Path) -> dict[str, deque[dict[str, Any]]]:
    found = defaultdict[str, deque[dict[str, Any]]](deque)
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        for output in cell.get("outputs", []):
            if "image/png" in output.get("data", {}):
                about = output["metadata"]["image/png"]
                found[_hash(output["data"]["image/png"])].append(about)
    return found


def _hash(text: str | list[str]) -> str:
    return hashlib.sha256(base64.b64decode("".join(text))).hexdigest()
