"""Makes a page of its own for each film, to be put into other pages with <iframe>."""

import json
from html import escape
from pathlib import Path

from film_html import SCRIPTS, STYLES, Links, figure
from languages import home, locale
from lessons_lib.language import languages, say, speak

_STYLE, _SCRIPT = '<link rel="stylesheet" href="{}">', '<script defer src="{}"></script>'
_PAGE = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
{links}
</head>
<body class="film-page">
{figure}
</body>
</html>
"""


def embed(site: Path, films: Path) -> None:
    """Write embed/six_neurons.walk.html for each film, and such a folder for each language."""
    for language in languages():
        speak(language)
        folder = site / home(language) / "embed"
        folder.mkdir(parents=True)
        top = "../" * (1 + home(language).count("/"))
        static = [
            *(_STYLE.format(f"{top}_static/{Path(style).name}") for style in STYLES),
            *(_SCRIPT.format(f"{top}_static/{Path(script).name}") for script in SCRIPTS),
        ]
        for path in sorted(films.glob(f"*.{language}.json")):
            film = json.loads(path.read_text(encoding="utf-8"))
            links = Links(film=f"{top}films/{path.name}", live=f"{top}live")
            page = _PAGE.format(
                language=locale(language).replace("_", "-"),
                title=escape(say("Backpropagation by hand")),
                links="\n".join(static),
                figure=figure(film, language, links, alone=True),
            )
            name = path.name.removesuffix(f".{language}.json")
            (folder / f"{name}.html").write_text(page, encoding="utf-8", newline="\n")
