"""Gives a folder of the site its service worker: what was visited is there without a network."""

import hashlib
import json
from pathlib import Path
from urllib.parse import quote

WORKER = "service-worker.js"
SOURCE = Path(__file__).with_name("service_worker.js")


def keep_offline(site: Path, apart: str = "", ahead: str = "") -> None:
    """Write the worker. A worker that is there already goes on behind it.

    Its version tells all files of the site, but for those in the folder `apart`. The files in the
    folder `ahead` are kept before anybody has asked for them.
    """
    files = [path for path in sorted(site.rglob("*")) if path.is_file()]
    names = {path.relative_to(site).as_posix(): path for path in files}
    inside = {name: path for name, path in names.items() if not _in(apart, name)}
    found = hashlib.sha256()
    for name, path in inside.items():
        found.update(name.encode() + hashlib.sha256(path.read_bytes()).digest())
    early = [quote(name) for name in inside if _in(ahead, name)]
    told = f"VERSION = '{found.hexdigest()[:16]}', AHEAD = {json.dumps(early)};"
    script = SOURCE.read_text(encoding="utf-8").replace("VERSION = '', AHEAD = [];", told)
    worker = site / WORKER
    before = worker.read_text(encoding="utf-8") if worker.exists() else ""
    worker.write_text(script + before, encoding="utf-8", newline="\n")


def _in(folder: str, name: str) -> bool:
    return bool(folder) and name.startswith(f"{folder}/")
