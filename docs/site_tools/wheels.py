"""Wheels for the Python in the browser: ours, and those that Pyodide does not bring."""

import hashlib
import subprocess
import sys
import zipfile
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

import fonts
from pyodide import canonical

ROOT = Path(__file__).parents[2]
LESSONS = "lessons_lib"
# what has to be there when a cell imports one of these
NEEDS = {
    "comm": ["traitlets"],
    "jupyterlab_widgets": [],
    "ipywidgets": ["comm", "ipython", "jupyterlab_widgets", "traitlets"],
    fonts.NAME: ["matplotlib"],  # whose list it replaces, so it comes later
    LESSONS: ["ipywidgets", fonts.NAME, "matplotlib", "numpy", "packaging"],
}


def collect(folder: Path) -> dict[str, Any]:
    """Put the wheels beside those of Pyodide; returns what its lock has to say about them."""
    wheels = {name: _packed(name, folder) for name in ("comm", "jupyterlab_widgets", "ipywidgets")}
    wheels |= {fonts.NAME: fonts.pack(folder), LESSONS: _ours(folder)}
    return {canonical(name): _described(name, wheel) for name, wheel in wheels.items()}


def _ours(folder: Path) -> Path:
    uv = Path(sys.executable).with_name("uv")
    subprocess.run([uv, "build", "-q", "--wheel", "-o", folder, ROOT], check=True)
    return next(folder.glob("backprop_by_hand-*.whl"))


def _packed(name: str, folder: Path) -> Path:
    """A pure package as it is installed here, in the version of the lock, as a wheel again."""
    package = distribution(name)
    wheel = folder / f"{name}-{package.version}-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w", zipfile.ZIP_DEFLATED) as file:
        for path in package.files or []:
            outside = path.parts[0] == ".."  # JupyterLab's half of it
            if not outside and path.suffix != ".pyc" and path.name not in ("RECORD", "INSTALLER"):
                fonts.write(file, path.as_posix(), Path(path.locate()).read_bytes())
    return wheel


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
