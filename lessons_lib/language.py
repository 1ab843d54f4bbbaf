"""The current language of the lessons, which only `speak` sets.

The English text is the source; languages/<language>.po holds the translations, and the .mo file
beside it is compiled from it. A missing translation falls back to English.
"""

import re
from collections.abc import Iterable
from gettext import GNUTranslations, NullTranslations
from pathlib import Path
from string import Formatter
from typing import Any, Self

CATALOGUES = Path(__file__).parent / "languages"
SOURCE = "en"
LONGEST = 100  # characters of an object in a sentence
ADDRESS = re.compile(" (?:object )?at 0x[0-9a-f]+")
TORN = re.compile("(?<=[一-鿿]) (?=[一-鿿])")  # a space between two Chinese characters

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
    _spoken = translations(language, catalogues)


def spoken() -> str:
    """The current language."""
    return _spoken.info().get("language", SOURCE)


class Later(str):
    """English text that is translated on use: for constants of a module.

    Values are inserted as in `say`.
    """

    _text: str
    _values: dict[str, Any]

    def __new__(cls, text: "str | Later", **values: Any) -> Self:
        """The English text, with the values inserted; those of a `Later` are kept."""
        if isinstance(text, Later):
            values = text._values | values
            text = text._text
        english = {k: str.__str__(v) if isinstance(v, str) else v for k, v in values.items()}
        self = super().__new__(cls, _filled(text, english) if values else text)
        self._text, self._values = text, values
        return self

    @property
    def parts(self) -> tuple[str, dict[str, Any]]:
        """The English text with its braces, and the values for them."""
        return self._text, self._values

    def __format__(self, spec: str) -> str:  # used as a value in another text
        return format(say(self), spec)


def later(one: object, *names: str) -> None:
    """Make these texts of a frozen dataclass translated on use."""
    for name in names:
        object.__setattr__(one, name, Later(getattr(one, name)))


def say(text: str, **values: Any) -> str:
    """The text in the current language, with the values inserted as by `str.format`.

    Without values, braces are literal. A value may be a `Later`. A space beside a value is left out
    where Chinese meets Chinese: "{one} 和 {other}" takes names of both kinds, "θ" and "梯度".
    """
    source = text
    if isinstance(text, Later):
        source, values = text._text, text._values | values
    said = "" if source == "" else _spoken.gettext(source)  # the entry "" is gettext's header
    return TORN.sub("", _filled(said, values)) if values else said


def _filled(text: str, values: dict[str, Any]) -> str:
    return _Brief().vformat(text, (), values) if "!r" in text else text.format(**values)


class _Brief(Formatter):
    """Formats as `str.format` does, except that {value!r} is brief."""

    def convert_field(self, value: Any, conversion: Any) -> Any:
        return brief(value) if conversion == "r" else super().convert_field(value, conversion)


def brief(value: Any) -> str:
    """The repr of any object in one short line that is the same in every run."""
    try:
        whole = ADDRESS.sub("", " ".join(repr(value).split()))
    except Exception:  # an unknown object, or an integer of thousands of digits
        return type(value).__name__
    return whole if len(whole) <= LONGEST else f"{whole[: LONGEST - 20]} … {whole[-17:]}"


def sentences(texts: Iterable[str]) -> str:
    """The non-empty sentences joined; in Chinese, without a space between them.

    A sentence that begins with an inserted name, "the first number", gets a capital letter.
    """
    begun = (f"T{text[1:]}" if text.startswith("the ") else text for text in texts if text)
    return say("{one} {other}", one="", other="").join(begun)


def translations(language: str, catalogues: Path = CATALOGUES) -> NullTranslations:
    """The catalogue of a language; where it has none, as English, its texts are the source."""
    path = catalogues / f"{language}.mo"
    if not path.exists():
        return NullTranslations()
    with path.open("rb") as file:
        return GNUTranslations(file)


def _no_language(language: str, catalogues: Path) -> str:
    """The message in every language: the reader's language is unknown."""
    there = languages(catalogues)
    said = Later("There's no language {language!r} here. Choose one of these: {there}.")
    texts = (translations(one, catalogues).gettext(said) for one in there)
    listed = ", ".join(map(repr, there))
    return "\n".join(text.format(language=language, there=listed) for text in dict.fromkeys(texts))
