"""Packs a font list for the Matplotlib of Pyodide, whose own has the wrong version.

Otherwise every browser would rebuild the list each time, for some seconds. A small wheel replaces
it by one with the right version, and without the fonts of this machine.
"""

import json
import re
import zipfile
from pathlib import Path

import packed

NAME = "lessons_fonts"
_LIST = "matplotlib/fontlist.json"
_ABOUT = {
    "METADATA": f"Metadata-Version: 2.1\nName: {NAME}\nVersion: 1\n",
    "WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    "RECORD": "",
}


def pack(folder: Path) -> Path:
    """Write the wheel into the folder, for the Matplotlib whose wheel is there."""
    with zipfile.ZipFile(next(folder.glob("matplotlib-[0-9]*.whl"))) as matplotlib:
        fonts = json.loads(matplotlib.read(_LIST))
        source = matplotlib.read("matplotlib/font_manager.py").decode()
    version = re.search(r"__version__ = (\d+)", source)
    assert version, "this Matplotlib says in another way which list of fonts it takes"
    fonts["ttflist"] = [font for font in fonts["ttflist"] if not font["fname"].startswith("/")]
    about = {f"{NAME}-1.dist-info/{name}": text for name, text in _ABOUT.items()}
    listed = json.dumps(fonts | {"_version": int(version[1])})
    return packed.pack(folder / f"{NAME}-1-py3-none-any.whl", {_LIST: listed} | about)
