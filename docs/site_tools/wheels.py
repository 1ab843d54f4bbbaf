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
    "comm": ["traitlets"],
    "jupyterlab_widgets": [],
    "ipywidgets": ["comm", "ipython", "jupyterlab_widgets", "traitlets"],
    fonts.NAME: ["matplotlib"],  # loaded after it, to replace its list
    LESSONS: ["contourpy", "ipywidgets", fonts.NAME, "matplotlib", "numpy", "packaging"],
}


def collect(folder: Path) -> dict[str, Any]:
    """Put the wheels beside those of Pyodide; returns their entries for its lock."""
    wheels = {
        name: installed(name, folder) for name in ("comm", "jupyterlab_widgets", "ipywidgets")
    }
    wheels |= {fonts.NAME: fonts.pack(folder), LESSONS: ours(folder)}
    return {canonical(name): _described(name, wheel) for name, wheel in wheels.items()}


def ours(folder: Path) -> Path:
    """The wheel of the lessons."""
    uv = Path(sys.executable).with_name("uv")
    subprocess.run([uv, "build", "-q", "--wheel", "-o", folder, ROOT], check=True)
    return next(folder.glob("backprop_by_hand-*.whl"))


def installed(name: str, folder: Path) -> Path:
    """A wheel made from a pure package that is installed here, in the locked version."""
    package = distribution(name)
    files = {}
    for path in package.files or []:
        outside = path.parts[0] == ".."  # files for JupyterLab, outside site-packages
        if not outside and path.suffix != ".pyc" and path.name not in ("RECORD", "INSTALLER"):
            files[path.as_posix()] = path.read_binary()
    return packed.pack(folder / f"{name}-{package.version}-py3-none-any.whl", files)


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
