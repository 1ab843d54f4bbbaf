"""Where things are: a lesson is found by its name alone, and no room grows out of hand."""

import ast
import re
from collections import Counter
from pathlib import Path

import pytest
from test_floors import imports

from lessons_lib.lessons import LESSONS

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "lessons_lib"
NAMES = [lesson.name for lesson in LESSONS]
LESSON = "lessons_lib.lessons."


def modules(package):
    return sorted(package.rglob("*.py"))


def users(package):
    """Module -> the modules of `package` that import it or something in it, as paths inside."""
    found = {}
    for path in modules(package):
        inside = path.relative_to(package)
        for name in imports(path.read_text(encoding="utf-8"), ("lessons_lib", *inside.parts[:-1])):
            while name:
                found.setdefault(name, set()).add(inside)
                name = name.rpartition(".")[0]
    return found


def rooms(paths):
    """The lessons, or other rooms, in which these modules lie."""
    return {
        "/".join(path.parts[:2]) if path.parts[0] == "lessons" else path.parts[0] for path in paths
    }


def strays(package):
    """Every import of one lesson by another, as 'file: module'."""
    for path in modules(package / "lessons"):
        mine = path.relative_to(package / "lessons").parts[0]
        for name in imports(path.read_text(encoding="utf-8"), ("lessons_lib", "lessons", mine)):
            other = name.removeprefix(LESSON).partition(".")[0]
            if name.startswith(LESSON) and other not in (mine, "shared", "LESSONS", "Lesson"):
                yield f"{path.relative_to(package / 'lessons').as_posix()}: {name}"


def lonely(package):
    """Every module for many that only one room uses."""
    used = users(package)
    for folder, inside in (("lessons/shared", "lessons.shared"), ("draw", "draw")):
        for path in sorted((package / folder).glob("[!_]*.py")):
            by = rooms(used.get(f"lessons_lib.{inside}.{path.stem}", set()) - {Path(folder)})
            if len(by - {folder}) < 2 and not (folder == "draw" and by - {"draw"} and "draw" in by):
                yield path.relative_to(package).as_posix()


def test_a_lesson_is_found_by_its_name_alone():
    assert [lesson.number for lesson in LESSONS] == list(range(len(LESSONS)))
    packages = {path.parent.name for path in (PACKAGE / "lessons").glob("*/__init__.py")}
    assert packages == {*NAMES, "shared"}
    notebooks = [path.stem for path in sorted((ROOT / "notebooks").glob("[0-9]*.ipynb"))]
    assert notebooks == [f"{lesson.number:02}_{lesson.name}" for lesson in LESSONS]
    facts = {path.stem for path in (ROOT / "tests/lessons/facts").glob("*.py")}
    assert facts == set(NAMES)
    assert all((ROOT / f"tests/lessons/test_{name}.py").exists() for name in NAMES)


def test_no_lesson_imports_another():
    assert list(strays(PACKAGE)) == []


def test_what_is_for_many_has_two_users():
    assert list(lonely(PACKAGE)) == []


def test_a_class_name_is_used_once():
    names = Counter(
        node.name
        for path in modules(PACKAGE)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef)
    )
    assert [name for name, times in names.items() if times > 1] == []


@pytest.mark.parametrize("folder", ["lessons_lib", "docs", "tests"])
def test_no_file_is_long(folder):
    lengths = {
        path.relative_to(ROOT).as_posix(): len(path.read_text(encoding="utf-8").splitlines())
        for path in modules(ROOT / folder)
    }
    assert {name: lines for name, lines in lengths.items() if lines > 400} == {}


def package(folder, **files):
    for name, source in files.items():
        path = folder / f"{name.replace('__', '/')}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(source, encoding="utf-8")
    return folder


def test_a_stray_and_a_lonely_module_are_found(tmp_path):
    made = package(
        tmp_path,
        lessons__a__scene="from lessons_lib.lessons.b.scene import x\nfrom ..b import scene",
        lessons__b__scene="from ..shared.hill import x\nfrom lessons_lib.draw import arc",
        lessons__shared__hill="from lessons_lib.draw import line",
        draw__arc="",
        draw__line="from lessons_lib.draw.arc import x",
    )
    found = [re.sub(r":.*", "", stray) for stray in strays(made)]
    assert found == ["lessons/a/scene.py".removeprefix("lessons/")] * 2
    assert list(lonely(made)) == ["lessons/shared/hill.py", "draw/line.py"]
