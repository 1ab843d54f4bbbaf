"""Worksheets with fresh numbers, and their solutions: `make sheet SEED=4711`, ARGS=zh in Chinese.

They are pages of HTML for a browser to print, one blank and one solved for each lesson.
"""

import sys
from pathlib import Path

from lessons_lib.exercise import paper
from lessons_lib.exercise.sheet import Sheet, Worksheet
from lessons_lib.language import SOURCE, say, speak
from lessons_lib.teaching.answers import lesson_of, lessons


def write(folder: Path, seed: int, language: str = SOURCE) -> list[Path]:
    """Write the sheets of this seed into the folder; the files that were written."""
    speak(language)
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for module in lessons():
        lesson = lesson_of(module)
        for sheet in (one for one in vars(module).values() if isinstance(one, Sheet)):
            shown = sheet(seed)
            if not isinstance(shown, Worksheet):
                raise ValueError(shown.text)
            for end, content in (("", shown.asked()), ("_solved", shown.solved())):
                file = folder / f"{lesson.number:02}_{lesson.name}_{seed}{end}.html"
                file.write_text(paper.page(say(lesson.title), content), "utf-8")
                written.append(file)
    return written


if __name__ == "__main__":
    if not sys.argv[2:] or not sys.argv[2].isdigit() or int(sys.argv[2]) == 0:
        sys.exit("Name the sheet by a whole number from 1 up: make sheet SEED=4711")
    for file in write(Path(sys.argv[1]), int(sys.argv[2]), *sys.argv[3:4]):
        print(file)
