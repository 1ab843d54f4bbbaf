"""Write the table of lessons into every README, from the list `LESSONS`."""

from weave import NOTEBOOKS, TABLE

from lessons_lib.language import SOURCE, say, speak
from lessons_lib.lessons import LESSONS


def readmes():
    """Language -> its README."""
    found = {SOURCE: NOTEBOOKS.parent / "README.md"}
    for path in sorted(NOTEBOOKS.parent.glob("README.*.md")):
        found[path.name.split(".")[1]] = path
    return found


def rows(language):
    """The rows of the table, with links to the notebooks of this language."""
    speak(language)
    folder = "notebooks" if language == SOURCE else f"notebooks/{language}"
    try:
        return "".join(
            f"| [{one.number} · {say(one.title)}]({folder}/{one.number:02}_{one.name}.ipynb) "
            f"| {say(one.question)} | {one.minutes} | {one.exercise_minutes or '–'} "
            f"| {one.more or '–'} |\n"
            for one in LESSONS
        )
    finally:
        speak(SOURCE)


def with_table(text, language):
    """The text of a README with the table of today."""
    return TABLE.sub(lambda _: rows(language), text)


if __name__ == "__main__":
    for language, path in readmes().items():
        text = path.read_text(encoding="utf-8")
        path.write_text(with_table(text, language), encoding="utf-8", newline="\n")
