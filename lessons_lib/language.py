"""The language in which the lessons speak, chosen by `speak` and by nothing else.

The English text is the source; languages/<language>.po holds the others, and .mo beside it is
the same for the computer. Where there is no translation, English is said.
"""

from collections.abc import Iterable
from gettext import GNUTranslations, NullTranslations
from pathlib import Path
from typing import Any, Self

CATALOGUES = Path(__file__).parent / "languages"
SOURCE = "en"

_spoken = NullTranslations()


def languages(catalogues: Path = CATALOGUES) -> list[str]:
    """All languages there are, English first."""
    return [SOURCE, *sorted(path.stem for path in catalogues.glob("*.mo"))]


def speak(language: str, catalogues: Path = CATALOGUES) -> None:
    """From now on say everything in this language: "en", "zh".

    What is on the page already stays as it is until its cell is run again. Raises ValueError for
    a language that there is not.
    """
    global _spoken
    if language not in languages(catalogues):
        raise ValueError(_no_language(language, catalogues))
    _spoken = _catalogue(language, catalogues)


class Later(str):
    """English text that `say` translates when it is needed: for constants of a module.

    Values are put in as by `say`.
    """

    _text: str
    _values: dict[str, Any]

    def __new__(cls, text: str, **values: Any) -> Self:
        """The English text, with the values put in."""
        english = {k: str.__str__(v) if isinstance(v, str) else v for k, v in values.items()}
        self = super().__new__(cls, text.format(**english) if values else text)
        self._text, self._values = text, values
        return self

    def __format__(self, spec: str) -> str:  # as a value of another text
        return format(say(self), spec)


def say(text: str, **values: Any) -> str:
    """The text in the language that is spoken, with the values put in as by `str.format`.

    Where there are no values, braces stand for themselves. A value may be a `Later`.
    """
    source = text
    if isinstance(text, Later):
        source, values = text._text, text._values | values
    said = "" if source == "" else _spoken.gettext(source)  # gettext keeps its header under ""
    return said.format(**values) if values else said


def sentences(texts: Iterable[str]) -> str:
    """Those that are not empty, one after the other: in Chinese without a space between them."""
    return say("{one} {other}", one="", other="").join(filter(None, texts))


def _catalogue(language: str, catalogues: Path) -> NullTranslations:
    if language == SOURCE:
        return NullTranslations()
    with (catalogues / f"{language}.mo").open("rb") as file:
        return GNUTranslations(file)


def _no_language(language: str, catalogues: Path) -> str:
    """Said in every language there is: nobody knows which one the reader reads."""
    there = languages(catalogues)
    said = Later("There is no language {language!r} here. There are {there}.")
    texts = (_catalogue(one, catalogues).gettext(said) for one in there)
    listed = ", ".join(map(repr, there))
    return "\n".join(text.format(language=language, there=listed) for text in dict.fromkeys(texts))
