"""Wheels for the Python in the browser: ours, and those that Pyodide lacks."""

import hashlib
import subprocess
import sys
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

import fonts
import packed
from pyodide import canonical

ROOT = Path(__file__).parents[2]
LESSONS = "lessons_lib"
# the packages to load when a cell imports one of these
NEEDS = {
    "anywidget": ["ipywidgets", "psygnal", "typing-extensions"],
    "comm": ["traitlets"],
    "jupyterlab_widgets": [],
    "ipywidgets": ["comm", "ipython", "jupyterlab_widgets", "traitlets"],
    "psygnal": [],
    "typing_extensions": [],
    fonts.NAME: ["matplotlib"],  # loaded after it, to replace its list
    LESSONS: [
        "anywidget",
        "contourpy",
        "ipywidgets",
        fonts.NAME,
        "matplotlib",
        "numpy",
        "packaging",
        "traitlets",
    ],
}


def collect(folder: Path) -> dict[str, Any]:
    """Put the wheels beside those of Pyodide; returns their entries for its lock."""
    wheels = {name: OWN[name](folder) if name in OWN else installed(name, folder) for name in NEEDS}
    return {canonical(name): _described(name, wheel) for name, wheel in wheels.items()}


def ours(folder: Path) -> Path:
    """The wheel of the lessons."""
    uv = Path(sys.executable).with_name("uv")
    subprocess.run([uv, "build", "-q", "--wheel", "-o", folder, ROOT], check=True)
    return next(folder.glob("backprop_by_hand-*.whl"))


def installed(name: str, folder: Path) -> Path:
    """A wheel made from a package that is installed here, in the locked version.

    Of what it has in Python and compiled, which is for this machine alone, it takes the Python.
    """
    package = distribution(name)
    files = {}
    for path in package.files or []:
        outside = path.parts[0] == ".."  # files for JupyterLab, outside site-packages
        if (
            not outside
            and path.suffix not in (".pyc", ".pyd", ".so")
            and path.name not in ("RECORD", "INSTALLER")
        ):
            files[path.as_posix()] = path.read_binary()
    return packed.pack(folder / f"{name}-{package.version}-py3-none-any.whl", files)


OWN = {fonts.NAME: fonts.pack, LESSONS: ours}


def _described(name: str, wheel: Path) -> dict[str, Any]:
    return {
        "name": canonical(name),
        "version": wheel.name.split("-")[1],
        "file_name": wheel.name,
        "install_dir": "site",
        "sha256": hashlib.sha256(wheel.read_bytes()).hexdigest(),
        "package_type": "package",
        "imports": [name],
        "depends": NEEDS[name],
        "unvendored_tests": False,
    }
