"""The current language of the lessons, which only `speak` sets.

The English text is the source; languages/<language>.po holds the translations, and the .mo file
beside it is compiled from it. A missing translation falls back to English.
"""

from collections.abc import Iterable
from gettext import GNUTranslations, NullTranslations
from pathlib import Path
from typing import Any, Self

CATALOGUES = Path(__file__).parent / "languages"
SOURCE = "en"

_spoken = NullTranslations()


def languages(catalogues: Path = CATALOGUES) -> list[str]:
    """All available languages, English first."""
    return [SOURCE, *sorted(path.stem for path in catalogues.glob("*.mo"))]


def speak(language: str, catalogues: Path = CATALOGUES) -> None:
    """Set the language of all further texts: "en", "zh".

    Output that is already on the page stays as it is until its cell runs again. Raises
    ValueError for an unknown language.
    """
    global _spoken
    if language not in languages(catalogues):
        raise ValueError(_no_language(language, catalogues))
    _spoken = _catalogue(language, catalogues)


class Later(str):
    """English text that is translated on use: for constants of a module.

    Values are inserted as in `say`.
    """

    _text: str
    _values: dict[str, Any]

    def __new__(cls, text: str, **values: Any) -> Self:
        """The English text, with the values inserted."""
        english = {k: str.__str__(v) if isinstance(v, str) else v for k, v in values.items()}
        self = super().__new__(cls, text.format(**english) if values else text)
        self._text, self._values = text, values
        return self

    def __format__(self, spec: str) -> str:  # used as a value in another text
        return format(say(self), spec)


def say(text: str, **values: Any) -> str:
    """The text in the current language, with the values inserted as by `str.format`.

    Without values, braces are literal. A value may be a `Later`.
    """
    source = text
    if isinstance(text, Later):
        source, values = text._text, text._values | values
    said = "" if source == "" else _spoken.gettext(source)  # the entry "" is gettext's header
    return said.format(**values) if values else said


def sentences(texts: Iterable[str]) -> str:
    """The non-empty sentences joined; in Chinese, without a space between them."""
    return say("{one} {other}", one="", other="").join(filter(None, texts))


def _catalogue(language: str, catalogues: Path) -> NullTranslations:
    if language == SOURCE:
        return NullTranslations()
    with (catalogues / f"{language}.mo").open("rb") as file:
        return GNUTranslations(file)


def _no_language(language: str, catalogues: Path) -> str:
    """The message in every language: the reader's language is unknown."""
    there = languages(catalogues)
    said = Later("There is no language {language!r} here. There are {there}.")
    texts = (_catalogue(one, catalogues).gettext(said) for one in there)
    listed = ", ".join(map(repr, there))
    return "\n".join(text.format(language=language, there=listed) for text in dict.fromkeys(texts))
