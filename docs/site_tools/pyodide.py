"""Selects the files of Pyodide that the lessons need, and verifies their hashes.

The core is pinned here by hash. It contains a lock file with the hash of every package, so that all
files are verified, wherever they were downloaded from.
"""

import hashlib
import json
import urllib.request
from http.client import HTTPException
from pathlib import Path
from typing import Any

VERSION = "0.27.7"
LOCK = "pyodide-lock.json"
CORE = {
    "pyodide.js": "b4cb23a53aba19c221659b9fb40a2f18281d685691dc06647fb0afd0681baf98",
    "pyodide.mjs": "04c052c815abb0bf2981fa38c2dfa58e3120ee5288c956df2b2a15e301782c5f",
    "pyodide.asm.js": "6b4c90de5b7172873f04f21884d0e9d2274e305fe32116558fe3e4fbe3618d51",
    "pyodide.asm.wasm": "a50dd1843f805a0b7c45b61037ee0d7b26dfe85efe0e18ef95a34ad24e401f5f",
    "python_stdlib.zip": "16611534726e5d8ac2bd8f926410b2dcb8d6f49aa24913463533b457a2115c16",
    "pyodide-lock.json": "9c45b916001a750f4102fc287494f3eab215909c7535c626a20db80fd6333e2c",
}
_CORE_AT = f"https://cdn.jsdelivr.net/npm/pyodide@{VERSION}"
_PACKAGES_AT = f"https://cdn.jsdelivr.net/pyodide/v{VERSION}/full"
WANTED = (
    "contourpy",
    "ipython",
    "jedi",
    "matplotlib",
    "micropip",
    "numpy",
    "packaging",
    "sqlite3",
    "ssl",
    "traitlets",
)


def collect(folder: Path, source: Path | None = None) -> dict[str, Any]:
    """Copy what the lessons need into the folder; returns its lock with only these packages.

    Files come from the folder `source`, or are downloaded. Raises ValueError if that fails, or
    for a wrong hash.
    """
    folder.mkdir(parents=True)
    for name, sha256 in CORE.items():
        _get(name, sha256, folder, source, _CORE_AT)
    lock: dict[str, Any] = json.loads((folder / LOCK).read_text(encoding="utf-8"))
    packages = {name: lock["packages"][name] for name in _with_all_they_need(lock["packages"])}
    for package in packages.values():
        _get(package["file_name"], package["sha256"], folder, source, _PACKAGES_AT)
    return lock | {"packages": packages}


def canonical(name: str) -> str:
    """The name as listed in a lock."""
    return name.lower().replace("_", "-")


def _with_all_they_need(packages: dict[str, Any]) -> list[str]:
    needed, waiting = set[str](), list(WANTED)
    while waiting:
        name = waiting.pop()
        if name not in needed:
            needed.add(name)
            waiting += [canonical(other) for other in packages[name]["depends"]]
    return sorted(needed)


def _get(name: str, sha256: str, folder: Path, source: Path | None, address: str) -> None:
    place = str(source / name) if source else f"{address}/{name}"
    try:
        if source:
            content = (source / name).read_bytes()
        else:
            with urllib.request.urlopen(place, timeout=60) as answer:
                content = answer.read()
    except (OSError, HTTPException) as error:
        raise ValueError(
            f"{name} of Pyodide {VERSION} is needed, and could not be had from {place} ({error}). "
            "Where its files are in a folder, name that: make lite PYODIDE=folder"
        ) from error
    found = hashlib.sha256(content).hexdigest()
    if found != sha256:
        raise ValueError(f"{name} of Pyodide {VERSION} must have the hash {sha256}, not {found}.")
    (folder / name).write_bytes(content)
