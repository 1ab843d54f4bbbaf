"""The list of fonts that Pyodide's Matplotlib brings names another version, so it is ignored.

It would be made anew in every browser, each time, for some seconds. A small wheel of its own puts
the same list in its place, with the right version, and without the fonts of another machine.
"""

import json
import re
import zipfile
from pathlib import Path

NAME = "lessons_fonts"
_LIST = "matplotlib/fontlist.json"
_ABOUT = {
    "METADATA": f"Metadata-Version: 2.1\nName: {NAME}\nVersion: 1\n",
    "WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    "RECORD": "",
}


def pack(folder: Path) -> Path:
    """Put the wheel into the folder, for the Matplotlib whose wheel is there."""
    with zipfile.ZipFile(next(folder.glob("matplotlib-[0-9]*.whl"))) as matplotlib:
        fonts = json.loads(matplotlib.read(_LIST))
        source = matplotlib.read("matplotlib/font_manager.py").decode()
    version = re.search(r"__version__ = (\d+)", source)
    assert version, "this Matplotlib says in another way which list of fonts it takes"
    fonts["ttflist"] = [font for font in fonts["ttflist"] if not font["fname"].startswith("/")]
    wheel = folder / f"{NAME}-1-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w", zipfile.ZIP_DEFLATED) as file:
        write(file, _LIST, json.dumps(fonts | {"_version": int(version[1])}))
        for name, text in _ABOUT.items():
            write(file, f"{NAME}-1.dist-info/{name}", text)
    return wheel


def write(file: zipfile.ZipFile, name: str, content: str | bytes) -> None:
    """Put it into the wheel without the time of day: the same bytes each time."""
    file.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
