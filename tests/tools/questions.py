"""Write the texts of the exercises into the package: `make notebooks` calls it.

lessons_lib/languages/questions.<language>.json holds question and help of each, as the notebooks of
this language have them, and whether it has a template; a notebook need not be where the package is.
"""

import json

from lessons_lib.exercise import Code, Exercise
from lessons_lib.language import CATALOGUES, SOURCE, languages
from lessons_lib.teaching import answers


def texts(language):
    """'lesson.check' -> [question, help, whether it has a template], lesson by lesson."""
    found = {}
    for module in answers.lessons():
        lesson = answers.lesson_of(module)
        places = answers.places(lesson.number, language)
        for name, one in vars(module).items():
            if isinstance(one, Exercise) or (  # a program has no language
                isinstance(one, Code) and language == SOURCE
            ):
                has_template = bool(getattr(one, "template", None))
                found[f"{lesson.name}.{name}"] = [*places[name], has_template]
    return found


def file(language):
    """Where the package has them."""
    return CATALOGUES / f"questions.{language}.json"


def written(language):
    """The content of the file."""
    return json.dumps(texts(language), ensure_ascii=False, indent=1) + "\n"


def write(language):
    """Bring the file up to date."""
    file(language).write_text(written(language), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    for language in languages():
        write(language)
