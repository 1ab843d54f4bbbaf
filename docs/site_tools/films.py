"""Records films: the pictures of the lessons in all states that a page keeps, with their words.

A film is one JSON file per language, such as six_neurons.walk.en.json. It names pictures beside it:
lossless WebP files, named by their content and shared by all films and languages, because pictures
contain no words.

    names     keyword -> its values in this film, as text
    controls  each with its label and its kind, and of its options the texts and what they set:
              [[index of a keyword, index of its value], …]
    frames    "0,3", the indices of the values -> indices of texts: the picture's file, the picture
              in words, its caption (HTML), the call in Python, the rows of the table (HTML)
    texts     all texts
    touch     "0,3" -> indices of the parts that can be touched in this picture
    parts     each with its `places`, in thousandths of the picture, and what each of its meanings
              `sets`, as an option does
    start     the key of the first frame
    size      of a picture, in CSS pixels
"""

import hashlib
import json
import os
import re
import shutil
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from importlib.metadata import version
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

from PIL import Image

from film import ROOT, Film, Stored, stored
from lessons_lib.app.frames import Frame
from lessons_lib.language import SOURCE, languages, speak

KEPT = ROOT / "build/films"
SOURCES = (
    "notebooks/*.ipynb",
    "lessons_lib/**/*.py",
    "lessons_lib/**/*.mo",
    "lessons_lib/*.npz",
    "docs/site_tools/film.py",
    "docs/site_tools/film_states.py",
    "docs/site_tools/films.py",
)
DRAWN_BY = ("numpy", "matplotlib", "pillow")


class Undrawn(NamedTuple):
    """A picture of which only words and parts are wanted."""

    update: Any
    parts: Any
    focus: float = 0

    def png(self) -> bytes:
        """Nothing."""
        return b""


def films(kept: Path = KEPT) -> Path:
    """The folder of all films, which are recorded if a source has changed since the last time."""
    folder = kept / _fingerprint()
    if not folder.is_dir():
        unfinished = kept / "unfinished"
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(parents=True)
        found = [one for path in sorted(ROOT.glob("notebooks/[!.]*.ipynb")) for one in stored(path)]
        found.sort(key=maker)
        with ProcessPoolExecutor(os.cpu_count()) as pool:
            list(
                pool.map(
                    partial(record, unfinished), [list(same) for _, same in groupby(found, maker)]
                )
            )
        for old in kept.iterdir():
            if old != unfinished:
                shutil.rmtree(old)
        unfinished.rename(folder)
    return folder


def record(folder: Path, several: list[Stored]) -> None:
    """Write the films of one interactive that is stored in several states."""
    pictures = dict[str, str]()  # call in Python -> the picture's file
    for language in (SOURCE, *(each for each in languages() if each != SOURCE)):
        speak(language)
        for one in several:
            film = Film.of(one)
            content = json.dumps(
                _content(film, pictures, folder), ensure_ascii=False, separators=(",", ":")
            )
            (folder / f"{one.name}.{language}.json").write_text(content, encoding="utf-8")
            film.app.close()


def _content(film: Film, pictures: dict[str, str], folder: Path) -> dict[str, Any]:
    texts, parts = dict[str, int](), dict[str, int]()
    frames, touch, picture = {}, {}, film.app._picture
    for state in film.states:
        call = film.app.call(state)
        frame = Frame.drawn(Undrawn(picture.update, picture.parts), state)
        if call not in pictures:
            pictures[call] = _saved(picture.pixels(), folder)
        rows = re.split("(?<=</tr>)", frame.numbers)  # most are those of other frames too
        said = (pictures[call], frame.alt, frame.said, call, *rows)
        key = film.key(state)
        frames[key] = [texts.setdefault(text, len(texts)) for text in said]
        found = map(json.dumps, film.touchable(frame.parts, state))
        touch[key] = [parts.setdefault(part, len(parts)) for part in found]
    return {
        "names": {
            name: [str(value).removesuffix(".0") for value in values]
            for name, values in film.names.items()
        },
        "controls": [
            {
                "label": way.label,
                "kind": way.kind,
                "texts": [option.text for option in way.options],
                "sets": film.settings(way),
            }
            for way in film.ways
        ],
        "frames": frames,
        "texts": list(texts),
        "touch": touch,
        "parts": list(map(json.loads, parts)),
        "start": film.key(film.start),
        "size": [picture.width, picture.height],
    }


def _saved(pixels: Any, folder: Path) -> str:
    opaque = Image.fromarray(pixels).convert("RGB")
    file = folder / f"{hashlib.sha256(opaque.tobytes()).hexdigest()[:16]}.webp"
    before = next(folder.parent.glob(f"*/{file.name}"), None)  # of the last recording, perhaps
    if before and not file.exists():
        file.hardlink_to(before)
    elif not before:
        opaque.save(file, lossless=True, quality=80, method=1)
    return file.name


def maker(one: Stored) -> str:
    """The function that makes it: six_neurons.walk."""
    return one.shown.partition("(")[0]


def _fingerprint() -> str:
    found = hashlib.sha256(" ".join(map(version, DRAWN_BY)).encode())
    for path in sorted(path for pattern in SOURCES for path in ROOT.glob(pattern)):
        found.update(path.read_bytes())
    return found.hexdigest()[:16]
