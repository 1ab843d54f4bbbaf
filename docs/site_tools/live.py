"""Builds the lessons as a JupyterLite site: JupyterLab and Python in the browser.

Usage: python docs/site_tools/live.py SITE [--pyodide FOLDER | --without-pyodide]

Readers install nothing, and all files come from the same server as the pages. The files of Pyodide
are taken from a FOLDER, or downloaded. Without Pyodide the pages open but no cell runs, which is
enough to check the build.
"""

import argparse
import json
import posixpath
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import pyodide
import wheels
from offline import keep_offline

ROOT = Path(__file__).parents[2]
OFFLINE = ROOT / "docs/_static/offline.js"
OVERRIDES = ROOT / "lessons_lib/jupyter/share/jupyter/lab/settings/overrides.json"
PYTHON = "static/pyodide"
CONFIG = {
    "LiteBuildConfig": {
        "apps": ["lab", "repl"],
        "no_sourcemaps": True,
        "no_unused_shared_packages": True,
        "source_date_epoch": 1_767_225_600,  # for reproducible builds
    }
}
PAGE = {
    "jupyter-lite-schema-version": 0,
    "jupyter-config-data": {
        "appName": "Backpropagation by hand",
        "litePluginSettings": {
            "@jupyterlite/pyodide-kernel-extension:kernel": {
                "pyodideUrl": f"./{PYTHON}/pyodide.js",
                "disablePyPIFallback": True,
                "loadPyodideOptions": {
                    "packages": [wheels.LESSONS]
                },  # loaded in advance, while the learner reads
            }
        },
    },
}


def build(site: Path, source: Path | None, *, with_pyodide: bool) -> None:
    """Build the site into a folder, which is replaced; `source` has the files of Pyodide."""
    with tempfile.TemporaryDirectory() as folder:
        place, python = Path(folder, "lite"), Path(folder, "python")
        if with_pyodide:  # first, because it may fail
            lock = pyodide.collect(python, source)
            lock["packages"] |= wheels.collect(python)
            _write(python / pyodide.LOCK, lock)
        else:
            python.mkdir()
        place.mkdir()
        _write(place / "jupyter_lite_config.json", CONFIG)
        _write(place / "jupyter-lite.json", PAGE)
        shutil.copy(OVERRIDES, place)
        hidden = shutil.ignore_patterns(".*")
        shutil.copytree(ROOT / "notebooks", place / "files/notebooks", ignore=hidden)
        for readme in ROOT.glob("README*.md"):
            shutil.copy(readme, place / "files")
        shutil.rmtree(site, ignore_errors=True)
        command = [sys.executable, "-m", "jupyterlite_core", "build", "--output-dir"]
        done = subprocess.run(
            [*command, str(site.absolute())], cwd=place, capture_output=True, text=True
        )
        if done.returncode:
            sys.exit(done.stdout + done.stderr)
        shutil.move(python, site / PYTHON)
    shutil.copy(OFFLINE, site)
    for page in site.rglob("index.html"):
        script = posixpath.relpath(OFFLINE.name, page.parent.relative_to(site).as_posix())
        html = page.read_text(encoding="utf-8")
        page.write_text(
            html.replace("</head>", f'<script src="{script}"></script></head>', 1),
            encoding="utf-8",
            newline="\n",
        )
    keep_offline(site, ahead="files")


def _write(file: Path, content: dict[str, Any]) -> None:
    file.write_text(json.dumps(content), encoding="utf-8")


def main() -> None:
    """Read the command line and build."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("site", type=Path)
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--pyodide", type=Path, metavar="FOLDER")
    where.add_argument("--without-pyodide", action="store_true")
    arguments = parser.parse_args()
    try:
        build(arguments.site, arguments.pyodide, with_pyodide=not arguments.without_pyodide)
    except ValueError as mistake:
        sys.exit(str(mistake))


if __name__ == "__main__":
    main()
