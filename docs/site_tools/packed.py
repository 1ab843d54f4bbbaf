"""Makes a wheel from file names and contents."""

import zipfile
from collections.abc import Mapping
from pathlib import Path


def pack(wheel: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write the wheel, reproducibly: a `ZipInfo` holds no time of day."""
    with zipfile.ZipFile(wheel, "w") as file:
        for name, content in files.items():
            file.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return wheel
