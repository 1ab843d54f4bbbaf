"""Write the texts of the exercises into the package: `make notebooks` calls it.

lessons_lib/languages/questions.<language>.json holds question and help of each, as the notebooks of
this language have them, whether it has a template, and, in English, the numbers above it; a
notebook need not be where the package is.
"""

import json
import re

from lessons_lib.exercise import Code, Exercise
from lessons_lib.language import CATALOGUES, SOURCE, languages
from lessons_lib.teaching import answers

NUMBER = re.compile(r"(?<![\w.])(\d+\.\d+)(\s*%)?")
LEAST = 3  # digits: a shorter number is in many places


def texts(language):
    """'lesson.check' -> [question, help, whether it has a template, …], lesson by lesson."""
    found = {}
    for module in answers.lessons():
        lesson = answers.lesson_of(module)
        places = answers.places(lesson.number, language)
        above = numbers_above(lesson.number) if language == SOURCE else {}
        for name, one in vars(module).items():
            if isinstance(one, Exercise) or (  # a program has no language
                isinstance(one, Code) and language == SOURCE
            ):
                has_template = bool(getattr(one, "template", None))
                found[f"{lesson.name}.{name}"] = [*places[name], has_template]
                if above:
                    found[f"{lesson.name}.{name}"].append(above[name])
    return found


def numbers_above(number):
    """check -> the numbers with at least three digits in the cells and the outputs above it."""
    (path,) = answers.NOTEBOOKS.glob(f"{number:02}_*.ipynb")
    found, seen = {}, set()
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        text = "".join(cell["source"])
        if cell["cell_type"] == "code":
            for name in answers.CALL.findall(text):
                found[name] = " ".join(f"{one:.9g}" for one in sorted(seen))
            data = [output.get("data", {}) for output in cell["outputs"]]
            shown = [one.get(kind, "") for one in data for kind in ("text/plain", "text/html")]
            text = re.sub("<[^>]*>", " ", "\n".join(map("".join, [text, *shown])))
        for written, percent in NUMBER.findall(text):
            if len(written.replace(".", "").lstrip("0")) >= LEAST:
                seen.add(float(written) / (100 if percent else 1))
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
