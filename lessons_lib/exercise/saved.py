"""Writes what a learner takes along into a file beside the notebook."""

from pathlib import Path

from lessons_lib.language import say


def saved(text: str, file: str, ending: str) -> str:
    """Write the text into a file with this ending; what to say about it."""
    if not isinstance(file, str) or Path(file).suffix != ending:
        return say(
            "file must be a name that ends in {ending}, not {file!r}.", ending=ending, file=file
        )
    try:
        Path(file).write_text(text, encoding="utf-8")
    except OSError as error:
        return say("This can't be saved here: {why}.", why=error.strerror or error)
    return say("Saved as {file}, next to the notebook.", file=file)
